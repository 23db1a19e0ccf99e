/** The audit log: written in the transaction of the act it tells of, never updated; only refusals of one minute are one line that counts. */
import type { AuditEvent } from '#contest/events.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** Who acted: a staff account, a contestant, who came by an upload link, the clock, or somebody at the command line of the server. */
export type Actor = { readonly kind: 'staff' | 'contestant' | 'link'; readonly id: string } | { readonly kind: 'system' | 'command' }

export interface AuditRecord {
  readonly at: Instant
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
  readonly event: string
  readonly data: string
}

export async function writeAudit(
  db: Db,
  audit: {
    readonly at: Instant
    readonly actor: Actor
    readonly event: AuditEvent
    readonly contestId: string | null
    readonly data: object
    /** Whom it was done to: a staff account or a contestant. */
    readonly subjectId?: string
  },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: audit.at,
      actor_kind: audit.actor.kind,
      actor_id: 'id' in audit.actor ? audit.actor.id : null,
      event: audit.event,
      contest_id: audit.contestId,
      data: JSON.stringify(audit.data),
      subject_id: audit.subjectId ?? null,
      counted: null,
    })
    .execute()
}

/** Newest first. */
export async function auditPage(
  db: Db,
  contestId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly items: readonly AuditRecord[] }> {
  const of = db.selectFrom('audit').where('contest_id', '=', contestId)
  const { total } = await of.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const items = await of
    .select(['at', 'actor_kind as actorKind', 'actor_id as actorId', 'event', 'data'])
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute()
  return { total, items }
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
