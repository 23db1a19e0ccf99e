/** Changes to people that wait for a second person: shown from old to new, then made or refused by another than who asked. */
import type { PeopleRequest, PeopleRequestDetail } from '#contract/people.ts'
import { ContestError } from '#contest/errors.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { endSessionsOf } from '#store/identity/sessions.ts'
import { listStaff } from '#store/identity/staff.ts'
import { barredContestants } from '#store/people/boards.ts'
import { decideRequest, openRequested, peopleRequest, peopleRequests, type PeopleRequestRecord } from '#store/people/requests.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { requireSecondPerson } from '../second-person.ts'
import { digestOf, type Plan, type ReadFile } from './changes.ts'
import { keepUndo } from './people.ts'
import { planOf } from './planning.ts'
import { shownChanges, tellOfPeople } from './telling.ts'
import { writePlanned } from './writing.ts'

/** Those that wait, and the last ones that were decided. */
const mostListed = 50

type Names = (id: string | null) => string | null

const namesOf = async (db: Db): Promise<Names> => {
  const logins = new Map((await listStaff(db)).map(({ id, login }) => [id, login]))
  return (id) => (id === null ? null : (logins.get(id) ?? id))
}

/** Nobody alone: who asked may take it back and nobody else may; the command line of the server is one person too. */
const mayDecide = (who: Who, { askedBy, state }: PeopleRequestRecord): boolean => state === 'asked' && askedBy !== askerOf(who)

const askerOf = (who: Who): string | null => (who.kind === 'staff' ? who.id : null)

const line = (who: Who, request: PeopleRequestRecord, names: Names): PeopleRequest => ({
  id: request.id,
  kind: request.kind,
  fileName: request.fileName,
  added: request.added,
  updated: request.updated,
  removed: request.removed,
  askedBy: names(request.askedBy),
  askedAt: request.askedAt,
  state: request.state,
  decidedBy: names(request.decidedBy),
  decidedAt: request.decidedAt,
  own: request.askedBy === askerOf(who),
})

export async function listPeopleRequests(app: App, who: Who, slug: string): Promise<readonly PeopleRequest[]> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const names = await namesOf(db)
  return (await peopleRequests(db, contest.id, mostListed)).map((request) => line(who, request, names))
}

/** @throws ContestError `not-found` */
async function requireRequest(db: Db, contest: ContestRecord, id: string): Promise<PeopleRequestRecord> {
  const request = await peopleRequest(db, contest.id, id)
  if (request === null) throw new ContestError('not-found', { request: id })
  return request
}

/** What it would change now: the roster may have moved since it was asked. */
async function planned(app: App, db: Db, contest: ContestRecord, id: string): Promise<Plan> {
  const read = await openRequested<ReadFile>(db, app.codec, id)
  return read === null ? { changes: [], unchanged: 0 } : planOf(app, db, contest, read)
}

/** From old to new, person by person. @throws ContestError `not-found` */
export async function showPeopleRequest(app: App, who: Who, slug: string, id: string): Promise<PeopleRequestDetail> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const request = await requireRequest(db, contest, id)
  const plan = await planned(app, db, contest, id)
  return {
    ...line(who, request, await namesOf(db)),
    digest: digestOf(plan),
    mayDecide: mayDecide(who, request),
    changes: [...(await shownChanges(app, contest, plan.changes, 'none'))],
  }
}

/**
 * Makes the changes, exactly those that were looked at, and ends the sessions of everybody they touch.
 * @param digest of what this person saw
 * @throws ContestError `not-found`, `conflict` once it is decided, `second-person-needed`, `edited-meanwhile`
 */
export async function approvePeopleRequest(app: App, who: Who, slug: string, id: string, digest: string): Promise<void> {
  requireAccess(who, 'people.approve')
  const contest = await contestFor(app, who, slug)
  const at = app.clock.now()
  const { db } = app.database
  const asked = async (handle: Db): Promise<PeopleRequestRecord> => {
    const request = await requireRequest(handle, contest, id)
    if (request.state !== 'asked') throw new ContestError('conflict', { request: id })
    await requireSecondPerson(app, handle, request.askedBy, askerOf(who), { request: id })
    return request
  }
  await asked(db)
  const plan = async (): Promise<Plan> => {
    const made = await planned(app, db, contest, id)
    if (digestOf(made) === digest) return made
    // Made by another who pressed at once, it would change nothing any more.
    await asked(db)
    throw new ContestError('edited-meanwhile', { request: id })
  }
  const ended = await writePlanned(
    app,
    contest,
    { at, kind: (await requireRequest(db, contest, id)).kind },
    plan,
    async (inside, written) => {
      const { done } = written
      const { kind, fileName, added, updated, removed, askedBy } = await asked(inside)
      // Of two who press at once one writes nothing.
      if (!(await decideRequest(inside, id, { state: 'applied', by: askerOf(who), at })))
        throw new ContestError('conflict', { request: id })
      const of = { at, actor: actorOf(who), contestId: contest.id } as const
      await writeAudit(inside, {
        ...of,
        event: 'people.change-made',
        data: { request: id, kind, added, updated, ...(removed > 0 ? { removed } : {}), askedBy },
      })
      await tellOfPeople(inside, of, done, id)
      const barred = kind === 'boards' ? [...(await barredContestants(inside, contest.id, contest.rules.access.barredBoards))] : []
      const touched = [...done.map((one) => one.id), ...barred]
      await endSessionsOf(inside, 'contestant', touched, at)
      await keepUndo(inside, contest.id, written, { kind, fileName, doneBy: askerOf(who), doneAt: at, undoes: false })
      return touched
    },
  )
  for (const subject of ended) app.sessions.forgetSubject(subject)
  await app.runtimes.refresh()
}

/** By another person, or taken back by who asked. @throws ContestError `not-found`, `conflict` once it is decided, `forbidden` */
export async function refusePeopleRequest(app: App, who: Who, slug: string, id: string): Promise<void> {
  requireAccess(who, 'roster.import')
  const contest = await contestFor(app, who, slug)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const { askedBy, kind } = await requireRequest(db, contest, id)
    const state = askedBy === askerOf(who) ? 'withdrawn' : 'refused'
    if (state === 'refused') requireAccess(who, 'people.approve')
    if (!(await decideRequest(db, id, { state, by: askerOf(who), at }))) throw new ContestError('conflict', { request: id })
    await writeAudit(db, {
      ...{ at, actor: actorOf(who), event: 'people.change-refused', contestId: contest.id },
      data: { request: id, kind, state, askedBy },
    })
  })
}
