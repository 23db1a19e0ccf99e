/** Who works on a contest, and who may do what: asked by routes, use cases and pages alike. */

import type { Bilingual } from './values.ts'

/** The boards of a contest; the roles of their members are named after them. */
export const boardKinds = ['organiser', 'juror', 'assistant'] as const
export type BoardKind = (typeof boardKinds)[number]

export const isBoard = (role: string): role is BoardKind => (boardKinds as readonly string[]).includes(role)

/** What an account is in one contest, and in no other; a contributor sends the questions of one unit and sees nothing else. */
export const contestRoles = [...boardKinds, 'contributor'] as const
export type ContestRole = (typeof contestRoles)[number]

/** An administrator runs the server, and holds no role in any contest. */
export const staffRoles = ['administrator', ...contestRoles] as const
export type StaffRole = (typeof staffRoles)[number]

/** What roles are called, in the rulebook, on pages and at the command line. */
export const roleNames: Readonly<Record<StaffRole, Bilingual>> = {
  organiser: { vi: 'Ban Tổ chức', en: 'Organising board' },
  juror: { vi: 'Ban Giám khảo', en: 'Jury' },
  assistant: { vi: 'Tổ giúp việc', en: 'Helping team' },
  contributor: { vi: 'Người gửi câu hỏi', en: 'Contributor' },
  administrator: { vi: 'Quản trị viên', en: 'Administrator' },
}

/** Who on the staff may do what in the contest the role is held in. Nothing about results is in an assistant's or an administrator's hands. */
export const permissions = {
  'contest.see': ['administrator', 'organiser', 'juror', 'assistant'],
  'contest.apply': ['organiser'],
  /** A new one on this server, with its first organiser. */
  'contest.make': ['administrator'],
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
  /** See the phone of a contestant, and let one sign in again after wrong tries. */
  'contestant.help': ['organiser', 'assistant'],
  /** Another attempt for a contestant whose attempts are used up: one asks, another agrees. */
  'attempt.ask': ['organiser', 'juror', 'assistant'],
  'attempt.agree': ['organiser', 'juror'],
  /** Say yes or no to changes of people that somebody else asked for. */
  'people.approve': ['organiser'],
  /** Whether two lines are one person. */
  'doubts.see': ['organiser', 'juror'],
  'doubts.decide': ['organiser', 'juror'],
  /** How many take part just now, and how the server bears it: nothing about correctness. */
  'live.see': ['administrator', 'organiser', 'juror', 'assistant'],
  /** To open or close a round ahead of its time, or take back a closing: one asks, another agrees. */
  'round.depart': ['organiser', 'juror'],
  /** A trial run beside the contest: it holds no real question and no real contestant. */
  'rehearsal.see': ['administrator', 'organiser', 'juror', 'assistant'],
  'rehearsal.manage': ['organiser'],
  /** Of the server, and so of every contest on it. */
  'clock.confirm': ['administrator'],
  'round.tally': ['organiser', 'juror'],
  'round.approve': ['juror'],
  /** The order of those whom nothing else parts, where the rules leave it to people: one says it, another agrees. */
  'tie.decide': ['organiser'],
  'round.publish': ['organiser'],
  /** To take a published prize back: one asks, another agrees. */
  'prize.revoke': ['organiser', 'juror'],
  /** The prizes of the units, after the last round. */
  'contest.conclude': ['organiser'],
  /** What of the contest is personal and when it is erased: counts alone. */
  'archive.see': ['administrator', 'organiser', 'juror'],
  /** To erase it ahead of the schedule: one asks, another agrees. */
  'archive.erase': ['organiser', 'juror'],
  'results.see': ['organiser', 'juror'],
  'results.export': ['organiser', 'juror'],
  /** How the questions were answered: from the closing of a round on. */
  'analysis.see': ['organiser', 'juror'],
  'audit.see': ['organiser', 'juror'],
  'audit.export': ['organiser', 'juror'],
  /** What concerns no one contest: accounts, sign-ins, refusals. */
  'server.audit': ['administrator'],
  'staff.manage': ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as readonly Permission[]

export const roleMay = (role: StaffRole, what: Permission): boolean => (permissions[what] as readonly StaffRole[]).includes(role)

export const permissionsOf = (role: StaffRole): readonly Permission[] => permissionNames.filter((what) => roleMay(role, what))

/** Has an account for one unit only, and knows of that unit's contest only. */
export const actsForUnit = (role: StaffRole): role is 'contributor' => role === 'contributor'

/** Has an account for the server, and acts in no contest. */
export const runsServer = (role: StaffRole): role is 'administrator' => role === 'administrator'

/** Held in no contest: what concerns the server alone. */
export const isOfServer = (what: Permission): boolean => contestRoles.every((role) => !roleMay(role, what))

/** Whoever came by an upload link does what a contributor with an account does. */
export const linkHolderMay = (what: Permission): boolean => roleMay('contributor', what)
