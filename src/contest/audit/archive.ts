/** What the audit says of erasing the personal data of a contest. */
import type { AuditEvent } from '../events.ts'
import { erasureKinds } from '../people/retention.ts'
import { because, numberWords, type Tell } from './facts.ts'

export const archiveTold = {
  'archive.asked': (facts) => ({
    vi: 'đề nghị xóa sớm dữ liệu cá nhân của hội thi',
    en: 'asked to erase the personal data of the contest ahead of its schedule',
    ...because(facts),
  }),
  'archive.withdrawn': () => ({
    vi: 'rút lại hoặc từ chối đề nghị xóa sớm dữ liệu cá nhân',
    en: 'withdrew or refused the request to erase the personal data',
  }),
  'archive.begun': (facts) => {
    if (!facts.has('asked')) {
      const due = facts.instant('dueAt')
      return {
        vi: `bắt đầu xóa dữ liệu cá nhân theo lịch lưu trữ${due === null ? '' : `, hạn ${due.vi}`}`,
        en: `began to erase the personal data on schedule${due === null ? '' : `, due ${due.en}`}`,
      }
    }
    const by = facts.text('asked') === 'command' ? { vi: 'dòng lệnh', en: 'the command line' } : facts.names.account(facts.text('asked'))
    return {
      vi: `đồng ý xóa sớm dữ liệu cá nhân theo đề nghị của ${by.vi}; việc xóa bắt đầu`,
      en: `agreed to erase the personal data early, as ${by.en} asked; erasing began`,
      ...because(facts),
    }
  },
  'archive.erased': (facts) => {
    const [counts] = facts.parts('counts')
    const rows = numberWords(erasureKinds.reduce((sum, kind) => sum + (counts?.count(kind) ?? 0), 0))
    const names = numberWords(counts?.count('names') ?? 0)
    return {
      vi: `xóa xong dữ liệu cá nhân: ${rows.vi} mục, trong đó họ tên của ${names.vi} người`,
      en: `finished erasing personal data: ${rows.en} items, among them the names of ${names.en} people`,
    }
  },
} as const satisfies Partial<Record<AuditEvent, Tell>>
