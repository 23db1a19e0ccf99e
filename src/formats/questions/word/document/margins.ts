/** What headers and footers of a document's pages say of answers: no text of the document, but weighed with its questions. */
import { cleanText } from '#contest/text.ts'
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import type { Relation } from '../../../files/package.ts'
import { childrenOf, everyElement, readXmlTree } from '../../../files/xml.ts'
import { speaksOfKey } from '../../leftovers.ts'
import { spokenOf } from '../../spoken.ts'
import { isNamed } from '../../subjects.ts'
import type { Paragraph } from './blocks.ts'
import { readKeyLine, readNamedKeyLine } from '../answers/key.ts'

/** Each paragraph once, however many pages and sections repeat it. */
export function readMargins(parts: Parts, relations: readonly Relation[]): Checked<readonly Paragraph[]> {
  const told = new Map<string, Paragraph>()
  for (const { type, target } of relations) {
    const bytes = parts.get(target)
    if ((type !== 'header' && type !== 'footer') || bytes === undefined) continue
    const tree = readXmlTree(bytes, target)
    if (!tree.ok) return tree
    for (const paragraph of everyElement(tree.value).filter(({ name }) => name === 'p')) {
      const words = cleanText(
        childrenOf(paragraph, 'r')
          .flatMap((run) => childrenOf(run, 't').map(({ text }) => text))
          .join(''),
      )
      if (isOfAnswers(words)) told.set(words, paragraphOf(type, words))
    }
  }
  return { ok: true, value: [...told.values()], findings: [] }
}

const paragraphOf = (place: string, text: string): Paragraph => ({
  ...{ kind: 'paragraph', place, runs: [], label: '', list: null, style: undefined },
  notes: [{ kind: 'margin', text }],
})

function isOfAnswers(words: string): boolean {
  const spoken = spokenOf(words)
  return speaksOfKey(words) || isKey(words) || (spoken !== null && isNamed(spoken.subjects))
}

const isKey = (words: string): boolean => (readKeyLine(words, '')?.length ?? 0) > 1 || readNamedKeyLine(words, '', false) !== null
