/** A question that stands twice in a file with two answers: an old version beside the new. */
import type { QuestionContent } from '#contest/questions/question.ts'
import { optionKey, textKey } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'

interface Placed extends Pick<QuestionContent, 'stem' | 'options' | 'correct'> {
  readonly place: string
  readonly label: string
  readonly findings: readonly Finding[]
}

/** The same stem and options with another right one are in doubt in both places. */
export function withoutContradictions<Draft extends Placed>(drafts: readonly Draft[]): readonly Draft[] {
  const first = new Map<string, Draft>()
  const against = new Map<Draft, Draft>()
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

const rightWords = ({ options, correct }: Placed): string =>
  correct
    .map((position) => options[position] ?? '')
    .toSorted()
    .join(', ')
