/** The life of a round: its states, and what of them the public may know. */
import { phaseAt, type Window } from './calendar.ts'
import type { Instant } from './values.ts'

export const roundStatuses = ['scheduled', 'open', 'closing', 'closed', 'tallied', 'approved', 'published'] as const
export type RoundStatus = (typeof roundStatuses)[number]

export const publicStatuses = ['scheduled', 'open', 'closed', 'published'] as const
export type PublicStatus = (typeof publicStatuses)[number]

/**
 * The jury's steps between closing and publication all read as `closed`. A round past its closing instant reads as
 * closed at once, also while what arrived in time is still being stored.
 */
export function publicStatus(round: { readonly status: RoundStatus } & Window, now: Instant): PublicStatus {
  if (round.status === 'published') return 'published'
  if (round.status === 'scheduled') return phaseAt(round, now) === 'closed' ? 'closed' : 'scheduled'
  return round.status === 'open' && now < round.closesAt ? 'open' : 'closed'
}
