/** Who gets which prize of a round: down the standings, one prize a line, within floor and cap. */
import type { Award, PassedOver, RoundAwards, RoundStandings, Standing } from './result.ts'
import type { ContestRules } from './rules.ts'

/** @param won prizes each contestant has won in other rounds of the contest */
export function awardRound(
  rules: Pick<ContestRules, 'prizes' | 'ranking'>,
  round: RoundStandings,
  won: ReadonlyMap<string, number>,
): RoundAwards {
  const { levels, capPerContest, whenTooFew } = rules.prizes
  const places = levels.flatMap(({ id, count }) => Array.from({ length: count }, () => id))
  const awards: Award[] = []
  const passed: PassedOver[] = []
  const pass = (line: Standing, reason: PassedOver['reason']) => {
    passed.push({ contestantId: line.entry.contestantId, rank: line.rank, reason })
  }
  const offer = (line: Standing) => {
    const { contestantId, entryId } = line.entry
    if (capPerContest !== null && (won.get(contestantId) ?? 0) >= capPerContest) {
      pass(line, 'cap-per-contest')
      return
    }
    const level = places[awards.length] as string
    awards.push({ roundId: round.roundId, level, place: awards.length + 1, contestantId, entryId, rank: line.rank })
  }
  // Ranked by right answers first, nobody after the first line below the floor can reach it.
  const sortedByFloor = rules.ranking[0] === 'correct-desc'
  for (const line of round.standings) {
    if (awards.length === places.length || (!line.eligible && sortedByFloor)) break
    if (line.eligible) offer(line)
    else if (whenTooFew === 'leave-unawarded') pass(line, 'below-floor')
  }
  if (whenTooFew === 'next-best-below-floor') {
    for (const line of round.standings) {
      if (awards.length === places.length) break
      if (!line.eligible) offer(line)
    }
  }
  const lastRank = awards.reduce((last, { rank }) => Math.max(last, rank), 0)
  return {
    roundId: round.roundId,
    awards,
    passedOver: passed.filter(({ rank }) => rank < lastRank).sort((a, b) => a.rank - b.rank),
    unawarded: levels.flatMap(({ id }) => {
      const count = places.slice(awards.length).filter((level) => level === id).length
      return count === 0 ? [] : [{ level: id, count }]
    }),
  }
}
