/** `hoithi round list|open|close|tally|approve|publish|analysis` */
import { InvalidArgumentError, type Command } from 'commander'
import { reasonLimits } from '#contest/limits.ts'
import { isClosing } from '#contest/round-life.ts'
import type { RoundApproval } from '#contract/rounds.ts'
import { formatInstant } from '#contest/wording.ts'
import type { App } from '#usecases/app.ts'
import { roundOverview, roundOverviews } from '#usecases/contests/overview.ts'
import { loginOf } from '#usecases/identity/staff-accounts.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { roundAnalysisCommand } from '../analysis/round-analysis.ts'
import { command, group, roundWordNamed, runWithApp, type CommonOptions } from '../command.ts'
import { table, type Output } from '../output.ts'

interface Options extends CommonOptions {
  readonly contest: string
}

const who = { kind: 'command' } as const

export function roundCommand(): Command {
  const list = command('list', 'rounds with their instants and counts')
    .requiredOption('--contest <slug>', 'the contest')
    .action((options: Options) =>
      runWithApp(options, async (app, output) => {
        const { rounds, zone } = await roundOverviews(app, who, options.contest)
        output.result(
          rounds,
          table(
            [(await roundWordNamed(app, options)).toUpperCase(), 'TRẠNG THÁI', 'MỞ', 'KẾT THÚC', 'VÀO THI', 'ĐÃ NỘP'],
            rounds.map((round) => [
              round.key,
              round.status,
              formatInstant(round.opensAt, zone, 'vi'),
              formatInstant(round.closesAt, zone, 'vi'),
              round.started,
              round.submitted,
            ]),
          ),
        )
      }),
    )
  return group('round', [
    list,
    stepAheadOfTime('open', 'open a round now instead of at its instant', async (app, slug, key, reason) => {
      await departNow(app, who, slug, key, { kind: 'open', reason }, 10_000)
    }),
    stepAheadOfTime('close', 'close a round now instead of at its instant', closeNow),
    step('tally', 'count, rank and award a closed round', async (app, slug, key, output) => {
      const words = { entries: 'Đã mở', standings: 'Đã xếp hạng' } as const
      await tallyRound(app, who, slug, key, (what, done) => {
        output.progress(`${words[what]} ${done} bài`)
      })
    }),
    stepOnResult('approve', 'confirm, in the name of a juror, the standings the juror has seen', (app, slug, key, { digest, juror = '' }) =>
      approveRound(app, who, slug, key, { digest, juror: loginOf(juror) }),
    ).requiredOption('--juror <login>', 'whose approval it is; the audit says that it was given here'),
    stepOnResult('publish', 'count the entries once more and make the results public', (app, slug, key, seen) =>
      publishRound(app, who, slug, key, seen),
    ),
    roundAnalysisCommand(),
  ])
}

/** Everybody may read why a round leaves the times its rulebook announced. */
const stepAheadOfTime = (
  name: string,
  description: string,
  act: (app: App, slug: string, key: string, reason: string, output: Output) => Promise<void>,
): Command =>
  step(name, description, (app, slug, key, output, options) =>
    act(app, slug, key, (options as ReasonOptions).reason, output),
  ).requiredOption('--reason <text>', 'why, as the contest’s pages will say it', reasonOf)

interface ReasonOptions extends Options {
  readonly reason: string
}

function reasonOf(text: string): string {
  const { shortest, longest } = reasonLimits
  const reason = text.trim()
  if (reason.length < shortest || reason.length > longest) throw new InvalidArgumentError(`Từ ${shortest} đến ${longest} ký tự.`)
  return reason
}

interface ResultOptions extends Options {
  readonly digest: string
  readonly juror?: string
}

/** A step on a result names it by its digest, which the tally and every step before this one print. */
const stepOnResult = (
  name: string,
  description: string,
  act: (app: App, slug: string, key: string, options: ResultOptions) => Promise<void>,
): Command =>
  step(name, description, (app, slug, key, _output, options) => act(app, slug, key, options as ResultOptions)).requiredOption(
    '--digest <hex>',
    'digest of the result that was looked at',
  )

function step(
  name: string,
  description: string,
  act: (app: App, slug: string, key: string, output: Output, options: Options) => Promise<void>,
): Command {
  return command(`${name} <round>`, description)
    .requiredOption('--contest <slug>', 'the contest')
    .action((key: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        await act(app, options.contest, key, output, options)
        const round = await roundOverview(app, who, options.contest, key)
        const { approval } = round
        output.result(round, [
          `${round.name}: ${round.status}, ${round.submitted} bài đã nộp`,
          ...(approval === null ? [] : [`Mã kiểm của kết quả: ${approval.digest}`, `Đã phê duyệt: ${approvalLine(approval)}`]),
        ])
      }),
    )
}

const approvalLine = ({ given, needed }: RoundApproval): string =>
  [`${given.length} trong ${needed} thành viên Ban Giám khảo`, ...given.map(({ by }) => by.name)].join(', ')

/** Without a server the log is closed here, once what arrived in time had its grace. */
async function closeNow(app: App, slug: string, key: string, reason: string, output: Output): Promise<void> {
  const closing = await departNow(app, who, slug, key, { kind: 'close', reason }, 10_000)
  for (let round = closing; isClosing(round.status);) {
    output.progress('Đang chờ các bài đến đúng hạn được lưu xong…')
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (app.stepsRounds) await stepDueRounds(app)
    const { status } = await roundOverview(app, who, slug, key)
    round = { ...round, status }
  }
}
