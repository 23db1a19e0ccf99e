/** The audit as a table, in the language of whoever takes it away. */
import type { AuditSentence } from '#contest/audit/sentence.ts'
import type { Bilingual, Instant, Language } from '#contest/values.ts'
import { formatDate, formatPreciseTime } from '#contest/wording.ts'
import type { Table } from './workbook.ts'

export interface AuditSheetLine {
  readonly at: Instant
  readonly times: number
  readonly whom: Bilingual | null
  readonly sentence: AuditSentence
}

const name: Bilingual = { vi: 'Nhật ký', en: 'Audit log' }
const header: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Ngày', 'Giờ', 'Ai', 'Việc', 'Từ', 'Thành', 'Lý do', 'Đối với ai', 'Nơi thực hiện', 'Số lần'],
  en: ['Date', 'Time', 'Who', 'What', 'From', 'To', 'Reason', 'To whom', 'Where', 'Times'],
}

export const auditTable = (language: Language): Omit<Table, 'rows'> => ({
  name: name[language],
  header: header[language],
  widths: [12, 14, 28, 60, 30, 30, 40, 28, 24, 9],
})

export function auditRow({ at, times, whom, sentence }: AuditSheetLine, zone: string, language: Language): Table['rows'][number] {
  const { who, did, changes, reason, where } = sentence
  const side = (which: 'before' | 'after'): string =>
    changes.map((change) => `${change.what[language]}: ${change[which]?.[language] ?? '–'}`).join('\n')
  return [
    ...[formatDate(at, zone), formatPreciseTime(at, zone, language), who[language], did[language]],
    ...[side('before'), side('after'), reason ?? '', whom?.[language] ?? '', where[language], times],
  ]
}
