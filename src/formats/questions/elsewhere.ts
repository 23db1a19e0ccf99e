/** A question that stands twice in a file with two answers: an old version beside the new. */
import { optionKey, textKey } from '#contest/text.ts'
import { excerpt, found } from '../findings/findings.ts'
import type { QuestionDraft } from './draft.ts'

/** The same stem and options with another right one are in doubt in both places. */
export function withoutContradictions(drafts: readonly QuestionDraft[]): readonly QuestionDraft[] {
  const first = new Map<string, QuestionDraft>()
  const against = new Map<QuestionDraft, QuestionDraft>()
  for (const draft of drafts) {
    const key = [textKey(draft.stem), ...draft.options.map(optionKey).toSorted()].join('\n')
    const before = first.get(key)
    if (before === undefined) first.set(key, draft)
    else if (rightWords(before) !== rightWords(draft)) against.set(draft, before).set(before, draft)
  }
  return drafts.map((draft) => {
    const other = against.get(draft)
    if (other === undefined) return draft
    const values = {
      question: draft.label,
      answer: excerpt(rightWords(draft), 30),
      other: other.place,
      otherAnswer: excerpt(rightWords(other), 30),
    }
    return { ...draft, findings: [...draft.findings, found('answer-elsewhere', draft.place, values)] }
  })
}

const rightWords = ({ options, correct }: QuestionDraft): string =>
  correct
    .map((position) => options[position] ?? '')
    .toSorted()
    .join(', ')
