/** A contest of two rounds from tomorrow on, with questions and nothing locked, and what its staff does with the sets of its rounds. */
import { plainContent } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { RoundBlueprint } from '#contract/rounds.ts'
import type { Dialect } from '#store/database/database.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { newId } from '#usecases/ids.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { makeTestApp, testStart, type Answer, type TestApp } from './app.ts'
import { fullRulesFile, rulesOf } from './contest.ts'

export const command = { kind: 'command' } as const
export const slug = 'phu-loc-2024'
export const contest = `/api/staff/contests/${slug}`
export const round = (key: string): string => `${contest}/rounds/${key}`

/** Three questions a paper, two rounds from tomorrow on that may ask the same. */
export const rules = rulesOf({
  ...fullRulesFile,
  rounds: [
    { id: 'tuan-1', name: 'Tuần 1', opens: '2026-09-08 08:00', closes: '2026-09-10', reuseQuestions: true },
    { id: 'tuan-2', name: 'Tuần 2', opens: '2026-09-11 08:00', closes: '2026-09-13', reuseQuestions: true },
  ],
  paper: { questions: 3 },
  minimumCorrect: 3,
  collective: { by: 'participants', count: 5 },
})
export const opening = rules.rounds[0]?.opensAt ?? 0

export const topic = 'An toàn thông tin'
export const hard = { topic, difficulty: 3, count: 2 } as const
export const rest = { topic: null, difficulty: null, count: 1 } as const
export const reason = 'Câu hỏi cần thay theo văn bản mới'

export interface RoundSets {
  readonly test: TestApp
  readonly cookies: Record<'organiser' | 'juror' | 'assistant', string>
  readonly contestId: string
  /** Anew: sessions end while time passes. */
  signIn(): Promise<void>
  addQuestions(topic: string | null, difficulty: Difficulty | null, count: number): Promise<void>
  see(key: string, cookie?: string): Promise<RoundBlueprint>
  post(path: string, cookie?: string, body?: object): Promise<Answer>
  /** Changes the blueprint as it is seen now. */
  edit(key: string, change: object, cookie?: string): Promise<Answer>
  /** What the audit says happened, newest first. */
  events(): Promise<readonly string[]>
  /** Codes of the locked questions of each round, in order. */
  codesLocked(): Promise<readonly (readonly string[])[]>
  /** What two people do to it. */
  release(key: string): Promise<void>
}

/** Three easy and one hard question of a topic, and four of none. */
export async function makeRoundSets(dialect: Dialect): Promise<RoundSets> {
  const test = await makeTestApp(dialect)
  const { database, codec, sets } = test.app
  await applyContest(test.app, command, rules)
  const { id: contestId } = await database.db.selectFrom('contest').select('id').executeTakeFirstOrThrow()
  const cookies = { organiser: '', juror: '', assistant: '' }
  let number = 0

  const made: RoundSets = {
    ...{ test, cookies, contestId },
    signIn: async () => {
      for (const role of ['organiser', 'juror', 'assistant'] as const) cookies[role] = await test.signInAs(role)
    },
    addQuestions: async (of, difficulty, count) => {
      await advanceBank(database.db, contestId)
      for (let i = 0; i < count; i++) {
        number++
        const text = { stem: `Câu hỏi ${String(number)}?`, options: ['A', 'B', 'C'], correct: [0] }
        const content = { ...plainContent, ...text, topic: of, difficulty }
        const code = `Q${String(number).padStart(3, '0')}`
        const by = { kind: 'command', id: null } as const
        const question = { id: newId(), contestId, code, content, origin: 'thử', state: 'approved', by, at: testStart } as const
        await insertQuestions(database.db, codec, [question])
      }
    },
    see: async (key, cookie = cookies.organiser) => (await test.call('GET', `${round(key)}/blueprint`, { cookie })).json as RoundBlueprint,
    post: (path, cookie = cookies.organiser, body) => test.call('POST', path, { cookie, ...(body === undefined ? {} : { body }) }),
    edit: async (key, change, cookie = cookies.organiser) => {
      const { rulesDigest, cells, reuse } = await made.see(key)
      return test.call('PUT', `${round(key)}/blueprint`, { cookie, body: { cells, reuse, rulesDigest, dryRun: false, ...change } })
    },
    events: async () =>
      ((await test.call('GET', `${contest}/audit`, { cookie: cookies.organiser })).json.items as { event: string }[]).map(
        ({ event }) => event,
      ),
    codesLocked: async () => {
      const codes: (readonly string[])[] = []
      for (const { lockedSetId } of await roundsOf(database.db, contestId))
        codes.push(lockedSetId === null ? [] : await sets.codesOf(lockedSetId))
      return codes
    },
    release: async (key) => {
      for (const [path, cookie, body] of [
        ['release', cookies.organiser, { reason }],
        ['release/agree', cookies.juror, undefined],
      ] as const) {
        const { status, text } = await made.post(`${round(key)}/${path}`, cookie, body)
        if (status !== 200) throw new Error(text)
      }
    },
  }
  await made.signIn()
  await made.addQuestions(topic, 3, 1)
  await made.addQuestions(topic, 1, 3)
  await made.addQuestions(null, null, 4)
  return made
}
