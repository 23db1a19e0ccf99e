/**
 * The opening second and the submissions after it, against the real server and against the bare echo of the same body in
 * the same run. Shared by start.ts and submit.ts; each prints one JSON line a store.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { StartedAttempt } from '#contract/contestant.ts'
import { prepareLiveContest, startChild, startServer, type LiveContest } from '#test/support/live.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { readConfig, type Config } from '../../src/config.ts'
import { drive, round, type LoadReport, type LoadRequest } from './generator.ts'

interface Phase {
  readonly ours: LoadReport
  readonly echo: LoadReport
  readonly pacedOurs: LoadReport
  readonly pacedEcho: LoadReport
}

interface Figures {
  readonly start: Phase
  readonly submit: Phase
}

/** `--contestants N` (half at full speed, half at 70 % of what was reached), `--store sqlite|postgres|both`, `--connections N`. */
export async function runOpening(bench: 'start' | 'submit'): Promise<void> {
  const { values } = parseArgs({
    options: {
      contestants: { type: 'string', default: '20000' },
      store: { type: 'string', default: 'both' },
      connections: { type: 'string', default: '256' },
    },
  })
  const connections = Number(values.connections)
  const contestants = Number(values.contestants)
  for (const store of ['sqlite', 'postgres'] as const) {
    if (values.store !== 'both' && values.store !== store) continue
    const figures = await withStore(store, (config) => measure(config, contestants, connections, bench))
    const { ours, echo, pacedOurs, pacedEcho } = figures[bench]
    process.stdout.write(
      `${JSON.stringify({
        bench,
        store,
        contestants,
        connections,
        per_second: ours.perSecond,
        echo_per_second: echo.perSecond,
        ratio: round(ours.perSecond / echo.perSecond, 3),
        p50_ms: ours.p50Ms,
        p99_ms: ours.p99Ms,
        p99_at_70_ms: pacedOurs.p99Ms,
        echo_p99_at_70_ms: pacedEcho.p99Ms,
        p99_ratio_at_70: round(pacedOurs.p99Ms / pacedEcho.p99Ms, 2),
        statuses: ours.statuses,
      })}\n`,
    )
  }
}

export async function withStore<T>(store: 'sqlite' | 'postgres', act: (config: Config) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-load-'))
  const cluster = store === 'postgres' ? await startPostgres() : null
  try {
    return await act(readConfig({ data, database: cluster?.url, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '500' }))
  } finally {
    await cluster?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function measure(config: Config, contestants: number, connections: number, bench: 'start' | 'submit'): Promise<Figures> {
  const contest = await prepareLiveContest(config, contestants)
  const server = await startServer(config)
  const echo = await startChild('test/load/echo.ts', [])
  const at = (address: URL) => ({ host: address.hostname, port: Number(address.port), connections })
  try {
    // Sessions come into memory the way they do in life: people look at the lobby before they start.
    await drive(
      contest.contestants.map(({ cookie }) => ({ method: 'GET', path: '/api/me', headers: { cookie }, body: '' })),
      at(server.address),
    )
    const starts = contest.contestants.map(({ cookie }) => startRequest(contest, cookie))
    const attempts: string[] = []
    const keep = (offset: number) => (index: number, status: number, body: string) => {
      if (status !== 201) throw new Error(`start answered ${String(status)}: ${body}`)
      attempts[offset + index] = (JSON.parse(body) as StartedAttempt).id
    }
    const start = await phase(starts, at(server.address), at(echo.address), keep)
    if (bench === 'start') return { start, submit: start }
    const submissions = attempts.map((id, i) => submitRequest(contest, id, i))
    const submit = await phase(submissions, at(server.address), at(echo.address), () => (_, status, body) => {
      if (status !== 201) throw new Error(`submit answered ${String(status)}: ${body}`)
    })
    return { start, submit }
  } finally {
    await echo.stop()
    await server.stop()
  }
}

type Place = { readonly host: string; readonly port: number; readonly connections: number }

async function phase(
  requests: readonly LoadRequest[],
  ours: Place,
  echo: Place,
  onAnswer: (offset: number) => (index: number, status: number, body: string) => void,
): Promise<Phase> {
  const half = Math.floor(requests.length / 2)
  const fast = requests.slice(0, half)
  const rest = requests.slice(half)
  await drive(fast, echo)
  const echoFast = await drive(fast, echo)
  const oursFast = await drive(fast, { ...ours, onAnswer: onAnswer(0) })
  const pacedEcho = await drive(rest, { ...echo, rate: echoFast.perSecond * 0.7 })
  const pacedOurs = await drive(rest, { ...ours, rate: oursFast.perSecond * 0.7, onAnswer: onAnswer(half) })
  return { ours: oursFast, echo: echoFast, pacedOurs, pacedEcho }
}

const startRequest = ({ roundId }: LiveContest, cookie: string): LoadRequest => ({
  method: 'POST',
  path: `/api/rounds/${roundId}/attempts`,
  headers: { cookie },
  body: '',
})

function submitRequest({ contestants }: LiveContest, attemptId: string, i: number): LoadRequest {
  const answers = Array.from({ length: 15 }, (_, question) => [(i + question) % 4])
  return {
    method: 'PUT',
    path: `/api/attempts/${attemptId}/entry`,
    headers: { cookie: contestants[i]?.cookie ?? '' },
    body: JSON.stringify({ entryId: `${attemptId}-${String(i).padStart(8, '0')}`, answers, prediction: i % 500 }),
  }
}
