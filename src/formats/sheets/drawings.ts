/** What lies on the cells of a sheet: pictures, shapes, boxes with text (DrawingML for spreadsheets, ECMA-376 part 1, section 20.5). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../files/archive.ts'
import { readRelations, relatedPart } from '../files/package.ts'
import { child, childrenOf, everyElement, readXmlTree, type XmlElement } from '../files/xml.ts'
import type { Drawn } from './sheet.ts'

const MOST_DRAWN = 10_000

export function readDrawings(parts: Parts, part: string): Checked<readonly Drawn[]> {
  const relations = readRelations(parts, part)
  if (!relations.ok) return relations
  const related = relatedPart(parts, relations.value, 'drawing')
  if (!related.ok) return related
  if (related.value === null) return { ok: true, value: [], findings: [] }
  const tree = readXmlTree(related.value.bytes, related.value.name)
  if (!tree.ok) return tree
  const anchors = ['oneCellAnchor', 'twoCellAnchor', 'absoluteAnchor'].flatMap((name) => childrenOf(tree.value, name))
  return { ok: true, value: anchors.slice(0, MOST_DRAWN).flatMap(drawnAt), findings: [] }
}

function drawnAt(anchor: XmlElement): readonly Drawn[] {
  const from = child(anchor, 'from')
  const place = { row: Number(child(from, 'row')?.text ?? 0) + 1, column: Number(child(from, 'col')?.text ?? 0) }
  const elements = everyElement(anchor)
  const has = (...names: readonly string[]): boolean => elements.some(({ name }) => names.includes(name))
  const text = elements
    .flatMap((one) => (one.name === 't' ? [one.text] : []))
    .join(' ')
    .trim()
  if (text !== '') return [{ ...place, kind: 'text', text }]
  if (has('pic', 'graphicFrame')) return [{ ...place, kind: 'picture', text }]
  return has('sp', 'cxnSp', 'contentPart') ? [{ ...place, kind: 'shape', text }] : []
}
