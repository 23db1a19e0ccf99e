/**
 * A second computation of standings, awards and units, written on purpose in another way: by counting for each entry how
 * many beat it, on BigInt and strings, with awards found by asking for each prize who gets it. It shares nothing with the
 * code it checks, and is slow.
 */
import { createHash } from 'node:crypto'
import type { Participation, UnitFact } from '#contest/tally/collective.ts'
import type { TallyEntry } from '#contest/tally/entry.ts'
import type { Arrival } from '#contest/tally/referral.ts'
import type { CollectiveRules, ContestRules, ReferralRules } from '#contest/rules/rules.ts'
import { lotSeed } from '../tried-rounds.ts'
import type { CollectiveTieBreak, Criterion } from '#contest/criteria.ts'

// ── standings ──

const lotOf = (contestantId: string): bigint => {
  const text = Buffer.concat([Buffer.from('hoithi/public-lot/v1\0'), lotSeed, Buffer.from(contestantId)])
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
}

/** Does `a` beat `b` by this criterion alone? */
function beatsBy(criterion: Criterion, a: TallyEntry, b: TallyEntry, actual: number): boolean {
  if (criterion === 'correct-desc') return a.correct > b.correct
  if (criterion === 'submitted-asc') return a.submittedAt < b.submittedAt
  if (criterion === 'duration-asc') return a.submittedAt + b.startedAt < b.submittedAt + a.startedAt
  if (criterion === 'organisers') return false
  if (criterion === 'public-lot') return lotOf(a.contestantId) < lotOf(b.contestantId)
  if (a.prediction === null) return false
  if (b.prediction === null) return true
  const [missA, missB] = [Math.abs(a.prediction - actual), Math.abs(b.prediction - actual)]
  if (criterion === 'prediction-distance-asc') return missA < missB
  const [overA, overB] = [a.prediction > actual, b.prediction > actual]
  return overA === overB ? missA < missB : overB
}

const beats = (order: readonly Criterion[], a: TallyEntry, b: TallyEntry, actual: number): boolean =>
  order.some((criterion, i) => beatsBy(criterion, a, b, actual) && order.slice(0, i).every((before) => !beatsBy(before, b, a, actual)))

export function oracleRound(entries: readonly TallyEntry[], rules: ContestRules) {
  const people = [...new Set(entries.map(({ contestantId }) => contestantId))]
  const counting = people.map((person) => {
    const own = entries.filter(({ contestantId }) => contestantId === person).sort((a, b) => a.attemptNumber - b.attemptNumber)
    const most = Math.max(...own.map(({ correct }) => correct))
    const chosen = { first: own[0], last: own.at(-1), best: own.find(({ correct }) => correct === most) }
    const given = own.filter(({ attemptNumber }) => attemptNumber > rules.attempts.perRound)
    return (rules.attempts.extra === 'replaces' ? given.at(-1) : undefined) ?? (chosen[rules.attempts.counts] as TallyEntry)
  })
  const heard = (list: readonly TallyEntry[]) =>
    list.filter(
      ({ setAside }) => setAside === null || (setAside === 'disqualified' && rules.prediction.actualCounts !== 'after-disqualification'),
    )
  const perfect = heard(counting).filter(({ correct }) => correct === rules.paper.questions).length
  const numbers: Record<ContestRules['prediction']['of'], () => number> = {
    'all-correct': () => perfect,
    participants: () => heard(counting).length,
    attempts: () => heard(entries).length,
    // By long division, a digit at a time, and one more to round by.
    'all-correct-percentage': () => {
      const people = BigInt(heard(counting).length)
      if (people === 0n) return 0
      let [digits, rest] = [(BigInt(perfect) * 100n) / people, (BigInt(perfect) * 100n) % people]
      for (let digit = 0; digit <= rules.prediction.decimals; digit++) {
        digits = digits * 10n + (rest * 10n) / people
        rest = (rest * 10n) % people
      }
      return Number(digits / 10n + (digits % 10n >= 5n ? 1n : 0n))
    },
  }
  const actual = numbers[rules.prediction.of]()
  const ranking = counting.filter(({ setAside }) => setAside === null)
  const lines = ranking.map((entry) => ({
    entry,
    rank: 1 + ranking.filter((other) => beats(rules.ranking, other, entry, actual)).length,
    eligible: !(entry.correct < rules.minimumCorrect),
  }))
  const byRank = new Map(lines.map((line) => [line.rank, line]))
  const partedBy = (rank: number): Criterion | null => {
    const [above, own] = [byRank.get(rank - 1)?.entry, byRank.get(rank)?.entry]
    if (above === undefined || own === undefined) return null
    return rules.ranking.find((criterion) => beatsBy(criterion, above, own, actual)) ?? null
  }
  const aside = entries.filter((entry) => entry.setAside !== null || !counting.includes(entry))
  return { actual, lines: lines.sort((a, b) => a.rank - b.rank), partedBy, aside }
}

// ── awards ──

type OracleLine = ReturnType<typeof oracleRound>['lines'][number]

/** @param revoked whose prizes were taken, in whatever order */
export function oracleAwards(
  lines: readonly OracleLine[],
  rules: ContestRules,
  won: ReadonlyMap<string, number>,
  revoked: readonly string[] = [],
) {
  const movesUp = rules.prizes.whenRevoked === 'next-moves-up'
  const { levels, capPerContest, whenTooFew } = rules.prizes
  const mayWin = lines.filter(
    ({ entry }) =>
      !(movesUp && revoked.includes(entry.contestantId)) &&
      !(capPerContest !== null && (won.get(entry.contestantId) ?? 0) >= capPerContest),
  )
  const queue = [
    ...mayWin.filter(({ eligible }) => eligible),
    ...(whenTooFew === 'leave-unawarded' ? [] : mayWin.filter(({ eligible }) => !eligible)),
  ]
  const share = rules.prizes.shareOfParticipants
  // One prize after the other, as long as it is within the share.
  const allowed = queue.filter((_, i) => share === null || (i + 1) * 100 <= lines.length * share)
  let given = 0
  return levels.map(({ id, count }) => {
    const winners = allowed.slice(given, given + count).filter(({ entry }) => movesUp || !revoked.includes(entry.contestantId))
    given += count
    return { level: id, winners: winners.map(({ entry }) => entry.entryId), left: count - winners.length }
  })
}

// ── units ──

export function oracleUnits(rules: CollectiveRules, units: readonly UnitFact[], people: readonly Participation[]) {
  const facts = units.map((unit) => {
    const own = people.filter(({ unitId }) => unitId === unit.unitId)
    const instants = own.map(({ firstSubmittedAt }) => firstSubmittedAt)
    return {
      ...unit,
      size: own.length,
      right: own.filter(({ allCorrect }) => allCorrect).length,
      answers: own.reduce((sum, one) => sum + one.right, 0),
      papers: own.reduce((sum, one) => sum + one.entries, 0),
      last: own.length === 0 ? 0 : Math.max(...instants),
    }
  })
  type Fact = (typeof facts)[number]
  // The percentage by long division, a digit at a time, and one more to round by.
  const rounded = ({ size, headcount }: Fact, decimals: number): bigint => {
    if (headcount === 0) return 0n
    const of = BigInt(headcount)
    let [digits, rest] = [(BigInt(size) * 100n) / of, (BigInt(size) * 100n) % of]
    for (let digit = 0; digit <= decimals; digit++) {
      digits = digits * 10n + (rest * 10n) / of
      rest = (rest * 10n) % of
    }
    return digits / 10n + (digits % 10n >= 5n ? 1n : 0n)
  }
  const reaches = ({ size, headcount }: Fact) =>
    rules.minimumRate === null || (headcount !== 0 && BigInt(size) * 100n >= BigInt(headcount) * BigInt(rules.minimumRate))
  const ahead: Record<CollectiveTieBreak | 'participants' | 'participation-rate', (a: Fact, b: Fact) => boolean> = {
    participants: (a, b) => a.size > b.size,
    // As fractions in lowest terms would compare; a unit without headcount has no rate to speak of.
    'participation-rate': (a, b) =>
      rules.rateDecimals !== null
        ? rounded(a, rules.rateDecimals) > rounded(b, rules.rateDecimals)
        : BigInt(a.headcount && a.size) * BigInt(b.headcount || 1) > BigInt(b.headcount && b.size) * BigInt(a.headcount || 1),
    'participation-rate-desc': (a, b) => ahead['participation-rate'](a, b),
    'all-correct-desc': (a, b) => a.right > b.right,
    'headcount-desc': (a, b) => a.headcount > b.headcount,
    'last-participant-asc': (a, b) => a.last < b.last,
    'participants-desc': (a, b) => a.size > b.size,
    'mean-score-desc': (a, b) => BigInt(a.answers) * BigInt(b.papers || 1) > BigInt(b.answers) * BigInt(a.papers || 1),
    jury: () => false,
  }
  const order = [rules.by, ...rules.tieBreaks]
  const beatsUnit = (a: Fact, b: Fact) =>
    reaches(a) === reaches(b)
      ? order.some((one, i) => ahead[one](a, b) && order.slice(0, i).every((before) => !ahead[before](b, a)))
      : reaches(a)
  // The last place of each level.
  const borders =
    rules.levels.length === 0
      ? [rules.count]
      : rules.levels.map((_, i) => rules.levels.slice(0, i + 1).reduce((sum, { count }) => sum + count, 0))
  return facts.map((unit) => {
    const above = facts.filter((other) => beatsUnit(other, unit)).length
    const below = facts.filter((other) => beatsUnit(unit, other)).length
    const sharing = facts.length - above - below
    const at = borders.findIndex((border) => above < border)
    const whole = at >= 0 && above + sharing <= (borders[at] as number)
    const awarded = unit.size > 0 && reaches(unit) && whole
    return { unitId: unit.unitId, rank: above + 1, tied: sharing > 1, awarded, level: awarded ? (rules.levels[at]?.id ?? null) : null }
  })
}

// ── who brought others ──

export function oracleReferrers(rules: ReferralRules, lines: readonly { readonly entry: TallyEntry }[], arrivals: readonly Arrival[]) {
  const entryOf = (id: string) => lines.find(({ entry }) => entry.contestantId === id)?.entry
  const counts = (arrival: Arrival): boolean => {
    const entry = entryOf(arrival.contestantId)
    if (entry === undefined || entryOf(arrival.referrerId) === undefined || arrival.referrerId === arrival.contestantId) return false
    if (!arrival.isFirstRound || !(arrival.firstStartedAt > arrival.usedAt)) return false
    return !(entry.correct < rules.entryFloor.correct) && !(entry.submittedAt < entry.startedAt + rules.entryFloor.seconds * 1000)
  }
  const people = [...new Set(arrivals.filter(counts).map(({ referrerId }) => referrerId))].map((id) => {
    const own = arrivals.filter((one) => one.referrerId === id && counts(one))
    const instants = own.map(({ contestantId }) => entryOf(contestantId)?.submittedAt ?? 0).sort((a, b) => a - b)
    const kept = instants.slice(0, rules.mostCounted ?? undefined)
    return { id, came: own.length, counted: kept.length, reachedAt: kept.at(-1) ?? 0 }
  })
  type Person = (typeof people)[number]
  const beatsBy: readonly (readonly [string, (a: Person, b: Person) => boolean])[] = [
    ['people', (a, b) => a.counted > b.counted],
    ...(rules.ties === 'public-lot' ? [] : [['reached-first', (a: Person, b: Person) => a.reachedAt < b.reachedAt] as const]),
    ['public-lot', (a, b) => lotOf(a.id) < lotOf(b.id)],
  ]
  const firstOf = (a: Person, b: Person) => beatsBy.find(([, beats]) => beats(a, b) || beats(b, a))
  const ranked = people.map((one) => ({ ...one, rank: 1 + people.filter((other) => firstOf(other, one)?.[1](other, one) === true).length }))
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .map(({ id, rank, ...one }) => {
      const above = ranked.find((other) => other.rank === rank - 1)
      const partedBy = above === undefined ? null : (firstOf(above, { id, ...one })?.[0] ?? null)
      return { rank, contestantId: id, ...one, partedBy, awarded: rank <= rules.count }
    })
}
