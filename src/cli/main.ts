/** `hoithi`: the command line. One file a command; exit 0 done, 1 failed, 2 wrong command line; messages on stderr. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const program = new Command('hoithi')
  .description('Hội thi trực tuyến: public online knowledge contests with results that stand up to anyone who doubts them')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for the commands)')

/** The files are loaded when they are named: a command takes what it needs and no more. */
const commands: Readonly<Record<string, () => Promise<() => Command>>> = {
  serve: async () => (await import('./operations/serve.ts')).serveCommand,
  demo: async () => (await import('./demo/demo.ts')).demoCommand,
  doctor: async () => (await import('./operations/doctor.ts')).doctorCommand,
  migrate: async () => (await import('./operations/migrate.ts')).migrateCommand,
  init: async () => (await import('./contests/init.ts')).initCommand,
  contest: async () => (await import('./contests/contest.ts')).contestCommand,
  units: async () => (await import('./people/units.ts')).unitsCommand,
  questions: async () => (await import('./questions/questions.ts')).questionsCommand,
  roster: async () => (await import('./people/roster.ts')).rosterCommand,
  boards: async () => (await import('./people/boards.ts')).boardsCommand,
  people: async () => (await import('./people/requests.ts')).peopleCommand,
  round: async () => (await import('./rounds/round.ts')).roundCommand,
  documents: async () => (await import('./documents/documents.ts')).documentsCommand,
  audit: async () => (await import('./audit/audit.ts')).auditCommand,
  results: async () => (await import('./results/results.ts')).resultsCommand,
  verify: async () => (await import('./results/verify.ts')).verifyCommand,
  staff: async () => (await import('./identity/staff.ts')).staffCommand,
  'upload-link': async () => (await import('./contributions/upload-link.ts')).uploadLinkCommand,
  backup: async () => (await import('./operations/backup.ts')).backupCommand,
  restore: async () => (await import('./operations/backup.ts')).restoreCommand,
  clock: async () => (await import('./operations/clock.ts')).clockCommand,
}
const asked = process.argv[2] ?? ''
const named = Object.hasOwn(commands, asked) ? commands[asked] : undefined
// Asked for help, or for what there is not: all of them are shown.
for (const load of named === undefined ? Object.values(commands) : [named]) program.addCommand((await load())())

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  if (error.code === 'hoithi.config') process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
