/** What an audit event holds, read without trust in its shape: earlier versions wrote less, later ones may write more. */
import { personFields, type PersonKey } from '../person.ts'
import type { RoundWord } from '../rulebook/round-word.ts'
import type { Bilingual, Instant } from '../values.ts'
import { formatInstant, formatNumber } from '../wording.ts'

/** What the ids of an event are called. */
export interface AuditNames {
  /** Of the contest. */
  readonly zone: string
  /** What the contest calls a round. */
  readonly word: RoundWord
  /** A round by its key. */
  readonly round: (key: string) => string
  /** A unit by its code. */
  readonly unit: (code: string) => string
  /** An account by its id or its login. */
  readonly account: (id: string) => Bilingual
  /** An official document by its id. */
  readonly document: (id: string) => Bilingual
}

export interface Facts {
  readonly names: AuditNames
  /** Whom it was done to, in words; null: nobody. */
  readonly subject: Bilingual | null
  has(name: string): boolean
  /** Empty where it is not there. */
  text(name: string): string
  /** As people write numbers; 0 where it is not there. */
  number(name: string): Bilingual
  count(name: string): number
  instant(name: string): Bilingual | null
  texts(name: string): readonly string[]
  /** Members of a list of objects, or of one object. */
  parts(name: string): readonly Facts[]
  round(): string
}

/** One thing that was changed; null: there was, or is, none. */
export interface AuditChange {
  readonly what: Bilingual
  readonly before: Bilingual | null
  readonly after: Bilingual | null
}

/** What follows the name of whoever did it. */
export interface Told extends Bilingual {
  readonly changes?: readonly AuditChange[]
  /** What somebody wrote as the reason. */
  readonly reason?: string
}

export type Tell = (facts: Facts) => Told

export const both = (text: string): Bilingual => ({ vi: text, en: text })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function factsOf(data: unknown, names: AuditNames, subject: Bilingual | null): Facts {
  const members = isObject(data) ? data : {}
  const of = (name: string): unknown => (Object.hasOwn(members, name) ? members[name] : undefined)
  const count = (name: string): number => {
    const value = of(name)
    return typeof value === 'number' ? value : 0
  }
  const text = (name: string): string => {
    const value = of(name)
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  }
  const listed = (name: string): readonly unknown[] => {
    const value = of(name)
    return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined || value === null ? [] : [value]
  }
  return {
    names,
    subject,
    has: (name) => (of(name) ?? null) !== null && of(name) !== false,
    text,
    count,
    number: (name) => numberWords(count(name)),
    instant: (name) => (typeof of(name) === 'number' ? instantWords(count(name), names.zone) : null),
    texts: (name) => listed(name).filter((one) => typeof one === 'string'),
    parts: (name) => listed(name).map((one) => factsOf(one, names, subject)),
    round: () => names.round(text('round')),
  }
}

export const numberWords = (count: number): Bilingual => ({ vi: formatNumber(count, 'vi'), en: formatNumber(count, 'en') })

export const instantWords = (at: Instant, zone: string): Bilingual => ({
  vi: formatInstant(at, zone, 'vi'),
  en: formatInstant(at, zone, 'en'),
})

/** Whom it was done to. */
export const whom = ({ subject }: Facts): Bilingual => subject ?? { vi: 'một người', en: 'somebody' }

/** The fields of a person that it was about. */
export function fieldsOf(facts: Facts): Bilingual {
  const words = facts.texts('fields').map((name): Bilingual => {
    if (!Object.hasOwn(personFields, name)) return both(name)
    const { vi, en } = personFields[name as PersonKey].words
    return { vi: vi.toLowerCase(), en: en.toLowerCase() }
  })
  return { vi: words.map(({ vi }) => vi).join(', '), en: words.map(({ en }) => en).join(', ') }
}

/** A reason, when there is one. */
export const because = (facts: Facts): Pick<Told, 'reason'> => (facts.has('reason') ? { reason: facts.text('reason') } : {})

/** `Q001, Q002 và 38 câu nữa`. */
export function codeList(codes: readonly string[], what: Bilingual = { vi: 'câu', en: 'more' }): Bilingual {
  const shown = codes.slice(0, 5).join(', ')
  const rest = codes.length - 5
  return rest <= 0
    ? both(shown)
    : { vi: `${shown} và ${formatNumber(rest, 'vi')} ${what.vi} nữa`, en: `${shown} and ${formatNumber(rest, 'en')} ${what.en}` }
}
