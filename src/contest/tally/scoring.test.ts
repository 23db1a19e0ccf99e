import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, setOf } from '#test/support/contest.ts'
import type { Answers, Paper } from '../paper/answers.ts'
import { answersFit, markAnswers, score } from './scoring.ts'

const set = setOf([questionOf(1, { correct: [2] }), questionOf(2, { correct: [0, 3] }), questionOf(3, { correct: [1] })])
const paper: Paper = [
  { question: 2, optionOrder: [3, 1, 0, 2] },
  { question: 1, optionOrder: [3, 2, 1, 0] },
]

describe('answersFit', () => {
  it.each<[string, Answers, boolean]>([
    ['one tick a question', [[1], [0]], true],
    ['nothing answered', [[], []], true],
    ['several ticks where several are right', [[1], [0, 3]], true],
    ['several ticks where one is right', [[1, 2], [0]], false],
    ['an answer too few', [[1]], false],
    ['an answer too many', [[1], [0], [0]], false],
    ['a position that is not shown', [[4], [0]], false],
    ['a negative position', [[-1], [0]], false],
    ['a position between two', [[0.5], [0]], false],
    ['ticks out of order', [[1], [3, 0]], false],
    ['a tick twice', [[1], [0, 0]], false],
  ])('%s', (_, answers, fits) => {
    expect(answersFit(set, paper, answers)).toBe(fits)
  })
})

describe('marking', () => {
  it('translates shown positions back and asks for exactly the right options', () => {
    expect(markAnswers(set, paper, [[1], [0, 3]])).toEqual([true, true])
    expect(markAnswers(set, paper, [[0], [0]])).toEqual([false, false])
    expect(markAnswers(set, paper, [[], [0, 1]])).toEqual([false, false])
    expect(markAnswers(set, paper, [[1], [0, 1, 3]])).toEqual([true, false])
  })

  it('scores the number of right answers', () => {
    expect([score(set, paper, [[1], [0, 3]]), score(set, paper, [[1], [1]]), score(set, paper, [[], []])]).toEqual([2, 1, 0])
  })

  it('does not depend on the order in which options are shown', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
    const ticked = fc.subarray([0, 1, 2, 3])
    fc.assert(
      fc.property(order, ticked, fc.subarray([0, 1, 2, 3], { minLength: 1 }), (optionOrder, chosen, correct) => {
        const one = setOf([questionOf(1, { correct })])
        const shown = chosen.map((position) => optionOrder.indexOf(position)).sort((a, b) => a - b)
        expect(markAnswers(one, [{ question: 0, optionOrder }], [shown])).toEqual([JSON.stringify(chosen) === JSON.stringify(correct)])
      }),
    )
  })
})
