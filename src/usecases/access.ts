/** The one permission question: may this person do this, in this contest? Contestants are asked by their own ids in their use cases. */
import { ContestError } from '#contest/errors.ts'
import type { Actor } from '#store/audit/lines.ts'
import type { Author } from '#store/questions/bank.ts'
import { linkHolderMay, roleMay, type Permission, type StaffRole } from '#contest/roles.ts'
import type { SignedInStaff, LinkHolder } from '#memory/sessions.ts'

/** An account as it acts in one contest, which its role is held in; an administrator acts on the server. */
export type Staff = {
  readonly kind: 'staff'
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: StaffRole
  /** Null for an administrator: no contest's, and shut out of none. */
  readonly contestId: string | null
  /** Where a contributor belongs; null for everybody else. */
  readonly unitId: string | null
  /** Somebody at the server's command line acts in the name of the account (second-person.ts), and the audit says so. */
  readonly atCommandLine?: true
}

/** `command`: somebody at the server's own command line, who holds the key files anyway. */
export type Who = Staff | LinkHolder | { readonly kind: 'command' } | { readonly kind: 'system' }

/** The account as it acts in this contest; null where it has no role. */
export function actingIn({ id, login, name, administrator, roles }: SignedInStaff, contestId: string): Staff | null {
  const as = { kind: 'staff', id, login, name } as const
  if (administrator) return { ...as, role: 'administrator', contestId: null, unitId: null }
  const held = roles.find((one) => one.contestId === contestId)
  return held === undefined ? null : { ...as, role: held.role, contestId, unitId: held.unitId }
}

/** A contest is a border: a role held in one says nothing of another. */
export function actsIn(who: Who, contestId: string): boolean {
  if (who.kind === 'link') return who.link.contestId === contestId
  return who.kind !== 'staff' || who.contestId === null || who.contestId === contestId
}

/** @param what asked after `contestFor`, which keeps whoever acts in another contest out */
export function mayDo(who: Who, what: Permission): boolean {
  if (who.kind === 'link') return linkHolderMay(what)
  return who.kind !== 'staff' || roleMay(who.role, what)
}

/** @throws ContestError `forbidden` */
export function requireAccess(who: Who, what: Permission): void {
  if (!mayDo(who, what)) throw new ContestError('forbidden', { permission: what })
}

export const actorOf = (who: Who): Actor => {
  if (who.kind === 'staff' && who.atCommandLine === true) return { kind: 'command' }
  return 'id' in who ? { kind: who.kind, id: who.id } : { kind: who.kind }
}

/** Of an act in somebody's name, what the audit says besides. */
export const inNameOf = (who: Who): { readonly inNameOf?: string } =>
  who.kind === 'staff' && who.atCommandLine === true ? { inNameOf: who.id } : {}

/** Who stands in the bank for what this person writes. */
export const authorOf = (who: Who): Author => ('id' in who ? { kind: who.kind, id: who.id } : { kind: 'command', id: null })
