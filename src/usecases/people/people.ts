/** Importing units, the roster and the boards, each with a dry run. All of a file or nothing; once a round has opened, by two people. */
import { ContestError } from '#contest/errors.ts'
import type { PeopleChange } from '#contract/people.ts'
import { isoDay } from '#contest/calendar.ts'
import type { AuditEvent } from '#contest/events.ts'
import type { BoardKind, Permission } from '#contest/roles.ts'
import { eachField, personFields, previewKeys, type PersonKey, type PersonValues, type PreviewKey } from '#contest/person.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import type { Finding } from '#contest/values.ts'
import { freeCodes } from '#contest/people/unit-codes.ts'
import { isInForce } from '#contest/people/unit-tree.ts'
import { nothingToMend, type RowMend, type ToMend } from '#formats/people/mending.ts'
import type { RosterRead, UnknownUnit } from '#formats/people/roster.ts'
import type { KnownUnit } from '#formats/people/units-matching.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { insertPeopleRequest } from '#store/people/requests.ts'
import { forgetLastChange, putLastChange, type LastChange } from '#store/people/undo.ts'
import { unitsOf } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { createFairLine } from '../fair-line.ts'
import { contestFor, requireUnerased } from '../find.ts'
import type { ImportFile } from '../files.ts'
import { newId } from '../ids.ts'
import { countsOf, digestOf, type Change, type Plan, type ReadFile } from './changes.ts'
import { boardsLikely, rosterLikely } from './likely-findings.ts'
import { planOf } from './planning.ts'
import { shownChanges, tellOfPeople } from './telling.ts'
import { writePlanned, type Written } from './writing.ts'

/** Of a file of a hundred thousand people the first ones are shown. */
const mostShown = 100

interface Counts {
  readonly added: number
  readonly updated: number
  readonly removed: number
  readonly unchanged: number
}

export interface Outcome extends Counts {
  /** Id of the request in which the changes wait for a second person; null: they were made, or there are none. */
  readonly request: string | null
  /** A round has opened: making these changes needs a second person. */
  readonly needsSecond: boolean
}

export interface PeopleImport extends Outcome {
  readonly fileName: string
  /** As many as anybody looks at. */
  readonly people: readonly (PersonValues<PreviewKey> & { readonly row: number; readonly board: BoardKind | null })[]
  /** In the file. */
  readonly total: number
  readonly unknownUnits: readonly (Pick<UnknownUnit, 'typed' | 'rows'> & {
    readonly nearest: readonly { readonly code: string; readonly name: string }[]
    readonly freeCode: string
  })[]
  readonly toMend: ToMend
  readonly changes: PeopleChange[]
  readonly duplicates: RosterRead['duplicates']
  readonly findings: readonly Finding[]
}

function refuseErrors(read: { readonly hasErrors: boolean; readonly findings: readonly Finding[] }, dryRun: boolean): void {
  if (read.hasErrors && !dryRun) throw new ContestError('file-invalid', { findings: read.findings })
}

export interface UnitsImport extends Outcome {
  readonly fileName: string
  readonly units: number
  /** The first of them, from old to new. */
  readonly changes: PeopleChange[]
  readonly findings: readonly Finding[]
}

/** What one needs to ask for these changes. */
export const permissionFor = (kind: ReadFile['kind']): Permission => (kind === 'boards' ? 'boards.import' : 'roster.import')

const imported = { units: 'units.imported', roster: 'roster.imported', boards: 'boards.imported' } as const

/** From the first opening on the roster is a key to the contest: who changes it can enter as anybody, or shut anybody out. */
const hasOpened = async (db: Db, contestId: string): Promise<boolean> =>
  (await roundsOf(db, contestId)).some(({ status }) => !awaitsOpening(status))

/** How a change is told and what becomes of it. */
export interface Carrying {
  /** Empty: by hand. */
  readonly fileName: string
  readonly dryRun: boolean
  /** What the audit says besides, of a file. */
  readonly data?: object
  /** Of what is done by hand, instead of what an import says. */
  readonly tell?: (plan: Plan) => { readonly event: AuditEvent; readonly data: object } | null
  /** It takes the last change back, and is not to be taken back itself. */
  readonly undoes?: true
  /** Only while the roster is of this revision. */
  readonly from?: number
  /** Digest of the changes somebody looked at: nothing else is done. */
  readonly seen?: string | undefined
}

/** Makes the changes, or asks for them once a round has opened; with `dryRun` says what they would be. */
export async function carryOut(
  app: App,
  who: Who,
  contest: ContestRecord,
  read: ReadFile,
  as: Carrying,
): Promise<Outcome & { readonly plan: Plan }> {
  const at = app.clock.now()
  const { db } = app.database
  const { fileName, dryRun, data = {} } = as
  await requireUnerased(db, contest)
  // Neither a look nor a plan holds a transaction: on SQLite everybody else would wait for its end.
  const plan = async (): Promise<Plan> => {
    const planned = await planOf(app, db, contest, read)
    if (as.seen !== undefined && digestOf(planned) !== as.seen) throw new ContestError('edited-meanwhile', { contest: contest.slug })
    return planned
  }
  const needsSecond = await hasOpened(db, contest.id)
  if (dryRun) {
    const planned = await plan()
    return { ...countsOf(planned), needsSecond, request: null, plan: planned }
  }
  const outcome: Outcome & { readonly plan: Plan; readonly gone?: readonly string[] } = needsSecond
    ? await ask(app, who, contest, read, { fileName, plan: await plan() })
    : await writePlanned(app, contest, { at, kind: read.kind }, plan, async (inside, written) => {
        // What was begun before the opening is not done after it by one person.
        if (await hasOpened(inside, contest.id)) throw new ContestError('edited-meanwhile', { contest: contest.slug })
        if (as.from !== undefined && written.revision !== as.from + 1) throw new ContestError('nothing-to-undo')
        const counts = countsOf(written.plan)
        const of = { at, actor: actorOf(who), contestId: contest.id } as const
        const told =
          as.tell === undefined ? { event: imported[read.kind], data: { fileName, ...counted(counts), ...data } } : as.tell(written.plan)
        if (told !== null && (as.tell === undefined || written.plan.changes.length > 0)) await writeAudit(inside, { ...of, ...told })
        // Who comes by a file before any opening is counted; who is changed is always named.
        await tellOfPeople(
          inside,
          of,
          written.done.filter(({ how }) => fileName === '' || how !== 'added'),
        )
        await keepUndo(inside, contest.id, written, {
          kind: read.kind,
          fileName,
          doneBy: who.kind === 'staff' ? who.id : null,
          doneAt: at,
          undoes: as.undoes === true,
        })
        return {
          ...counts,
          needsSecond: false,
          request: null,
          plan: written.plan,
          gone: written.done.flatMap(({ id, how }) => (how === 'removed' ? [id] : [])),
        }
      })
  for (const id of outcome.gone ?? []) app.sessions.forgetSubject(id)
  await app.runtimes.refresh()
  return outcome
}

/** Nothing is said of what was not done. */
const counted = ({ added, updated, removed }: Counts) => ({ added, updated, ...(removed > 0 ? { removed } : {}) })

/** In the transaction of a change. */
export async function keepUndo(
  db: Db,
  contestId: string,
  { plan, revision, undo }: Pick<Written, 'plan' | 'revision' | 'undo'>,
  { undoes, ...of }: Pick<LastChange, 'kind' | 'fileName' | 'doneBy' | 'doneAt'> & { readonly undoes: boolean },
): Promise<void> {
  if (plan.changes.length === 0) return
  if (undoes) return forgetLastChange(db, contestId)
  const { added, updated, removed } = countsOf(plan)
  await putLastChange(db, contestId, { ...of, revision, added, updated, removed }, undo)
}

async function ask(
  app: App,
  who: Who,
  contest: ContestRecord,
  read: ReadFile,
  { fileName, plan }: { readonly fileName: string; readonly plan: Plan },
): Promise<Outcome & { readonly plan: Plan }> {
  const counts = countsOf(plan)
  if (plan.changes.length === 0) return { ...counts, needsSecond: true, request: null, plan }
  const id = newId()
  const at = app.clock.now()
  const { added, updated, removed } = counts
  const request = { id, kind: read.kind, fileName, added, updated, removed, askedBy: who.kind === 'staff' ? who.id : null, askedAt: at }
  await inTransaction(app.database.db, async (db) => {
    await insertPeopleRequest(db, app.codec, contest.id, request, read)
    await writeAudit(db, {
      ...{ at, actor: actorOf(who), event: 'people.change-asked', contestId: contest.id },
      data: { request: id, kind: read.kind, fileName, ...counted(counts) },
    })
  })
  return { ...counts, needsSecond: true, request: id, plan }
}

const firstShown = async (app: App, contest: ContestRecord, changes: readonly Change[]): Promise<PeopleChange[]> => [
  ...(await shownChanges(app, contest, changes.slice(0, mostShown), 'before')),
]

/** @throws ContestError `file-invalid` */
export async function importUnits(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<UnitsImport> {
  requireAccess(who, permissionFor('units'))
  const contest = await contestFor(app, who, slug)
  const known = await unitsOf(app.database.db, contest.id)
  const { units, findings, hasErrors } = await app.readPeople('units', file.bytes, { fileName: file.name, units: known })
  refuseErrors({ hasErrors, findings }, dryRun)
  const read: ReadFile = { kind: 'units', units: hasErrors ? [] : units }
  const { plan, ...outcome } = await carryOut(app, who, contest, read, { fileName: file.name, dryRun })
  return { fileName: file.name, units: units.length, findings, ...outcome, changes: await firstShown(app, contest, plan.changes) }
}

/** A file of people is compared with everybody who is there already: one at a time, in turn by who sent it. */
const comparisons = createFairLine({ atOnce: () => 1, waiting: 24, waitingEach: 4 })

/** @throws ContestError `file-invalid`, `busy` */
export async function importRoster(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  options: RosterImportOptions,
): Promise<PeopleImport> {
  requireAccess(who, permissionFor('roster'))
  return comparisons.pass(who.kind === 'staff' ? who.id : who.kind, () => compareRoster(app, who, slug, file, options))
}

interface RosterImportOptions {
  readonly dryRun: boolean
  readonly units?: readonly KnownUnit[]
  /** Rows that were mended on the screen. */
  readonly mends?: readonly RowMend[]
}

async function compareRoster(app: App, who: Who, slug: string, file: ImportFile, options: RosterImportOptions): Promise<PeopleImport> {
  const { dryRun, mends = [] } = options
  const contest = await contestFor(app, who, slug)
  const today = isoDay(app.clock.now(), contest.rules.zone)
  const known = await unitsOf(app.database.db, contest.id)
  // Whose unit has ended is nobody's today; what it was called may belong to another.
  const units = options.units ?? known.filter((unit) => isInForce(unit, today))
  const read = await app.readPeople('roster', file.bytes, { fileName: file.name, units, mends })
  refuseErrors(read, dryRun)
  const { people, duplicates } = read
  const findings = [...read.findings, ...(await rosterLikely(app, app.database.db, contest.id, people))]
  const nameOf = new Map([...known, ...units].map(({ code, name }) => [code, name]))
  const codes = freeCodes(
    read.unknownUnits.map(({ typed }) => typed),
    [...known, ...units].map(({ code }) => code),
  )
  const unknownUnits = read.unknownUnits.map(({ typed, rows, nearest }, at) => ({
    ...{ typed, rows, freeCode: codes[at] ?? '' },
    nearest: nearest.map((code) => ({ code, name: nameOf.get(code) ?? code })),
  }))
  const data = { duplicates: duplicates.length, ...(mends.length > 0 ? { mended: mends.length } : {}) }
  const { plan, ...outcome } = await carryOut(app, who, contest, { kind: 'roster', people }, { fileName: file.name, dryRun, data })
  return {
    fileName: file.name,
    ...outcome,
    total: people.length,
    people: people.slice(0, mostShown).map((person) => ({ ...person, unit: nameOf.get(person.unitCode) ?? person.unitCode, board: null })),
    unknownUnits,
    toMend: read.toMend,
    changes: await firstShown(
      app,
      contest,
      plan.changes.filter(({ before }) => before !== null),
    ),
    duplicates,
    findings,
  }
}

/** Adds members; whoever took part already is set aside at the next tally. @throws ContestError `file-invalid` */
export async function importBoards(
  app: App,
  who: Who,
  slug: string,
  file: ImportFile,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PeopleImport> {
  requireAccess(who, permissionFor('boards'))
  const contest = await contestFor(app, who, slug)
  const units = await unitsOf(app.database.db, contest.id)
  const read = await app.readPeople('boards', file.bytes, { fileName: file.name, units })
  refuseErrors(read, dryRun)
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  const findings = [...read.findings, ...(await boardsLikely(app, app.database.db, contest.id, read.members))]
  const { plan, ...outcome } = await carryOut(app, who, contest, { kind: 'boards', members: read.members }, { fileName: file.name, dryRun })
  return {
    fileName: file.name,
    ...outcome,
    total: read.members.length,
    people: read.members.slice(0, mostShown).map((member) => {
      const known: Partial<Record<PersonKey, string | null>> = { ...member, unit: nameOf.get(member.unitCode ?? '') ?? null }
      return { ...eachField(previewKeys, (key) => known[key] ?? personFields[key].none), row: member.row, board: member.board }
    }),
    unknownUnits: [],
    toMend: nothingToMend,
    changes: await firstShown(app, contest, plan.changes),
    duplicates: [],
    findings,
  }
}
