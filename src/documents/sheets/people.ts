/** Units and people as tables, under headings by which an import knows their columns again. */
import { personFields, personKeys, personTitle, type PersonValues, type PersonKey } from '#contest/person.ts'
import type { Table } from './workbook.ts'

interface Unit {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly headcount: number
  readonly aliases: readonly string[]
  readonly parent: string | null
  readonly validFrom: string | null
  readonly validUntil: string | null
}

export const unitTable = (units: readonly Unit[]): Table => ({
  name: 'Đơn vị',
  header: ['Mã', 'Tên đơn vị', 'Loại', 'Số người', 'Cách viết khác', 'Trực thuộc', 'Từ ngày', 'Đến ngày'],
  widths: [16, 44, 14, 10, 40, 16, 12, 12],
  rows: units.map(({ code, name, kind, headcount, aliases, parent, validFrom, validUntil }) => [
    ...[code, name, kind, headcount, aliases.join('; '), parent, validFrom, validUntil],
  ]),
})

export const rosterTable = (people: readonly PersonValues<PersonKey>[]): Table => ({
  name: 'Thí sinh',
  header: personKeys.map((key) => personTitle(personFields[key])),
  widths: personKeys.map((key) => (key === 'staffCode' || key === 'phone' ? 16 : 36)),
  rows: people.map((person) => personKeys.map((key) => person[key])),
})
