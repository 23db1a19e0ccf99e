/** What of a round's standings is shown as a picture: how many had how many right, and what was predicted. */
import type { RankedLines } from '#contest/tally/ranking.ts'
import type { DecidedTie, PassedOver, ReferrerStanding, RoundAwards, Tie } from '#contest/tally/result.ts'
import type { Bilingual } from '#contest/values.ts'

/** Kept with a result as JSON. */
export interface ResultSummary {
  readonly passedOver: readonly PassedOver[]
  readonly unawarded: RoundAwards['unawarded']
  /** Predictions counted in equal bins [from, to]. */
  readonly predictions: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** `scores[n]`: contestants with n right answers. */
  readonly scores: readonly number[]
  /** Who brought the most people, where the rules have prizes for it: those with a prize and the next. */
  readonly referrers?: readonly (ReferrerStanding & { readonly explanation: Bilingual })[]
  /** Where people decide last: ties that are open, and those decided, with what was decided. */
  readonly ties?: readonly ResultTie[]
}

export interface ResultTie extends Tie {
  /** null: nobody has parted it, and prizes depend on it. */
  readonly decided: DecidedTie['lines'] | null
}

const BINS = 20

/** At most 20 equal bins from the smallest to the 98th percentile; the last bin takes everything above. */
export function histogram(standings: RankedLines): ResultSummary['predictions'] {
  const given = Int32Array.from(predictionsOf(standings)).sort()
  const low = given[0]
  if (low === undefined) return []
  const high = Math.max(given[Math.floor((given.length - 1) * 0.98)] as number, low)
  const width = Math.max(1, Math.ceil((high - low + 1) / BINS))
  const bins = Array.from({ length: Math.ceil((high - low + 1) / width) }, (_, i) => ({
    from: low + i * width,
    to: low + (i + 1) * width - 1,
    count: 0,
  }))
  for (const prediction of given) {
    const bin = bins[Math.min(Math.floor((prediction - low) / width), bins.length - 1)]
    if (bin !== undefined) bin.count++
  }
  const last = bins.at(-1)
  if (last !== undefined) last.to = Math.max(last.to, given.at(-1) ?? last.to)
  return bins
}

function* predictionsOf(standings: RankedLines): Generator<number> {
  for (let index = 0; index < standings.length; index++) {
    const prediction = standings.predictionAt(index)
    if (prediction >= 0) yield prediction
  }
}

export function scoresOf(standings: RankedLines, questions: number): readonly number[] {
  const scores = new Array<number>(questions + 1).fill(0)
  for (let index = 0; index < standings.length; index++) {
    const correct = standings.correctAt(index)
    scores[correct] = (scores[correct] ?? 0) + 1
  }
  return scores
}

/** Every tie that is open or decided, in order of rank. */
export function tiesIn(lines: RankedLines, open: readonly Tie[]): readonly ResultTie[] {
  const decided = lines.decidedTies.map(({ from, to }): ResultTie => {
    const of = Array.from({ length: to - from + 1 }, (_, at) => lines.at(from + at - 1))
    return {
      from,
      to,
      decided: of.flatMap((line) => (line === undefined ? [] : [{ entryId: line.entry.entryId, reason: line.reason ?? '' }])),
    }
  })
  return [...decided, ...open.map(({ from, to }): ResultTie => ({ from, to, decided: null }))].sort((one, other) => one.from - other.from)
}

export const openTiesIn = ({ ties = [] }: ResultSummary): readonly ResultTie[] => ties.filter(({ decided }) => decided === null)
