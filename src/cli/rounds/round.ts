/** `hoithi round list|open|close|tally|approve|publish|analysis` */
import type { Command } from 'commander'
import { isClosing } from '#contest/round-life.ts'
import { formatInstant } from '#contest/wording.ts'
import type { App } from '#usecases/app.ts'
import { contestOverview, roundOverview } from '#usecases/contests/overview.ts'
import { approveRound, publishRound } from '#usecases/results/approval.ts'
import { moveRound, stepDueRounds } from '#usecases/rounds/clock.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { roundAnalysisCommand } from '../analysis/round-analysis.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
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
        const { rounds, zone } = await contestOverview(app, who, options.contest)
        output.result(
          rounds,
          table(
            ['TUẦN', 'TRẠNG THÁI', 'MỞ', 'KẾT THÚC', 'VÀO THI', 'ĐÃ NỘP'],
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
  return group('round', 'rounds: normally they open and close by the clock', [
    list,
    step('open', 'open a round now instead of at its instant', async (app, slug, key) => {
      await moveRound(app, who, slug, key, 'open', 10_000)
    }),
    step('close', 'close a round now instead of at its instant', closeNow),
    step('tally', 'count, rank and award a closed round', async (app, slug, key, output) => {
      const words = { entries: 'Đã mở', standings: 'Đã xếp hạng' } as const
      await tallyRound(app, who, slug, key, (what, done) => {
        output.progress(`${words[what]} ${done} bài`)
      })
    }),
    step('approve', 'confirm the standings as tallied', (app, slug, key) => approveRound(app, who, slug, key)),
    step('publish', 'make the results public', (app, slug, key) => publishRound(app, who, slug, key)),
    roundAnalysisCommand(),
  ])
}

function step(name: string, description: string, act: (app: App, slug: string, key: string, output: Output) => Promise<void>): Command {
  return command(`${name} <round>`, description)
    .requiredOption('--contest <slug>', 'the contest')
    .action((key: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        await act(app, options.contest, key, output)
        const round = await roundOverview(app, who, options.contest, key)
        output.result(round, [`${round.name}: ${round.status}, ${round.submitted} bài đã nộp`])
      }),
    )
}

/** Without a server the log is closed here, once what arrived in time had its grace. */
async function closeNow(app: App, slug: string, key: string, output: Output): Promise<void> {
  const closing = await moveRound(app, who, slug, key, 'close', 10_000)
  for (let round = closing; isClosing(round.status);) {
    output.progress('Đang chờ các bài đến đúng hạn được lưu xong…')
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (app.stepsRounds) await stepDueRounds(app)
    const { status } = await roundOverview(app, who, slug, key)
    round = { ...round, status }
  }
}
