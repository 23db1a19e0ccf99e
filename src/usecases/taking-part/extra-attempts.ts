/** Another attempt for one contestant whose attempts are used up: one person asks and says why, another agrees. */
import type { ExtraAttemptAsked, WaitingExtraAttempts } from '#contract/taking-part.ts'
import { ContestError } from '#contest/errors.ts'
import type { AuditEvent } from '#contest/events.ts'
import { codeOf } from '#contest/person.ts'
import { isOpen } from '#contest/round-life.ts'
import { refuseExtra, type AttemptState } from '#contest/tally/attempt.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { barredContestants } from '#store/people/boards.ts'
import { contestantByCode, contestantById, type ContestantRecord } from '#store/people/contestants.ts'
import { roundByKey, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { attemptsOf } from '#store/taking-part/attempts.ts'
import {
  askExtraAttempt,
  countExtraAttempts,
  dropExtraAttempt,
  extraAttemptsOf,
  giveExtraAttempt,
  waitingExtraAttempts,
  type ExtraAttemptRecord,
} from '#store/taking-part/extra-attempts.ts'
import { actorOf, inNameOf, requireAccess, type Staff, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { newId } from '../ids.ts'
import { requireSecondPerson } from '../second-person.ts'
import { reasonOf } from '../reason.ts'

/** Two people with names: the command line acts in the name of one (`staffNamed`). */
function requireStaff(who: Who, what: 'attempt.ask' | 'attempt.agree'): Staff {
  requireAccess(who, what)
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: what })
  return who
}

async function requirePerson(app: App, db: Db, contest: ContestRecord, typed: string): Promise<ContestantRecord> {
  const person = await contestantByCode(db, app.codec, contest.id, codeOf(typed))
  if (person === null) throw new ContestError('not-found', { person: typed.slice(0, 50) })
  return person
}

/** @throws ContestError `round-not-open`, `round-closed`, `extra-attempt-unsaid`, `attempt-left`, `late-start-refused`, `barred` */
async function requireUsedUp(app: App, db: Db, contest: ContestRecord, round: RoundRecord, contestantId: string): Promise<number> {
  const { rules } = contest
  if (!isOpen(round.status)) throw new ContestError('round-not-open', { round: round.key })
  if ((await barredContestants(db, contest.id, rules.access.barredBoards)).has(contestantId)) throw new ContestError('barred')
  const attempts = (await attemptsOf(db, contestantId, [round.id])).map(({ number, startedAt, deadlineAt, entry }): AttemptState => ({
    ...{ number, startedAt, deadlineAt },
    submitted: entry !== null,
  }))
  const given = (await countExtraAttempts(db, contestantId, [round.id])).get(round.id) ?? 0
  const refused = refuseExtra(rules.attempts, round, attempts, app.clock.now(), rules.zone, given)
  if (refused !== null) throw new ContestError(refused, { round: round.key })
  return attempts.length + 1
}

interface About {
  readonly contest: ContestRecord
  readonly round: string
  readonly contestantId: string
  readonly number: number
}

const told = (app: App, db: Db, who: Who, event: AuditEvent, { contest, round, contestantId, number }: About): Promise<void> =>
  writeAudit(db, {
    ...{ at: app.clock.now(), actor: actorOf(who), event, contestId: contest.id, subjectId: contestantId },
    data: { contestant: contestantId, round, number, ...inNameOf(who) },
  })

/**
 * @param typed a staff code
 * @throws ContestError `not-found`, `invalid-request` for a reason that says too little, `conflict` when one is asked for already, and
 * those of `requireUsedUp`
 */
export async function askForExtraAttempt(app: App, who: Who, slug: string, typed: string, asked: ExtraAttemptAsked): Promise<void> {
  const staff = requireStaff(who, 'attempt.ask')
  const contest = await contestFor(app, who, slug)
  const reason = reasonOf(asked.reason)
  await inTransaction(app.database.db, async (db) => {
    const person = await requirePerson(app, db, contest, typed)
    const round = await roundByKey(db, contest.id, asked.round)
    if (round === null) throw new ContestError('not-found', { round: asked.round })
    const number = await requireUsedUp(app, db, contest, round, person.id)
    const ask = { id: newId(), roundId: round.id, contestantId: person.id, reason, askedBy: staff.id, askedAt: app.clock.now() }
    if (!(await askExtraAttempt(db, app.codec, ask))) throw new ContestError('conflict', { round: round.key })
    await told(app, db, who, 'person.attempt-asked', { contest, round: round.key, contestantId: person.id, number })
  })
}

/** @throws ContestError `not-found`, `conflict` when it is asked for no more */
async function requireAsked(app: App, db: Db, contest: ContestRecord, typed: string, id: string) {
  const person = await requirePerson(app, db, contest, typed)
  const asked = (await extraAttemptsOf(db, app.codec, person.id)).find((one) => one.id === id && one.agreed === null)
  const round = (await roundsOf(db, contest.id)).find((one) => one.id === asked?.roundId)
  if (asked === undefined || round === undefined) throw new ContestError('conflict', { request: id })
  return { person, asked, round }
}

/** @throws ContestError `not-found`, `conflict`, `second-person-needed`, and those of `requireUsedUp` */
export async function agreeToExtraAttempt(app: App, who: Who, slug: string, typed: string, id: string): Promise<void> {
  const staff = requireStaff(who, 'attempt.agree')
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const { person, asked, round } = await requireAsked(app, db, contest, typed, id)
    await requireSecondPerson(app, db, asked.askedBy.id, staff.id, { request: id })
    const number = await requireUsedUp(app, db, contest, round, person.id)
    if (!(await giveExtraAttempt(db, id, staff.id, app.clock.now()))) throw new ContestError('conflict', { request: id })
    await told(app, db, who, 'person.attempt-given', { contest, round: round.key, contestantId: person.id, number })
  })
}

/** Taken back by who asked, or refused by somebody who could agree. @throws ContestError `not-found`, `conflict`, `forbidden` */
export async function withdrawExtraAttempt(app: App, who: Who, slug: string, typed: string, id: string): Promise<void> {
  const staff = requireStaff(who, 'attempt.ask')
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const { person, asked, round } = await requireAsked(app, db, contest, typed, id)
    if (asked.askedBy.id !== staff.id) requireAccess(who, 'attempt.agree')
    if (!(await dropExtraAttempt(db, id))) throw new ContestError('conflict', { request: id })
    const number = (await attemptsOf(db, person.id, [round.id])).length + 1
    await told(app, db, who, 'person.attempt-withdrawn', { contest, round: round.key, contestantId: person.id, number })
  })
}

/** Those that wait for a second person. */
export async function listExtraAttempts(app: App, who: Who, slug: string): Promise<WaitingExtraAttempts['items']> {
  requireAccess(who, 'attempt.ask')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const keys = new Map((await roundsOf(db, contest.id)).map(({ id, key }) => [id, key]))
  const shown = async ({ contestantId, roundId, askedBy, askedAt }: ExtraAttemptRecord) => {
    const person = await contestantById(db, app.codec, contestantId)
    return person === null
      ? []
      : [{ ...{ staffCode: person.staffCode, fullName: person.fullName, askedBy: askedBy.login, askedAt }, round: keys.get(roundId) ?? '' }]
  }
  return (await Promise.all((await waitingExtraAttempts(db, app.codec, contest.id)).map(shown))).flat()
}
