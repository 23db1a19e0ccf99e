/** Who gets which prize of a round: down the standings, one prize a line, within floor and cap. */
import { sortsByFloor } from '../criteria.ts'
import type { RoundAwards, RoundStandings, Standing } from './result.ts'
import type { ContestRules, PrizeRules } from '../rules/rules.ts'

/** How many prizes of a round may be given at all. */
export const mostPrizes = ({ levels, shareOfParticipants }: PrizeRules, participants: number): number => {
  const all = levels.reduce((sum, { count }) => sum + count, 0)
  return shareOfParticipants === null ? all : Math.min(all, Math.floor((participants * shareOfParticipants) / 100))
}

/** @param won prizes each contestant has won in other rounds of the contest */
export function awardRound(
  rules: Pick<ContestRules, 'prizes' | 'ranking'>,
  round: RoundStandings,
  won: ReadonlyMap<string, number>,
): RoundAwards {
  const { levels, capPerContest, whenTooFew } = rules.prizes
  const places = levels.flatMap(({ id, count }) => Array.from({ length: count }, () => id))
  const most = mostPrizes(rules.prizes, round.participants)
  const capped = ({ entry }: Standing): boolean => capPerContest !== null && (won.get(entry.contestantId) ?? 0) >= capPerContest
  const sortedByFloor = sortsByFloor(rules.ranking)
  const winners: Standing[] = []
  const take = (eligible: boolean): void => {
    for (const line of round.standings) {
      if (winners.length === most || (eligible && !line.eligible && sortedByFloor)) return
      if (line.eligible === eligible && !capped(line)) winners.push(line)
    }
  }
  take(true)
  if (whenTooFew === 'next-best-below-floor') take(false)
  return {
    roundId: round.roundId,
    awards: winners.map(({ rank, entry: { contestantId, entryId } }, index) => ({
      roundId: round.roundId,
      level: places[index] as string,
      place: index + 1,
      contestantId,
      entryId,
      rank,
    })),
    passedOver: linesAbove(round, winners).map((line) => ({
      contestantId: line.entry.contestantId,
      rank: line.rank,
      reason: capped(line) ? 'cap-per-contest' : 'below-floor',
    })),
    unawarded: levels.flatMap(({ id }) => {
      const count = places.slice(winners.length).filter((level) => level === id).length
      return count === 0 ? [] : [{ level: id, count }]
    }),
  }
}

/** The lines above the lowest winner that are no winners themselves, in order of rank. */
function linesAbove(round: RoundStandings, winners: readonly Standing[]): readonly Standing[] {
  const ranks = new Set(winners.map(({ rank }) => rank))
  const above: Standing[] = []
  for (const line of round.standings) {
    if (ranks.size === 0) break
    if (!ranks.delete(line.rank)) above.push(line)
  }
  return above
}
