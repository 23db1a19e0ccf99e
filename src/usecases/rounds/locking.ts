/**
 * Locking the set a round draws from, and releasing it before the round opens: one asks, another agrees. Every act is one
 * transaction that begins by holding the rules or the round, so that it cannot cross a change of rules or the opening.
 */
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import type { Question } from '#contest/questions/question.ts'
import type { Finding, Instant } from '#contest/values.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { askLockRelease, endLockRelease, lockReleaseOf } from '#store/rounds/lock-releases.ts'
import { giveSet, roundSets, takeSet } from '#store/rounds/drawn-sets.ts'
import { bankRevision } from '#store/questions/bank.ts'
import { insertLockedSet, lockedSetByDigest } from '#store/rounds/locked-sets.ts'
import { roundByKey, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Staff, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { bytesOfSet, candidatesOf, fitOf, readSources, versionOf, type SetSources } from './set-candidate.ts'
import { newId } from '../ids.ts'
import { reasonOf } from '../reason.ts'
import { requireSecondPerson } from '../second-person.ts'

interface LockedRound {
  readonly round: string
  readonly digest: string
  readonly questions: number
  /** How many of them stand in the set of an earlier round. */
  readonly known: number
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
 * Locks the set of one round, or of every round that has not opened and has none: all of them or none. The sets are made
 * before the transaction begins, with turns for others, and made again when the bank or the rounds changed meanwhile.
 * @throws ContestError `nothing-to-lock` with the findings, `set-locked`, `wrong-status`, `conflict`
 */
export async function lockQuestions(app: App, who: Who, slug: string, key: string | null = null): Promise<Locked> {
  requireAccess(who, 'questions.lock')
  for (let tries = 3; tries > 0; tries--) {
    const contest = await contestFor(app, who, slug)
    const sources = await readSources(app, contest)
    const made = await makeSets(contest, sources, key)
    if (!(await keepSets(app, who, contest, sources, made))) continue
    await app.runtimes.refresh()
    const sets = made.map(({ round, digest, questions, known }) => ({ round: round.key, digest, questions: questions.length, known }))
    return {
      digest: [...new Set(sets.map(({ digest }) => digest))].join(', '),
      questions: new Set(made.flatMap(({ questions }) => questions.map(({ code }) => code))).size,
      rounds: sets.length,
      sets,
      findings: made.flatMap(({ round, findings }) => placed(round, findings)),
    }
  }
  throw new ContestError('conflict', { contest: slug })
}

interface MadeSet {
  readonly round: RoundRecord
  readonly questions: readonly Question[]
  readonly bytes: Uint8Array
  readonly digest: string
  readonly known: number
  readonly findings: readonly Finding[]
}

/** Each its share of the bank, which is dealt over all rounds. @throws ContestError `nothing-to-lock` */
async function makeSets({ rules }: ContestRecord, sources: SetSources, key: string | null): Promise<readonly MadeSet[]> {
  const made: MadeSet[] = []
  const candidates = candidatesOf(rules, sources)
  for (const round of roundsToLock(
    sources.rounds.map((one) => one.round),
    key,
  )) {
    const { cells, findings, known, questions } = fitOf(rules, round.key, candidates.get(round.id) ?? [], sources)
    if (cells === null) throw new ContestError('nothing-to-lock', { round: round.key, findings: placed(round, findings) })
    made.push({ round, questions, findings, known, ...(await bytesOfSet(questions)) })
  }
  return made
}

/** False, and nothing is kept, when the sets were made of what is no more. */
async function keepSets(app: App, who: Who, contest: ContestRecord, sources: SetSources, made: readonly MadeSet[]): Promise<boolean> {
  const rounds = sources.rounds.map(({ round }) => round)
  return inTransaction(app.database.db, async (db) => {
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) return false
    const now = versionOf(contest, await bankRevision(db, contest.id), await roundsOf(db, contest.id))
    if (now !== versionOf(contest, sources.revision, rounds)) return false
    for (const { round, questions, bytes, digest, known } of made) {
      const at = app.clock.now()
      const by = who.kind === 'staff' ? who.login : who.kind
      const id = (await lockedSetByDigest(db, contest.id, digest))?.id
      const set = id ?? newId()
      if (id === undefined)
        await insertLockedSet(db, app.codec, { id: set, contestId: contest.id, digest, bytes, questions: questions.length, at, by })
      if (!(await giveSet(db, { roundId: round.id, lockedSetId: set, at, by }))) throw new ContestError('conflict', { round: round.key })
      const fact = { round: round.key, digest, questions: questions.length, known }
      await writeAudit(db, { at, actor: actorOf(who), event: 'questions.locked', contestId: contest.id, data: fact })
    }
    return true
  })
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
  if (waiting.length === 0) throw new ContestError('wrong-status')
  const unlocked = waiting.filter(({ lockedSetId }) => lockedSetId === null)
  if (unlocked.length === 0) throw new ContestError('set-locked')
  return unlocked
}

/** @throws ContestError `wrong-status` */
export function refuseOpened({ key, status }: RoundRecord): void {
  if (!awaitsOpening(status)) throw new ContestError('wrong-status', { round: key, status })
}

/** @throws ContestError `set-locked` before the round opens, `wrong-status` afterwards */
export function refuseLocked(round: RoundRecord): void {
  if (round.lockedSetId === null) return
  throw new ContestError(awaitsOpening(round.status) ? 'set-locked' : 'wrong-status', { round: round.key })
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

/** @throws ContestError `not-found`, `wrong-status` */
async function heldSet(app: App, db: Db, contest: ContestRecord, key: string): Promise<Held> {
  const round = await roundByKey(db, contest.id, key)
  if (round === null) throw new ContestError('not-found', { contest: contest.slug, round: key })
  const set = (await roundSets(db, contest.id)).find(({ roundId }) => roundId === round.id)
  if (set === undefined || !releasableAt(round, app.clock.now()))
    throw new ContestError('wrong-status', { round: key, status: round.status })
  return { round, lockedSetId: set.lockedSetId, digest: set.digest }
}

/** @throws ContestError `wrong-status` once it has opened or without a set, `conflict` when somebody has asked already */
export async function askRelease(app: App, who: Who, slug: string, key: string, typed: string): Promise<void> {
  const staff = requireStaff(who)
  const reason = reasonOf(typed)
  const contest = await contestFor(app, who, slug)
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
  const contest = await contestFor(app, who, slug)
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
 * @throws ContestError `second-person-needed`, `conflict` when nobody asks any more, `wrong-status` once it has opened
 */
export async function agreeRelease(app: App, who: Who, slug: string, key: string): Promise<void> {
  const staff = requireStaff(who)
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const { round, digest } = await heldSet(app, db, contest, key)
    const asked = await lockReleaseOf(db, round.id)
    if (asked === null) throw new ContestError('conflict', { round: key })
    await requireSecondPerson(app, db, asked.askedBy.id, staff.id, { round: key })
    if (!(await takeSet(db, round.id, asked.lockedSetId))) throw new ContestError('wrong-status', { round: key })
    if (!(await endLockRelease(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    const data = { round: key, lockedSet: digest, reason: asked.reason }
    await writeAudit(db, { at, actor: actorOf(who), event: 'lock.released', contestId: contest.id, data })
  })
  await app.runtimes.refresh()
}
