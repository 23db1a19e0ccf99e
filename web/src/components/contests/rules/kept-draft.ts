/** What is typed of the rules, kept in this tab until it is saved: a reload or an ended session loses nothing. */
import type { RulesDraft } from './draft.ts'

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const place = (slug: string): string => `hoithi:the-le:${slug}`

/** @param rulesDigest of the rules that are changed: once they are others, it is of no use */
export function keepDraft(box: Box, slug: string, rulesDigest: string, draft: RulesDraft): void {
  try {
    box.setItem(place(slug), JSON.stringify({ rulesDigest, draft }))
  } catch {
    // A full or forbidden store only costs the second copy.
  }
}

export function keptDraft(box: Box, slug: string, rulesDigest: string): RulesDraft | null {
  try {
    const kept = JSON.parse(box.getItem(place(slug)) ?? 'null') as { rulesDigest: string; draft: RulesDraft } | null
    return kept?.rulesDigest === rulesDigest ? kept.draft : null
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
