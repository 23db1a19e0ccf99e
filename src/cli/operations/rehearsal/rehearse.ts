/** `hoithi rehearse --contest S [--contestants 1500] [--seconds 120]`: a trial run beside the contest, played, told of and erased. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { rehearsalLimits } from '#contest/limits.ts'
import type { Rehearsal, RehearsalReport, RehearsalRequest } from '#contract/operations.ts'
import type { App } from '#usecases/app.ts'
import { beginRehearsal, eraseRehearsal, rehearsalOf } from '#usecases/operations/rehearsal/desk.ts'
import { command, ordinalOf, runWithApp, type CommonOptions } from '../../command.ts'
import type { Output } from '../../output.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly contestants: string
  readonly seconds: string
  readonly pace: string
  readonly badly: string
  readonly keep?: boolean
}

const who = { kind: 'command' } as const

export function rehearseCommand(): Command {
  return command('rehearse')
    .requiredOption('--contest <slug>', 'contest to try')
    .option('--contestants <number>', 'invented people', '1500')
    .option('--seconds <number>', 'how long its round is open', '120')
    .option('--pace <even|rush>', 'people come over the whole time, or wait for the opening', 'rush')
    .option('--badly <percent>', 'how many of them have a bad device or network', '20')
    .option('--keep', 'leave it there to be looked at on its page, to be erased there')
    .action((options: Options) =>
      runWithApp(options, async (app, output) => {
        await beginRehearsal(app, who, options.contest, askedOf(options))
        const done = await watch(app, options.contest, output)
        const { id, report, problem } = done
        if (options.keep !== true) await eraseRehearsal(app, who, options.contest, id)
        if (report === null) throw new Error(problem ?? 'the trial run was not finished')
        output.result(report, lines(report))
      }),
    )
}

/** @throws ContestError `invalid-request` */
function askedOf({ contestants, seconds, pace, badly }: Options): RehearsalRequest {
  const asked = { contestants: ordinalOf(contestants), seconds: ordinalOf(seconds), badly: badly === '0' ? 0 : ordinalOf(badly) }
  const { fewest, contestants: most, shortestSeconds, seconds: longest } = rehearsalLimits
  const isBounded = asked.contestants >= fewest && asked.contestants <= most && asked.seconds >= shortestSeconds && asked.seconds <= longest
  if (!isBounded || asked.badly > 100) throw new ContestError('invalid-request', { contestants, seconds, badly })
  if (pace !== 'even' && pace !== 'rush') throw new ContestError('invalid-request', { pace })
  return { ...asked, pace }
}

const over: readonly string[] = ['ready', 'failed', 'stopped']

async function watch(app: App, slug: string, output: Output): Promise<NonNullable<Rehearsal['now']>> {
  for (let told = ''; ; await sleep(250)) {
    const { now } = await rehearsalOf(app, who, slug)
    if (now === null) throw new ContestError('conflict', { contest: slug })
    const step = `${now.phase}${now.address === null ? '' : ` ${now.address}`}`
    if (step !== told) output.progress(step)
    told = step
    if (over.includes(now.phase)) return now
  }
}

const line = (name: string, { count, p50, p99, longest }: RehearsalReport['played']['steps']['start']): string =>
  `  ${name.padEnd(8)} ${String(count).padStart(8)}   p50 ${String(p50)} ms, p99 ${String(p99)} ms, max ${String(longest)} ms`

function lines({ played, entries, lost, participants, actual, tallyMs, awards }: RehearsalReport): readonly string[] {
  const listed = (of: readonly { readonly what: string; readonly count: number }[]): string =>
    of.length === 0 ? '–' : of.map(({ what, count }) => `${what} ${String(count)}`).join(', ')
  return [
    `Nộp được bài / submitted: ${String(played.done)}; bỏ cuộc / gave up: ${String(played.gaveUp)}; bài trong sổ / in the log: ${String(entries)}`,
    `Biên nhận không có trong sổ / receipts not in the log: ${String(lost)}; biên nhận khác nhau / differing: ${String(played.differing)}`,
    `Yêu cầu / requests: ${String(played.requests)}, ${String(played.mostRequests)}/s; thử lại / tried again: ${String(played.triedAgain)}; lỗi / errors: ${listed(played.errors)}`,
    ...Object.entries(played.steps).map(([name, step]) => line(name, step)),
    `Đề khác nhau / different papers: ${String(played.papers.different)} trên / of ${String(played.papers.questions)} câu / questions`,
    `Kiểm đếm / tally: ${String(participants)} người / people, dự đoán đúng ra là / actual ${String(actual)}, ${String(tallyMs)} ms`,
    ...awards.map(({ level, fullName, unit }) => `  ${level}: ${fullName}, ${unit}`),
  ]
}
