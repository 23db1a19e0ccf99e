/**
 * Starts and submissions against the real server, against a minimal durable one (durable.ts) and a bare echo, all with the same client,
 * in turns: all are warmed up, then one short round of each follows the other, so that whatever else the machine does meets all.
 * The figures are medians over the rounds. Shared by start.ts and submit.ts; each prints one JSON line a store.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareLiveContest, startChild, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import type { Config } from '#config.ts'
import { cpuBetween, cpuTime, type CpuTime } from './cpu.ts'
import { drive, round, type LoadReport, type LoadRequest } from './generator.ts'
import { storesOf, withStore } from './stores.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'both' },
    connections: { type: 'string', default: '256' },
    /** Requests a round. */
    requests: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    /** `node` options of the server, to look inside: `--server-options "--cpu-prof --cpu-prof-dir=/tmp/prof"`. */
    'server-options': { type: 'string', default: '' },
  },
})
const connections = Number(values.connections)
const requests = Number(values.requests)
const rounds = Number(values.rounds)
const pacedRounds = 3
const share = 0.7

export async function runAlternating(bench: 'start' | 'submit'): Promise<void> {
  for (const store of storesOf(values.store)) {
    const figures = await withStore(store, (config) => measure(config, bench))
    process.stdout.write(`${JSON.stringify({ bench, store, connections, rounds, requests, ...figures })}\n`)
  }
}

async function measure(config: Config, bench: 'start' | 'submit') {
  const contest = await prepareLiveContest(config, requests * (1 + rounds + pacedRounds))
  const server = await startServer(config, { NODE_OPTIONS: values['server-options'] })
  const echo = await startChild('test/load/echo.ts', [])
  const durable = await startChild('test/load/durable.ts', [join(config.data, 'durable.sqlite')])
  try {
    // Sessions come into memory the way they do in life: people look at the lobby before they start.
    await drive(contest.contestants.map(lobbyRequest), placeOf(server))
    return figuresOf(await turns(contest, { server, echo, durable }, bench))
  } finally {
    await durable.stop()
    await echo.stop()
    await server.stop()
  }
}

interface Turn {
  readonly report: LoadReport
  readonly server: CpuTime | null
  readonly generator: CpuTime | null
  /** Bytes of an answer, without its head. */
  readonly answered: number
}

interface Turns {
  readonly ours: readonly Turn[]
  readonly echo: readonly Turn[]
  readonly durable: readonly Turn[]
  readonly pacedOurs: readonly Turn[]
  readonly pacedEcho: readonly Turn[]
}

async function turns(
  contest: LiveContest,
  { server, echo, durable }: Readonly<Record<'server' | 'echo' | 'durable', ChildServer>>,
  bench: 'start' | 'submit',
): Promise<Turns> {
  const slice = (round: number) => contest.contestants.slice(round * requests, (round + 1) * requests).map(({ cookie }) => cookie)
  const start = async (
    cookies: readonly string[],
    rate?: number,
  ): Promise<{ readonly turn: Turn; readonly attempts: readonly string[] }> => {
    const attempts: string[] = []
    const turn = await drivePlace(
      server,
      cookies.map((cookie) => startRequest(contest, cookie)),
      { rate, onAnswer: (index, body) => (attempts[index] = attemptIn(body)) },
    )
    return { turn, attempts }
  }
  const one = async (round: number, rate?: number): Promise<Turn> => {
    const cookies = slice(round)
    if (bench === 'start') return (await start(cookies, rate)).turn
    const { attempts } = await start(cookies)
    return drivePlace(
      server,
      attempts.map((id, i) => submitRequest(cookies[i] ?? '', id, i)),
      { rate, onAnswer: () => undefined },
    )
  }
  // The yardstick of both benches is the echo of a submission's body.
  const bodies = slice(0).map((cookie, i) => submitRequest(cookie, 'attempt-of-the-echo-00', i))
  const echoed = (rate?: number): Promise<Turn> => drivePlace(echo, bodies, { rate, onAnswer: () => undefined })

  /** As many bytes in and out as ours; a start brings none. */
  const kept = (size: number): Promise<Turn> =>
    drivePlace(
      durable,
      bodies.map((request) => ({ ...request, path: `/${String(size)}`, ...(bench === 'start' ? { method: 'POST', body: '' } : {}) })),
      { rate: undefined, onAnswer: () => undefined },
    )

  await echoed()
  const { answered } = await one(0)
  await kept(answered)
  const fast = { ours: [] as Turn[], echo: [] as Turn[], durable: [] as Turn[] }
  for (let round = 1; round <= rounds; round++) {
    fast.echo.push(await echoed())
    fast.durable.push(await kept(answered))
    fast.ours.push(await one(round))
  }
  const paced = { ours: [] as Turn[], echo: [] as Turn[] }
  const rateOf = (of: readonly Turn[]): number => share * median(of.map(({ report }) => report.perSecond))
  for (let round = 1 + rounds; round <= rounds + pacedRounds; round++) {
    paced.echo.push(await echoed(rateOf(fast.echo)))
    paced.ours.push(await one(round, rateOf(fast.ours)))
  }
  return { ...fast, pacedOurs: paced.ours, pacedEcho: paced.echo }
}

function figuresOf({ ours, echo, durable, pacedOurs, pacedEcho }: Turns) {
  const of = (all: readonly Turn[], value: (turn: Turn) => number | undefined): number => median(all.map((turn) => value(turn) ?? NaN))
  const perSecond = of(ours, ({ report }) => report.perSecond)
  const echoPerSecond = of(echo, ({ report }) => report.perSecond)
  const durablePerSecond = of(durable, ({ report }) => report.perSecond)
  const cpuOf = (turns: readonly Turn[], thread: keyof CpuTime): number => of(turns, ({ server }) => server?.[thread])
  const p99 = of(pacedOurs, ({ report }) => report.p99Ms)
  const echoP99 = of(pacedEcho, ({ report }) => report.p99Ms)
  return {
    per_second: perSecond,
    echo_per_second: echoPerSecond,
    ratio: round(perSecond / echoPerSecond, 3),
    durable_per_second: durablePerSecond,
    durable_ratio: round(perSecond / durablePerSecond, 3),
    durable_cpu_us: round(cpuOf(durable, 'all'), 1),
    durable_cpu_main_us: round(cpuOf(durable, 'main'), 1),
    // All threads of ours against all threads of it: what holds on a busy machine too.
    cpu_ratio: round(cpuOf(ours, 'all') / cpuOf(durable, 'all'), 2),
    answer_bytes: of(ours, ({ answered }) => answered),
    p50_ms: of(ours, ({ report }) => report.p50Ms),
    p99_ms: of(ours, ({ report }) => report.p99Ms),
    p99_at_70_ms: p99,
    echo_p99_at_70_ms: echoP99,
    p99_ratio_at_70: round(p99 / echoP99, 2),
    // CPU microseconds a request: the main thread, every thread of the process, and the generator's own.
    cpu_main_us: round(
      of(ours, ({ server }) => server?.main),
      1,
    ),
    cpu_us: round(
      of(ours, ({ server }) => server?.all),
      1,
    ),
    echo_cpu_us: round(
      of(echo, ({ server }) => server?.all),
      1,
    ),
    generator_cpu_us: round(
      of(ours, ({ generator }) => generator?.all),
      1,
    ),
    generator_echo_cpu_us: round(
      of(echo, ({ generator }) => generator?.all),
      1,
    ),
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

const placeOf = ({ address }: ChildServer) => ({ host: address.hostname, port: Number(address.port), connections })

async function drivePlace(
  place: ChildServer,
  all: readonly LoadRequest[],
  { rate, onAnswer }: { readonly rate: number | undefined; readonly onAnswer: (index: number, body: Buffer) => void },
): Promise<Turn> {
  const reading = () => ({ server: cpuTime(place.process.pid), generator: cpuTime(process.pid) })
  const before = reading()
  let bytes = 0
  const report = await drive(all, {
    ...placeOf(place),
    ...(rate === undefined ? {} : { rate }),
    onAnswer: (index, status, body) => {
      bytes += body.length
      if (status !== 201 && status !== 200) throw new Error(`answered ${String(status)}: ${body.toString()}`)
      onAnswer(index, body)
    },
  })
  const after = reading()
  return {
    report,
    answered: Math.round(bytes / all.length),
    server: cpuBetween(before.server, after.server, all.length),
    generator: cpuBetween(before.generator, after.generator, all.length),
  }
}

/** What every browser says it can open. */
const browser = { 'accept-encoding': 'gzip, deflate, br' }

const lobbyRequest = ({ cookie }: { readonly cookie: string }): LoadRequest => ({
  method: 'GET',
  path: '/api/me',
  headers: { cookie },
  body: '',
})

const startRequest = ({ roundId }: LiveContest, cookie: string): LoadRequest => ({
  method: 'POST',
  path: `/api/rounds/${roundId}/attempts`,
  headers: { cookie, ...browser },
  body: '',
})

/** The answer's first member, which also a packed paper has as it is; parsing the whole paper would be the generator's time and not the server's. */
function attemptIn(body: Buffer): string {
  const id = /"id":"([A-Za-z0-9_-]+)"/.exec(body.toString('latin1', 0, 200))?.[1]
  if (id === undefined) throw new Error(`no attempt in ${body.toString()}`)
  return id
}

function submitRequest(cookie: string, attemptId: string, i: number): LoadRequest {
  const answers = Array.from({ length: 15 }, (_, question) => [(i + question) % 4])
  return {
    method: 'PUT',
    path: `/api/attempts/${attemptId}/entry`,
    headers: { cookie },
    body: JSON.stringify({ entryId: `${attemptId}-${String(i).padStart(8, '0')}`, answers, prediction: i % 500 }),
  }
}
