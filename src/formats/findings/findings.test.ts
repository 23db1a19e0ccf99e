import { expect, it } from 'vitest'
import { found } from './findings.ts'

it('says our words in the language of the message, and somebody’s text as it is', () => {
  const { message } = found('answer-missing-mark', 'line 1', {
    question: 'Câu 1 / 2',
    letters: 'B',
    odd: 'dấu / a mark',
    mark: 'cột đáp án / a column',
  })
  expect(message.vi).not.toMatch(/a mark|a column/)
  expect(message.en).not.toMatch(/dấu|cột đáp án/)
  expect([message.vi, message.en].every((text) => text.includes('Câu 1 / 2'))).toBe(true)
})
