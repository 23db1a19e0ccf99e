/**
 * The commit queue: the only way attempts, entries and marker leaves are written (ARCHITECTURE.md, "The path of an entry").
 * What has arrived since the last commit is written in one transaction (natural batching, at most `maximumBatch`), the
 * round's head is signed, the transaction is committed durably, and only then does each promise resolve.
 * Implementations: sqlite.ts (a worker thread owns the connection), postgres.ts.
 */
import type { Instant } from '#contest/values.ts'
import type { Pace } from './pace.ts'

export interface AttemptDraft {
  readonly id: string
  readonly roundId: string
  readonly contestantId: string
  readonly number: number
  readonly startedAt: Instant
  readonly deadlineAt: Instant
  /** The number of the fixed set its paper is, from 1; 0: drawn for it alone. */
  readonly paperSet: number
}

/** The attempt as stored: the draft's, or the one that was already there for (round, contestant, number). */
export interface AttemptOutcome {
  readonly attempt: AttemptDraft
  readonly created: boolean
}

export interface EntryDraft {
  /** Made by the client. */
  readonly id: string
  readonly roundId: string
  readonly attemptId: string
  readonly contestantId: string
  readonly submittedAt: Instant
  /** SHA-256 of the canonical JSON of {answers, prediction, seconds?}. */
  readonly bodyDigest: Uint8Array
  /** Canonical JSON of {answers, paper, prediction, seconds?, set?}: what the leaf commits to, sealed before it is stored. */
  readonly opening: string
  /** 16 bytes as hex: truncated HMAC of the contestant under the round's pseudonym key. */
  readonly pseudonym: string
}

export type EntryOutcome =
  | {
      readonly kind: 'accepted' | 'repeated'
      readonly entryId: string
      readonly code: string
      readonly submittedAt: Instant
      readonly logIndex: number
      /** The receipt in two parts: the checkpoint is the same for the whole batch. The receipt is one after the other. */
      readonly receiptHead: string
      readonly checkpoint: string
    }
  /** The attempt has an entry already, with another id or another body. */
  | { readonly kind: 'conflict' }
  /**
   * Nothing more comes into the round's log: it waited beyond the closing grace, the round was closed before it arrived
   * (perhaps by another process, a moment ago), or it was not opened.
   */
  | { readonly kind: 'log-closed' }

/**
 * `genesis` makes the log, `close` ends it, `reopened` takes an end back, `restored` says that the log goes on from a backup
 * (ledger/leaves.ts).
 */
export type MarkerKind = 'genesis' | 'close' | 'reopened' | 'restored'

/** The signed head of the log after the marker. */
export interface MarkerOutcome {
  readonly checkpoint: string
  readonly size: number
}

/** What the queue must know of a round before anything of it is written. */
export interface RoundLog {
  readonly roundId: string
  /** Origin line of the checkpoints, e.g. `hoithi.local/phu-loc-2024/tuan-1`. */
  readonly origin: string
  /** 32-byte key that seals this round's entries. */
  readonly entryKey: Uint8Array
  /** Written into every entry leaf. */
  readonly roundKey: string
}

export interface CommitQueue {
  /** Tells the queue a round's log; again with the same value is harmless. */
  register(log: RoundLog): void
  /**
   * All three reject with ContestError `queue-full` {retryAfterSeconds} when too many operations wait, `shutting-down`
   * after `close`, and `storage-unavailable` when it is not known that the commit succeeded: trying again is then safe.
   */
  /** @throws ContestError `round-not-open`, `round-closed` by the round's row as it is at the commit */
  startAttempt(attempt: AttemptDraft): Promise<AttemptOutcome>
  /** @throws ContestError `not-found` when this contestant has no such attempt in this round. */
  acceptEntry(entry: EntryDraft): Promise<EntryOutcome>
  /**
   * Appends a marker leaf and answers the head of the log. Once: a second call with the same bytes changes nothing and
   * answers the head as it is then.
   * @throws ContestError `conflict` when other bytes are there, or when a closing leaf does not state the number of
   * entries the log holds at that moment, which the detail names (something was appended meanwhile: try again);
   * `wrong-status` for a log that was not made, for reopening one that is not closed, and for restoring one that is.
   */
  appendMarker(roundId: string, marker: MarkerKind, leaf: Uint8Array): Promise<MarkerOutcome>
  /** Operations accepted and not yet answered. */
  readonly waiting: number
  /** What was committed lately by this process. */
  readonly pace: Pick<Pace, 'lately'>
  /** Finishes what was accepted, then refuses more. */
  close(): Promise<void>
}
