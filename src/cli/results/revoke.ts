/** `hoithi results revoke`: what taking a published prize back would change; asked for and agreed to in the names of two people. */
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import type { RoundRevocation } from '#contract/results.ts'
import { loginOf } from '#usecases/identity/staff-accounts.ts'
import { agreeRevocation, askToRevoke, roundRevocation, withdrawRevocation } from '#usecases/results/revocation/acts.ts'
import { staffNamed } from '#usecases/second-person.ts'
import { command, ordinalOf, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly round: string
  readonly place?: string
  readonly by?: string
  readonly reason?: string
  readonly digest?: string
  readonly withdraw?: boolean
}

const nameOf = (winner: RoundRevocation['changes'][number]['before']): string =>
  winner === null ? 'không trao' : `${winner.fullName}, ${winner.unit}`

const linesOf = ({ asked, changes, tied, digest, made }: RoundRevocation): readonly string[] => [
  ...(asked === null ? [] : [`${asked.by.login} đề nghị thu hồi giải thứ ${asked.place}: “${asked.reason}”`]),
  ...(changes.length === 0
    ? []
    : table(
        ['GIẢI', 'ĐANG CÔNG BỐ', 'SAU KHI THU HỒI'],
        changes.map(({ place, levelName, before, after }) => [`${place}. ${levelName}`, nameOf(before), nameOf(after)]),
      )),
  ...(tied ? ['Không ai được xếp thay vì những người kế tiếp bằng nhau mọi tiêu chí.'] : []),
  ...(digest === null ? [] : [`Mã kiểm: ${digest}`]),
  ...made.map(({ place, version, reason }) => `Đã thu hồi giải thứ ${place}, công bố ở bản ${version}: “${reason}”`),
]

export const revokeCommand = (): Command =>
  command('revoke', 'take a published prize back: shows what that changes; with --by and --digest asks, or agrees to what was asked')
    .requiredOption('--contest <slug>', 'the contest')
    .requiredOption('--round <round>', 'its round')
    .option('--place <number>', 'of the prize, where nobody has asked yet')
    .option('--by <login>', 'in whose name; the audit says that it was done here')
    .option('--reason <text>', 'why, as everybody will read it; needed to ask')
    .option('--digest <digest>', 'of what this command showed')
    .option('--withdraw', 'take the request back, or refuse it')
    .action((options: Options) =>
      runWithApp(options, async (app, output) => {
        const { contest, round, by, digest, reason = '' } = options
        const place = options.place === undefined ? null : ordinalOf(options.place)
        if (by !== undefined) {
          const who = await staffNamed(app, contest, loginOf(by), 'prize.revoke')
          const { asked } = await roundRevocation(app, who, contest, round, null)
          if (options.withdraw === true) await withdrawRevocation(app, who, contest, round)
          else if (digest === undefined) throw new ContestError('invalid-request', { option: '--digest' })
          else if (asked !== null) await agreeRevocation(app, who, contest, round, { id: asked.id, digest })
          else if (place !== null) await askToRevoke(app, who, contest, round, { place, reason, digest })
          else throw new ContestError('invalid-request', { option: '--place' })
        }
        const seen = await roundRevocation(app, { kind: 'command' }, contest, round, by === undefined ? place : null)
        output.result(seen, linesOf(seen))
      }),
    )
