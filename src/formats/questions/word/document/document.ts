/** Word documents (WordprocessingML, ECMA-376 part 1, chapter 17) → paragraphs and tables of characters with their marks. */
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import { found } from '../../../findings/findings.ts'
import { plainText, type Block, type Paragraph } from './blocks.ts'
import { readNumbering, type ListCounter } from './numbering.ts'
import { readRelations, type Relation } from '../../../files/package.ts'
import { DrawingReader, FormulaReader, objectSign, partsById, type WordObject } from './objects.ts'
import { borders, drawings, isFormulaField, isPast, skipped, tracked } from './elements.ts'
import { readNotes, type Notes } from './notes.ts'
import { raisedText } from '../../../files/raised.ts'
import { openParagraph, special, type OpenParagraph } from './open-paragraph.ts'
import { readMargins } from './margins.ts'
import { frame, isLine, isOn, readStyles, shadeOf, type Styles } from './styles.ts'
import { signOf } from './symbols.ts'
import { Refused, walkXml, type Attributes } from '../../../files/xml.ts'

const MAX_PARAGRAPHS = 200_000
const MAX_SPAN = 64
const MAX_CHARACTERS = 2_000_000

export interface WordDocument {
  readonly blocks: readonly Block[]
  /** What headers and footers say of answers. */
  readonly margins: readonly Paragraph[]
}

/** Tracked deletions are left out, hidden text is among the notes of its paragraph; insertions and fields' results are read. */
export function readDocument(parts: Parts, mainPart: string): Checked<WordDocument> {
  const relations = readRelations(parts, mainPart)
  if (!relations.ok) return relations
  const styles = readStyles(parts, relations.value)
  if (!styles.ok) return styles
  const numbering = readNumbering(parts, relations.value)
  if (!numbering.ok) return numbering
  const notes = readNotes(parts, relations.value)
  if (!notes.ok) return notes
  const margins = readMargins(parts, relations.value)
  if (!margins.ok) return margins
  const reader = new DocumentReader(mainPart, { styles: styles.value, numbering: numbering.value, notes: notes.value }, relations.value)
  const finding = walkXml(parts.get(mainPart) ?? new Uint8Array(), mainPart, reader)
  reader.finish()
  return finding === null
    ? { ok: true, value: { blocks: reader.blocks, margins: margins.value }, findings: reader.findings }
    : { ok: false, findings: [finding] }
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
  /** Of the box of an old form. */
  #isTicked = false
  #paragraphs = 0
  #bodyParagraphs = 0
  #tableCount = 0
  #characters = 0
  #inEndProperties = false
  #inRowProperties = false
  #isRowDeleted = false
  /** Of the paragraphs whose ends were deleted. */
  #carried: Pick<OpenParagraph, 'runs' | 'notes'> = { runs: [], notes: [] }
  #columns = 1

  constructor(part: string, { styles, numbering, notes }: Beside, relations: readonly Relation[]) {
    this.#part = part
    this.#partsById = partsById(relations)
    this.#styles = styles
    this.#numbering = numbering
    this.#notes = notes
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (tracked.has(name)) this.#track(name)
    if (this.#skipDepth > 0 || skipped.has(name) || isPast(name) || (this.#inParagraphProperties && name === 'rPr')) {
      if (this.#skipDepth === 0) this.#inEndProperties = this.#inParagraphProperties && name === 'rPr'
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
    if (this.#inCellProperties) this.#cellProperty(name, attributes)
    else this.#openElement(name, attributes)
  }

  readonly text = (chunk: string): void => {
    if (this.#skipDepth > 0) {
      if (isFormulaField(chunk)) this.#addObject({ kind: 'formula', text: '', exact: false })
      return
    }
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
    else if (name === 'checkBox' && this.#run !== null) this.#run.text += this.#isTicked ? '☒' : '☐'
    else if (name === 'tc') this.#closeCell()
    else if (name === 'tr') this.#closeRow()
    else if (name === 'trPr') this.#inRowProperties = false
    else if (name === 'hyperlink') this.#linkDepth--
    else if (name === 'tcPr') this.#inCellProperties = false
    else if (name === 'rPr') this.#inRunProperties = false
    else if (name === 'pPr') this.#inParagraphProperties = false
    else if (name === 'r') this.#closeRun()
    else if (name === 'p') this.#closeParagraph()
    else if (name === 'tbl') this.#closeTable()
  }

  finish(): void {
    this.#endCarried()
  }

  #cellProperty(name: string, attributes: Attributes): void {
    if (name === 'shd') this.#cellShade = shadeOf(attributes)
    else if (name === 'gridSpan') this.#columns = Number(attributes['val'] ?? 1)
  }

  #openElement(name: string, attributes: Attributes): void {
    switch (name) {
      case 'tbl': {
        if (this.#tables.length === 0) {
          this.#endCarried()
          this.#tableCount++
        }
        this.#tables.push({ place: `table ${this.#tableCount}`, rows: [] })
        return
      }
      case 'tr':
        this.#tables.at(-1)?.rows.push([])
        this.#isRowDeleted = false
        return
      case 'trPr':
        this.#inRowProperties = true
        return
      case 'tc':
        this.#tables.at(-1)?.rows.at(-1)?.push([])
        this.#cellShade = null
        this.#columns = 1
        return
      case 'tcPr':
        this.#inCellProperties = true
        return
      case 'hyperlink':
        this.#linkDepth++
        return
      case 'p':
        this.#paragraph = openParagraph(this.#cellShade)
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
        if (name === 'gridBefore' && this.#inRowProperties) this.#addCells(Number(attributes['val'] ?? 0))
        this.#beside(name, attributes)
        if (this.#run !== null) this.#run.text += special[name] ?? ''
    }
  }

  /** Tracked changes are read as if they were accepted. */
  #track(name: string): void {
    if (!this.findings.some(({ code }) => code === 'changes-tracked')) {
      this.findings.push(found('changes-tracked', `paragraph ${this.#bodyParagraphs + 1}`))
    }
    const isAway = name === 'del' || name === 'moveFrom'
    if (!isAway) return
    if (this.#inRowProperties) this.#isRowDeleted = true
    else if (this.#paragraph === null) return
    else if (this.#inEndProperties && this.#skipDepth > 0) this.#paragraph.isEndDeleted = true
    else if (this.#skipDepth === 0) this.#paragraph.isCut = true
  }

  /** What is left of paragraphs whose ends were deleted, where no other paragraph follows. */
  #endCarried(): void {
    if (this.#carried.runs.length === 0 && this.#carried.notes.length === 0) return
    this.#paragraph = openParagraph(null)
    this.#closeParagraph()
  }

  #closeCell(): void {
    this.#endCarried()
    this.#addCells(this.#columns - 1)
    this.#columns = 1
  }

  /** Cells that a wider one covers. */
  #addCells(count: number): void {
    const row = this.#tables.at(-1)?.rows.at(-1)
    for (let added = 0; added < Math.min(count, MAX_SPAN); added++) row?.push([])
  }

  #closeRow(): void {
    if (this.#isRowDeleted) this.#tables.at(-1)?.rows.pop()
    this.#isRowDeleted = false
  }

  /** What stands in another part of the file. */
  #beside(name: string, attributes: Attributes): void {
    if (name === 'checkBox') this.#isTicked = false
    else if (name === 'checked' || (name === 'default' && !this.#isTicked)) this.#isTicked = isOn(attributes)
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
    const text = object.kind === 'formula' && object.exact ? object.text : object.kind === 'shape' ? '' : objectSign
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

  #paragraphProperty(name: string, attributes: Attributes): void {
    if (this.#paragraph === null) return
    const { val } = attributes
    if (name === 'shd') this.#paragraph.shade ??= shadeOf(attributes)
    else if (borders.has(name)) this.#paragraph.isFramed ||= isLine(attributes)
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
    const ground = this.#styles.groundOf(paragraph.style)
    const shown = raised === null || object !== undefined ? { text, isExact: true } : raisedText(text, raised)
    if (!shown.isExact) paragraph.notes.push({ kind: 'raised', text: shown.text })
    paragraph.runs.push({
      text: shown.text,
      marks: {
        ...marks,
        fill: marks.fill ?? paragraph.shade ?? ground.shade,
        dress: marks.dress || (paragraph.isFramed || ground.isFramed ? frame : ''),
        link: marks.link || this.#linkDepth > 0,
      },
      ...(object === undefined ? {} : { object }),
      ...(style === undefined ? {} : { style }),
    })
  }

  #closeParagraph(): void {
    const open = this.#paragraph
    this.#paragraph = null
    this.#inEndProperties = false
    if (open === null) return
    open.runs.unshift(...this.#carried.runs)
    open.notes.unshift(...this.#carried.notes)
    this.#carried = open.isEndDeleted ? open : { runs: [], notes: [] }
    if (open.isEndDeleted) return
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
    if (open.isCut && paragraph.label !== '' && plainText(paragraph).trim() === '') {
      this.findings.push(found('number-tracked', paragraph.place, { label: paragraph.label }))
    }
    if (table === undefined) this.blocks.push(paragraph)
    else table.rows.at(-1)?.at(-1)?.push(paragraph)
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table !== undefined && this.#tables.length === 0) this.blocks.push({ kind: 'table', ...table })
  }
}
