/**
 * Batches between the server's thread and the committing thread: every field of a batch, one after the other, in one
 * text, and beside it where each ends. The structured clone copies that in two strokes, where it would walk thousands of
 * strings and byte arrays one by one. Bytes travel as code units 0–255, numbers as decimals, a receipt as its head beside
 * the position of its checkpoint in a list.
 */
import { ContestError, errorCatalogue, type ErrorCode, type ErrorDetail } from '#contest/errors.ts'
import type { EntryOutcome, MarkerKind } from './queue.ts'
import type { Answer, Operation } from './decide.ts'

export type Packed = readonly {
  readonly text: string
  /** Where each field ends in `text`; it starts where the one before it ends. */
  readonly ends: Uint32Array
}[]

/** A longer text would be given pages of its own by V8, to be mapped, zeroed and returned for every batch. */
const longestText = 48 * 1024

const packed = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
const unpacked = (text: string): Uint8Array => Buffer.from(text, 'latin1')

function pack(cells: readonly (string | number)[]): Packed {
  const parts: Packed[number][] = []
  let texts: string[] = []
  let ends: number[] = []
  let at = 0
  for (const cell of cells) {
    const text = typeof cell === 'string' ? cell : String(cell)
    at += text.length
    texts.push(text)
    ends.push(at)
    if (at < longestText) continue
    parts.push({ text: texts.join(''), ends: Uint32Array.from(ends) })
    texts = []
    ends = []
    at = 0
  }
  parts.push({ text: texts.join(''), ends: Uint32Array.from(ends) })
  return parts
}

/** Reads the fields from the first to the last. */
class Reader {
  readonly #parts: Packed
  #part = 0
  #text = ''
  #ends: Uint32Array = new Uint32Array(0)
  #next = 0
  #at = 0

  constructor(parts: Packed) {
    this.#parts = parts
  }

  /** Opens the next part that has fields when this one is read. */
  get done(): boolean {
    while (this.#next === this.#ends.length) {
      const part = this.#parts[this.#part++]
      if (part === undefined) return true
      this.#text = part.text
      this.#ends = part.ends
      this.#next = 0
      this.#at = 0
    }
    return false
  }

  /** @throws RangeError beyond the last field */
  text(): string {
    if (this.done) throw new RangeError('a batch that ends in the middle of an operation')
    const from = this.#at
    this.#at = this.#ends[this.#next++]!
    return this.#text.slice(from, this.#at)
  }

  number(): number {
    return Number(this.text())
  }
}

export function packOperations(operations: readonly Operation[]): Packed {
  const cells: (string | number)[] = []
  for (const operation of operations) {
    if (operation.kind === 'entry') {
      const { id, roundId, attemptId, contestantId, submittedAt, bodyDigest, opening, pseudonym } = operation.draft
      cells.push('entry', id, roundId, attemptId, contestantId, submittedAt, packed(bodyDigest), opening, pseudonym)
    } else if (operation.kind === 'attempt') {
      const { id, roundId, contestantId, number, startedAt, deadlineAt, paperSet } = operation.draft
      cells.push('attempt', id, roundId, contestantId, number, startedAt, deadlineAt, paperSet)
    } else {
      cells.push('marker', operation.roundId, operation.marker, packed(operation.leaf))
    }
  }
  return pack(cells)
}

export function unpackOperations(fields: Packed): readonly Operation[] {
  const operations: Operation[] = []
  const read = new Reader(fields)
  while (!read.done) {
    const kind = read.text()
    if (kind === 'entry') {
      operations.push({
        kind,
        draft: {
          id: read.text(),
          roundId: read.text(),
          attemptId: read.text(),
          contestantId: read.text(),
          submittedAt: read.number(),
          bodyDigest: unpacked(read.text()),
          opening: read.text(),
          pseudonym: read.text(),
        },
      })
    } else if (kind === 'attempt') {
      operations.push({
        kind,
        draft: {
          id: read.text(),
          roundId: read.text(),
          contestantId: read.text(),
          number: read.number(),
          startedAt: read.number(),
          deadlineAt: read.number(),
          paperSet: read.number(),
        },
      })
    } else {
      operations.push({ kind: 'marker', roundId: read.text(), marker: read.text() as MarkerKind, leaf: unpacked(read.text()) })
    }
  }
  return operations
}

/** `checkpoints`: each once; the fields name them by position. */
export interface PackedAnswers {
  readonly checkpoints: readonly string[]
  readonly fields: Packed
}

export function packAnswers(answers: readonly Answer[]): PackedAnswers {
  const cells: (string | number)[] = []
  const positions = new Map<string, number>()
  const positionOf = (checkpoint: string): number => {
    const known = positions.get(checkpoint)
    if (known !== undefined) return known
    positions.set(checkpoint, positions.size)
    return positions.size - 1
  }
  for (const answer of answers) {
    if (!answer.ok) {
      const { error } = answer
      if (error instanceof ContestError) cells.push('refused', error.code, JSON.stringify(error.detail))
      else cells.push('error', error.message)
    } else if (answer.kind === 'entry') {
      const { outcome } = answer
      cells.push(outcome.kind)
      if (outcome.kind === 'accepted' || outcome.kind === 'repeated') {
        const { entryId, code, submittedAt, logIndex, receiptHead, checkpoint } = outcome
        cells.push(entryId, code, submittedAt, logIndex, receiptHead, positionOf(checkpoint))
      }
    } else if (answer.kind === 'attempt') {
      const { id, roundId, contestantId, number, startedAt, deadlineAt, paperSet } = answer.outcome.attempt
      cells.push(answer.outcome.created ? 'created' : 'known', id, roundId, contestantId, number, startedAt, deadlineAt, paperSet)
    } else {
      cells.push('marker', answer.outcome.size, positionOf(answer.outcome.checkpoint))
    }
  }
  return { checkpoints: [...positions.keys()], fields: pack(cells) }
}

export function unpackAnswers({ checkpoints, fields }: PackedAnswers): readonly Answer[] {
  const answers: Answer[] = []
  const read = new Reader(fields)
  while (!read.done) answers.push(unpackAnswer(read, checkpoints))
  return answers
}

function unpackAnswer(read: Reader, checkpoints: readonly string[]): Answer {
  const kind = read.text()
  switch (kind) {
    case 'accepted':
    case 'repeated': {
      const outcome: EntryOutcome = {
        kind,
        entryId: read.text(),
        code: read.text(),
        submittedAt: read.number(),
        logIndex: read.number(),
        receiptHead: read.text(),
        checkpoint: checkpoints[read.number()]!,
      }
      return { ok: true, kind: 'entry', outcome }
    }
    case 'conflict':
    case 'log-closed':
      return { ok: true, kind: 'entry', outcome: { kind } }
    case 'created':
    case 'known': {
      const attempt = {
        id: read.text(),
        roundId: read.text(),
        contestantId: read.text(),
        number: read.number(),
        startedAt: read.number(),
        deadlineAt: read.number(),
        paperSet: read.number(),
      }
      return { ok: true, kind: 'attempt', outcome: { attempt, created: kind === 'created' } }
    }
    case 'marker':
      return { ok: true, kind: 'marker', outcome: { size: read.number(), checkpoint: checkpoints[read.number()]! } }
    case 'refused': {
      const code = read.text()
      if (!Object.hasOwn(errorCatalogue, code)) throw new Error(`no such error code: ${code}`)
      return { ok: false, error: new ContestError(code as ErrorCode, JSON.parse(read.text()) as ErrorDetail) }
    }
    default:
      return { ok: false, error: new Error(read.text()) }
  }
}
