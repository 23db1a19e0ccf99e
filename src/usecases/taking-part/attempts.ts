/** Starting an attempt and reading its paper: the path of "Vào thi". */
import { timingSafeEqual } from 'node:crypto'
import { decideStart, type AttemptState } from '#contest/tally/attempt.ts'
import type { Paper } from '#contest/paper/answers.ts'
import { ContestError } from '#contest/errors.ts'
import { drawSet } from '#contest/paper/fixed-sets.ts'
import { drawPaper } from '#contest/paper/paper.ts'
import { noSet, setsLeft } from '#contest/rules/round-draw.ts'
import { isOpen } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { contestantById } from '#store/people/contestants.ts'
import { attemptById, attemptsOf } from '#store/taking-part/attempts.ts'
import { countExtraAttempts } from '#store/taking-part/extra-attempts.ts'
import type { AttemptDraft } from '#store/commit-queue/queue.ts'
import type { App } from '../app.ts'
import { requireTrustedClock } from '../server-clock.ts'
import { paperText, parsePaperText } from '#contest/paper/text.ts'
import type { RoundRuntime } from '#memory/rounds.ts'
import { signedInAs, type SignedInContestant } from '#memory/sessions.ts'
import { timedId, sha256 } from '../ids.ts'
import type { OpenAttempt } from '#memory/open-attempts.ts'

export const paperOf = (open: Pick<OpenAttempt, 'paperText'>): Paper => parsePaperText(open.paperText)

export function drawnPaper(runtime: RoundRuntime, attempt: Pick<AttemptDraft, 'contestantId' | 'number' | 'paperSet'>): Paper {
  const { contestantId, number, paperSet } = attempt
  return drawPaper(sha256, runtime.plan, runtime.secrets.paperSeed, { contestantId, attempt: number, set: paperSet })
}

/**
 * What an attempt is stands in its id, under a key: when the attempt itself was lost, its id still proves who began it, which
 * one it was and when (readmission.ts).
 */
export function attemptIdOf(
  { codec }: Pick<App, 'codec'>,
  { roundId, contestantId, number, startedAt, paperSet }: Omit<AttemptDraft, 'id' | 'deadlineAt'>,
): string {
  const said = `attempt ${roundId} ${contestantId} ${String(number)} ${String(startedAt)}${paperSet === noSet ? '' : ` ${String(paperSet)}`}`
  return timedId(startedAt, codec.mac('ticket', said))
}

/**
 * Starts an attempt, or gives the running one again.
 * @param chosen of fixed sets the number of the one the contestant chose, 0 for none; a running attempt keeps its own
 * @throws ContestError `not-found`, `barred`, `consent-required`, `round-not-ready`, `round-not-open`, `round-closed`,
 * `attempts-exhausted`, `attempts-exhausted-today`, `late-start-refused`, `paper-set-needed`, `clock-doubtful`, and those of the commit queue
 */
export async function startAttempt(
  app: App,
  who: SignedInContestant,
  roundId: string,
  now: Instant,
  chosen = noSet,
): Promise<OpenAttempt & { readonly created: boolean }> {
  requireTrustedClock(app)
  let runtime = await app.runtimes.get(roundId)
  // Nobody is turned away on what is remembered: another process may have opened the round a moment ago.
  if (!isOpen(runtime.round.status)) runtime = await app.runtimes.fresh(roundId)
  const { round, contest } = runtime
  if (round.contestId !== who.contestId) throw new ContestError('not-found', { roundId })
  if (runtime.barred.has(who.id)) throw new ContestError('barred')
  if (!who.consented) throw new ContestError('consent-required')
  // Nearly everybody starts for the first time: that needs no reading. The commit queue knows if it was not the first.
  const first = decide(runtime, [], now)
  if (!isOpen(round.status)) throw new ContestError('round-not-open')
  const deadlineAt = first.kind === 'start' ? first.deadlineAt : now
  const draftOf = (number: number, paperSet: number): AttemptDraft => {
    const begun = { roundId, contestantId: who.id, number, startedAt: now, paperSet }
    return { id: attemptIdOf(app, begun), ...begun, deadlineAt }
  }
  const firstSet = chooseSet(runtime, { contestantId: who.id, number: first.number }, [], chosen)
  if (firstSet !== null) {
    const outcome = await app.queue.startAttempt(draftOf(first.number, firstSet))
    if (outcome.created) return opened(app, runtime, outcome.attempt, true)
  }
  const earlier = await attemptsOf(app.database.db, who.id, [roundId])
  const states = earlier.map(({ number, startedAt, deadlineAt, entry }): AttemptState => ({
    number,
    startedAt,
    deadlineAt,
    submitted: entry !== null,
  }))
  const given = (await countExtraAttempts(app.database.db, who.id, [roundId])).get(roundId)
  const decision = decideStart(contest.rules.attempts, round, states, now, contest.rules.zone, given)
  if (decision.kind === 'refused') {
    throw new ContestError(decision.code, { attempt: earlier.findLast(({ entry }) => entry !== null)?.id })
  }
  const running = earlier.find(({ number }) => number === decision.number)
  if (running !== undefined) return opened(app, runtime, running, false)
  const had = earlier.map(({ paperSet }) => paperSet)
  const nextSet = chooseSet(runtime, { contestantId: who.id, number: decision.number }, had, chosen)
  if (nextSet === null) throw new ContestError('paper-set-needed', { sets: setsLeft(contest.rules.paper.fixedSets, had) })
  const second = await app.queue.startAttempt(draftOf(decision.number, nextSet))
  return opened(app, runtime, second.attempt, second.created)
}

/** null: the contestant has yet to choose one of those that are left. */
function chooseSet(
  { contest, secrets }: RoundRuntime,
  who: Pick<AttemptDraft, 'contestantId' | 'number'>,
  had: readonly number[],
  chosen: number,
): number | null {
  const { fixedSets } = contest.rules.paper
  if (fixedSets === null) return noSet
  const left = setsLeft(fixedSets, had)
  if (fixedSets.chosenBy === 'lot') return drawSet(sha256, secrets.paperSeed, { contestantId: who.contestantId, attempt: who.number }, left)
  return left.find((set) => set === chosen) ?? null
}

function decide({ contest, round }: RoundRuntime, attempts: readonly AttemptState[], now: Instant) {
  const decision = decideStart(contest.rules.attempts, round, attempts, now, contest.rules.zone)
  if (decision.kind === 'refused') throw new ContestError(decision.code)
  return decision
}

function opened(app: App, runtime: RoundRuntime, attempt: AttemptDraft, created: boolean) {
  const { id, roundId, contestantId, number, startedAt, deadlineAt, paperSet } = attempt
  const own = { id, roundId, contestantId, number, startedAt, deadlineAt, paperSet }
  const open = { attempt: own, runtime, paperText: paperText(drawnPaper(runtime, own)) }
  app.attempts.put(open)
  return { ...open, created }
}

/**
 * An attempt of this contestant with its paper.
 * @throws ContestError `not-found` when there is none, or it is somebody else's
 */
export async function ownAttempt(app: App, who: SignedInContestant, attemptId: string): Promise<OpenAttempt> {
  const known = app.attempts.get(attemptId)
  if (known !== undefined) {
    if (known.attempt.contestantId !== who.id) throw new ContestError('not-found', { attempt: attemptId })
    const runtime = await app.runtimes.get(known.attempt.roundId)
    // Where the end of the round moved, the attempt's own may have moved with it.
    if (known.runtime.round.closesAt === runtime.round.closesAt) return known.runtime === runtime ? known : { ...known, runtime }
  }
  const stored = await attemptById(app.database.db, attemptId)
  if (stored?.contestantId !== who.id) throw new ContestError('not-found', { attempt: attemptId })
  return opened(app, await app.runtimes.get(stored.roundId), stored, false)
}

/**
 * What stands in for the session when an attempt's entry is sent by a device on which somebody else has signed in since. It ends
 * when what its person signs in with is changed, as sessions do.
 */
export const sendTokenOf = (
  { codec }: Pick<App, 'codec'>,
  attemptId: string,
  { signInMark }: Pick<SignedInContestant, 'signInMark'>,
): string => Buffer.from(codec.index('send entry', `${attemptId} ${signInMark}`)).toString('base64url')

/** Whose attempt this is; null when the token is not its own. */
export async function contestantBySendToken(app: App, attemptId: string, token: string): Promise<SignedInContestant | null> {
  const attempt = app.attempts.get(attemptId)?.attempt ?? (await attemptById(app.database.db, attemptId))
  const person = attempt === null ? null : await contestantById(app.database.db, app.codec, attempt.contestantId)
  if (person === null) return null
  const who = signedInAs(app.codec, person)
  const wanted = Buffer.from(sendTokenOf(app, attemptId, who))
  const given = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? who : null
}
