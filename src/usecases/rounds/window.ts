/** A round's window stands in its row and in the rules, from which the rulebook is written: both change together. */
import type { Instant } from '#contest/values.ts'
import type { ContestRecord, ContestWrite } from '#store/contests/contests.ts'
import type { RoundRecord } from '#store/rounds/rounds.ts'
import { writtenRulesOf } from '../ids.ts'

/** The contest's rules with this window for the round, as they are written. */
export function withWindow(
  { id, slug, demo, rules: before }: ContestRecord,
  key: string,
  window: Partial<Pick<RoundRecord, 'opensAt' | 'closesAt'>>,
  at: Instant,
): ContestWrite {
  const rules = { ...before, rounds: before.rounds.map((one) => (one.key === key ? { ...one, ...window } : one)) }
  return { id, slug, demo, at, ...writtenRulesOf(rules) }
}
