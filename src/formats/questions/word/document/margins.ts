/** What headers and footers of a document's pages say of answers: nothing is read there, so it is named. */
import { cleanText } from '#contest/text.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import type { Relation } from '../../../files/package.ts'
import { childrenOf, everyElement, readXmlTree } from '../../../files/xml.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { speaksOfKey } from '../../leftovers.ts'
import { readKeyLine, readNamedKeyLine } from '../answers/key.ts'

/** Each paragraph once, however many pages and sections repeat it. */
export function readMargins(parts: Parts, relations: readonly Relation[]): Checked<null> {
  const told = new Map<string, Finding>()
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
      if (speaksOfKey(words) || isKey(words)) told.set(words, found('text-doubts', type, { text: excerpt(words) }))
    }
  }
  return { ok: true, value: null, findings: [...told.values()] }
}

const isKey = (words: string): boolean => (readKeyLine(words, '')?.length ?? 0) > 1 || readNamedKeyLine(words, '', false) !== null
