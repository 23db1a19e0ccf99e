/** The people of a contest as its staff lists them, and taken away as a file. */
import type { BoardKind } from '#contest/roles.ts'
import { csvType } from '#documents/sheets/csv.ts'
import { rosterTable } from '#documents/sheets/people.ts'
import { xlsxType, type Table } from '#documents/sheets/workbook.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleByIds, peopleOf, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { roundsEntered } from '#store/taking-part/entries.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor } from '../find.ts'
import { codesBelow, unitDesk } from '../unit-desk.ts'

export interface ListedPerson extends PersonRecord {
  readonly unit: UnitRecord
  readonly boards: readonly BoardKind[]
  /** Keys of the rounds in which this person has submitted. */
  readonly submitted: readonly string[]
}

/** `q` matches name and staff code without diacritics; `unit` is a unit's code: it and those below it. */
interface PeopleQuery {
  readonly q: string
  readonly unit: string
}

async function idsFound(app: App, contest: ContestRecord, query: PeopleQuery) {
  const desk = await unitDesk(app, contest)
  const wanted = codesBelow(desk, query.unit)
  const unitIds = query.unit === '' ? null : new Set([...wanted].flatMap((code) => desk.byCode.get(code)?.id ?? []))
  return { units: desk.byId, ids: (await app.rosterDesk.find(contest, { query: query.q, unitIds })).map(({ id }) => id) }
}

export async function contestantPage(
  app: App,
  who: Who,
  slug: string,
  query: PeopleQuery & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly total: number; readonly items: readonly ListedPerson[] }> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const { units, ids: found } = await idsFound(app, contest, query)
  const from = (query.page - 1) * query.pageSize
  const ids = found.slice(from, from + query.pageSize)
  const people = await peopleByIds(db, app.codec, ids)
  // Who was taken off the roster a moment ago is shown no more.
  const shown = ids.flatMap((id) => people.get(id) ?? [])
  const members = await boardMembers(db, app.codec, contest.id)
  const rounds = new Map((await roundsOf(db, contest.id)).map(({ id, key }) => [id, key]))
  const entered = await roundsEntered(db, [...rounds.keys()], ids)
  return {
    total: found.length,
    items: shown.map((person) => ({
      ...person,
      unit: units.get(person.unitId) as UnitRecord,
      boards: members
        .filter(({ staffCode, phone }) => staffCode === person.staffCode || (phone !== null && phone === person.phone))
        .map(({ board }) => board),
      submitted: (entered.get(person.id) ?? []).map((id) => rounds.get(id) ?? ''),
    })),
  }
}

export interface SheetForm {
  readonly format: 'csv' | 'xlsx'
}

/** Everybody who was asked for, phones included: in the columns an import reads. It is a line of the audit. */
export async function exportRoster(app: App, who: Who, slug: string, query: PeopleQuery, { format }: SheetForm): Promise<ExportFile> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const { units, ids } = await idsFound(app, contest, query)
  // Opened with turns for others: it may be everybody.
  const people = new Map((await peopleOf(app.database.db, app.codec, contest.id)).map((person) => [person.id, person]))
  const shown = ids.flatMap((id) => people.get(id) ?? [])
  const table = rosterTable(shown.map((person) => ({ ...person, unit: units.get(person.unitId)?.name ?? '' })))
  return takeAway(app, who, contest, { kind: 'roster', name: 'thi-sinh', table, format })
}

export async function takeAway(
  app: App,
  who: Who,
  contest: ContestRecord,
  { kind, name, table, format }: SheetForm & { readonly kind: 'roster' | 'units'; readonly name: string; readonly table: Table },
): Promise<ExportFile> {
  const bytes = await app.makeSheet(format, [table])
  await writeAudit(app.database.db, {
    ...{ at: app.clock.now(), actor: actorOf(who), event: 'people.exported', contestId: contest.id },
    data: { kind, format, lines: table.rows.length },
  })
  return { name: `${name}-${contest.slug}.${format}`, mediaType: format === 'csv' ? csvType : xlsxType, bytes }
}
