/**
 * Bringing a database to the schema of this version. A database that holds tables we did not make, or migrations we do
 * not know (a newer version wrote it), is refused before anything is changed.
 */
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { ContestError } from '#contest/errors.ts'
import type { Database, Dialect } from './database.ts'
import { contestMigration } from './migrations/0001-contest.ts'
import { bankMigration } from './migrations/0002-bank.ts'
import { lockReleaseMigration } from './migrations/0003-lock-release.ts'
import { standingsMigration } from './migrations/0004-standings.ts'
import { keyFingerprintMigration } from './migrations/0005-key-fingerprints.ts'
import { tallyClaimMigration } from './migrations/0006-tally-claim.ts'
import { accessMigration } from './migrations/0007-access.ts'
import { contestRoleMigration } from './migrations/0008-contest-roles.ts'
import { peopleRequestMigration } from './migrations/0009-people-requests.ts'
import { roundApprovalMigration } from './migrations/0010-round-approval.ts'
import { approvedSetsMigration } from './migrations/0011-approved-sets.ts'
import { epochsAndClockMigration } from './migrations/0012-epochs-and-clock.ts'
import { countsMigration } from './migrations/0017-counts.ts'
import { sealedResultsMigration } from './migrations/0018-sealed-results.ts'
import { doubtProposalsMigration } from './migrations/0020-doubt-proposals.ts'
import { publicationsMigration } from './migrations/0021-publications.ts'
import { departuresMigration } from './migrations/0022-departures.ts'
import { sessionChangesMigration } from './migrations/0023-session-changes.ts'
import { rulesVersionsMigration } from './migrations/0024-rules-versions.ts'
import { peopleByHandMigration } from './migrations/0025-people-by-hand.ts'
import { givenPasswordsMigration } from './migrations/0030-given-passwords.ts'
import { extraAttemptsMigration } from './migrations/0031-extra-attempts.ts'
import { secondFactorsMigration } from './migrations/0040-second-factors.ts'
import { practiceMigration } from './migrations/0041-practice.ts'
import { paperSetsMigration } from './migrations/0042-paper-sets.ts'
import { tieDecisionsMigration } from './migrations/0043-tie-decisions.ts'
import { referralsMigration } from './migrations/0050-referrals.ts'
import { revocationsMigration } from './migrations/0051-revocations.ts'
import { erasuresMigration } from './migrations/0052-erasures.ts'
import { providersMigration } from './migrations/0053-providers.ts'

const migrations = {
  '0001-contest': contestMigration,
  '0002-bank': bankMigration,
  '0003-lock-release': lockReleaseMigration,
  '0004-standings': standingsMigration,
  '0005-key-fingerprints': keyFingerprintMigration,
  '0006-tally-claim': tallyClaimMigration,
  '0007-access': accessMigration,
  '0008-contest-roles': contestRoleMigration,
  '0009-people-requests': peopleRequestMigration,
  '0010-round-approval': roundApprovalMigration,
  '0011-approved-sets': approvedSetsMigration,
  '0012-epochs-and-clock': epochsAndClockMigration,
  '0017-counts': countsMigration,
  '0018-sealed-results': sealedResultsMigration,
  '0020-doubt-proposals': doubtProposalsMigration,
  '0021-publications': publicationsMigration,
  '0022-departures': departuresMigration,
  '0023-session-changes': sessionChangesMigration,
  '0024-rules-versions': rulesVersionsMigration,
  '0025-people-by-hand': peopleByHandMigration,
  '0030-given-passwords': givenPasswordsMigration,
  '0031-extra-attempts': extraAttemptsMigration,
  '0040-second-factors': secondFactorsMigration,
  '0041-practice': practiceMigration,
  '0042-paper-sets': paperSetsMigration,
  '0043-tie-decisions': tieDecisionsMigration,
  '0050-referrals': referralsMigration,
  '0051-revocations': revocationsMigration,
  '0052-erasures': erasuresMigration,
  '0053-providers': providersMigration,
} as const

export interface SchemaState {
  readonly state: 'empty' | 'behind' | 'current' | 'newer' | 'unknown'
  readonly applied: readonly string[]
  readonly pending: readonly string[]
}

/** Of a database nobody has made yet. */
export const nothingYet: SchemaState = { state: 'empty', applied: [], pending: Object.keys(migrations) }

export async function schemaState({ db, address }: Database): Promise<SchemaState> {
  const known = Object.keys(migrations)
  const tables = await tableNames(db, address.dialect)
  if (tables.length === 0) return nothingYet
  if (!tables.includes('kysely_migration')) return { state: 'unknown', applied: [], pending: [] }
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  const applied = rows.rows.map((row) => row.name)
  if (applied.some((name) => !known.includes(name))) return { state: 'newer', applied, pending: [] }
  const pending = known.filter((name) => !applied.includes(name))
  return { state: pending.length === 0 ? 'current' : 'behind', applied, pending }
}

/**
 * Applies what is missing and returns the names applied.
 * @throws ContestError `unknown-schema` when the database is not ours or newer than this program.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  const { state, pending } = await schemaState(database)
  if (state === 'unknown' || state === 'newer') throw new ContestError('unknown-schema', { state })
  const { dialect } = database.address
  const migrator = new Migrator({
    db: database.db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(
            Object.entries(migrations).map(([name, { up }]): [string, Migration] => [
              name,
              { up: (db: Kysely<unknown>) => up(db, dialect) },
            ]),
          ),
        ),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error))
  return pending
}

/** @throws ContestError `unknown-schema` unless the database is exactly of this version. */
export async function requireCurrentSchema(database: Database): Promise<void> {
  const { state } = await schemaState(database)
  if (state !== 'current') throw new ContestError('unknown-schema', { state })
}

async function tableNames(db: Database['db'], dialect: Dialect): Promise<readonly string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`
      : sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema()`
  const { rows } = await query.execute(db)
  return rows.map((row) => row.name)
}
