/** One person written twice: found at every change of people, listed where it is doubtful, decided by a person. */
import type { Doubt, DoubtList } from '#contract/people.ts'
import { ContestError } from '#contest/errors.ts'
import { isBoard, type BoardKind } from '#contest/roles.ts'
import { hasResult } from '#contest/round-life.ts'
import { findingLikenesses, findingTwins, type Identity, type Likeness } from '#contest/same-person.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { rolesInContest } from '#store/identity/roles.ts'
import { listStaff, staffIdentities } from '#store/identity/staff.ts'
import { boardMembers } from '#store/people/boards.ts'
import { decideLikely, decideLikelyByTwo, doubts, type LikelySame } from '#store/people/likely-same.ts'
import { peopleByIds, unitsOf, type PersonRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { roundsEntered } from '#store/taking-part/entries.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { unitDesk } from '../unit-desk.ts'

/** Somebody who may not take part: a member of a board, or an account that works on the contest. */
export interface Insider extends Identity {
  readonly kind: 'board' | 'staff'
  readonly board: BoardKind
}

export async function insidersOf(app: App, db: Db, contestId: string): Promise<readonly Insider[]> {
  const units = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const members = (await boardMembers(db, app.codec, contestId)).map((member): Insider => {
    const { id, staffCode, phone, fullName, board, unitCode } = member
    return { kind: 'board', id, staffCode, phone, fullName, board, unit: units.get(unitCode ?? '') ?? null }
  })
  const roles = new Map((await rolesInContest(db, contestId)).map(({ staffId, role }) => [staffId, role]))
  const known = await staffIdentities(db, app.codec)
  const accounts = (await listStaff(db)).flatMap(({ id, name }): readonly Insider[] => {
    const role = roles.get(id) ?? ''
    const { staffCode = null, phone = null } = known.get(id) ?? {}
    return isBoard(role) ? [{ kind: 'staff', id, staffCode, phone, fullName: name, board: role, unit: null }] : []
  })
  return [...members, ...accounts]
}

export const identityOf = ({ id, staffCode, phone, fullName, unitId }: PersonRecord): Identity => ({
  ...{ id, staffCode, phone, fullName, unit: unitId },
})

/** All of a contest who may be one person. In steps, one a person. */
export function* findingLikely(people: readonly Identity[], insiders: readonly Insider[]): Generator<undefined, readonly LikelySame[]> {
  const kinds = new Map(insiders.map(({ id, kind }) => [id, kind]))
  const as = ({ person, other, grounds, certain }: Likeness, otherKind: LikelySame['otherKind']): LikelySame => ({
    ...{ contestantId: person, otherId: other, otherKind, grounds, certain },
  })
  return [
    ...(yield* findingLikenesses(people, insiders)).map((one) => as(one, kinds.get(one.other) ?? 'board')),
    ...(yield* findingTwins(people)).map((one) => as(one, 'contestant')),
  ]
}

/** From then on nobody alone says who is whom: it may move a prize. */
const standingsWereSeen = async (db: Db, contestId: string): Promise<boolean> =>
  (await roundsOf(db, contestId)).some(({ status, talliedAt }) => hasResult(status) || talliedAt !== null)

/** A page of what is doubtful, undecided or decided, with who both are and where the person took part. */
export async function listDoubts(
  app: App,
  who: Who,
  slug: string,
  { decided, page, pageSize }: { readonly decided: boolean; readonly page: number; readonly pageSize: number },
): Promise<DoubtList> {
  requireAccess(who, 'doubts.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const every = await doubts(db, contest.id)
  const waiting = every.filter(({ decision }) => decision === null)
  const listed = decided ? every.filter(({ decision }) => decision !== null) : waiting
  const all = listed.slice((page - 1) * pageSize, page * pageSize)
  const ids = [...new Set(all.flatMap(({ contestantId, otherId }) => [contestantId, otherId]))]
  const people = await peopleByIds(db, app.codec, ids)
  const insiders = new Map((await insidersOf(app, db, contest.id)).map((one) => [one.id, one]))
  const { byId: units } = await unitDesk(app, contest)
  const logins = new Map((await listStaff(db)).map(({ id, login }) => [id, login]))
  const rounds = new Map((await roundsOf(db, contest.id)).map(({ id, key }) => [id, key]))
  const entered = await roundsEntered(db, [...rounds.keys()], ids)
  const submitted = (id: string): string[] => (entered.get(id) ?? []).map((round) => rounds.get(round) ?? '')
  const side = (id: string): Doubt['person'] | null => {
    const person = people.get(id)
    if (person !== undefined)
      return {
        id,
        name: person.fullName,
        code: person.staffCode,
        unit: units.get(person.unitId)?.name ?? '',
        board: null,
        submitted: submitted(id),
      }
    const insider = insiders.get(id)
    if (insider === undefined) return null
    const { fullName, staffCode, unit, board } = insider
    return { id, name: fullName, code: staffCode ?? '', unit: units.get(unit ?? '')?.name ?? '', board, submitted: [] }
  }
  const loginOf = (id: string | null): string | null => (id === null ? null : (logins.get(id) ?? id))
  const items = all.flatMap(({ contestantId, otherId, otherKind, grounds, decision, decidedBy, decidedAt, proposal }): Doubt[] => {
    const [person, other] = [side(contestantId), side(otherId)]
    if (person === null || other === null) return []
    const proposed =
      proposal === null
        ? null
        : { decision: proposal.decision, by: loginOf(proposal.by), at: proposal.at, own: proposal.by === deciderOf(who) }
    return [{ person, other, otherKind, grounds: [...grounds], decision, decidedBy: loginOf(decidedBy), decidedAt, proposed }]
  })
  return {
    ...{ total: listed.length, page, pageSize },
    ...{ waiting: waiting.length, decided: every.length - waiting.length },
    needsSecond: await standingsWereSeen(db, contest.id),
    items,
  }
}

const deciderOf = (who: Who): string | null => (who.kind === 'staff' ? who.id : null)

/**
 * One person: who is inside may not take part, and of two lines of the roster the later one is set aside. Two: nothing changes.
 * Once standings were seen it takes two people who say the same; what the first says is kept until then.
 * @throws ContestError `not-found`
 */
export async function decideDoubt(
  app: App,
  who: Who,
  slug: string,
  {
    person,
    otherKind,
    other,
    same,
  }: { readonly person: string; readonly otherKind: LikelySame['otherKind']; readonly other: string; readonly same: boolean },
): Promise<void> {
  requireAccess(who, 'doubts.decide')
  const contest = await contestFor(app, who, slug)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const said = { decision: same ? 'same' : 'different', by: deciderOf(who), at } as const
    const pair = { contestantId: person, otherKind, otherId: other }
    const done = (await standingsWereSeen(db, contest.id))
      ? await decideLikelyByTwo(db, contest.id, pair, said)
      : (await decideLikely(db, contest.id, pair, said))
        ? 'decided'
        : null
    if (done === null) throw new ContestError('not-found', { person })
    await writeAudit(db, {
      ...{ at, actor: actorOf(who), event: `person.doubt-${done}`, contestId: contest.id, subjectId: person },
      data: { contestant: person, otherKind, other, decision: said.decision },
    })
  })
  await app.runtimes.refresh()
}
