/** Everything a reader can say about somebody's file: one catalogue of codes, each with its severity and its words. */
import type { Finding } from '#contest/values.ts'
import type { Words } from './finding-words.ts'
import { exchangeFindings } from './findings-exchange.ts'
import { fileFindings } from './findings-file.ts'
import { giftFindings } from './findings-gift.ts'
import { peopleFindings } from './findings-people.ts'
import { questionFindings } from './findings-question.ts'
import { sheetFindings } from './findings-sheet.ts'
import { wordFindings } from './findings-word.ts'

export const catalogue = {
  ...fileFindings,
  ...questionFindings,
  ...sheetFindings,
  ...giftFindings,
  ...wordFindings,
  ...exchangeFindings,
  ...peopleFindings,
} as const satisfies Readonly<Record<string, Words>>

export type FindingCode = keyof typeof catalogue

export function found(code: FindingCode, place: string, values: Readonly<Record<string, string | number>> = {}): Finding {
  const [severity, vi, en] = catalogue[code]
  const fill = (words: string): string => words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { severity, place, code, message: { vi: fill(vi), en: fill(en) } }
}

export const hasError = (findings: readonly Finding[]): boolean => findings.some((one) => one.severity === 'error')

/** Shortens somebody's text for a message. */
export function excerpt(text: string, length = 60): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const letters = [...flat]
  return letters.length <= length ? flat : `${letters.slice(0, length - 1).join('')}…`
}
