/** The people of a contest as its staff lists them. */
import type { BoardKind } from '#contest/roles.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleByIds, unitsOf, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { roundsEntered } from '#store/taking-part/entries.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'

export interface ListedPerson extends PersonRecord {
  readonly unit: UnitRecord
  readonly boards: readonly BoardKind[]
  /** Keys of the rounds in which this person has submitted. */
  readonly submitted: readonly string[]
}

/** `q` matches name and staff code without diacritics; `unit` is a unit's code. */
export async function contestantPage(
  app: App,
  who: Who,
  slug: string,
  query: { readonly q: string; readonly unit: string; readonly page: number; readonly pageSize: number },
): Promise<{ readonly total: number; readonly items: readonly ListedPerson[] }> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const units = new Map((await unitsOf(db, contest.id)).map((unit) => [unit.id, unit]))
  const unitId = query.unit === '' ? null : ([...units.values()].find(({ code }) => code === query.unit)?.id ?? '')
  const found = await app.rosterDesk.find(contest, { query: query.q, unitId })
  const from = (query.page - 1) * query.pageSize
  const ids = found.slice(from, from + query.pageSize).map(({ id }) => id)
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
