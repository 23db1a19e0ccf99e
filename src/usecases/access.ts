/** The one permission question: may this person do this? Contestants are asked by their own ids in their use cases. */
import { ContestError } from '#contest/errors.ts'
import type { Actor } from '#store/contests/audit.ts'
import type { Author } from '#store/questions/bank.ts'
import { roleMay, type Permission } from '#contest/roles.ts'
import type { Staff, LinkHolder } from '#memory/sessions.ts'

/** `command`: somebody at the server's own command line, who holds the key files anyway. */
export type Who = Staff | LinkHolder | { readonly kind: 'command' } | { readonly kind: 'system' }

export function mayDo(who: Who, what: Permission): boolean {
  // Whoever came by an upload link does what a contributor with an account does.
  if (who.kind === 'link') return roleMay('contributor', what)
  return who.kind !== 'staff' || roleMay(who.role, what)
}

/** @throws ContestError `forbidden` */
export function requireAccess(who: Who, what: Permission): void {
  if (!mayDo(who, what)) throw new ContestError('forbidden', { permission: what })
}

export const actorOf = (who: Who): Actor => ('id' in who ? { kind: who.kind, id: who.id } : { kind: who.kind })

/** Who stands in the bank for what this person writes. */
export const authorOf = (who: Who): Author => ('id' in who ? { kind: who.kind, id: who.id } : { kind: 'command', id: null })
