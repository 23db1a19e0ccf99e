/** Importing units, the roster and the boards, each with a dry run; and listing the people. All of a file or nothing. */
import { ContestError } from '#contest/errors.ts'
import type { BoardKind } from '#contest/roles.ts'
import {
  eachField,
  personFields,
  previewKeys,
  profileOf,
  sameProfile,
  searchedTexts,
  type PersonValues,
  type PreviewKey,
} from '#contest/person.ts'
import type { Finding } from '#contest/values.ts'
import type { BoardMembership } from '#formats/people/boards.ts'
import type { RosterRead } from '#formats/people/roster.ts'
import { foldText, search } from '#contest/text.ts'
import { readUnits } from '#formats/people/units.ts'
import type { KnownUnit } from '#formats/people/units-matching.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { boardMembers, insertBoardMember } from '#store/people/boards.ts'
import { advanceRoster, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { roundsEntered } from '#store/taking-part/entries.ts'
import { insertPerson, peopleOf, putUnit, unitsOf, updatePerson, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import type { ImportFile } from '../files.ts'
import { newId } from '../ids.ts'

export interface PeopleImport {
  readonly fileName: string
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly people: readonly (PersonValues<PreviewKey> & { readonly row: number; readonly board: BoardKind | null })[]
  readonly duplicates: RosterRead['duplicates']
  readonly findings: readonly Finding[]
}

function refuseErrors(read: { readonly hasErrors: boolean; readonly findings: readonly Finding[] }, dryRun: boolean): void {
  if (read.hasErrors && !dryRun) throw new ContestError('file-invalid', { findings: read.findings })
}

export interface UnitsImport {
  readonly fileName: string
  readonly units: number
  readonly findings: readonly Finding[]
}

/** @throws ContestError `file-invalid` */
export async function importUnits(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<UnitsImport> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const read = readUnits(file.bytes, { fileName: file.name })
  refuseErrors(read, dryRun)
  if (!dryRun) {
    await inTransaction(app.database.db, async (db) => {
      const known = new Map((await unitsOf(db, contest.id)).map((unit) => [unit.code, unit]))
      for (const { code, name, kind, headcount } of read.units) {
        const before = known.get(code)
        await putUnit(db, contest.id, { id: before?.id ?? newId(), code, name, kind, headcount: headcount ?? before?.headcount ?? 0 })
      }
      await advanceRoster(db, contest.id)
      await writeAudit(db, {
        at: app.clock.now(),
        actor: actorOf(who),
        event: 'units.imported',
        contestId: contest.id,
        data: { fileName: file.name, units: read.units.length },
      })
    })
  }
  return { fileName: file.name, units: read.units.length, findings: read.findings }
}

/** @throws ContestError `file-invalid` */
export async function importRoster(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  options: { readonly dryRun: boolean; readonly units?: readonly KnownUnit[] },
): Promise<PeopleImport> {
  requireAccess(who, 'roster.import')
  const { dryRun } = options
  const contest = await contestFor(app, who, slug)
  const units = await unitsOf(app.database.db, contest.id)
  const read = await app.readPeople('roster', file.bytes, { fileName: file.name, units: options.units ?? units })
  refuseErrors(read, dryRun)
  const nameOf = new Map((options.units ?? units).map(({ code, name }) => [code, name]))
  const counts = await inTransaction(app.database.db, async (db) => {
    const done = { added: 0, updated: 0, unchanged: 0 }
    const byCode = new Map((await peopleOf(db, app.codec, contest.id)).map((person) => [person.staffCode, person]))
    const unitIds = new Map(units.map(({ code, id }) => [code, id]))
    for (const one of read.people) {
      const before = byCode.get(one.staffCode)
      const person: PersonRecord = { ...profileOf(one), id: before?.id ?? newId(), unitId: unitIds.get(one.unitCode) ?? '' }
      const change = before === undefined ? 'added' : same(before, person) ? 'unchanged' : 'updated'
      done[change]++
      if (dryRun || change === 'unchanged') continue
      if (change === 'added') await insertPerson(db, app.codec, contest.id, person, app.clock.now())
      else await updatePerson(db, app.codec, contest.id, person)
    }
    if (!dryRun) {
      await advanceRoster(db, contest.id)
      await writeAudit(db, {
        at: app.clock.now(),
        actor: actorOf(who),
        event: 'roster.imported',
        contestId: contest.id,
        data: { fileName: file.name, ...done, duplicates: read.duplicates.length },
      })
    }
    return done
  })
  return {
    fileName: file.name,
    ...counts,
    people: read.people.map((person) => ({ ...person, unit: nameOf.get(person.unitCode) ?? person.unitCode, board: null })),
    duplicates: read.duplicates,
    findings: read.findings,
  }
}

const same = (a: PersonRecord, b: PersonRecord): boolean => a.unitId === b.unitId && sameProfile(a, b)

/** Adds members; whoever took part already is set aside at the next tally. @throws ContestError `file-invalid` */
export async function importBoards(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PeopleImport> {
  requireAccess(who, 'boards.import')
  const contest = await contestFor(app, who, slug)
  const units = await unitsOf(app.database.db, contest.id)
  const read = await app.readPeople('boards', file.bytes, { fileName: file.name, units })
  refuseErrors(read, dryRun)
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  const counts = await inTransaction(app.database.db, (db) =>
    addMembers(app, who, contest, db, read.members, { dryRun, fileName: file.name }),
  )
  await app.runtimes.refresh()
  return {
    fileName: file.name,
    ...counts,
    people: read.members.map((member) => ({
      ...eachField(previewKeys, (key) => personFields[key].none),
      row: member.row,
      fullName: member.fullName,
      staffCode: member.staffCode ?? '',
      unit: nameOf.get(member.unitCode ?? '') ?? '',
      phone: member.phone,
      board: member.board,
    })),
    duplicates: [],
    findings: read.findings,
  }
}

async function addMembers(
  app: App,
  who: Who,
  contest: ContestRecord,
  db: Db,
  members: readonly BoardMembership[],
  { dryRun, fileName }: { readonly dryRun: boolean; readonly fileName: string },
) {
  const keyOf = ({ board, staffCode, phone }: Pick<BoardMembership, 'board' | 'staffCode' | 'phone'>) =>
    `${board} ${staffCode ?? phone ?? ''}`
  const known = new Set((await boardMembers(db, app.codec, contest.id)).map(keyOf))
  const done = { added: 0, updated: 0, unchanged: 0 }
  for (const member of members) {
    if (known.has(keyOf(member))) {
      done.unchanged++
      continue
    }
    known.add(keyOf(member))
    done.added++
    if (!dryRun) await insertBoardMember(db, app.codec, contest.id, { ...member, id: newId() }, app.clock.now())
  }
  if (!dryRun) {
    const at = app.clock.now()
    await advanceRoster(db, contest.id)
    await writeAudit(db, { at, actor: actorOf(who), event: 'boards.imported', contestId: contest.id, data: { fileName, ...done } })
  }
  return done
}

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
