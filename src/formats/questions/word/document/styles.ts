/** How a run of a Word document looks, through direct formatting and styles (ECMA-376 part 1, section 17.7). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import { relatedPart, type Relation } from '../../../files/package.ts'
import { child, childrenOf, readXmlTree, type Attributes, type XmlElement } from '../../../files/xml.ts'

/** What people use to mark a right answer. */
export interface RunMarks {
  readonly bold: boolean
  readonly italic: boolean
  /** How its line is drawn: `line`, `wave`, `double`; empty for none. */
  readonly underline: string
  /** What lies behind the text, highlight or shading, as hex without `#` in lower case; null for nothing and white. */
  readonly fill: string | null
  /** Hex without `#`, lower case; null for automatic and black. */
  readonly colour: string | null
  readonly struck: boolean
  /** What else makes its letters stand out: a frame, capitals by format, dots above; empty for nothing. */
  readonly dress: string
  /** In half points. */
  readonly size: number
  /** Looks the way programs show a link: its colour and its line are theirs. */
  readonly link: boolean
  readonly font: string | null
}

export const plainMarks: RunMarks = {
  bold: false,
  italic: false,
  underline: '',
  fill: null,
  colour: null,
  struck: false,
  dress: '',
  size: 20,
  link: false,
  font: null,
}

/** What a run is beyond its marks. */
interface RunForm extends RunMarks {
  readonly hidden: boolean
  readonly raised: 'superscript' | 'subscript' | null
}

interface Ground {
  readonly shade: string | null
  readonly isFramed: boolean
}

interface ListReference {
  readonly id?: string
  readonly level?: number
}

export interface Styles {
  /** `direct` holds the children of the run's own properties by name. */
  readonly marksOf: (paragraphStyle: string | undefined, direct: RunProperties) => RunForm
  /** What a paragraph style puts behind and around the text. */
  readonly groundOf: (paragraphStyle: string | undefined) => Ground
  /** The list a paragraph style brings with it. */
  readonly listOf: (paragraphStyle: string | undefined) => ListReference
}

const MAX_BASES = 50

type RunProperties = Readonly<Record<string, Attributes>>

interface Style {
  readonly type: string
  readonly basedOn: string | undefined
  readonly run: RunProperties
  readonly list: ListReference
  readonly ground: Ground
}

export function readStyles(parts: Parts, relations: readonly Relation[]): Checked<Styles> {
  const related = relatedPart(parts, relations, 'styles')
  if (!related.ok) return related
  if (related.value === null) return { ok: true, value: stylesOf(new Map(), undefined, {}), findings: [] }
  const tree = readXmlTree(related.value.bytes, related.value.name)
  if (!tree.ok) return tree
  const styles = new Map<string, Style>()
  let standard: string | undefined
  for (const element of childrenOf(tree.value, 'style')) {
    const { type = 'paragraph', styleId, default: isDefault } = element.attributes
    if (styleId === undefined) continue
    if (type === 'paragraph' && (isDefault === '1' || isDefault === 'true')) standard = styleId
    const paragraph = child(element, 'pPr')
    const numbering = child(paragraph, 'numPr')
    const id = child(numbering, 'numId')?.attributes['val']
    styles.set(styleId, {
      type,
      basedOn: child(element, 'basedOn')?.attributes['val'],
      run: propertiesOf(child(element, 'rPr')),
      ground: {
        shade: shadeOf(child(paragraph, 'shd')?.attributes),
        isFramed: (child(paragraph, 'pBdr')?.children ?? []).some((side) => isLine(side.attributes)),
      },
      list: id === undefined ? {} : { id, level: Number(child(numbering, 'ilvl')?.attributes['val'] ?? 0) },
    })
  }
  const defaults = propertiesOf(child(child(child(tree.value, 'docDefaults'), 'rPrDefault'), 'rPr'))
  return { ok: true, value: stylesOf(styles, standard, defaults), findings: [] }
}

const propertiesOf = (element: XmlElement | undefined): RunProperties =>
  Object.fromEntries((element?.children ?? []).map((one) => [one.name, one.attributes]))

function stylesOf(styles: ReadonlyMap<string, Style>, standard: string | undefined, defaults: RunProperties): Styles {
  /** Properties of a style with those it is based on, up to a depth no real document has; so a circle of styles ends too. */
  const resolve = (id: string | undefined): Style => {
    let run: RunProperties = {}
    let list: ListReference = {}
    let ground: Ground = { shade: null, isFramed: false }
    let at = id
    for (let step = 0; at !== undefined && step < MAX_BASES; step++) {
      const style = styles.get(at)
      if (style === undefined) break
      run = { ...style.run, ...run }
      list = { ...style.list, ...list }
      ground = { shade: ground.shade ?? style.ground.shade, isFramed: ground.isFramed || style.ground.isFramed }
      at = style.basedOn
    }
    return { type: '', basedOn: undefined, run, list, ground }
  }
  const resolved = new Map<string, Style>()
  const styleOf = (id: string | undefined): Style => {
    const known = resolved.get(id ?? '')
    if (known !== undefined) return known
    const style = resolve(id)
    resolved.set(id ?? '', style)
    return style
  }
  return {
    listOf: (id) => styleOf(id ?? standard).list,
    groundOf: (id) => styleOf(id ?? standard).ground,
    marksOf: (paragraphStyle, direct) => {
      const paragraph = styleOf(paragraphStyle ?? standard).run
      const character = styleOf(direct['rStyle']?.['val']).run
      // Bold in the paragraph's and in the character's style cancel each other (17.7.3); direct formatting decides.
      const toggle = (name: string): boolean => {
        if (direct[name] !== undefined) return isOn(direct[name])
        const styled = isOn(paragraph[name]) !== isOn(character[name])
        return styled || (paragraph[name] === undefined && character[name] === undefined && isOn(defaults[name]))
      }
      const value = (name: string): Attributes | undefined => direct[name] ?? character[name] ?? paragraph[name] ?? defaults[name]
      const underline = value('u')?.['val']
      const colour = value('color')?.['val']?.toLowerCase()
      const raised = value('vertAlign')?.['val']
      return {
        bold: toggle('b'),
        italic: toggle('i'),
        hidden: toggle('vanish'),
        underline: lineOf(underline),
        fill: highlights[value('highlight')?.['val'] ?? 'none'] ?? shadeOf(value('shd')),
        dress: [
          ...dresses.filter(toggle),
          ...(isLine(value('bdr')) ? [frame] : []),
          ...['em', 'effect'].filter((name) => !['none', undefined].includes(value(name)?.['val'])),
        ].join(' '),
        size: Number(value('sz')?.['val'] ?? 20),
        struck: toggle('strike') || toggle('dstrike'),
        link: /hyperlink|internet.?link/i.test(direct['rStyle']?.['val'] ?? ''),
        raised: raised === 'superscript' || raised === 'subscript' ? raised : null,
        colour: colour === undefined || ['auto', '000000'].includes(colour) ? null : colour,
        // Letters beyond ASCII are shown in this one (17.3.2.26).
        font: value('rFonts')?.['hAnsi'] ?? value('rFonts')?.['ascii'] ?? null,
      }
    },
  }
}

/** Lines that look alike are one. */
function lineOf(value: string | undefined): string {
  if (value === undefined || value === 'none') return ''
  return ['wav', 'dot', 'dash', 'double'].find((kind) => value.toLowerCase().startsWith(kind)) ?? 'line'
}

/** The colours a highlight can have (17.18.40). */
const highlights: Readonly<Record<string, string>> = {
  black: '000000', blue: '0000ff', cyan: '00ffff', darkBlue: '00008b', darkCyan: '008b8b', darkGray: 'a9a9a9', darkGreen: '006400', darkMagenta: '800080',
  darkRed: '8b0000', darkYellow: '808000', green: '00ff00', lightGray: 'd3d3d3', magenta: 'ff00ff', red: 'ff0000', yellow: 'ffff00',
} // prettier-ignore

const dresses = ['caps', 'smallCaps', 'outline', 'shadow', 'emboss', 'imprint']
export const frame = 'frame'

/** A line that is drawn, of a frame or below a paragraph. */
export const isLine = (attributes: Attributes | undefined): boolean =>
  attributes !== undefined && !['none', 'nil'].includes(attributes['val'] ?? 'none')

/** What a shading looks like: its fill, with its pattern over it (17.18.78). Null for what nobody sees. */
export function shadeOf(shading: Attributes | undefined): string | null {
  const { val = 'clear', color = 'auto', fill = 'auto' } = shading ?? {}
  const [ground, ink] = [plainHex(fill, 'ffffff'), plainHex(color, '000000')]
  const share = val === 'solid' ? 1 : Number(/^pct(\d+)$/.exec(val)?.[1] ?? (/stripe|cross/i.test(val) ? 50 : 0)) / 100
  const shown = share === 0 ? ground : mixed(ground, ink, share)
  return shown === 'ffffff' ? null : shown
}

const plainHex = (colour: string, usual: string): string => (['auto', ''].includes(colour) ? usual : colour.toLowerCase())

/** As a name of its own where one of the two is none we know. */
function mixed(ground: string, ink: string, share: number): string {
  if (![ground, ink].every((hex) => /^[0-9a-f]{6}$/.test(hex))) return `${ground} ${ink}`
  return [0, 2, 4]
    .map((at) => Math.round(parseInt(ground.slice(at, at + 2), 16) * (1 - share) + parseInt(ink.slice(at, at + 2), 16) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')
}

/** `<w:b/>` is on, `<w:b w:val="false"/>` and `"0"`, `"off"` are off (17.17.4). */
export const isOn = (attributes: Attributes | undefined): boolean =>
  attributes !== undefined && !['0', 'false', 'off', 'none'].includes(attributes['val'] ?? 'true')
