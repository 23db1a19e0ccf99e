/** What the floods need to be there: an organiser who is signed in, a bank of look-alikes, and what each flood sends. */
import { randomBytes } from 'node:crypto'
import { plainContent } from '#contest/questions/question.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { putRole } from '#store/identity/roles.ts'
import { insertSession } from '#store/identity/sessions.ts'
import { insertStaff } from '#store/identity/staff.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import type { App } from '#usecases/app.ts'
import { newId, sha256 } from '#usecases/ids.ts'
import type { Flood } from './flooding.ts'

export type Shape = Pick<Flood, 'path'> & Partial<Omit<Flood, 'address'>>

/** As the first trial brought them. */
export function floodsOf(
  slug: string,
  cookies: { readonly contestant: string; readonly organiser: string },
  people: number,
): Readonly<Record<string, Shape>> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json' }
  const roster = ['Họ và tên;Mã cán bộ;Đơn vị', ...Array.from({ length: people }, (_, i) => `Nguyễn Văn Á;CB${String(i)};UBND xã Lộc An`)]
  return {
    form: { path: '/vao-thi', method: 'POST', headers: form, bytes: 20_000_000, connections: 12 },
    'sign-in': {
      ...{ path: '/api/staff/session', method: 'POST', headers: json, connections: 1500 },
      body: '{"login":"nobody-#","password":"twelve letters and more"}',
    },
    'entrant-sign-in': {
      ...{ path: `/api/contests/${slug}/session`, method: 'POST', headers: json, connections: 1500 },
      body: '{"staffCode":"CB#","phone":"0905123456"}',
    },
    landing: { path: `/hoi-thi/${slug}`, connections: 1000 },
    account: { path: '/api/me', headers: { cookie: cookies.contestant }, connections: 200 },
    lobby: { path: '/phong-cho', headers: { cookie: cookies.contestant }, connections: 200 },
    roster: {
      ...{ path: `/api/staff/contests/${slug}/roster/import?dryRun=true`, method: 'POST', connections: 4, body: roster.join('\n') },
      headers: { cookie: cookies.organiser, 'content-type': 'application/octet-stream', 'x-file-name': 'roster.csv' },
    },
    likeness: { path: `/api/staff/contests/${slug}/questions/similar`, headers: { cookie: cookies.organiser }, connections: 4 },
  }
}

/** @returns the cookie */
export async function signInOrganiser(app: App, slug: string): Promise<string> {
  const { db } = app.database
  const at = app.clock.now()
  const staffId = newId()
  await insertStaff(db, {
    ...{ id: staffId, login: 'flood', name: 'flood', administrator: false },
    ...{ passwordHash: 'none', passwordGiven: false, disabledAt: null, createdAt: at },
  })
  const contestId = (await contestBySlug(db, slug))?.id ?? ''
  await putRole(db, { staffId, contestId, role: 'organiser', unitId: null }, at)
  const token = randomBytes(32).toString('base64url')
  const session = { kind: 'staff', subjectId: staffId, contestId: null, createdAt: at, expiresAt: at + 86_400_000 } as const
  await insertSession(db, app.codec, { tokenHash: sha256(Buffer.from(token)), ...session })
  return `hoithi-staff=${token}`
}

/** One sentence over and over, each a little different. */
export async function fillBank(app: App, slug: string, lookAlikes: number): Promise<void> {
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
