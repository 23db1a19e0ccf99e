/** A line of the audit as people read it: who did what, from what to what, for which reason, and where. */
import { auditKindOf, type AuditEvent, type AuditKind } from '../events.ts'
import { besideQuotes, inRoundWord } from '../rulebook/round-word.ts'
import type { Bilingual } from '../values.ts'
import { archiveTold } from './archive.ts'
import { both, factsOf, type AuditChange, type AuditNames, type Tell } from './facts.ts'
import { peopleTold } from './people.ts'
import { questionsTold } from './questions.ts'
import { roundsTold } from './rounds.ts'
import { serverTold } from './server.ts'

const sentences: Readonly<Record<AuditEvent, Tell>> = { ...archiveTold, ...peopleTold, ...questionsTold, ...roundsTold, ...serverTold }

interface Place {
  readonly page: Bilingual
  readonly command: string
}

/** Of each kind the page it is done on, and the command that does the same. */
const places: Readonly<Record<AuditKind, Place>> = {
  contest: { page: { vi: 'Tổng quan', en: 'Overview' }, command: 'contest' },
  units: { page: { vi: 'Thí sinh & đơn vị', en: 'People & units' }, command: 'units' },
  roster: { page: { vi: 'Thí sinh & đơn vị', en: 'People & units' }, command: 'roster' },
  boards: { page: { vi: 'Thí sinh & đơn vị', en: 'People & units' }, command: 'boards' },
  person: { page: { vi: 'Thí sinh & đơn vị', en: 'People & units' }, command: 'roster' },
  people: { page: { vi: 'Thí sinh & đơn vị', en: 'People & units' }, command: 'people' },
  questions: { page: { vi: 'Câu hỏi', en: 'Questions' }, command: 'questions' },
  blueprint: { page: { vi: 'Bộ đề', en: 'Question set' }, command: 'contest' },
  lock: { page: { vi: 'Bộ đề', en: 'Question set' }, command: 'questions' },
  question: { page: { vi: 'Câu hỏi', en: 'Questions' }, command: 'questions' },
  contribution: { page: { vi: 'Tệp câu hỏi gửi lên', en: 'Files of questions' }, command: 'questions' },
  link: { page: { vi: 'Link gửi câu hỏi', en: 'Upload links' }, command: 'upload-link' },
  round: { page: { vi: 'Tuần thi', en: 'Round' }, command: 'round' },
  entry: { page: { vi: 'Biên nhận', en: 'Receipt' }, command: 'round' },
  log: { page: { vi: 'Tuần thi', en: 'Round' }, command: 'restore' },
  clock: { page: { vi: 'Tổng quan', en: 'Overview' }, command: 'clock' },
  audit: { page: { vi: 'Nhật ký', en: 'Audit log' }, command: 'audit' },
  archive: { page: { vi: 'Lưu trữ', en: 'Archive' }, command: 'archive' },
  results: { page: { vi: 'Tuần thi', en: 'Round' }, command: 'results' },
  staff: { page: { vi: 'Đăng nhập', en: 'Sign-in' }, command: 'staff' },
  server: { page: { vi: 'Máy chủ', en: 'Server' }, command: 'serve' },
  contestant: { page: { vi: 'Vào thi', en: 'Sign-in' }, command: 'roster' },
  access: { page: { vi: 'Khu vực Ban Tổ chức', en: 'Staff area' }, command: 'staff' },
}

/** Done elsewhere than the others of their kind. */
const placesApart: Readonly<Partial<Record<AuditEvent, Place>>> = {
  'questions.locked': { page: { vi: 'Bộ đề', en: 'Question set' }, command: 'questions' },
  'questions.printed': { page: { vi: 'Văn bản', en: 'Documents' }, command: 'documents' },
  'contest.concluded': { page: { vi: 'Giải tập thể', en: 'Prizes of the units' }, command: 'results' },
}

export const auditActorKinds = ['staff', 'contestant', 'link', 'system', 'command'] as const
type AuditActorKind = (typeof auditActorKinds)[number]

/** A staff account as it is now; `ended`: it was disabled since. */
export interface AuditAccount {
  readonly name: string
  readonly login: string
  readonly ended: boolean
}

export const accountWords = ({ name, login, ended }: AuditAccount): Bilingual => ({
  vi: `${name} (${login}${ended ? ', đã khóa' : ''})`,
  en: `${name} (${login}${ended ? ', disabled' : ''})`,
})

/** Of somebody only an id is known of, and nothing else is to be said. */
export const contestantWords = (id: string): Bilingual => ({ vi: `thí sinh mã ${id}`, en: `the contestant ${id}` })

/** Whoever did it, at the head of the sentence. @param id of the account, contestant or link */
function actorWords(kind: AuditActorKind, id: string | null, account: AuditAccount | null): Bilingual {
  switch (kind) {
    case 'staff':
      return account === null
        ? { vi: `Tài khoản không còn trên máy chủ (${id ?? ''})`, en: `An account that is not on the server any more (${id ?? ''})` }
        : accountWords(account)
    case 'contestant':
      return { vi: `Thí sinh mã ${id ?? ''}`, en: `The contestant ${id ?? ''}` }
    case 'link':
      return { vi: 'Người giữ link gửi câu hỏi', en: 'Whoever holds the upload link' }
    case 'system':
      return { vi: 'Hệ thống', en: 'The system' }
    case 'command':
      return { vi: 'Người dùng dòng lệnh của máy chủ', en: 'Somebody at the server’s command line' }
  }
}

function placeOf(event: string): Place {
  const of = auditKindOf(event)
  const own = Object.hasOwn(placesApart, event) ? placesApart[event as AuditEvent] : undefined
  return own ?? (Object.hasOwn(places, of) ? places[of as AuditKind] : { page: both(of), command: of })
}

/** The page, or the command. */
function whereWords(kind: AuditActorKind, event: string): Bilingual {
  const place = placeOf(event)
  switch (kind) {
    case 'staff':
      return { vi: `trang “${place.page.vi}”`, en: `page “${place.page.en}”` }
    case 'command':
      return both(`hoithi ${place.command}`)
    case 'contestant':
      return { vi: 'trang dự thi', en: 'contestant’s page' }
    case 'link':
      return { vi: 'trang gửi câu hỏi', en: 'page for sending questions' }
    case 'system':
      return { vi: 'tự động', en: 'by itself' }
  }
}

export interface AuditLine {
  readonly event: string
  /** JSON, as it is kept. */
  readonly data: string
  readonly actorKind: AuditActorKind
  readonly actorId: string | null
  readonly account: AuditAccount | null
  /** Whom it was done to, in words. */
  readonly subject: Bilingual | null
}

export interface AuditSentence {
  readonly who: Bilingual
  /** What follows `who`, without a full stop. */
  readonly did: Bilingual
  readonly changes: readonly AuditChange[]
  readonly reason: string | null
  readonly where: Bilingual
}

/** What a later version wrote is called by its name. */
export function sentenceOf({ event, data, actorKind, actorId, account, subject }: AuditLine, names: AuditNames): AuditSentence {
  const tell: Tell = Object.hasOwn(sentences, event) ? sentences[event as AuditEvent] : () => both(event)
  const facts = factsOf(JSON.parse(data), names, subject)
  const { vi, en, changes = [], reason = null } = tell(facts)
  const named = facts.has('inNameOf') ? names.account(facts.text('inNameOf')) : null
  const did = named === null ? { vi, en } : { vi: `thay mặt ${named.vi}, ${vi}`, en: `in the name of ${named.en}, ${en}` }
  const called = (text: Bilingual): Bilingual => ({ vi: besideQuotes(names.word, text.vi), en: text.en })
  return {
    who: actorWords(actorKind, actorId, account),
    did: called(did),
    changes,
    reason,
    where: inRoundWord(names.word, whereWords(actorKind, event)),
  }
}
