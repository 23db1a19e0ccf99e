/** Who brought the most people to a round by a personal link, for the prizes of those who spread the contest. */
import type { Sha256 } from '../paper/chance.ts'
import type { ReferralRules } from '../rules/rules.ts'
import type { Instant } from '../values.ts'
import { reachesEntryFloor } from './collective.ts'
import { publicLot } from './ranking.ts'
import type { ReferrerStanding, Standing } from './result.ts'

/** Somebody signed in by the personal link of another: the first link anybody used stands. */
export interface Arrival {
  readonly contestantId: string
  readonly referrerId: string
  readonly usedAt: Instant
  /** When the first attempt of the contestant in the whole contest began. */
  readonly firstStartedAt: Instant
  /** The first entry of the contestant in the whole contest is one of this round. */
  readonly isFirstRound: boolean
}

/** A link that is used once somebody has begun brings nobody, and nobody comes twice or by themselves. */
const countsAsBrought = ({ contestantId, referrerId, usedAt, firstStartedAt, isFirstRound }: Arrival): boolean =>
  contestantId !== referrerId && usedAt < firstStartedAt && isFirstRound

interface Referrer {
  readonly contestantId: string
  readonly came: number
  readonly counted: number
  readonly reachedAt: Instant
}

/**
 * Both who came and who brought them must stand in the standings of the round: who is barred or disqualified does not.
 * @param lines the standings of the round, in any order
 * @param arrivals each contestant at most once, in any order
 * @returns who brought anybody, in order of rank
 */
export function rankReferrers(
  rules: ReferralRules,
  lines: Iterable<Pick<Standing, 'entry'>>,
  arrivals: Iterable<Arrival>,
  lot: { readonly sha256: Sha256; readonly seed: Uint8Array },
): readonly ReferrerStanding[] {
  const brought = [...arrivals].filter(countsAsBrought)
  const named = new Set(brought.flatMap(({ contestantId, referrerId }) => [contestantId, referrerId]))
  const ranked = new Map<string, { readonly submittedAt: Instant; readonly takesPart: boolean }>()
  for (const { entry } of lines) {
    const { contestantId, correct, startedAt, submittedAt } = entry
    if (!named.has(contestantId)) continue
    const takesPart = reachesEntryFloor(rules, { correct, durationMs: submittedAt - startedAt })
    ranked.set(contestantId, { submittedAt, takesPart })
  }
  const times = new Map<string, Instant[]>()
  for (const { contestantId, referrerId } of brought) {
    const line = ranked.get(contestantId)
    if (line?.takesPart !== true || !ranked.has(referrerId)) continue
    const known = times.get(referrerId)
    if (known === undefined) times.set(referrerId, [line.submittedAt])
    else known.push(line.submittedAt)
  }
  const referrers = [...times].map(([contestantId, at]): Referrer => {
    const counted = Math.min(at.length, rules.mostCounted ?? at.length)
    const reachedAt = at.sort((a, b) => a - b)[counted - 1] as Instant
    return { contestantId, came: at.length, counted, reachedAt }
  })
  return inOrder(rules, referrers, lot)
}

function inOrder(
  { ties, count }: ReferralRules,
  referrers: readonly Referrer[],
  { sha256, seed }: { readonly sha256: Sha256; readonly seed: Uint8Array },
): readonly ReferrerStanding[] {
  const lots = new Map(referrers.map(({ contestantId }) => [contestantId, hexOf(publicLot(sha256, seed, contestantId))]))
  const partedBy = (above: Referrer, below: Referrer): NonNullable<ReferrerStanding['partedBy']> => {
    if (above.counted !== below.counted) return 'people'
    return ties === 'reached-first' && above.reachedAt !== below.reachedAt ? 'reached-first' : 'public-lot'
  }
  const lotOf = ({ contestantId }: Referrer): string => lots.get(contestantId) as string
  const sorted = referrers.toSorted((a, b) => {
    const by = partedBy(a, b)
    if (by === 'people') return b.counted - a.counted
    return by === 'reached-first' ? a.reachedAt - b.reachedAt : lotOf(a) < lotOf(b) ? -1 : 1
  })
  return sorted.map((referrer, index) => {
    const above = sorted[index - 1]
    return { rank: index + 1, ...referrer, partedBy: above === undefined ? null : partedBy(above, referrer), awarded: index < count }
  })
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
