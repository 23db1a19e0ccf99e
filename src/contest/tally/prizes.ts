/** Who gets which prize of a round: down the standings, one prize a line, within floor and cap. */
import { endsByHand, sortsByFloor } from '../criteria.ts'
import type { Award, PassedOver, RoundAwards, RoundStandings, Standing, Standings, Tie } from './result.ts'
import type { ContestRules, PrizeRules } from '../rules/rules.ts'

/** How many prizes of a round may be given at all. */
export const mostPrizes = ({ levels, shareOfParticipants }: PrizeRules, participants: number): number => {
  const all = levels.reduce((sum, { count }) => sum + count, 0)
  return shareOfParticipants === null ? all : Math.min(all, Math.floor((participants * shareOfParticipants) / 100))
}

interface Considered {
  readonly rules: Pick<ContestRules, 'prizes' | 'ranking'>
  readonly round: RoundStandings
  /** Prizes each contestant has won in other rounds of the contest. */
  readonly won: ReadonlyMap<string, number>
}

const isCapped = ({ rules, won }: Considered, { entry }: Standing): boolean =>
  rules.prizes.capPerContest !== null && (won.get(entry.contestantId) ?? 0) >= rules.prizes.capPerContest

/** Who can have a prize, in the order in which they get one. */
function* candidates(considered: Considered): Generator<Standing> {
  const { rules, round } = considered
  const sortedByFloor = sortsByFloor(rules.ranking)
  for (const line of round.standings) {
    if (!line.eligible && sortedByFloor) break
    if (line.eligible && !isCapped(considered, line)) yield line
  }
  if (rules.prizes.whenTooFew !== 'next-best-below-floor') return
  for (const line of round.standings) if (!line.eligible && !isCapped(considered, line)) yield line
}

const placesOf = ({ levels }: PrizeRules): readonly string[] => levels.flatMap(({ id, count }) => Array.from({ length: count }, () => id))

/** @param won prizes each contestant has won in other rounds of the contest */
export function awardRound(
  rules: Pick<ContestRules, 'prizes' | 'ranking'>,
  round: RoundStandings,
  won: ReadonlyMap<string, number>,
): RoundAwards {
  const considered = { rules, round, won }
  const most = mostPrizes(rules.prizes, round.participants)
  const winners: Standing[] = []
  for (const line of most === 0 ? [] : candidates(considered)) if (winners.push(line) === most) break
  return awardsOf(considered, winners, () => null)
}

/** Whose prizes of the round were revoked, this one with them, and who may not take part by now: none of them moves up. */
export interface LeftOut {
  readonly revoked: ReadonlySet<string>
  readonly barred: ReadonlySet<string>
}

/**
 * What becomes of the prizes of a round when one is revoked: as the rules say its place stays empty, or everybody after it moves up a
 * place and the next who can have a prize takes the last; nobody else loses one.
 * @param awards as they are, of `round`
 * @param contestantId who has one of them
 */
export function revokePrize(considered: Considered, awards: readonly Award[], contestantId: string, leftOut: LeftOut): RoundAwards {
  const { rules, round } = considered
  const lineOf = (award: Award): Standing => round.standings.at(award.rank - 1) as Standing
  const why = ({ entry }: Standing): PassedOver['reason'] | null =>
    leftOut.revoked.has(entry.contestantId) ? 'revoked' : leftOut.barred.has(entry.contestantId) ? 'barred' : null
  const kept = awards.filter((award) => award.contestantId !== contestantId)
  if (rules.prizes.whenRevoked !== 'next-moves-up') {
    const winners: (Standing | null)[] = placesOf(rules.prizes).map(() => null)
    for (const award of kept) winners[award.place - 1] = lineOf(award)
    return awardsOf(considered, winners, why)
  }
  const winners = kept.map(lineOf)
  const have = new Set(kept.map((award) => award.contestantId))
  for (const line of candidates(considered)) {
    if (have.has(line.entry.contestantId) || why(line) !== null) continue
    winners.push(line)
    break
  }
  return awardsOf(considered, winners, why)
}

/**
 * @param winners from the highest prize; null: nobody has it
 * @param leftOut why somebody has none whatever their rank; null: for no such reason
 */
function awardsOf(
  considered: Considered,
  winners: readonly (Standing | null)[],
  leftOut: (line: Standing) => PassedOver['reason'] | null,
): RoundAwards {
  const { rules, round } = considered
  const places = placesOf(rules.prizes)
  const given = winners.filter((line) => line !== null)
  const levelOf = new Map(winners.flatMap((line, index) => (line === null ? [] : [[line.rank, places[index] as string] as const])))
  const isOut = (line: Standing): boolean => isCapped(considered, line) || leftOut(line) !== null
  const openTies = endsByHand(rules.ranking) ? tiesOf(round.standings, levelOf, isOut) : []
  const isOpen = ({ rank }: Standing): boolean => openTies.some(({ from, to }) => from <= rank && rank <= to)
  return {
    roundId: round.roundId,
    awards: winners.flatMap((line, index) => {
      if (line === null || isOpen(line)) return []
      const { contestantId, entryId } = line.entry
      return [{ roundId: round.roundId, level: places[index] as string, place: index + 1, contestantId, entryId, rank: line.rank }]
    }),
    openTies,
    passedOver: linesAbove(round, given).map((line) => ({
      contestantId: line.entry.contestantId,
      rank: line.rank,
      reason: leftOut(line) ?? (isCapped(considered, line) ? 'cap-per-contest' : 'below-floor'),
    })),
    unawarded: rules.prizes.levels.flatMap(({ id }) => {
      const count = places.filter((level, index) => level === id && (winners[index] ?? null) === null).length
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
