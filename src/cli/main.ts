/** `hoithi`: the command line. One file a command; exit 0 done, 1 failed, 2 wrong command line; messages on stderr. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { backupCommand, restoreCommand } from './backup.ts'
import { boardsCommand } from './boards.ts'
import { contestCommand } from './contest.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { questionsCommand } from './questions.ts'
import { resultsCommand } from './results.ts'
import { rosterCommand } from './roster.ts'
import { roundCommand } from './round.ts'
import { serveCommand } from './serve.ts'
import { staffCommand } from './staff.ts'
import { unitsCommand } from './units.ts'
import { uploadLinkCommand } from './upload-link.ts'
import { verifyCommand } from './verify.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const program = new Command('hoithi')
  .description('Hội thi trực tuyến: public online knowledge contests with results that stand up to anyone who doubts them')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for the commands)')

const commands = [
  serveCommand, demoCommand, doctorCommand, migrateCommand, contestCommand, unitsCommand, questionsCommand, rosterCommand,
  boardsCommand, roundCommand, resultsCommand, verifyCommand, staffCommand, uploadLinkCommand, backupCommand, restoreCommand,
] // prettier-ignore
for (const make of commands) program.addCommand(make())

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  if (error.code === 'hoithi.config') process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
