/** `hoithi`: the command line. One file a command; exit 0 done, 1 failed, 2 wrong command line; messages on stderr. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { clockCommand } from './operations/clock.ts'
import { backupCommand, restoreCommand } from './operations/backup.ts'
import { boardsCommand } from './people/boards.ts'
import { contestCommand } from './contests/contest.ts'
import { demoCommand } from './demo/demo.ts'
import { doctorCommand } from './operations/doctor.ts'
import { migrateCommand } from './operations/migrate.ts'
import { peopleCommand } from './people/requests.ts'
import { questionsCommand } from './questions/questions.ts'
import { resultsCommand } from './results/results.ts'
import { rosterCommand } from './people/roster.ts'
import { roundCommand } from './rounds/round.ts'
import { serveCommand } from './operations/serve.ts'
import { staffCommand } from './identity/staff.ts'
import { unitsCommand } from './people/units.ts'
import { uploadLinkCommand } from './contributions/upload-link.ts'
import { verifyCommand } from './results/verify.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const program = new Command('hoithi')
  .description('Hội thi trực tuyến: public online knowledge contests with results that stand up to anyone who doubts them')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for the commands)')

const commands = [
  serveCommand, demoCommand, doctorCommand, migrateCommand, contestCommand, unitsCommand, questionsCommand, rosterCommand,
  boardsCommand, peopleCommand, roundCommand, resultsCommand, verifyCommand, staffCommand, uploadLinkCommand, backupCommand,
  restoreCommand, clockCommand,
] // prettier-ignore
for (const make of commands) program.addCommand(make())

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  if (error.code === 'hoithi.config') process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
