/**
 * Standings of a round: which entries count, the actual number of all-correct, and the order with, for every pair of
 * neighbours, the criterion that parted them. Entries are kept in columns, so that a million take about 100 MB.
 */
import { asciiBytes, type Sha256 } from './chance.ts'
import type { TallyEntry } from './entry.ts'
import { countsAsAllCorrect, predictionDistance } from './prediction.ts'
import { replacesCounting } from './attempt.ts'
import type { RoundStandings, Standing, Standings } from './result.ts'
import type { ContestRules, Criterion } from './rules.ts'

export interface RankingContext {
  readonly roundId: string
  readonly rules: Pick<ContestRules, 'attempts' | 'minimumCorrect' | 'paper' | 'prediction' | 'ranking'>
  readonly sha256: Sha256
  /** The round's 32-byte public-lot seed, revealed with the results. */
  readonly lotSeed: Uint8Array
}

type SetAside = RoundStandings['setAside'][number]

/** @param entries every entry of the round once, in any order: the result does not depend on it */
export function rankRound(entries: Iterable<TallyEntry>, context: RankingContext): RoundStandings {
  const { rules, roundId } = context
  const setAside: SetAside[] = []
  const counting = rules.attempts.perRound === 1 ? entries : oneEntryEach(entries, context, setAside)
  const columns = new Columns()
  let actualAllCorrect = 0
  for (const entry of counting) {
    if (countsAsAllCorrect(rules.prediction, rules.paper.questions, entry)) actualAllCorrect++
    if (entry.setAside === null) columns.push(entry)
    else setAside.push({ entry, reason: entry.setAside })
  }
  setAside.sort((a, b) => a.entry.logIndex - b.entry.logIndex)
  const standings = new RankedColumns(columns, actualAllCorrect, context)
  return { roundId, actualAllCorrect, participants: columns.length, standings, setAside }
}

/** The counting attempt of each contestant; the others are set aside. A set-aside counting attempt is not replaced. */
function oneEntryEach(entries: Iterable<TallyEntry>, { rules }: RankingContext, setAside: SetAside[]): Iterable<TallyEntry> {
  const chosen = new Map<string, TallyEntry>()
  for (const entry of entries) {
    const known = chosen.get(entry.contestantId)
    const replaces = known === undefined || replacesCounting(rules.attempts, known, entry)
    const other = replaces ? known : entry
    if (other !== undefined) setAside.push({ entry: other, reason: other.setAside ?? 'another-attempt-counts' })
    if (replaces) chosen.set(entry.contestantId, entry)
  }
  return chosen.values()
}

/** Growing columns of the entries that rank. Instants fit a double exactly; a missing prediction is −1. */
class Columns {
  length = 0
  readonly entryIds: string[] = []
  readonly contestantIds: string[] = []
  readonly unitIds: string[] = []
  submittedAt = new Float64Array(1024)
  startedAt = new Float64Array(1024)
  correct = new Int32Array(1024)
  prediction = new Int32Array(1024)
  logIndex = new Int32Array(1024)
  attemptNumber = new Int32Array(1024)

  push(entry: TallyEntry): void {
    if (this.length === this.correct.length) this.#grow()
    const at = this.length++
    this.entryIds.push(entry.entryId)
    this.contestantIds.push(entry.contestantId)
    this.unitIds.push(entry.unitId)
    this.submittedAt[at] = entry.submittedAt
    this.startedAt[at] = entry.startedAt
    this.correct[at] = entry.correct
    this.prediction[at] = entry.prediction ?? -1
    this.logIndex[at] = entry.logIndex
    this.attemptNumber[at] = entry.attemptNumber
  }

  #grow(): void {
    const doubled = <T extends Float64Array | Int32Array>(column: T, larger: T): T => {
      larger.set(column)
      return larger
    }
    const size = this.length * 2
    this.submittedAt = doubled(this.submittedAt, new Float64Array(size))
    this.startedAt = doubled(this.startedAt, new Float64Array(size))
    this.correct = doubled(this.correct, new Int32Array(size))
    this.prediction = doubled(this.prediction, new Int32Array(size))
    this.logIndex = doubled(this.logIndex, new Int32Array(size))
    this.attemptNumber = doubled(this.attemptNumber, new Int32Array(size))
  }

  entry(at: number): TallyEntry {
    const prediction = this.prediction[at] as number
    return {
      entryId: this.entryIds[at] as string,
      contestantId: this.contestantIds[at] as string,
      unitId: this.unitIds[at] as string,
      logIndex: this.logIndex[at] as number,
      attemptNumber: this.attemptNumber[at] as number,
      startedAt: this.startedAt[at] as number,
      submittedAt: this.submittedAt[at] as number,
      correct: this.correct[at] as number,
      prediction: prediction < 0 ? null : prediction,
      setAside: null,
    }
  }
}

/** Compares two entries by their positions in the columns; below zero: the first ranks higher. */
type Comparison = (a: number, b: number) => number

class RankedColumns implements Standings {
  readonly #columns: Columns
  readonly #order: Uint32Array
  readonly #actual: number
  readonly #minimumCorrect: number
  readonly #criteria: readonly (readonly [Criterion, Comparison])[]

  constructor(columns: Columns, actual: number, context: RankingContext) {
    this.#columns = columns
    this.#actual = actual
    this.#minimumCorrect = context.rules.minimumCorrect
    this.#criteria = context.rules.ranking.map((criterion) => [criterion, comparison(criterion, columns, actual, context)])
    this.#order = Uint32Array.from({ length: columns.length }, (_, at) => at).sort((a, b) => {
      for (const [, compare] of this.#criteria) {
        const order = compare(a, b)
        if (order !== 0) return order
      }
      return 0
    })
  }

  get length(): number {
    return this.#order.length
  }

  at(index: number): Standing | undefined {
    const at = this.#order[index]
    if (at === undefined) return undefined
    const above = this.#order[index - 1]
    const entry = this.#columns.entry(at)
    return {
      rank: index + 1,
      entry,
      predictionDistance: predictionDistance(entry.prediction, this.#actual),
      partedBy: above === undefined ? null : this.#partedBy(above, at),
      eligible: entry.correct >= this.#minimumCorrect,
    }
  }

  #partedBy(above: number, below: number): Criterion {
    // `checkRules` makes the public lot the last criterion, and the lots of two people differ.
    return (this.#criteria.find(([, compare]) => compare(above, below) !== 0) as readonly [Criterion, Comparison])[0]
  }

  *[Symbol.iterator](): Generator<Standing> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as Standing
  }
}

function comparison(criterion: Criterion, columns: Columns, actual: number, context: RankingContext): Comparison {
  const { submittedAt, startedAt, correct, prediction, contestantIds } = columns
  const none = Number.MAX_SAFE_INTEGER
  const ascending =
    (value: (at: number) => number): Comparison =>
    (a, b) =>
      value(a) - value(b)
  switch (criterion) {
    case 'correct-desc':
      return ascending((at) => -(correct[at] as number))
    case 'prediction-distance-asc':
      return ascending((at) => {
        const guess = prediction[at] as number
        return guess < 0 ? none : Math.abs(guess - actual)
      })
    case 'prediction-closest-without-exceeding':
      return ascending((at) => {
        const guess = prediction[at] as number
        if (guess < 0) return none
        // Every guess that exceeds comes after every guess that does not.
        return guess <= actual ? actual - guess : 2 ** 40 + guess
      })
    case 'submitted-asc':
      return ascending((at) => submittedAt[at] as number)
    case 'duration-asc':
      return ascending((at) => (submittedAt[at] as number) - (startedAt[at] as number))
    case 'public-lot': {
      const lots = new Map<number, Uint8Array>()
      const lot = (at: number): Uint8Array => {
        const known = lots.get(at)
        if (known !== undefined) return known
        const drawn = publicLot(context.sha256, context.lotSeed, contestantIds[at] as string)
        lots.set(at, drawn)
        return drawn
      }
      return (a, b) => compareBytes(lot(a), lot(b))
    }
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

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const differs = a.findIndex((byte, i) => byte !== b[i])
  return differs < 0 ? 0 : (a[differs] as number) - (b[differs] as number)
}
