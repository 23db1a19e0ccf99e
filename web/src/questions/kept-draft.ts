/** What is being typed, kept in this tab until it is saved: a reload or a crash loses nothing. Never on disk for good. */
import type { QuestionContent } from '#contract/question.ts'
import { contentOfJson } from './form.ts'

export interface KeptDraft {
  readonly at: number
  readonly content: QuestionContent
}

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const place = (key: string): string => `hoithi:cau-hoi:${key}`

export function keepDraft(box: Box, key: string, draft: KeptDraft): void {
  try {
    box.setItem(place(key), JSON.stringify(draft))
  } catch {
    // A full or forbidden store only costs the second copy.
  }
}

export function keptDraft(box: Box, key: string): KeptDraft | null {
  try {
    const value = JSON.parse(box.getItem(place(key)) ?? 'null') as { at?: unknown; content?: unknown } | null
    const content = value === null ? null : contentOfJson(JSON.stringify(value.content))
    return content === null || typeof value?.at !== 'number' ? null : { at: value.at, content }
  } catch {
    return null
  }
}

export function dropDraft(box: Box, key: string): void {
  try {
    box.removeItem(place(key))
  } catch {
    // As above.
  }
}
