import { describe, expect, it } from 'vitest'
import type { QuestionContent } from '#contract/question.ts'
import { contentOfForm, contentOfJson, pictureField } from './form.ts'

const digest = 'b'.repeat(64)

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const full = [
  ['stem', 'Câu hỏi\r\nhai dòng'],
  ['option', 'một'],
  ['option', 'hai'],
  ['option', ''],
  ['right', '1'],
  ['optionOrder', 'kept'],
  ['topic', ' An toàn thông tin '],
  ['difficulty', '3'],
  ['document', 'Luật An ninh mạng'],
  ['detail', 'Điều 5'],
  ['explanation', ''],
  ['picture', `${digest} image/webp 1`],
  ['alt', 'Sơ đồ'],
] as const

describe('a form', () => {
  it('becomes the content that was typed', () => {
    const expected: QuestionContent = {
      stem: 'Câu hỏi\nhai dòng',
      options: ['một', 'hai'],
      correct: [1],
      optionOrder: 'kept',
      source: { document: 'Luật An ninh mạng', detail: 'Điều 5' },
      topic: 'An toàn thông tin',
      difficulty: 3,
      pictures: [{ digest, mediaType: 'image/webp', alt: 'Sơ đồ', option: 1 }],
      explanation: null,
    }
    expect(contentOfForm(formOf(full))).toEqual(expected)
  })

  it('is nothing when nothing was filled in', () => {
    expect(contentOfForm(new FormData())).toEqual({
      ...{ stem: '', options: [], correct: [], optionOrder: 'shuffled', source: null },
      ...{ topic: null, difficulty: null, pictures: [], explanation: null },
    })
  })

  it('takes no picture whose name is not a digest or whose type is unknown', () => {
    const pictures = [`../../etc/passwd image/png -`, `${digest} image/svg+xml -`, '', `${digest} image/png 12`]
    const form = formOf([...pictures.map((value) => ['picture', value] as const), ...pictures.map(() => ['alt', 'x'] as const)])
    expect(contentOfForm(form).pictures).toEqual([{ digest, mediaType: 'image/png', alt: 'x', option: null }])
  })

  it('carries a picture through its hidden field', () => {
    expect(pictureField({ digest, mediaType: 'image/png', option: null })).toBe(`${digest} image/png -`)
    expect(contentOfForm(formOf([['picture', pictureField({ digest, mediaType: 'image/gif', option: null })]])).pictures[0]).toMatchObject({
      mediaType: 'image/gif',
      option: null,
    })
  })
})

describe('a hidden field', () => {
  it('gives its content back, and nothing when it was spoilt', () => {
    const content = contentOfForm(formOf(full))
    expect(contentOfJson(JSON.stringify(content))).toEqual(content)
    expect(contentOfJson('{"stem":1}')).toBeNull()
    expect(contentOfJson('null')).toBeNull()
    expect(contentOfJson('{')).toBeNull()
  })
})
