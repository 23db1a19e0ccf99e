/** What pages of the staff open of a large bank: each question once in a process, and again only when it was written anew. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChecklistItem } from '#contract/contests.ts'
import { plainContent } from '#contest/questions/question.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { contestOverview } from '#usecases/contests/overview.ts'
import { newId } from '#usecases/ids.ts'
import { lockQuestions } from '#usecases/rounds/locking.ts'
import { makeTestApp, testStart, type TestApp } from '../support/app.ts'
import { fullRulesFile, rulesOf } from '../support/contest.ts'
import { turnsWhile } from '../support/turns.ts'

const slug = 'phu-loc-2024'
const contest = `/api/staff/contests/${slug}`
const rules = rulesOf({
  ...fullRulesFile,
  rounds: [{ id: 'tuan-1', name: 'Tuần 1', opens: '2026-09-08 08:00', closes: '2026-09-10' }],
  paper: { questions: 3 },
  minimumCorrect: 3,
  collective: { by: 'participants', count: 5 },
})
const command = { kind: 'command' } as const
const size = 2000

describe.each(['sqlite', 'postgres'] as const)('a bank of two thousand questions (%s)', (dialect) => {
  let test: TestApp
  let cookie: string
  let opened: () => number

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    const { app } = test
    const { db } = app.database
    await applyContest(app, command, rules)
    const { id: contestId } = await db.selectFrom('contest').select('id').executeTakeFirstOrThrow()
    await advanceBank(db, contestId)
    const questions = Array.from({ length: size }, (_, i) => {
      const stem = `${String(i)} người ở xã ${String((i * 7919) % size)} hỏi câu ${String((i * 104_729) % size)}?`
      const content = { ...plainContent, stem, options: ['A', 'B'], correct: [0] }
      const code = `Q${String(i + 1).padStart(3, '0')}`
      const by = { kind: 'command', id: null } as const
      return { id: newId(), contestId, code, content, origin: 'thử', state: 'approved', by, at: testStart } as const
    })
    await insertQuestions(db, app.codec, questions)
    cookie = await test.signInAs('organiser')
    const open = vi.spyOn(app.codec, 'open')
    opened = () => {
      const { length } = open.mock.calls.filter(([, context]) => context.startsWith('question ') || context.startsWith('locked_set '))
      open.mockClear()
      return length
    }
  })
  afterEach(() => test.close())

  const pages = ['', '/rounds/tuan-1', '/rounds/tuan-1/blueprint', '/questions', '/questions?q=nguoi&page=3', '/questions/similar']
  const others = ['/units/list', '/contestants', '/contributions', '/upload-links', '/audit']
  const see = async (path: string) => {
    const answer = await test.call('GET', `${contest}${path}`, { cookie })
    expect(answer.status, path).toBe(200)
    return answer.json
  }
  const seeAll = () => Promise.all([...pages, ...others, '/questions/Q007'].map(see))
  const sufficient = async (): Promise<ChecklistItem> =>
    (await see('')).checklist.find(({ id }: ChecklistItem) => id === 'questions-sufficient')

  it('is opened once by all its pages together, and by none of them again', async () => {
    await seeAll()
    // The question that is shown comes with its history.
    expect(opened()).toBe(size + 1)
    await seeAll()
    expect(opened()).toBe(1)
    const edit = { codes: ['Q007'], act: { kind: 'topic', topic: 'Dữ liệu' }, dryRun: false }
    expect((await test.call('POST', `${contest}/questions/bulk`, { cookie, body: edit })).status).toBe(200)
    opened()
    // The new version, and the history of two.
    await seeAll()
    expect(opened()).toBe(3)
  })

  it('is not waited for by the page of the contest, which says what it knew last and that it is being checked', async () => {
    expect(await sufficient()).toMatchObject({ done: false, checking: true, detail: null })
    // Answered long before all is opened.
    expect(opened()).toBeLessThan(size / 2)
    await vi.waitUntil(async () => !(await sufficient()).checking, { timeout: 60_000 })
    expect(await sufficient()).toMatchObject({ done: true, checking: false })
    const edit = { codes: ['Q007'], act: { kind: 'topic', topic: 'Dữ liệu' }, dryRun: false }
    expect((await test.call('POST', `${contest}/questions/bulk`, { cookie, body: edit })).status).toBe(200)
    expect(await sufficient()).toMatchObject({ done: true, checking: true })
    await vi.waitUntil(async () => !(await sufficient()).checking, { timeout: 60_000 })
    // A command waits.
    const { checklist } = await contestOverview(test.app, command, slug, { waits: true })
    expect(checklist.filter(({ checking }) => checking)).toEqual([])
  })

  it('keeps nobody waiting while it is opened', async () => {
    expect(await turnsWhile(() => contestOverview(test.app, command, slug, { waits: true }))).toBeGreaterThan(1)
  })

  it('keeps nobody waiting while its set is locked, and no page opens a set again', async () => {
    expect(await turnsWhile(() => lockQuestions(test.app, command, slug, 'tuan-1'))).toBeGreaterThan(1)
    opened()
    await seeAll()
    // A set is opened as a whole.
    expect(opened()).toBeLessThanOrEqual(2)
    await seeAll()
    expect(opened()).toBe(1)
  })
})
