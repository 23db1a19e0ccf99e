/** Whom of the roster a provider's account is: known before, found by what it says, or a doubt. Never a guess. */
import { nameKey } from '../same-person.ts'
import type { Claims } from './claims.ts'

export interface OnRoster {
  readonly id: string
  readonly fullName: string
  readonly staffCode: string
  readonly phone: string | null
  readonly unitCode: string
  /** Belongs to another account of the same provider. */
  readonly isBound: boolean
}

/** Why nobody is signed in. */
export const identityDoubts = ['several', 'name-differs', 'code-differs', 'bound'] as const
export type IdentityDoubt = (typeof identityDoubts)[number]

export type Match =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'nobody' }
  /** `ids`: whom it may be. */
  | { readonly kind: 'doubt'; readonly why: IdentityDoubt; readonly ids: readonly string[] }

/** @param found all whose phone or staff code is the one that was said */
export function matchOf(claims: Claims, found: readonly OnRoster[]): Match {
  const { staffCode, phone, name, unitCode } = claims
  const byCode = staffCode === null ? [] : found.filter((one) => one.staffCode === staffCode)
  const byPhone = phone === null ? [] : found.filter((one) => one.phone === phone)
  const likely = byCode.length > 0 ? byCode : narrowed(byPhone, name, unitCode)
  const doubt = (why: IdentityDoubt): Match => ({ kind: 'doubt', why, ids: likely.map(({ id }) => id) })
  const [person, another] = likely
  if (person === undefined) return { kind: 'nobody' }
  if (another !== undefined) return doubt('several')
  // Two ways to the same person must not lead to two.
  if (byCode.length > 0 && byPhone.length > 0 && !byPhone.includes(person)) return doubt('code-differs')
  if (staffCode !== null && person.staffCode !== staffCode) return doubt('code-differs')
  if (name !== null && nameKey(name) !== nameKey(person.fullName)) return doubt('name-differs')
  return person.isBound ? doubt('bound') : { kind: 'person', id: person.id }
}

/** A household has one phone: of several by name, and by unit. */
function narrowed(several: readonly OnRoster[], name: string | null, unitCode: string | null): readonly OnRoster[] {
  if (several.length < 2) return several
  const named = name === null ? several : several.filter(({ fullName }) => nameKey(fullName) === nameKey(name))
  if (named.length === 0) return several
  if (named.length === 1 || unitCode === null) return named
  const inUnit = named.filter((one) => one.unitCode === unitCode)
  return inUnit.length === 0 ? named : inUnit
}
