/** Columns that lists of people share, and how their cells are read. */
import { personFields, personTitle, readPhone, type PersonField, type PersonKey } from '#contest/person.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'
import type { Column } from '../sheets/table.ts'
import type { UnitMatch } from './units-matching.ts'
import { cleanText } from '#contest/text.ts'

export type PersonColumn = 'number' | PersonKey

export const numberColumn: Column<'number'> = {
  name: 'number',
  title: 'STT',
  required: false,
  header: /^(stt|tt|so tt|so thu tu|no\.?|#)$/,
}

export const personColumn = (name: PersonKey, required = false): Column<PersonKey> => ({
  name,
  title: personTitle(personFields[name]),
  required,
  header: personFields[name].header,
})

/** What is kept of a text typed into a cell; nothing, and why, of one the field cannot be. */
export function valueIn(field: PersonField, typed: string, row: number, place: string, name: string) {
  const text = cleanText(typed)
  const value = text === '' ? field.none : field.read === undefined ? text : field.read(text)
  if (value !== null || text === '') return { value, finding: null }
  return { value: field.none, finding: found('value-invalid', place, { row, name, column: personTitle(field), text: excerpt(text, 40) }) }
}

export interface PhoneRead {
  /** E.164. */
  readonly phone: string | null
  readonly finding: Finding | null
}

/** The phone typed into a cell; `place` and `row` say where, `name` whose. */
export function phoneIn(typed: string, row: number, place: string, name: string): PhoneRead {
  const text = cleanText(typed)
  if (text === '') return { phone: null, finding: found('phone-missing', place, { row, name }) }
  const phone = readPhone(text)
  return { phone, finding: phone === null ? found('phone-invalid', place, { row, name, text: excerpt(text, 40) }) : null }
}

export interface SeenUnit {
  readonly match: UnitMatch
  readonly typed: string
  /** The first row that names it so, and how many do. */
  readonly row: number
  readonly place: string
  readonly count: number
}

/** The finding for a unit that was not found for certain; null when it was. */
export function unitFinding({ match, typed, row, place, count }: SeenUnit, nameOf: (code: string) => string): Finding | null {
  const name = excerpt(typed)
  switch (match.kind) {
    case 'found':
      return match.certain ? null : found('unit-read-as', place, { name, unit: nameOf(match.code) })
    case 'ambiguous':
      return found('unit-ambiguous', place, { row, name, count, nearest: match.codes.slice(0, 5).map(nameOf).join('; ') })
    case 'unknown':
      if (match.nearest.length === 0) return found('unit-none', place, { row, name, count })
      return found('unit-unknown', place, { row, name, count, nearest: match.nearest.join('; ') })
  }
}

const { longest: longestName = Infinity } = personFields.fullName

/** A name needs two words and has no digits. */
export const looksLikeName = (name: string): boolean =>
  /^[\p{L}\p{M}'’.-]+(?: [\p{L}\p{M}'’.-]+)+$/u.test(name) && name.length <= longestName
