/**
 * A question as a form sends it: `stem`, `option` once an option in order, `right` and `picture` by position. Whatever
 * was typed comes out, so that it can be shown again; whether it is a good question is another matter (contest/questions/check.ts).
 */
import { digestPattern } from '#contest/values.ts'
import { optionOrders, pictureTypes, plainContent } from '#contest/questions/question.ts'
import { difficulties } from '#contest/rules/rules.ts'
import type { QuestionContent } from '#contract/question.ts'
import { contentOf, type DraftPicture } from './draft.ts'

type Fields = Pick<FormData, 'get' | 'getAll'>

export function contentOfForm(form: Fields): QuestionContent {
  const typed = (name: string): string => textOf(form.get(name))
  const right = new Set(form.getAll('right').map(textOf))
  const options = form.getAll('option').map((text, position) => ({ id: position, text: textOf(text), right: right.has(String(position)) }))
  const alts = form.getAll('alt').map(textOf)
  const pictures = form.getAll('picture').map((value, index) => pictureOf(textOf(value), alts[index] ?? ''))
  const difficulty = Number(typed('difficulty'))
  return contentOf({
    stem: typed('stem'),
    options,
    optionOrder: optionOrders.find((order) => order === typed('optionOrder')) ?? plainContent.optionOrder,
    topic: typed('topic'),
    difficulty: difficulties.find((level) => level === difficulty) ?? null,
    document: typed('document'),
    detail: typed('detail'),
    explanation: typed('explanation'),
    pictures: pictures.filter((picture) => picture !== null),
    nextId: options.length,
  })
}

/** `digest media-type option`, option `-` for the stem. */
export function pictureField({ digest, mediaType, option }: { digest: string; mediaType: string; option: number | null }): string {
  return `${digest} ${mediaType} ${option ?? '-'}`
}

function pictureOf(field: string, alt: string): DraftPicture | null {
  const [digest = '', type = '', option = ''] = field.split(' ')
  const mediaType = pictureTypes.find((known) => known === type)
  if (!new RegExp(digestPattern).test(digest) || mediaType === undefined) return null
  return { digest, mediaType, alt, option: /^\d$/.test(option) ? Number(option) : null }
}

function textOf(value: ReturnType<FormData['get']>): string {
  return typeof value === 'string' ? value : ''
}

/** A content handed through a hidden field; null when it is not one. */
export function contentOfJson(text: string): QuestionContent | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'stem' in value && 'options' in value ? (value as QuestionContent) : null
  } catch {
    return null
  }
}
