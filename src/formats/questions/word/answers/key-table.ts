/** Tables of right answers: upright or lying down, in halves, a column for each paper, crosses below letters, or pairs without heads. */
import { cleanText, foldText } from '#contest/text.ts'
import { namesLetter, takesBack } from '../../second-thoughts.ts'
import { spokenOf } from '../../spoken.ts'
import { plainText, type WordTable } from '../document/blocks.ts'
import { readNames, type PartName } from '../outline/part-names.ts'
import type { KeyAnswers, KeyEntry } from './key.ts'

const answerWords = String.raw`(?:[A-H](?:\s*(?:[,;&/]|và)?\s*[A-H])*|Đ|S|đúng|sai)`
const numberCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)]?$/iu
const letterCell = new RegExp(String.raw`^(?:(?:đáp án|câu)\s*)?${answerWords}\s*[.)]?$`, 'iu')
const pairCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–]?\s*([A-H](?:\s*[,;&]?\s*[A-H])*)[.)]?$/iu

const numberHead = /^(cau( hoi)?( so)?|stt|tt|so|question|no\.?|(ma )?de ?[/\\|-] ?cau( hoi)?|cau( hoi)? ?[/\\|-] ?(ma )?de|ma de|cau so)$/
const answerHead = /^((phuong an|dap an|cau tra loi)( dung)?|da|d\.?an|answer|key)$/
const answerLike = /dap an|phuong an|cau tra loi|\bd\.?a\b|answer|\bkey\b/
const codeHead = /^(?:(?:ma )?de(?: thi)?(?: so)?[ .:]*)?(\d{1,5}|[a-h])$/

interface KeyCell {
  readonly text: string
  readonly place: string
}
type Cells = readonly (readonly KeyCell[])[]

const MAX_ANSWER = 40

/** Null when the table is something else. */
export function readKeyTable(table: WordTable): readonly KeyAnswers[] | null {
  const all = table.rows.map((row) =>
    row.map((cell): KeyCell => ({ text: cleanText(cell.map(plainText).join(' ')), place: cell[0]?.place ?? table.place })),
  )
  if (holdsOptions(all)) return null
  const headRow = all.slice(0, 3).findIndex((row) => row.some(({ text }) => numberHead.test(folded(text))))
  const titles = headRow <= 0 ? [] : all.slice(0, headRow).flatMap((row) => readNames(row.map(({ text }) => text).join(' ')))
  const cells = headRow <= 0 ? all : all.slice(headRow)
  const read = readHeaded(cells)
  if (read !== null) return read.map(({ names, entries }) => ({ names: [...titles, ...names], entries }))
  const bare = readBare(all)
  return bare === null ? null : [{ names: [], entries: bare }]
}

const optionHead = /^(?:(?:phuong an|dap an|pa|lua chon|option|y) )?([a-h])\.?$/

/** Words below heads A, B, C: a list of questions, whatever else its heads say. */
function holdsOptions(cells: Cells): boolean {
  return cells.slice(0, 3).some((row, at) => {
    const columns = row.flatMap(({ text }, column) => (optionHead.test(folded(text)) ? [column] : []))
    const below = cells.slice(at + 1).flatMap((own) => columns.map((column) => own[column]?.text ?? ''))
    const wordy = below.filter((text) => /[\p{L}\d]{2}/u.test(text) && !letterCell.test(text) && !pairCell.test(text))
    return columns.length > 1 && wordy.length * 2 > below.length
  })
}

const folded = (text: string): string => foldText(text.slice(0, 60))

function readHeaded(cells: Cells): readonly KeyAnswers[] | null {
  const crossed = readCrosses(cells)
  if (crossed !== null) return crossed
  const lying = turned(cells)
  const [upright, reclined] = [isCounted(column(cells)), isCounted(column(lying))]
  // Numbers both ways: nobody can tell papers from questions.
  if (upright && reclined) return (readUpright(cells) ?? []).map(({ entries }) => ({ names: [unknown], entries }))
  if (upright) return readUpright(cells)
  return (reclined ? readLying(cells) : null) ?? readUpright(cells) ?? readLying(cells)
}

/** Answers below their numbers. Where a row lacks a cell that others have, those behind it have moved. */
function readLying(cells: Cells): readonly KeyAnswers[] | null {
  const read = readUpright(turned(cells))
  const isRagged = new Set(cells.map(({ length }) => length)).size > 1
  return isRagged
    ? (read?.map((one) => ({ ...one, entries: one.entries.map((entry) => ({ ...entry, isCounted: true as const })) })) ?? null)
    : read
}

const unknown: PartName = { kind: '?', number: '?', words: '', text: '?' }

/** What the first column holds below its head. */
const column = (cells: Cells): readonly string[] => cells.slice(1).map(([cell]) => cell?.text ?? '')

/** Numbers that follow one another from 1. */
function isCounted(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => text !== '').map((text) => Number(numberCell.exec(text)?.[1] ?? Number.NaN))
  return numbers.length > 1 && numbers.every((number, at) => number === at + 1)
}

const turned = (cells: Cells): Cells =>
  Array.from({ length: cells.reduce((most, row) => Math.max(most, row.length), 0) }, (_, x) =>
    cells.map((row) => row[x] ?? { text: '', place: row[0]?.place ?? '' }),
  )

interface AnswerColumn {
  readonly at: number
  readonly head: string
  readonly name: PartName | null
}

function readUpright(given: Cells): readonly KeyAnswers[] | null {
  const { heads, rows } = headsOf(given)
  const numbers = heads.flatMap((text, at) => (numberHead.test(folded(text)) ? [at] : []))
  const [first] = numbers
  if (first === undefined) return null
  const groups = numbers.map((number, index) => {
    const to = numbers[index + 1] ?? heads.length
    const columns = heads.flatMap((head, at): AnswerColumn[] => {
      if (at <= number || at >= to || !isAnswer(head, rows, number, at)) return []
      return [{ at, head, name: answerHead.test(folded(head)) ? null : nameOf(head) }]
    })
    return { number, to, columns }
  })
  if (groups.every(({ columns }) => columns.length === 0)) return null
  const blocks = new Map<string, { names: readonly PartName[]; entries: KeyEntry[] }>()
  for (const { number, to, columns } of groups) {
    const worded = heads.findIndex((head, at) => at > number && at < to && isBeside(columns, at) && wordsHead.test(folded(head)))
    const isByCode = columns.length > 0 && columns.every(({ name }) => name !== null)
    for (const row of rows) {
      const digits = numberCell.exec(row[number]?.text ?? '')?.[1] ?? orphanNumber(rows, row, number, columns)
      if (digits === undefined) continue
      const notes = row
        .slice(number + 1, to)
        .flatMap(({ text }, at) =>
          isBeside(columns, number + 1 + at) &&
          (takesBack(text) || namesLetter(text) || namesOther(text, row[columns[0]?.at ?? -1]?.text ?? ''))
            ? [text]
            : [],
        )
      const entry = (at: number): KeyEntry => ({
        number: Number(digits),
        answer: [withWords(row[at]?.text ?? '', worded < 0 ? '' : (row[worded]?.text ?? '')), ...notes].join(' ← '),
        place: row[number]?.place ?? '',
      })
      const told = isByCode
        ? columns.map(({ at, name }) => ({ name, entry: entry(at) }))
        : [{ name: null, entry: oneOf(columns, row, entry(columns[0]?.at ?? -1)) }]
      for (const { name, entry: one } of told) {
        const key = `${name?.kind} ${name?.number ?? name?.words}`
        const block = blocks.get(key) ?? { names: name === null ? [] : [name], entries: [] }
        blocks.set(key, block)
        block.entries.push(one)
      }
    }
  }
  const read = [...blocks.values()]
  // Heads that look like a key over cells that name no answer: "STT | Câu hỏi | Phương án | Đáp án" heads a list of questions.
  return read.some(({ entries }) => entries.some(({ answer }) => answer !== '' && answer.length <= MAX_ANSWER)) ? read : null
}

/** The words of the answer beside its letter: weighed with the option. */
const wordsHead = /^(noi dung( dap an| phuong an| tra loi)?|phuong an dung|cau tra loi|dap an (chi tiet|bang chu))$/
const withWords = (answer: string, words: string): string =>
  /^[A-H][.)]?$/i.test(answer) && words !== '' ? `${answer.slice(0, 1)}. ${words}` : answer

/** "Đáp án C – Điều 7" beside a B. */
function namesOther(note: string, answer: string): boolean {
  const spoken = spokenOf(note)
  return spoken?.isPlain === true && spoken.letters !== '' && spoken.letters !== answer.replace(/[^A-H]/gi, '').toUpperCase()
}

const isBeside = (columns: readonly AnswerColumn[], column: number): boolean => columns.every(({ at }) => at !== column)

/** The part a column is for: "Mã đề 101", "102", "Bảng B". */
function nameOf(head: string): PartName | null {
  const code = codeHead.exec(folded(head))?.[1]
  if (code === undefined) return readNames(head)[0] ?? null
  return { kind: 'de', number: /^\d+$/.test(code) ? String(Number(code)) : code, words: '', text: head }
}

/** An answer beside no number: as if of a question behind the last, so that all of the key is in doubt. */
function orphanNumber(rows: Cells, row: readonly KeyCell[], number: number, columns: readonly AnswerColumn[]): string | undefined {
  const isOrphan = (row[number]?.text ?? '') === '' && columns.some(({ at }) => letterCell.test(row[at]?.text ?? ''))
  const numbers = rows.map((one) => Number(numberCell.exec(one[number]?.text ?? '')?.[1] ?? 0))
  return isOrphan ? String(Math.max(0, ...numbers) + 1) : undefined
}

/** Columns that differ leave the answer open: which of them is meant, only a person can say. */
function oneOf(columns: readonly AnswerColumn[], row: readonly KeyCell[], entry: KeyEntry): KeyEntry {
  const answers = columns.map(({ at, head }) => ({ head, answer: row[at]?.text ?? '' }))
  const [first] = answers
  const isOpen = entry.answer.includes('←') || answers.some(({ answer }) => foldText(answer) !== foldText(first?.answer ?? ''))
  return isOpen ? { ...entry, columns: answers.map(({ head, answer }) => `${head}: ${answer === '' ? '–' : answer}`) } : entry
}

/** Heads of one row, or of two where the second says which columns the first means: "Câu | Mã đề" over "101 | 102". */
function headsOf(cells: Cells): { readonly heads: readonly string[]; readonly rows: Cells } {
  const [top = [], second = []] = cells
  const isDouble =
    second.length > 1 && (second[0]?.text ?? '') === '' && second.slice(1).every(({ text }) => text !== '' && !letterCell.test(text))
  if (!isDouble) return { heads: top.map(({ text }) => text), rows: cells.slice(1) }
  let above = ''
  const heads = Array.from({ length: Math.max(top.length, second.length) }, (_, at) => {
    above = (top[at]?.text ?? '') === '' ? above : (top[at]?.text ?? '')
    return at === 0 ? above : `${above} ${second[at]?.text ?? ''}`.trim()
  })
  return { heads, rows: cells.slice(2) }
}

function isAnswer(head: string, rows: Cells, number: number, at: number): boolean {
  const name = folded(head)
  if (answerHead.test(name)) return true
  const filled = rows.flatMap((row) =>
    numberCell.test(row[number]?.text ?? '') && (row[at]?.text ?? '') !== '' ? [row[at]?.text ?? ''] : [],
  )
  const letters = filled.filter((text) => letterCell.test(text)).length
  if (answerLike.test(name) && filled.every((text) => text.length <= MAX_ANSWER)) return true
  return letters > 0 && letters * 2 >= filled.length
}

/** A row a question, a column a letter, a cross in the right one. A row with several crosses names them all, one with none no answer. */
function readCrosses(cells: Cells): readonly KeyAnswers[] | null {
  const head = (cells[0] ?? []).map(({ text }) => folded(text))
  const letters = head.flatMap((text, at) => (/^([a-h]|dung|sai)$/.test(text) ? [at] : []))
  if (!numberHead.test(head[0] ?? '') || letters.length < 2 || letters.length !== head.length - 1) return null
  const rows = cells.slice(1)
  if (!rows.every((row) => row.slice(1).every(({ text }) => /^[x✓✔☑☒☐*]?$/iu.test(text)))) return null
  const entries = rows.flatMap((row): KeyEntry[] => {
    const digits = numberCell.exec(row[0]?.text ?? '')?.[1]
    const crossed = letters.flatMap((at) => (/^☐?$/.test(row[at]?.text ?? '') ? [] : [(cells[0]?.[at]?.text ?? '').toUpperCase()]))
    return digits === undefined ? [] : [{ number: Number(digits), answer: crossed.join(', '), place: row[0]?.place ?? '' }]
  })
  return [{ names: [], entries }]
}

/** Without headings: every filled cell must belong to a pair, side by side, one above the other, or in one cell. */
function readBare(cells: Cells): readonly KeyEntry[] | null {
  const filled = cells.flat().filter(({ text }) => text !== '')
  const own = filled.flatMap(({ text, place }): KeyEntry[] => {
    const match = pairCell.exec(text)
    return match === null ? [] : [{ number: Number(match[1]), answer: match[2] ?? '', place }]
  })
  if (own.length > 1 && own.length === filled.length) return own
  if (filled.length < 4 || filled.length % 2 !== 0) return null
  const entries: KeyEntry[] = []
  cells.forEach((row, y) => {
    row.forEach((cell, x) => {
      const digits = numberCell.exec(cell.text)?.[1]
      if (digits === undefined) return
      const answer = [row[x + 1], cells[y + 1]?.[x]].find((one) => letterCell.test(one?.text ?? ''))
      if (answer !== undefined) entries.push({ number: Number(digits), answer: answer.text, place: cell.place })
    })
  })
  return entries.length * 2 === filled.length ? entries : null
}
