import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countsOfPercents, isWhole } from './percent.ts'

it('are exact where they come out whole', () => {
  expect(countsOfPercents(40, [45, 20, 20, 15])).toEqual([18, 8, 8, 6])
  expect([45, 20, 15].map((percent) => isWhole(40, percent))).toEqual([true, true, true])
  expect(isWhole(15, 45)).toBe(false)
})

it('give what is left to the largest remainders, of equal ones to the first', () => {
  expect(countsOfPercents(15, [45, 20, 20, 15])).toEqual([7, 3, 3, 2])
  expect(countsOfPercents(10, [33, 33, 34])).toEqual([3, 3, 4])
  expect(countsOfPercents(2, [25, 25, 25, 25])).toEqual([1, 1, 0, 0])
})

it('add up to the paper, and none is a whole question away from its share', () => {
  const shares = fc
    .array(fc.integer({ min: 1, max: 99 }), { maxLength: 12 })
    .map((cuts) => [0, ...[...new Set(cuts)].sort((a, b) => a - b), 100])
    .map((cuts) => cuts.slice(1).map((cut, at) => cut - (cuts[at] as number)))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), shares, (questions, percents) => {
      const counts = countsOfPercents(questions, percents)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(questions)
      percents.forEach((percent, at) => expect(Math.abs((counts[at] as number) * 100 - questions * percent)).toBeLessThan(100))
    }),
  )
})
