/** When personal data of a contest is erased, and what keeps it from being: the schedule alone, no clock. */
import { instantOf, isoDay, wallTime } from '../calendar.ts'
import type { Instant } from '../values.ts'

/** What a contest was when it was looked at. */
export interface Ending {
  readonly zone: string
  /** What the rules say; null: nothing, and nothing is due. */
  readonly months: number | null
  /** Days from a publication in which results may be doubted; null: not said. */
  readonly complaintDays: number | null
  /** Of the last publication of a result, revised ones too; null: there was none. */
  readonly lastPublishedAt: Instant | null
  readonly unpublishedRounds: number
  /** There are prizes for units that are not published. */
  readonly awaitsConclusion: boolean
  /** Prizes somebody asked to take back, which nobody has decided. */
  readonly waitingRevocations: number
  /** A file of people is being written. */
  readonly isWritingPeople: boolean
}

/** What an erasure erases, in the order in which it is shown. */
export const erasureKinds = [
  'names',
  'winnerDetails',
  'phones',
  'boards',
  'answers',
  'reasons',
  'links',
  'referrals',
  'requests',
  'doubts',
  'sessions',
] as const
export type ErasureKind = (typeof erasureKinds)[number]

export const erasureBlockers = ['rounds', 'conclusion', 'complaints', 'revocation', 'people'] as const
export type ErasureBlocker = (typeof erasureBlockers)[number]

const DAY_MS = 86_400_000

/** The end of the day that many months later, or of the last day of a month that has no such day, in the contest's zone. */
export function monthsLater(at: Instant, months: number, zone: string): Instant {
  const { year, month, day } = wallTime(at, zone)
  // Day 0 is the last of the month before.
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const next = isoDay(Date.UTC(year, month - 1 + months, Math.min(day, last) + 1), 'UTC')
  // Where midnight is skipped in spring, the day begins an hour later.
  return instantOf(next, zone) ?? (instantOf(`${next} 01:00`, zone) as Instant)
}

/** When it is due; null: at no time yet. */
export function erasureDueAt(ending: Ending): Instant | null {
  const { months, lastPublishedAt, zone } = ending
  if (months === null || lastPublishedAt === null || ending.unpublishedRounds > 0 || ending.awaitsConclusion) return null
  return Math.max(monthsLater(lastPublishedAt, months, zone), complaintsEndAt(ending) ?? 0)
}

/** Until when a result may be doubted; null: the rules name no day, or nothing was published. */
export const complaintsEndAt = ({ lastPublishedAt, complaintDays }: Pick<Ending, 'lastPublishedAt' | 'complaintDays'>): Instant | null =>
  lastPublishedAt === null || complaintDays === null ? null : lastPublishedAt + complaintDays * DAY_MS

/** Why nothing may be erased at this instant, in the order of the list; none: it may. */
export function blockersAt(ending: Ending, now: Instant): readonly ErasureBlocker[] {
  const ends = complaintsEndAt(ending)
  const stands: Readonly<Record<ErasureBlocker, boolean>> = {
    rounds: ending.unpublishedRounds > 0,
    conclusion: ending.awaitsConclusion,
    complaints: ends !== null && now < ends,
    revocation: ending.waitingRevocations > 0,
    people: ending.isWritingPeople,
  }
  return erasureBlockers.filter((one) => stands[one])
}

/** Days before the instant at which it is told of: far ahead, and when it is near. */
export const noticeDays = { far: 30, near: 7 } as const
export type ErasureNotice = keyof typeof noticeDays

export function erasureNoticeAt(dueAt: Instant | null, now: Instant): ErasureNotice | null {
  if (dueAt === null) return null
  const days = (dueAt - now) / DAY_MS
  return days <= noticeDays.near ? 'near' : days <= noticeDays.far ? 'far' : null
}
