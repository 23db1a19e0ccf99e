import { describe, expect, it } from 'vitest'
import { bytesOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../registry.ts'

const options = ['Huế', 'Hà Nội', 'Vinh']
/** What is read of questions with these answers, in a plain list. */
const read = (answers: readonly object[], given = options) => {
  const list = answers.map((answer, index) => ({ stem: `Câu số ${index}?`, options: given, ...answer }))
  const result = readQuestions(bytesOf(JSON.stringify(list)), { fileName: 'a.json' })
  return result.questions.map(({ content, findings }) => [content.correct, ...findings.map(({ code }) => code)])
}

describe('the answer of a question in JSON', () => {
  it('is a position from 0 where the file shows it', () => {
    expect(read([{ answer: 0 }, { answer: 2 }, { correct: [1, 2] }])).toEqual([[[0]], [[2]], [[1, 2], 'answer-several']])
  })

  it('is asked about where the file counts from 1, and named where it may', () => {
    expect(read([{ answer: 1 }, { answer: 3 }])).toEqual([
      [[], 'answer-counted'],
      [[], 'answer-unclear'],
    ])
    expect(read([{ answer: 1 }, { answer: 2 }])).toEqual([
      [[1], 'answer-counting'],
      [[2], 'answer-counting'],
    ])
    const ours = { format: 'hoithi-questions', version: 1, questions: [{ stem: 'Gì?', options, correct: [1] }] }
    expect(readQuestions(bytesOf(JSON.stringify(ours)), { fileName: 'a.json' }).questions[0]?.findings).toEqual([])
  })

  it('is a letter or the words of an option, and asked about where it is both or two differ', () => {
    expect(read([{ answer: 'B' }, { answer: 'hà nội' }, { answer: 'Sài Gòn' }])).toEqual([[[1]], [[1]], [[], 'answer-unclear']])
    expect(read([{ answer: 'A', correct: [1] }, { answer: 'B', correct: [1] }, { answer: 0 }])).toEqual([
      [[], 'answer-unclear'],
      [[1]],
      [[0]],
    ])
    expect(read([{ answer: 'A' }], ['B', 'A', 'C'])).toEqual([[[], 'answer-unclear']])
    expect(read([{ answer: '1' }], ['3', '1'])).toEqual([[[], 'answer-unclear']])
    expect(read([{ answer: 2 }, { answer: 1 }], ['1', '2', '3'])).toEqual([
      [[], 'answer-unclear'],
      [[], 'answer-unclear'],
    ])
  })

  it('leaves no key of the file unnamed', () => {
    const { findings } = readQuestions(bytesOf(JSON.stringify({ questions: [], quiz: [] })), { fileName: 'a.json' })
    expect(findings.map(({ code }) => code)).toEqual(['json-unknown-key', 'no-questions'])
  })
})
