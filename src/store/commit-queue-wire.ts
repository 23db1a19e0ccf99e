/**
 * Batches between the server's thread and the committing thread. One flat array of strings and numbers each way: the
 * structured clone of a thousand short strings costs a fraction of that of objects and byte arrays. Bytes travel as
 * strings of code units 0–255, a receipt as its head beside the position of its checkpoint in a list.
 */
import { ContestError, errorCatalogue, type ErrorCode, type ErrorDetail } from '#contest/errors.ts'
import type { MarkerKind } from './commit-queue.ts'
import type { Answer, EntryAnswer, Operation } from './commit-queue-core.ts'

export type Cells = readonly (string | number)[]

const packed = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
const unpacked = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** Reads an array from its start to its end. */
class Reader {
  readonly #cells: Cells
  #at = 0

  constructor(cells: Cells) {
    this.#cells = cells
  }

  get done(): boolean {
    return this.#at === this.#cells.length
  }

  text(): string {
    return this.#cells[this.#at++] as string
  }

  number(): number {
    return this.#cells[this.#at++] as number
  }
}

export function packOperations(operations: readonly Operation[]): Cells {
  const cells: (string | number)[] = []
  for (const operation of operations) {
    if (operation.kind === 'entry') {
      const { id, roundId, attemptId, contestantId, submittedAt, bodyDigest, opening, pseudonym } = operation.draft
      cells.push('entry', id, roundId, attemptId, contestantId, submittedAt, packed(bodyDigest), packed(opening), pseudonym)
    } else if (operation.kind === 'attempt') {
      const { id, roundId, contestantId, number, startedAt, deadlineAt } = operation.draft
      cells.push('attempt', id, roundId, contestantId, number, startedAt, deadlineAt)
    } else {
      cells.push('marker', operation.roundId, operation.marker, packed(operation.leaf))
    }
  }
  return cells
}

export function unpackOperations(cells: Cells): readonly Operation[] {
  const operations: Operation[] = []
  const read = new Reader(cells)
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
          opening: unpacked(read.text()),
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
        },
      })
    } else {
      operations.push({ kind: 'marker', roundId: read.text(), marker: read.text() as MarkerKind, leaf: unpacked(read.text()) })
    }
  }
  return operations
}

/** `checkpoints`: each once; `cells` names them by position. */
export interface PackedAnswers {
  readonly checkpoints: readonly string[]
  readonly cells: Cells
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
      const { id, roundId, contestantId, number, startedAt, deadlineAt } = answer.outcome.attempt
      cells.push(answer.outcome.created ? 'created' : 'known', id, roundId, contestantId, number, startedAt, deadlineAt)
    } else {
      cells.push('marker', answer.outcome.size, positionOf(answer.outcome.checkpoint))
    }
  }
  return { checkpoints: [...positions.keys()], cells }
}

export function unpackAnswers({ checkpoints, cells }: PackedAnswers): readonly Answer[] {
  const answers: Answer[] = []
  const read = new Reader(cells)
  while (!read.done) answers.push(unpackAnswer(read, checkpoints))
  return answers
}

function unpackAnswer(read: Reader, checkpoints: readonly string[]): Answer {
  const kind = read.text()
  switch (kind) {
    case 'accepted':
    case 'repeated': {
      const outcome: EntryAnswer = {
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
