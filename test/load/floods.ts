/**
 * `npm run bench:floods`: a steady stream of submissions against the real server, alone and beside each flood. One JSON
 * line a flood: p99 of the stream without and with it, and how the flood itself was answered. `--slice`: a second of each,
 * only to see that nothing of the stream is refused or lost.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { plainContent } from '#contest/questions/question.ts'
import { openApp } from '#main.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { putRole } from '#store/identity/roles.ts'
import { insertSession } from '#store/identity/sessions.ts'
import { insertStaff } from '#store/identity/staff.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { makeLiveContest, startServer } from '#test/support/live.ts'
import type { App } from '#usecases/app.ts'
import { newId, sha256 } from '#usecases/ids.ts'
import { drive, round, type LoadReport, type LoadRequest } from './generator.ts'
import type { Flood } from './flooding.ts'
import { storesOf, withStore } from './stores.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    slice: { type: 'boolean', default: false },
  },
})
const seconds = values.slice ? 1 : Number(values.seconds)
const rate = values.slice ? 20 : Number(values.rate)
const lookAlikes = values.slice ? 200 : 8000
const people = values.slice ? 300 : 6000
const each = seconds * rate
const questions = 15

type Shape = Pick<Flood, 'path'> & Partial<Omit<Flood, 'address'>>

/** As the first trial brought them. */
function floodsOf(slug: string, contestant: string, organiser: string): Readonly<Record<string, Shape>> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const roster = ['Họ và tên;Mã cán bộ;Đơn vị', ...Array.from({ length: people }, (_, i) => `Nguyễn Văn Á;CB${String(i)};UBND xã Lộc An`)]
  return {
    form: { path: '/vao-thi', method: 'POST', headers: form, bytes: 20_000_000, connections: 12 },
    'sign-in': {
      ...{ path: '/api/staff/session', method: 'POST', headers: { 'content-type': 'application/json' } },
      ...{ body: '{"login":"nobody-#","password":"twelve letters and more"}', connections: 1500 },
    },
    'entrant-sign-in': {
      ...{ path: `/api/contests/${slug}/session`, method: 'POST', headers: { 'content-type': 'application/json' } },
      ...{ body: '{"staffCode":"CB#","phone":"0905123456"}', connections: 1500 },
    },
    landing: { path: `/hoi-thi/${slug}`, connections: 1000 },
    account: { path: '/api/me', headers: { cookie: contestant }, connections: 200 },
    lobby: { path: '/phong-cho', headers: { cookie: contestant }, connections: 200 },
    roster: {
      ...{ path: `/api/staff/contests/${slug}/roster/import?dryRun=true`, method: 'POST', connections: 4, body: roster.join('\n') },
      headers: { cookie: organiser, 'content-type': 'application/octet-stream', 'x-file-name': 'roster.csv' },
    },
    likeness: { path: `/api/staff/contests/${slug}/questions/similar`, headers: { cookie: organiser }, connections: 4 },
  }
}

for (const store of storesOf(values.store)) {
  await withStore(store, async (config) => {
    const { app, close } = await openApp(config, 'server')
    const names = Object.keys(floodsOf('', '', '')).filter((name) => values.only === '' || values.only.split(',').includes(name))
    const contest = await makeLiveContest(app, each * (2 * names.length + 1) + 1)
    const organiser = await signInOrganiser(app, contest.slug)
    await fillBank(app, contest.slug)
    await close()
    const server = await startServer(config)
    const place = { host: server.address.hostname, port: Number(server.address.port), connections: 64 }
    try {
      const attempts: string[] = []
      const starts = contest.contestants.map(({ cookie }): LoadRequest => ({
        method: 'POST',
        path: `/api/rounds/${contest.roundId}/attempts`,
        headers: { cookie },
        body: '',
      }))
      await drive(starts, {
        ...place,
        onAnswer: (i, _, body) => (attempts[i] = /"id":"([\w-]+)"/.exec(body.toString('latin1'))?.[1] ?? ''),
      })
      let next = 1
      const stream = (): Promise<LoadReport> => {
        const from = next
        next += each
        const requests = contest.contestants.slice(from, next).map(({ cookie }, i): LoadRequest => {
          const id = attempts[from + i] ?? ''
          const answers = Array.from({ length: questions }, () => [i % 4])
          const body = JSON.stringify({ entryId: `${id}-of-the-stream`, answers, prediction: i })
          return { method: 'PUT', path: `/api/attempts/${id}/entry`, headers: { cookie }, body }
        })
        return drive(requests, { ...place, rate })
      }
      await stream()
      const all = floodsOf(contest.slug, contest.contestants[0]?.cookie ?? '', organiser)
      for (const name of names) {
        const alone = await stream()
        const { report, answers } = await beside({ address: server.address.href, ...(all[name] as Shape) }, stream)
        const [p99, withFlood] = [alone.p99Ms, report.p99Ms]
        const figures = {
          p99_ms: p99,
          p99_beside_ms: withFlood,
          ratio: round(withFlood / p99, 1),
          statuses: report.statuses,
          flood: answers,
        }
        process.stdout.write(`${JSON.stringify({ bench: 'floods', store, flood_of: name, rate, seconds, ...figures })}\n`)
      }
    } finally {
      await server.stop()
    }
  })
}

async function beside(
  shape: Shape & Pick<Flood, 'address'>,
  stream: () => Promise<LoadReport>,
): Promise<{ readonly report: LoadReport; readonly answers: unknown }> {
  const flood: Flood = { method: 'GET', headers: {}, body: '', bytes: 0, connections: 1, ...shape }
  const program = fileURLToPath(new URL('./flooding.ts', import.meta.url))
  // A large body does not fit into an argument.
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(flood))
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const report = await stream()
  const said = once(lines, 'line')
  child.kill('SIGTERM')
  const [line] = (await said) as [string]
  // What the flood has left under way is not the next one's.
  await sleep(values.slice ? 0 : 3000)
  return { report, answers: JSON.parse(line) }
}

async function signInOrganiser(app: App, slug: string): Promise<string> {
  const { db } = app.database
  const at = app.clock.now()
  const staffId = newId()
  await insertStaff(db, {
    id: staffId,
    login: 'flood',
    name: 'flood',
    administrator: false,
    passwordHash: 'none',
    disabledAt: null,
    createdAt: at,
  })
  const contestId = (await contestBySlug(db, slug))?.id ?? ''
  await putRole(db, { staffId, contestId, role: 'organiser', unitId: null }, at)
  const token = randomBytes(32).toString('base64url')
  const session = { kind: 'staff', subjectId: staffId, contestId: null, createdAt: at, expiresAt: at + 86_400_000 } as const
  await insertSession(db, app.codec, { tokenHash: sha256(Buffer.from(token)), ...session })
  return `hoithi-staff=${token}`
}

/** One sentence over and over, each a little different. */
async function fillBank(app: App, slug: string): Promise<void> {
  const contest = await contestBySlug(app.database.db, slug)
  if (contest === null) throw new Error('no contest')
  const at = app.clock.now()
  const content = (i: number) => ({
    ...plainContent,
    stem: `Theo Kế hoạch số 424/KH-UBND, mục tiêu chuyển đổi số của huyện đến năm 2025 về dịch vụ công trực tuyến thứ ${String(i)} là gì?`,
    options: ['Một', 'Hai', 'Ba', 'Bốn'],
    correct: [i % 4],
  })
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    await insertQuestions(
      db,
      app.codec,
      Array.from({ length: lookAlikes }, (_, i) => ({
        ...{ id: newId(), contestId: contest.id, code: `Q${String(i + 400)}`, content: content(i) },
        ...({ origin: 'bench', state: 'approved', by: { kind: 'command', id: null }, at } as const),
      })),
    )
  })
}
