/** The audit log: written in the transaction of the act it tells of, never updated; only refusals of one minute are one line that counts. */
import { sql } from 'kysely'
import type { AuditEvent } from '#contest/events.ts'
import type { Instant } from '#contest/values.ts'
import { inTransaction, type Db } from '../database/database.ts'
import { insertMany } from '../database/insert-many.ts'

/** Who acted: a staff account, a contestant, who came by an upload link, the clock, or somebody at the command line of the server. */
export type Actor = { readonly kind: 'staff' | 'contestant' | 'link'; readonly id: string } | { readonly kind: 'system' | 'command' }

export interface AuditRecord {
  /** Grows from line to line. */
  readonly id: number
  readonly at: Instant
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
  /** Whom it was done to. */
  readonly subjectId: string | null
  readonly event: string
  readonly data: string
  /** How often in its minute; 1 for everything but refusals. */
  readonly times: number
}

interface Audit {
  readonly at: Instant
  readonly actor: Actor
  readonly event: AuditEvent
  readonly contestId: string | null
  readonly data: object
  /** Whom it was done to: a staff account or a contestant. */
  readonly subjectId?: string
}

const columns = [
  ['at', 'int8', 'at'],
  ['actor_kind', 'text', 'actorKind'],
  ['actor_id', 'text', 'actorId'],
  ['event', 'text', 'event'],
  ['contest_id', 'text', 'contestId'],
  ['data', 'text', 'data'],
  ['subject_id', 'text', 'subjectId'],
] as const

/** Of many people at once. */
export async function writeAudits(db: Db, audits: readonly Audit[]): Promise<void> {
  const rows = audits.map(({ at, actor, event, contestId, data, subjectId = null }) => ({
    ...{ at, actorKind: actor.kind, actorId: 'id' in actor ? actor.id : null, event, contestId, subjectId },
    data: JSON.stringify(data),
  }))
  await inTransaction(db, (inside) => insertMany(inside, 'audit', columns, rows))
}

export const writeAudit = (db: Db, audit: Audit): Promise<void> => writeAudits(db, [audit])

const minute = 60_000

/**
 * A refusal: one line for all of the same minute, event, contest and person, which counts them. However many come, the disk is
 * not filled and none is missing.
 */
export async function countRefusal(
  db: Db,
  refusal: {
    readonly at: Instant
    readonly actor: Actor
    readonly event: 'staff.sign-in-refused' | 'staff.second-step-refused' | 'contestant.sign-in-refused' | 'access.refused'
    readonly contestId: string | null
    readonly subjectId?: string
    readonly data: Readonly<Record<string, string>>
  },
): Promise<void> {
  const { at, actor, event, contestId, subjectId, data } = refusal
  const what = JSON.stringify(data)
  const counted = [String(Math.floor(at / minute)), event, contestId ?? '', 'id' in actor ? actor.id : '', subjectId ?? '', what].join(' ')
  const line = {
    ...{ at, actor_kind: actor.kind, actor_id: 'id' in actor ? actor.id : null, event, contest_id: contestId },
    ...{ data: what, subject_id: subjectId ?? null, counted },
  }
  await inTransaction(db, (inside) =>
    inside
      .insertInto('audit')
      .values(line)
      .onConflict((conflict) => conflict.column('counted').doUpdateSet({ times: sql<number>`audit.times + 1` }))
      .execute(),
  )
}

/**
 * Sign-ins of contestants that were refused from one minute on, by why and minute. Found by what lines of refusals are counted under,
 * which begins with the minute: a long audit is not read for the last hour of it.
 */
export async function refusedSignIns(
  db: Db,
  contestId: string,
  from: Instant,
): Promise<readonly { readonly minute: Instant; readonly why: string; readonly times: number }[]> {
  const event = 'contestant.sign-in-refused' satisfies AuditEvent
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'data', 'times'])
    .where('counted', '>=', String(Math.floor(from / minute)))
    .where('event', '=', event)
    .where('contest_id', '=', contestId)
    .execute()
  return rows.map(({ at, data, times }) => ({
    minute: Math.floor(at / minute) * minute,
    why: (JSON.parse(data) as { readonly why: string }).why,
    times,
  }))
}

/** What of the audit is looked at. */
export interface AuditFilter {
  /** Events by the first part of their names: `round`, `staff`, `person`; empty: of every kind. */
  readonly kind?: string
  /** Who acted, or whom it was done to; null: everybody. Empty: nobody there is. */
  readonly people?: readonly string[] | null
  /** The first instant. */
  readonly from?: Instant | null
  /** The first instant after it. */
  readonly to?: Instant | null
}

type Lines = ReturnType<typeof linesOf>
const linesOf = (db: Db) => db.selectFrom('audit')

/** What happened in a contest; null: what concerns no one contest. */
const ofContest = (lines: Lines, contestId: string | null): Lines =>
  contestId === null ? lines.where('contest_id', 'is', null) : lines.where('contest_id', '=', contestId)

/** The sign-ins, of no one contest, of whoever has a role in this one. */
const signInsOf = (lines: Lines, contestId: string): Lines =>
  lines
    .where('contest_id', 'is', null)
    .where('event', 'in', ['staff.signed-in', 'staff.sign-in-refused'])
    .where((either) => {
      const members = either.selectFrom('staff_role').select('staff_id').where('staff_role.contest_id', '=', contestId)
      return either.or([either('actor_id', 'in', members), either('subject_id', 'in', members)])
    })

function narrowed(lines: Lines, { kind = '', people = null, from = null, to = null }: AuditFilter): Lines {
  let of = lines
  if (kind !== '') of = of.where('event', 'like', `${kind}.%`)
  if (from !== null) of = of.where('at', '>=', from)
  if (to !== null) of = of.where('at', '<', to)
  if (people !== null)
    of = of.where((either) =>
      people.length === 0 ? either.lit(false) : either.or([either('actor_id', 'in', people), either('subject_id', 'in', people)]),
    )
  return of
}

/** Of a contest both, which no line is: each is found in the order of its index, and neither waits for the other's. */
const bothOf = (db: Db, contestId: string | null, filter: AuditFilter): readonly Lines[] => [
  narrowed(ofContest(linesOf(db), contestId), filter),
  ...(contestId === null ? [] : [narrowed(signInsOf(linesOf(db), contestId), filter)]),
]

const shown = ['id', 'at', 'actor_kind as actorKind', 'actor_id as actorId', 'subject_id as subjectId', 'event', 'data', 'times'] as const

/** Newest first. */
async function newestOf(
  db: Db,
  both: readonly Lines[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<readonly AuditRecord[]> {
  const [first, ...others] = both.map((lines) => lines.select('id'))
  if (first === undefined) return []
  const ids = await others
    .reduce((all, one) => all.unionAll(one), first)
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  if (ids.length === 0) return []
  return db
    .selectFrom('audit')
    .select(shown)
    .where(
      'id',
      'in',
      ids.map(({ id }) => id),
    )
    .orderBy('id', 'desc')
    .execute()
}

/** Newest first. */
export async function auditPage(
  db: Db,
  contestId: string | null,
  { offset, limit, ...filter }: { readonly offset: number; readonly limit: number } & AuditFilter,
): Promise<{ readonly total: number; readonly items: readonly AuditRecord[] }> {
  const both = bothOf(db, contestId, filter)
  let total = 0
  for (const lines of both)
    total += (await lines.select((count) => count.fn.countAll<number>().as('lines')).executeTakeFirstOrThrow()).lines
  return { total, items: await newestOf(db, both, { offset, limit }) }
}

/** So many in a row, newest first, older than one that was read before; null: from the newest on. */
export function auditStretch(
  db: Db,
  contestId: string | null,
  { before, limit, ...filter }: { readonly before: number | null; readonly limit: number } & AuditFilter,
): Promise<readonly AuditRecord[]> {
  const both = bothOf(db, contestId, filter)
  return newestOf(db, before === null ? both : both.map((lines) => lines.where('id', '<', before)), { offset: 0, limit })
}

export interface UnnamedProxy {
  readonly at: Instant
  /** Its address, or `elsewhere`. */
  readonly peer: string
}

/** When a request last passed a proxy nobody named, as far as it was noted (usecases/identity/unnamed-proxy.ts). */
export async function lastUnnamedProxy(db: Db): Promise<UnnamedProxy | null> {
  const event: AuditEvent = 'server.proxy-unnamed'
  const row = await db.selectFrom('audit').select(['at', 'data']).where('event', '=', event).orderBy('id', 'desc').executeTakeFirst()
  return row === undefined ? null : { at: row.at, peer: String((JSON.parse(row.data) as { readonly peer?: unknown }).peer) }
}
