/** What is typed of the rules, kept in this tab until it is saved: a reload or an ended session loses nothing. */
import type { RulesDraft } from './draft.ts'

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const place = (slug: string): string => `hoithi:the-le:${slug}`

export function keepDraft(box: Box, slug: string, rulesDigest: string, draft: RulesDraft): void {
  try {
    box.setItem(place(slug), JSON.stringify({ rulesDigest, draft }))
  } catch {
    // A full or forbidden store only costs the second copy.
  }
}

interface KeptDraft {
  /** Of the rules that were being changed; somebody may have saved others since. */
  readonly rulesDigest: string
  readonly draft: RulesDraft
}

export function keptDraft(box: Box, slug: string): KeptDraft | null {
  try {
    return JSON.parse(box.getItem(place(slug)) ?? 'null') as KeptDraft | null
  } catch {
    return null
  }
}

export function dropDraft(box: Box, slug: string): void {
  try {
    box.removeItem(place(slug))
  } catch {
    // As above.
  }
}
