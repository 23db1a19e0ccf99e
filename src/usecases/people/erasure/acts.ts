/**
 * Erasing the personal data of a contest ahead of its schedule, by two people who saw exactly what that erases: one asks and says why,
 * another agrees. What is erased, and how, stands in plan.ts and steps.ts.
 */
import { ContestError } from '#contest/errors.ts'
import { erasureDueAt, erasureKinds, erasureNoticeAt } from '#contest/people/retention.ts'
import type { ArchiveState, PersonalData } from '#contract/contests.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { staffById } from '#store/identity/staff.ts'
import { askErasure, dropErasureRequest, erasureOf, erasureRequestOf, erasureStateOf } from '#store/people/erasures.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { contestFor, requireUnerased } from '../../find.ts'
import { reasonOf } from '../../reason.ts'
import { requireSecondPerson } from '../../second-person.ts'
import { endingOf, erasurePlan, type ErasurePlan } from './plan.ts'
import { begin } from './steps.ts'

/** The command line of the server is one person. */
const personOf = (who: Who): string | null => (who.kind === 'staff' ? who.id : null)

/** What every page of the staff says of it: cheap. */
export async function archiveState(app: App, contest: ContestRecord): Promise<ArchiveState> {
  const { db } = app.database
  const state = await erasureStateOf(db, contest.id)
  if (state !== null) return { begunAt: state.begunAt, erasedAt: state.finishedAt, dueAt: null, notice: null }
  const dueAt = erasureDueAt(await endingOf(db, contest))
  return { begunAt: null, erasedAt: null, dueAt, notice: erasureNoticeAt(dueAt, app.clock.now()) }
}

/** What is or was erased, what stays, and who has asked. @throws ContestError `not-found`, `result-differs`, `erasure-changed` */
export async function personalData(app: App, who: Who, slug: string): Promise<PersonalData> {
  requireAccess(who, 'archive.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const done = await erasureOf(db, app.codec, contest.id)
  const plan = await erasurePlan(app, db, contest)
  const asked = await erasureRequestOf(db, app.codec, contest.id)
  const askerId = asked?.askedBy ?? null
  const asker = askerId === null ? null : await staffById(db, askerId)
  const mayErase = mayDo(who, 'archive.erase') && done === null
  const isFree = plan.blockers.length === 0
  return {
    ...(await archiveState(app, contest)),
    months: contest.rules.retention?.months ?? null,
    blockers: done === null ? [...plan.blockers] : [],
    digest: plan.digest,
    kinds: erasureKinds.map((kind) => ({ kind, count: done === null ? plan.counts[kind] : (done.counts[kind] ?? 0) })),
    kept: plan.kept,
    asked:
      asked === null
        ? null
        : {
            ...{ reason: asked.reason, at: asked.askedAt, isSame: asked.digest === plan.digest },
            by: asker === null ? null : { login: asker.login, name: asker.name },
          },
    may: {
      ask: mayErase && asked === null && isFree,
      agree: mayErase && asked !== null && isFree && asked.askedBy !== personOf(who),
      withdraw: mayErase && asked !== null,
    },
  }
}

/** @throws ContestError `contest-archived`, `erasure-blocked`, `erasure-changed` */
async function planSeen(app: App, contest: ContestRecord, digest: string): Promise<ErasurePlan> {
  await requireUnerased(app.database.db, contest)
  const plan = await erasurePlan(app, app.database.db, contest)
  if (plan.blockers.length > 0) throw new ContestError('erasure-blocked', { contest: contest.slug, blockers: plan.blockers })
  if (plan.digest !== digest) throw new ContestError('erasure-changed', { contest: contest.slug })
  return plan
}

/**
 * @param asked `digest` of what the page showed
 * @throws ContestError `contest-archived`, `erasure-blocked`, `erasure-changed`, `conflict` when somebody has asked already
 */
export async function askToErase(
  app: App,
  who: Who,
  slug: string,
  asked: { readonly reason: string; readonly digest: string },
): Promise<void> {
  requireAccess(who, 'archive.erase')
  const reason = reasonOf(asked.reason)
  const contest = await contestFor(app, who, slug)
  const { digest } = await planSeen(app, contest, asked.digest)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const request = { contestId: contest.id, digest, reason, askedBy: personOf(who), askedAt: at }
    if (!(await askErasure(db, app.codec, request))) throw new ContestError('conflict', { contest: slug })
    await writeAudit(db, { at, actor: actorOf(who), event: 'archive.asked', contestId: contest.id, data: { reason, digest } })
  })
}

/** By whoever asked, or by another who refuses. @throws ContestError `conflict` when nobody asks any more */
export async function withdrawErasure(app: App, who: Who, slug: string): Promise<void> {
  requireAccess(who, 'archive.erase')
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    if (!(await dropErasureRequest(db, contest.id))) throw new ContestError('conflict', { contest: slug })
    const of = { at: app.clock.now(), actor: actorOf(who), contestId: contest.id } as const
    await writeAudit(db, { ...of, event: 'archive.withdrawn', data: {} })
  })
}

/**
 * Begins; the server goes on with it.
 * @param digest of what the page showed, which is what the other asked for
 * @throws ContestError `second-person-needed`, `contest-archived`, `erasure-blocked`, `erasure-changed`, `conflict` when that is asked no more
 */
export async function agreeToErase(app: App, who: Who, slug: string, digest: string): Promise<void> {
  requireAccess(who, 'archive.erase')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  await planSeen(app, contest, digest)
  const asked = await erasureRequestOf(db, app.codec, contest.id)
  if (asked === null) throw new ContestError('conflict', { contest: slug })
  await requireSecondPerson(app, db, asked.askedBy, personOf(who), { contest: slug })
  if (asked.digest !== digest) throw new ContestError('erasure-changed', { contest: slug })
  const cause = { by: 'people', asked, agreedBy: personOf(who) } as const
  if (!(await begin(app, who, contest, cause))) throw new ContestError('erasure-changed', { contest: slug })
}
