/** The list of people who may enter (XLSX or CSV) → people, one per staff code. */
import { codeOf, eachField, personFields, personKeys, personTitle, plainKeys } from '#contest/person.ts'
import type { Bilingual, Finding } from '#contest/values.ts'
import { excerpt, found, hasError } from '../findings/findings.ts'
import { absentRows, mendedRows, nothingToMend, rowsToMend, type RowMend, type ToMend } from './mending.ts'
import { readName } from './names.ts'
import { looksLikeName, numberColumn, personColumn, phoneIn, unitFinding, valueIn, type PersonColumn, type SeenUnit } from './columns.ts'
import { mergeRows, type RosterPerson, type RosterRow } from './roster-merge.ts'
import type { Row } from '../sheets/sheet.ts'
import { brokenCells, findTables, ignoredRow, placeOf, readSheets, textOf, type Column, type Table } from '../sheets/table.ts'
import { unitMatcher, type KnownUnit, type UnitMatch } from './units-matching.ts'

export interface RosterRead {
  /** In the order of their first rows; valid only when `hasErrors` is false. */
  readonly people: readonly RosterPerson[]
  readonly duplicates: readonly { readonly row: number; readonly duplicateOfRow: number }[]
  /** Rows taken in, but which somebody should look at. The same words are in `findings`. */
  readonly doubtful: readonly { readonly row: number; readonly reason: string; readonly message: Bilingual }[]
  /** Units that nobody knows, or that may be several: spellings with how many rows name them so, most first. */
  readonly unknownUnits: readonly UnknownUnit[]
  /** Rows that were refused or are doubtful, for whoever mends them on the screen. */
  readonly toMend: ToMend
  readonly findings: readonly Finding[]
  /** True when any finding is an error: then nothing of the file may be imported. */
  readonly hasErrors: boolean
}

export interface UnknownUnit {
  readonly typed: string
  readonly rows: number
  /** Codes of those it may be, nearest first. */
  readonly nearest: readonly string[]
}

export interface RosterOptions {
  readonly fileName: string
  readonly units: readonly KnownUnit[]
  readonly mends?: readonly RowMend[]
}

const columns: readonly Column<PersonColumn>[] = [numberColumn, ...personKeys.map((key) => personColumn(key, personFields[key].required))]
const { longest: longestCode = Infinity } = personFields.staffCode

export function readRoster(bytes: Uint8Array, options: RosterOptions): RosterRead {
  const sheets = readSheets(bytes, options.fileName)
  if (!sheets.ok) return refused(sheets.findings)
  const tables = findTables(sheets.value, columns)
  if (!tables.ok) return refused([...sheets.findings, ...tables.findings])
  const [table, ...more] = tables.value
  // Row numbers name people in later messages, so they must come from one sheet.
  if (table === undefined || more.length > 0) {
    const names = tables.value.map(({ sheet }) => sheet.name).join(', ')
    return refused([...sheets.findings, found('sheets-several', names, { sheets: names })])
  }
  const findings: Finding[] = [...sheets.findings, ...tables.findings]
  for (const name of personKeys) {
    if (personFields[name].required !== true && !table.columns.has(name))
      findings.push(
        found('column-absent', placeOf(table, { number: table.headerRow, cells: new Map() }), { column: personTitle(personFields[name]) }),
      )
  }
  for (const row of absentRows(table, options.mends ?? []))
    findings.push(found('mend-absent', placeOf(table, { number: row, cells: new Map() }), { row: String(row) }))
  const reader = new RowReader(table, options.units)
  const asMended = mendedRows(table, options.mends ?? [])
  const rows = asMended.flatMap((row) => reader.read(row) ?? [])
  const merged = mergeRows(rows)
  const units = reader.unitFindings()
  const told = [...reader.findings, ...units, ...merged.findings].sort((a, b) => a.row - b.row)
  findings.push(...told.map(({ finding }) => finding))
  if (rows.length === 0 && !hasError(findings)) findings.push(found('no-rows', table.sheet.name))
  return {
    people: merged.people,
    duplicates: merged.duplicates,
    doubtful: told.flatMap(({ row, finding }) =>
      doubts.has(finding.code) ? [{ row, reason: finding.code, message: finding.message }] : [],
    ),
    unknownUnits: reader.unknownUnits(),
    toMend: rowsToMend(
      table,
      asMended,
      [...reader.findings, ...reader.unitFindings(true), ...merged.findings].filter(
        ({ finding }) => finding.severity === 'error' || doubts.has(finding.code),
      ),
    ),
    findings,
    hasErrors: hasError(findings),
  }
}

const doubts = new Set([
  'name-odd',
  'unit-read-as',
  'phone-missing',
  'phone-invalid',
  'value-invalid',
  'phone-shared',
  'person-differs',
  'person-alike',
])

const refused = (findings: readonly Finding[]): RosterRead => ({
  people: [],
  duplicates: [],
  doubtful: [],
  unknownUnits: [],
  toMend: nothingToMend,
  findings,
  hasErrors: true,
})

class RowReader {
  readonly findings: { row: number; finding: Finding }[] = []
  readonly #table: Table<PersonColumn>
  readonly #match: (typed: string) => UnitMatch
  readonly #names: ReadonlyMap<string, string>
  readonly #seen = new Map<string, SeenUnit>()

  constructor(table: Table<PersonColumn>, units: readonly KnownUnit[]) {
    this.#table = table
    this.#match = unitMatcher(units)
    this.#names = new Map(units.map((unit) => [unit.code, unit.name]))
  }

  /** Null for a row that names nobody, or whose person cannot be told; the findings say which. */
  read(row: Row): RosterRow | null {
    const table = this.#table
    const tell = (finding: Finding | null): void => {
      if (finding !== null) this.findings.push({ row: row.number, finding })
    }
    const broken = brokenCells(table, row)
    broken.forEach(tell)
    const staffCode = codeOf(textOf(table, row, 'staffCode'))
    const typedName = textOf(table, row, 'fullName')
    const typedUnit = textOf(table, row, 'unit')
    if (broken.length === 0 && namesNobody(table, row)) {
      tell(ignoredRow(table.sheet, row))
      return null
    }
    if (broken.length > 0) return null
    const values = { row: row.number, name: excerpt(typedName) }
    if (staffCode === '') tell(found('code-missing', placeOf(table, row, 'staffCode'), values))
    if (staffCode.length > longestCode)
      tell(found('code-odd', placeOf(table, row, 'staffCode'), { row: row.number, code: excerpt(staffCode, 30), most: longestCode }))
    if (typedName === '') tell(found('name-missing', placeOf(table, row, 'fullName'), values))
    if (typedUnit === '') tell(found('unit-missing', placeOf(table, row, 'unit'), values))
    const fullName = readName(typedName)
    if (fullName !== '' && !looksLikeName(fullName)) tell(found('name-odd', placeOf(table, row, 'fullName'), values))
    const match = typedUnit === '' ? null : this.#match(typedUnit)
    if (match !== null) this.#see(match, typedUnit, row.number, placeOf(table, row, 'unit'))
    if (staffCode === '' || staffCode.length > longestCode || fullName === '' || match?.kind !== 'found') return null
    const { phone, finding } = phoneIn(textOf(table, row, 'phone'), row.number, placeOf(table, row, 'phone'), fullName)
    return {
      ...eachField(plainKeys, (key) => {
        const { value, finding } = valueIn(personFields[key], textOf(table, row, key), row.number, placeOf(table, row, key), fullName)
        tell(finding)
        return value
      }),
      row: row.number,
      staffCode,
      fullName,
      typedName,
      unitCode: match.code,
      phone,
      phoneFinding: finding,
      place: placeOf(table, row),
    }
  }

  #see(match: UnitMatch, typed: string, row: number, place: string): void {
    const first = this.#seen.get(typed)
    this.#seen.set(typed, first === undefined ? { match, typed, row, place, count: 1 } : { ...first, count: first.count + 1 })
  }

  /** One for every spelling, however many rows are of it. @param alone those of spellings that a single row has */
  unitFindings(alone = false): readonly { readonly row: number; readonly finding: Finding }[] {
    const nameOf = (code: string): string => this.#names.get(code) ?? code
    return [...this.#seen.values()].flatMap((seen) => {
      const finding = alone && seen.count > 1 ? null : unitFinding(seen, nameOf)
      return finding === null ? [] : [{ row: seen.row, finding }]
    })
  }

  unknownUnits(): readonly UnknownUnit[] {
    return [...this.#seen.values()]
      .flatMap(({ match, typed, count }) => (match.kind === 'found' ? [] : [{ typed, rows: count, nearest: match.codes }]))
      .sort((a, b) => b.rows - a.rows)
  }
}

/** Totals, signatures and section titles: no number in front, and at most one of code, name and unit, without a phone. */
function namesNobody(table: Table<PersonColumn>, row: Row): boolean {
  const has = (name: PersonColumn): boolean => textOf(table, row, name) !== ''
  if (/^0*\d+[.)]?$/.test(textOf(table, row, 'number')) || has('phone')) return false
  const filled = (['staffCode', 'fullName', 'unit'] as const).filter(has)
  if (filled.length > 1) return false
  // A code without anything else is a person somebody forgot to fill in; a sentence in its column is a note.
  return !(filled[0] === 'staffCode' && /^\S*\d\S*$/.test(textOf(table, row, 'staffCode')))
}
