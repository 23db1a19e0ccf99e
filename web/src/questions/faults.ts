/** What keeps a question from being a good one, by field, while it is written. Only `must` keeps it from being approved. */
import type { QuestionContent } from '#contract/question.ts'

export type FaultKind =
  | 'stem-missing'
  | 'stem-long'
  | 'options-few'
  | 'option-missing'
  | 'option-same'
  | 'right-missing'
  | 'right-all'
  | 'document-missing'
  | 'alt-missing'

export interface Fault {
  /** `stem`, `options`, `option-2`, `right`, `document`, `alt-0`. */
  readonly field: string
  readonly kind: FaultKind
  readonly must: boolean
}

/** Folded as contestants read: case, blanks and form do not make two options different. */
const folded = (text: string): string => text.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim()

export function faultsOf(content: QuestionContent): readonly Fault[] {
  const faults: Fault[] = []
  const add = (field: string, kind: FaultKind, must = true): void => void faults.push({ field, kind, must })
  const pictured = new Set(content.pictures.map(({ option }) => option))
  if (content.stem === '' && !pictured.has(null)) add('stem', 'stem-missing')
  if (content.stem.length > 4000) add('stem', 'stem-long')
  if (content.options.length < 2) add('options', 'options-few')
  const seen = new Set<string>()
  content.options.forEach((text, position) => {
    const key = folded(text)
    if (key === '') {
      if (!pictured.has(position)) add(`option-${position}`, 'option-missing')
    } else if (seen.has(key)) add(`option-${position}`, 'option-same')
    seen.add(key)
  })
  if (content.options.length > 0 && content.correct.length === 0) add('right', 'right-missing')
  if (content.options.length > 1 && content.correct.length === content.options.length) add('right', 'right-all', false)
  if (content.source !== null && content.source.document === '') add('document', 'document-missing')
  content.pictures.forEach(({ alt }, index) => {
    if (alt === '') add(`alt-${index}`, 'alt-missing', false)
  })
  return faults
}
