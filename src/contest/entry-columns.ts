/** Entries kept in columns, so that a million of them take about 150 MB, not several times that. */
import type { TallyEntry } from './entry.ts'

/** Growing columns of entries that are not set aside. Instants fit a double exactly; a missing prediction is −1. */
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
  }

  entry(at: number): TallyEntry {
    const prediction = this.prediction[at] as number
    return {
      entryId: this.#entryIds.at(at),
      contestantId: this.contestantIds.at(at),
      unitId: this.#unitIds[this.#unit[at] as number] as string,
      logIndex: this.#logIndex[at] as number,
      attemptNumber: this.#attemptNumber[at] as number,
      startedAt: this.startedAt[at] as number,
      submittedAt: this.submittedAt[at] as number,
      correct: this.correct[at] as number,
      prediction: prediction < 0 ? null : prediction,
      setAside: null,
    }
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

  #endOf(index: number): number {
    return index < 0 ? 0 : (this.#ends[index] as number)
  }
}

function doubled<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(column.length * 2)
  larger.set(column)
  return larger
}
