/** The parts in which two versions of a question are compared and chosen. Options stand and fall with their key and pictures. */
import type { QuestionContent } from '#contract/question.ts'

export const fields = ['stem', 'answers', 'optionOrder', 'topic', 'difficulty', 'source', 'explanation'] as const
export type Field = (typeof fields)[number]
export type Side = 'mine' | 'theirs'

type Part = Partial<QuestionContent>

const partOf = (content: QuestionContent, field: Field): Part =>
  field === 'answers' ? { options: content.options, correct: content.correct, pictures: content.pictures } : { [field]: content[field] }

/** Plain values with the same key order on both sides, whatever order the wire gave them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${key}:${canonical(one)}`).join(',')}}`
}

export function sameContent(a: QuestionContent, b: QuestionContent): boolean {
  return changedFields(a, b).length === 0
}

export function changedFields(a: QuestionContent, b: QuestionContent): readonly Field[] {
  return fields.filter((field) => canonical(partOf(a, field)) !== canonical(partOf(b, field)))
}

/** Their version with those parts of mine that were chosen. */
export function merge(mine: QuestionContent, theirs: QuestionContent, choice: Readonly<Partial<Record<Field, Side>>>): QuestionContent {
  return fields.reduce<QuestionContent>(
    (merged, field) => (choice[field] === 'mine' ? { ...merged, ...partOf(mine, field) } : merged),
    theirs,
  )
}

/** Whose part to propose: the one that was changed since both set out; mine when both were, or nobody knows. */
export function proposed(base: QuestionContent | null, mine: QuestionContent, theirs: QuestionContent): Readonly<Record<Field, Side>> {
  const changedByMe = base === null ? fields : changedFields(base, mine)
  const sides = fields.map((field): [Field, Side] => [field, changedByMe.includes(field) ? 'mine' : 'theirs'])
  const differing = changedFields(mine, theirs)
  return Object.fromEntries(sides.map(([field, side]) => [field, differing.includes(field) ? side : 'theirs'])) as Record<Field, Side>
}
