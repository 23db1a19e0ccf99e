/**
 * `npm run bench:opening [-- --contestants 20000 --seconds 1 --pages shell --connections kept --store both]`: the opening second. Everybody
 * is signed in and has looked at the lobby on a connection of their own, which stays open; within one second each presses “Vào thi”
 * on it, tries again when told to wait, as the page does, and then fetches the page the paper is shown in: `shell` all of it,
 * `tag` with the tag of the one they hold, `none` from the phone itself. `--connections fresh`: for each press a new one, as when
 * the network has dropped them all. Prints one JSON line a store: how many have their paper and its page, and how long after the press.
 * Exits 1 when a press was lost or refused for good.
 */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { prepareLiveContest, startServer, type LiveContest } from '#test/support/live.ts'
import type { Config } from '#config.ts'
import { cpuBetween, cpuTime } from './cpu.ts'
import { createReader, encode, open, round, type Answer } from './generator.ts'
import { storesOf, withStore } from './stores.ts'

const { values } = parseArgs({
  options: {
    contestants: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '1' },
    pages: { type: 'string', default: 'shell' },
    connections: { type: 'string', default: 'kept' },
    store: { type: 'string', default: 'both' },
  },
})
const contestants = Number(values.contestants)
const seconds = Number(values.seconds)
const { pages, connections } = values
/** Longer than this without a paper is lost. */
const patienceMs = 60_000
/** What every browser says it can open. */
const browser = { 'accept-encoding': 'gzip, deflate, br' }
/** Lobbies that are opened at once. */
const arriving = 64

for (const store of storesOf(values.store)) {
  const figures = await withStore(store, measure)
  process.stdout.write(`${JSON.stringify({ bench: 'opening', store, contestants, seconds, pages, connections, ...figures })}\n`)
  if (figures.lost + figures.refused > 0) process.exitCode = 1
}

type Press = { readonly ms: number; readonly tries: number } | 'lost' | 'refused'

interface Place {
  readonly host: string
  readonly port: number
}

async function measure(config: Config) {
  const contest = await prepareLiveContest(config, contestants)
  const server = await startServer(config)
  const place = { host: server.address.hostname, port: Number(server.address.port) }
  try {
    const tag = (await fetch(new URL('/bai-thi', server.address), { headers: browser })).headers.get('etag') ?? ''
    const lobbies = await arrive(contest, place)
    const before = cpuTime(server.process.pid)
    const opened = performance.now()
    const presses = await Promise.all(lobbies.map((lobby, i) => press(contest, lobby, tag, opened + (i / contestants) * seconds * 1000)))
    const took = (performance.now() - opened) / 1000
    const cpu = cpuBetween(before, cpuTime(server.process.pid), contestants)
    for (const lobby of lobbies) lobby.leave()
    const served = presses.filter((one) => typeof one === 'object')
    const times = Float64Array.from(served, ({ ms }) => ms).sort()
    const quantile = (q: number): number => round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? NaN)
    const within = (limitMs: number): number => round(served.filter(({ ms }) => ms <= limitMs).length / contestants, 4)
    return {
      served: served.length,
      lost: presses.filter((one) => one === 'lost').length,
      refused: presses.filter((one) => one === 'refused').length,
      tried_again: served.filter(({ tries }) => tries > 1).length,
      all_served_s: round(took),
      ...{ p50_ms: quantile(0.5), p99_ms: quantile(0.99), max_ms: quantile(1) },
      ...{ within_1s: within(1000), within_2s: within(2000), within_4s: within(4000) },
      cpu_us: cpu === null ? null : round(cpu.all, 1),
      cpu_main_us: cpu === null ? null : round(cpu.main, 1),
    }
  } finally {
    await server.stop()
  }
}

/** Somebody in the lobby. */
interface Lobby {
  ask(method: string, path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  leave(): void
}

function lobbyOf(place: Place, cookie: string): Lobby {
  let held: { readonly socket: Socket; readonly reader: ReturnType<typeof createReader> } | null = null
  return {
    ask: async (method, path, headers = {}) => {
      try {
        if (held === null) {
          const socket = await open(place.host, place.port)
          held = { socket, reader: createReader(socket) }
          // A connection the server let go of meanwhile is no longer held; the next press opens another, as a browser does.
          socket.once('close', () => {
            if (held?.socket === socket) held = null
          })
        }
        held.socket.write(encode({ method, path, headers: { cookie, ...browser, ...headers }, body: '' }, place.host))
        return await held.reader.answer()
      } catch (error) {
        held?.socket.destroy()
        held = null
        throw error
      }
    },
    leave: () => {
      held?.socket.destroy()
      held = null
    },
  }
}

/** Everybody's lobby has been looked at. */
async function arrive({ contestants: people }: LiveContest, place: Place): Promise<readonly Lobby[]> {
  const lobbies = people.map(({ cookie }) => lobbyOf(place, cookie))
  let next = 0
  await Promise.all(
    Array.from({ length: arriving }, async () => {
      for (let lobby = lobbies[next++]; lobby !== undefined; lobby = lobbies[next++]) {
        await lobby.ask('GET', '/api/me')
        if (connections === 'fresh') lobby.leave()
      }
    }),
  )
  return lobbies
}

async function press({ roundId }: LiveContest, lobby: Lobby, tag: string, due: number): Promise<Press> {
  await sleep(Math.max(0, due - performance.now()))
  const isGood = ({ status }: Answer): boolean => status === 201 || status === 200 || status === 304
  let hasPaper = false
  for (let tries = 1; performance.now() - due < patienceMs; tries++) {
    const paper: Answer | null | undefined = hasPaper
      ? null
      : await lobby.ask('POST', `/api/rounds/${roundId}/attempts`).catch(() => undefined)
    hasPaper ||= paper !== undefined && paper !== null && isGood(paper)
    const page =
      !hasPaper || pages === 'none'
        ? null
        : await lobby.ask('GET', '/bai-thi', pages === 'tag' ? { 'if-none-match': tag } : {}).catch(() => undefined)
    if (hasPaper && (page === null || (page !== undefined && isGood(page)))) return { ms: performance.now() - due, tries }
    const last = hasPaper ? page : paper
    if (last && last.status !== 503 && last.status !== 429) return 'refused'
    await sleep(last?.retryAfterMs ?? 500)
  }
  return 'lost'
}
