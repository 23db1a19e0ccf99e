/** What pages are measured on: a large bank, and accounts that are signed in. */
import { randomBytes } from 'node:crypto'
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { StaffRole } from '#contest/roles.ts'
import { contestBySlug, listContests } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { putRole } from '#store/identity/roles.ts'
import { insertSession } from '#store/identity/sessions.ts'
import { insertStaff } from '#store/identity/staff.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { takeSet } from '#store/rounds/drawn-sets.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '#usecases/app.ts'
import { newId, sha256 } from '#usecases/ids.ts'

const words =
  'văn bản quyết định chuyển đổi số dữ liệu công dân dịch vụ trực tuyến an toàn thông tin cán bộ đơn vị huyện xã tỉnh năm'.split(' ')

/** @returns its cookie */
export async function signIn(app: App, role: StaffRole, login: string = role): Promise<string> {
  const { db } = app.database
  const at = app.clock.now()
  const id = newId()
  await insertStaff(db, {
    id,
    login,
    name: login,
    administrator: role === 'administrator',
    passwordHash: 'none',
    passwordGiven: false,
    disabledAt: null,
    createdAt: at,
  })
  if (role !== 'administrator')
    for (const contest of await listContests(db)) await putRole(db, { staffId: id, contestId: contest.id, role, unitId: null }, at)
  const token = randomBytes(32).toString('base64url')
  await insertSession(db, app.codec, {
    tokenHash: sha256(Buffer.from(token)),
    ...{ kind: 'staff', subjectId: id, contestId: null, createdAt: at, expiresAt: at + 86_400_000 },
  })
  return `hoithi-staff=${token}`
}

/** The second round, which had locked what was there, waits for a set again. */
export async function fillBank(app: App, slug: string, questions: number): Promise<void> {
  const contest = await contestBySlug(app.database.db, slug)
  if (contest === null) throw new Error('no contest')
  const at = app.clock.now()
  const waiting = (await roundsOf(app.database.db, contest.id))[1]
  await takeSet(app.database.db, waiting?.id ?? '', waiting?.lockedSetId ?? '')
  let state = 1
  const below = (n: number): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % n
  const text = (length: number): string => Array.from({ length }, () => words[below(words.length)]).join(' ')
  const content = (i: number): QuestionContent => ({
    ...plainContent,
    stem: `${text(18)} số ${String(i)} của ${String(below(1_000_000))}?`,
    options: Array.from({ length: 4 }, () => text(8)),
    correct: [below(4)],
    topic: `Chủ đề ${String(below(12))}`,
    difficulty: (1 + below(3)) as Difficulty,
    source: { document: `Văn bản ${String(below(40))}`, detail: text(6) },
  })
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    await insertQuestions(
      db,
      app.codec,
      Array.from({ length: questions }, (_, i) => ({
        ...{ id: newId(), contestId: contest.id, code: `Q${String(i + 400)}`, content: content(i) },
        ...({ origin: 'bench', state: 'approved', by: { kind: 'command', id: null }, at } as const),
      })),
    )
  })
}
