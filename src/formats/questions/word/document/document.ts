/** Word documents (WordprocessingML, ECMA-376 part 1, chapter 17) → paragraphs and tables of characters with their marks. */
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import { found } from '../../../findings/findings.ts'
import { readNumbering, type ListCounter, type ListItem } from './numbering.ts'
import { readRelations, type Relation } from '../../../files/package.ts'
import { DrawingReader, FormulaReader, objectSign, partsById, type WordObject } from './objects.ts'
import { readNotes, type Note, type Notes } from './notes.ts'
import { raisedText } from '../../../files/raised.ts'
import { readStyles, shadeOf, type RunMarks, type Styles } from './styles.ts'
import { signOf } from './symbols.ts'
import { Refused, walkXml, type Attributes } from '../../../files/xml.ts'

/** Characters with the same marks. Tabs are `\t`, line and page breaks `\n`. */
export interface Run {
  readonly text: string
  readonly marks: RunMarks
  /** The text is the line of a formula, or the sign that stands for an object (`objectSign`). */
  readonly object?: WordObject
  /** Name of the character style. */
  readonly style?: string
  /** The font from before Unicode whose alphabet the text was converted from (fonts.ts). */
  readonly converted?: string
}

export interface Paragraph {
  readonly kind: 'paragraph'
  /** `paragraph 14`, counted from 1 over the body without tables, or `table 2, row 5`. */
  readonly place: string
  readonly runs: readonly Run[]
  /** The automatic number or letter in front ("A."), which is not in the text; empty when there is none. */
  readonly label: string
  readonly list: ListItem | null
  /** Name of the paragraph style as the document calls it. */
  readonly style: string | undefined
  /** What is said beside the text or hidden in it. */
  readonly notes: readonly Note[]
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

/** Tracked deletions are left out, hidden text is among the notes of its paragraph; insertions and fields' results are read. */
export function readDocument(parts: Parts, mainPart: string): Checked<readonly Block[]> {
  const relations = readRelations(parts, mainPart)
  if (!relations.ok) return relations
  const styles = readStyles(parts, relations.value)
  if (!styles.ok) return styles
  const numbering = readNumbering(parts, relations.value)
  if (!numbering.ok) return numbering
  const notes = readNotes(parts, relations.value)
  if (!notes.ok) return notes
  const reader = new DocumentReader(mainPart, { styles: styles.value, numbering: numbering.value, notes: notes.value }, relations.value)
  const finding = walkXml(parts.get(mainPart) ?? new Uint8Array(), mainPart, reader)
  return finding === null ? { ok: true, value: reader.blocks, findings: reader.findings } : { ok: false, findings: [finding] }
}

/** Content that is shown elsewhere, not at all, or a second time for older programs. */
const skipped = new Set(['Fallback', 'del', 'moveFrom', 'instrText', 'delText', 'rt', 'pPrChange', 'rPrChange'])
const drawings = new Set(['drawing', 'pict', 'object'])

interface OpenParagraph {
  runs: Run[]
  style: string | undefined
  list: { id: string | undefined; level: number }
  shade: string | null
  notes: Note[]
}

interface Beside {
  readonly styles: Styles
  readonly numbering: ListCounter
  readonly notes: Notes
}

interface OpenTable {
  readonly place: string
  readonly rows: Paragraph[][][]
}

class DocumentReader {
  readonly blocks: Block[] = []
  readonly findings: Finding[] = []
  readonly #part: string
  readonly #styles: Styles
  readonly #numbering: ListCounter
  readonly #notes: Notes
  readonly #partsById: ReadonlyMap<string, string>
  #skipDepth = 0
  /** Of the elements open inside a drawing or formula. */
  #objectDepth = 0
  #drawing: DrawingReader | null = null
  #formula: FormulaReader | null = null
  #cellShade: string | null = null
  #linkDepth = 0
  #inCellProperties = false
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

  constructor(part: string, { styles, numbering, notes }: Beside, relations: readonly Relation[]) {
    this.#part = part
    this.#partsById = partsById(relations)
    this.#styles = styles
    this.#numbering = numbering
    this.#notes = notes
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (this.#skipDepth > 0 || skipped.has(name) || (this.#inParagraphProperties && name === 'rPr')) {
      this.#skipDepth++
      return
    }
    if (this.#objectDepth > 0 || (this.#paragraph !== null && (drawings.has(name) || name === 'oMath'))) {
      this.#openObject(name, attributes)
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
    this.#openElement(name, attributes)
  }

  readonly text = (chunk: string): void => {
    if (this.#skipDepth > 0) return
    if (this.#objectDepth > 0) {
      this.#drawing?.text(chunk)
      this.#formula?.text(chunk)
    } else if (this.#inText && this.#run !== null) this.#run.text += chunk
  }

  readonly close = (name: string): void => {
    if (this.#skipDepth > 0) {
      this.#skipDepth--
      return
    }
    if (this.#objectDepth > 0) {
      this.#closeObject(name)
      return
    }
    if (name === 't') this.#inText = false
    else if (name === 'hyperlink') this.#linkDepth--
    else if (name === 'tcPr') this.#inCellProperties = false
    else if (name === 'rPr') this.#inRunProperties = false
    else if (name === 'pPr') this.#inParagraphProperties = false
    else if (name === 'r') this.#closeRun()
    else if (name === 'p') this.#closeParagraph()
    else if (name === 'tbl') this.#closeTable()
  }

  #openElement(name: string, attributes: Attributes): void {
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
        this.#cellShade = null
        return
      case 'tcPr':
        this.#inCellProperties = true
        return
      case 'shd':
        if (this.#inCellProperties) this.#cellShade = shadeOf(attributes['fill'])
        return
      case 'hyperlink':
        this.#linkDepth++
        return
      case 'p':
        this.#paragraph = { runs: [], style: undefined, list: { id: undefined, level: 0 }, shade: this.#cellShade, notes: [] }
        return
      case 'sym':
        this.#symbol(attributes)
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
        this.#beside(name, attributes)
        if (this.#run !== null) this.#run.text += special[name] ?? ''
    }
  }

  /** What stands in another part of the file. */
  #beside(name: string, attributes: Attributes): void {
    if (name === 'altChunk') this.findings.push(found('part-left-out', `paragraph ${this.#bodyParagraphs}`))
    const note = this.#notes.get(`${name} ${attributes['r:id']}`)
    if (note !== undefined) this.#paragraph?.notes.push(note)
  }

  #openObject(name: string, attributes: Attributes): void {
    if (this.#objectDepth === 0) {
      this.#flushRun()
      if (name === 'oMath') this.#formula = new FormulaReader()
      else this.#drawing = new DrawingReader(this.#partsById)
    } else {
      this.#drawing?.open(name, attributes)
      this.#formula?.open(name, attributes)
    }
    this.#objectDepth++
  }

  #closeObject(name: string): void {
    this.#objectDepth--
    if (this.#objectDepth > 0) {
      this.#drawing?.close(name)
      this.#formula?.close()
      return
    }
    const objects = this.#drawing?.finish() ?? (this.#formula === null ? [] : [this.#formula.finish()])
    this.#drawing = null
    this.#formula = null
    for (const object of objects) this.#addObject(object)
  }

  #addObject(object: WordObject): void {
    const text = object.kind === 'formula' && object.exact ? object.text : objectSign
    this.#addRun(text, this.#run?.direct ?? {}, object)
  }

  /** A place of a symbol font: its sign in Unicode, or an object nobody can read. */
  #symbol({ font = '', char = '' }: Attributes): void {
    if (this.#run === null) return
    const sign = signOf(font, char)
    if (sign !== null) {
      this.#run.text += sign
      return
    }
    this.#flushRun()
    this.#addObject({ kind: 'symbol', font: font.slice(0, 40) })
  }

  #paragraphProperty(name: string, { val, fill }: Attributes): void {
    if (this.#paragraph === null) return
    if (name === 'shd') this.#paragraph.shade ??= shadeOf(fill)
    if (name === 'pStyle') this.#paragraph.style = val
    else if (name === 'numId') this.#paragraph.list.id = val
    else if (name === 'ilvl') this.#paragraph.list.level = Number(val ?? 0)
  }

  #closeRun(): void {
    this.#flushRun()
    this.#run = null
  }

  /** What the open run holds so far becomes a run of its own. */
  #flushRun(): void {
    const run = this.#run
    if (run === null || run.text === '') return
    this.#addRun(run.text, run.direct)
    run.text = ''
  }

  #addRun(text: string, direct: Record<string, Attributes>, object?: WordObject): void {
    const paragraph = this.#paragraph
    if (paragraph === null) return
    this.#characters += text.length
    if (this.#characters > MAX_CHARACTERS) {
      throw new Refused(found('too-much-content', this.#part, { limit: MAX_CHARACTERS, what: 'ký tự / characters' }))
    }
    const { hidden, raised, ...marks } = this.#styles.marksOf(paragraph.style, direct)
    if (hidden) {
      if (text.trim() !== '') paragraph.notes.push({ kind: 'hidden', text })
      return
    }
    const style = direct['rStyle']?.['val']
    const shown = raised === null || object !== undefined ? { text, isExact: true } : raisedText(text, raised)
    if (!shown.isExact) paragraph.notes.push({ kind: 'raised', text: shown.text })
    paragraph.runs.push({
      text: shown.text,
      marks: { ...marks, fill: marks.fill ?? paragraph.shade, link: marks.link || this.#linkDepth > 0 },
      ...(object === undefined ? {} : { object }),
      ...(style === undefined ? {} : { style }),
    })
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
    const item = this.#numbering.next(list.id, list.level ?? 0)
    const paragraph: Paragraph = {
      kind: 'paragraph',
      place: table === undefined ? `paragraph ${this.#bodyParagraphs}` : `${table.place}, row ${table.rows.length}`,
      runs: open.runs,
      label: item?.label ?? '',
      list: item,
      style: open.style,
      notes: open.notes,
    }
    if (table === undefined) this.blocks.push(paragraph)
    else table.rows.at(-1)?.at(-1)?.push(paragraph)
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table !== undefined && this.#tables.length === 0) this.blocks.push({ kind: 'table', ...table })
  }
}

const special: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', ptab: '\t', noBreakHyphen: '-', softHyphen: '\u00ad' }

/** A paragraph's text as one string, without its label and without what is no text. */
export const plainText = (paragraph: Paragraph): string =>
  paragraph.runs
    .map((run) => run.text)
    .join('')
    .replaceAll(objectSign, ' ')
