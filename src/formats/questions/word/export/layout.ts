/**
 * The layout of exported question files. Its styles say what each paragraph and each label is, so that an export reads back
 * exactly, whatever its texts look like ("Đáp án: B" inside a stem). Word and LibreOffice keep names of styles; where they are
 * lost, the labels still read like any office's file.
 */
import type { Difficulty } from '#contest/rules/rules.ts'

/** Paragraph and character styles; each name is its id too. */
export const layoutStyles = {
  title: 'HoiThiTitle',
  question: 'HoiThiQuestion',
  picture: 'HoiThiPicture',
  options: 'HoiThiOptions',
  note: 'HoiThiNote',
  key: 'HoiThiKey',
  /** Of characters: numbers, letters and names of lines, everything that is not the question's own words. */
  label: 'HoiThiLabel',
} as const

export const noteLabels = {
  answer: 'Đáp án',
  source: 'Căn cứ',
  topic: 'Chủ đề',
  level: 'Mức độ',
  order: 'Thứ tự phương án',
  explanation: 'Giải thích',
} as const
export type NoteName = keyof typeof noteLabels

export const levelWords: Readonly<Record<Difficulty, string>> = { 1: 'Nhận biết', 2: 'Thông hiểu', 3: 'Vận dụng' }
export const keptOrder = 'Giữ nguyên'
/** Between document and detail of a source; a label too. */
export const sourceGap = ': '
