/**
 * Questions of a Word document as offices write them: "Câu 1: …" (or "1. …" throughout), options on lines of their own or
 * side by side, the right one marked, stated below, or listed in a key at the end; or a table with one question a row.
 */
import { plainContent } from '#contest/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { collectKey, isKeyHeading, readKeyLine, readKeyTable, type AnswerKey, type KeyEntry } from './answer-key.ts'
import { lettersOf, readAnswer, sameAnswer } from './answers.ts'
import { excerpt, found } from './findings.ts'
import { maxQuestions, type QuestionDraft } from './question-draft.ts'
import type { QuestionReader } from './question-format.ts'
import { questionColumns, readQuestionTable } from './questions-table.ts'
import type { Cell, Sheet } from './sheet.ts'
import { findTable } from './table.ts'
import { cleanText } from './text.ts'
import { cutLine, isBlank, itemsOf, linesOfTable, type Item, type Line } from './word-lines.ts'
import { readMarkings, type Marking } from './word-marks.ts'
import { readBody, type QuestionBody, type QuestionLines } from './word-question.ts'
import { plainText, readDocument, type Block, type WordTable } from './wordprocessing.ts'

/** A question still to be finished with the key, or one that a table gave whole. */
type Piece = { readonly kind: 'lines'; readonly question: QuestionLines } | { readonly kind: 'whole'; readonly draft: QuestionDraft }

interface Outline {
  readonly pieces: readonly Piece[]
  readonly key: readonly KeyEntry[]
  readonly findings: readonly Finding[]
}

export const wordReader: QuestionReader = {
  format: 'docx',
  recognises: ({ kind }) => kind === 'docx',
  read: (file) => {
    if (file.kind !== 'docx') return { ok: false, findings: [] }
    const document = readDocument(file.parts, file.mainPart)
    if (!document.ok) return document
    const drafts = readQuestionsWord(document.value)
    const findings = [...document.findings, ...drafts.findings]
    return drafts.ok ? { ok: true, value: { drafts: drafts.value, pictures: [] }, findings } : { ok: false, findings }
  },
}

export function readQuestionsWord(blocks: readonly Block[]): Checked<readonly QuestionDraft[]> {
  const outline = readOutline(itemsOf(blocks))
  if (outline.pieces.length > maxQuestions) {
    return { ok: false, findings: [found('too-much-content', '', { limit: maxQuestions, what: 'câu hỏi / questions' })] }
  }
  const key = collectKey(outline.key)
  const open = outline.pieces.flatMap((piece) => (piece.kind === 'lines' ? [piece.question] : []))
  const bodies = open.map(readBody)
  const markings = readMarkings(bodies.map((body) => body.marks))
  const numbers = open.map(({ number }) => number)
  const repeated = new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))
  const finished = open.map((question, index): QuestionDraft => {
    const body = bodies[index] ?? readBody(question)
    const { correct, findings } = chooseAnswer(question, body, markings[index], key, repeated)
    const { stem, options, source } = body
    const { place, label, number } = question
    return {
      place,
      label,
      number,
      stem,
      options,
      correct,
      ...plainContent,
      source,
      findings: [...body.findings, ...findings],
    }
  })
  const known = new Set(numbers)
  const unused = [...key.answers.values()].filter((entry) => !known.has(entry.number))
  let at = 0
  return {
    ok: true,
    value: outline.pieces.flatMap((piece) => (piece.kind === 'whole' ? [piece.draft] : finished.slice(at, ++at))),
    findings: [
      ...outline.findings,
      ...key.findings,
      ...bodies.flatMap((body) => body.leftOut),
      ...unused.map((entry) => found('key-unused', entry.place, { number: entry.number })),
    ],
  }
}

/** What is stated goes before what is marked; where both speak and differ, a person has to decide. */
function chooseAnswer(
  { number, label: question, place }: QuestionLines,
  body: QuestionBody,
  marking: Marking | undefined,
  key: AnswerKey,
  repeated: ReadonlySet<number>,
): { readonly correct: readonly number[]; readonly findings: readonly Finding[] } {
  const none = (...findings: readonly Finding[]) => ({ correct: [], findings })
  const marked = marking?.marked ?? []
  const conflict = (stated: readonly number[], other: readonly number[]): Finding =>
    found('answer-conflict', place, { question, stated: lettersOf(stated), marked: lettersOf(other) })
  const listed = key.answers.get(number)
  if (body.stated === null && listed !== undefined && repeated.has(number)) return none(found('number-twice', place, { question }))
  const statements = [body.stated, listed === undefined ? null : { text: listed.answer, place: listed.place }]
  const stated: (readonly number[])[] = body.starred.length > 0 ? [body.starred] : []
  for (const statement of statements) {
    if (statement === null) continue
    const answer = readAnswer(statement.text, body.options.length)
    if (answer === null) return none(found('answer-unclear', statement.place, { question, text: excerpt(statement.text) }))
    stated.push(answer)
  }
  const [first] = stated
  if (first !== undefined) {
    const other = [...stated, ...(marked.length === 1 ? [marked] : [])].find((answer) => !sameAnswer(answer, first))
    return { correct: first, findings: other === undefined ? [] : [conflict(first, other)] }
  }
  // A question the key forgot has no answer, whatever happens to be bold in it.
  if (key.answers.size > 0) return none()
  if (marked.length > 1) {
    return { correct: marked, findings: [found('answer-several-marked', place, { question, letters: lettersOf(marked) })] }
  }
  const otherwise = marking?.otherwise ?? null
  return { correct: marked, findings: otherwise === null ? [] : [conflict(marked, otherwise)] }
}

const named = /^\s*(câu(?:\s+hỏi)?(?:\s+số)?|question)\s*(\d{1,4})\s*(?:\([^)]{0,40}\)|\[[^\]]{0,40}\])?\s*(?:[:.)/\-–]\s*|$)/iu
const bare = /^\s*()(\d{1,4})\s*[.):/](?!\d)\s*/u
/** "Câu 7 Nội dung…": without a sign behind the number, so only where 7 is due. */
const unsigned = /^\s*(câu)\s*(\d{1,4})\s+(?=\p{Lu})/iu

interface Start {
  readonly number: number
  readonly label: string
  readonly length: number
}

function matchStart(pattern: RegExp, text: string): Start | null {
  const match = pattern.exec(text)
  if (match === null) return null
  const number = Number(match[2])
  return { number, label: `Câu ${number}`, length: match[0].length }
}

function readOutline(items: readonly Item[]): Outline {
  const lines = items.flatMap((item) => (item.kind === 'line' ? [item.line] : linesOfTable(item.table)))
  const isNamed = lines.some((line) => named.test(line.text) && readKeyLine(line.text, '') === null)
  const reader = new OutlineReader(isNamed)
  for (const item of items) {
    if (item.kind === 'line') reader.line(item.line)
    else reader.table(item.table)
  }
  return reader.finish()
}

class OutlineReader {
  readonly #isNamed: boolean
  readonly #pieces: Piece[] = []
  readonly #key: KeyEntry[] = []
  readonly #findings: Finding[] = []
  #open: { number: number; label: string; place: string; lines: Line[] } | null = null
  #lastNumber = 0
  #inKey = false
  /** Title, letterhead, instructions: told in one finding. */
  #preamble: Line[] = []

  constructor(isNamed: boolean) {
    this.#isNamed = isNamed
  }

  line(line: Line): void {
    if (isKeyHeading(line.text)) {
      this.#close()
      this.#inKey = true
      return
    }
    const entries = this.#inKey || mayBeKey.test(line.text) ? readKeyLine(line.text, line.place) : null
    if (entries !== null && (this.#inKey || entries.length > 2)) {
      this.#close()
      this.#inKey = true
      this.#key.push(...entries)
      return
    }
    const start = this.#start(line.text)
    if (start !== null) {
      this.#close()
      this.#inKey = false
      this.#open = { number: start.number, label: start.label, place: line.place, lines: [cutLine(line, start.length)] }
      this.#lastNumber = start.number
    } else if (this.#open !== null) this.#open.lines.push(line)
    else if (!isBlank(line)) this.#leaveOut(line)
  }

  table(table: WordTable): void {
    const found = findTable(sheetOf(table), questionColumns)
    if (found?.ok === true) {
      this.#close()
      const { drafts, findings } = readQuestionTable(found.value)
      this.#pieces.push(...drafts.map((draft): Piece => ({ kind: 'whole', draft })))
      this.#findings.push(...findings)
      return
    }
    const key = readKeyTable(table)
    if (key !== null) {
      this.#close()
      this.#key.push(...key)
      return
    }
    const lines = linesOfTable(table)
    if (this.#open !== null || lines.some((line) => this.#start(line.text) !== null)) lines.forEach((line) => this.line(line))
    else lines.filter((line) => !isBlank(line)).forEach((line) => this.#leaveOut(line))
  }

  finish(): Outline {
    this.#close()
    const [first] = this.#preamble
    const text = excerpt(
      this.#preamble
        .slice(0, 20)
        .map((line) => line.text)
        .join(' '),
    )
    const preamble = first === undefined ? [] : [found('text-ignored', first.place, { text })]
    return { pieces: this.#pieces, key: this.#key, findings: [...preamble, ...this.#findings] }
  }

  #start(text: string): Start | null {
    const due = this.#lastNumber + 1
    if (this.#isNamed) {
      const start = matchStart(named, text)
      if (start !== null) return start
      const guess = matchStart(unsigned, text)
      return guess?.number === due ? guess : null
    }
    // Numbers at the start of a line mean many things; only the next one, or a new 1, begins a question.
    const start = matchStart(bare, text)
    return start !== null && (start.number === due || start.number === 1 || this.#lastNumber === 0) ? start : null
  }

  #close(): void {
    if (this.#open !== null) this.#pieces.push({ kind: 'lines', question: this.#open })
    this.#open = null
  }

  #leaveOut(line: Line): void {
    if (this.#pieces.length === 0) this.#preamble.push(line)
    else this.#findings.push(found('text-ignored', line.place, { text: excerpt(line.text) }))
  }
}

/** A cheap look before the exact one. */
const mayBeKey = /^\s*(?:câu\s*)?\d{1,4}\s*[.:)\-–]?\s*[A-H](?![\p{L}\d])/iu

/** A table as a sheet, so that tables of questions read the same everywhere. */
function sheetOf(table: WordTable): Sheet {
  const rows = table.rows.map((row, index) => ({
    number: index + 1,
    cells: new Map(
      row.flatMap((cell, column): (readonly [number, Cell])[] => {
        const text = cell.map(plainText).join('\n')
        return cleanText(text) === '' ? [] : [[column, { text, origin: 'text' }]]
      }),
    ),
  }))
  return { name: table.place, rows }
}
