import { describe, expect, it } from 'vitest'
import { rankUnits, type Participation } from '../tally/collective.ts'
import type { CollectiveRules } from '../rules/rules.ts'
import { explainUnit } from './unit-explanation.ts'

const people = (unitId: string, who: string, from = 0): Participation[] =>
  [...who].map((letter, i) => ({ unitId, contestantId: `${unitId}${i}`, allCorrect: letter === '*', firstSubmittedAt: from + i }))

function explained(rules: CollectiveRules, sizes: Readonly<Record<string, number>>, ...came: readonly Participation[][]) {
  const units = Object.entries(sizes).map(([unitId, headcount]) => ({ unitId, headcount }))
  const standings = rankUnits(rules, units, came.flat())
  return Object.fromEntries(standings.map((unit) => [unit.unitId, explainUnit(standings, unit)]))
}

describe('the reason of a unit', () => {
  const rules: CollectiveRules = { count: 2, amount: null, by: 'participants', tieBreaks: ['participation-rate-desc', 'jury'] }

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
  })
})
