/**
 * Plain text in the form of an exam ("Câu 1. …", "A. …", "Đáp án: B"; Markdown too): its lines are given to the reader of Word documents
 * as the paragraphs of one, so that both are read alike.
 */
import type { Finding } from '#contest/values.ts'
import { optionLetters } from '#contest/questions/letters.ts'
import { found } from '../../findings/findings.ts'
import type { QuestionReader } from '../format.ts'
import type { Block, Paragraph } from '../word/document/blocks.ts'
import type { ListItem } from '../word/document/numbering.ts'
import { readQuestionsWord } from '../word/reader.ts'
import { markdownRuns, plainRuns } from './markdown.ts'
import { hasQuestionHeader, maxLines, splitLines } from './text-files.ts'

export const examReader: QuestionReader = {
  format: 'text',
  recognises: (file) => file.kind === 'text' && (looksLikeExam(file.text) || hasPipeTable(file.text)) && !hasQuestionHeader(file.text),
  read: (file) => {
    const lines = splitLines(file.kind === 'text' ? file.text : '')
    const refused: Finding = found('too-much-content', '', { limit: maxLines, what: 'dòng / lines' })
    return lines === null ? { ok: false, findings: [refused] } : readQuestionsWord(blocksOf(lines), new Map())
  },
}

const front = String.raw`^[ \t]{0,40}(?:#{1,6}[ \t]{1,9}|>[ \t]{0,9})?(?:[-*+•][ \t]{1,9})?\*{0,3}[ \t]{0,9}`
const head = new RegExp(
  String.raw`${front}(?:[\[(][^\[\]()\n]{1,20}[\])][ \t]{0,9})?(?:(?:câu(?:[ \t]+hỏi)?(?:[ \t]+số)?|question)[ \t]*(?:\[?\d{1,4}|[:.][ \t]*\S)|c\d{1,3}[.:)/]|\(?\d{1,4}(?:[.):/][ \t]*|[ \t]?[-–][ \t]?(?=["“(]?\p{Lu}))\S|\[\d{1,4}\])`,
  'imu',
)
const option = new RegExp(String.raw`${front}(?:\[[ xX]?\][ \t]*)?[*#$]?[(\[]?[A-Ha-h]\*{0,2}[ \t]?[.):/\]–-]`, 'gmu')
const box = /^[ \t]*(?:[-*+][ \t]+)?(?:\[[ xX]?\][ \t]+|[☐□☑☒][ \t]*)\S/gmu
const bullet = /^[ \t]*[-*+•][ \t]+\S/gm
const heads = new RegExp(head.source, 'gimu')
const sample = 200_000

const lineOf = (letter: string): RegExp => new RegExp(String.raw`^[ \t]*[*#]?[(\[]?${letter}[ \t]?[.):/\]–-]`, 'gm')

/** The head of a question, and at least two options or boxes to tick; or options of two questions without heads. */
function looksLikeExam(text: string): boolean {
  const start = text.slice(0, sample).normalize('NFC').replaceAll('\u00a0', ' ')
  // Bulleted options without letters, below two heads at least.
  const isListed = (start.match(bullet)?.length ?? 0) >= 4 && (start.match(heads)?.length ?? 0) >= 2
  const isUnnumbered = ['A', 'B'].every((letter) => (start.match(lineOf(letter))?.length ?? 0) >= 2)
  const inline = /(?:^|\s)[*#]?A\s?[.)]\s*\S.{0,300}?\sB\s?[.)]\s*\S/m
  return (
    isUnnumbered ||
    (head.test(start) &&
      ((start.match(option)?.length ?? 0) >= 2 || (start.match(box)?.length ?? 0) >= 2 || inline.test(start) || isListed))
  )
}

/** A table of Markdown with the columns of questions. */
const hasPipeTable = (text: string): boolean =>
  /^[ \t]*\|.*\|[ \t]*$/m.test(text.slice(0, sample)) && hasQuestionHeader(text.slice(0, sample).normalize('NFC').replaceAll('|', '\t'))

/** What only Markdown has: headings, pairs of asterisks, boxes in lists. */
const isMarkdown = (lines: readonly string[]): boolean =>
  lines.some((line) => /^\s{0,3}#{1,6}\s+\S|\*\*[^*\s][^*]*\*\*|^\s*[-*+]\s+\[[ xX]\]\s/.test(line))

function blocksOf(lines: readonly string[]): readonly Block[] {
  const markdown = isMarkdown(lines)
  const bullets = bulletStars(lines)
  const blocks: Block[] = []
  let rows: (readonly [cells: readonly string[], place: string])[] = []
  let boxes: Ticked[] = []
  const closeBoxes = (): void => {
    blocks.push(...boxLines(boxes).map(([text, place]) => paragraphOf(text, place, markdown, null)))
    boxes = []
  }
  const closeTable = (): void => {
    if (rows.length > 0) blocks.push(tableOf(rows, blocks.filter(({ kind }) => kind === 'table').length + 1))
    rows = []
  }
  lines.forEach((given, index) => {
    const place = `line ${index + 1}`
    const line = markdown ? withoutFrame(given) : given
    const cells = /^\s*\|(.*)\|\s*$/.exec(line)?.[1]?.split(/(?<!\\)\|/)
    if (cells !== undefined && cells.length > 1) {
      if (!cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell))) rows.push([cells, place])
      return
    }
    closeTable()
    if (/^\s*(?:-{3,}|\*{3,}|_{3,}|```.*|~~~.*)\s*$/.test(line)) {
      blocks.push(paragraphOf('', place, markdown, null))
      return
    }
    const box = readBox(line, place)
    if (box !== null) {
      boxes.push(box)
      return
    }
    if (line.trim() !== '') closeBoxes()
    const { text, list } = withoutBullet(line, bullets.has(index))
    blocks.push(paragraphOf(text, place, markdown, list))
  })
  closeBoxes()
  closeTable()
  return blocks
}

const optionLine = /^\s*(?:([-+•*])\s+)?\**\(?[A-Ha-h]\s?[.):/]/

/** Without the signs of a heading or a quotation, and without the backslash of a forced break. */
function withoutFrame(line: string): string {
  const words = line.replace(/^\s{0,3}(?:#{1,6}\s+|(?:>\s?){1,9})/, '').trimEnd()
  return (/^\s{0,3}#/.test(line) ? words.replace(/\s#{1,6}$/, '') : words).replace(/\\$/, '')
}

/** Lines whose asterisk is a bullet: where all options of a question have one, or a mark (`*B.`). On some of them it is a mark itself (`* B. …`). */
function bulletStars(lines: readonly string[]): ReadonlySet<number> {
  const bullets = new Set<number>()
  let together: number[] = []
  let starred = 0
  let marked = 0
  const close = (): void => {
    if (starred + marked === together.length) together.forEach((one) => bullets.add(one))
    together = []
    starred = marked = 0
  }
  lines.forEach((line, index) => {
    const match = optionLine.exec(line)
    if (match === null) {
      if (line.trim() !== '') close()
      return
    }
    together.push(index)
    if (match[1] === '*') starred++
    else if (/^\s*\*\(?[A-Ha-h]/.test(line)) marked++
  })
  close()
  return bullets
}

interface Ticked {
  readonly isTicked: boolean
  readonly words: string
  readonly place: string
}

function readBox(line: string, place: string): Ticked | null {
  const match = /^\s*(?:[-*+]\s+)?\[([ xX]?)\]\s+(\S.*)$/.exec(line)
  return match === null ? null : { isTicked: /x/i.test(match[1] ?? ''), words: match[2] ?? '', place }
}

/** The options of a question with the letters they lack, and the line that a tick is: which of them are right. */
function boxLines(boxes: readonly Ticked[]): readonly (readonly [text: string, place: string])[] {
  const letterAt = (position: number): string => optionLetters[position] ?? '?'
  const lettered = boxes.every(
    ({ words }, position) => words.replace(/^\*+/, '').toUpperCase().startsWith(letterAt(position)) && letterFront.test(words),
  )
  const lines = boxes.map(({ words, place }, position) => [lettered ? words : `${letterAt(position)}. ${words}`, place] as const)
  const ticked = boxes.flatMap(({ isTicked, place }, position) => (isTicked ? [{ letter: letterAt(position), place }] : []))
  const [first] = ticked
  return first === undefined ? lines : [...lines, [`Đáp án: ${ticked.map(({ letter }) => letter).join(', ')}`, first.place]]
}

const letterFront = /^\**[A-Ha-h]\s?[.):/]/

/** A bullet in front of an option or of the head of a question is none of its words; other items stay items of a list. */
function withoutBullet(line: string, isBullet: boolean): { readonly text: string; readonly list: ListItem | null } {
  const star = /^\s*\*\s+(?=\**\(?[A-Ha-h]\s?[.):/])/.exec(line)
  if (star !== null) return { text: `${isBullet ? '' : '*'}${line.slice(star[0].length)}`, list: null }
  const bullet = /^\s*([-+•*])\s+(?=\S)/.exec(line)
  if (bullet === null) return { text: line, list: null }
  const text = line.slice(bullet[0].length)
  if (/^\**(?:\(?[A-Ha-h]\s?[.):/]|(?:câu|question|đáp án|answer)(?!\p{L}))/iu.test(text)) return { text, list: null }
  return { text, list: { label: '', key: `bullet ${bullet[1] ?? ''}`, bullet: '-' } }
}

function paragraphOf(text: string, place: string, markdown: boolean, list: ListItem | null): Paragraph {
  return { kind: 'paragraph', place, runs: markdown ? markdownRuns(text) : plainRuns(text), label: '', list, style: undefined, notes: [] }
}

function tableOf(rows: readonly (readonly [cells: readonly string[], place: string])[], ordinal: number): Block {
  return {
    kind: 'table',
    place: `table ${ordinal}`,
    rows: rows.map(([cells, place]) => cells.map((cell) => [paragraphOf(cell.replaceAll('\\|', '|').trim(), place, true, null)])),
  }
}
