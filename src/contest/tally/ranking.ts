/**
 * Standings of a round: which entries count, the actual number that was predicted, and the order with, for every pair of
 * neighbours, the criterion that parted them.
 */
import { asciiBytes, type Sha256 } from '../paper/chance.ts'
import type { TallyEntry } from './entry.ts'
import { EntryColumns } from './entry-columns.ts'
import { actualNumber, countsAsAllCorrect, countsInActual, predictionDistance } from './prediction.ts'
import { replacesCounting } from './attempt.ts'
import type { DecidedTie, RoundStandings, Standing, Standings, Tie } from './result.ts'
import { criteria, endsByHand, type Criterion, type RankingCriterion } from '../criteria.ts'
import type { ContestRules } from '../rules/rules.ts'

export interface RankingContext {
  readonly roundId: string
  readonly rules: Pick<ContestRules, 'attempts' | 'minimumCorrect' | 'paper' | 'prediction' | 'ranking'>
  readonly sha256: Sha256
  /** The round's 32-byte public-lot seed, revealed with the results. */
  readonly lotSeed: Uint8Array
  /** What people decided, in the order in which they did; one that is not of all the lines of a tie, and of no other, holds no more. */
  readonly decided?: readonly DecidedTie[]
}

type SetAside = RoundStandings['setAside'][number]

/** Standings of a million lines that can be read without making a value a line. */
export interface RankedLines extends Standings {
  correctAt(index: number): number
  /** −1: none was given. */
  predictionAt(index: number): number
  /** Ties that people have parted, by rank. */
  readonly decidedTies: readonly Tie[]
  /** Every line's contestant with its rank, in order of contestant id: the order an index by contestant grows in. */
  byContestant(): Iterable<{ readonly contestantId: string; readonly rank: number }>
}

export interface RankedRound extends RoundStandings {
  readonly standings: RankedLines
}

/** Takes the entries of a round one by one, as they are read; keeps columns of them, not the entries. */
export interface RankingRun {
  add(entry: TallyEntry): void
  /** Once, after the last entry. */
  finish(): RankedRound
}

/** @param entries every entry of the round once, in any order: the result does not depend on it */
export function rankRound(entries: Iterable<TallyEntry>, context: RankingContext): RankedRound {
  const run = startRanking(context)
  for (const entry of entries) run.add(entry)
  return run.finish()
}

export function startRanking(context: RankingContext): RankingRun {
  const { rules, roundId } = context
  const columns = new EntryColumns()
  return {
    add: (entry) => columns.push(entry),
    finish: () => {
      const positions = columns.byContestant()
      const setAside: SetAside[] = []
      const counts = { participants: 0, allCorrect: 0, attempts: 0 }
      let participants = 0
      // Of several attempts of a contestant one counts. What counts moves to the front, in order of contestant.
      for (let from = 0; from < positions.length;) {
        const at = positions[from] as number
        let next = from + 1
        while (next < positions.length && columns.contestantIds.compare(positions[next] as number, at) === 0) next++
        const counting = next === from + 1 ? at : chooseCounting(columns, positions.subarray(from, next), rules, setAside)
        const reason = columns.setAsideAt(counting)
        const counted = { correct: columns.correct[counting] as number, setAside: reason }
        for (let i = from; i < next; i++)
          if (countsInActual(rules.prediction, columns.setAsideAt(positions[i] as number))) counts.attempts++
        if (countsInActual(rules.prediction, reason)) counts.participants++
        if (countsAsAllCorrect(rules.prediction, rules.paper.questions, counted)) counts.allCorrect++
        if (reason === null) positions[participants++] = counting
        else setAside.push({ entry: columns.entry(counting), reason })
        from = next
      }
      const actual = actualNumber(rules.prediction, counts)
      setAside.sort((a, b) => a.entry.logIndex - b.entry.logIndex)
      const standings = new RankedColumns(columns, positions.slice(0, participants), actual, context)
      return { roundId, actual, participants, standings, setAside }
    },
  }
}

/** The position of the attempt that counts; the others go to `setAside`. */
function chooseCounting(
  columns: EntryColumns,
  positions: Uint32Array,
  { attempts }: RankingContext['rules'],
  setAside: SetAside[],
): number {
  const entries = Array.from(positions, (at) => ({ at, entry: columns.entry(at) }))
  const counting = entries.reduce((best, other) => (replacesCounting(attempts, best.entry, other.entry) ? other : best))
  for (const { at, entry } of entries) {
    if (at !== counting.at) setAside.push({ entry, reason: entry.setAside ?? 'another-attempt-counts' })
  }
  return counting.at
}

class RankedColumns implements RankedLines {
  readonly #columns: EntryColumns
  /** Positions in the columns, in order of contestant. */
  readonly #byContestant: Uint32Array
  /** Positions in the columns, in order of rank. */
  readonly #order: Uint32Array
  readonly #actual: number
  readonly #minimumCorrect: number
  readonly #keys: readonly Key[]
  readonly #byHand: boolean
  /** Of the lines that people put below the one before them, by place. */
  readonly #reasons = new Map<number, string>()
  readonly decidedTies: readonly Tie[]

  constructor(columns: EntryColumns, byContestant: Uint32Array, actual: number, { rules, sha256, lotSeed, decided = [] }: RankingContext) {
    this.#columns = columns
    this.#byContestant = byContestant
    this.#actual = actual
    this.#minimumCorrect = rules.minimumCorrect
    this.#keys = rules.ranking.flatMap((criterion) => {
      const values = keysOf(criteria[criterion], columns, actual)
      return values === null ? [] : [{ criterion, values }]
    })
    const values = this.#keys.map((key) => key.values)
    const lots = new Lots(columns, sha256, lotSeed)
    const byHand = endsByHand(rules.ranking)
    this.#byHand = byHand
    this.#order = byContestant.slice().sort((a, b) => {
      for (let i = 0; i < values.length; i++) {
        const column = values[i] as Float64Array
        const order = (column[a] as number) - (column[b] as number)
        if (order !== 0) return order
      }
      return byHand ? columns.logIndex(a) - columns.logIndex(b) : lots.compare(a, b)
    })
    this.decidedTies = byHand && decided.length > 0 ? this.#part(decided) : []
  }

  /** Puts the lines of each tie in the order that was decided. */
  #part(decided: readonly DecidedTie[]): readonly Tie[] {
    const named = new Set(decided.flatMap(({ lines }) => lines.map(({ entryId }) => entryId)))
    const placeOf = new Map<string, number>()
    for (const [place, at] of this.#order.entries()) {
      const id = this.#columns.entryId(at)
      if (named.has(id)) placeOf.set(id, place)
    }
    const ties = new Map<number, Tie>()
    for (const { lines } of decided) {
      const places = lines.flatMap(({ entryId }) => placeOf.get(entryId) ?? [])
      const from = Math.min(...places)
      if (places.length !== lines.length || !this.#isTie(from, places)) continue
      const order = places.map((place) => this.#order[place] as number)
      lines.forEach(({ entryId, reason }, below) => {
        this.#order[from + below] = order[below] as number
        placeOf.set(entryId, from + below)
        if (below > 0) this.#reasons.set(from + below, reason)
      })
      ties.set(from, { from: from + 1, to: from + lines.length })
    }
    return [...ties.values()].sort((one, other) => one.from - other.from)
  }

  /** These places are one whole tie, whose first is `from`. */
  #isTie(from: number, places: readonly number[]): boolean {
    const to = from + places.length - 1
    const isEqual = (place: number): boolean => place > 0 && place < this.length && this.#criterionAt(place) === null
    return (
      new Set(places).size === places.length &&
      Math.max(...places) === to &&
      !isEqual(from) &&
      !isEqual(to + 1) &&
      places.every((place) => place === from || isEqual(place))
    )
  }

  correctAt(index: number): number {
    return this.#columns.correct[this.#order[index] as number] as number
  }

  predictionAt(index: number): number {
    return this.#columns.prediction[this.#order[index] as number] as number
  }

  *byContestant(): Generator<{ readonly contestantId: string; readonly rank: number }> {
    const ranks = new Uint32Array(this.#columns.length)
    for (let index = 0; index < this.length; index++) ranks[this.#order[index] as number] = index + 1
    for (const at of this.#byContestant) yield { contestantId: this.#columns.contestantIds.at(at), rank: ranks[at] as number }
  }

  get length(): number {
    return this.#order.length
  }

  at(index: number): Standing | undefined {
    const at = this.#order[index]
    if (at === undefined) return undefined
    const entry = this.#columns.entry(at)
    return {
      rank: index + 1,
      entry,
      predictionDistance: predictionDistance(entry.prediction, this.#actual),
      partedBy: index === 0 ? null : this.#partedBy(index),
      reason: this.#reasons.get(index) ?? null,
      eligible: entry.correct >= this.#minimumCorrect,
    }
  }

  #partedBy(index: number): Criterion | null {
    const criterion = this.#criterionAt(index)
    if (criterion !== null) return criterion
    return !this.#byHand ? 'public-lot' : this.#reasons.has(index) ? 'organisers' : null
  }

  /** What parts this line from the one before it by comparison; null: they are equal. */
  #criterionAt(index: number): Criterion | null {
    const [above, below] = [this.#order[index - 1] as number, this.#order[index] as number]
    return this.#keys.find(({ values }) => values[above] !== values[below])?.criterion ?? null
  }

  *[Symbol.iterator](): Generator<Standing> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as Standing
  }
}

/** The keys of a criterion, by an entry's position in the columns. */
interface Key {
  readonly criterion: Criterion
  readonly values: Float64Array
}

function keysOf({ key }: RankingCriterion, columns: EntryColumns, actual: number): Float64Array | null {
  if (key === null) return null
  const values = new Float64Array(columns.length)
  for (let at = 0; at < values.length; at++) values[at] = key(columns.numbers(at), actual)
  return values
}

/** The public lots of the entries, drawn when two of them are compared; the first 48 bits are kept. */
class Lots {
  readonly #heads: Float64Array
  readonly #draw: (at: number) => DataView

  constructor({ length, contestantIds }: EntryColumns, sha256: Sha256, seed: Uint8Array) {
    this.#heads = new Float64Array(length).fill(-1)
    this.#draw = (at) => {
      const { buffer, byteOffset, byteLength } = publicLot(sha256, seed, contestantIds.at(at))
      return new DataView(buffer, byteOffset, byteLength)
    }
  }

  compare(a: number, b: number): number {
    return this.#head(a) - this.#head(b) || this.#compareWhole(a, b)
  }

  #head(at: number): number {
    const known = this.#heads[at] as number
    if (known >= 0) return known
    const lot = this.#draw(at)
    return (this.#heads[at] = lot.getUint32(0) * 2 ** 16 + lot.getUint16(4))
  }

  #compareWhole(a: number, b: number): number {
    const [first, second] = [this.#draw(a), this.#draw(b)]
    let order = 0
    for (let at = 0; order === 0 && at < first.byteLength; at++) order = first.getUint8(at) - second.getUint8(at)
    return order
  }
}

/** SHA-256("hoithi/public-lot/v1" ‖ 0 ‖ seed ‖ contestant id): the smaller lot, read as a big-endian number, ranks higher. */
export function publicLot(sha256: Sha256, seed: Uint8Array, contestantId: string): Uint8Array {
  const label = asciiBytes('hoithi/public-lot/v1', '')
  const id = asciiBytes(contestantId)
  const bytes = new Uint8Array(label.length + seed.length + id.length)
  bytes.set(label)
  bytes.set(seed, label.length)
  bytes.set(id, label.length + seed.length)
  return sha256(bytes)
}
