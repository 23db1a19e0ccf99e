/** How officials number, lay out and answer the questions of a Word file. */
import type { WordDialect, WordMark } from './word-looks.ts'

export const heads = [
  'Câu {n}: ',
  'Câu {n}. ',
  'Câu 0{n}. ',
  'Câu hỏi {n}: ',
  '{n}. ',
  '{n}) ',
  'listed',
  'Question {n}: ',
  'C{n}. ',
  'Câu 1.{n}: ',
  '{n}- ',
  '{n} – ',
  'Câu hỏi: ',
  'Question: ',
  '[level] ',
] as const

/** Heads without numbers: no key can name their questions. */
export const isUnnumbered = (head: string): boolean => !head.includes('{n}') && head !== 'listed'
export const layouts = [
  'lines',
  'tabs',
  'one line',
  'breaks',
  'listed',
  'grid',
  'lettered cells',
  'rows joined',
  'rows',
  'option rows',
  'option rows with letters',
  'small letters',
  'boxes',
  'boxes alone',
  'dashes',
  'ticks beside cells',
  'ticks behind tabs',
] as const

export const isTable = (layout: string): boolean => /^(rows|option rows)/.test(layout)

export const signs = {
  'star before the letter': (letter: string, text: string) => `*${letter}. ${text}`,
  'hash before the letter': (letter: string, text: string) => `#${letter}. ${text}`,
  'star before the words': (letter: string, text: string) => `${letter}. *${text}`,
  'star behind the words': (letter: string, text: string) => `${letter}. ${text} *`,
  'tick behind the words': (letter: string, text: string) => `${letter}. ${text} ✓`,
  'tick before the words': (letter: string, text: string) => `${letter}. ✔ ${text}`,
  'x behind the words': (letter: string, text: string) => `${letter}. ${text} (x)`,
} as const
type Sign = keyof typeof signs

export const statements = {
  'Đáp án': (letter: string) => `Đáp án: ${letter}`,
  'Đáp án with NBSP': (letter: string) => `Đáp\u00a0án:\u00a0${letter}`,
  'Đáp án with words': (letter: string, text: string) => `Đáp án: ${letter}. ${text}`,
  'Đáp án with points': (letter: string) => `Đáp án: ${letter} (0,5 điểm)`,
  'Đáp án with an article': (letter: string) => `Đáp án: ${letter} (Điều 5 Luật Giao dịch điện tử)`,
  'Đáp án đúng là': (letter: string) => `Đáp án đúng là ${letter}.`,
  'Đ/A': (letter: string) => `Đ/A: ${letter}`,
  'Correct answer': (letter: string) => `Correct answer: ${letter}`,
  words: (_: string, text: string) => `Đáp án: ${text}`,
} as const
type Statement = keyof typeof statements

export const keys = ['table', 'table in halves', 'table lying down', 'pairs', 'one line', 'lines', 'lines with words', 'crosses'] as const
export type Key = (typeof keys)[number]

export type Way =
  | { readonly kind: 'mark'; readonly name: string; readonly mark: WordMark }
  | { readonly kind: 'sign'; readonly name: Sign }
  | { readonly kind: 'line'; readonly name: Statement }
  | { readonly kind: 'key'; readonly name: Key }
  /** The layout ticks. */
  | { readonly kind: 'tick'; readonly name: 'tick' }
  | { readonly kind: 'none'; readonly name: 'none' }

export interface Plan {
  readonly dialect: WordDialect
  readonly head: (typeof heads)[number]
  readonly layout: (typeof layouts)[number]
  readonly way: Way
  readonly odd: WordMark | null
  readonly boldLetters: boolean
  readonly boldStems: boolean
  readonly blanks: boolean
  readonly cutAt: number
  /** Position of the question whose options another line follows, and that line; null for none. */
  readonly below: { readonly at: number; readonly text: string } | null
}

/** Lines below the options of a question that belong to none of them. */
export const lowLines = [
  'TM. BAN TỔ CHỨC', 'KT. TRƯỞNG BAN', 'Người ra đề: Nguyễn Văn A', 'Hết', '---------- HẾT ----------', 'Phú Lộc, ngày 05 tháng 9 năm 2024', '(Theo Điều 5 Luật An ninh mạng)',
  'Nguồn: Luật An ninh mạng 2018', '(Điều 5 Nghị định 47/2024/NĐ-CP)', 'Lưu ý: Thí sinh không sử dụng tài liệu', 'Trang 2/4', '(Mỗi câu đúng được 0,5 điểm)', 'Chúc các thí sinh làm bài tốt!',
] // prettier-ignore
