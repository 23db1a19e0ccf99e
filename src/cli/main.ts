/** `hoithi`: the command line. One file a command; exit 0 done, 1 failed, 2 wrong command line; messages on stderr. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const program = new Command('hoithi')
  .description('Hội thi trực tuyến: public online knowledge contests with results that stand up to anyone who doubts them')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for the commands)')

/** What each does, and its file, which is loaded when it is named: a command takes what it needs and no more. */
const commands: Readonly<Record<string, readonly [string, () => Promise<() => Command>]>> = {
  serve: ['serve the contests of a data directory', async () => (await import('./operations/serve.ts')).serveCommand],
  demo: [
    'make (once) and serve a throw-away contest whose first round is open now',
    async () => (await import('./demo/demo.ts')).demoCommand,
  ],
  doctor: [
    'say which runtime, database, time offset, keys and browser are found',
    async () => (await import('./operations/doctor.ts')).doctorCommand,
  ],
  migrate: ['bring the database to the schema of this version', async () => (await import('./operations/migrate.ts')).migrateCommand],
  init: ['write a contest.yaml with comments to begin with', async () => (await import('./contests/init.ts')).initCommand],
  contest: ['contests and their rules', async () => (await import('./contests/contest.ts')).contestCommand],
  'sign-in': ['providers contestants sign in by', async () => (await import('./identity/sign-in.ts')).signInCommand],
  units: ['units of a contest', async () => (await import('./people/units.ts')).unitsCommand],
  questions: ['the question bank', async () => (await import('./questions/questions.ts')).questionsCommand],
  roster: ['people of a contest', async () => (await import('./people/roster.ts')).rosterCommand],
  boards: ['the three boards of a contest', async () => (await import('./people/boards.ts')).boardsCommand],
  people: [
    'changes to people: that need two persons, and the last one taken back',
    async () => (await import('./people/requests.ts')).peopleCommand,
  ],
  round: ['rounds: normally they open and close by the clock', async () => (await import('./rounds/round.ts')).roundCommand],
  documents: ['official documents', async () => (await import('./documents/documents.ts')).documentsCommand],
  audit: ['what was done, and by whom', async () => (await import('./audit/audit.ts')).auditCommand],
  results: ['results of rounds and of the contest', async () => (await import('./results/results.ts')).resultsCommand],
  archive: [
    'what personal data of a contest is erased after its end, and when',
    async () => (await import('./people/archive.ts')).archiveCommand,
  ],
  verify: [
    'check a receipt file against a published checkpoint, or against the public key of the log',
    async () => (await import('./results/verify.ts')).verifyCommand,
  ],
  staff: ['staff accounts and their roles', async () => (await import('./identity/staff.ts')).staffCommand],
  'upload-link': [
    'one-time links by which units send their questions',
    async () => (await import('./contributions/upload-link.ts')).uploadLinkCommand,
  ],
  backup: [
    'write a backup, also while a server runs; an existing file is not overwritten',
    async () => (await import('./operations/backup.ts')).backupCommand,
  ],
  restore: ['restore a backup into a place that has no data yet', async () => (await import('./operations/backup.ts')).restoreCommand],
  rehearse: [
    'try the contest on this machine with invented people, who play by themselves; the real data stays as it is',
    async () => (await import('./operations/rehearsal/rehearse.ts')).rehearseCommand,
  ],
  clock: [
    'compare the clock with the data, the database and the time server; with --confirm, say that it is right',
    async () => (await import('./operations/clock.ts')).clockCommand,
  ],
}
const [, , first = '', second = ''] = process.argv
const asked = first === 'help' ? second : first
const named = Object.hasOwn(commands, asked) ? commands[asked] : undefined
if (named !== undefined) program.addCommand((await named[1]())().description(named[0]))
// Asked for help, or for what there is not: all of them are named.
else for (const [name, [description]] of Object.entries(commands)) program.addCommand(new Command(name).description(description))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  if (error.code === 'hoithi.config') process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
