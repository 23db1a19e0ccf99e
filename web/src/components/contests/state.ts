/** What a contest's landing page says first: the round that matters now, and how. */
import { awaitsOpening, awaitsPublication, isOpen, isPublished } from '#contest/round-life.ts'
import type { PublicContest } from '#contract/contests.ts'
import type { PublicRound } from '#contract/rounds.ts'

export interface ContestState {
  readonly stage: 'scheduled' | 'open' | 'between' | 'over'
  /** The open round, else the next one, else the last one; null for a contest without rounds. */
  readonly round: PublicRound | null
  /** The published round to read about, newest first. */
  readonly published: PublicRound | null
}

export function contestState({ rounds }: Pick<PublicContest, 'rounds'>): ContestState {
  const published = rounds.findLast(({ status }) => isPublished(status)) ?? null
  const open = rounds.find(({ status }) => isOpen(status))
  if (open !== undefined) return { stage: 'open', round: open, published }
  const next = rounds.find(({ status }) => awaitsOpening(status))
  if (next !== undefined) return { stage: 'scheduled', round: next, published }
  const waiting = rounds.findLast(({ status }) => awaitsPublication(status))
  if (waiting !== undefined) return { stage: 'between', round: waiting, published }
  return { stage: 'over', round: rounds.at(-1) ?? null, published }
}
