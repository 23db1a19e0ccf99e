/**
 * An entry that was accepted after the backup the data came back from, brought again by the phone that holds it. Its receipt
 * proves when it was accepted and what was committed to; the salt is made again from the round's key; the attempt's id proves
 * when it began. What agrees goes into the log as the leaf it was, at its own instant; nothing else does.
 */
import { ContestError } from '#contest/errors.ts'
import { paperText } from '#contest/paper/text.ts'
import { noSet } from '#contest/rules/round-draw.ts'
import { deadlineOf, refuseArrival } from '#contest/tally/attempt.ts'
import type { KeptEntry } from '#contract/taking-part.ts'
import { isSignedBy, logOrigin } from '#ledger/checkpoint.ts'
import { entryTexts } from '#ledger/entry-opening.ts'
import { commitment, parseLeaf, type EntryLeaf } from '#ledger/leaves.ts'
import { leafHash, verifyInclusion } from '#ledger/merkle.ts'
import { parseReceipt } from '#ledger/receipt.ts'
import { saltKeyOf, saltOf } from '#store/commit-queue/entry-seal.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { epochOf, type EpochRecord } from '#store/rounds/epochs.ts'
import { beginAttemptAt } from '#store/taking-part/attempts.ts'
import { bodyDigestOf } from '#store/taking-part/entries.ts'
import { pseudonymOf } from '#store/taking-part/pseudonyms.ts'
import type { RoundRuntime } from '#memory/rounds.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import type { App } from '../app.ts'
import { sha256 } from '../ids.ts'
import { requireTrustedClock } from '../server-clock.ts'
import { attemptIdOf, drawnPaper } from './attempts.ts'
import { acceptedOf, type AcceptedEntry } from './entries.ts'

/**
 * @throws ContestError `not-found` unless the round's log came back from a backup, `barred`, `proof-invalid`, `different-body`,
 * `already-submitted`, `round-closed`, `clock-doubtful`, and those of the commit queue
 */
export async function readmitEntry(app: App, who: SignedInContestant, roundId: string, kept: KeptEntry): Promise<AcceptedEntry> {
  requireTrustedClock(app)
  const runtime = await app.runtimes.get(roundId)
  const { round, contest, secrets } = runtime
  if (round.contestId !== who.contestId) throw new ContestError('not-found', { roundId })
  if (runtime.barred.has(who.id)) throw new ContestError('barred')
  const epoch = await epochOf(app.database.db, roundId)
  if (epoch === null) throw new ContestError('not-found', { round: round.key })
  const leaf = provedLeaf(app, runtime, who, kept.receipt, epoch)
  const { number, startedAt } = kept.attempt
  // Which fixed set it had stands in its id as the rest does.
  const sets = contest.rules.paper.fixedSets?.names.map((_, at) => at + 1) ?? [noSet]
  const begun = sets.map((paperSet) => ({ roundId, contestantId: who.id, number, startedAt, paperSet }))
  const attempt = begun.find((one) => attemptIdOf(app, one) === kept.attempt.id)
  const { id } = kept.attempt
  // One that was begun after the entry was in is another: the lost one's place was taken by it.
  if (attempt === undefined || startedAt > leaf.submittedAt) throw new ContestError('proof-invalid', { reason: 'attempt' })
  const { opening, body } = entryTexts(paperText(drawnPaper(runtime, attempt)), kept, attempt.paperSet)
  const salt = saltOf(saltKeyOf(secrets.entryKey), kept.entryId)
  if (commitment(salt, Buffer.from(opening), sha256) !== leaf.commitment) throw new ContestError('different-body')
  const deadlineAt = deadlineOf(contest.rules.attempts, round, startedAt)
  const late = refuseArrival(round, { deadlineAt }, leaf.submittedAt)
  if (late !== null) throw new ContestError(late)
  const { attempt: stored } = await app.queue.startAttempt({ ...attempt, id, deadlineAt })
  // Begun again meanwhile, and not submitted: it is the same attempt, and it began when it began.
  if (stored.id !== id) await beginAttemptAt(app.database.db, stored.id, { ...attempt, deadlineAt })
  const outcome = await app.queue.acceptEntry({
    id: kept.entryId,
    ...{ roundId, attemptId: stored.id, contestantId: who.id, submittedAt: leaf.submittedAt, opening },
    bodyDigest: bodyDigestOf(app.codec, stored.id, sha256(Buffer.from(body))),
    pseudonym: leaf.pseudonym,
  })
  const accepted = acceptedOf(outcome, stored.id)
  if (!accepted.repeated) {
    const data = { round: round.key, code: accepted.code, epoch: epoch.epoch }
    const actor = { kind: 'contestant', id: who.id } as const
    await writeAudit(app.database.db, { at: app.clock.now(), actor, event: 'entry.readmitted', contestId: contest.id, data })
  }
  return accepted
}

/** The leaf of this contestant's entry in an earlier epoch of the round's log. @throws ContestError `proof-invalid` */
function provedLeaf(app: App, runtime: RoundRuntime, who: SignedInContestant, text: string, epoch: EpochRecord): EntryLeaf {
  const { round, contest } = runtime
  const refuse = (reason: string): never => {
    throw new ContestError('proof-invalid', { reason })
  }
  const receipt = parseReceipt(text) ?? refuse('malformed')
  const { head, index, proof, leaf } = receipt
  // Any that this server signed for the round, but those of the log as it is.
  const first = logOrigin(app.logHost, contest.slug, round.key)
  const isOfRound = head.origin === first || head.origin.startsWith(`${first}/epoch-`)
  if (!isOfRound || head.origin === logOrigin(app.logHost, contest.slug, round.key, epoch)) return refuse('other-log')
  if (!isSignedBy(head, app.ledgerPublicKey, nodeVerify, sha256)) return refuse('not-signed')
  if (!verifyInclusion({ leafHash: leafHash(leaf, sha256), index, size: head.size, root: head.root, proof }, sha256))
    return refuse('not-included')
  const entry = parseLeaf(leaf)
  if (entry?.schema !== 'contest-entry/v1' || entry.round !== round.key || entry.pseudonym !== pseudonymOf(runtime.pseudonymKey, who.id))
    return refuse('other-entry')
  return entry
}
