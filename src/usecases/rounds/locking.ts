/**
 * Locking the set a round draws from, and releasing it before the round opens: one asks, another agrees. Every act is one
 * transaction that begins by holding the rules or the round, so that it cannot cross a change of rules or the opening.
 */
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import type { Finding, Instant } from '#contest/values.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { askLockRelease, endLockRelease, lockReleaseOf } from '#store/rounds/lock-releases.ts'
import { giveSet, roundSets, takeSet } from '#store/rounds/locked-sets.ts'
import { insertLockedSet, lockedSetByDigest } from '#store/questions/questions.ts'
import { roundByKey, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest } from '../find.ts'
import { candidateOf, readSources } from './set-candidate.ts'
import { newId } from '../ids.ts'
import type { Staff } from '#memory/sessions.ts'

export interface LockedRound {
  readonly round: string
  readonly digest: string
  readonly questions: number
}

export interface Locked {
  /** Of the sets, each once, in the order of their rounds, with “, ” between. */
  readonly digest: string
  /** Different questions in the sets locked now. */
  readonly questions: number
  /** How many rounds were locked now. */
  readonly rounds: number
  readonly sets: readonly LockedRound[]
  readonly findings: readonly Finding[]
}

/**
 * Locks the set of one round, or of every round that has not opened and has none: all of them or none.
 * @throws ContestError `nothing-to-lock` with the findings, `set-locked`, `wrong-phase`, `conflict`
 */
export async function lockQuestions(app: App, who: Who, slug: string, key: string | null = null): Promise<Locked> {
  requireAccess(who, 'questions.lock')
  const contest = await findContest(app, slug)
  const locked = await inTransaction(app.database.db, async (db) => {
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) throw new ContestError('conflict', { contest: slug })
    let sources = await readSources(app, db, contest)
    const rounds = sources.rounds.map(({ round }) => round)
    const sets: LockedRound[] = []
    const codes = new Set<string>()
    const findings: Finding[] = []
    for (const round of roundsToLock(rounds, key)) {
      const { set, plan, findings: found } = candidateOf(contest.rules, round.key, sources)
      if (plan === null) throw new ContestError('nothing-to-lock', { round: round.key, findings: placed(round, found) })
      const at = app.clock.now()
      const by = who.kind === 'staff' ? who.login : who.kind
      const known = await lockedSetByDigest(db, contest.id, set.digest)
      const id = known?.id ?? newId()
      if (known === null) await insertLockedSet(db, app.codec, { id, contestId: contest.id, set, at, by })
      if (!(await giveSet(db, { roundId: round.id, lockedSetId: id, at, by }))) throw new ContestError('conflict', { round: round.key })
      const fact = { round: round.key, digest: set.digest, questions: set.questions.length }
      await writeAudit(db, { at, actor: actorOf(who), event: 'questions.locked', contestId: contest.id, data: fact })
      sources = { ...sources, rounds: sources.rounds.map((one) => (one.round.id === round.id ? { ...one, set } : one)) }
      sets.push(fact)
      set.questions.forEach(({ code }) => codes.add(code))
      findings.push(...placed(round, found))
    }
    const digests = new Set(sets.map(({ digest }) => digest))
    return { digest: [...digests].join(', '), questions: codes.size, rounds: sets.length, sets, findings }
  })
  await app.runtimes.refresh()
  return locked
}

/** A finding about the paper says which round it was found for. */
const placed = (round: RoundRecord, findings: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, place: `${round.key}${finding.place}` }))

function roundsToLock(rounds: readonly RoundRecord[], key: string | null): readonly RoundRecord[] {
  if (key !== null) {
    const round = rounds.find((one) => one.key === key)
    if (round === undefined) throw new ContestError('not-found', { round: key })
    refuseLocked(round)
    refuseOpened(round)
    return [round]
  }
  const waiting = rounds.filter(({ status }) => awaitsOpening(status))
  if (waiting.length === 0) throw new ContestError('wrong-phase')
  const unlocked = waiting.filter(({ lockedSetId }) => lockedSetId === null)
  if (unlocked.length === 0) throw new ContestError('set-locked')
  return unlocked
}

/** @throws ContestError `wrong-phase` */
export function refuseOpened({ key, status }: RoundRecord): void {
  if (!awaitsOpening(status)) throw new ContestError('wrong-phase', { round: key, status })
}

/** @throws ContestError `set-locked` before the round opens, `wrong-phase` afterwards */
export function refuseLocked(round: RoundRecord): void {
  if (round.lockedSetId === null) return
  throw new ContestError(awaitsOpening(round.status) ? 'set-locked' : 'wrong-phase', { round: round.key })
}

/** Has a set that may still be taken back: never from the opening instant on. */
export const releasableAt = ({ status, opensAt, lockedSetId }: RoundRecord, now: Instant): boolean =>
  awaitsOpening(status) && lockedSetId !== null && now < opensAt

/** Two people with names: nobody at the command line is one. */
function requireStaff(who: Who): Staff {
  requireAccess(who, 'lock.release')
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: 'lock.release' })
  return who
}

interface Held {
  readonly round: RoundRecord
  readonly lockedSetId: string
  readonly digest: string
}

/** @throws ContestError `not-found`, `wrong-phase` */
async function heldSet(app: App, db: Db, contest: ContestRecord, key: string): Promise<Held> {
  const round = await roundByKey(db, contest.id, key)
  if (round === null) throw new ContestError('not-found', { contest: contest.slug, round: key })
  const set = (await roundSets(db, contest.id)).find(({ roundId }) => roundId === round.id)
  if (set === undefined || !releasableAt(round, app.clock.now()))
    throw new ContestError('wrong-phase', { round: key, status: round.status })
  return { round, lockedSetId: set.lockedSetId, digest: set.digest }
}

/** @throws ContestError `wrong-phase` once it has opened or without a set, `conflict` when somebody has asked already */
export async function askRelease(app: App, who: Who, slug: string, key: string, reason: string): Promise<void> {
  const staff = requireStaff(who)
  const contest = await findContest(app, slug)
  await inTransaction(app.database.db, async (db) => {
    const { round, lockedSetId, digest } = await heldSet(app, db, contest, key)
    const at = app.clock.now()
    const ask = { roundId: round.id, lockedSetId, staffId: staff.id, reason, at }
    if (!(await askLockRelease(db, ask))) throw new ContestError('conflict', { round: key })
    const data = { round: key, lockedSet: digest, reason }
    await writeAudit(db, { at, actor: actorOf(who), event: 'lock.release-asked', contestId: contest.id, data })
  })
}

/** By whoever asked, or by another who refuses. @throws ContestError `conflict` when nobody asks any more */
export async function withdrawRelease(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireStaff(who)
  const contest = await findContest(app, slug)
  await inTransaction(app.database.db, async (db) => {
    const { round, digest } = await heldSet(app, db, contest, key)
    if (!(await endLockRelease(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    const data = { round: key, lockedSet: digest }
    await writeAudit(db, { at, actor: actorOf(who), event: 'lock.release-withdrawn', contestId: contest.id, data })
  })
}

/**
 * Takes the set from the round, unless its opening has begun.
 * @throws ContestError `second-person-needed`, `conflict` when nobody asks any more, `wrong-phase` once it has opened
 */
export async function agreeRelease(app: App, who: Who, slug: string, key: string): Promise<void> {
  const staff = requireStaff(who)
  const contest = await findContest(app, slug)
  await inTransaction(app.database.db, async (db) => {
    const { round, digest } = await heldSet(app, db, contest, key)
    const asked = await lockReleaseOf(db, round.id)
    if (asked === null) throw new ContestError('conflict', { round: key })
    if (asked.askedBy.id === staff.id) throw new ContestError('second-person-needed', { round: key })
    if (!(await takeSet(db, round.id, asked.lockedSetId))) throw new ContestError('wrong-phase', { round: key })
    if (!(await endLockRelease(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    const data = { round: key, lockedSet: digest, reason: asked.reason }
    await writeAudit(db, { at, actor: actorOf(who), event: 'lock.released', contestId: contest.id, data })
  })
  await app.runtimes.refresh()
}
