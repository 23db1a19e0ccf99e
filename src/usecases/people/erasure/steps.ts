/**
 * Erasing, a portion a transaction, in the order of `steps`. The row of the erasure says after which row it is, and moves in the same
 * transaction: whoever is killed in between goes on there, and of two processes one does each portion.
 */
import { setImmediate } from 'node:timers/promises'
import { blockersAt, erasureDueAt, type ErasureKind } from '#contest/people/retention.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { advanceRosterFrom, contestById, holdRules, listContests, type ContestRecord } from '#store/contests/contests.ts'
import { eraseLinkLabels } from '#store/contributions/upload-links.ts'
import { forgetOverwritten, inTransaction, overwriteDeleted, type Db } from '#store/database/database.ts'
import { eraseAccounts } from '#store/identity/provider-accounts.ts'
import { endSessionsIn } from '#store/identity/sessions.ts'
import {
  advanceErasure,
  beginErasure,
  dropErasureRequest,
  erasureOf,
  erasureStateOf,
  unfinishedErasures,
  type ErasureCause,
  type ErasureRecord,
} from '#store/people/erasures.ts'
import { eraseBoards, eraseLikenesses, erasePeople, eraseRequests } from '#store/people/erasing.ts'
import { holdRound } from '#store/rounds/rounds.ts'
import { eraseAnswers, eraseAttemptReasons, eraseReferrals } from '#store/taking-part/erasing.ts'
import { actorOf, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { endingOf, winnersOf, type Winners } from './plan.ts'

/** Rows at a time: a few milliseconds of work. */
const PORTION = 200

type Counts = Readonly<Partial<Record<ErasureKind, number>>>

interface Done {
  /** Where the step goes on; null: it is over. */
  readonly after: string | null
  readonly counts: Counts
}

interface Under {
  readonly app: App
  readonly db: Db
  readonly contestId: string
  readonly winners: Winners
  readonly after: string
}

const whole = (counts: Counts): Done => ({ after: null, counts })

const steps: readonly { readonly id: string; readonly erase: (under: Under) => Promise<Done> }[] = [
  {
    id: 'people',
    erase: async ({ app, db, contestId, winners, after }) => {
      const done = await erasePeople(db, app.codec, contestId, { after, atMost: PORTION, winners: winners.people })
      return { after: done.after, counts: { names: done.names, winnerDetails: done.winners, phones: done.phones } }
    },
  },
  { id: 'boards', erase: async ({ app, db, contestId }) => whole({ boards: await eraseBoards(db, app.codec, contestId) }) },
  { id: 'answers', erase: answersOf },
  { id: 'reasons', erase: async ({ db, winners }) => whole({ reasons: await eraseAttemptReasons(db, winners.roundIds) }) },
  { id: 'links', erase: async ({ app, db, contestId }) => whole({ links: await eraseLinkLabels(db, app.codec, contestId) }) },
  {
    id: 'referrals',
    erase: async ({ db, contestId, after }) => {
      const done = await eraseReferrals(db, contestId, { after, atMost: PORTION })
      return { after: done.after, counts: { referrals: done.referrals } }
    },
  },
  { id: 'requests', erase: async ({ app, db, contestId }) => whole({ requests: await eraseRequests(db, contestId, app.clock.now()) }) },
  { id: 'doubts', erase: async ({ db, contestId }) => whole({ doubts: await eraseLikenesses(db, contestId) }) },
  {
    id: 'sessions',
    erase: async ({ app, db, contestId, after }) => {
      await eraseAccounts(db, contestId)
      const sessions = await endSessionsIn(db, contestId, { atMost: PORTION, at: app.clock.now() })
      // What is gone is not found again: a place that only moves on.
      return { after: sessions < PORTION ? null : String(Number(after) + 1), counts: { sessions } }
    },
  },
]

/** `round:index`, both counted from 0; rounds in the order of the contest. */
async function answersOf({ db, winners, after }: Under): Promise<Done> {
  const [place = 0, index = -1] = after === '' ? [] : after.split(':').map(Number)
  const roundId = winners.roundIds[place]
  if (roundId === undefined) return whole({})
  const done = await eraseAnswers(db, roundId, { after: index, atMost: PORTION, kept: winners.entries })
  return {
    after: done.after === null ? `${String(place + 1)}:-1` : `${String(place)}:${String(done.after)}`,
    counts: { answers: done.answers },
  }
}

/**
 * Begins, where nothing keeps it from. From then on nobody changes the people, rules or results of the contest.
 * @returns false when something does, or it began already
 */
export async function begin(app: App, who: Who, contest: ContestRecord, cause: ErasureCause): Promise<boolean> {
  const at = app.clock.now()
  return inTransaction(app.database.db, async (db) => {
    // Held before they are looked at: who publishes, takes back or changes meanwhile waits, or is seen.
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) return false
    for (const id of (await winnersOf(app, db, contest.id)).roundIds) await holdRound(db, id)
    const now = await contestById(db, contest.id)
    if (now === null || blockersAt(await endingOf(db, now), at).length > 0) return false
    if (!(await advanceRosterFrom(db, contest.id, contest.rosterRevision))) return false
    if (!(await beginErasure(db, app.codec, { contestId: contest.id, cause, begunAt: at, step: 'people' }))) return false
    await dropErasureRequest(db, contest.id)
    const data =
      cause.by === 'schedule'
        ? { dueAt: cause.dueAt }
        : { reason: cause.asked.reason, asked: cause.asked.askedBy ?? 'command', digest: cause.asked.digest }
    await writeAudit(db, { at, actor: actorOf(who), event: 'archive.begun', contestId: contest.id, data })
    return true
  })
}

/** Begins what is due by its rules. */
async function beginDue(app: App): Promise<void> {
  const { db } = app.database
  for (const contest of await listContests(db)) {
    if (contest.rules.retention === null || (await erasureStateOf(db, contest.id)) !== null) continue
    const dueAt = erasureDueAt(await endingOf(db, contest))
    if (dueAt !== null && dueAt <= app.clock.now()) await begin(app, { kind: 'system' }, contest, { by: 'schedule', dueAt })
  }
}

/** One portion. */
async function portion(app: App, erasure: ErasureRecord, winners: Winners): Promise<void> {
  const { contestId, step, after } = erasure
  const at = steps.findIndex(({ id }) => id === step)
  const under = steps[at]
  if (under === undefined) throw new Error(`an erasure of contest ${contestId} is at a step that is none: ${step}`)
  const act = (db: Db) => under.erase({ app, db, contestId, winners, after })
  await inTransaction(app.database.db, async (db) => {
    await overwriteDeleted(app.database, db)
    const done = await act(db)
    const counts = added(erasure.counts, done.counts)
    const next = done.after === null ? steps[at + 1] : under
    const finishedAt = next === undefined ? app.clock.now() : null
    const to = { step: next?.id ?? step, after: done.after ?? '', counts, finishedAt }
    // Somebody else did it meanwhile: nothing of this is kept.
    if (!(await advanceErasure(db, erasure, to))) throw new OvertakenError()
    if (finishedAt !== null) await finish(app, db, contestId, counts)
  })
}

class OvertakenError extends Error {}

async function finish(app: App, db: Db, contestId: string, counts: Counts): Promise<void> {
  const contest = await contestById(db, contestId)
  if (contest !== null) await advanceRosterFrom(db, contestId, contest.rosterRevision)
  const at = app.clock.now()
  await writeAudit(db, { at, actor: { kind: 'system' }, event: 'archive.erased', contestId, data: { counts } })
}

const added = (one: Readonly<Record<string, number>>, other: Counts): Record<string, number> => {
  const sum: Record<string, number> = { ...one }
  for (const [kind, count] of Object.entries(other)) sum[kind] = (sum[kind] ?? 0) + count
  return sum
}

/**
 * Goes on with erasures that began, for about so long. @returns whether there is more to do
 * @throws ContestError `erasure-changed` when a row that says an erasure began is none we wrote; nothing is erased by it
 */
async function goOn(app: App, forMs: number): Promise<boolean> {
  const { db } = app.database
  const until = performance.now() + forMs
  for (const contestId of await unfinishedErasures(db)) {
    const winners = await winnersOf(app, db, contestId)
    for (;;) {
      const erasure = await erasureOf(db, app.codec, contestId)
      if (erasure === null || erasure.finishedAt !== null) break
      try {
        await portion(app, erasure, winners)
      } catch (error) {
        if (!(error instanceof OvertakenError)) throw error
      }
      if (performance.now() >= until) return true
      await setImmediate()
    }
    await forgetOverwritten(app.database)
  }
  return false
}

/** What the server does by its clock (jobs/round-clock.ts): begins what is due, and goes on. @returns whether there is more to do */
export async function eraseByClock(app: App, { looks, forMs }: { readonly looks: boolean; readonly forMs: number }): Promise<boolean> {
  if (looks) await beginDue(app)
  return goOn(app, forMs)
}
