import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOf, plainRules } from '#test/support/contest.ts'
import { contextOf, triedRounds } from '#test/support/tried-rounds.ts'
import type { TallyEntry } from '../tally/entry.ts'
import { criteria } from '../criteria.ts'
import { explainAward } from './explanation.ts'
import { awardRound, revokePrize } from '../tally/prizes.ts'
import type { Award } from '../tally/result.ts'
import { rankRound } from '../tally/ranking.ts'
import type { ContestRules } from '../rules/rules.ts'

function explain(entries: readonly TallyEntry[], change: Partial<ContestRules> = {}, won: Readonly<Record<string, number>> = {}) {
  const rules: ContestRules = { ...plainRules, ...change }
  const round = rankRound(entries, contextOf(rules))
  return awardRound(rules, round, new Map(Object.entries(won))).awards.map((award) => explainAward(rules, round, award))
}

describe('explainAward', () => {
  it('tells the facts and both neighbours, in Vietnamese and in English', () => {
    const at = Date.parse('2024-09-09T09:14:07.312+07:00')
    const explained = explain([
      entryOf(1, { prediction: 3 }),
      entryOf(2, { prediction: 5, submittedAt: at, startedAt: at - 245_000 }),
      entryOf(3, { prediction: 1, submittedAt: at + 1 }),
    ])
    expect(explained[0]).toEqual({
      vi: 'Giải Nhất: đúng 15/15 câu, dự đoán 3 (thực tế 3, đúng tuyệt đối), nộp bài lúc 07:00:01,000 ngày 09/9/2024; xếp thứ 1 trong 3 người dự thi. Xếp trên người kế tiếp nhờ dự đoán gần số thực tế hơn.',
      en: 'Giải Nhất: 15/15 right, predicted 3 (actual 3, exact), submitted at 07:00:01.000 on 09/9/2024; rank 1 of 3 participants. Ahead of the next person by a prediction closer to the actual number.',
    })
    expect(explained[1]).toEqual({
      vi: 'Giải Nhì: đúng 15/15 câu, dự đoán 5 (thực tế 3, lệch 2), nộp bài lúc 09:14:07,312 ngày 09/9/2024; xếp thứ 2 trong 3 người dự thi. Người xếp liền trên được xếp cao hơn nhờ dự đoán gần số thực tế hơn. Xếp trên người kế tiếp nhờ nộp bài sớm hơn.',
      en: 'Giải Nhì: 15/15 right, predicted 5 (actual 3, off by 2), submitted at 09:14:07.312 on 09/9/2024; rank 2 of 3 participants. The person just above is ahead by a prediction closer to the actual number. Ahead of the next person by an earlier submission.',
    })
    expect(explained[2]?.vi).toMatch(/xếp thứ 3 trong 3 người dự thi\. Người xếp liền trên được xếp cao hơn nhờ nộp bài sớm hơn\.$/)
  })

  it('says that the entry is of an attempt that was given in addition', () => {
    const attempts: ContestRules['attempts'] = { ...plainRules.attempts, perRound: 1, extra: 'replaces' }
    const [first] = explain([entryOf(1, { contestantId: 'c' }), entryOf(2, { contestantId: 'c', attemptNumber: 2 })], { attempts })
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('Bài được tính là của lượt thi thứ 2, lượt do hai người của hội thi quyết định cho thi thêm.'),
      expect.stringContaining('The entry that counts is of attempt 2, which two people of the contest gave in addition.'),
    ])
  })

  it('says which fixed set a winner had, where papers are fixed', () => {
    const fixedSets = { names: ['Đề số 1', 'Đề số 2'], chosenBy: 'contestant', further: 'another' } as const
    const [first] = explain([entryOf(1, { paperSet: 2 })], { paper: { ...plainRules.paper, fixedSets } })
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('đúng 15/15 câu, làm Đề số 2, dự đoán 10'),
      expect.stringContaining('15/15 right, took Đề số 2, predicted 10'),
    ])
  })

  it('groups the digits of large numbers', () => {
    const [first] = explain([entryOf(1, { prediction: 12_345 })])
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('dự đoán 12.345 (thực tế 1, lệch 12.344)'),
      expect.stringContaining('predicted 12,345 (actual 1, off by 12,344)'),
    ])
  })

  it('says that there was no prediction, and nothing of predictions where none is asked', () => {
    const [first] = explain([entryOf(1, { prediction: null })])
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('không dự đoán (thực tế 1)'),
      expect.stringContaining('no prediction (actual 1)'),
    ])
    const [other] = explain([entryOf(1, { prediction: null })], {
      prediction: { ...plainRules.prediction, asked: false, required: false },
      ranking: ['correct-desc', 'submitted-asc', 'public-lot'],
    })
    expect(other?.vi).toBe('Giải Nhất: đúng 15/15 câu, nộp bài lúc 07:00:01,000 ngày 09/9/2024; xếp thứ 1 trong 1 người dự thi.')
  })

  it('says how many prizes the number of participants left', () => {
    const prizes = { ...plainRules.prizes, shareOfParticipants: 50 }
    const [first, second] = explain([entryOf(1), entryOf(2), entryOf(3)], { prizes })
    expect(second).toBeUndefined()
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('Theo thể lệ, số giải không vượt quá 50% số người dự thi nên tuần thi này trao nhiều nhất 1 giải.'),
      expect.stringContaining('By the rules prizes do not exceed 50% of the participants, so this round gives 1 at most.'),
    ])
    const many = Array.from({ length: 10 }, (_, i) => entryOf(i + 1))
    expect(explain(many, { prizes })[0]?.vi).not.toContain('50%')
  })

  it('says whose prizes were revoked, and who did not move up', () => {
    const rules: ContestRules = { ...plainRules, prizes: { ...plainRules.prizes, whenRevoked: 'next-moves-up' } }
    const round = rankRound([entryOf(1), entryOf(2), entryOf(3), entryOf(4)], contextOf(rules))
    const before = awardRound(rules, round, new Map())
    const leftOut = { revoked: new Set(['c1']), barred: new Set(['c2']) }
    const kept = before.awards.filter(({ contestantId }) => contestantId !== 'c2')
    const after = revokePrize({ rules, round, won: new Map() }, kept, 'c1', leftOut)
    const [first] = after.awards
    expect(first?.contestantId).toBe('c3')
    const told = explainAward(rules, round, first as Award, after.passedOver)
    expect(told.vi).toMatch(
      /Giải của 1 người xếp trên đã bị thu hồi\. Có 1 người xếp trên không còn được dự thi nên không được chuyển lên\.$/,
    )
    expect(told.en).toMatch(/The prizes of 1 above were revoked\. 1 above may not take part by now, and did not move up\.$/)
    const silent = { ...rules, prizes: { ...rules.prizes, whenRevoked: 'stays-empty' as const } }
    expect(explainAward(silent, round, { ...(first as Award), place: 3 }, after.passedOver).vi).not.toContain('thu hồi')
  })

  it('writes a predicted percentage with its decimals', () => {
    const prediction = { ...plainRules.prediction, of: 'all-correct-percentage' as const, decimals: 5, maximum: 10_000_000 }
    const people = [entryOf(1, { prediction: 6_666_700 }), entryOf(2, { prediction: 0 }), entryOf(3, { correct: 3, prediction: null })]
    const [first] = explain(people, { prediction })
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining('dự đoán 66,66700\u00a0% (thực tế 66,66667\u00a0%, lệch 0,00033\u00a0%)'),
      expect.stringContaining('predicted 66.66700% (actual 66.66667%, off by 0.00033%)'),
    ])
  })

  it('tells the time taken where it ranks', () => {
    const [first] = explain([entryOf(1, { startedAt: entryOf(1).submittedAt - 245_000 })], {
      ranking: ['correct-desc', 'duration-asc', 'public-lot'],
    })
    expect([first?.vi, first?.en]).toEqual([
      expect.stringContaining(', làm bài trong 4 phút 05 giây;'),
      expect.stringContaining(', took 4 minutes 5 seconds;'),
    ])
  })

  it('says why a prize goes below the floor', () => {
    const [, second] = explain([entryOf(1), entryOf(2, { correct: 9 })], {
      prizes: { ...plainRules.prizes, whenTooFew: 'next-best-below-floor' },
    })
    expect(second?.vi).toMatch(
      /Người được xét giải \(đúng cả 15 câu\) ít hơn số giải nên theo thể lệ, giải được trao cho người xếp kế tiếp\.$/,
    )
    expect(second?.en).toMatch(
      /Fewer people than prizes could be considered \(15 right answers or more\), so the rules take the next in order\.$/,
    )
    const [, lower] = explain([entryOf(1), entryOf(2, { correct: 9 })], {
      prizes: { ...plainRules.prizes, whenTooFew: 'next-best-below-floor' },
      minimumCorrect: 12,
    })
    expect(lower?.vi).toContain('(đúng từ 12 câu)')
  })

  it('says why people above were passed over: the cap, the floor, or either', () => {
    const capped = { prizes: { ...plainRules.prizes, capPerContest: 1 } }
    const [first] = explain([entryOf(1), entryOf(2)], capped, { c1: 1 })
    expect(first?.vi).toContain('Trong số người xếp trên, có 1 người không được xét giải này vì đã nhận đủ 1 giải của cả hội thi.')
    expect(first?.en).toContain('Of the people above, 1 could not have this prize: they had 1 of the whole contest already.')
    const byTime = { ranking: ['submitted-asc', 'public-lot'] as const }
    const people = [entryOf(1, { correct: 3 }), entryOf(2), entryOf(3)]
    expect(explain(people, byTime)[0]?.vi).toContain('có 1 người không được xét giải này vì chưa đạt mức xét giải.')
    const both = explain(people, { ...byTime, ...capped }, { c2: 1 })
    expect(both[0]?.vi).toContain('có 2 người không được xét giải này vì đã nhận đủ 1 giải của cả hội thi hoặc chưa đạt mức xét giải.')
    expect(both[0]?.en).toContain('2 could not have this prize: they had 1 of the whole contest already or did not reach the floor.')
  })

  it('counts nobody as passed over who only stands above somebody below the floor', () => {
    const rules = {
      ranking: ['submitted-asc', 'public-lot'] as const,
      prizes: { ...plainRules.prizes, whenTooFew: 'next-best-below-floor' as const },
    }
    const explained = explain([entryOf(1, { correct: 3 }), entryOf(2), entryOf(3, { correct: 2 })], rules)
    expect(explained.map(({ vi }) => vi.includes('Trong số người xếp trên'))).toEqual([true, false, false])
  })

  it('says of somebody below the floor who above had the prizes of the whole contest, where the floor comes first', () => {
    const prizes = { ...plainRules.prizes, whenTooFew: 'next-best-below-floor' as const, capPerContest: 1 }
    const people = [entryOf(1), entryOf(2, { correct: 9 })]
    const told = (ranking: ContestRules['ranking']) => explain(people, { prizes, ranking }, { c1: 1 }).map(({ vi }) => vi)
    const sentence = 'Trong số người xếp trên, có 1 người không được xét giải này vì đã nhận đủ 1 giải của cả hội thi.'
    expect(told(plainRules.ranking)).toEqual([expect.stringContaining(sentence)])
    expect(told(['submitted-asc', 'public-lot'])).toEqual([expect.not.stringContaining('Trong số người xếp trên')])
  })

  it('has words for every criterion, without gaps', () => {
    const words = Object.values(criteria).flatMap(({ ahead: { vi, en } }) => [vi, en])
    expect(words.filter((text) => text.trim() === '')).toEqual([])
    expect(new Set(words).size).toBe(words.length)
  })

  it('explains every award of any round in both languages, by its rank and both criteria', () => {
    fc.assert(
      fc.property(triedRounds, ({ rules, entries, won }) => {
        const round = rankRound(entries, contextOf(rules))
        for (const award of awardRound(rules, round, won).awards) {
          const line = round.standings.at(award.rank - 1)
          const below = round.standings.at(award.rank)
          const { vi, en } = explainAward(rules, round, award)
          expect(vi).toContain(`đúng ${line?.entry.correct}/15 câu`)
          expect(vi).toContain(`xếp thứ ${award.rank} trong ${round.participants} người`)
          expect(en).toContain(`rank ${award.rank} of ${round.participants} participants`)
          for (const criterion of [line?.partedBy, below?.partedBy]) {
            if (criterion === null || criterion === undefined) continue
            expect(vi).toContain(criteria[criterion].ahead.vi)
            expect(en).toContain(criteria[criterion].ahead.en)
          }
          expect(`${vi}${en}`).not.toMatch(/undefined|null|NaN|\s\s/)
        }
      }),
      { numRuns: 300 },
    )
  })
})
