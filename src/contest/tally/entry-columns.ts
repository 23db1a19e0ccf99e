/** Entries kept in columns, so that a million of them take about 150 MB, not several times that. */
import type { EntryNumbers } from '../criteria.ts'
import type { SetAsideReason, TallyEntry } from './entry.ts'

const setAsideReasons = [null, 'barred', 'disqualified'] as const satisfies readonly (SetAsideReason | null)[]

/** Growing columns of entries. Instants fit a double exactly; a missing prediction is −1. */
export class EntryColumns {
  length = 0
  readonly #entryIds = new TextColumn()
  readonly contestantIds = new TextColumn()
  readonly #units = new Map<string, number>()
  readonly #unitIds: string[] = []
  #unit = new Int32Array(1024)
  submittedAt = new Float64Array(1024)
  startedAt = new Float64Array(1024)
  correct = new Int32Array(1024)
  prediction = new Int32Array(1024)
  #logIndex = new Int32Array(1024)
  #attemptNumber = new Int32Array(1024)
  #paperSet = new Uint8Array(1024)
  #setAside = new Uint8Array(1024)

  push(entry: TallyEntry): void {
    if (this.length === this.correct.length) this.#grow()
    const at = this.length++
    this.#entryIds.push(entry.entryId)
    this.contestantIds.push(entry.contestantId)
    this.#unit[at] = this.#unitNumber(entry.unitId)
    this.submittedAt[at] = entry.submittedAt
    this.startedAt[at] = entry.startedAt
    this.correct[at] = entry.correct
    this.prediction[at] = entry.prediction ?? -1
    this.#logIndex[at] = entry.logIndex
    this.#attemptNumber[at] = entry.attemptNumber
    this.#paperSet[at] = entry.paperSet
    this.#setAside[at] = setAsideReasons.indexOf(entry.setAside)
  }

  entryId(at: number): string {
    return this.#entryIds.at(at)
  }

  logIndex(at: number): number {
    return this.#logIndex[at] as number
  }

  entry(at: number): TallyEntry {
    return {
      ...this.numbers(at),
      entryId: this.#entryIds.at(at),
      contestantId: this.contestantIds.at(at),
      unitId: this.#unitIds[this.#unit[at] as number] as string,
      paperSet: this.#paperSet[at] as number,
      setAside: this.setAsideAt(at),
    }
  }

  numbers(at: number): EntryNumbers {
    const prediction = this.prediction[at] as number
    return {
      logIndex: this.#logIndex[at] as number,
      attemptNumber: this.#attemptNumber[at] as number,
      startedAt: this.startedAt[at] as number,
      submittedAt: this.submittedAt[at] as number,
      correct: this.correct[at] as number,
      prediction: prediction < 0 ? null : prediction,
    }
  }

  setAsideAt(at: number): SetAsideReason | null {
    return setAsideReasons[this.#setAside[at] as number] as SetAsideReason | null
  }

  /** All positions in the order of their contestants' ids, compared byte by byte; those of one contestant lie together. */
  byContestant(): Uint32Array {
    const ids = this.contestantIds
    const heads = Float64Array.from({ length: this.length }, (_, at) => ids.head(at))
    return Uint32Array.from({ length: this.length }, (_, at) => at).sort(
      (a, b) => (heads[a] as number) - (heads[b] as number) || ids.compare(a, b),
    )
  }

  #unitNumber(unitId: string): number {
    const known = this.#units.get(unitId)
    if (known !== undefined) return known
    this.#units.set(unitId, this.#unitIds.length)
    return this.#unitIds.push(unitId) - 1
  }

  #grow(): void {
    this.#unit = doubled(this.#unit)
    this.submittedAt = doubled(this.submittedAt)
    this.startedAt = doubled(this.startedAt)
    this.correct = doubled(this.correct)
    this.prediction = doubled(this.prediction)
    this.#logIndex = doubled(this.#logIndex)
    this.#attemptNumber = doubled(this.#attemptNumber)
    this.#paperSet = doubled(this.#paperSet)
    this.#setAside = doubled(this.#setAside)
  }
}

/** Growing column of ASCII texts, one byte a character. */
class TextColumn {
  #length = 0
  #bytes = new Uint8Array(1024)
  /** Where each text ends in `bytes`; it starts where the one before it ends. */
  #ends = new Uint32Array(1024)

  /** @throws RangeError when the text is not ASCII; ids are, by construction. */
  push(text: string): void {
    let at = this.#endOf(this.#length - 1)
    while (at + text.length > this.#bytes.length) this.#bytes = doubled(this.#bytes)
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 0x7f) throw new RangeError(`not ASCII: ${text}`)
      this.#bytes[at++] = code
    }
    if (this.#length === this.#ends.length) this.#ends = doubled(this.#ends)
    this.#ends[this.#length++] = at
  }

  at(index: number): string {
    // An array, because spreading a typed array is six times slower.
    const codes: number[] = []
    const bytes = this.#bytes
    const end = this.#endOf(index)
    for (let at = this.#endOf(index - 1); at < end; at++) codes.push(bytes[at] as number)
    return String.fromCharCode(...codes)
  }

  /** The first six bytes as a number, a missing one as 0: most texts that differ differ there. */
  head(index: number): number {
    const from = this.#endOf(index - 1)
    const end = this.#endOf(index)
    let head = 0
    for (let at = from; at < from + 6; at++) head = head * 256 + (at < end ? (this.#bytes[at] as number) : 0)
    return head
  }

  compare(one: number, other: number): number {
    const bytes = this.#bytes
    const [oneEnd, otherEnd] = [this.#endOf(one), this.#endOf(other)]
    let at = this.#endOf(one - 1)
    let otherAt = this.#endOf(other - 1)
    for (; at < oneEnd && otherAt < otherEnd; at++, otherAt++) {
      const order = (bytes[at] as number) - (bytes[otherAt] as number)
      if (order !== 0) return order
    }
    return oneEnd - at - (otherEnd - otherAt)
  }

  #endOf(index: number): number {
    return index < 0 ? 0 : (this.#ends[index] as number)
  }
}

function doubled<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(column.length * 2)
  larger.set(column)
  return larger
}
