/** What a Word file says beside its text: comments, footnotes, endnotes, headers and footers of pages; and hidden text. None of it is taken or dropped in silence. */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import { relatedPart, type Relation } from '../../../files/package.ts'
import { childrenOf, readXmlTree, type XmlElement } from '../../../files/xml.ts'

export interface Note {
  readonly kind: 'comment' | 'footnote' | 'hidden' | 'raised' | 'margin'
  readonly text: string
}

/** By name of the element that refers to it and its number: `commentReference 0`. */
export type Notes = ReadonlyMap<string, Note>

const sources = [
  ['comments', 'comment', 'commentReference', 'comment'],
  ['footnotes', 'footnote', 'footnoteReference', 'footnote'],
  ['endnotes', 'endnote', 'endnoteReference', 'footnote'],
] as const

export function readNotes(parts: Parts, relations: readonly Relation[]): Checked<Notes> {
  const notes = new Map<string, Note>()
  for (const [type, element, reference, kind] of sources) {
    const related = relatedPart(parts, relations, type)
    if (!related.ok) return related
    if (related.value === null) continue
    const tree = readXmlTree(related.value.bytes, related.value.name)
    if (!tree.ok) return tree
    for (const one of childrenOf(tree.value, element)) {
      notes.set(`${reference} ${one.attributes['r:id']}`, { kind, text: wordsOf(one) })
    }
  }
  return { ok: true, value: notes, findings: [] }
}

const wordsOf = (element: XmlElement): string =>
  element.name === 't' ? element.text : element.children.map(wordsOf).join(element.name === 'comment' ? ' ' : '')
