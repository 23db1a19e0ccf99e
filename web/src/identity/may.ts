/** What the signed-in account may do: the one question pages ask before they show or read something. */
import type { Permission } from '#contest/roles.ts'
import type { StaffMe } from '#contract/identity.ts'

export type Permitted = Pick<StaffMe, 'may'>

export const may = (me: Permitted, what: Permission): boolean => me.may.includes(what)

/** Sends questions and sees nothing else of the contest. */
export const onlyContributes = (me: Permitted): boolean => !may(me, 'contest.see')
