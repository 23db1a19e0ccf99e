/** The audit as the staff reads it: of a contest those who answer for it, of the server who runs it. */
import type { Permission } from '#contest/roles.ts'
import { auditPage, countRefusal, type AuditRecord } from '#store/contests/audit.ts'
import { listStaff } from '#store/identity/staff.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'

export interface AuditQuery {
  readonly page: number
  readonly pageSize: number
  /** First part of the names of events; empty: all. */
  readonly kind: string
  /** A login, or the id of a person; empty: everybody. */
  readonly person: string
}

export interface AuditTrail {
  readonly total: number
  /** Accounts are named by their logins, contestants by their ids. */
  readonly items: readonly (AuditRecord & { readonly actor: string | null; readonly subject: string | null })[]
}

/** Newest first. */
export async function auditTrail(app: App, who: Who, slug: string, query: AuditQuery): Promise<AuditTrail> {
  requireAccess(who, 'audit.see')
  return trail(app, (await contestFor(app, who, slug)).id, query)
}

/** What concerns no one contest: accounts, sign-ins, refusals at the door. Newest first. */
export async function serverAudit(app: App, who: Who, query: AuditQuery): Promise<AuditTrail> {
  requireAccess(who, 'server.audit')
  return trail(app, null, query)
}

async function trail(app: App, contestId: string | null, { page, pageSize, kind, person }: AuditQuery): Promise<AuditTrail> {
  const { db } = app.database
  const staff = await listStaff(db)
  const logins = new Map(staff.map(({ id, login }) => [id, login]))
  const wanted = person.trim().toLowerCase()
  const people = wanted === '' ? null : [...staff.filter(({ login }) => login === wanted).map(({ id }) => id), person.trim()]
  const { total, items } = await auditPage(db, contestId, { offset: (page - 1) * pageSize, limit: pageSize, kind, people })
  const named = (id: string | null): string | null => (id === null ? null : (logins.get(id) ?? id))
  return { total, items: items.map((record) => ({ ...record, actor: named(record.actorId), subject: named(record.subjectId) })) }
}

/** Somebody signed in asked for what their role may not do there, or for a contest they have no role in. */
export async function tellOfRefusal(app: App, staffId: string, contestId: string | null, permission: Permission | null): Promise<void> {
  await countRefusal(app.database.db, {
    ...{ at: app.clock.now(), actor: { kind: 'staff', id: staffId }, event: 'access.refused', contestId },
    data: permission === null ? {} : { permission },
  })
}
