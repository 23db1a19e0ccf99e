/** The units of a contest as its staff lists them, and taken away as a file. */
import type { UnitDetail, UnitList, UnitNames } from '#contract/people.ts'
import { isoDay } from '#contest/calendar.ts'
import { asTree, isInForce } from '#contest/people/unit-tree.ts'
import { hasResult } from '#contest/round-life.ts'
import { foldText, search } from '#contest/text.ts'
import { unitTable } from '#documents/sheets/people.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { unitsOf, type UnitRecord } from '#store/people/roster.ts'
import { useOfUnits, type UnitUse } from '#store/people/units.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor, findUnit } from '../find.ts'
import { takeAway, type SheetForm } from './contestants.ts'

export interface UnitQuery {
  readonly q: string
  /** Code of a unit: it and those below it. */
  readonly below: string
  readonly state: 'in-force' | 'ended' | 'all'
}

const nobody: UnitUse = { people: 0, senders: 0, questions: 0 }

async function found(app: App, contest: ContestRecord, { q, below, state }: UnitQuery) {
  const { db } = app.database
  const all = await unitsOf(db, contest.id)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const matches = search(q)
  const under = below === '' ? null : codesBelow(all, below)
  const isAsked = (unit: UnitRecord): boolean =>
    (under === null || under.has(unit.code)) &&
    (state === 'all' || isInForce(unit, today) === (state === 'in-force')) &&
    matches(foldText([unit.code, unit.name, ...unit.aliases].join(' ')))
  return { all, today, shown: asTree(all).filter(({ unit }) => isAsked(unit)) }
}

function codesBelow(units: readonly UnitRecord[], top: string): ReadonlySet<string> {
  const below = new Set([top])
  for (const { unit } of asTree(units)) if (unit.parent !== null && below.has(unit.parent)) below.add(unit.code)
  return below
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
  const { all, today, shown } = await found(app, contest, query)
  const use = await useOfUnits(app.database.db, contest.id)
  const names = new Map(all.map(({ code, name }) => [code, name]))
  const { page, pageSize } = query
  const items = shown.slice((page - 1) * pageSize, page * pageSize).map(({ unit, depth }) => ({
    ...wire(unit),
    depth,
    parentName: unit.parent === null ? null : (names.get(unit.parent) ?? unit.parent),
    inForce: isInForce(unit, today),
    people: (use.get(unit.id) ?? nobody).people,
  }))
  return {
    ...{ total: shown.length, page, pageSize, all: all.length },
    ...{ withoutHeadcount: all.filter((unit) => unit.headcount === 0 && isInForce(unit, today)).length, items },
  }
}

/** Those somebody may belong to today, by name. */
export async function unitNames(app: App, who: Who, slug: string): Promise<UnitNames> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const items = (await unitsOf(app.database.db, contest.id))
    .filter((unit) => isInForce(unit, today))
    .map(({ code, name }) => ({ code, name, key: foldText(name) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return { items: items.map(({ code, name }) => ({ code, name })) }
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
  const all = await unitsOf(db, contest.id)
  const inResults = (await roundsOf(db, contest.id)).some(({ status, talliedAt }) => hasResult(status) || talliedAt !== null)
  const below = codesBelow(all, code)
  return {
    ...wire(unit),
    ...((await useOfUnits(db, contest.id)).get(unit.id) ?? nobody),
    ...{ inResults, below: all.filter(({ parent }) => parent === code).map((one) => ({ code: one.code, name: one.name })) },
    others: all
      .filter((one) => one.code !== code)
      .map((one) => ({ code: one.code, name: one.name, isBelow: below.has(one.code), headcount: one.headcount })),
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
