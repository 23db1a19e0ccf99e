/** What one round draws: its own blueprint and set where the rules give it one, the contest's where they do not; and its fixed sets. */
import type { Report } from './prizes.ts'
import type { BlueprintCell, ContestRules, FixedSets, PaperRules, RoundDraw } from './rules.ts'
import type { RulesFile } from './schema.ts'

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

/** Of an attempt whose paper was drawn for it alone. */
export const noSet = 0

export const fixedSetsOf = (said: RulesFile['paper']['fixedSets'] = null): FixedSets | null =>
  said === null ? null : { names: said.names, chosenBy: said.chosenBy ?? 'contestant', further: said.further ?? 'another' }

export function checkFixedSets({ paper: { fixedSets }, attempts }: ContestRules, report: Report): void {
  if (fixedSets === null) return
  const { names, further } = fixedSets
  names.forEach((name, at) => {
    if (names.indexOf(name) === at) return
    report(`/paper/fixedSets/names/${at}`, 'name-repeated', 'Tên đề này đã dùng ở trên.', 'This name of a set is used above.')
  })
  if (further === 'another' && attempts.perRound > names.length) {
    report(
      '/paper/fixedSets/further',
      'too-few-sets',
      `Mỗi lượt thi một đề khác thì ${attempts.perRound} lượt cần ít nhất ${attempts.perRound} đề, thể lệ chỉ có ${names.length}.`,
      `With another set for each attempt, ${attempts.perRound} attempts need as many sets; the rules have ${names.length}.`,
    )
  }
}

/**
 * The numbers of the sets a next attempt may have; none where papers are drawn. Whoever is given an attempt after having had them
 * all has them all again.
 * @param had by the earlier attempts of the round
 */
export function setsLeft(fixedSets: FixedSets | null, had: readonly number[]): readonly number[] {
  const all = (fixedSets?.names ?? []).map((_, at) => at + 1)
  const others = all.filter((set) => !had.includes(set))
  return fixedSets?.further === 'another' && others.length > 0 ? others : all
}

/** As contestants read it; null of a paper that was drawn for its attempt. */
export const setName = ({ fixedSets }: Pick<ContestRules['paper'], 'fixedSets'>, set: number): string | null =>
  fixedSets?.names[set - 1] ?? null
