/** The units of a contest as its staff lists them, and taken away as a file. */
import type { UnitDetail, UnitList, UnitNames } from '#contract/people.ts'
import { isoDay } from '#contest/calendar.ts'
import { isInForce } from '#contest/people/unit-tree.ts'
import { hasResult } from '#contest/round-life.ts'
import { search } from '#contest/text.ts'
import { unitTable } from '#documents/sheets/people.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { UnitRecord } from '#store/people/roster.ts'
import { useOfUnits, type UnitUse } from '#store/people/units.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor, findUnit } from '../find.ts'
import { takeAway, type SheetForm } from './contestants.ts'
import { codesBelow, unitDesk, type DeskUnit } from '../unit-desk.ts'

export interface UnitQuery {
  readonly q: string
  /** Code of a unit: it and those below it. */
  readonly below: string
  readonly state: 'in-force' | 'ended' | 'all'
}

const nobody: UnitUse = { people: 0, senders: 0, questions: 0 }

async function found(app: App, contest: ContestRecord, { q, below, state }: UnitQuery) {
  const desk = await unitDesk(app, contest)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const matches = search(q)
  const under = below === '' ? null : codesBelow(desk, below)
  const isAsked = ({ unit, words }: DeskUnit): boolean =>
    (under === null || under.has(unit.code)) && (state === 'all' || isInForce(unit, today) === (state === 'in-force')) && matches(words)
  return { desk, today, shown: desk.tree.filter(isAsked) }
}

/** A page of the tree; `q` matches code, name and other spellings without diacritics. */
export async function unitPage(
  app: App,
  who: Who,
  slug: string,
  query: UnitQuery & { readonly page: number; readonly pageSize: number },
): Promise<UnitList> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const { desk, today, shown } = await found(app, contest, query)
  const use = await useOfUnits(db, contest.id)
  const rounds = await roundsOf(db, contest.id)
  const { byUnit } = await app.participants.of(
    contest,
    rounds.map(({ id }) => id),
  )
  const { page, pageSize } = query
  const items = shown.slice((page - 1) * pageSize, page * pageSize).map(({ unit, depth }) => ({
    ...wire(unit),
    depth,
    parentName: unit.parent === null ? null : (desk.byCode.get(unit.parent)?.name ?? unit.parent),
    inForce: isInForce(unit, today),
    people: (use.get(unit.id) ?? nobody).people,
    participants: byUnit.get(unit.id) ?? 0,
  }))
  return {
    ...{ total: shown.length, page, pageSize, all: desk.tree.length },
    withoutHeadcount: desk.tree.filter(({ unit }) => unit.headcount === 0 && isInForce(unit, today)).length,
    items,
  }
}

/** In a list to choose from; beyond, one searches. */
const mostChoices = 300
const mostFound = 20

/**
 * Those somebody may belong to today, by name: all while they are few, else the first that match `q`, or the one of this code.
 * @param asked empty: nothing was asked
 */
export async function unitNames(
  app: App,
  who: Who,
  slug: string,
  asked: { readonly q: string; readonly code: string },
): Promise<UnitNames> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const inForce = (await unitDesk(app, contest)).byName.filter(({ unit }) => isInForce(unit, today))
  const matches = search(asked.q)
  const wanted =
    asked.q !== ''
      ? inForce.filter(({ words }) => matches(words)).slice(0, mostFound)
      : inForce.length > mostChoices
        ? inForce.filter(({ unit }) => unit.code === asked.code)
        : inForce
  return { total: inForce.length, items: wanted.map(({ unit: { code, name, headcount } }) => ({ code, name, headcount })) }
}

const wire = ({ code, name, kind, headcount, aliases, parent, validFrom, validUntil }: UnitRecord) => ({
  ...{ code, name, kind, headcount, aliases: [...aliases], parent, validFrom, validUntil },
})

/** One unit, with what keeps it from being removed. @throws ContestError `unit-unknown` */
export async function unitDetail(app: App, who: Who, slug: string, code: string): Promise<UnitDetail> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const unit = await findUnit(app, contest.id, code)
  const { tree, byCode } = await unitDesk(app, contest)
  const inResults = (await roundsOf(db, contest.id)).some(({ status, talliedAt }) => hasResult(status) || talliedAt !== null)
  return {
    ...wire(unit),
    ...((await useOfUnits(db, contest.id)).get(unit.id) ?? nobody),
    parentName: unit.parent === null ? null : (byCode.get(unit.parent)?.name ?? unit.parent),
    inResults,
    below: tree.flatMap(({ unit: { code: below, name, parent } }) => (parent === code ? [{ code: below, name }] : [])),
  }
}

/** The units that were asked for, in the columns an import reads. */
export async function exportUnits(app: App, who: Who, slug: string, query: UnitQuery, { format }: SheetForm): Promise<ExportFile> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const { shown } = await found(app, contest, query)
  const table = unitTable(shown.map(({ unit }) => unit))
  return takeAway(app, who, contest, { kind: 'units', name: 'don-vi', table, format })
}
