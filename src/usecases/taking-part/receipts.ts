/** Receipts: the one given at acceptance, a fresh proof against the current head, and looking one up by its code. */
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { leafHash, splitHashes } from '#ledger/merkle.ts'
import { formatReceipt } from '#ledger/receipt.ts'
import { normaliseReceiptCode } from '#ledger/receipt-code.ts'
import { joinSubtrees, lastLeafOf, pathSubtrees, subtreeRoot, type Subtree } from '#ledger/subtrees.ts'
import { attemptById } from '#store/taking-part/attempts.ts'
import type { Db } from '#store/database/database.ts'
import { provedLeaves, receiptByAttempt, receiptByCode, type StoredReceipt } from '#store/taking-part/entries.ts'
import { checkpointAt, logHead } from '#store/taking-part/logs.ts'
import { roundById, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import { sha256 } from '../ids.ts'

export interface OwnReceipt {
  readonly entryId: string
  readonly code: string
  readonly submittedAt: Instant
  readonly logIndex: number
  /** C2SP tlog-proof (docs/formats/receipt.md). */
  readonly receipt: string
}

/** The receipt exactly as it was given. @throws ContestError `not-found` */
export async function ownReceipt(app: App, who: SignedInContestant, attemptId: string): Promise<OwnReceipt> {
  const stored = await requireOwn(app, who, attemptId)
  const head = await checkpointAt(app.database.db, stored.roundId, stored.treeSize)
  if (head === null) throw new ContestError('not-found', { attempt: attemptId })
  return receiptOf(stored, splitHashes(stored.proof), head.checkpoint)
}

/** A proof against the head as it is now; after closing, against the final checkpoint. @throws ContestError `not-found` */
export async function freshReceipt(app: App, who: SignedInContestant, attemptId: string): Promise<OwnReceipt> {
  return proveAgain(app, await requireOwn(app, who, attemptId))
}

async function proveAgain(app: App, stored: StoredReceipt): Promise<OwnReceipt> {
  const { db } = app.database
  const head = await logHead(db, stored.roundId)
  if (head === null) throw new ContestError('not-found', { code: stored.code })
  return receiptOf(stored, await pathNow(db, stored, head.size), head.checkpoint)
}

/** The inclusion path in the log as it is now, from a few dozen other leaves and their own paths (ledger/subtrees.ts). */
async function pathNow(db: Db, { roundId, logIndex }: StoredReceipt, size: number): Promise<readonly Uint8Array[]> {
  const path = pathSubtrees(logIndex, size)
  const leaves = new Map((await provedLeaves(db, roundId, path.flat().map(lastLeafOf))).map((leaf) => [leaf.logIndex, leaf]))
  const root = (subtree: Subtree): Uint8Array => {
    const last = leaves.get(lastLeafOf(subtree))
    if (last === undefined) throw new Error(`the log of round ${roundId} has no leaf ${String(lastLeafOf(subtree))}`)
    return subtreeRoot(subtree, leafHash(last.leaf, sha256), last.path, sha256)
  }
  return path.map((subtrees) => joinSubtrees(subtrees.map(root), sha256))
}

async function requireOwn(app: App, who: SignedInContestant, attemptId: string): Promise<StoredReceipt> {
  const attempt = await attemptById(app.database.db, attemptId)
  const stored = attempt?.contestantId === who.id ? await receiptByAttempt(app.database.db, attemptId) : null
  if (stored === null) throw new ContestError('not-found', { attempt: attemptId })
  return stored
}

function receiptOf(
  { entryId, code, submittedAt, logIndex, leaf }: StoredReceipt,
  proof: readonly Uint8Array[],
  checkpoint: string,
): OwnReceipt {
  return { entryId, code, submittedAt, logIndex, receipt: formatReceipt({ leaf, index: logIndex, proof, checkpoint }) }
}

export interface FoundReceipt {
  readonly code: string
  readonly contest: string
  readonly round: string
  readonly submittedAt: Instant
  readonly logIndex: number
}

/** That an entry with this code was accepted, and when; nothing of who made it or what it holds. @throws ContestError `not-found` */
export async function findReceipt(app: App, typed: string): Promise<FoundReceipt> {
  const code = normaliseReceiptCode(typed)
  const stored = code === null ? null : await receiptByCode(app.database.db, code)
  if (stored === null) throw new ContestError('not-found', { code: typed.slice(0, 20) })
  const round = (await roundById(app.database.db, stored.roundId)) as RoundRecord
  const contest = await requireContest(app.database.db, round.contestId)
  return { code: stored.code, contest: contest.rules.title, round: round.name, submittedAt: stored.submittedAt, logIndex: stored.logIndex }
}

/** The current signed head of a round's log; the final one once the round is closed. @throws ContestError `not-found` */
export async function roundCheckpoint(app: App, round: RoundRecord): Promise<string> {
  const head = await logHead(app.database.db, round.id)
  if (head === null) throw new ContestError('not-found', { round: round.key })
  return head.checkpoint
}
