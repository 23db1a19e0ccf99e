/**
 * `npm run bench:floods`: a steady stream of submissions against the real server, alone and beside each flood, in turns at
 * the same pace, so that whatever else the machine does meets both. One JSON line a flood: p99 of all submissions without and
 * with it, what the server's loop did, and how the flood was answered. `--slice`: a second of each, only to see that nothing of the
 * stream is refused or lost.
 *
 * All of it shares the machine. A flood comes from elsewhere and takes no processor of the server's: it runs at a low priority, on the last
 * processor alone where that can be said, so that the system's work of sending is in nobody's way on the others. The
 * stream's own generator runs at a high one where that is allowed, so that its waiting for a processor is in no figure.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { cpus, getPriority, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openApp } from '#main.ts'
import { makeLiveContest, startServer, type LiveContest } from '#test/support/live.ts'
import { drive, quantile, round, type LoadReport, type LoadRequest } from '../generator.ts'
import { storesOf, withStore } from '../stores.ts'
import type { Flood } from './flooding.ts'
import { fillBank, floodsOf, signInOrganiser, type Shape } from './prepare.ts'
import { watchServer, type Watched } from './watch.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    seconds: { type: 'string', default: '10' },
    /** Of the stream alone and beside each flood, in turns. */
    turns: { type: 'string', default: '2' },
    rate: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    /** The server keeps off the processor the flood is sent from, alone and beside: what sending costs the system is then in nobody's way. */
    apart: { type: 'boolean', default: false },
    slice: { type: 'boolean', default: false },
  },
})
/** Keeps a program to some processors; of Debian's base. */
const keeper = 'taskset'
const turns = values.slice ? 1 : Number(values.turns)
const seconds = values.slice ? 1 : Number(values.seconds)
const rate = values.slice ? 20 : Number(values.rate)
const [lookAlikes, people] = values.slice ? [200, 300] : [8000, 6000]
const each = seconds * rate
const restMs = values.slice ? 0 : 2000
const questions = 15
const names = Object.keys(floodsOf('', { contestant: '', organiser: '' }, 0)).filter(
  (name) => values.only === '' || values.only.split(',').includes(name),
)

for (const store of storesOf(values.store)) {
  await withStore(store, async (config) => {
    const { app, close } = await openApp(config, 'server')
    const contest = await makeLiveContest(app, each * (2 * turns * names.length + 1) + 1)
    const organiser = await signInOrganiser(app, contest.slug)
    await fillBank(app, contest.slug, lookAlikes)
    await close()
    const stops = join(config.data, 'stops.json')
    const preloaded = `--import=${new URL('./stops.ts', import.meta.url).href}`
    const server = await startServer(config, { HOITHI_STOPS: stops, NODE_OPTIONS: `${preloaded} ${process.env['NODE_OPTIONS'] ?? ''}` })
    const pid = server.process.pid ?? 0
    if (values.apart) spawnSync(keeper, ['-a', '-c', '-p', `0-${String(cpus().length - 2)}`, String(pid)])
    // Not before: the server's threads would inherit it, and come before its loop.
    hurry(-10)
    try {
      const stream = await prepareStream(contest, { host: server.address.hostname, port: Number(server.address.port) })
      await stream()
      const cookies = { contestant: contest.contestants[0]?.cookie ?? '', organiser }
      const all = floodsOf(contest.slug, cookies, people)
      const watched = async (act: () => Promise<LoadReport>): Promise<Turn> => {
        const stop = await watchServer(pid, stops)
        return { report: await act(), server: await stop() }
      }
      for (const name of names) {
        const [alone, beside]: [Turn[], Turn[]] = [[], []]
        const answers: Record<string, number> = {}
        for (let turn = 0; turn < turns; turn++) {
          alone.push(await watched(stream))
          const end = await startFlood({ address: server.address.href, ...(all[name] as Shape) })
          beside.push(await watched(stream))
          for (const [said, times] of Object.entries(await end())) answers[said] = (answers[said] ?? 0) + times
          // What the flood has left under way is not the next one's.
          await sleep(restMs)
        }
        const [without, withFlood] = [figuresOf(alone), figuresOf(beside)]
        const line = {
          bench: 'floods',
          store,
          apart: values.apart,
          flood_of: name,
          rate,
          seconds,
          turns,
          ratio: round(withFlood.p99_ms / without.p99_ms, 1),
        }
        process.stdout.write(`${JSON.stringify({ ...line, alone: without, beside: withFlood, flood: answers })}\n`)
      }
    } finally {
      await server.stop()
    }
  })
}

interface Turn {
  readonly report: LoadReport
  readonly server: Watched
}

/** Quantiles of all turns together; of the server the worst turn. */
function figuresOf(of: readonly Turn[]) {
  const latencies = Float64Array.from(of.flatMap(({ report }) => [...report.latencies])).sort()
  const statuses: Record<string, number> = {}
  for (const { report } of of)
    for (const [status, times] of Object.entries(report.statuses)) statuses[status] = (statuses[status] ?? 0) + times
  const worst = (key: 'loop_busy' | 'loop_waited' | 'load'): number => Math.max(...of.map(({ server }) => server[key]))
  const stops = of.flatMap(({ server }) => server.stops).toSorted(([a], [b]) => b - a)
  return {
    p50_ms: quantile(latencies, 0.5),
    p99_ms: quantile(latencies, 0.99),
    longest_ms: round(latencies.at(-1) ?? NaN),
    ...{ loop_busy: worst('loop_busy'), loop_waited: worst('loop_waited'), load: worst('load'), stops: stops.slice(0, 3) },
    statuses,
  }
}

/** @returns sends `each` submissions that were not sent before */
async function prepareStream(
  { contestants, roundId }: LiveContest,
  address: { readonly host: string; readonly port: number },
): Promise<() => Promise<LoadReport>> {
  const place = { ...address, connections: 64 }
  const attempts: string[] = []
  const starts = contestants.map(({ cookie }): LoadRequest => ({
    method: 'POST',
    path: `/api/rounds/${roundId}/attempts`,
    headers: { cookie },
    body: '',
  }))
  await drive(starts, {
    ...place,
    onAnswer: (i, _, body) => (attempts[i] = /"id":"([\w-]+)"/.exec(body.toString('latin1'))?.[1] ?? ''),
  })
  let next = 1
  return () => {
    const from = next
    next += each
    const requests = contestants.slice(from, next).map(({ cookie }, i): LoadRequest => {
      const id = attempts[from + i] ?? ''
      const answers = Array.from({ length: questions }, () => [i % 4])
      const body = JSON.stringify({ entryId: `${id}-of-the-stream`, answers, prediction: i })
      return { method: 'PUT', path: `/api/attempts/${id}/entry`, headers: { cookie }, body }
    })
    return drive(requests, { ...place, rate })
  }
}

/** @returns ends it and tells how its requests were answered */
async function startFlood(shape: Shape & Pick<Flood, 'address'>): Promise<() => Promise<Readonly<Record<string, number>>>> {
  const flood: Flood = { method: 'GET', headers: {}, body: '', bytes: 0, connections: 1, ...shape }
  const program = fileURLToPath(new URL('./flooding.ts', import.meta.url))
  // As many programs as there are: the second and third belong to Debian's base, yet not to every system.
  const wrapped = [
    ...(has('nice') ? ['nice', '-n', '15'] : []),
    ...(cpus().length > 1 && has(keeper) ? [keeper, '-c', String(cpus().length - 1)] : []),
    ...[process.execPath, program],
  ]
  const [command = '', ...args] = wrapped
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  // A large body does not fit into an argument.
  child.stdin.end(JSON.stringify(flood))
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  return async () => {
    const said = once(lines, 'line')
    child.kill('SIGTERM')
    const [line] = (await said) as [string]
    return JSON.parse(line) as Record<string, number>
  }
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0
}

/** @param by the more below nought, the sooner this program gets a processor; only the system's administrator may hurry it */
function hurry(by: number): void {
  try {
    setPriority(0, getPriority(0) + by)
  } catch {
    // As it is.
  }
}
