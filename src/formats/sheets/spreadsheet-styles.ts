/** What the styles of a workbook say about a cell: how its numbers are shown and how its text stands out (ECMA-376 part 1, section 18.8). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../files/archive.ts'
import { builtInFormat } from './number-format.ts'
import { relatedPart, type Relation } from '../files/package.ts'
import { plainMarks, type CellMarks } from './sheet.ts'
import type { Raised } from '../files/raised.ts'
import { child, childrenOf, readXmlTree, type Attributes, type XmlElement } from '../files/xml.ts'

export interface CellStyle {
  /** Number format code. */
  readonly format: string
  /** What the file calls the format. */
  readonly formatId: number
  readonly marks: CellMarks
  readonly raised: Raised | null
}

export const plainStyle: CellStyle = { format: 'General', formatId: 0, marks: plainMarks, raised: null }

/** From here on the formats are the file's own. */
const OWN = 164

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
  const fonts = childrenOf(child(tree.value, 'fonts'), 'font').map(fontStyle)
  const fills = childrenOf(child(tree.value, 'fills'), 'fill').map(fillColour)
  const framed = childrenOf(child(tree.value, 'borders'), 'border').map(isFrame)
  const styles = childrenOf(child(tree.value, 'cellXfs'), 'xf').map(({ attributes }): CellStyle => {
    const id = Number(attributes['numFmtId'] ?? 0)
    const { marks, raised } = fonts[Number(attributes['fontId'] ?? 0)] ?? { marks: plainMarks, raised: null }
    const fill = fills[Number(attributes['fillId'] ?? 0)] ?? ''
    const isFramed = framed[Number(attributes['borderId'] ?? 0)] ?? false
    return {
      format: own.get(id) ?? builtInFormat(id),
      formatId: own.has(id) ? OWN : id,
      marks: fill === '' && !isFramed ? marks : { ...marks, fill, framed: isFramed },
      raised,
    }
  })
  return { ok: true, value: styles, findings: [] }
}

function fontStyle(font: XmlElement): { readonly marks: CellMarks; readonly raised: Raised | null } {
  const properties = new Map(font.children.map(({ name, attributes }) => [name, attributes]))
  return { marks: marksOf(properties), raised: raisedOf(properties) }
}

/** From the elements of a font or of the properties of a run, by name. */
export function marksOf(properties: ReadonlyMap<string, Attributes>): CellMarks {
  const bold = isOn(properties.get('b'))
  const underlined = isOn(properties.get('u')) && properties.get('u')?.['val'] !== 'none'
  const struck = isOn(properties.get('strike'))
  const italic = isOn(properties.get('i'))
  const size = Number(properties.get('sz')?.['val'] ?? plainMarks.size)
  const colour = colourName(properties.get('color'), '000000')
  const marks = { ...plainMarks, bold, underlined, struck, italic, size, colour }
  return bold || underlined || struck || italic || colour !== '' || size !== plainMarks.size ? marks : plainMarks
}

/** Above or below the line; null for on it. */
export function raisedOf(properties: ReadonlyMap<string, Attributes>): Raised | null {
  const raised = properties.get('vertAlign')?.['val']
  return raised === 'superscript' || raised === 'subscript' ? raised : null
}

const isOn = (attributes: Attributes | undefined): boolean =>
  attributes !== undefined && attributes['val'] !== '0' && attributes['val'] !== 'false'

/** Lines that nobody draws around every cell. */
const isFrame = (border: XmlElement): boolean =>
  ['left', 'right', 'top', 'bottom'].every((side) =>
    /^(medium|thick|double|slantDashDot)/.test(child(border, side)?.attributes['style'] ?? ''),
  )

function fillColour(fill: XmlElement): string {
  const [stop] = childrenOf(child(fill, 'gradientFill'), 'stop')
  if (stop !== undefined) return colourName(child(stop, 'color')?.attributes, 'ffffff')
  const pattern = child(fill, 'patternFill')
  const kind = pattern?.attributes['patternType']
  if (pattern === undefined || kind === undefined || kind === 'none') return ''
  if (kind !== 'solid') return kind === 'gray125' ? '' : kind
  return colourName(child(pattern, 'fgColor')?.attributes, 'ffffff')
}

/** The theme every office program starts with; files that change it keep the roles of its colours. */
const theme = ['ffffff', '000000', 'e7e6e6', '44546a', '4472c4', 'ed7d31', 'a5a5a5', 'ffc000', '5b9bd5', '70ad47', '0563c1', '954f72']
/** The colours of old workbooks by number (18.8.27): 0 to 7 repeat as 8 to 15, and those from 16 on are others. */
const firstIndexed = ['000000', 'ffffff', 'ff0000', '00ff00', '0000ff', 'ffff00', 'ff00ff', '00ffff']
const indexed = [
  ...firstIndexed,
  ...firstIndexed,
  ...['800000', '008000', '000080', '808000', '800080', '008080', 'c0c0c0', '808080'],
  ...['9999ff', '993366', 'ffffcc', 'ccffff', '660066', 'ff8080', '0066cc', 'ccccff'],
  ...['000080', 'ff00ff', 'ffff00', '00ffff', '800080', '800000', '008080', '0000ff'],
  ...['00ccff', 'ccffff', 'ccffcc', 'ffff99', '99ccff', 'ff99cc', 'cc99ff', 'ffcc99'],
  ...['3366ff', '33cccc', '99cc00', 'ffcc00', 'ff9900', 'ff6600', '666699', '969696'],
  ...['003366', '339966', '003300', '333300', '993300', '993366', '333399', '333333'],
]

/** Hex in lower case where we know it, else a name to compare; empty for the ordinary colour. */
function colourName(attributes: Attributes | undefined, ordinary: string): string {
  if (attributes === undefined) return ''
  const { rgb, theme: role, indexed: place, tint = '0' } = attributes
  // 64 and 65 are the colours of the system: black on white.
  const known = rgb?.slice(-6).toLowerCase() ?? theme[Number(role ?? -1)] ?? (Number(place) >= 64 ? ordinary : indexed[Number(place ?? -1)])
  if (known === undefined || !/^[0-9a-f]{6}$/.test(known)) return `${role ?? ''} ${place ?? rgb ?? ''}`.trim().slice(0, 60)
  const name = tinted(known, Number(tint))
  return name === ordinary ? '' : name
}

/** @param tint from -1, black, to 1, white (18.8.19) */
function tinted(hex: string, tint: number): string {
  if (!(Math.abs(tint) <= 1) || tint === 0) return hex
  const channel = (at: number): string => {
    const value = parseInt(hex.slice(at, at + 2), 16)
    const moved = tint < 0 ? value * (1 + tint) : value + (255 - value) * tint
    return Math.round(moved).toString(16).padStart(2, '0')
  }
  return channel(0) + channel(2) + channel(4)
}
