/** The list of the three boards (XLSX or CSV) → memberships. */
import { codeOf, personKeys, type Recognised } from '#contest/person.ts'
import type { BoardKind } from '#contest/roles.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found, hasError } from '../findings/findings.ts'
import { withoutHonorific } from './names.ts'
import { looksLikeName, numberColumn, personColumn, phoneIn, type PersonColumn } from './columns.ts'
import { cellPlace, type Row } from '../sheets/sheet.ts'
import { brokenCells, findTables, ignoredRow, placeOf, readSheets, textOf, type Column, type Table } from '../sheets/table.ts'
import { caseless, foldText } from '#contest/text.ts'
import { unitMatcher, type KnownUnit, type UnitMatch } from './units-matching.ts'

/** One seat: a person on two boards has two memberships. At least one of `staffCode` and `phone` is known. */
export interface BoardMembership extends Recognised {
  readonly row: number
  /** Without "Ông", "Bà" and other honorifics. */
  readonly fullName: string
  /** Null when the file names no unit, or one that is not in the list (a member from outside). */
  readonly unitCode: string | null
  readonly board: BoardKind
  /** As written: "Trưởng Ban Tổ chức". */
  readonly role: string
}

export interface BoardsRead {
  readonly members: readonly BoardMembership[]
  readonly findings: readonly Finding[]
  readonly hasErrors: boolean
}

export interface BoardsOptions {
  readonly fileName: string
  readonly units: readonly KnownUnit[]
}

type BoardColumn = PersonColumn | 'role' | 'board'

const columns: readonly Column<BoardColumn>[] = [
  numberColumn,
  ...personKeys.map((key) => personColumn(key, key === 'fullName')),
  {
    name: 'role',
    title: 'Nhiệm vụ',
    required: false,
    header: /^(nhiem vu( trong)?|vai tro|chuc danh trong|role)( (hoi thi|cuoc thi|ban|bang ban))*$/,
  },
  { name: 'board', title: 'Ban', required: false, header: /^(ban|thuoc ban|ten ban|ban\/to|board)$/ },
]

const kinds: readonly (readonly [RegExp, BoardKind])[] = [
  [/ban to chuc|\bbtc\b|^organi[sz]ers?$/, 'organiser'],
  [/ban giam khao|\bbgk\b|hoi dong cham|ban cham thi|^jur(y|ors?)$/, 'juror'],
  [/(to|ban|bo phan) (giup viec|thu ky)|\btgv\b|^assistants?$/, 'assistant'],
]

/** The one board some words name; null when they name none or several. */
function boardNamed(text: string): BoardKind | null {
  const words = foldText(text)
  const named = kinds.filter(([pattern]) => pattern.test(words))
  return named.length === 1 ? (named[0]?.[1] ?? null) : null
}

export function readBoards(bytes: Uint8Array, options: BoardsOptions): BoardsRead {
  const sheets = readSheets(bytes, options.fileName)
  if (!sheets.ok) return { members: [], findings: sheets.findings, hasErrors: true }
  const tables = findTables(sheets.value, columns)
  if (!tables.ok) return { members: [], findings: [...sheets.findings, ...tables.findings], hasErrors: true }
  const findings: Finding[] = [...sheets.findings, ...tables.findings]
  const members = tables.value.flatMap((table) => {
    const read = readTable(table, options.units)
    findings.push(...read.findings)
    return read.members
  })
  if (members.length === 0 && !hasError(findings)) findings.push(found('no-rows', tables.value[0]?.sheet.name ?? ''))
  return { members, findings, hasErrors: hasError(findings) }
}

interface TableRead {
  readonly members: readonly BoardMembership[]
  readonly findings: readonly Finding[]
}

function readTable(table: Table<BoardColumn>, units: readonly KnownUnit[]): TableRead {
  const match = unitMatcher(units)
  const members: BoardMembership[] = []
  const findings: Finding[] = []
  let section = sectionAbove(table)
  for (const row of table.rows) {
    const broken = brokenCells(table, row)
    findings.push(...broken)
    if (broken.length > 0) continue
    if (isMember(table, row)) {
      const read = readMember(table, row, section, match)
      findings.push(...read.findings)
      members.push(...read.members)
      continue
    }
    const named = boardNamed([...row.cells.values()].map((cell) => cell.text).join(' '))
    if (named === null) findings.push(ignoredRow(table.sheet, row))
    else section = named
  }
  return withoutRepeats({ members, findings }, table)
}

/** A heading between title and header ("I. BAN TỔ CHỨC"), or a sheet named after its board. */
function sectionAbove(table: Table<BoardColumn>): BoardKind | null {
  const above = table.sheet.rows.filter((row) => row.number < table.headerRow && row.cells.size > 0)
  const texts = above.map((row) => [...row.cells.values()].map((cell) => cell.text).join(' '))
  return boardNamed(texts.at(-1) ?? '') ?? boardNamed(table.sheet.name)
}

function isMember(table: Table<BoardColumn>, row: Row): boolean {
  const has = (name: BoardColumn): boolean => textOf(table, row, name) !== ''
  if (has('staffCode') || has('phone')) return true
  const others = (['unit', 'role', 'board', 'position'] as const).some(has)
  return has('fullName') && (others || /^0*\d+[.)]?$/.test(textOf(table, row, 'number')))
}

function readMember(table: Table<BoardColumn>, row: Row, section: BoardKind | null, match: (typed: string) => UnitMatch): TableRead {
  const findings: Finding[] = []
  const fullName = withoutHonorific(textOf(table, row, 'fullName'))
  const values = { row: row.number, name: excerpt(fullName) }
  if (fullName === '') findings.push(found('name-missing', placeOf(table, row, 'fullName'), values))
  else if (!looksLikeName(fullName)) findings.push(found('name-odd', placeOf(table, row, 'fullName'), values))
  const role = textOf(table, row, 'role')
  const byRole = boardNamed(role)
  const board = boardNamed(textOf(table, row, 'board')) ?? section ?? byRole
  if (board === null) findings.push(found('board-unknown', placeOf(table, row), values))
  else if (byRole !== null && byRole !== board)
    findings.push(found('board-differs', placeOf(table, row, 'role'), { ...values, role: excerpt(role) }))
  const staffCode = codeOf(textOf(table, row, 'staffCode')) || null
  const read = phoneIn(textOf(table, row, 'phone'), row.number, placeOf(table, row, 'phone'), fullName)
  // A member is known by code or phone; a missing phone beside a code is nothing to mention.
  if (read.finding?.code === 'phone-invalid') findings.push(read.finding)
  if (staffCode === null && read.phone === null) findings.push(found('member-unmatchable', placeOf(table, row), values))
  const unit = readUnit(table, row, match)
  findings.push(...unit.findings)
  if (fullName === '' || board === null) return { members: [], findings }
  return { members: [{ row: row.number, fullName, staffCode, phone: read.phone, unitCode: unit.code, board, role }], findings }
}

function readUnit(table: Table<BoardColumn>, row: Row, match: (typed: string) => UnitMatch) {
  const typed = textOf(table, row, 'unit')
  if (typed === '') return { code: null, findings: [] }
  const result = match(typed)
  if (result.kind === 'found') return { code: result.code, findings: [] }
  return { code: null, findings: [found('unit-outside', placeOf(table, row, 'unit'), { row: row.number, name: excerpt(typed) })] }
}

/** The same person twice on the same board is one seat. */
function withoutRepeats({ members, findings }: TableRead, table: Table<BoardColumn>): TableRead {
  const seats = new Map<string, BoardMembership>()
  const repeats: Finding[] = []
  for (const member of members) {
    const key = `${member.board} ${member.staffCode ?? member.phone ?? `row ${member.row}`}`
    const first = seats.get(key)
    if (first === undefined) seats.set(key, member)
    else {
      const same = caseless(first.fullName) === caseless(member.fullName)
      const values = {
        row: member.row,
        name: member.fullName,
        other: first.row,
        code: member.staffCode ?? member.phone ?? '',
        otherName: first.fullName,
      }
      repeats.push(found(same ? 'person-twice' : 'person-conflict', cellPlace(table.sheet, member.row), values))
    }
  }
  return { members: [...seats.values()], findings: [...findings, ...repeats] }
}
