/** The audit as the staff reads it: of a contest those who answer for it, of the server who runs it. */
import { setImmediate } from 'node:timers/promises'
import { instantOf } from '#contest/calendar.ts'
import { ContestError } from '#contest/errors.ts'
import { mostAuditLines } from '#contest/limits.ts'
import type { Permission } from '#contest/roles.ts'
import { search } from '#contest/text.ts'
import type { Instant } from '#contest/values.ts'
import { auditPage, auditStretch, countRefusal, type AuditFilter } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { createFairLine } from '../fair-line.ts'
import { contestFor } from '../find.ts'
import { readerOf, searchedText, type AuditReader, type ReadLine } from './reading.ts'

/** What is left out narrows nothing. */
export interface AuditAsked {
  /** First part of the names of events. */
  readonly kind: string
  /** A login, a name, or the id of a person. */
  readonly person: string
  /** The first and the last day, `2026-09-07`, in the zone of the contest. */
  readonly from: string
  readonly to: string
  /** Words of what is shown. */
  readonly q: string
}

export interface AuditQuery extends AuditAsked {
  readonly page: number
  readonly pageSize: number
}

export interface AuditTrail {
  readonly zone: string
  readonly total: number
  /** More lines than can be looked through for a text: the oldest were not. */
  readonly isCut: boolean
  readonly items: readonly ReadLine[]
}

/** Newest first. @throws ContestError `forbidden`, `not-found`, `invalid-request` for a day that is none */
export async function auditTrail(app: App, who: Who, slug: string, query: AuditQuery): Promise<AuditTrail> {
  requireAccess(who, 'audit.see')
  return trail(app, who, await contestFor(app, who, slug), query)
}

/** What concerns no one contest: accounts, sign-ins, refusals at the door. Newest first. */
export async function serverAudit(app: App, who: Who, query: AuditQuery): Promise<AuditTrail> {
  requireAccess(who, 'server.audit')
  return trail(app, who, null, query)
}

async function trail(app: App, who: Who, contest: ContestRecord | null, query: AuditQuery): Promise<AuditTrail> {
  const reader = await readerOf(app, contest)
  const { page, pageSize, q } = query
  const offset = (page - 1) * pageSize
  const filter = filterOf(reader, query)
  if (q.trim() === '') {
    const { total, items } = await auditPage(app.database.db, contest?.id ?? null, { ...filter, offset, limit: pageSize })
    return { zone: reader.zone, total, isCut: false, items: items.map(reader.read) }
  }
  const items: ReadLine[] = []
  let total = 0
  const isCut = await eachLine(app, who, contest, reader, query, (line) => {
    if (total >= offset && items.length < pageSize) items.push(line)
    total++
  })
  return { zone: reader.zone, total, isCut, items }
}

/** Lines of the database read at a time: a few milliseconds of work. */
const stretch = 200

/** Whoever looks through all of it waits for who does so already, in turn by who asks. */
const searches = createFairLine({ atOnce: () => 1, waiting: 24, waitingEach: 4 })

/**
 * Hands over every line that is asked for, newest first, as far as lines are looked through.
 * @returns whether older ones were not
 * @throws ContestError `busy`
 */
export function eachLine(
  app: App,
  who: Who,
  contest: ContestRecord | null,
  reader: AuditReader,
  asked: AuditAsked,
  hear: (line: ReadLine) => void,
): Promise<boolean> {
  return searches.pass(who.kind === 'staff' ? who.id : who.kind, () => lookThrough(app, contest, reader, asked, hear))
}

async function lookThrough(
  app: App,
  contest: ContestRecord | null,
  reader: AuditReader,
  asked: AuditAsked,
  hear: (line: ReadLine) => void,
): Promise<boolean> {
  const filter = filterOf(reader, asked)
  const fits = asked.q.trim() === '' ? null : search(asked.q)
  let before: number | null = null
  for (let seen = 0; seen < mostAuditLines; seen += stretch) {
    const records = await auditStretch(app.database.db, contest?.id ?? null, { ...filter, before, limit: stretch })
    for (const record of records) {
      const line = reader.read(record)
      if (fits === null || fits(searchedText(line, reader.zone))) hear(line)
    }
    if (records.length < stretch) return false
    before = records.at(-1)?.id ?? null
    await setImmediate()
  }
  return true
}

const day = 86_400_000

/** @throws ContestError `invalid-request` */
function filterOf({ zone, peopleCalled }: AuditReader, { kind, person, from, to }: AuditAsked): AuditFilter {
  return {
    kind,
    people: person.trim() === '' ? null : peopleCalled(person.trim()),
    from: startOf(from, zone),
    to: startOf(nextDay(to), zone),
  }
}

function startOf(date: string, zone: string): Instant | null {
  if (date === '') return null
  const at = instantOf(date, zone)
  if (at === null) throw new ContestError('invalid-request', { date })
  return at
}

function nextDay(date: string): string {
  const at = instantOf(date, 'UTC')
  return at === null ? date : new Date(at + day).toISOString().slice(0, 10)
}

/** Somebody signed in asked for what their role may not do there, or for a contest they have no role in. */
export async function tellOfRefusal(app: App, staffId: string, contestId: string | null, permission: Permission | null): Promise<void> {
  await countRefusal(app.database.soon, {
    ...{ at: app.clock.now(), actor: { kind: 'staff', id: staffId }, event: 'access.refused', contestId },
    data: permission === null ? {} : { permission },
  })
}
