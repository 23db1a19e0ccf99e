/** What the styles of a workbook say about a cell: how its numbers are shown and how its text stands out (ECMA-376 part 1, section 18.8). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../files/archive.ts'
import { builtInFormat } from './number-format.ts'
import { relatedPart, type Relation } from '../files/package.ts'
import { plainMarks, type CellMarks } from './sheet.ts'
import { child, childrenOf, readXmlTree, type Attributes, type XmlElement } from '../files/xml.ts'

export interface CellStyle {
  /** Number format code. */
  readonly format: string
  readonly marks: CellMarks
}

export const plainStyle: CellStyle = { format: 'General', marks: plainMarks }

/** What Excel lets a format code be. */
const MAX_FORMAT = 255

/** By style index (`s` of a cell). */
export function readStyles(parts: Parts, relations: readonly Relation[]): Checked<readonly CellStyle[]> {
  const related = relatedPart(parts, relations, 'styles')
  if (!related.ok) return related
  if (related.value === null) return { ok: true, value: [], findings: [] }
  const tree = readXmlTree(related.value.bytes, related.value.name)
  if (!tree.ok) return tree
  const own = new Map(
    childrenOf(child(tree.value, 'numFmts'), 'numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      (attributes['formatCode'] ?? 'General').slice(0, MAX_FORMAT),
    ]),
  )
  const fonts = childrenOf(child(tree.value, 'fonts'), 'font').map(fontMarks)
  const fills = childrenOf(child(tree.value, 'fills'), 'fill').map(fillColour)
  const styles = childrenOf(child(tree.value, 'cellXfs'), 'xf').map(({ attributes }): CellStyle => {
    const id = Number(attributes['numFmtId'] ?? 0)
    const font = fonts[Number(attributes['fontId'] ?? 0)] ?? plainMarks
    const fill = fills[Number(attributes['fillId'] ?? 0)] ?? ''
    return { format: own.get(id) ?? builtInFormat(id), marks: fill === '' ? font : { ...font, fill } }
  })
  return { ok: true, value: styles, findings: [] }
}

function fontMarks(font: XmlElement): CellMarks {
  const properties = new Map(font.children.map(({ name, attributes }) => [name, attributes]))
  return marksOf(properties)
}

/** From the elements of a font or of the properties of a run, by name. */
export function marksOf(properties: ReadonlyMap<string, Attributes>): CellMarks {
  const bold = isOn(properties.get('b'))
  const underlined = isOn(properties.get('u')) && properties.get('u')?.['val'] !== 'none'
  const colour = colourName(properties.get('color'), ['000000', 'theme 1', 'indexed 8', 'indexed 64'])
  return bold || underlined || colour !== '' ? { bold, underlined, colour, fill: '' } : plainMarks
}

const isOn = (attributes: Attributes | undefined): boolean =>
  attributes !== undefined && attributes['val'] !== '0' && attributes['val'] !== 'false'

function fillColour(fill: XmlElement): string {
  const pattern = child(fill, 'patternFill')
  const kind = pattern?.attributes['patternType']
  if (pattern === undefined || kind === undefined || kind === 'none') return ''
  if (kind !== 'solid') return kind === 'gray125' ? '' : kind
  return colourName(child(pattern, 'fgColor')?.attributes, ['FFFFFF', 'theme 0', 'indexed 9', 'indexed 64'])
}

function colourName(attributes: Attributes | undefined, ordinary: readonly string[]): string {
  if (attributes === undefined) return ''
  const { rgb, theme, indexed, tint } = attributes
  const base =
    rgb !== undefined
      ? rgb.slice(-6).toUpperCase()
      : theme !== undefined
        ? `theme ${theme}`
        : indexed !== undefined
          ? `indexed ${indexed}`
          : ''
  const name = tint === undefined || Number(tint) === 0 ? base : `${base} ${tint}`
  return ordinary.includes(name) ? '' : name.slice(0, 60)
}
