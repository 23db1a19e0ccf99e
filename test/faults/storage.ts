/**
 * `npm run faults:storage -- --seconds 60`: the database is taken away under load. PostgreSQL: every connection is terminated once a
 * second, then the network to it is cut for a while. SQLite: the disk is full for a while (a small tmpfs; needs root). The server
 * must not die, every refusal is a 503 that says when to come back, and what was acknowledged is there.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readConfig, type Config } from '#config.ts'
import { openApp } from '#main.ts'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { makeLiveContest, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { startPostgres } from '#test/support/databases/postgres.ts'
import { compareReceipts } from './compare.ts'
import { takePart, type Acknowledged } from './crowd.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, store: { type: 'string', default: 'both' } } })
const seconds = Number(values.seconds)
const clients = 16
const password = 'mật khẩu dài của bài thử kho'
const login = 'ban-to-chuc'

interface Store {
  readonly config: Config
  /** Once a second while the crowd plays. */
  disturb(): Promise<void>
  takeAway(): void
  giveBack(): void
  stop(): Promise<void>
}

for (const name of ['postgres', 'sqlite'] as const) {
  if (values.store !== 'both' && values.store !== name) continue
  const store = name === 'postgres' ? await postgres() : sqlite()
  if (store === null) {
    process.stdout.write(`${JSON.stringify({ faults: 'storage', store: name, skipped: 'a small tmpfs cannot be mounted here' })}\n`)
    continue
  }
  try {
    const report = await campaign(store)
    process.stdout.write(`${JSON.stringify({ faults: 'storage', store: name, seconds, ...report })}\n`)
    const { deaths, unexpected, lost, doubled, wrong, acknowledged } = report
    if (deaths + unexpected.length + lost + doubled + wrong > 0 || acknowledged === 0) process.exitCode = 1
  } finally {
    await store.stop()
  }
}

async function campaign(store: Store) {
  const { config } = store
  const contest = await prepare(config)
  const acknowledged: Acknowledged[] = []
  const statuses: Record<string, number> = {}
  const unexpected: string[] = []
  const seen = (what: string, { status, headers }: Response): void => {
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status >= 500 && (status !== 503 || headers.get('retry-after') === null)) unexpected.push(`${what}: ${String(status)}`)
  }
  const running: { server: ChildServer; over: boolean } = { server: await startServer(config), over: false }
  let deaths = 0
  running.server.process.once('exit', () => deaths++)
  running.server.process.stdout?.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line.includes('unexpected failure')) unexpected.push(line.slice(0, 400))
  })
  const waiting = [...contest.contestants.keys()]
  /** Come when the storage is back: a fast machine is through with everybody else by then. */
  const later = waiting.splice(-200)
  const come = () =>
    Array.from({ length: clients }, () =>
      takePart({ contest, running, waiting, acknowledged, name: 'storage', seen: (answer) => seen('entry', answer) }),
    )
  const crowd = come()
  for (let second = 0; second < seconds; second++) {
    await sleep(1000)
    await store.disturb()
  }
  const before = acknowledged.length
  store.takeAway()
  await sleep(500)
  for (let round = 0; round < 3; round++) await probe(running.server.address, contest, seen)
  store.giveBack()
  waiting.push(...later)
  crowd.push(...come())
  for (let tries = 0; acknowledged.length < before + 50 && tries < 200 && waiting.length > 0; tries++) await sleep(100)
  const afterwards = acknowledged.length - before
  running.over = true
  await Promise.all(crowd)
  if (afterwards === 0) unexpected.push('nothing was accepted after the storage came back')
  const died = deaths
  await running.server.stop()
  return {
    acknowledged: acknowledged.length,
    deaths: died,
    statuses,
    unexpected: [...new Set(unexpected)],
    ...(await compareReceipts(config, contest, acknowledged)),
  }
}

async function prepare(config: Config): Promise<LiveContest> {
  const { app, close } = await openApp(config, 'server')
  try {
    await addStaff(app, { kind: 'command' }, { login, name: login, password, in: null })
    return await makeLiveContest(app, Math.max(500, seconds * 400))
  } finally {
    await close()
  }
}

/** What people do while the storage is away: pages, sign-ins, a start, a staff page. */
async function probe(address: URL, contest: LiveContest, seen: (what: string, answer: Response) => void): Promise<void> {
  const { cookie = '' } = contest.contestants.at(-1) ?? {}
  const ask = async (method: string, path: string, body?: object): Promise<void> => {
    const answer = await fetch(new URL(path, address), {
      method,
      redirect: 'manual',
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    seen(`${method} ${path.split('?')[0] ?? ''}`, answer)
    await answer.arrayBuffer()
  }
  await Promise.all([
    ask('GET', '/'),
    ask('GET', `/hoi-thi/${contest.slug}`),
    ask('GET', '/phong-cho'),
    ask('GET', '/quan-tri'),
    ask('GET', '/api/contests'),
    ask('GET', '/api/me'),
    ask('POST', `/api/rounds/${contest.roundId}/attempts`),
    ask('POST', `/api/contests/${contest.slug}/session`, { staffCode: 'LT0000001', phone: '0905000001' }),
    ask('POST', '/api/staff/session', { login, password }),
    ask('GET', '/api/staff/me'),
  ])
}

/** Behind a door of ours, which can be shut. */
async function postgres(): Promise<Store> {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-storage-'))
  const cluster = await startPostgres()
  const sockets = new Set<Socket>()
  let isShut = false
  const port = Number(new URL(cluster.url).port)
  const door: Server = createServer((socket) => {
    if (isShut) {
      socket.destroy()
      return
    }
    const inner = connect(port, '127.0.0.1')
    for (const end of [socket, inner]) {
      sockets.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        sockets.delete(end)
        socket.destroy()
        inner.destroy()
      })
    }
    socket.pipe(inner).pipe(socket)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const url = new URL(cluster.url)
  url.port = String((door.address() as AddressInfo).port)
  return {
    config: readConfig({ data, database: url.href, port: '0' }, {}),
    async disturb() {
      const client = new pg.Client({ connectionString: cluster.url })
      await client.connect()
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      )
      await client.end()
    },
    takeAway() {
      isShut = true
      for (const socket of sockets) socket.destroy()
    },
    giveBack() {
      isShut = false
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      door.close()
      await cluster.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** On a disk of its own, which can be filled. */
function sqlite(): Store | null {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-storage-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=700', 'hoithi-storage', data]).status === 0
  if (!mounted) {
    rmSync(data, { recursive: true, force: true })
    return null
  }
  const filler = join(data, 'filler')
  return {
    config: readConfig({ data, port: '0' }, {}),
    disturb: () => Promise.resolve(),
    takeAway() {
      for (let step = 64 << 20; step >= 4096; step /= 2) {
        try {
          while (statfsSync(data).bavail * statfsSync(data).bsize >= step) writeFileSync(filler, Buffer.alloc(step), { flag: 'a' })
        } catch {
          // Full a little sooner.
        }
      }
    },
    giveBack() {
      rmSync(filler, { force: true })
    },
    stop() {
      spawnSync('umount', [data])
      rmSync(data, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}
