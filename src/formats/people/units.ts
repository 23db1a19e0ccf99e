/** A list of units (CSV or XLSX with the columns code, name, kind, headcount, aliases, parent and the days it lasts). */
import type { Finding } from '#contest/values.ts'
import { excerpt, found, hasError } from '../findings/findings.ts'
import type { Row } from '../sheets/sheet.ts'
import { brokenCells, findTables, ignoredRow, placeOf, readSheets, textOf, type Column, type Table } from '../sheets/table.ts'
import { readDay } from '#contest/calendar.ts'
import { treeFaults } from '#contest/people/unit-tree.ts'
import { caseless, foldText } from '#contest/text.ts'

export interface UnitRow {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly kind: string
  /** Null when the list does not say. */
  readonly headcount: number | null
  /** Other spellings people use, declared in the column `aliases`, separated by `;` or `|`. */
  readonly aliases: readonly string[]
  /** Code of the unit it belongs to; null when the list does not say. */
  readonly parent?: string | null
  /** The first and the last day, `2025-06-30`; null when the list does not say. */
  readonly validFrom?: string | null
  readonly validUntil?: string | null
}

export interface UnitsRead {
  readonly units: readonly UnitRow[]
  readonly findings: readonly Finding[]
  readonly hasErrors: boolean
}

type Name = 'code' | 'name' | 'kind' | 'headcount' | 'aliases' | 'parent' | 'validFrom' | 'validUntil'

const columns: readonly Column<Name>[] = [
  { name: 'code', title: 'code (Mã)', required: true, header: /^(code|ma( don vi)?|ky hieu)$/ },
  { name: 'name', title: 'name (Tên đơn vị)', required: true, header: /^(name|ten( don vi)?|don vi)$/ },
  { name: 'kind', title: 'kind (Loại)', required: false, header: /^(kind|loai( don vi)?|khoi|nhom)$/ },
  {
    name: 'headcount',
    title: 'headcount (Số người)',
    required: false,
    header: /^(headcount|so (nguoi|luong|can bo)|tong so( nguoi)?|bien che)$/,
  },
  { name: 'aliases', title: 'aliases (Cách viết khác)', required: false, header: /^(alias(es)?|ten khac|(ten )?viet tat|cach viet khac)$/ },
  { name: 'parent', title: 'parent (Trực thuộc)', required: false, header: /^(parent|truc thuoc|don vi (cap tren|chu quan)|cap tren)$/ },
  { name: 'validFrom', title: 'valid_from (Từ ngày)', required: false, header: /^(valid[ _]from|tu ngay|ngay thanh lap|hieu luc tu)$/ },
  {
    name: 'validUntil',
    title: 'valid_until (Đến ngày)',
    required: false,
    header: /^(valid[ _]until|den( het)? ngay|ngay ket thuc|hieu luc den)$/,
  },
]

/** Every typed spelling is compared with every unit's, so the list is bounded. */
const maxUnits = 5000

export interface UnitsOptions {
  readonly fileName: string
  /** Those that are there: one of the file may belong to one of them. */
  readonly units?: readonly { readonly code: string; readonly name: string; readonly parent: string | null }[]
}

export function readUnits(bytes: Uint8Array, options: UnitsOptions): UnitsRead {
  const sheets = readSheets(bytes, options.fileName)
  if (!sheets.ok) return { units: [], findings: sheets.findings, hasErrors: true }
  const tables = findTables(sheets.value, columns)
  if (!tables.ok) return { units: [], findings: [...sheets.findings, ...tables.findings], hasErrors: true }
  const findings: Finding[] = [...sheets.findings, ...tables.findings]
  const units: UnitRow[] = []
  const places = new Map<UnitRow, string>()
  for (const table of tables.value) {
    for (const row of table.rows) {
      if (units.length >= maxUnits) {
        const what = 'đơn vị / units'
        return {
          units: [],
          findings: [...findings, found('too-much-content', placeOf(table, row), { limit: maxUnits, what })],
          hasErrors: true,
        }
      }
      const read = readRow(table, row)
      findings.push(...read.findings)
      if (read.unit === null) continue
      units.push(read.unit)
      places.set(read.unit, placeOf(table, row))
    }
  }
  findings.push(...repeated(units, places))
  // Where a row could not be read, others may belong to it: that is looked at once it can.
  const placed = hasError(findings) ? { units, findings: [] } : inTree(units, options.units ?? [], places)
  findings.push(...placed.findings)
  if (units.length === 0 && !hasError(findings)) findings.push(found('no-rows', tables.value[0]?.sheet.name ?? ''))
  return { units: placed.units, findings, hasErrors: hasError(findings) }
}

function readRow(table: Table<Name>, row: Row): { readonly unit: UnitRow | null; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [...brokenCells(table, row)]
  const code = textOf(table, row, 'code')
  const name = textOf(table, row, 'name')
  if (findings.length === 0 && ((code === '' && name === '') || (name === '' && code.includes(' ')))) {
    return { unit: null, findings: [ignoredRow(table.sheet, row)] }
  }
  if (code === '') findings.push(found('code-missing', placeOf(table, row, 'code'), { row: row.number }))
  if (name === '') findings.push(found('name-missing', placeOf(table, row, 'name'), { row: row.number }))
  const typed = textOf(table, row, 'headcount')
  const headcount = readHeadcount(typed)
  if (typed !== '' && headcount === null) {
    findings.push(found('headcount-unclear', placeOf(table, row, 'headcount'), { row: row.number, text: excerpt(typed, 30) }))
  }
  const aliases = textOf(table, row, 'aliases')
    .split(/[;|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const day = (column: 'validFrom' | 'validUntil'): string | null => {
    const text = textOf(table, row, column)
    const read = readDay(text)
    if (text !== '' && read === null)
      findings.push(found('day-unclear', placeOf(table, row, column), { row: row.number, text: excerpt(text, 30) }))
    return read
  }
  const [validFrom, validUntil] = [day('validFrom'), day('validUntil')]
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    findings.push(found('days-reversed', placeOf(table, row, 'validUntil'), { row: row.number, name: excerpt(name) }))
  const parent = textOf(table, row, 'parent') || null
  const unit = { row: row.number, code, name, kind: textOf(table, row, 'kind'), headcount, aliases, parent, validFrom, validUntil }
  return { unit: hasError(findings) ? null : unit, findings }
}

/** A whole number up to a million, perhaps with the dots of thousands; null otherwise. */
function readHeadcount(text: string): number | null {
  if (!/^\d{1,7}$|^\d{1,3}(\.\d{3})+$/.test(text)) return null
  const count = Number(text.replaceAll('.', ''))
  return count <= 1_000_000 ? count : null
}

/** Units by the codes of those they belong to, which a list may name by code or name. */
function inTree(
  units: readonly UnitRow[],
  known: NonNullable<UnitsOptions['units']>,
  places: ReadonlyMap<UnitRow, string>,
): { readonly units: readonly UnitRow[]; readonly findings: readonly Finding[] } {
  const codes = new Map<string, string>()
  for (const { code, name } of [...known, ...units]) codes.set(caseless(name), code)
  for (const { code } of [...known, ...units]) codes.set(caseless(code), code)
  const findings: Finding[] = []
  const placed = units.map((unit): UnitRow => {
    const { parent = null, row } = unit
    const code = parent === null ? null : (codes.get(caseless(parent)) ?? null)
    if (parent !== null && code === null) findings.push(found('parent-unknown', places.get(unit) ?? '', { row, name: excerpt(parent) }))
    return { ...unit, parent: code }
  })
  const all = new Map([...known, ...placed].map(({ code, parent = null }) => [code, parent]))
  const { circular } = treeFaults([...all].map(([code, parent]) => ({ code, parent })))
  for (const [at, { code, row, name }] of placed.entries()) {
    const place = places.get(units[at] as UnitRow) ?? ''
    if (circular.includes(code)) findings.push(found('parent-circular', place, { row, name: excerpt(name) }))
  }
  return { units: placed, findings }
}

/** A code or spelling used twice could not be told apart in a roster. */
function repeated(units: readonly UnitRow[], places: ReadonlyMap<UnitRow, string>): readonly Finding[] {
  const codes = new Map<string, UnitRow>()
  const names = new Map<string, UnitRow>()
  return units.flatMap((unit) => {
    const { row, code } = unit
    const place = places.get(unit) ?? ''
    const other = codes.get(foldText(code))
    if (other !== undefined) return [found('code-twice', place, { row, code, other: other.row })]
    codes.set(foldText(code), unit)
    return [unit.name, ...unit.aliases].flatMap((name) => {
      const first = names.get(caseless(name))
      names.set(caseless(name), first ?? unit)
      if (first === undefined || first === unit) return []
      return [found('unit-name-twice', place, { row, name: excerpt(name), code: first.code, other: first.row })]
    })
  })
}
