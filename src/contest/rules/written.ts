/**
 * Rules as they are written down: in the database, and in the digest that a round's log promises. Written rules are never
 * changed, so their members keep the names they have had from the first; there and in `contest.yaml` a round's key is its `id`.
 */
import { usualJury } from './jury.ts'
import { plainDraw } from './round-draw.ts'
import type { ContestRules, JuryRules, RoundDraw, RoundRules } from './rules.ts'

type WrittenRound = Omit<RoundRules, 'key' | 'draw'> & { readonly id: string; readonly draw?: RoundDraw }

/** By this version or by one whose rules said less. */
export type WrittenRules = Omit<ContestRules, 'rounds' | 'jury'> & {
  readonly rounds: readonly WrittenRound[]
  readonly jury?: JuryRules
}

export const writtenRules = (rules: ContestRules): WrittenRules => ({
  ...rules,
  rounds: rules.rounds.map(({ key, ...round }) => ({ id: key, ...round })),
})

/** Only `checkRules` output is ever written. */
export const rulesOfWritten = (written: WrittenRules): ContestRules => ({
  ...written,
  rounds: written.rounds.map(({ id, ...round }) => ({ key: id, ...round, draw: drawOf(round.draw) })),
  jury: written.jury ?? usualJury,
})

/** Rules written by an earlier version say of which states a set is made: approved questions alone, by now. */
const drawOf = (written: RoundDraw = plainDraw): RoundDraw => ({ blueprint: written.blueprint, reuse: written.reuse })
