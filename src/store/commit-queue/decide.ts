/**
 * What a batch of the commit queue does, whatever the database: given the operations and what is stored, decides what
 * is written and what each operation is answered. No I/O: a store reads, this decides, the store writes and commits.
 */
import type { KeyObject } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening, isClosing, isOpen, type RoundStatus } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { sameBytes, type Sha256 } from '#ledger/bytes.ts'
import { signCheckpoint, type CheckpointKey } from '#ledger/checkpoint.ts'
import { commitment, entryLeafText, parseLeaf, type Leaf } from '#ledger/leaves.ts'
import { append, emptyFrontier, joinHashes, leafHash, rootOf, splitHashes, type Frontier } from '#ledger/merkle.ts'
import { formatReceiptHead } from '#ledger/receipt.ts'
import { receiptCode } from '#ledger/receipt-code.ts'
import type { AttemptDraft, AttemptOutcome, EntryDraft, EntryOutcome, MarkerKind, MarkerOutcome } from './queue.ts'
import { saltOf, sealEntry } from './entry-seal.ts'

export type Operation =
  | { readonly kind: 'attempt'; readonly draft: AttemptDraft }
  | { readonly kind: 'entry'; readonly draft: EntryDraft }
  | { readonly kind: 'marker'; readonly roundId: string; readonly marker: MarkerKind; readonly leaf: Uint8Array }

export type Answer =
  | { readonly ok: true; readonly kind: 'attempt'; readonly outcome: AttemptOutcome }
  | { readonly ok: true; readonly kind: 'entry'; readonly outcome: EntryOutcome }
  | { readonly ok: true; readonly kind: 'marker'; readonly outcome: MarkerOutcome }
  | { readonly ok: false; readonly error: Error }

/** A registered log, its key ready for use. */
export interface RegisteredLog {
  readonly roundId: string
  readonly origin: string
  readonly roundKey: string
  readonly entryKey: KeyObject
  readonly saltKey: KeyObject
}

/** By round id. */
export type Logs = ReadonlyMap<string, RegisteredLog>

export interface StoredEntry {
  readonly id: string
  readonly bodyDigest: Uint8Array
  readonly submittedAt: Instant
  readonly logIndex: number
  readonly code: string
  readonly leaf: Uint8Array
  readonly proof: Uint8Array
  /** The signed head the proof is against. */
  readonly checkpoint: string
}

/** An attempt an entry is for, and what is there already. */
export interface Target {
  readonly roundId: string
  readonly contestantId: string
  /** The attempt has an entry. */
  readonly entered: boolean
  /** An entry with the id asked about exists, of this attempt or another. */
  readonly idTaken: boolean
}

export interface Head {
  readonly frontier: Frontier
  readonly root: Uint8Array
  readonly checkpoint: string
  readonly closed: boolean
}

/** What the round's row says now: another process may have closed it since this one looked. */
export interface RoundNow {
  readonly status: RoundStatus
  readonly closesAt: Instant
}

/** What is stored, as seen inside the transaction of the batch. */
export interface Facts {
  /** Of a round an entry or an attempt is for; null: there is none. Seen with the log's head held, if the head was asked for. */
  round(roundId: string): RoundNow | null
  head(roundId: string): Head | null
  attempt(draft: AttemptDraft): AttemptDraft | null
  target(attemptId: string, entryId: string): Target | null
  isIdTaken(entryId: string): boolean
  /** The entry of an attempt that has one. */
  entry(attemptId: string): StoredEntry
  /** The marker leaves of a log in their order. */
  markers(roundId: string): readonly Uint8Array[]
}

export interface Tools {
  readonly sha256: Sha256
  readonly key: CheckpointKey
  readonly base64: (bytes: Uint8Array) => string
}

interface EntryWrite {
  readonly draft: EntryDraft
  readonly logIndex: number
  readonly sealed: Uint8Array
  readonly leaf: Uint8Array
  readonly proof: Uint8Array
  readonly treeSize: number
  readonly code: string
}

interface MarkerWrite {
  readonly roundId: string
  readonly logIndex: number
  readonly leaf: Uint8Array
  readonly proof: Uint8Array
}

interface HeadWrite {
  readonly roundId: string
  /** The log is made by this batch. */
  readonly created: boolean
  readonly size: number
  readonly root: Uint8Array
  readonly frontier: Uint8Array
  readonly checkpoint: string
  readonly closed: boolean
}

/** Everything one transaction writes. */
export interface Writes {
  readonly attempts: readonly AttemptDraft[]
  readonly entries: readonly EntryWrite[]
  readonly markers: readonly MarkerWrite[]
  readonly heads: readonly HeadWrite[]
  /** Stored rows that answer a retry; written again unchanged, so that the answer rests on this durable commit. */
  readonly touchedAttempts: readonly string[]
  readonly touchedEntries: readonly string[]
}

export interface Decision {
  readonly writes: Writes
  readonly answers: readonly Answer[]
}

/** What this batch adds to one round's log. */
interface Staged {
  readonly before: Head | null
  closed: boolean
  /** Stored and staged, in their order; null until a marker asks. */
  markers: Uint8Array[] | null
  readonly leaves: Uint8Array[]
  readonly hashes: Uint8Array[]
}

interface StagedEntry {
  readonly draft: EntryDraft
  readonly roundId: string
  /** Position among the leaves this batch adds to the round. */
  readonly position: number
  readonly sealed: Uint8Array
}

export const attemptKey = ({ roundId, contestantId, number }: AttemptDraft): string => `${roundId} ${contestantId} ${String(number)}`

/**
 * Operations are decided in their order, each seeing what those before it staged.
 * @throws Error when a stored head does not agree with its own frontier: then nothing may be signed over it.
 */
export function decide(operations: readonly Operation[], facts: Facts, logs: Logs, tools: Tools): Decision {
  const attempts = new Map<string, AttemptDraft>()
  const attemptsById = new Map<string, AttemptDraft>()
  const rounds = new Map<string, Staged>()
  const entries = new Map<string, StagedEntry>()
  const entryIds = new Set<string>()
  const markers: { readonly roundId: string; readonly position: number; readonly leaf: Uint8Array }[] = []
  const touchedAttempts = new Set<string>()
  const touchedEntries = new Set<string>()

  const stagedRound = (roundId: string): Staged => {
    const known = rounds.get(roundId)
    if (known !== undefined) return known
    const before = facts.head(roundId)
    if (before !== null && !sameBytes(rootOf(before.frontier, tools.sha256), before.root)) {
      throw new Error(`the stored head of round ${roundId} does not agree with its frontier`)
    }
    const staged: Staged = { before, closed: before?.closed ?? false, markers: null, leaves: [], hashes: [] }
    rounds.set(roundId, staged)
    return staged
  }
  const sizeOf = (staged: Staged): number => (staged.before?.frontier.size ?? 0) + staged.leaves.length
  const stageLeaf = (staged: Staged, leaf: Uint8Array): number => {
    staged.hashes.push(leafHash(leaf, tools.sha256))
    return staged.leaves.push(leaf) - 1
  }

  const attempt = (draft: AttemptDraft): Answer => {
    const key = attemptKey(draft)
    const staged = attempts.get(key)
    if (staged !== undefined) return { ok: true, kind: 'attempt', outcome: { attempt: staged, created: false } }
    const stored = facts.attempt(draft)
    if (stored !== null) {
      touchedAttempts.add(stored.id)
      return { ok: true, kind: 'attempt', outcome: { attempt: stored, created: false } }
    }
    const round = facts.round(draft.roundId)
    if (round !== null && (!isOpen(round.status) || draft.startedAt >= round.closesAt))
      return failed(new ContestError(awaitsOpening(round.status) ? 'round-not-open' : 'round-closed', { roundId: draft.roundId }))
    attempts.set(key, draft)
    attemptsById.set(draft.id, draft)
    return { ok: true, kind: 'attempt', outcome: { attempt: draft, created: true } }
  }

  /** The answer, or what was staged: its answer needs the signed head. */
  const entry = (draft: EntryDraft): Answer | { readonly staged: StagedEntry; readonly kind: 'accepted' | 'repeated' } => {
    const log = logs.get(draft.roundId)
    if (log === undefined) return failed(new Error(`the log of round ${draft.roundId} is not registered`))
    const stagedAttempt = attemptsById.get(draft.attemptId)
    const target =
      stagedAttempt === undefined ? facts.target(draft.attemptId, draft.id) : targetOf(stagedAttempt, facts.isIdTaken(draft.id))
    if (target?.roundId !== draft.roundId || target.contestantId !== draft.contestantId) {
      return failed(new ContestError('not-found', { attempt: draft.attemptId }))
    }
    const earlier = entries.get(draft.attemptId)
    if (earlier !== undefined) {
      return isSame(draft, earlier.draft) ? { staged: earlier, kind: 'repeated' } : entryAnswer({ kind: 'conflict' })
    }
    if (target.entered) {
      const stored = facts.entry(draft.attemptId)
      if (!isSame(draft, stored)) return entryAnswer({ kind: 'conflict' })
      touchedEntries.add(stored.id)
      return entryAnswer(storedAnswer(stored, tools))
    }
    if (entryIds.has(draft.id) || target.idTaken) return entryAnswer({ kind: 'conflict' })
    const round = stagedRound(draft.roundId)
    const now = facts.round(draft.roundId)
    // A log may be open beside a row that is not: while a closing is taken back, or where a tally came before that.
    const takes = now !== null && (isOpen(now.status) || isClosing(now.status)) && draft.submittedAt < now.closesAt
    if (sizeOf(round) === 0 || round.closed || !takes) return entryAnswer({ kind: 'log-closed' })
    const salt = saltOf(log.saltKey, draft.id)
    // Buffers of this size are cut from kept memory; a new array each would be freed one by one.
    const opening = Buffer.from(draft.opening)
    const leaf = Buffer.from(
      entryLeafText({
        round: log.roundKey,
        submittedAt: draft.submittedAt,
        pseudonym: draft.pseudonym,
        commitment: commitment(salt, opening, tools.sha256),
      }),
    )
    const sealed = sealEntry(log.entryKey, draft.id, { salt, opening })
    const staged = { draft, roundId: draft.roundId, position: stageLeaf(round, leaf), sealed }
    entries.set(draft.attemptId, staged)
    entryIds.add(draft.id)
    return { staged, kind: 'accepted' }
  }

  /** True when the marker is in the log or staged; the answer needs the head. */
  const marker = (roundId: string, kind: MarkerKind, leaf: Uint8Array): true | Answer => {
    const log = logs.get(roundId)
    if (log === undefined) return failed(new Error(`the log of round ${roundId} is not registered`))
    const value = parseLeaf(leaf)
    if (value?.schema !== `contest-${kind}/v1` || value.round !== log.roundKey)
      return failed(new Error(`not a ${kind} leaf of ${log.roundKey}`))
    const round = stagedRound(roundId)
    const there = (round.markers ??= [...facts.markers(roundId)])
    const known = kind === 'genesis' ? there[0] : round.closed === (kind === 'close') ? there.at(-1) : undefined
    if (known !== undefined && sameBytes(known, leaf)) return true
    const size = sizeOf(round)
    const entriesThere = size - there.length
    const refused = refuseMarker(value, { made: size > 0, closed: round.closed, entries: entriesThere })
    if (refused !== null) return failed(new ContestError(refused, { roundId, entries: entriesThere }))
    round.closed = kind === 'close'
    there.push(leaf)
    markers.push({ roundId, position: stageLeaf(round, leaf), leaf })
    return true
  }

  const pending = operations.map((operation) => {
    switch (operation.kind) {
      case 'attempt':
        return attempt(operation.draft)
      case 'entry':
        return entry(operation.draft)
      case 'marker': {
        const done = marker(operation.roundId, operation.marker, operation.leaf)
        return done === true ? { markerOf: operation.roundId } : done
      }
    }
  })

  const appended = new Map([...rounds].map(([roundId, staged]) => [roundId, sign(roundId, staged, logs, tools)] as const))
  // Most nodes of a path are in the paths of the whole batch: each is written as base64 once.
  const known = new Map<Uint8Array, string>()
  const base64 = (bytes: Uint8Array): string => {
    const text = known.get(bytes) ?? tools.base64(bytes)
    known.set(bytes, text)
    return text
  }
  const placeOf = ({ roundId, position }: { readonly roundId: string; readonly position: number }) => {
    const { proofs, size } = appended.get(roundId)!
    return { proof: proofs[position]!, logIndex: size - proofs.length + position }
  }
  const written = new Map<
    StagedEntry,
    EntryWrite & { readonly answer: Exclude<EntryOutcome, { readonly kind: 'conflict' | 'log-closed' }> }
  >()
  for (const staged of entries.values()) {
    const round = rounds.get(staged.roundId)!
    const log = appended.get(staged.roundId)!
    const leaf = round.leaves[staged.position]!
    const { proof, logIndex } = placeOf(staged)
    const code = receiptCode(round.hashes[staged.position]!, tools.sha256)
    const { draft, sealed } = staged
    written.set(staged, {
      ...{ draft, logIndex, sealed, leaf, proof: Buffer.concat(proof), treeSize: log.size, code },
      answer: {
        kind: 'accepted',
        entryId: draft.id,
        code,
        submittedAt: draft.submittedAt,
        logIndex,
        receiptHead: formatReceiptHead({ leaf, index: logIndex, proof }, base64),
        checkpoint: log.checkpoint,
      },
    })
  }
  const answers = pending.map((result): Answer => {
    if ('staged' in result) return entryAnswer({ ...written.get(result.staged)!.answer, kind: result.kind })
    if (!('markerOf' in result)) return result
    const { checkpoint, size } = appended.get(result.markerOf)!
    return { ok: true, kind: 'marker', outcome: { checkpoint, size } }
  })
  const heads = [...appended.values()].filter(({ roundId }) => rounds.get(roundId)!.leaves.length > 0)
  return {
    writes: {
      attempts: [...attempts.values()],
      entries: [...written.values()],
      markers: markers.map(({ position, ...marked }) => {
        const { proof, logIndex } = placeOf({ ...marked, position })
        return { ...marked, logIndex, proof: Buffer.concat(proof) }
      }),
      heads,
      touchedAttempts: [...touchedAttempts],
      touchedEntries: [...touchedEntries],
    },
    answers,
  }
}

const targetOf = ({ roundId, contestantId }: AttemptDraft, idTaken: boolean): Target => ({ roundId, contestantId, entered: false, idTaken })

/** Why a log cannot take this marker now; null when it can. */
function refuseMarker(
  leaf: Leaf,
  { made, closed, entries }: { readonly made: boolean; readonly closed: boolean; readonly entries: number },
): 'conflict' | 'wrong-status' | null {
  if (leaf.schema === 'contest-genesis/v1') return made ? 'conflict' : null
  if (!made || (leaf.schema === 'contest-reopened/v1') !== closed)
    return made && leaf.schema === 'contest-close/v1' ? 'conflict' : 'wrong-status'
  return leaf.schema === 'contest-close/v1' && leaf.entries !== entries ? 'conflict' : null
}

const failed = (error: Error): Answer => ({ ok: false, error })
const entryAnswer = (outcome: EntryOutcome): Answer => ({ ok: true, kind: 'entry', outcome })

const isSame = (draft: EntryDraft, other: { readonly id: string; readonly bodyDigest: Uint8Array }): boolean =>
  draft.id === other.id && sameBytes(draft.bodyDigest, other.bodyDigest)

function storedAnswer(entry: StoredEntry, { base64 }: Tools): EntryOutcome {
  const { id, code, submittedAt, logIndex, leaf, proof, checkpoint } = entry
  const receiptHead = formatReceiptHead({ leaf, index: logIndex, proof: splitHashes(proof) }, base64)
  return { kind: 'repeated', entryId: id, code, submittedAt, logIndex, receiptHead, checkpoint }
}

/** The head after the batch: signed anew when leaves were added, as stored when none was. */
function sign(
  roundId: string,
  staged: Staged,
  logs: Logs,
  { sha256, key }: Tools,
): HeadWrite & { readonly proofs: readonly (readonly Uint8Array[])[] } {
  const { frontier, root, proofs } = append(staged.before?.frontier ?? emptyFrontier, staged.hashes, sha256)
  const { size } = frontier
  const { before, closed, leaves } = staged
  const checkpoint =
    leaves.length === 0 ? (before?.checkpoint ?? '') : signCheckpoint({ origin: logs.get(roundId)!.origin, size, root }, key, sha256)
  return { roundId, created: before === null, size, root, frontier: joinHashes(frontier.nodes), checkpoint, closed, proofs }
}
