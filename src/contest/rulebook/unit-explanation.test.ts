import { describe, expect, it } from 'vitest'
import { rankUnits, type Participation } from '../tally/collective.ts'
import type { CollectiveRules } from '../rules/rules.ts'
import { usualCollective } from '../rules/usual.ts'
import { explainUnit } from './unit-explanation.ts'

const people = (unitId: string, who: string, from = 0): Participation[] =>
  [...who].map((letter, i) => ({
    unitId,
    contestantId: `${unitId}${i}`,
    allCorrect: letter === '*',
    right: letter === '*' ? 15 : 8,
    entries: 1,
    firstSubmittedAt: from + i,
  }))

function explained(rules: CollectiveRules, sizes: Readonly<Record<string, number>>, ...came: readonly Participation[][]) {
  const units = Object.entries(sizes).map(([unitId, headcount]) => ({ unitId, headcount }))
  const standings = rankUnits(rules, units, came.flat())
  return Object.fromEntries(standings.map((unit) => [unit.unitId, explainUnit(rules, standings, unit)]))
}

describe('the reason of a unit', () => {
  const rules: CollectiveRules = {
    ...usualCollective,
    count: 2,
    amount: null,
    by: 'participants',
    tieBreaks: ['participation-rate-desc', 'jury'],
  }

  it('says how many, and what parts it from its neighbours', () => {
    const reasons = explained(rules, { a: 4, b: 8, c: 0 }, people('a', '*xx'), people('b', 'xx*'), people('c', 'x'))
    expect(reasons['a']?.vi).toBe(
      '3 trong số 4 người của đơn vị dự thi (75,0\u00a0%), 1 người đúng tất cả câu hỏi; xếp thứ 1 trong 3 đơn vị. Xếp trên đơn vị kế tiếp nhờ tỷ lệ người dự thi cao hơn.',
    )
    expect(reasons['b']).toEqual({
      vi: '3 trong số 8 người của đơn vị dự thi (37,5\u00a0%), 1 người đúng tất cả câu hỏi; xếp thứ 2 trong 3 đơn vị. Đơn vị xếp liền trên được xếp cao hơn nhờ tỷ lệ người dự thi cao hơn. Xếp trên đơn vị kế tiếp nhờ có nhiều người dự thi hơn.',
      en: '3 of 8 people took part (37.5%), 1 of them all-correct; rank 2 of 3 units. The unit just above is ahead by the higher participation rate. Ahead of the next unit by more participants.',
    })
    expect(reasons['c']).toEqual({
      vi: '1 người dự thi, 0 người đúng tất cả câu hỏi; xếp thứ 3 trong 3 đơn vị. Đơn vị xếp liền trên được xếp cao hơn nhờ có nhiều người dự thi hơn.',
      en: '1 took part, 0 of them all-correct; rank 3 of 3 units. The unit just above is ahead by more participants.',
    })
  })

  it('names a tie, within the prizes and at their border', () => {
    const within = explained(rules, { a: 4, b: 4, c: 4 }, people('a', 'xx'), people('b', 'xx'), people('c', 'x'))
    expect(within['b']?.vi).toContain('Đồng hạng với 1 đơn vị khác, đều trong số được giải. Xếp trên đơn vị kế tiếp nhờ')
    const border = explained({ ...rules, count: 1 }, { a: 4, b: 4 }, people('a', 'x'), people('b', 'x'))
    expect(border['a']?.en).toContain('Tied with 1 others at the border of the prizes')
    expect(border['a']?.vi).toMatch(/chưa trao\.$/)
    // Below the prizes, and below the minimum, nothing is left to the jury.
    const below = explained(
      { ...rules, count: 1, minimumRate: 50 },
      { a: 2, b: 4, c: 4, d: 9, e: 9 },
      people('a', 'xx'),
      people('b', 'xx'),
      people('c', 'xx'),
    )
    expect(below['b']?.vi).toContain('Đồng hạng với 1 đơn vị khác. Xếp trên')
    expect(below['d']?.en).toMatch(/not considered for a prize\..* Tied with 1 others\.$/)
  })

  it('says the rate as it is rounded, the mean where it ranks, the level, and who is below the minimum', () => {
    const byRate: CollectiveRules = {
      ...usualCollective,
      ...{ count: 2, amount: null, by: 'participation-rate', tieBreaks: ['mean-score-desc', 'jury'], rateDecimals: 2, minimumRate: 70 },
      levels: [
        { id: 'nhat', name: 'Giải Nhất', count: 1, amount: null },
        { id: 'nhi', name: 'Giải Nhì', count: 1, amount: null },
      ],
    }
    const reasons = explained(byRate, { a: 3, b: 3, c: 3, d: 2 }, people('a', '*x*'), people('b', 'xxx'), people('c', 'x'))
    expect(reasons['a']).toEqual({
      vi: '3 trong số 3 người của đơn vị dự thi (100,00\u00a0%), 2 người đúng tất cả câu hỏi, điểm trung bình 12,67 câu đúng; xếp thứ 1 trong 4 đơn vị. Được Giải Nhất. Xếp trên đơn vị kế tiếp nhờ điểm trung bình của các bài dự thi cao hơn.',
      en: '3 of 3 people took part (100.00%), 2 of them all-correct, on average 12.67 right; rank 1 of 4 units. Wins Giải Nhất. Ahead of the next unit by the higher mean score of its entries.',
    })
    expect(reasons['b']?.vi).toContain('Được Giải Nhì. Đơn vị xếp liền trên được xếp cao hơn nhờ điểm trung bình')
    expect(reasons['b']?.vi).toContain('Xếp trên đơn vị kế tiếp nhờ đạt tỷ lệ người dự thi tối thiểu.')
    expect(reasons['c']?.vi).toContain('(33,33\u00a0%)')
    expect([reasons['c']?.vi, reasons['c']?.en]).toEqual([
      expect.stringContaining('Chưa đạt tỷ lệ tối thiểu 70% nên không được xét giải.'),
      expect.stringContaining('Below the minimum rate of 70%, so not considered for a prize.'),
    ])
    expect(reasons['d']?.vi).toContain('0 người đúng tất cả câu hỏi; xếp thứ 4')
  })
})
