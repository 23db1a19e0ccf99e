/** The shipped contests that others begin with, against the facts of the real ones. */
import { afterEach, describe, expect, it } from 'vitest'
import { existsSync } from 'node:fs'
import { idsOf } from '#contest/criteria.ts'
import { movedAhead } from '#contest/rules/moved-ahead.ts'
import { rulebook } from '#contest/rulebook/rulebook.ts'
import { contestTemplates } from '#contest/rules/templates.ts'
import { templateRules } from '#formats/contests/templates.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'

const week = 7 * 86_400_000
const clause = (id: keyof typeof contestTemplates, of: string) =>
  rulebook(templateRules(id))
    .sections.flatMap(({ clauses }) => clauses)
    .find((one) => one.id === of)?.text.vi

describe('a contest to begin with', () => {
  it.each(idsOf(contestTemplates))('%s reads, and its rulebook has no gap', (id) => {
    expect(existsSync(new URL(`../../contests/${contestTemplates[id].file}`, import.meta.url))).toBe(true)
    for (const { text } of rulebook(templateRules(id)).sections.flatMap(({ clauses }) => clauses))
      expect(`${text.vi}\n${text.en}`).not.toMatch(/undefined|null|NaN| {2}|\.\./)
  })

  it('Phú Lộc 2024 is what its plan says', () => {
    const { rounds, paper, attempts, prediction, ranking, minimumCorrect, prizes, collective, access } = templateRules('phu-loc-2024')
    expect([rounds.length, paper.questions, attempts.perRound, prediction.of, minimumCorrect]).toEqual([2, 15, 1, 'all-correct', 15])
    expect(ranking).toEqual(['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'])
    expect(prizes.levels.map(({ count }) => count)).toEqual([1, 2, 2])
    expect([collective?.count, collective?.by]).toEqual([5, 'participants'])
    expect(access.barredBoards).toEqual(['organiser', 'juror', 'assistant'])
  })

  it('VCNET 2019 has twenty weeks of five questions, several tries of which the best counts', () => {
    const { rounds, paper, attempts, prediction, ranking } = templateRules('vcnet-2019')
    expect(rounds.length).toBe(20)
    expect(rounds.every(({ opensAt, closesAt }) => closesAt - opensAt === week)).toBe(true)
    expect(rounds.every(({ opensAt }, at) => at === 0 || opensAt === rounds[at - 1]?.closesAt)).toBe(true)
    expect([paper.questions, attempts.counts, prediction.of, attempts.perRound > 1]).toEqual([5, 'best', 'all-correct', true])
    expect(ranking).toEqual(['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'])
    expect(clause('vcnet-2019', 'paper.attempts')).toBe(
      'Trong mỗi tuần thi, mỗi thí sinh có tối đa 3 lượt thi; bài đúng nhiều câu nhất được tính (bằng nhau thì tính lượt trước).',
    )
    expect(clause('vcnet-2019', 'paper.prediction')).toMatch(/^Thí sinh phải dự đoán số người trả lời đúng tất cả 5 câu hỏi của tuần thi/)
  })

  it('Thanh Khê 2026 has three fixed sets of forty questions, forty minutes, a last word of the organisers, and units by rate', () => {
    const { paper, attempts, prediction, ranking, collective, incidents } = templateRules('thanh-khe-2026')
    expect([paper.questions, paper.blueprint.map(({ percent, count }) => [percent, count])]).toEqual([
      40,
      [
        [45, 18],
        [20, 8],
        [20, 8],
        [15, 6],
      ],
    ])
    expect(paper.fixedSets).toEqual({ names: ['Đề số 1', 'Đề số 2', 'Đề số 3'], chosenBy: 'contestant', further: 'another' })
    expect([attempts.timeLimitMs, prediction.of, prediction.required]).toEqual([40 * 60_000, 'participants', false])
    expect(ranking).toEqual(['correct-desc', 'duration-asc', 'prediction-distance-asc', 'organisers'])
    expect([collective?.by, collective?.minimumRate, collective?.rateDecimals, collective?.tieBreaks]).toEqual([
      'participation-rate',
      70,
      2,
      ['mean-score-desc', 'jury'],
    ])
    expect(collective?.levels.map(({ count }) => count)).toEqual([1, 5, 10, 15])
    expect([collective?.listClosesAt !== null, (collective?.notCounted.length ?? 0) > 0, incidents?.by]).toEqual([true, true, 'unit'])
    expect(rulebook(templateRules('thanh-khe-2026')).sections).toHaveLength(12)
    expect(clause('thanh-khe-2026', 'ranking.order')).toMatch(/\(4\) Ban Tổ chức xem xét, quyết định\.$/)
    expect(clause('thanh-khe-2026', 'paper.questions')).toMatch(/^Đề thi do Ban Tổ chức chốt trước khi mở thi, gồm 3 đề: Đề số 1, Đề số 2 và Đề số 3\. Mỗi đề gồm 40 câu/)
  })

  it('the Ministry of Justice 2021 has nineteen questions and a prediction in twenty minutes, for thirty days', () => {
    const { rounds, paper, attempts, prediction, ranking } = templateRules('tu-phap-2021')
    expect(rounds.map(({ opensAt, closesAt }) => (closesAt - opensAt) / 86_400_000)).toEqual([30])
    expect([paper.questions, attempts.timeLimitMs, prediction.asked]).toEqual([19, 20 * 60_000, true])
    expect(ranking).toEqual(['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'])
    expect(clause('tu-phap-2021', 'paper.time')).toMatch(/^Thời gian làm bài là 20 phút/)
  })

  it('the elections of 2026 have two weeks of ten questions, up to seven tries of ten minutes, and prizes for who spreads it', () => {
    const { rounds, paper, attempts, prediction, ranking, prizes, collective, referral } = templateRules('bau-cu-2026')
    expect(rounds.length).toBe(2)
    expect([paper.questions, attempts.perRound, attempts.timeLimitMs, prediction.asked]).toEqual([10, 7, 10 * 60_000, true])
    expect(ranking).toEqual(['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'])
    expect(prizes.levels.map(({ count }) => count)).toEqual([1, 2, 3, 10])
    expect([collective?.count, referral?.count]).toEqual([10, 10])
    expect(clause('bau-cu-2026', 'prizes.referral')).toMatch(/^Mỗi tuần thi có 10 giải người lan tỏa trao cho những thí sinh có nhiều người dự thi qua liên kết mời/)
    expect(clause('bau-cu-2026', 'paper.time')).toMatch(/^Thời gian làm bài là 10 phút/)
  })
})

describe.each(['sqlite', 'postgres'] as const)('a contest made from a template (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  it('has its rules with the dates ahead, and is announced once it says who holds it', async () => {
    test = await makeTestApp(dialect)
    const cookie = await test.signInAs('administrator')
    const make = (id: string, slug: string) =>
      test.call('POST', '/api/staff/contests', {
        cookie,
        body: { from: { kind: 'template', id }, title: `Cuộc thi ${slug}`, slug, organiser: { login: 'toan', name: 'Lê Toàn' } },
      })
    for (const id of idsOf(contestTemplates)) {
      expect((await make(id, `hoi-thi-${id}`)).status).toBe(201)
      const { rules } = (await contestBySlug(test.app.database.db, `hoi-thi-${id}`)) ?? {}
      const expected = { ...movedAhead(templateRules(id), test.clock.at), slug: `hoi-thi-${id}`, title: `Cuộc thi hoi-thi-${id}` }
      expect(rules).toEqual(expected)
      expect(rules?.rounds.every(({ opensAt }) => opensAt - test.clock.at >= 2 * week)).toBe(true)
    }
    expect((await make('khong-co', 'hoi-thi-khac')).status).toBe(400)
    const slug = 'hoi-thi-vcnet-2019'
    const path = `/api/staff/contests/${slug}`
    const organiser = await test.signInAs('organiser', { login: 'bantochuc', contest: slug })
    const desk = async () => (await test.call('GET', `${path}/rules`, { cookie: organiser })).json
    const announce = async () => test.call('POST', `${path}/announcement`, { cookie: organiser, body: { rulesDigest: (await desk()).rulesDigest } })
    expect((await announce()).json.findings).toMatchObject([{ place: '/organiser/name' }])
    const { file, rulesDigest } = await desk()
    const named = { ...file, organiser: { name: 'Ủy ban nhân dân xã' } }
    expect((await test.call('PUT', `${path}/rules`, { cookie: organiser, body: { file: named, rulesDigest, reason: null, dryRun: false } })).status).toBe(200)
    expect((await announce()).status).toBe(204)
  })
})
