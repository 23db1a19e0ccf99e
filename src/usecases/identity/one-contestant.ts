/** One contestant for whoever helps them: can they sign in, why not, what they began and submitted. Never an answer, never what was right. */
import type { OneContestant } from '#contract/identity.ts'
import { ContestError } from '#contest/errors.ts'
import { codeOf, maskedProfile } from '#contest/person.ts'
import { isOpen } from '#contest/round-life.ts'
import { refuseEntrant } from '#contest/rules/access.ts'
import { isExtra, refuseExtra } from '#contest/tally/attempt.ts'
import type { AuditEvent } from '#contest/events.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { boardsOf } from '#store/people/boards.ts'
import { contestantByCode, type ContestantRecord } from '#store/people/contestants.ts'
import { knownSame, undecidedOf } from '#store/people/likely-same.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { attemptsOf } from '#store/taking-part/attempts.ts'
import { extraAttemptsOf, type ExtraAttemptRecord } from '#store/taking-part/extra-attempts.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { unitDesk } from '../unit-desk.ts'
import { entrantAccount, entrantPhone, triesAtEntrant, unlockEntrant } from './tries.ts'

/** @param typed a staff code @throws ContestError `not-found` */
export async function oneContestant(app: App, who: Who, slug: string, typed: string): Promise<OneContestant> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const person = await requirePerson(app, contest, typed)
  const unit = (await unitDesk(app, contest)).byId.get(person.unitId)
  return {
    ...maskedProfile(person),
    ...{ id: person.id, unit: person.unitName, unitCode: unit?.code ?? '', consentedAt: person.consentedAt, now: app.clock.now() },
    signIn: await signInOf(app, contest, person),
    ...(await likenessesOf(db, contest, person)),
    ...(await attemptsShown(app, who, contest, person)),
  }
}

async function signInOf(app: App, contest: ContestRecord, person: ContestantRecord): Promise<OneContestant['signIn']> {
  const boards = await boardsOf(app.database.db, app.codec, contest.id, person)
  const barred = refuseEntrant(contest.rules.access, { onRoster: true, boards }) !== null
  const { staffCode, phone } = person
  const tried = await triesAtEntrant(app, entrantAccount(contest.id, staffCode), phone === null ? null : entrantPhone(contest.id, phone))
  return { can: phone !== null && !barred, hasPhone: phone !== null, barred, boards: [...boards], ...tried }
}

async function likenessesOf(db: Db, contest: ContestRecord, { id }: ContestantRecord) {
  const known = await knownSame(db, contest.id, id)
  return { twin: known.some(({ twin }) => twin), inDoubt: (await undecidedOf(db, contest.id, [id])).has(id) }
}

async function attemptsShown(app: App, who: Who, contest: ContestRecord, { id }: ContestantRecord) {
  const { db } = app.database
  const { rules } = contest
  const rounds = await roundsOf(db, contest.id)
  const keyOf = (roundId: string): string => rounds.find((round) => round.id === roundId)?.key ?? ''
  const now = app.clock.now()
  const begun = await attemptsOf(
    db,
    id,
    rounds.map((round) => round.id),
  )
  const extra = await extraAttemptsOf(db, app.codec, id)
  const mayGain = ({ id: roundId, status, opensAt, closesAt }: RoundRecord): boolean => {
    const asked = extra.filter((one) => one.roundId === roundId)
    const own = begun.filter((one) => one.roundId === roundId).map(({ entry, ...one }) => ({ ...one, submitted: entry !== null }))
    const given = asked.filter(({ agreed }) => agreed !== null).length
    const refused = refuseExtra(rules.attempts, { opensAt, closesAt }, own, now, rules.zone, given)
    return isOpen(status) && given === asked.length && refused === null
  }
  return {
    attempts: begun.map(({ roundId, number, startedAt, deadlineAt, entry }) => ({
      ...{ round: keyOf(roundId), number, startedAt, deadlineAt, extra: isExtra(rules.attempts, number) },
      state: entry !== null ? ('submitted' as const) : deadlineAt > now ? ('open' as const) : ('lapsed' as const),
      ...{ submittedAt: entry?.submittedAt ?? null, code: entry?.code ?? null },
    })),
    extra: {
      askIn: who.kind === 'staff' && mayDo(who, 'attempt.ask') ? rounds.filter(mayGain).map(({ key }) => key) : [],
      said: rules.attempts.extra !== null,
      items: extra.map((one) => extraShown(who, keyOf(one.roundId), one)),
    },
  } satisfies Pick<OneContestant, 'attempts' | 'extra'>
}

function extraShown(who: Who, round: string, { id, reason, askedBy, askedAt, agreed }: ExtraAttemptRecord) {
  const waits = who.kind === 'staff' && agreed === null
  const own = waits && askedBy.id === who.id
  const mayAgree = waits && mayDo(who, 'attempt.agree') && !own
  return {
    ...{ id, round, reason, askedBy: askedBy.login, askedAt, agreedBy: agreed?.by ?? null, agreedAt: agreed?.at ?? null },
    ...{ mayAgree, mayWithdraw: own || mayAgree },
  }
}

/** @throws ContestError `not-found` */
async function requirePerson(app: App, contest: ContestRecord, typed: string): Promise<ContestantRecord> {
  const person = await contestantByCode(app.database.db, app.codec, contest.id, codeOf(typed))
  if (person === null) throw new ContestError('not-found', { person: typed.slice(0, 50) })
  return person
}

const told = (app: App, db: Db, who: Who, event: AuditEvent, { id, contestId }: ContestantRecord): Promise<void> =>
  writeAudit(db, { at: app.clock.now(), actor: actorOf(who), event, contestId, subjectId: id, data: { contestant: id } })

/** The phone as it is kept; that it was looked at is a line of the audit. @throws ContestError `not-found` */
export async function showPhone(app: App, who: Who, slug: string, typed: string): Promise<string | null> {
  requireAccess(who, 'contestant.help')
  const person = await requirePerson(app, await contestFor(app, who, slug), typed)
  await told(app, app.database.db, who, 'person.phone-shown', person)
  return person.phone
}

/** After wrong tries: the next one is looked at at once. @throws ContestError `not-found` */
export async function unlockContestant(app: App, who: Who, slug: string, typed: string): Promise<void> {
  requireAccess(who, 'contestant.help')
  const contest = await contestFor(app, who, slug)
  const person = await requirePerson(app, contest, typed)
  await inTransaction(app.database.db, async (db) => {
    await unlockEntrant(app, db, entrantAccount(contest.id, person.staffCode))
    await told(app, db, who, 'person.unlocked', person)
  })
}
