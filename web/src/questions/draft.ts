/**
 * A question while it is being written: options carry an identity, so that moving one takes its tick and its pictures
 * along. Turned into the contest's value only when it is saved.
 */
import { questionLimits } from '#contest/limits.ts'
import { cleanContent } from '#contest/questions/clean.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import { cleanText } from '#contest/text.ts'
import type { QuestionContent } from '#contract/question.ts'

export interface DraftPicture {
  readonly digest: string
  readonly mediaType: QuestionContent['pictures'][number]['mediaType']
  readonly alt: string
  /** Identity of the option it stands with; null: the stem. */
  readonly option: number | null
}

interface DraftOption {
  readonly id: number
  readonly text: string
  readonly right: boolean
}

export interface Draft {
  readonly stem: string
  readonly options: readonly DraftOption[]
  readonly optionOrder: QuestionContent['optionOrder']
  readonly topic: string
  readonly difficulty: Difficulty | null
  readonly document: string
  readonly detail: string
  readonly explanation: string
  readonly pictures: readonly DraftPicture[]
  /** The identity the next option gets. */
  readonly nextId: number
}

export function draftOf(content: QuestionContent): Draft {
  return {
    stem: content.stem,
    options: content.options.map((text, position) => ({ id: position, text, right: content.correct.includes(position) })),
    optionOrder: content.optionOrder,
    topic: content.topic ?? '',
    difficulty: content.difficulty,
    document: content.source?.document ?? '',
    detail: content.source?.detail ?? '',
    explanation: content.explanation ?? '',
    pictures: content.pictures.map(({ digest, mediaType, alt, option }) => ({ digest, mediaType, alt, option })),
    nextId: content.options.length,
  }
}

/** The content as the bank would keep it. Empty options at the end are spare rows, not options; one with a picture is an option. */
export function contentOf(draft: Draft): QuestionContent {
  const pictured = new Set(draft.pictures.map(({ option }) => option))
  const last = draft.options.findLastIndex(({ id, text }) => cleanText(text) !== '' || pictured.has(id))
  const options = draft.options.slice(0, last + 1)
  return cleanContent({
    stem: draft.stem,
    options: options.map(({ text }) => text),
    correct: options.flatMap(({ right }, position) => (right ? [position] : [])),
    optionOrder: draft.optionOrder,
    source: { document: draft.document, detail: draft.detail },
    topic: draft.topic,
    difficulty: draft.difficulty,
    pictures: draft.pictures.map(({ option, ...picture }) => {
      const position = options.findIndex(({ id }) => id === option)
      return { ...picture, option: position === -1 ? null : position }
    }),
    explanation: draft.explanation,
  })
}

export function addOption(draft: Draft): Draft {
  if (draft.options.length >= questionLimits.options) return draft
  return { ...draft, options: [...draft.options, { id: draft.nextId, text: '', right: false }], nextId: draft.nextId + 1 }
}

/** The pictures of the option go with it. */
export function removeOption(draft: Draft, id: number): Draft {
  return {
    ...draft,
    options: draft.options.filter((option) => option.id !== id),
    pictures: draft.pictures.filter((picture) => picture.option !== id),
  }
}

/** One place up (-1) or down (1); the first and the last stay where they are. */
export function moveOption(draft: Draft, id: number, by: -1 | 1): Draft {
  const from = draft.options.findIndex((option) => option.id === id)
  const moved = draft.options[from]
  const other = draft.options[from + by]
  if (moved === undefined || other === undefined) return draft
  const options = draft.options.map((option, index) => (index === from ? other : index === from + by ? moved : option))
  return { ...draft, options }
}

export const emptyContent: QuestionContent = {
  stem: '',
  options: ['', '', '', ''],
  correct: [],
  optionOrder: 'shuffled',
  source: null,
  topic: null,
  difficulty: null,
  pictures: [],
  explanation: null,
}
