/** Word documents (WordprocessingML, ECMA-376 part 1, chapter 17) → paragraphs and tables of characters with their marks. */
import type { Checked } from '#contest/values.ts'
import type { Parts } from './archive.ts'
import { found } from './findings.ts'
import { readNumbering, type ListCounter } from './numbering.ts'
import { readRelations } from './package.ts'
import { readStyles, type RunMarks, type Styles } from './word-styles.ts'
import { Refused, walkXml, type Attributes } from './xml.ts'

/** Characters with the same marks. Tabs are `\t`, line and page breaks `\n`. */
export interface Run {
  readonly text: string
  readonly marks: RunMarks
}

export interface Paragraph {
  readonly kind: 'paragraph'
  /** `paragraph 14`, counted from 1 over the body without tables, or `table 2, row 5`. */
  readonly place: string
  readonly runs: readonly Run[]
  /** The automatic number or letter in front ("A."), which is not in the text; empty when there is none. */
  readonly label: string
  /** Pictures, drawings and formulas, whose content is not read. */
  readonly objects: number
}

export interface WordTable {
  readonly kind: 'table'
  readonly place: string
  /** Rows of cells of paragraphs. */
  readonly rows: readonly (readonly (readonly Paragraph[])[])[]
}

export type Block = Paragraph | WordTable

const MAX_PARAGRAPHS = 200_000
/** Some thousand pages. Each character is kept with its marks. */
const MAX_CHARACTERS = 2_000_000

/** Tracked deletions, hidden text and what stands in text boxes are left out; insertions and fields' results are read. */
export function readDocument(parts: Parts, mainPart: string): Checked<readonly Block[]> {
  const relations = readRelations(parts, mainPart)
  if (!relations.ok) return relations
  const styles = readStyles(parts, relations.value)
  if (!styles.ok) return styles
  const numbering = readNumbering(parts, relations.value)
  if (!numbering.ok) return numbering
  const reader = new DocumentReader(mainPart, styles.value, numbering.value)
  const finding = walkXml(parts.get(mainPart) ?? new Uint8Array(), mainPart, reader)
  return finding === null ? { ok: true, value: reader.blocks, findings: [] } : { ok: false, findings: [finding] }
}

/** Content that is shown elsewhere, not at all, or a second time for older programs. */
const skipped = new Set(['Fallback', 'drawing', 'pict', 'object', 'oMath', 'del', 'moveFrom', 'instrText', 'delText'])
const objects = new Set(['drawing', 'pict', 'object', 'oMath'])

interface OpenParagraph {
  runs: Run[]
  style: string | undefined
  list: { id: string | undefined; level: number }
  objects: number
}

interface OpenTable {
  readonly place: string
  readonly rows: Paragraph[][][]
}

class DocumentReader {
  readonly blocks: Block[] = []
  readonly #part: string
  readonly #styles: Styles
  readonly #numbering: ListCounter
  #skipDepth = 0
  #paragraph: OpenParagraph | null = null
  /** Inside tables inside tables; the inner ones are read as paragraphs of the outer cell. */
  #tables: OpenTable[] = []
  #inParagraphProperties = false
  #run: { direct: Record<string, Attributes>; text: string } | null = null
  #inRunProperties = false
  #inText = false
  #paragraphs = 0
  #bodyParagraphs = 0
  #tableCount = 0
  #characters = 0

  constructor(part: string, styles: Styles, numbering: ListCounter) {
    this.#part = part
    this.#styles = styles
    this.#numbering = numbering
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (this.#skipDepth > 0 || skipped.has(name)) {
      if (this.#skipDepth === 0 && objects.has(name) && this.#paragraph !== null) this.#paragraph.objects++
      this.#skipDepth++
      return
    }
    if (this.#run !== null && this.#inRunProperties) {
      this.#run.direct[name] = attributes
      return
    }
    if (this.#inParagraphProperties) {
      this.#paragraphProperty(name, attributes)
      return
    }
    switch (name) {
      case 'tbl': {
        if (this.#tables.length === 0) this.#tableCount++
        this.#tables.push({ place: `table ${this.#tableCount}`, rows: [] })
        return
      }
      case 'tr':
        this.#tables.at(-1)?.rows.push([])
        return
      case 'tc':
        this.#tables.at(-1)?.rows.at(-1)?.push([])
        return
      case 'p':
        this.#paragraph = { runs: [], style: undefined, list: { id: undefined, level: 0 }, objects: 0 }
        return
      case 'pPr':
        this.#inParagraphProperties = this.#paragraph !== null
        return
      case 'r':
        if (this.#paragraph !== null) this.#run = { direct: {}, text: '' }
        return
      case 'rPr':
        this.#inRunProperties = this.#run !== null
        return
      case 't':
        this.#inText = this.#run !== null
        return
      default:
        if (this.#run !== null) this.#run.text += special[name] ?? ''
    }
  }

  readonly text = (chunk: string): void => {
    if (this.#skipDepth === 0 && this.#inText && this.#run !== null) this.#run.text += chunk
  }

  readonly close = (name: string): void => {
    if (this.#skipDepth > 0) {
      this.#skipDepth--
      return
    }
    if (name === 't') this.#inText = false
    else if (name === 'rPr') this.#inRunProperties = false
    else if (name === 'pPr') this.#inParagraphProperties = false
    else if (name === 'r') this.#closeRun()
    else if (name === 'p') this.#closeParagraph()
    else if (name === 'tbl') this.#closeTable()
  }

  #paragraphProperty(name: string, { val }: Attributes): void {
    if (this.#paragraph === null) return
    if (name === 'pStyle') this.#paragraph.style = val
    else if (name === 'numId') this.#paragraph.list.id = val
    else if (name === 'ilvl') this.#paragraph.list.level = Number(val ?? 0)
  }

  #closeRun(): void {
    const run = this.#run
    this.#run = null
    if (run === null || this.#paragraph === null || run.text === '') return
    this.#characters += run.text.length
    if (this.#characters > MAX_CHARACTERS) {
      throw new Refused(found('too-much-content', this.#part, { limit: MAX_CHARACTERS, what: 'ký tự / characters' }))
    }
    const { hidden, ...marks } = this.#styles.marksOf(this.#paragraph.style, run.direct)
    if (!hidden) this.#paragraph.runs.push({ text: run.text, marks })
  }

  #closeParagraph(): void {
    const open = this.#paragraph
    this.#paragraph = null
    if (open === null) return
    this.#paragraphs++
    if (this.#paragraphs > MAX_PARAGRAPHS) {
      throw new Refused(found('too-much-content', this.#part, { limit: MAX_PARAGRAPHS, what: 'đoạn / paragraphs' }))
    }
    const table = this.#tables[0]
    if (table === undefined) this.#bodyParagraphs++
    const list = { ...this.#styles.listOf(open.style), ...(open.list.id === undefined ? {} : open.list) }
    const paragraph: Paragraph = {
      kind: 'paragraph',
      place: table === undefined ? `paragraph ${this.#bodyParagraphs}` : `${table.place}, row ${table.rows.length}`,
      runs: open.runs,
      label: this.#numbering.next(list.id, list.level ?? 0),
      objects: open.objects,
    }
    if (table === undefined) this.blocks.push(paragraph)
    else table.rows.at(-1)?.at(-1)?.push(paragraph)
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table !== undefined && this.#tables.length === 0) this.blocks.push({ kind: 'table', ...table })
  }
}

const special: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', ptab: '\t', noBreakHyphen: '-' }

/** A paragraph's text as one string, without its label. */
export const plainText = (paragraph: Paragraph): string => paragraph.runs.map((run) => run.text).join('')
