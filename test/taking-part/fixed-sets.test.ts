/** A round of fixed sets: made at the lock, chosen or given, known from the attempt to the winner's explanation. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContestRules, FixedSets } from '#contest/rules/rules.ts'
import type { RoundResults } from '#contract/results.ts'
import type { RoundBlueprint } from '#contract/rounds.ts'
import type { Me } from '#contract/taking-part.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, signInDeciders, takeStep, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const names = ['Đề số 1', 'Đề số 2', 'Đề số 3']
const withSets =
  (fixed: Partial<FixedSets>, perRound = 2) =>
  (rules: ContestRules): ContestRules => ({
    ...rules,
    paper: {
      ...rules.paper,
      ...{ questions: 5, blueprint: [{ topic: null, difficulty: null, count: 5 }], apart: [] },
      fixedSets: { names, chosenBy: 'contestant', further: 'another', ...fixed },
    },
    minimumCorrect: 0,
    attempts: { ...rules.attempts, perRound, counts: 'best' },
    prediction: { ...rules.prediction, required: false },
    prizes: { ...rules.prizes, capPerContest: null },
  })

describeOnEachDatabase('fixed sets', ({ dialect }) => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  const press = ({ roundId }: LiveContest, cookie: string, set?: number) =>
    test.call('POST', `/api/rounds/${roundId}/attempts${set === undefined ? '' : `?set=${String(set)}`}`, { cookie })
  const lobby = async ({ roundId }: LiveContest, cookie: string) =>
    ((await test.call('GET', '/api/me', { cookie })).json as Me).rounds.find(({ id }) => id === roundId)
  const stems = (attempt: { readonly paper: readonly { readonly stem: string }[] }) => attempt.paper.map(({ stem }) => stem).sort()
  const submit = async (attempt: { readonly id: string; readonly paper: readonly unknown[] }, cookie: string) => {
    const body = { entryId: `entry-of-${attempt.id}`, answers: attempt.paper.map(() => [0]), prediction: null }
    return test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })
  }

  it('are shown before and after the lock, three without a question in common', async () => {
    const contest = await makeLiveContest(test.app, 1, withSets({}))
    const cookie = await test.signInAs('organiser')
    const seen = (await test.call('GET', `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/blueprint`, { cookie }))
      .json as RoundBlueprint
    expect([seen.ok, seen.locked?.questions, seen.fixedSets?.chosenBy]).toEqual([true, 15, 'contestant'])
    const codes = seen.fixedSets?.sets.map((set) => set.codes) ?? []
    expect(codes.map((of) => of.length)).toEqual([5, 5, 5])
    expect(new Set(codes.flat()).size).toBe(15)
    expect(seen.fixedSets?.sets.map(({ name, supply }) => [name, supply.reduce((sum, { available }) => sum + available, 0)])).toEqual(
      names.map((name) => [name, 5]),
    )
    expect(seen.expectedSharedHundredths).toBe(167)
  }, 60_000)

  it('are chosen by the contestant, each once, and the lobby says what is left', async () => {
    const contest = await makeLiveContest(test.app, 2, withSets({}, 3))
    const [one = '', two = ''] = contest.contestants.map(({ cookie }) => cookie)
    expect((await lobby(contest, one))?.fixedSets).toEqual({ names, chosenBy: 'contestant', left: [1, 2, 3] })
    const unsaid = await press(contest, one)
    expect([unsaid.status, unsaid.json.code]).toEqual([422, 'paper-set-needed'])
    expect((await press(contest, one, 4)).json.code).toBe('paper-set-needed')
    expect((await press(contest, one, 0)).status).toBe(400)
    const first = await press(contest, one, 2)
    expect([first.status, first.json.set, first.json.paper.length]).toEqual([201, 'Đề số 2', 5])
    // Pressed again, with another or with none: it is the attempt that runs.
    for (const again of [await press(contest, one, 3), await press(contest, one)])
      expect([again.status, again.json.id, again.json.set, stems(again.json)]).toEqual([200, first.json.id, 'Đề số 2', stems(first.json)])
    expect(stems((await press(contest, two, 2)).json)).toEqual(stems(first.json))
    expect((await submit(first.json, one)).status).toBe(201)
    expect((await lobby(contest, one))?.fixedSets?.left).toEqual([1, 3])
    expect((await press(contest, one, 2)).json.code).toBe('paper-set-needed')
    const second = (await press(contest, one, 3)).json
    expect(second.set).toBe('Đề số 3')
    expect(stems(second).some((stem) => stems(first.json).includes(stem))).toBe(false)
    expect((await lobby(contest, one))?.attempts.map(({ set }) => set)).toEqual(['Đề số 2', 'Đề số 3'])
    // Two devices, two sets, one attempt.
    expect((await submit(second, one)).status).toBe(201)
    const raced = await Promise.all([press(contest, one, 1), press(contest, one, 1)])
    expect(new Set(raced.map(({ json }) => json.id)).size).toBe(1)
  }, 60_000)

  it('are given by a lot where the rules say so, whatever is asked', async () => {
    const contest = await makeLiveContest(test.app, 12, withSets({ chosenBy: 'lot', further: 'any' }, 1))
    const given = new Set<string>()
    for (const { cookie } of contest.contestants) given.add((await press(contest, cookie, 1)).json.set as string)
    expect(given.size).toBeGreaterThan(1)
    const cookie = contest.contestants[0]?.cookie ?? ''
    const mine = (await press(contest, cookie)).json.set as string
    expect((await press(contest, cookie, 2)).json.set).toBe(mine)
  }, 60_000)

  it('stand in the log, in the published reason and in what a contestant reads of the own entry', async () => {
    const contest = await makeLiveContest(test.app, 3, withSets({}, 1))
    const attempts: string[] = []
    for (const [at, { cookie }] of contest.contestants.entries()) {
      const attempt = (await press(contest, cookie, at + 1)).json
      attempts.push(attempt.id as string)
      expect((await submit(attempt, cookie)).status).toBe(201)
      test.clock.at += 1000
    }
    test.clock.at = (await lobby(contest, contest.contestants[0]?.cookie ?? ''))?.closesAt ?? 0
    for (let steps = 0; steps < 3; steps++) {
      await stepDueRounds(test.app)
      test.clock.at += 5000
    }
    const { one, two, organiser } = await signInDeciders(test)
    const path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    expect((await takeStep(test, path, 'tally', organiser)).status).toBe(200)
    for (const juror of [one, two]) expect((await takeStep(test, path, 'approve', juror)).status).toBeLessThan(300)
    expect((await takeStep(test, path, 'publish', organiser)).status).toBeLessThan(300)
    const results = (await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)).json as RoundResults
    expect(results.awards.map(({ explanation }) => /làm (Đề số \d)/.exec(explanation.vi)?.[1]).sort()).toEqual(names)
    expect(results.awards[0]?.explanation.en).toMatch(/, took Đề số \d,/)
    const own = await test.call('GET', `/api/attempts/${attempts[1] ?? ''}/result`, { cookie: contest.contestants[1]?.cookie ?? '' })
    expect(own.json.set).toBe('Đề số 2')
  }, 60_000)
})
