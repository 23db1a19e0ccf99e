/** The one permission question: may this person do this? Contestants are asked by their own ids in their use cases. */
import { ContestError } from '#contest/errors.ts'
import type { Actor } from '#store/contests/audit.ts'
import type { Author } from '#store/questions/bank.ts'
import type { StaffRole } from '#store/database/schema.ts'
import type { Staff, LinkHolder } from '#memory/sessions.ts'

/** `command`: somebody at the server's own command line, who holds the key files anyway. */
export type Who = Staff | LinkHolder | { readonly kind: 'command' } | { readonly kind: 'system' }

/** Who on the staff may do what. Nothing about results is in an assistant's or an administrator's hands. */
export const permissions = {
  'contest.see': ['administrator', 'organiser', 'juror', 'assistant'],
  'contest.apply': ['organiser'],
  'questions.see': ['organiser', 'juror'],
  'questions.edit': ['organiser'],
  /** Comment, send back, approve. */
  'questions.review': ['organiser', 'juror'],
  'questions.export': ['organiser', 'juror'],
  /** Straight into the bank as approved: at the server's command line only. */
  'questions.import': [],
  /** Upload files of questions, mend and submit them: one's own only. */
  'contributions.own': ['organiser', 'assistant', 'contributor'],
  'contributions.see': ['organiser'],
  /** All of them for those who see the bank, one's own for the others. */
  'pictures.see': ['organiser', 'juror', 'assistant', 'contributor'],
  'links.manage': ['organiser'],
  'questions.lock': ['organiser'],
  'questions.print': ['organiser', 'juror'],
  'blueprint.see': ['organiser', 'juror'],
  'blueprint.edit': ['organiser'],
  'lock.release': ['organiser', 'juror'],
  'roster.see': ['organiser', 'juror', 'assistant'],
  'roster.import': ['organiser', 'assistant'],
  'boards.import': ['organiser', 'assistant'],
  'round.open': ['organiser'],
  'round.close': ['organiser'],
  'round.tally': ['organiser', 'juror'],
  'round.approve': ['juror'],
  'round.publish': ['organiser'],
  'results.see': ['organiser', 'juror'],
  'results.export': ['organiser', 'juror'],
  /** How the questions were answered: from the closing of a round on. */
  'analysis.see': ['organiser', 'juror'],
  'audit.see': ['administrator', 'organiser', 'juror'],
  'staff.manage': ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof permissions

export function mayDo(who: Who, what: Permission): boolean {
  if (who.kind === 'link') return what === 'contributions.own'
  return who.kind !== 'staff' || (permissions[what] as readonly StaffRole[]).includes(who.role)
}

/** @throws ContestError `forbidden` */
export function requireAccess(who: Who, what: Permission): void {
  if (!mayDo(who, what)) throw new ContestError('forbidden', { permission: what })
}

export const actorOf = (who: Who): Actor => ('id' in who ? { kind: who.kind, id: who.id } : { kind: who.kind })

/** Who stands in the bank for what this person writes. */
export const authorOf = (who: Who): Author => ('id' in who ? { kind: who.kind, id: who.id } : { kind: 'command', id: null })
