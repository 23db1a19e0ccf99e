/** What a provider said, read by the pointers of its value. */
import { codeOf, readPhone } from '../person.ts'
import { cleanText } from '../text.ts'
import type { ClaimPointers } from './provider.ts'

/** Of somebody, as far as it was said and could be read. */
export interface Claims {
  readonly subject: string
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly staffCode: string | null
  readonly unitCode: string | null
  readonly birthYear: number | null
}

/** What stands at a JSON pointer (RFC 6901); undefined: nothing. */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined),
      value,
    )
}

/** What a text of this length names is nobody's name. */
const longest = 500

const textAt = (value: unknown, pointer: string | null): string | null => {
  const at = pointer === null ? undefined : atPointer(value, pointer)
  if (typeof at !== 'string' && typeof at !== 'number') return null
  const text = cleanText(String(at))
  return text === '' || text.length > longest ? null : text
}

/** Null: nobody is named. A phone that is not said to be the person's own counts for none where the provider would say so. */
export function readClaims(said: unknown, pointers: ClaimPointers): Claims | null {
  const of = (name: Exclude<keyof ClaimPointers, 'subject'>): string | null => textAt(said, pointers[name])
  const subject = textAt(said, pointers.subject)
  if (subject === null) return null
  const isVerified = pointers.phoneVerified === null || ['true', '1'].includes(String(atPointer(said, pointers.phoneVerified)))
  const [phone, staffCode, email] = [of('phone'), of('staffCode'), of('email')]
  return {
    subject,
    name: of('name'),
    phone: phone === null || !isVerified ? null : readPhone(phone),
    email: email !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? email.toLowerCase() : null,
    staffCode: staffCode === null ? null : codeOf(staffCode),
    unitCode: of('unitCode'),
    birthYear: yearOf(of('birthYear')),
  }
}

/** `1984`, or the year of `1984-05-02`, `02/05/1984`. */
function yearOf(text: string | null): number | null {
  const year = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(text ?? '')?.[0]
  return year === undefined ? null : Number(year)
}
