/** What a Word file says beside its questions, hides in them or strikes out: named, never taken nor dropped in silence. */
import type { Finding } from '#contest/values.ts'
import { foldText } from '#contest/text.ts'
import { excerpt, found, type FindingCode } from '../../findings/findings.ts'
import type { Block, Paragraph } from './document/blocks.ts'
import type { Note } from './document/notes.ts'
import type { QuestionLines } from './question.ts'

const codes: Readonly<Record<Note['kind'], FindingCode>> = {
  comment: 'comment-beside',
  footnote: 'footnote-left-out',
  hidden: 'text-hidden',
  raised: 'text-raised',
}

/** A comment that speaks of the answer is a doubt about it: "Đáp án phải là C, xem lại!". */
const doubts = /dap an|\b(sai|dung|xem lai|kiem tra|sua|chua chac|wrong|answer|key|check)\b/

function noteFinding({ kind, text }: Note, place: string, question: string): Finding {
  const isDoubt = kind === 'comment' && doubts.test(foldText(text.slice(0, 500)))
  return found(isDoubt ? 'comment-doubts' : codes[kind], place, { question, text: excerpt(text) })
}

/** About the lines of one question. */
export function textFindings({ lines, label: question, place }: QuestionLines): readonly Finding[] {
  const struck = lines.map(({ text, marks }) => [...marks].map((one, at) => (one.struck ? (text[at] ?? '') : '')).join('')).join(' ')
  const notes = new Set(lines.flatMap((line) => line.notes ?? []))
  return [
    ...[...notes].map((note) => noteFinding(note, place, question)),
    ...(struck.trim() === '' ? [] : [found('text-struck', place, { question, text: excerpt(struck) })]),
  ]
}

/** About everything else: rows of tables, keys, headings. */
export function noteFindings(blocks: readonly Block[], questions: readonly QuestionLines[]): readonly Finding[] {
  const told = new Set(questions.flatMap(({ lines }) => lines.flatMap((line) => line.notes ?? [])))
  const paragraphs: readonly Paragraph[] = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : block.rows.flat(2)))
  return paragraphs.flatMap(({ notes, place }) => notes.flatMap((note) => (told.has(note) ? [] : [noteFinding(note, place, place)])))
}
