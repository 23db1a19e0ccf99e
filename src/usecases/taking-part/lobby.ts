/** A signed-in contestant's own view: who they are, where they stand in each round, and their consent. */
import { ContestError } from '#contest/errors.ts'
import { eachField, ownKeys } from '#contest/person.ts'
import type { Me } from '#contract/taking-part.ts'
import { attemptsOf, type AttemptRecord } from '#store/taking-part/attempts.ts'
import { countExtraAttempts } from '#store/taking-part/extra-attempts.ts'
import { contestantById, recordConsent } from '#store/people/contestants.ts'
import { latestEpochs } from '#store/rounds/epochs.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'
import { setName, setsLeft } from '#contest/rules/round-draw.ts'
import type { FixedSets } from '#contest/rules/rules.ts'
import { invitationOf } from './invitations.ts'
import { hasResult, publicStatus } from '#contest/round-life.ts'
import { againAt } from '#contest/tally/attempt.ts'
import type { SignedInContestant } from '#memory/sessions.ts'

export async function me(app: App, who: SignedInContestant): Promise<Me> {
  const { db } = app.database
  const person = await contestantById(db, app.codec, who.id)
  if (person === null) throw new ContestError('not-signed-in')
  const contest = await requireContest(db, who.contestId)
  const rounds = await roundsOf(db, contest.id)
  const attempts = await attemptsOf(
    db,
    who.id,
    rounds.map(({ id }) => id),
  )
  const epochs = await latestEpochs(
    db,
    rounds.map(({ id }) => id),
  )
  const now = app.clock.now()
  const { perRound } = contest.rules.attempts
  const begunIn = (roundId: string) => attempts.filter((attempt) => attempt.roundId === roundId)
  // Nobody has another who has one left.
  const usedUp = rounds.flatMap(({ id }) => (begunIn(id).length >= perRound ? [id] : []))
  const given = usedUp.length === 0 ? null : await countExtraAttempts(db, who.id, usedUp)
  return {
    now,
    demo: contest.demo,
    contest: { slug: contest.slug, title: contest.rules.title, zone: contest.rules.zone },
    ...eachField(ownKeys, (key) => (key === 'unit' ? person.unitName : person[key])),
    consented: person.consentedAt !== null,
    ...(contest.rules.referral !== null && { invitation: invitationOf(app.codec, who.id) }),
    rounds: rounds.map((round) => ({
      id: round.id,
      key: round.key,
      name: round.name,
      opensAt: round.opensAt,
      closesAt: round.closesAt,
      status: publicStatus(round, now),
      attemptsAllowed: perRound + (given?.get(round.id) ?? 0),
      extraGiven: given?.get(round.id) ?? 0,
      againAt: usedUp.includes(round.id) ? null : againAt(contest.rules.attempts, contest.rules.zone, begunIn(round.id), now),
      timeLimitMs: contest.rules.attempts.timeLimitMs,
      fixedSets: setsShown(contest.rules.paper.fixedSets, begunIn(round.id)),
      restoredFrom: hasResult(round.status) ? null : (epochs.get(round.id)?.backupAt ?? null),
      attempts: begunIn(round.id).map(({ id, number, startedAt, deadlineAt, entry, paperSet }) => ({
        ...{ id, number, startedAt, deadlineAt },
        set: setName(contest.rules.paper, paperSet),
        entry: entry === null ? null : { id: entry.id, code: entry.code, submittedAt: entry.submittedAt },
      })),
    })),
  }
}

const setsShown = (fixedSets: FixedSets | null, attempts: readonly Pick<AttemptRecord, 'paperSet'>[]): Me['rounds'][number]['fixedSets'] =>
  fixedSets === null
    ? null
    : {
        names: [...fixedSets.names],
        chosenBy: fixedSets.chosenBy,
        left: [
          ...setsLeft(
            fixedSets,
            attempts.map(({ paperSet }) => paperSet),
          ),
        ],
      }

/** "This is me, and I agree to the rules." Kept once, with its instant. */
export async function consent(app: App, who: SignedInContestant): Promise<void> {
  await recordConsent(app.database.db, who.id, app.clock.now())
  app.sessions.forgetSubject(who.id)
}
