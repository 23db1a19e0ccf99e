/** What stands in a Word document among the letters: pictures, formulas, and what cannot be read at all. */
import type { Relation } from '../../../files/package.ts'
import { linearFormula } from './math.ts'
import type { Attributes, XmlElement } from '../../../files/xml.ts'

export type WordObject =
  /** `part`: name of the picture's part; null when it lies outside the file. */
  | { readonly kind: 'picture'; readonly part: string | null; readonly alt: string }
  /** Its line stands in the text. */
  | { readonly kind: 'formula'; readonly text: string; readonly exact: boolean }
  | { readonly kind: 'text-box'; readonly text: string }
  | { readonly kind: 'symbol'; readonly font: string }
  | { readonly kind: 'embedded' }
  /** Something drawn: a ring around a letter, a line through words, ink. */
  | { readonly kind: 'shape' }

/** One for each object in the text that is no text itself. */
export const objectSign = '\ufffc'

/** Drawn things of Word (`wsp`), of older Word (`oval`, `line`, …) and of a pen (`contentPart`). */
const shapes: ReadonlySet<string> = new Set([
  'wsp',
  'contentPart',
  'shape',
  'rect',
  'oval',
  'line',
  'polyline',
  'curve',
  'arc',
  'roundrect',
])

const MAX_FORMULA_ELEMENTS = 20_000
const MAX_BOX_TEXT = 300

/** A drawing, a picture of older Word, an embedded object: fed with what it holds, until it ends. */
export class DrawingReader {
  readonly #relations: ReadonlyMap<string, string>
  readonly #pictures: (string | null)[] = []
  #alt = ''
  #isRule = false
  #isEmbedded = false
  #isShape = false
  #boxText = ''
  #inText = 0

  constructor(relations: ReadonlyMap<string, string>) {
    this.#relations = relations
  }

  open(name: string, attributes: Attributes): void {
    const { descr, title, alt, hr } = attributes
    if (name === 'docPr' || name === 'cNvPr') this.#alt ||= descr ?? title ?? ''
    else if (shapes.has(name)) {
      this.#isShape = true
      this.#alt ||= alt ?? ''
      this.#isRule ||= hr === 't' || hr === 'true'
    } else if (name === 'blip' || name === 'imagedata') {
      this.#alt ||= title ?? ''
      this.#picture(attributes)
    } else if (name === 'chart' || name === 'relIds' || name === 'OLEObject' || name === 'control') this.#isEmbedded = true
    else if (name === 't') this.#inText++
  }

  /** An outline without any picture (`blip` of an empty fill) is none. */
  #picture(attributes: Attributes): void {
    const id = attributes['embed'] ?? attributes['r:id']
    if (id !== undefined) this.#pictures.push(this.#relations.get(id) ?? null)
    else if (attributes['link'] !== undefined) this.#pictures.push(null)
  }

  close(name: string): void {
    if (name === 't' && this.#inText > 0) this.#inText--
    if (name === 'p' && this.#boxText !== '') this.#boxText += ' '
  }

  text(chunk: string): void {
    if (this.#inText > 0 && this.#boxText.length < MAX_BOX_TEXT) this.#boxText += chunk.slice(0, MAX_BOX_TEXT)
  }

  /** Nothing for a rule across the page. */
  finish(): readonly WordObject[] {
    const objects: WordObject[] = this.#pictures.map((part) => ({ kind: 'picture', part, alt: this.#alt.slice(0, 1000) }))
    if (this.#boxText.trim() !== '') objects.push({ kind: 'text-box', text: this.#boxText.trim() })
    // The picture shows what the object says.
    if (this.#isEmbedded && this.#pictures.length === 0 && !this.#isRule) objects.push({ kind: 'embedded' })
    if (objects.length === 0 && this.#isShape && !this.#isRule) objects.push({ kind: 'shape' })
    return objects
  }
}

interface OpenElement {
  readonly name: string
  readonly attributes: Attributes
  readonly children: OpenElement[]
  readonly nodes: OpenElement[]
  text: string
}

/** A formula, fed with what it holds until its root ends. */
export class FormulaReader {
  readonly #open: OpenElement[]
  readonly #root: OpenElement = { name: 'oMath', attributes: {}, children: [], text: '', nodes: [] }
  #elements = 0

  constructor() {
    this.#open = [this.#root]
  }

  open(name: string, attributes: Attributes): void {
    this.#elements++
    const element: OpenElement = { name, attributes, children: [], text: '', nodes: [] }
    if (this.#elements <= MAX_FORMULA_ELEMENTS) {
      this.#open.at(-1)?.children.push(element)
      this.#open.at(-1)?.nodes.push(element)
    }
    this.#open.push(element)
  }

  close(): void {
    this.#open.pop()
  }

  text(chunk: string): void {
    const current = this.#open.at(-1)
    if (current?.name === 't' && this.#elements <= MAX_FORMULA_ELEMENTS) current.text += chunk
  }

  finish(): WordObject {
    const { text, exact } = linearFormula(this.#root satisfies XmlElement)
    return { kind: 'formula', text, exact: exact && this.#elements <= MAX_FORMULA_ELEMENTS }
  }
}

/** Parts by relation id. */
export const partsById = (relations: readonly Relation[]): ReadonlyMap<string, string> =>
  new Map(relations.map(({ id, target }) => [id, target]))
