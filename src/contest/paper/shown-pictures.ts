/** Pictures on a paper: where they stand among the shown options. */
import type { PaperItem } from './answers.ts'
import type { Question } from '../questions/question.ts'

export interface ShownPicture {
  readonly digest: string
  readonly alt: string
  /** Shown position of the option it stands with; null: the stem. */
  readonly option: number | null
}

/** In the order they are shown: the author's order would tell how the options were shuffled. */
export function shownPictures(question: Question | undefined, optionOrder: PaperItem['optionOrder']): ShownPicture[] {
  return (question?.pictures ?? [])
    .map(({ digest, alt, option }) => ({ digest, alt, option: option === null ? null : optionOrder.indexOf(option) }))
    .sort((a, b) => (a.option ?? -1) - (b.option ?? -1))
}
