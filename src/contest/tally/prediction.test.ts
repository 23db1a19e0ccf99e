import { describe, expect, it } from 'vitest'
import { countsAsAllCorrect, mostPredicted, predictionDistance, refusePrediction } from './prediction.ts'
import type { PredictionRules } from '../rules/rules.ts'

const rules: PredictionRules = { asked: true, required: true, maximum: 1000, actualCounts: 'after-disqualification' }

it('accepts at most a number, or as many as are on the roster', () => {
  expect([mostPredicted(rules, 1515), mostPredicted({ ...rules, maximum: 'roster' }, 1515)]).toEqual([1000, 1515])
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
