/** The questions, keys and headings of a Word document, in order: where each begins and ends, and what stands above it. */
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { readKeyHeading } from '../answers/key.ts'
import { KeyCollector } from '../answers/key-lines.ts'
import { readKeyTable } from '../answers/key-table.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { aboveQuestions, tagsLeftOut } from '../../leftovers.ts'
import { lonePair } from '../../second-thoughts.ts'
import type { QuestionDraft } from '../../draft.ts'
import { BankReader, type GroupText } from './bank.ts'
import { readField } from '../fields.ts'
import { bareHead, namedHead, numberSign, readHeading, type Head, type Heading } from './heads.ts'
import { headlessQuestion } from './headless.ts'
import { mannerOf, type Manner } from './manner.ts'
import type { OpenQuestion } from './open-question.ts'
import type { KeyBlock } from '../answers/key-parts.ts'
import { readTitle } from './part-names.ts'
import { isBlank, linesOf, sliceLine, type Line } from '../document/lines.ts'
import { inlineHeads, startsOption } from './inline.ts'
import { objectSign } from '../document/objects.ts'
import type { QuestionBody, QuestionLines } from '../question.ts'
import { readQuestionTable, type TableDraft } from '../question-table.ts'
import { isUnreadList, readQuestionRows } from '../document/question-rows.ts'
import { withLetterColumn } from './letter-column.ts'
import { linesOfTable, widthOf } from '../document/tables.ts'
import type { Block, WordTable } from '../document/blocks.ts'

/** A question still to be finished with the key, or one that a table gave whole. */
export type Piece =
  | { readonly kind: 'lines'; readonly question: QuestionLines }
  | { readonly kind: 'whole'; readonly draft: QuestionDraft; readonly table: TableDraft }

export interface Outline {
  readonly pieces: readonly Piece[]
  /** Lines above the first question. */
  readonly above: readonly string[]
  /** Places of questions that are no choice among options. */
  readonly others: readonly string[]
  readonly keys: readonly KeyBlock[]
  readonly findings: readonly Finding[]
}

export type OwnBlock = { readonly kind: 'own'; readonly number: number; readonly place: string; readonly body: QuestionBody }

/** `changed`: the question was exported by us and its layout was changed since. */
export type Item =
  | { readonly kind: 'lines'; readonly lines: readonly Line[]; readonly changed?: boolean }
  | { readonly kind: 'table'; readonly table: WordTable }
  | OwnBlock

export const itemOf = (block: Block): Item =>
  block.kind === 'table' ? { kind: 'table', table: block } : { kind: 'lines', lines: linesOf(block) }

export function readOutline(items: readonly Item[]): Outline {
  const reader = new OutlineReader(
    mannerOf(items.flatMap((item) => (item.kind === 'lines' ? item.lines : item.kind === 'table' ? linesOfTable(item.table) : []))),
  )
  for (const item of items) {
    if (item.kind === 'lines') {
      item.lines.forEach((line) => reader.line(line))
      if (item.changed === true) reader.changed()
    } else if (item.kind === 'table') reader.table(item.table)
    else reader.own(item)
  }
  return reader.finish()
}

class OutlineReader {
  readonly #manner: Manner
  readonly #bank = new BankReader()
  readonly #pieces: Piece[] = []
  readonly #keys = new KeyCollector()
  readonly #findings: Finding[] = []
  #open: OpenQuestion | null = null
  #lastNumber = 0
  /** Before a number that stands again with words on its question: with it the questions go on. */
  #before = 0
  #listWidth = 0
  #run = 0
  /** A heading stood since the last question. */
  #isNewSection = false
  #topic: string | null = null
  #difficulty: Difficulty | null = null
  #questions = 0
  readonly #others: string[] = []
  /** Title, letterhead, instructions: told in one finding. */
  #preamble: Line[] = []

  constructor(manner: Manner) {
    this.#manner = manner
  }

  line(line: Line): void {
    if (this.#manner.isBank) {
      this.#bankLine(line)
      return
    }
    if (this.#keyLine(line) || this.#title(line)) return
    if (Number(lonePair.exec(line.text)?.[1] ?? Infinity) < this.#lastNumber && this.#open?.hasOptions === true) {
      this.#leaveOut(line)
      return
    }
    const heading = this.#open === null || this.#open.hasOptions ? readHeading(line.text) : null
    if (heading !== null && this.#heading(heading, line)) return
    const cuts = inlineHeads(
      line.text,
      this.#manner.isNamed,
      this.#start(line)?.number ?? this.#lastNumber,
      this.#open?.hasOptions ?? false,
    )
    if (cuts.length === 0) this.#oneLine(line, false)
    ;[0, ...cuts].forEach((from, index, all) => {
      if (cuts.length === 0) return
      const piece = sliceLine(line, from, all[index + 1])
      this.#oneLine(index === 0 ? piece : { ...piece, startsParagraph: true, list: null }, index > 0)
    })
  }

  table(table: WordTable): void {
    const whole = readQuestionTable(table)
    if (whole !== null) {
      this.#close()
      this.#listWidth = widthOf(table)
      this.#pieces.push(...whole.drafts.map((draft): Piece => ({ kind: 'whole', ...draft })))
      return void this.#findings.push(...whole.findings)
    }
    const rows = readQuestionRows(table)
    if (rows !== null) {
      this.#listWidth = widthOf(table)
      for (const { number, place, lines } of rows) {
        const [first, ...rest] = lines
        if (first === undefined) continue
        const head = this.#manner.isNamed ? namedHead(first.text, this.#lastNumber + 1) : null
        const start = head ?? { number: number ?? this.#lastNumber + 1, length: 0, tags: { difficulty: null, leftOut: [] } }
        this.#begin(start, { ...first, place }, false)
        rest.forEach((line) => this.#push(line))
      }
      return this.#close()
    }
    const key = readKeyTable(table)
    if (key !== null) {
      this.#close()
      return this.#keys.table(key, this.#questions)
    }
    if (isUnreadList(table, this.#listWidth)) {
      this.#close()
      this.#findings.push(found('table-unread', table.place))
    }
    const lines = linesOfTable(withLetterColumn(table))
    if (this.#open !== null || this.#manner.isBank || lines.some((line) => this.#start(line) !== null))
      lines.forEach((line) => this.line(line))
    else
      for (const line of lines.filter((one) => !isBlank(one))) {
        this.#title(line)
        this.#leaveOut(line)
      }
  }

  own({ number, place, body }: OwnBlock): void {
    this.#close()
    const names = this.#keys.question()
    if (number === 1 && this.#questions > 0) this.#run++
    this.#questions++
    this.#lastNumber = number
    const at = { number, label: `Câu ${number}`, place, names, run: this.#run, isListed: false }
    this.#pieces.push({ kind: 'lines', question: { ...at, topic: null, difficulty: null, lines: [], findings: [], body } })
  }

  finish(): Outline {
    this.#close()
    const [next] = this.#pieces
    const headless =
      next === undefined ? null : headlessQuestion(this.#preamble, next.kind === 'lines' ? next.question.number : next.draft.number)
    const preamble = (headless?.above ?? this.#preamble).map(({ text, place }) => ({ text: text.replaceAll(objectSign, '[hình]'), place }))
    const first: readonly Piece[] = headless === null ? [] : [{ kind: 'lines', question: headless.question }]
    return {
      pieces: [...first, ...this.#pieces],
      above: preamble.map(({ text }) => text),
      others: this.#others,
      keys: this.#keys.blocks.map((block) => ({ ...block, after: block.after + first.length })),
      findings: [...aboveQuestions(preamble), ...this.#findings],
    }
  }

  /** The open question was exported once, but does not look so any more. */
  changed(): void {
    if (this.#open !== null) this.#open.isChanged = true
  }

  /** True when the line belongs to a key and to nothing else. */
  #keyLine(line: Line): boolean {
    const isKey = this.#keys.line(line, this.#questions, this.#manner.keyLines.has(line))
    if (isKey) this.#close()
    return isKey
  }

  /** The name of a part, for what stands below it. True when it stands among the answers of a key. */
  #title(line: Line): boolean {
    if (this.#open !== null && !this.#open.hasOptions) return false
    const field = readField(line.text)?.name
    if (field !== undefined && (field !== 'topic' || this.#manner.below.has(field))) return false
    if (startsOption(line.text) || this.#start(line) !== null) return false
    const names = readTitle(line.text)
    if (names.length === 0) return false
    this.#keys.title(names)
    if (!this.#keys.isOpen) this.#isNewSection = true
    return this.#keys.isOpen
  }

  /** True when nothing more is to be done with the line. */
  #heading(heading: Heading, line: Line): boolean {
    if (heading.kind === 'section') {
      this.#difficulty = null
      this.#isNewSection = true
      return false
    }
    const field = readField(line.text)?.name
    if (this.#keys.isOpen || (field !== undefined && this.#manner.below.has(field))) return false
    if (heading.kind === 'topic') {
      this.#topic = heading.topic
      if (heading.isChapter) this.#difficulty = null
      this.#findings.push(found('topic-read', line.place, { topic: excerpt(heading.topic) }))
    } else {
      this.#difficulty = heading.difficulty
      this.#findings.push(found('level-read', line.place, { level: heading.difficulty }))
    }
    this.#isNewSection = true
    this.#open?.lines.push({ ...line, isHeading: true })
    return true
  }

  #oneLine(line: Line, inline: boolean): void {
    const start = this.#start(line)
    if (start !== null) this.#begin(start, line, inline)
    else if (this.#open !== null) this.#push(line)
    else if (!isBlank(line)) this.#leaveOut(line)
    if (start === null && !isBlank(line) && readTitle(line.text).length === 0) this.#keys.text()
  }

  #push(line: Line): void {
    if (this.#open === null) return
    const inner = this.#manner.isNamed || this.#open.lines.length === 0 ? null : bareHead(line.text)
    if (inner !== null && (inner.number === 1 || inner.number === this.#open.inner + 1)) {
      this.#open.inner = inner.number
      this.#open.innerSign = numberSign(line.text)
      this.#open.isMixed ||= inner.number > 3 && inner.number === this.#lastNumber + 1
    }
    this.#open.lines.push(line)
    this.#open.hasOptions ||= startsOption(line.text)
  }

  #start(line: Line): Head | null {
    const due = this.#lastNumber + 1
    if (this.#manner.isNamed) return namedHead(line.text, due)
    if (this.#manner.unnumbered !== null) return this.#manner.unnumbered(line.text)
    // Numbers at the start of a line mean many things; only the next one, or a new 1, begins a question.
    const head = bareHead(line.text)
    if (head === null) return null
    if (this.#lastNumber === 0) return head
    const key = line.list !== null && line.list.label !== '' ? line.list.key : null
    const open = this.#open
    // A list inside a question counts by itself.
    if (open !== null && open.listKey !== null && key !== open.listKey && !open.hasOptions) return null
    // So does one that a stem counts by hand.
    if (open !== null && !open.hasOptions && !this.#isNewSection && (head.number === 1 || head.number === open.inner + 1)) {
      const isOver = numberSign(line.text) !== open.innerSign || open.lines.some(({ text }) => readField(text)?.name === 'answer')
      return head.number === due && open.inner > 1 && isOver ? head : null
    }
    const resumes = open !== null && !open.hasOptions && head.number === this.#before + 1
    return head.number === 1 || head.number === due || resumes ? head : null
  }

  #begin(head: Head, line: Line, inline: boolean): void {
    if (this.#open?.hasOptions !== false) this.#before = this.#lastNumber
    this.#close()
    this.#questions++
    const { number, part } = head
    if (number === 1 && this.#questions > 1) this.#run++
    else if (this.#isNewSection && number !== null && number <= this.#lastNumber) this.#run++
    this.#lastNumber = number ?? this.#questions
    const tags = { tags: head.tags, inline, ...(part === undefined ? {} : { part }) }
    const rest = sliceLine(line, head.length)
    // "Câu 3: Câu 3: …" was numbered again when it was pasted.
    const again = namedHead(rest.text, -1)
    this.#openAt({ number, ...tags }, again !== null && again.number === number ? sliceLine(rest, again.length) : rest, line, null)
  }

  #openAt(head: OpenQuestion['head'], first: Line, line: Line, group: GroupText | null): void {
    this.#isNewSection = false
    const listKey = line.list !== null && line.list.label !== '' ? line.list.key : null
    const own = head.part === undefined ? [] : [{ kind: 'cau', number: head.part, words: '', text: `Câu ${head.part}` }]
    const context = {
      names: [...this.#keys.question(), ...own],
      run: this.#run,
      kind: this.#manner.isBank ? this.#bank.kind : null,
      topic: this.#topic,
    }
    this.#open = {
      head,
      place: line.place,
      ...context,
      difficulty: head.tags.difficulty ?? this.#difficulty,
      listKey,
      group,
      lines: [],
      hasOptions: false,
      inner: -1,
      innerSign: '',
      isMixed: false,
      isChanged: false,
      isStruck: line.marks.slice(0, line.text.length - first.text.length).some(({ struck }) => struck),
    }
    this.#push(first)
  }

  /** Test banks say where everything begins and ends. */
  #bankLine(line: Line): void {
    for (const step of this.#bank.read(line)) {
      if (step.kind === 'end') this.#close()
      else if (step.kind === 'left-out') this.#findings.push(step.finding)
      else if (this.#open !== null && !(this.#open.hasOptions && this.#endsInBank(step.line))) this.#push(step.line)
      else if (!isBlank(step.line)) {
        if (this.#keyLine(step.line)) continue
        this.#close()
        const { head, from, to } = this.#bank.head(step.line, this.#lastNumber + 1)
        this.#questions++
        this.#lastNumber = this.#questions
        this.#openAt({ ...head, inline: false }, sliceLine(step.line, from, to), step.line, this.#bank.group)
      }
    }
  }

  /** A mark between two questions may have been forgotten. */
  #endsInBank({ text }: Line): boolean {
    return namedHead(text, -1) !== null || readKeyHeading(text) !== null
  }

  #close(): void {
    const open = this.#open
    this.#open = null
    if (open === null) return
    const { head, place, names, run, kind, topic, difficulty, group } = open
    const number = head.number
    const label = `Câu ${head.part === undefined ? '' : `${head.part}.`}${number ?? this.#questions}`
    const findings = [
      ...(head.inline && !this.#manner.isNamed ? [found('question-inline', place, { question: label })] : []),
      ...(open.isChanged ? [found('layout-changed', place, { question: label })] : []),
      ...(open.isMixed && !open.hasOptions ? [found('numbers-mixed', place, { question: label, number: this.#lastNumber + 1 })] : []),
      ...tagsLeftOut(head.tags.leftOut, label, place),
      ...(open.isStruck ? [found('text-struck', place, { question: label, text: label })] : []),
      ...(group === null ? [] : [found('group-text', place, { question: label })]),
    ]
    if (kind !== null) {
      this.#others.push(...open.lines.map((line) => line.place))
      this.#findings.push(found('question-kind', place, { question: label, kind }))
      return
    }
    const lines =
      group === null
        ? open.lines
        : [...group.lines, ...open.lines.map((line, index) => (index === 0 ? { ...line, startsParagraph: true } : line))]
    this.#pieces.push({
      kind: 'lines',
      question: {
        number,
        label,
        place,
        names,
        run,
        isListed: open.listKey !== null,
        tags: head.tags.leftOut,
        topic,
        difficulty,
        lines,
        findings,
      },
    })
  }

  #leaveOut(line: Line): void {
    if (this.#pieces.length === 0 && this.#open === null) this.#preamble.push(line)
    else this.#findings.push(found('text-ignored', line.place, { text: excerpt(line.text.replaceAll(objectSign, '[hình]')) }))
  }
}
