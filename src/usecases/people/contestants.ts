/** The people of a contest as its staff lists them. */
import type { BoardKind } from '#contest/roles.ts'
import { searchedTexts } from '#contest/person.ts'
import { foldText, search } from '#contest/text.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleOf, unitsOf, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
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
  const matches = search(query.q)
  const found = (await peopleOf(db, app.codec, contest.id))
    .filter((person) => {
      if (query.unit !== '' && units.get(person.unitId)?.code !== query.unit) return false
      return matches(foldText(searchedTexts(person).join(' ')))
    })
    .sort((a, b) => (a.staffCode < b.staffCode ? -1 : 1))
  const from = (query.page - 1) * query.pageSize
  const shown = found.slice(from, from + query.pageSize)
  const members = await boardMembers(db, app.codec, contest.id)
  const rounds = new Map((await roundsOf(db, contest.id)).map(({ id, key }) => [id, key]))
  const entered = await roundsEntered(
    db,
    [...rounds.keys()],
    shown.map(({ id }) => id),
  )
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
