/** What a contest's landing page says first: the round that matters now, and how. */
import type { PublicContest } from '#contract/contests.ts'
import type { PublicRound } from '#contract/rounds.ts'

export interface ContestState {
  readonly phase: 'scheduled' | 'open' | 'between' | 'over'
  /** The open round, else the next one, else the last one; null for a contest without rounds. */
  readonly round: PublicRound | null
  /** The published round to read about, newest first. */
  readonly published: PublicRound | null
}

export function contestState({ rounds }: Pick<PublicContest, 'rounds'>): ContestState {
  const published = rounds.findLast(({ status }) => status === 'published') ?? null
  const open = rounds.find(({ status }) => status === 'open')
  if (open !== undefined) return { phase: 'open', round: open, published }
  const next = rounds.find(({ status }) => status === 'scheduled')
  if (next !== undefined) return { phase: 'scheduled', round: next, published }
  const waiting = rounds.findLast(({ status }) => status === 'closed')
  if (waiting !== undefined) return { phase: 'between', round: waiting, published }
  return { phase: 'over', round: rounds.at(-1) ?? null, published }
}
