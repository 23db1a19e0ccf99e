import { describe, expect, it } from 'vitest'
import type { QuestionContent } from '#contract/question.ts'
import { questionLimits } from '#contest/limits.ts'
import { addOption, contentOf, draftOf, emptyContent, moveOption, removeOption } from './draft.ts'

const digest = 'a'.repeat(64)
const example: QuestionContent = {
  stem: 'Ngày Chuyển đổi số quốc gia là ngày nào?',
  options: ['01/10', '10/10', '20/10', '30/10'],
  correct: [1],
  optionOrder: 'kept',
  source: { document: 'Quyết định số 505/QĐ-TTg', detail: 'Điều 1' },
  topic: 'Chuyển đổi số',
  difficulty: 1,
  pictures: [{ digest, mediaType: 'image/png', alt: 'Lịch', option: 1 }],
  explanation: 'Theo Điều 1.',
}

describe('a draft', () => {
  it('gives back the content it was made from', () => {
    expect(contentOf(draftOf(example))).toEqual(example)
    expect(contentOf(draftOf(emptyContent))).toEqual({ ...emptyContent, options: [] })
  })

  it('takes the tick and the picture of an option along when it moves', () => {
    const moved = contentOf(moveOption(draftOf(example), 1, -1))
    expect(moved).toMatchObject({ options: ['10/10', '01/10', '20/10', '30/10'], correct: [0] })
    expect(moved.pictures[0]?.option).toBe(0)
  })

  it('does not move beyond the ends, nor an option that is not there', () => {
    const draft = draftOf(example)
    expect(moveOption(draft, 0, -1)).toBe(draft)
    expect(moveOption(draft, 3, 1)).toBe(draft)
    expect(moveOption(draft, 9, 1)).toBe(draft)
  })

  it('removes an option with its picture and keeps the others right', () => {
    const removed = contentOf(removeOption(draftOf({ ...example, correct: [1, 3] }), 1))
    expect(removed).toMatchObject({ options: ['01/10', '20/10', '30/10'], correct: [2], pictures: [] })
  })

  it('gives a new option an identity no other has had, up to the most there can be', () => {
    let draft = addOption(removeOption(draftOf(example), 3))
    expect(draft.options.map(({ id }) => id)).toEqual([0, 1, 2, 4])
    for (let i = 0; i < 10; i++) draft = addOption(draft)
    expect(draft.options).toHaveLength(questionLimits.options)
  })

  it('tidies texts, and drops spare rows only at the end', () => {
    const content = contentOf(
      draftOf({ ...example, stem: ' Ho\u0323i\r\nthi  ', options: ['a', '', 'b', ' '], correct: [0, 3], pictures: [], topic: ' ' }),
    )
    expect(content).toMatchObject({ stem: 'Họi\nthi', options: ['a', '', 'b'], correct: [0], topic: null })
  })

  it('keeps an option that is only a picture', () => {
    const content = contentOf(draftOf({ ...example, options: ['a', 'b', ''], pictures: [{ ...example.pictures[0]!, option: 2 }] }))
    expect(content.options).toEqual(['a', 'b', ''])
    expect(content.pictures[0]?.option).toBe(2)
  })
})
