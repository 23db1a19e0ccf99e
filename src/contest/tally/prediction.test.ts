import { describe, expect, it } from 'vitest'
import { actualNumber, countsAsAllCorrect, mostPredicted, predictionDistance, refusePrediction } from './prediction.ts'
import { usualPredicted } from '../rules/predicted.ts'
import type { PredictionRules } from '../rules/rules.ts'

const rules: PredictionRules = { ...usualPredicted, asked: true, required: true, maximum: 1000, actualCounts: 'after-disqualification' }

it('accepts at most a number, or as many as are on the roster', () => {
  expect([mostPredicted(rules, 1515, 3), mostPredicted({ ...rules, maximum: 'roster' }, 1515, 3)]).toEqual([1000, 1515])
  expect(mostPredicted({ of: 'attempts', maximum: 'roster' }, 1515, 3)).toBe(4545)
})

describe('actualNumber', () => {
  const counts = { participants: 7, allCorrect: 2, attempts: 11 }

  it('is each kind by its own definition', () => {
    const of = (kind: PredictionRules['of'], decimals = 0) => actualNumber({ of: kind, decimals }, counts)
    expect([of('all-correct'), of('participants'), of('attempts')]).toEqual([2, 7, 11])
    // 28,571428…
    expect([0, 1, 2, 5, 6].map((decimals) => of('all-correct-percentage', decimals))).toEqual([29, 286, 2857, 2857143, 28571429])
  })

  it('rounds half up, and is zero of nobody', () => {
    const share = (allCorrect: number, participants: number) =>
      actualNumber({ of: 'all-correct-percentage', decimals: 0 }, { ...counts, allCorrect, participants })
    expect([share(1, 200), share(1, 201), share(0, 0), share(3, 3)]).toEqual([1, 0, 0, 100])
  })

  it('is exact for as many people as there may ever be', () => {
    const share = actualNumber(
      { of: 'all-correct-percentage', decimals: 6 },
      { ...counts, allCorrect: 9_999_999, participants: 10_000_000 },
    )
    expect(share).toBe(99_999_990)
  })
})

describe('refusePrediction', () => {
  it('takes whole numbers from 0 to the maximum', () => {
    expect([0, 1000].map((guess) => refusePrediction(rules, guess, 1000, true))).toEqual([null, null])
    expect([-1, 1001, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map((guess) => refusePrediction(rules, guess, 1000, true))).toEqual(
      Array(5).fill('prediction-out-of-range'),
    )
  })

  it('misses a prediction only where it is asked and required', () => {
    expect(refusePrediction(rules, null, 1000, false)).toBe('prediction-required')
    expect(refusePrediction({ ...rules, required: false }, null, 1000, false)).toBeNull()
    expect(refusePrediction({ ...rules, asked: false }, null, 1000, false)).toBeNull()
  })

  it('lets one be missing when the time ended before it was entered', () => {
    expect(refusePrediction(rules, null, 1000, true)).toBeNull()
  })

  it('refuses one where none is asked', () => {
    expect(refusePrediction({ ...rules, asked: false, required: false }, 5, 1000, true)).toBe('prediction-out-of-range')
  })
})

describe('countsAsAllCorrect', () => {
  const counts = (actualCounts: PredictionRules['actualCounts'], correct: number, setAside: 'barred' | 'disqualified' | null) =>
    countsAsAllCorrect({ ...rules, actualCounts }, 15, { correct, setAside })

  it('counts entries with every answer right', () => {
    expect([counts('after-disqualification', 15, null), counts('after-disqualification', 14, null)]).toEqual([true, false])
  })

  it('counts the disqualified only before disqualification, and barred people never', () => {
    expect([counts('before-disqualification', 15, 'disqualified'), counts('after-disqualification', 15, 'disqualified')]).toEqual([
      true,
      false,
    ])
    expect([counts('before-disqualification', 15, 'barred'), counts('after-disqualification', 15, 'barred')]).toEqual([false, false])
    expect(counts('before-disqualification', 14, 'disqualified')).toBe(false)
  })
})

describe('predictionDistance', () => {
  it('is the difference in either direction, or none without a prediction', () => {
    expect([predictionDistance(143, 141), predictionDistance(139, 141), predictionDistance(141, 141)]).toEqual([2, 2, 0])
    expect(predictionDistance(null, 141)).toBeNull()
  })
})
