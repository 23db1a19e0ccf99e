/** Everything a reader can say about somebody's file: one catalogue of codes, each with its severity and its words. */
import type { Finding } from '#contest/values.ts'
import type { Words } from './words.ts'
import { exchangeFindings } from './exchange.ts'
import { fileFindings } from './file.ts'
import { giftFindings } from './gift.ts'
import { peopleFindings } from './people.ts'
import { questionFindings } from './question.ts'
import { sheetFindings } from './sheet.ts'
import { wordFindings } from './word.ts'

const catalogue = {
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
  const fill = (words: string, language: 0 | 1): string =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(values[name] ?? '')
      return (ourWords.has(name) ? value.split(' / ')[language] : null) ?? value
    })
  return { severity, place, code, message: { vi: fill(vi, 0), en: fill(en, 1) } }
}

/** Values that are words of ours in both languages, `vi / en`; somebody's text is never among them. */
const ourWords: ReadonlySet<string> = new Set(['mark', 'odd', 'wanted'])

export const hasError = (findings: readonly Finding[]): boolean => findings.some((one) => one.severity === 'error')

/** Shortens somebody's text for a message. */
export function excerpt(text: string, length = 60): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const letters = [...flat]
  return letters.length <= length ? flat : `${letters.slice(0, length - 1).join('')}…`
}
