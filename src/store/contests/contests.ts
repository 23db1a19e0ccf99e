/** Contests and their rounds' fixed facts, as stored. */
import type { ContestRules } from '#contest/rules/rules.ts'
import { rulesOfWritten, type WrittenRules } from '#contest/rules/written.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface ContestRecord {
  readonly id: string
  readonly slug: string
  readonly rules: ContestRules
  /** Lower-case hex SHA-256 of the rules as they are written. */
  readonly rulesDigest: string
  readonly demo: boolean
  /** Of its units, people and boards: while it is the same, so is what was counted of them. */
  readonly rosterRevision: number
  /** Null: being prepared, seen by its staff alone; its rounds do not open. */
  readonly announcedAt: Instant | null
}

const columns = [
  'id',
  'slug',
  'rules',
  'rules_digest as rulesDigest',
  'demo',
  'roster_revision as rosterRevision',
  'announced_at as announcedAt',
] as const

type Row = Omit<ContestRecord, 'rules' | 'demo'> & { readonly rules: string; readonly demo: number }

const toContest = ({ rules, demo, ...row }: Row): ContestRecord => ({
  ...row,
  rules: rulesOfWritten(JSON.parse(rules) as WrittenRules),
  demo: demo === 1,
})

export async function listContests(db: Db): Promise<readonly ContestRecord[]> {
  return (await db.selectFrom('contest').select(columns).orderBy('created_at').orderBy('slug').execute()).map(toContest)
}

export async function contestBySlug(db: Db, slug: string): Promise<ContestRecord | null> {
  const row = await db.selectFrom('contest').select(columns).where('slug', '=', slug).executeTakeFirst()
  return row === undefined ? null : toContest(row)
}

export async function contestById(db: Db, id: string): Promise<ContestRecord | null> {
  const row = await db.selectFrom('contest').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toContest(row)
}

export interface ContestWrite {
  readonly id: string
  readonly slug: string
  /** Canonical JSON of the rules as they are written (contest/rules/written.ts). */
  readonly rules: string
  readonly rulesDigest: string
  readonly at: Instant
}

/** Not announced yet. */
/** @returns false when somebody made one at this address meanwhile */
export async function insertContest(db: Db, contest: ContestWrite & { readonly demo: boolean }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('contest')
    .values({
      id: contest.id,
      slug: contest.slug,
      rules: contest.rules,
      rules_digest: contest.rulesDigest,
      demo: contest.demo ? 1 : 0,
      created_at: contest.at,
      updated_at: contest.at,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** While nobody else changes the rules (`holdRules`). Once the contest is announced each is a version anybody may read. @param reason why, in public */
export async function updateRules(db: Db, contest: Omit<ContestWrite, 'slug'>, reason: string | null): Promise<void> {
  const { rules, rulesDigest: rules_digest, at, id } = contest
  await db.updateTable('contest').set({ rules, rules_digest, updated_at: at }).where('id', '=', id).execute()
  const { announcedAt } = await db
    .selectFrom('contest')
    .select('announced_at as announcedAt')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (announcedAt !== null) await keepVersion(db, contest, reason)
}

/** While nobody else changes the rules (`holdRules`): anybody may read the contest from now on. */
export async function announce(db: Db, contest: Omit<ContestWrite, 'slug'>): Promise<void> {
  await db.updateTable('contest').set({ announced_at: contest.at }).where('id', '=', contest.id).execute()
  await keepVersion(db, contest, null)
}

async function keepVersion(db: Db, { id, rules, rulesDigest, at }: Omit<ContestWrite, 'slug'>, reason: string | null): Promise<void> {
  const last = (await versionsOf(db, id)).at(-1)
  if (last?.rulesDigest === rulesDigest) return
  const version = { contest_id: id, number: (last?.number ?? 0) + 1, at, rules, rules_digest: rulesDigest, reason }
  await db.insertInto('rules_version').values(version).execute()
}

/** Rules as they were announced, or changed after that. */
export interface RulesVersion {
  /** From 1. */
  readonly number: number
  readonly at: Instant
  readonly rules: ContestRules
  readonly rulesDigest: string
  readonly reason: string | null
}

/** The first first. */
export async function versionsOf(db: Db, contestId: string): Promise<readonly RulesVersion[]> {
  const rows = await db
    .selectFrom('rules_version')
    .select(['number', 'at', 'rules', 'rules_digest as rulesDigest', 'reason'])
    .where('contest_id', '=', contestId)
    .orderBy('number')
    .execute()
  return rows.map(({ rules, ...row }) => ({ ...row, rules: rulesOfWritten(JSON.parse(rules) as WrittenRules) }))
}

/**
 * Holds the contest until the transaction ends, so that nobody changes its rules meanwhile; false when they are no longer
 * those of this digest.
 */
export async function holdRules(db: Db, id: string, rulesDigest: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contest')
    .set({ rules_digest: rulesDigest })
    .where('id', '=', id)
    .where('rules_digest', '=', rulesDigest)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** From one revision to another; false when it is not that one (any more). Below zero: a file of people is being written (usecases/people/arrivals.ts). */
export async function moveRoster(db: Db, contestId: string, { from, to }: { readonly from: number; readonly to: number }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contest')
    .set({ roster_revision: to })
    .where('id', '=', contestId)
    .where('roster_revision', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * In the transaction that changes units, people or boards, so that readers learn that what they counted is old: from this revision on, false
 * when somebody else changed them meanwhile.
 */
export const advanceRosterFrom = (db: Db, contestId: string, revision: number): Promise<boolean> =>
  moveRoster(db, contestId, { from: revision, to: Math.abs(revision) + 1 })
