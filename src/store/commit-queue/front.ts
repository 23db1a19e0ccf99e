/** The face of the commit queue over any store that commits batches: the line, the registered logs. */
import type { AttemptOutcome, CommitQueue, EntryOutcome, MarkerOutcome } from './queue.ts'
import { sealingKey } from '../database/codec.ts'
import type { Answer, Operation, RegisteredLog } from './decide.ts'
import { saltKeyOf } from './entry-seal.ts'
import { createLine } from './line.ts'

/** Commits batches, one at a time. */
export interface BatchStore {
  register(log: RegisteredLog): void
  /** Resolves after the durable commit. Rejects with ContestError `storage-unavailable` when nothing is known. */
  commit(operations: readonly Operation[]): Promise<readonly Answer[]>
  close(): Promise<void>
}

export function createFront(store: BatchStore, limits?: { readonly batch: number; readonly waiting: number }): CommitQueue {
  const line = createLine<Operation, Answer>((operations) => store.commit(operations), limits)
  let closed: Promise<void> | null = null
  return {
    register(log) {
      store.register({ ...log, entryKey: sealingKey(log.entryKey), saltKey: saltKeyOf(log.entryKey) })
    },
    async startAttempt(draft): Promise<AttemptOutcome> {
      return outcomeOf(await line.submit({ kind: 'attempt', draft }), 'attempt')
    },
    async acceptEntry(draft): Promise<EntryOutcome> {
      return outcomeOf(await line.submit({ kind: 'entry', draft }), 'entry')
    },
    async appendMarker(roundId, marker, leaf): Promise<MarkerOutcome> {
      return outcomeOf(await line.submit({ kind: 'marker', roundId, marker, leaf }), 'marker')
    },
    get waiting() {
      return line.waiting
    },
    pace: line.pace,
    close() {
      closed ??= line.close().then(() => store.close())
      return closed
    },
  }
}

type Outcome<Kind> = Extract<Answer, { readonly ok: true; readonly kind: Kind }>['outcome']

function outcomeOf<Kind extends 'attempt' | 'entry' | 'marker'>(answer: Answer, kind: Kind): Outcome<Kind> {
  if (!answer.ok) throw answer.error
  if (answer.kind !== kind) throw new Error(`an answer of kind ${answer.kind} to an operation of kind ${kind}`)
  return answer.outcome as Outcome<Kind>
}
