/** Who gets which prize of a round: down the standings, one prize a line, within floor and cap. */
import { endsByHand, sortsByFloor } from '../criteria.ts'
import type { RoundAwards, RoundStandings, Standing, Standings, Tie } from './result.ts'
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
  const levelOf = new Map(winners.map(({ rank }, index) => [rank, places[index] as string]))
  const openTies = endsByHand(rules.ranking) ? tiesOf(round.standings, levelOf, capped) : []
  const isOpen = (rank: number): boolean => openTies.some(({ from, to }) => from <= rank && rank <= to)
  return {
    roundId: round.roundId,
    awards: winners.flatMap(({ rank, entry: { contestantId, entryId } }, index) =>
      isOpen(rank) ? [] : [{ roundId: round.roundId, level: places[index] as string, place: index + 1, contestantId, entryId, rank }],
    ),
    openTies,
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

/** Ties of which not all who may win something of a kind would win the same. */
function tiesOf(standings: Standings, levelOf: ReadonlyMap<number, string>, capped: (line: Standing) => boolean): readonly Tie[] {
  const ties: Tie[] = []
  let done = 0
  for (const rank of [...levelOf.keys()].sort((a, b) => a - b)) {
    if (rank <= done) continue
    const tie = tieAround(standings, rank)
    done = tie.to
    const lines = Array.from({ length: tie.to - tie.from + 1 }, (_, at) => standings.at(tie.from + at - 1) as Standing)
    const differs = [true, false].some((eligible) => {
      const may = lines.filter((line) => line.eligible === eligible && !capped(line))
      return new Set(may.map((line) => levelOf.get(line.rank) ?? null)).size > 1
    })
    if (differs) ties.push(tie)
  }
  return ties
}

/** All lines equal to the one of this rank; only itself where there is none. */
function tieAround(standings: Standings, rank: number): Tie {
  let [from, to] = [rank, rank]
  while (from > 1 && standings.at(from - 1)?.partedBy === null) from--
  while (to < standings.length && standings.at(to)?.partedBy === null) to++
  return { from, to }
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
