/** One unit, one person, one seat on a board, added, changed or taken away by hand; and the last change taken back. */
import type { LastChange as Wire, PeopleEdited, PersonEdit, SeatEdit, UnitEdit } from '#contract/people.ts'
import { isoDay, readDay } from '#contest/calendar.ts'
import { ContestError } from '#contest/errors.ts'
import { textLimits } from '#contest/limits.ts'
import { codeOf, personFields, readPhone } from '#contest/person.ts'
import { caseless, cleanText, foldText } from '#contest/text.ts'
import { isInForce } from '#contest/people/unit-tree.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { staffById } from '#store/identity/staff.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleOf, unitsOf, type UnitRecord } from '#store/people/roster.ts'
import { lastChange, openUndo, type LastChange } from '#store/people/undo.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findUnit } from '../find.ts'
import { countsOf, digestOf, type Plan, type ReadFile, type UnitLine } from './changes.ts'
import { carryOut, permissionFor, type Carrying } from './people.ts'
import { shownChanges } from './telling.ts'

interface Edited extends Omit<PeopleEdited, 'changes' | 'dryRun'> {
  readonly changes: PeopleEdited['changes']
}

/** First as a rehearsal; then what was shown, by its digest, or nothing: somebody else may have changed it meanwhile. */
interface Doing {
  readonly dryRun: boolean
  readonly seen?: string | undefined
}

/** Of a merge of thousands the first ones are shown. */
const mostShown = 200

async function carry(
  app: App,
  who: Who,
  contest: ContestRecord,
  read: ReadFile,
  as: Omit<Carrying, 'fileName'> & { readonly fileName?: string },
) {
  const { plan, ...outcome } = await carryOut(app, who, contest, read, { fileName: '', ...as })
  const { added, updated, removed, needsSecond, request } = outcome
  const changes = [...(await shownChanges(app, contest, plan.changes.slice(0, mostShown), as.undoes === true ? 'both' : 'before'))]
  return { added, updated, removed, needsSecond, request, digest: digestOf(plan), changes } satisfies Edited
}

/** Who is added, changed or removed by hand is told one by one. */
const personByPerson = (): null => null

/** @throws ContestError `invalid-request` for a text that shows no letter and no figure, or more of them than a list takes */
function required(text: string, field: string, longest: number = textLimits.listed): string {
  const value = cleanText(text)
  if (!saysSomething(value) || value.length > longest) throw new ContestError('invalid-request', { field })
  return value
}

const saysSomething = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))

/** @throws ContestError `invalid-request` for a day no calendar has */
function dayOf(day: string | null, field: string): string | null {
  if (day !== null && readDay(day) !== day) throw new ContestError('invalid-request', { field })
  return day
}

/** @throws ContestError `unit-unknown`, `unit-name-taken`, `code-taken`, `unit-circle`, `unit-used`, `invalid-request` */
export async function editUnits(app: App, who: Who, slug: string, edit: UnitEdit, { dryRun, seen }: Doing): Promise<Edited> {
  requireAccess(who, permissionFor('units'))
  const contest = await contestFor(app, who, slug)
  const known = await unitsOf(app.database.db, contest.id)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const read = unitChangeOf(edit, known, today)
  const tell = (plan: Plan) => ({ event: 'units.changed', data: unitData(edit, plan) }) as const
  return carry(app, who, contest, read, { dryRun, seen, tell })
}

function unitData(edit: UnitEdit, plan: Plan): object {
  const units = plan.changes.flatMap((change) => (change.kind === 'unit' ? [(change.after ?? change.before)?.code ?? ''] : []))
  const { added, updated, removed } = countsOf(plan)
  const people = plan.changes.filter(({ kind }) => kind === 'person').length
  const more = edit.act === 'merge' ? { from: edit.from, into: edit.into, people } : {}
  return { units, added, updated, ...(removed > 0 ? { removed } : {}), ...more }
}

function unitChangeOf(edit: UnitEdit, known: readonly UnitRecord[], today: string): ReadFile {
  const kind = 'units'
  switch (edit.act) {
    case 'put': {
      const line = unitLine(edit.unit, known, edit.isNew)
      requireDistinct([...known.filter(({ code }) => code !== line.code), line], line, today)
      return { kind, units: [line] }
    }
    case 'remove':
      requireUnit(known, edit.code)
      return { kind, removed: { units: [edit.code] } }
    case 'merge':
      if (edit.from === edit.into) throw new ContestError('invalid-request', { field: 'into' })
      return { kind, merged: { from: edit.from, into: edit.into, headcount: edit.headcount, on: today } }
    case 'match': {
      const made = edit.made.map(({ code, name, kind: of }) =>
        unitLine({ code, name, kind: of, headcount: 0, aliases: [], parent: null, validFrom: null, validUntil: null }, known, true),
      )
      const twice = made.find(({ code }, at) => made.findIndex((one) => foldText(one.code) === foldText(code)) !== at)
      if (twice !== undefined) throw new ContestError('code-taken', { code: twice.code })
      const spelled = Map.groupBy(edit.spellings, ({ code }) => code)
      const lines = [...spelled].map(([code, all]): UnitLine => {
        requireUnit(known, code)
        return { code, name: '', kind: '', headcount: null, aliases: all.map(({ typed }) => required(typed, 'typed')) }
      })
      // Each against all others, the spellings that are new among them.
      const after = [...known, ...made, ...lines]
      for (const line of [...made, ...lines]) requireDistinct(after, line, today)
      return { kind, units: [...made, ...lines] }
    }
  }
}

function requireUnit(known: readonly UnitRecord[], code: string): UnitRecord {
  const unit = known.find((one) => one.code === code)
  if (unit === undefined) throw new ContestError('unit-unknown', { unit: code })
  return unit
}

function unitLine(unit: Extract<UnitEdit, { act: 'put' }>['unit'], known: readonly UnitRecord[], isNew: boolean): UnitLine {
  const code = required(unit.code, 'code')
  const { headcount, parent } = unit
  const [validFrom, validUntil] = [dayOf(unit.validFrom, 'validFrom'), dayOf(unit.validUntil, 'validUntil')]
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    throw new ContestError('invalid-request', { field: 'validUntil' })
  if (!isNew) requireUnit(known, code)
  else if (known.some((one) => foldText(one.code) === foldText(code))) throw new ContestError('code-taken', { code })
  const aliases = [...new Set(unit.aliases.map(cleanText).filter((one) => one !== ''))]
  return {
    code,
    name: required(unit.name, 'name'),
    kind: cleanText(unit.kind),
    headcount,
    aliases,
    parent,
    validFrom,
    validUntil,
    exact: true,
  }
}

/** Of units that are there today no two go by one name. @throws ContestError `unit-name-taken` */
function requireDistinct(
  all: readonly (Pick<UnitRecord, 'code' | 'name' | 'aliases'> & Partial<Pick<UnitRecord, 'validFrom' | 'validUntil'>>)[],
  line: Pick<UnitRecord, 'code' | 'name' | 'aliases'>,
  today: string,
): void {
  const names = new Set([line.name, ...line.aliases].map(caseless).filter((name) => name !== ''))
  const other = all.find(
    ({ code, name, aliases, validFrom = null, validUntil = null }) =>
      code !== line.code && isInForce({ validFrom, validUntil }, today) && [name, ...aliases].some((one) => names.has(caseless(one))),
  )
  if (other !== undefined) throw new ContestError('unit-name-taken', { unit: other.code })
}

/** E.164, or none; left out: what is known. @throws ContestError `invalid-request` for what is no phone */
function phoneOf(typed: string | null | undefined, known: string | null): string | null {
  if (typed === undefined) return known
  if (typed === null || cleanText(typed) === '') return null
  const phone = readPhone(typed)
  if (phone === null) throw new ContestError('invalid-request', { field: 'phone' })
  return phone
}

/** @throws ContestError `code-taken`, `unit-unknown`, `person-took-part`, `not-found`, `invalid-request` */
export async function editPerson(app: App, who: Who, slug: string, edit: PersonEdit, { dryRun, seen }: Doing): Promise<Edited> {
  requireAccess(who, permissionFor('roster'))
  const contest = await contestFor(app, who, slug)
  const roster = await peopleOf(app.database.db, app.codec, contest.id)
  const known = edit.id === null ? null : roster.find(({ id }) => id === edit.id)
  if (known === undefined) throw new ContestError('not-found', { person: edit.id ?? '' })
  if (edit.act === 'remove')
    return carry(app, who, contest, { kind: 'roster', removed: { people: [edit.id] } }, { dryRun, seen, tell: personByPerson })
  const { fullName, position, phone, unit } = edit.person
  const staffCode = codeOf(edit.person.staffCode)
  if (staffCode === '' || staffCode.length > (personFields.staffCode.longest ?? Infinity))
    throw new ContestError('invalid-request', { field: 'staffCode' })
  if (roster.some((one) => one.staffCode === staffCode && one.id !== known?.id)) throw new ContestError('code-taken', { code: staffCode })
  const line = {
    ...{
      staffCode,
      fullName: required(fullName, 'fullName', personFields.fullName.longest),
      position: cleanText(position),
      phone: phoneOf(phone, known?.phone ?? null),
    },
    unitCode: (await findUnit(app, contest.id, unit)).code,
    ...(known === null ? {} : { id: known.id }),
  }
  return carry(app, who, contest, { kind: 'roster', people: [line] }, { dryRun, seen, tell: personByPerson })
}

/** @throws ContestError `code-taken`, `unit-unknown`, `not-found`, `invalid-request` for nobody that could be recognised */
export async function editSeat(app: App, who: Who, slug: string, edit: SeatEdit, { dryRun, seen }: Doing): Promise<Edited> {
  requireAccess(who, permissionFor('boards'))
  const contest = await contestFor(app, who, slug)
  const seats = await boardMembers(app.database.db, app.codec, contest.id)
  const { id } = edit
  if (id !== null && !seats.some((seat) => seat.id === id)) throw new ContestError('not-found', { member: id })
  const tell = (plan: Plan) => {
    const { added, updated, removed } = countsOf(plan)
    return { event: 'boards.changed', data: { added, updated, ...(removed > 0 ? { removed } : {}) } } as const
  }
  if (edit.act === 'remove') return carry(app, who, contest, { kind: 'boards', removed: { seats: [edit.id] } }, { dryRun, seen, tell })
  const { board, role, fullName, unit } = edit.seat
  const staffCode = codeOf(edit.seat.staffCode ?? '') || null
  const phone = phoneOf(edit.seat.phone, seats.find((seat) => seat.id === id)?.phone ?? null)
  if (staffCode === null && phone === null) throw new ContestError('invalid-request', { field: 'staffCode' })
  const line = {
    ...{ board, role: cleanText(role), fullName: required(fullName, 'fullName', personFields.fullName.longest), staffCode, phone },
    unitCode: unit === null ? null : (await findUnit(app, contest.id, unit)).code,
    ...(id === null ? {} : { id }),
  }
  if (id === null && seats.some((seat) => seat.board === board && (seat.staffCode ?? seat.phone) === (staffCode ?? phone)))
    throw new ContestError('code-taken', { code: staffCode ?? phone ?? '' })
  return carry(app, who, contest, { kind: 'boards', members: [line] }, { dryRun, seen, tell })
}

/** What `undoPeople` would take back; null: nothing can be. */
export async function lastPeopleChange(app: App, who: Who, slug: string): Promise<Wire['last']> {
  requireAccess(who, 'roster.import')
  const last = await standing(app, await contestFor(app, who, slug))
  if (last === null) return null
  const { kind, fileName, added, updated, removed, doneBy, doneAt: at } = last
  const by = doneBy === null ? null : ((await staffById(app.database.db, doneBy))?.login ?? doneBy)
  return { kind, fileName, added, updated, removed, by, at }
}

async function standing(app: App, contest: ContestRecord): Promise<LastChange | null> {
  const last = await lastChange(app.database.db, contest.id)
  return last?.revision === contest.rosterRevision ? last : null
}

/** Takes the last change back while there was no other. @throws ContestError `nothing-to-undo`, `person-took-part`, `unit-used` */
export async function undoPeople(app: App, who: Who, slug: string, { dryRun, seen }: Doing): Promise<Edited> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const last = await standing(app, contest)
  const read = last === null ? null : await openUndo<ReadFile>(app.database.db, app.codec, contest.id)
  if (last === null || read === null) throw new ContestError('nothing-to-undo')
  const { kind, fileName } = last
  requireAccess(who, permissionFor(kind))
  const tell = (plan: Plan) => {
    const { added, updated, removed } = countsOf(plan)
    return { event: 'people.undone', data: { kind, fileName, added, updated, removed } } as const
  }
  return carry(app, who, contest, read, { dryRun, seen, tell, undoes: true, fileName, from: last.revision })
}
