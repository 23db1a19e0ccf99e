import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAnsweredRight, practicePaper, wordsOf } from './practice.ts'

describe('papers for practice', () => {
  it('hold every question once, none more than a paper has, and are as many as it takes', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 40 }), (total, size) => {
        const all = Array.from({ length: total }, (_, at) => at)
        const { papers } = practicePaper(all, size, 1)
        const each = Array.from({ length: papers }, (_, at) => practicePaper(all, size, at + 1).questions)
        expect(papers).toBe(Math.ceil(total / size))
        expect(each.flat().sort((a, b) => a - b)).toEqual(all)
        expect(each.every(({ length }) => length > 0 && length <= size)).toBe(true)
      }),
    )
  })

  it('have no question beyond the last, nor before the first', () => {
    expect([practicePaper([1, 2, 3], 2, 3).questions, practicePaper([1, 2, 3], 2, 0).questions]).toEqual([[], []])
    expect(practicePaper([], 15, 1)).toEqual({ papers: 0, questions: [] })
  })

  it('are answered right by exactly the right options', () => {
    const question = { correct: [0, 2] }
    expect([[0, 2], [2, 0], [0], [0, 1, 2], [1, 2], []].map((chosen) => isAnsweredRight(question, chosen))).toEqual([
      ...[true, true, false, false, false, false],
    ])
  })
})

it('two questions that say the same are told by their words, whatever the order of their options', () => {
  const one = { stem: 'Chọn phát biểu đúng?', options: ['Một', 'Hai'] }
  expect(wordsOf({ stem: ' chọn  PHÁT biểu đúng? ', options: ['hai', 'Một'] })).toBe(wordsOf(one))
  expect(wordsOf({ ...one, options: ['Một', 'Ba'] })).not.toBe(wordsOf(one))
})
