/** Rows of a roster → people: the same staff code with the same name is one person, entered more than once. */
import { eachField, personFields, personTitle, plainKeys, profileOf, type PersonKey, type Profile } from '#contest/person.ts'
import type { Finding } from '#contest/values.ts'
import { found } from '../findings/findings.ts'
import { betterName } from './names.ts'
import { caseless } from '#contest/text.ts'

/** `phone` is null when missing or unreadable; then the row is also in `doubtful`. */
export interface RosterPerson extends Profile {
  /** The first row that names the person. */
  readonly row: number
  readonly unitCode: string
}

/** A row whose code, name and unit could be read. */
export interface RosterRow extends RosterPerson {
  /** As typed. */
  readonly typedName: string
  readonly place: string
  /** Why the phone is null. */
  readonly phoneFinding: Finding | null
}

export interface MergedRoster {
  readonly people: readonly RosterPerson[]
  readonly duplicates: readonly { readonly row: number; readonly duplicateOfRow: number }[]
  /** With the row each is about. */
  readonly findings: readonly { readonly row: number; readonly finding: Finding }[]
}

export function mergeRows(rows: readonly RosterRow[]): MergedRoster {
  const byCode = new Map<string, RosterRow>()
  const duplicates: { row: number; duplicateOfRow: number }[] = []
  const findings: { row: number; finding: Finding }[] = []
  for (const row of rows) {
    const first = byCode.get(row.staffCode)
    if (first === undefined) {
      byCode.set(row.staffCode, row)
      continue
    }
    const values = { row: row.row, name: row.fullName, other: first.row }
    if (caseless(first.fullName) !== caseless(row.fullName)) {
      const finding = found('person-conflict', row.place, { ...values, code: row.staffCode, otherName: first.fullName })
      findings.push({ row: row.row, finding })
      continue
    }
    duplicates.push({ row: row.row, duplicateOfRow: first.row })
    findings.push({ row: row.row, finding: found('person-twice', row.place, values) })
    for (const column of differences(first, row)) {
      findings.push({ row: row.row, finding: found('person-differs', row.place, { ...values, column: personTitle(personFields[column]) }) })
    }
    byCode.set(row.staffCode, joined(first, row))
  }
  const people = [...byCode.values()]
  for (const { row, phone, phoneFinding } of people) {
    if (phone === null && phoneFinding !== null) findings.push({ row, finding: phoneFinding })
  }
  findings.push(...sharedPhones(people))
  return {
    people: people.map((person) => ({ ...profileOf(person), row: person.row, unitCode: person.unitCode })),
    duplicates,
    findings: findings.sort((a, b) => a.row - b.row),
  }
}

/** What is missing in one row and stands in the other is no difference. */
function differences(first: RosterRow, second: RosterRow): readonly PersonKey[] {
  const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== '' && b !== '' && a !== b
  return [
    ...(differ(first.unitCode, second.unitCode) ? (['unit'] as const) : []),
    ...(differ(first.phone, second.phone) ? (['phone'] as const) : []),
    ...plainKeys.filter((key) => differ(caseless(first[key]), caseless(second[key]))),
  ]
}

function joined(first: RosterRow, second: RosterRow): RosterRow {
  const fullName = betterName(first.typedName, second.typedName)
  const better = fullName === first.fullName ? first.typedName : second.typedName
  return {
    ...first,
    fullName,
    typedName: better,
    ...eachField(plainKeys, (key) => first[key] || second[key]),
    phone: first.phone ?? second.phone,
  }
}

function sharedPhones(people: readonly RosterRow[]): readonly { row: number; finding: Finding }[] {
  const byPhone = new Map<string, RosterRow>()
  return people.flatMap((person) => {
    if (person.phone === null) return []
    const first = byPhone.get(person.phone)
    if (first === undefined) {
      byPhone.set(person.phone, person)
      return []
    }
    const code = caseless(first.fullName) === caseless(person.fullName) ? 'person-alike' : 'phone-shared'
    const values = { row: person.row, name: person.fullName, other: first.row }
    return [{ row: person.row, finding: found(code, person.place, values) }]
  })
}
