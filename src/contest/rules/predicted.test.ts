import { expect, it } from 'vitest'
import { idsOf } from '../criteria.ts'
import { predictedSeen, predictedText, predictedValues, wholeOf } from './predicted.ts'

it('every kind of prediction has words of its own in both languages', () => {
  const texts = idsOf(predictedValues).flatMap((id) => {
    const { words, counted, label, ask } = predictedValues[id]
    return [words(15), counted, label(15), ask(15, 5)].flatMap(({ vi, en }) => [vi, en])
  })
  expect(texts.filter((text) => text.trim() === '' || text.includes('undefined'))).toEqual([])
  expect(new Set(texts).size).toBe(texts.length)
})

it('a number is written as one, a percentage with its decimals', () => {
  const share = { of: 'all-correct-percentage', decimals: 5 } as const
  expect([predictedText(share, 8_765_432, 'vi'), predictedText(share, 7, 'en')]).toEqual(['87,65432\u00a0%', '0.00007%'])
  expect(predictedText(share, wholeOf(share), 'vi')).toBe('100,00000\u00a0%')
  expect(predictedText({ of: 'all-correct-percentage', decimals: 0 }, 29, 'en')).toBe('29%')
  expect([predictedText({ of: 'participants', decimals: 0 }, 1515, 'vi')]).toEqual(['1.515'])
})

it('what anybody sees while it grows is said to whoever has it predicted', () => {
  expect(idsOf(predictedValues).filter((of) => predictedSeen({ asked: true, of }).length > 0)).toEqual(['participants', 'attempts'])
  expect(predictedSeen({ asked: false, of: 'participants' })).toEqual([])
})
