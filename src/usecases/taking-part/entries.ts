/**
 * Accepting an entry: arrival → checked against the paper → commit queue → receipt. An entry is acknowledged only after
 * the durable commit of its batch; the same id and body again gives the same receipt.
 */
import { timingSafeEqual } from 'node:crypto'
import { refuseArrival, timeIsUp } from '#contest/tally/attempt.ts'
import type { Answers } from '#contest/paper/answers.ts'
import { ContestError } from '#contest/errors.ts'
import { refusePrediction } from '#contest/tally/prediction.ts'
import { answersFit } from '#contest/tally/scoring.ts'
import type { Instant } from '#contest/values.ts'
import type { EntryOutcome } from '#store/commit-queue/queue.ts'
import { bodyDigestOf, receiptByAttempt } from '#store/taking-part/entries.ts'
import type { App } from '../app.ts'
import { ownAttempt, paperOf } from './attempts.ts'
import { requireTrustedClock } from '../server-clock.ts'
import { entryTexts } from '#ledger/entry-opening.ts'
import { pseudonymOf } from '#store/taking-part/pseudonyms.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import { sha256 } from '../ids.ts'

export interface Submission {
  /** Made by the client once, reused on every retry. */
  readonly entryId: string
  readonly answers: Answers
  readonly prediction: number | null
  /** For each question of the paper the seconds it was on screen. */
  readonly seconds?: readonly number[]
}

/** The receipt in two parts, one after the other: the checkpoint is the same for everybody in a batch. */
export type AcceptedEntry = Omit<Extract<EntryOutcome, { readonly receiptHead: string }>, 'kind'> & { readonly repeated: boolean }

/**
 * @param arrival when it arrived (contest/tally/attempt.ts), unless a valid arrival ticket says an earlier instant
 * @throws ContestError `not-found`, `barred`, `round-not-open`, `round-closed`, `attempt-expired`, `invalid-answers`,
 * `prediction-required`, `prediction-out-of-range`, `already-submitted`, `different-body`, `clock-doubtful`, and those of the commit queue;
 * with `queue-full` and `storage-unavailable` comes an `arrivalTicket`
 */
export async function submitEntry(
  app: App,
  who: SignedInContestant,
  attemptId: string,
  submission: Submission,
  arrival: { readonly at: Instant; readonly ticket: string | null },
): Promise<AcceptedEntry> {
  requireTrustedClock(app)
  const open = await ownAttempt(app, who, attemptId)
  const { attempt, runtime } = open
  const { round, contest, set } = runtime
  if (runtime.barred.has(who.id)) throw new ContestError('barred')
  const { answers, prediction, seconds, entryId } = submission
  const { body, opening } = entryTexts(open.paperText, submission, attempt.paperSet)
  const digest = sha256(Buffer.from(body))
  const ticketFor = (): string => `${attempt.id} ${entryId} ${Buffer.from(digest).toString('base64url')}`
  const submittedAt = (arrival.ticket === null ? null : instantOfTicket(app, ticketFor(), arrival.ticket)) ?? arrival.at
  if (!answersFit(set, paperOf(open), answers) || (seconds ?? answers).length !== answers.length) throw new ContestError('invalid-answers')
  const isTimeUp = timeIsUp(contest.rules.attempts.timeLimitMs !== null, attempt, submittedAt)
  const refused =
    refusePrediction(contest.rules.prediction, prediction, runtime.mostPredicted, isTimeUp) ?? refuseArrival(round, attempt, submittedAt)
  // Somebody whose entry is in may ask for the receipt again at any time; the commit queue tells them apart.
  if (refused !== null && !(await isStored(app, attempt.id))) throw new ContestError(refused)
  const outcome = await app.queue
    .acceptEntry({
      id: entryId,
      roundId: round.id,
      attemptId: attempt.id,
      contestantId: who.id,
      submittedAt,
      bodyDigest: bodyDigestOf(app.codec, attempt.id, digest),
      opening,
      pseudonym: pseudonymOf(runtime.pseudonymKey, who.id),
    })
    .catch((error: unknown) => {
      throw error instanceof ContestError && (error.code === 'queue-full' || error.code === 'storage-unavailable')
        ? new ContestError(error.code, { ...error.detail, arrivalTicket: makeTicket(app, ticketFor(), submittedAt) })
        : error
    })
  return acceptedOf(outcome, attempt.id)
}

/** @throws ContestError `already-submitted`, `round-closed` */
export function acceptedOf(outcome: EntryOutcome, attemptId: string): AcceptedEntry {
  if (outcome.kind === 'conflict') throw new ContestError('already-submitted', { attempt: attemptId })
  if (outcome.kind === 'log-closed') throw new ContestError('round-closed')
  const { kind, ...accepted } = outcome
  return { ...accepted, repeated: kind === 'repeated' }
}

async function isStored(app: App, attemptId: string): Promise<boolean> {
  return (await receiptByAttempt(app.database.db, attemptId)) !== null
}

/** `<instant>.<HMAC-SHA-256 as base64url>`: keeps the place in time of exactly this entry, until it can be stored. */
function makeTicket(app: App, ticketFor: string, at: Instant): string {
  return `${at}.${ticketMac(app, ticketFor, at).toString('base64url')}`
}

const ticketMac = (app: App, ticketFor: string, at: Instant): Buffer => app.codec.mac('ticket', `${ticketFor} ${at}`)

function instantOfTicket(app: App, ticketFor: string, ticket: string): Instant | null {
  const match = /^(\d{1,15})\.([A-Za-z0-9_-]{43})$/.exec(ticket)
  if (match?.[1] === undefined || match[2] === undefined) return null
  const at = Number(match[1])
  return timingSafeEqual(ticketMac(app, ticketFor, at), Buffer.from(match[2], 'base64url')) ? at : null
}
