/** What people wrote beside the cells of a sheet: notes (ECMA-376 part 1, section 18.7) and threads of comments, as Excel keeps them since 2019. */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../files/archive.ts'
import { readRelations, relatedPart } from '../files/package.ts'
import { child, childrenOf, readXmlTree, type XmlElement } from '../files/xml.ts'

/** By cell: `F37`. A thread goes before the note that Excel writes for programs without threads. */
export function readComments(parts: Parts, part: string): Checked<ReadonlyMap<string, string>> {
  const relations = readRelations(parts, part)
  if (!relations.ok) return relations
  const comments = new Map<string, string>()
  const threads = new Map<string, string>()
  for (const [type, into] of [
    ['comments', comments],
    ['threadedComment', threads],
  ] as const) {
    const related = relatedPart(parts, relations.value, type)
    if (!related.ok) return related
    if (related.value === null) continue
    const tree = readXmlTree(related.value.bytes, related.value.name)
    if (!tree.ok) return tree
    const list = type === 'comments' ? childrenOf(child(tree.value, 'commentList'), 'comment') : childrenOf(tree.value, 'threadedComment')
    for (const one of list) {
      const cell = one.attributes['ref'] ?? ''
      const before = into.get(cell)
      const text = wordsOf(one).trim()
      if (text !== '') into.set(cell, before === undefined ? text : `${before} / ${text}`)
    }
  }
  return { ok: true, value: new Map([...comments, ...threads]), findings: [] }
}

/** The words of runs in a note; those of a comment stand in its text itself. */
const wordsOf = (element: XmlElement): string =>
  element.name === 't' || (element.name === 'text' && element.children.length === 0)
    ? element.text
    : element.children
        .filter(({ name }) => name !== 'rPh' && name !== 'rPr')
        .map(wordsOf)
        .join('')
