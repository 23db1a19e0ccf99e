/**
 * `npm run bench:opening [-- --contestants 20000 --seconds 1 --store both]`: the opening second. Everybody is signed in
 * and has seen the lobby; within one second each presses “Vào thi” on a connection of their own, opened for it, and tries
 * again when told to wait, as the page does. Prints one JSON line a store: how many have their paper, and how long it took
 * from the press. Exits 1 when a press was lost or refused for good.
 */
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { prepareLiveContest, startServer, type LiveContest } from '#test/support/live.ts'
import type { Config } from '#config.ts'
import { cpuBetween, cpuTime } from './cpu.ts'
import { drive, round } from './generator.ts'
import { storesOf, withStore } from './stores.ts'

const { values } = parseArgs({
  options: {
    contestants: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '1' },
    store: { type: 'string', default: 'both' },
  },
})
const contestants = Number(values.contestants)
const seconds = Number(values.seconds)
/** Longer than this without a paper is lost. */
const patienceMs = 30_000

for (const store of storesOf(values.store)) {
  const figures = await withStore(store, measure)
  process.stdout.write(`${JSON.stringify({ bench: 'opening', store, contestants, seconds, ...figures })}\n`)
  if (figures.lost + figures.refused > 0) process.exitCode = 1
}

type Press = { readonly ms: number; readonly tries: number } | 'lost' | 'refused'

async function measure(config: Config) {
  const contest = await prepareLiveContest(config, contestants)
  const server = await startServer(config)
  const place = { host: server.address.hostname, port: Number(server.address.port) }
  try {
    await drive(
      contest.contestants.map(({ cookie }) => ({ method: 'GET', path: '/api/me', headers: { cookie }, body: '' })),
      { ...place, connections: 64 },
    )
    const before = cpuTime(server.process.pid)
    const opened = performance.now()
    const presses = await Promise.all(
      contest.contestants.map(({ cookie }, i) => press(contest, place, cookie, opened + (i / contestants) * seconds * 1000)),
    )
    const took = (performance.now() - opened) / 1000
    const cpu = cpuBetween(before, cpuTime(server.process.pid), contestants)
    const served = presses.filter((one) => typeof one === 'object')
    const times = Float64Array.from(served, ({ ms }) => ms).sort()
    const quantile = (q: number): number => round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? NaN)
    return {
      served: served.length,
      lost: presses.filter((one) => one === 'lost').length,
      refused: presses.filter((one) => one === 'refused').length,
      tried_again: served.filter(({ tries }) => tries > 1).length,
      all_served_s: round(took),
      p50_ms: quantile(0.5),
      p99_ms: quantile(0.99),
      max_ms: quantile(1),
      within_4s: round(served.filter(({ ms }) => ms <= 4000).length / contestants, 4),
      cpu_us: cpu === null ? null : round(cpu.all, 1),
    }
  } finally {
    await server.stop()
  }
}

interface Answer {
  readonly status: number
  readonly retryAfterMs: number
}

async function press(
  contest: LiveContest,
  place: { readonly host: string; readonly port: number },
  cookie: string,
  due: number,
): Promise<Press> {
  await sleep(Math.max(0, due - performance.now()))
  for (let tries = 1; performance.now() - due < patienceMs; tries++) {
    const answer = await ask(contest, place, cookie).catch(() => null)
    if (answer !== null && (answer.status === 201 || answer.status === 200)) return { ms: performance.now() - due, tries }
    if (answer !== null && answer.status !== 503 && answer.status !== 429) return 'refused'
    await sleep(answer?.retryAfterMs ?? 500)
  }
  return 'lost'
}

/** One request on a connection of its own; resolves with the whole answer read, rejects when the connection breaks. */
function ask({ roundId }: LiveContest, place: { readonly host: string; readonly port: number }, cookie: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...place, noDelay: true })
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', reject)
    socket.on('close', () => {
      const head = Buffer.concat(parts).toString('latin1')
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1])
      if (!(status > 0)) reject(new Error('closed without an answer'))
      else resolve({ status, retryAfterMs: 1000 * Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 1) })
    })
    socket.write(
      `POST /api/rounds/${roundId}/attempts HTTP/1.1\r\nhost: ${place.host}\r\ncookie: ${cookie}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    )
  })
}
