/** Numbers that people type in front of every stem, where the format has none of its own. */
import type { QuestionDraft } from './draft.ts'
import { tagsLeftOut } from './leftovers.ts'
import { bareHead, namedHead, type Head } from './word/outline/heads.ts'

/** `Câu 5 (NB).`, `5)`; null where a stem begins with its words. */
export const headOf = (stem: string): Head | null => namedHead(stem, -1) ?? bareHead(stem)

/**
 * Stems that all begin with their number, which is then no part of what is asked.
 * @param fewest of so many questions at least: one alone may be about the number
 */
export function withoutNumbers(drafts: readonly QuestionDraft[], fewest: number): readonly QuestionDraft[] {
  const heads = drafts.map(({ stem }) => headOf(stem))
  if (drafts.length < fewest || !heads.every((head, index) => head?.number === index + 1)) return drafts
  return drafts.map((draft, index) => {
    const head = heads[index]
    if (head === null || head === undefined) return draft
    const { label: question, place } = draft
    const leftOut = tagsLeftOut(head.tags.leftOut, question, place)
    return {
      ...draft,
      stem: draft.stem.slice(head.length).trim(),
      difficulty: draft.difficulty ?? head.tags.difficulty,
      findings: [...draft.findings, ...leftOut],
    }
  })
}
