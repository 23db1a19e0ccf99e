/** `hoithi roster attempt <code>`: another attempt for one contestant after trouble, in the names of two people. */
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { loginOf } from '#usecases/identity/staff-accounts.ts'
import { oneContestant } from '#usecases/identity/one-contestant.ts'
import { staffNamed } from '#usecases/second-person.ts'
import { agreeToExtraAttempt, askForExtraAttempt, withdrawExtraAttempt } from '#usecases/taking-part/extra-attempts.ts'
import { command, runWithApp, type CommonOptions } from '../command.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly round: string
  readonly by?: string
  readonly reason?: string
  readonly withdraw?: boolean
}

const who = { kind: 'command' } as const

export const attemptCommand = (): Command =>
  command('attempt <code>', 'another attempt for one person: shows who asked; with --by asks, or agrees to what another asked')
    .requiredOption('--contest <slug>', 'the contest')
    .requiredOption('--round <round>', 'its round')
    .option('--by <login>', 'in whose name; the audit says that it was done here')
    .option('--reason <text>', 'why; needed to ask')
    .option('--withdraw', 'take the request back, or refuse it')
    .action((code: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const { contest, round, by, reason = '' } = options
        const requests = async () => (await oneContestant(app, who, contest, code)).extra.items.filter((one) => one.round === round)
        if (by !== undefined) {
          const asked = (await requests()).find(({ agreedBy }) => agreedBy === null)
          const may = asked === undefined || options.withdraw === true ? 'attempt.ask' : 'attempt.agree'
          const staff = await staffNamed(app, contest, loginOf(by), may)
          if (asked === undefined && options.withdraw === true) throw new ContestError('conflict', { round })
          if (asked === undefined) await askForExtraAttempt(app, staff, contest, code, { round, reason })
          else if (options.withdraw === true) await withdrawExtraAttempt(app, staff, contest, code, asked.id)
          else await agreeToExtraAttempt(app, staff, contest, code, asked.id)
        }
        const items = await requests()
        output.result(
          items,
          items.length === 0
            ? ['Chưa ai đề nghị cho thi thêm ở vòng này.']
            : items.map(
                ({ askedBy, reason: why, agreedBy }) =>
                  `${askedBy} đề nghị: “${why ?? ''}”; ${agreedBy === null ? 'chờ người thứ hai' : `${agreedBy} đã đồng ý`}`,
              ),
        )
      }),
    )
