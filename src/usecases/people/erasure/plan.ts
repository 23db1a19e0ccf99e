/** What erasing the personal data of a contest would erase and what stays, counted before anything happens. Nothing is written. */
import { blockersAt, erasureDueAt, type Ending, type ErasureBlocker, type ErasureKind } from '#contest/people/retention.ts'
import { isPublished } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { countPersonal } from '#store/people/personal-counts.ts'
import { awardsOf, resultOf } from '#store/results/results.ts'
import { lastPublicationAt, publishedAtOf } from '#store/results/publications.ts'
import { countWaitingRevocations } from '#store/results/revocations.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '../../app.ts'
import { sha256Hex } from '../../ids.ts'

/** Who has a published prize, and by which entries. */
export interface Winners {
  readonly people: ReadonlySet<string>
  readonly entries: ReadonlySet<string>
  /** In the order of the contest. */
  readonly roundIds: readonly string[]
}

export interface ErasurePlan {
  readonly digest: string
  readonly dueAt: Instant | null
  readonly blockers: readonly ErasureBlocker[]
  readonly counts: Readonly<Record<ErasureKind, number>>
  readonly kept: { readonly winners: number; readonly entries: number; readonly publications: number; readonly units: number }
}

/** How far a contest is from its end. */
export async function endingOf(db: Db, { id, rules, rosterRevision }: ContestRecord): Promise<Ending> {
  const rounds = await roundsOf(db, id)
  return {
    zone: rules.zone,
    months: rules.retention?.months ?? null,
    complaintDays: rules.complaints?.days ?? null,
    lastPublishedAt: await lastPublicationAt(db, id),
    unpublishedRounds: rounds.filter(({ status }) => !isPublished(status)).length,
    awaitsConclusion: rules.collective !== null && (await publishedAtOf(db, id)) === null,
    waitingRevocations: await countWaitingRevocations(db, id),
    isWritingPeople: rosterRevision < 0,
  }
}

/** @throws ContestError `result-differs` when an award is not as we wrote it: then nobody knows whose name is to stay */
export async function winnersOf({ codec }: Pick<App, 'codec'>, db: Db, contestId: string): Promise<Winners> {
  const rounds = await roundsOf(db, contestId)
  const roundIds = rounds.map(({ id }) => id)
  // Before its publication nobody learns of a round how many have a prize.
  const published = rounds.filter(({ status }) => isPublished(status)).map(({ id }) => id)
  const awards = await awardsOf(db, codec, published)
  const people = new Set(awards.map(({ contestantId }) => contestantId))
  for (const id of published) {
    const result = await resultOf(db, codec, id)
    // Written by counting/computing.ts.
    const { referrers = [] } = JSON.parse(result?.summary ?? '{}') as {
      readonly referrers?: readonly { readonly contestantId: string; readonly awarded: boolean }[]
    }
    for (const { contestantId, awarded } of referrers) if (awarded) people.add(contestantId)
  }
  return { people, entries: new Set(awards.map(({ entryId }) => entryId)), roundIds }
}

export async function erasurePlan(app: Pick<App, 'codec' | 'clock'>, db: Db, contest: ContestRecord): Promise<ErasurePlan> {
  const ending = await endingOf(db, contest)
  const winners = await winnersOf(app, db, contest.id)
  const { counts, kept } = await countPersonal(db, contest.id, { people: winners.people.size, entries: winners.entries.size })
  // Who signs in or out meanwhile changes nothing of what is decided.
  const shown = { contest: contest.slug, counts: { ...counts, sessions: 0 }, kept, rulesDigest: contest.rulesDigest }
  return {
    digest: sha256Hex(canonicalJson(shown)),
    dueAt: erasureDueAt(ending),
    blockers: blockersAt(ending, app.clock.now()),
    counts,
    kept: { winners: winners.people.size, ...kept },
  }
}
