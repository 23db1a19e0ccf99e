import { describe, expect, it } from 'vitest'
import { questionLimits } from '../limits.ts'
import { faultsOf, faultSeverity, repeatedStems } from './check.ts'
import { cleanContent, readSource } from './clean.ts'
import { letterOf, lettersOf } from './letters.ts'
import { plainContent, type QuestionContent } from './question.ts'

const good: QuestionContent = { ...plainContent, stem: 'Câu', options: ['a', 'b'], correct: [0] }
const digest = 'c'.repeat(64)
const picture = { digest, mediaType: 'image/png', alt: '', option: null } as const
const { stem, option, options } = questionLimits

describe('what is wrong with a question', () => {
  it('is nothing when it is whole', () => {
    expect(faultsOf(good)).toEqual([])
    expect(faultsOf({ ...good, stem: 'x'.repeat(stem), options: ['x'.repeat(option), 'b'] })).toEqual([])
    expect(faultsOf({ ...good, pictures: [picture] }, new Set([digest]))).toEqual([])
  })

  it.each<readonly [string, Partial<QuestionContent>, string, string, object]>([
    ['no stem, whatever is pictured', { stem: '', pictures: [picture] }, 'stem-empty', 'stem', {}],
    ['a long stem', { stem: 'x'.repeat(stem + 1) }, 'text-too-long', 'stem', { limit: stem }],
    ['a long option', { options: ['a', 'x'.repeat(option + 1)] }, 'text-too-long', 'option-1', { limit: option }],
    ['one option', { options: ['a'] }, 'options-too-few', 'options', { count: 1 }],
    ['one option that is filled', { options: ['a', ''] }, 'options-too-few', 'options', { count: 1 }],
    ['nine options', { options: [...'abcdefghi'] }, 'options-too-many', 'options', { count: 9, limit: options }],
    ['an empty option', { options: ['a', '', 'b'] }, 'option-empty', 'option-1', { letter: 'B' }],
    ['a picture of no option', { pictures: [{ ...picture, option: 2 }] }, 'option-empty', 'picture-0', { letter: 'C' }],
    ['an option twice', { options: ['Đúng  rồi.', 'b', 'Đúng rồi'] }, 'options-same', 'option-2', { first: 'A', second: 'C' }],
    ['options that case alone tells apart', { options: ['IF', 'b', 'if'] }, 'options-alike', 'option-2', { first: 'A', second: 'C' }],
    [
      'an option that names others by letters',
      { options: ['a', 'b', 'Cả A và B đều đúng'] },
      'option-names-others',
      'option-2',
      { letter: 'C' },
    ],
    ['no answer', { correct: [] }, 'answer-missing', 'correct', {}],
    ['no answer and no options', { options: [], correct: [] }, 'answer-missing', 'correct', {}],
    ['two answers', { correct: [0, 1] }, 'answer-several', 'correct', { letters: 'A, B' }],
    ['a picture that is not here', { pictures: [picture] }, 'picture-unknown', 'picture-0', {}],
  ])('names %s and where it is', (_, part, code, field, values) => {
    expect(faultsOf({ ...good, ...part }, new Set())).toContainEqual({ code, field, values })
  })

  it.each(['A, B', 'a và c', 'Cả B, C và D', 'Hai phương án A và B', 'Đáp án B sai', 'Both A and B', 'Chỉ A hoặc B'])(
    '“%s” names others',
    (option) => {
      expect(faultsOf({ ...good, options: ['x', 'y', option] }).map(({ code }) => code)).toContain('option-names-others')
    },
  )

  it.each(['A', 'Vitamin A và B', 'A và Bình', 'Cả hai', 'Đáp án của câu', 'Phương án an toàn', 'B2, C3'])('“%s” does not', (option) => {
    expect(faultsOf({ ...good, options: ['x', 'y', option] })).toEqual([])
  })

  it('is not a picture that stands for an option', () => {
    expect(faultsOf({ ...good, options: ['a', ''], pictures: [{ ...picture, option: 1 }] })).toEqual([])
  })

  it('keeps a question back unless several answers or the case of options are all there is to it', () => {
    expect(Object.entries(faultSeverity).filter(([, severity]) => severity !== 'error')).toEqual([
      ['options-alike', 'warning'],
      ['option-names-others', 'warning'],
      ['answer-several', 'warning'],
    ])
  })
})

describe('stems', () => {
  it('repeat the first that says the same; empty ones repeat nothing', () => {
    expect(repeatedStems(['Một?', 'hai', ' MỘT', '', '…', 'một.', 'Hai'])).toEqual([null, null, 0, null, null, 0, 1])
    expect(repeatedStems(['1 + 1 = ?', '1 × 1 = ?'])).toEqual([null, null])
  })
})

describe('what somebody typed', () => {
  it('is cleaned, and what is empty is nothing', () => {
    const typed: QuestionContent = {
      ...good,
      stem: ' a\r\n\r\n\r\nb\u200b ',
      options: ['x  y', ' '],
      correct: [1, 0, 1, 2],
      source: { document: ' ', detail: ' Luật 17: Điều 4 ' },
      topic: ' ',
      pictures: [{ ...picture, alt: ' Lịch  ' }],
      explanation: '\n',
    }
    const clean: QuestionContent = {
      ...good,
      stem: 'a\n\nb',
      options: ['x y', ''],
      correct: [0, 1],
      source: { document: 'Luật 17', detail: 'Điều 4' },
      topic: null,
      pictures: [{ ...picture, alt: 'Lịch' }],
      explanation: null,
    }
    expect(cleanContent(typed)).toEqual(clean)
    expect(cleanContent(clean)).toEqual(clean)
    expect(cleanContent({ ...clean, source: null, topic: 'T', explanation: 'E' })).toMatchObject({
      source: null,
      topic: 'T',
      explanation: 'E',
    })
  })

  it('parts a source at its first colon', () => {
    expect(readSource('Luật 17: Điều 4: khoản 1')).toEqual({ document: 'Luật 17', detail: 'Điều 4: khoản 1' })
    expect(readSource('Luật 17: Điều 4', 'khoản 1')).toEqual({ document: 'Luật 17: Điều 4', detail: 'khoản 1' })
    expect([readSource('Luật 17'), readSource('', 'Điều 4'), readSource(' ')]).toEqual([
      { document: 'Luật 17', detail: '' },
      { document: 'Điều 4', detail: '' },
      null,
    ])
  })
})

describe('options', () => {
  it('have letters as long as there are any', () => {
    expect([0, 7, 8].map(letterOf)).toEqual(['A', 'H', '9'])
    expect(lettersOf([0, 3])).toBe('A, D')
  })
})
