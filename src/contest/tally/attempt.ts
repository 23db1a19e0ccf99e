/** When a contestant may start, until when an attempt runs, and which attempt counts. */
import type { ErrorCode } from '../errors.ts'
import { instantOf, isoDay, phaseAt } from '../calendar.ts'
import type { AttemptRules, RoundRules } from '../rules/rules.ts'
import type { TallyEntry } from './entry.ts'
import type { Instant } from '../values.ts'

type Window = Pick<RoundRules, 'opensAt' | 'closesAt'>

export interface AttemptState {
  readonly number: number
  readonly startedAt: Instant
  readonly deadlineAt: Instant
  readonly submitted: boolean
}

export type StartDecision =
  /** The attempt that is still running is given again. */
  | { readonly kind: 'running'; readonly number: number }
  | { readonly kind: 'start'; readonly number: number; readonly deadlineAt: Instant }
  | { readonly kind: 'refused'; readonly code: ErrorCode }

/** When the time of an attempt ends: the closing, or the end of the time limit before it. */
export function deadlineOf(rules: AttemptRules, round: Window, startedAt: Instant): Instant {
  return rules.timeLimitMs === null ? round.closesAt : Math.min(round.closesAt, startedAt + rules.timeLimitMs)
}

/**
 * The same in a round that goes on after a closing: whoever was answering when it closed has the time that was left then.
 * @param window of the round from now on
 */
export function deadlineAfterReopening(
  rules: AttemptRules,
  window: Window,
  startedAt: Instant,
  { closedAt, reopenedAt }: { readonly closedAt: Instant; readonly reopenedAt: Instant },
): Instant {
  if (rules.timeLimitMs === null || startedAt + rules.timeLimitMs <= closedAt) return deadlineOf(rules, window, startedAt)
  return Math.min(window.closesAt, startedAt + rules.timeLimitMs + Math.max(0, reopenedAt - closedAt))
}

/**
 * When somebody may begin again who has begun as many attempts this day as the rules allow on one; null: at once.
 * @param zone whose days count
 */
export function againAt(
  { perDay }: Pick<AttemptRules, 'perDay'>,
  zone: string,
  attempts: readonly Pick<AttemptState, 'startedAt'>[],
  now: Instant,
): Instant | null {
  const today = isoDay(now, zone)
  if (perDay === null || attempts.filter(({ startedAt }) => isoDay(startedAt, zone) === today).length < perDay) return null
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  // Where clocks skip midnight, a day begins an hour later.
  return instantOf(tomorrow, zone) ?? instantOf(`${tomorrow} 01:00`, zone)
}

/** Those of the rules are used up: from here on it is said one by one who may begin again. */
export const isExtra = ({ perRound }: Pick<AttemptRules, 'perRound'>, number: number): boolean => number > perRound

/**
 * @param attempts the contestant's attempts in this round, in any order
 * @param zone whose days count
 * @param given to this contestant beyond those of the rules; the limit of a day is not theirs
 */
export function decideStart(
  rules: AttemptRules,
  round: Window,
  attempts: readonly AttemptState[],
  now: Instant,
  zone: string,
  given = 0,
): StartDecision {
  const phase = phaseAt(round, now)
  if (phase !== 'open') return { kind: 'refused', code: phase === 'scheduled' ? 'round-not-open' : 'round-closed' }
  const running = attempts.find((attempt) => !attempt.submitted && now < attempt.deadlineAt)
  if (running !== undefined) return { kind: 'running', number: running.number }
  const number = attempts.length + 1
  if (number > rules.perRound + given) return { kind: 'refused', code: 'attempts-exhausted' }
  if (!isExtra(rules, number) && againAt(rules, zone, attempts, now) !== null) return { kind: 'refused', code: 'attempts-exhausted-today' }
  const deadlineAt = deadlineOf(rules, round, now)
  if (rules.lateStart === 'refused' && rules.timeLimitMs !== null && deadlineAt - now < rules.timeLimitMs) {
    return { kind: 'refused', code: 'late-start-refused' }
  }
  return { kind: 'start', number, deadlineAt }
}

/** A body on a slow network is here by then. */
const bodyComesWithinMs = 2000

/**
 * When what somebody sends counts as arrived: with its first byte, so that a slow network costs nobody a place. Longer in
 * coming than that would let its sender take an instant first and choose the answers afterwards: then it has arrived when
 * it is complete.
 */
export const arrivalOf = (firstByteAt: Instant, completeAt: Instant): Instant =>
  completeAt - firstByteAt <= bodyComesWithinMs ? firstByteAt : completeAt

/**
 * May this contestant be given another attempt? Only while the round is open, and only once none is left: so each that is given
 * answers to one trouble. Null when so.
 */
export function refuseExtra(
  rules: AttemptRules,
  round: Window,
  attempts: readonly AttemptState[],
  now: Instant,
  zone: string,
  given: number,
): ErrorCode | null {
  if (rules.extra === null) return 'extra-attempt-unsaid'
  const without = decideStart(rules, round, attempts, now, zone, given)
  if (without.kind !== 'refused' || without.code === 'attempts-exhausted-today') return 'attempt-left'
  if (without.code !== 'attempts-exhausted') return without.code
  const next = decideStart(rules, round, attempts, now, zone, given + 1)
  return next.kind === 'refused' ? next.code : null
}

/**
 * What left a device at the end of its time may still be on its way: a network that was away at that moment takes nobody's
 * answers. Devices stop at the deadline; for everybody alike, and never beyond the closing.
 */
export const onItsWayMs = 30_000
/** A device sends what it holds so long before the deadline at most. */
const sendsBeforeMs = 10_000

/** Whether an entry that arrived at `arrivedAt` counts; null when it does. */
export function refuseArrival(round: Window, attempt: { readonly deadlineAt: Instant }, arrivedAt: Instant): ErrorCode | null {
  if (arrivedAt < round.opensAt) return 'round-not-open'
  if (arrivedAt >= round.closesAt) return 'round-closed'
  return arrivedAt >= attempt.deadlineAt + onItsWayMs ? 'attempt-expired' : null
}

/** The time limit is over, or as good as: what was answered is sent as it is. @param timed the rules set a limit */
export const timeIsUp = (timed: boolean, attempt: { readonly deadlineAt: Instant }, at: Instant): boolean =>
  timed && at >= attempt.deadlineAt - sendsBeforeMs

/** Does `other` replace `counting` as the attempt of the same contestant that counts? */
export function replacesCounting(rules: AttemptRules, counting: TallyEntry, other: TallyEntry): boolean {
  if (rules.extra === 'replaces' && [counting, other].some(({ attemptNumber }) => isExtra(rules, attemptNumber)))
    return other.attemptNumber > counting.attemptNumber
  if (rules.counts === 'best' && other.correct !== counting.correct) return other.correct > counting.correct
  return rules.counts === 'last' ? other.attemptNumber > counting.attemptNumber : other.attemptNumber < counting.attemptNumber
}
