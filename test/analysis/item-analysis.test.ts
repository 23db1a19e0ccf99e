/** The analysis of a round's questions over the real routes: who sees it, when, which entries count, and the file. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoundAnalysis } from '#contract/analysis.ts'
import type { Sheet } from '#formats/sheets/sheet.ts'
import { readSheets } from '#formats/sheets/table.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { buildServer } from '#http/server.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { startRoundAnalysis } from '#usecases/analysis/item-analysis.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound, kindOf } from '../support/answered-round.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { oracleItem, type PlayedPaper } from '../support/oracles/item-oracle.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

let test: TestApp
let contest: LiveContest
afterEach(() => test.close())

const round = (): string => `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`

async function close(): Promise<void> {
  const { json } = await test.call('GET', `/api/contests/${contest.slug}`)
  test.clock.at = json.rounds[0].closesAt as number
  await stepDueRounds(test.app)
  test.clock.at += 1000
  await stepDueRounds(test.app)
}

async function analysisAs(role: 'organiser' | 'juror' = 'organiser'): Promise<RoundAnalysis> {
  const { status, json, text } = await test.call('GET', `${round()}/analysis`, { cookie: await test.signInAs(role) })
  if (status !== 200) throw new Error(text)
  return json as RoundAnalysis
}

/** The texts of a sheet as shown, or of one of its rows. */
const textsOf = (sheet: Sheet | undefined, row?: number): readonly string[] =>
  (sheet?.rows ?? []).filter((_, at) => row === undefined || at === row).flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))

/** The member of a board that this contestant becomes. */
async function joinBoard(i: number): Promise<void> {
  const { db } = test.app.database
  const id = contest.contestants[i]?.id ?? ''
  const person = (await peopleByIds(db, test.app.codec, [id])).get(id)
  const stored = await contestBySlug(db, contest.slug)
  const member = {
    id: `member-${String(i)}`,
    board: 'juror',
    fullName: '',
    staffCode: person?.staffCode ?? null,
    phone: null,
    role: '',
  } as const
  await insertBoardMember(db, test.app.codec, stored?.id ?? '', member, test.clock.at)
}

/** The numbers of the second computation in the shape of the wire. */
async function expected(played: readonly PlayedPaper[]) {
  const { set } = await test.app.runtimes.get(contest.roundId)
  return set.questions.map(({ code }, at) => {
    const { papers, answered, right, upper, options, time, flags } = oracleItem(set.questions, played, at)
    return { code, papers, answered, right, upper, takers: options.map(({ count, restSum }) => [count, restSum]), time, flags }
  })
}

const short = ({ questions }: RoundAnalysis) =>
  questions.map(({ code, papers, answered, right, upper, options, time, flags }) => ({
    ...{ code, papers, answered, right, upper, time, flags },
    takers: options.map(({ count, restSum }) => [count, restSum]),
  }))

describe.each(['sqlite', 'postgres'] as const)('the analysis of questions (%s)', (dialect) => {
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 240)
  })

  it('agrees with a second computation over what was submitted, before and after the tally', async () => {
    const played = await answerRound(test.app, contest, contest.contestants, 7, true)
    await close()
    const closed = await analysisAs()
    expect(closed).toMatchObject({ ready: true, entries: 240, questionsPerPaper: 15, round: { key: 'tuan-1', name: 'Tuần 1' } })
    expect(short(closed)).toEqual(await expected(played))
    expect(closed.questions.filter(({ time }) => time !== null).length).toBeGreaterThan(100)
    // What was put in is found.
    const flagged = closed.questions.map(({ flags }, at) => [kindOf(at), flags.map(({ kind }) => kind)] as const)
    const share = (kind: string, flag: string): number => {
      const of = flagged.filter(([one]) => one === kind)
      return of.filter(([, flags]) => flags.some((one) => one === flag)).length / of.length
    }
    // Papers are drawn anew each time, so these are far from what is usual: nearly all, next to none, nearly all.
    expect(share('wrong-key', 'key-suspect')).toBeGreaterThan(0.6)
    expect(share('plain', 'key-suspect')).toBeLessThan(0.2)
    expect(share('too-easy', 'too-easy')).toBeGreaterThan(0.4)
    expect(share('too-hard', 'too-hard')).toBeGreaterThan(0.5)

    await joinBoard(3)
    const without = await expected(played.filter((_, i) => i !== 3))
    expect(short(await analysisAs())).toEqual(without)
    expect((await test.call('POST', `${round()}/tally`, { cookie: await test.signInAs('juror') })).status).toBe(200)
    const tallied = await analysisAs('juror')
    expect(tallied.entries).toBe(239)
    expect(short(tallied)).toEqual(without)
    // Nobody is set aside afterwards without a new tally.
    await joinBoard(4)
    expect((await analysisAs()).entries).toBe(239)
    expect((await test.call('POST', `${round()}/tally`, { cookie: await test.signInAs('juror') })).status).toBe(200)
    expect((await analysisAs()).entries).toBe(238)
  })
})

describe('who sees the analysis', () => {
  it('organisers and jurors, from the closing of the log on', async () => {
    test = await makeTestApp('sqlite')
    contest = await makeLiveContest(test.app, 3)
    const ask = async (): Promise<readonly string[]> => {
      const answers: string[] = []
      for (const role of ['organiser', 'juror', 'assistant', 'administrator'] as const)
        for (const file of ['analysis', 'analysis.xlsx']) {
          const { status, json } = await test.call('GET', `${round()}/${file}`, { cookie: await test.signInAs(role) })
          answers.push(`${role} ${file} ${String(status)} ${String(json?.code ?? '')}`.trim())
        }
      return answers
    }
    const others = ['assistant', 'administrator'].flatMap((role) =>
      ['analysis', 'analysis.xlsx'].map((file) => `${role} ${file} 403 forbidden`),
    )
    const readers = (answer: string) =>
      ['organiser', 'juror'].flatMap((role) => ['analysis', 'analysis.xlsx'].map((file) => `${role} ${file} ${answer}`))
    await answerRound(test.app, contest)
    expect(await ask()).toEqual([...readers('409 wrong-status'), ...others])
    const { json } = await test.call('GET', `/api/contests/${contest.slug}`)
    test.clock.at = json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    // The round is closing: what came in time may still be waiting.
    expect(await ask()).toEqual([...readers('409 wrong-status'), ...others])
    test.clock.at += 1000
    await stepDueRounds(test.app)
    expect(await ask()).toEqual([...readers('200'), ...others])
    const { app } = test
    await expect(startRoundAnalysis(app, { kind: 'command' }, contest.slug, 'tuan-9')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the times an entry tells', () => {
  it('are one for each question of the paper, or the entry is refused; and may be left out', async () => {
    test = await makeTestApp('sqlite')
    contest = await makeLiveContest(test.app, 2)
    const attempts = await Promise.all(
      contest.contestants.map(async ({ cookie }) => {
        const { json } = await test.call('POST', `/api/rounds/${contest.roundId}/attempts`, { cookie })
        return { cookie, id: String(json.id), answers: (json.paper as unknown[]).map(() => []) }
      }),
    )
    const submit = async (i: number, seconds?: readonly number[]): Promise<number | string> => {
      const { cookie, id, answers } = attempts[i] ?? { cookie: '', id: '', answers: [] }
      const body = { entryId: `entry-of-contestant-${String(i)}`, answers, prediction: 1, ...(seconds !== undefined && { seconds }) }
      const { status, json } = await test.call('PUT', `/api/attempts/${id}/entry`, { cookie, body })
      return status < 300 ? status : `${String(status)} ${String(json.code)}`
    }
    expect(await submit(0, Array<number>(14).fill(3))).toBe('422 invalid-answers')
    for (const wrong of [-1, 86_401, 1.5]) expect(await submit(0, Array<number>(15).fill(wrong))).toMatch(/^4/)
    expect(await submit(0, Array<number>(15).fill(86_400))).toBe(201)
    expect(await submit(0, Array<number>(15).fill(86_400))).toBe(200)
    expect(await submit(0, Array<number>(15).fill(3))).toMatch(/^409/)
    expect(await submit(1)).toBe(201)
    await close()
    const { questions } = await analysisAs()
    expect(questions.flatMap(({ time }) => (time === null ? [] : [time.median]))).toEqual(Array(15).fill(300))
  })
})

describe('the analysis', () => {
  beforeEach(async () => {
    test = await makeTestApp('sqlite')
  })

  it('of a round nobody took part in has questions and no numbers', async () => {
    contest = await makeLiveContest(test.app, 0)
    await close()
    const { entries, questions } = await analysisAs()
    expect([entries, questions.length]).toEqual([0, 120])
    expect(questions.every(({ papers, discrimination, flags }) => papers === 0 && discrimination === null && flags.length === 0)).toBe(true)
  })

  it('counts of several attempts the one the rules count', async () => {
    for (const counts of ['first', 'last', 'best'] as const) {
      contest = await makeLiveContest(test.app, 30, (rules) => ({ ...rules, attempts: { ...rules.attempts, perRound: 2, counts } }))
      const first = await answerRound(test.app, contest, contest.contestants, 1)
      const second = await answerRound(test.app, contest, contest.contestants, 2)
      const { set } = await test.app.runtimes.get(contest.roundId)
      const points = ({ paper, answers }: PlayedPaper): number =>
        paper.filter(({ question, optionOrder }, i) => set.questions[question]?.correct[0] === optionOrder[answers[i]?.[0] ?? -1]).length
      const counting = first.map((one, i) => {
        const two = second[i] as PlayedPaper
        return counts === 'first' || (counts === 'best' && points(one) >= points(two)) ? one : two
      })
      await close()
      const before = await analysisAs()
      expect([counts, before.entries]).toEqual([counts, 30])
      expect(short(before)).toEqual(await expected(counting))
      expect((await test.call('POST', `${round()}/tally`, { cookie: await test.signInAs('juror') })).status).toBe(200)
      expect(short(await analysisAs())).toEqual(short(before))
      await test.close()
      test = await makeTestApp('sqlite')
    }
  })

  it('is computed once for everybody who asks for the same', async () => {
    contest = await makeLiveContest(test.app, 20)
    await answerRound(test.app, contest)
    await close()
    const who = { kind: 'command' } as const
    const [one, two] = await Promise.all([1, 2].map(() => startRoundAnalysis(test.app, who, contest.slug, contest.roundKey)))
    const [a, b] = [await one?.analysis, await two?.analysis]
    expect(a?.questions[0]?.options).toEqual(b?.questions[0]?.options)
    expect([one?.total, one?.done(), two?.done()]).toEqual([20, 20, 20])
    // A third finds it done.
    expect((await startRoundAnalysis(test.app, who, contest.slug, contest.roundKey)).done()).toBe(20)
  })

  it('that is not ready tells how far it is', async () => {
    contest = await makeLiveContest(test.app, 1)
    await close()
    const never = new Promise<never>(() => undefined)
    const slow = { total: 1_000_000, done: 250_000, analysed: never }
    const server = buildServer(
      { ...test.app, analyses: { get: () => slow, put: () => undefined } },
      { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) },
    )
    const answer = await server.inject({ url: `${round()}/analysis`, headers: { cookie: await test.signInAs('juror') } })
    expect([answer.statusCode, answer.json()]).toEqual([202, { ready: false, done: 250_000, total: 1_000_000 }])
    await server.close()
  })

  it('is a spreadsheet with its explanation, and the audit trail says who took it', async () => {
    contest = await makeLiveContest(test.app, 60)
    await answerRound(test.app, contest, contest.contestants, 7, true)
    await close()
    const cookie = await test.signInAs('organiser')
    const answer = await test.server.inject({ url: `${round()}/analysis.xlsx`, headers: { cookie } })
    expect(answer.headers['content-disposition']).toBe('attachment; filename="phan-tich-phu-loc-2024-tuan-1.xlsx"')
    const read = readSheets(answer.rawPayload, 'phan-tich.xlsx')
    if (!read.ok) throw new Error(JSON.stringify(read.findings))
    const [questions, options, groups, words] = read.value
    expect(read.value.map(({ name }) => name)).toEqual(['Câu hỏi', 'Phương án', 'Chủ đề và mức độ', 'Giải thích'])
    expect(questions?.rows).toHaveLength(121)
    expect(options?.rows.length).toBeGreaterThan(400)
    expect(groups?.rows.length).toBeGreaterThan(2)
    expect(textsOf(words).join('\n')).toContain('từ −1 đến 1')
    expect(textsOf(words).join('\n')).toContain('Máy của thí sinh tự ghi')
    expect(textsOf(questions, 0)).toContain('Thời gian (giây)')
    const analysis = await analysisAs()
    const [first] = analysis.questions
    const cells = textsOf(questions, 1)
    expect(cells).toEqual(expect.arrayContaining([first?.code, first?.stem, String(first?.papers), String(first?.right)]))
    const timeAt = textsOf(questions, 0).indexOf('Thời gian (giây)')
    for (const [at, { time }] of analysis.questions.entries())
      expect(questions?.rows[at + 1]?.cells.get(timeAt)?.text ?? null).toBe(time === null ? null : String(time.median))
    const trail = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie })
    expect(trail.json.items).toContainEqual(expect.objectContaining({ event: 'results.exported', actor: 'organiser' }))
  })
})
