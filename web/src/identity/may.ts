/** What the signed-in account may do: the one question pages ask before they show or read something. */
import type { Permission, StaffRole } from '#contest/roles.ts'
import type { StaffMe } from '#contract/identity.ts'

/** The account in one contest: a role is held there and nowhere else. */
export type Member = Pick<StaffMe, 'login' | 'name'> & Pick<StaffMe['contests'][number], 'role' | 'may'>

export type Permitted = Pick<Member, 'may'>

export const may = (me: Permitted, what: Permission): boolean => me.may.includes(what)

/** Sends questions and sees nothing else of the contest. */
export const onlyContributes = (me: Permitted): boolean => !may(me, 'contest.see')

/** Who is signed in, on a page of no contest. */
export const onServer = ({ name, administrator }: StaffMe): { readonly name: string; readonly role?: StaffRole } =>
  administrator ? { name, role: 'administrator' } : { name }
