/** What one round draws: its own blueprint and set where the rules give it one, the contest's where they do not. */
import type { BlueprintCell, ContestRules, PaperRules, RoundDraw } from './rules.ts'

/** What a round has when the rules say nothing of it; also of contests stored before rounds had a draw of their own. */
export const plainDraw: RoundDraw = { blueprint: null, reuse: false }

/** A round the rules do not have draws as the contest says. */
export const drawOfRound = (rules: Pick<ContestRules, 'rounds'>, round: string): RoundDraw =>
  rules.rounds.find(({ key }) => key === round)?.draw ?? plainDraw

/** The rules papers of this round are drawn by. */
export function paperOfRound(rules: Pick<ContestRules, 'rounds' | 'paper'>, round: string): PaperRules {
  const { paper } = rules
  const { blueprint } = drawOfRound(rules, round)
  return blueprint === null ? paper : { ...paper, blueprint }
}

export const blueprintTotal = (cells: readonly BlueprintCell[]): number => cells.reduce((sum, { count }) => sum + count, 0)
