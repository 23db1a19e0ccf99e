/**
 * Whose account at a provider is which contestant. An account is known by a keyed hash; a row counts only with the tag we gave it, so that
 * nobody takes somebody's place by writing one.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IdentityDoubt } from '#contest/sign-in/match.ts'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface ProviderAccount {
  readonly contestId: string
  readonly provider: string
  readonly contestantId: string
  readonly boundAt: Instant
}

/** @param realm what says whose subjects they are, beside the provider's name */
export const accountIndex = (codec: Codec, contestId: string, realm: string, subject: string): Uint8Array =>
  codec.index('provider account', JSON.stringify([contestId, realm, subject]))

const tagOf = (codec: Codec, index: Uint8Array, { contestId, provider, contestantId, boundAt }: ProviderAccount): Buffer =>
  codec.mac(
    'session',
    JSON.stringify(['provider account', Buffer.from(index).toString('base64'), contestId, provider, contestantId, boundAt]),
  )

/** Null: nobody is known by it, or the row is none of ours. */
export async function accountBy(db: Db, codec: Codec, index: Uint8Array): Promise<ProviderAccount | null> {
  const row = await db
    .selectFrom('provider_account')
    .select(['contest_id as contestId', 'provider', 'contestant_id as contestantId', 'bound_at as boundAt', 'tag'])
    .where('account_index', '=', index)
    .executeTakeFirst()
  if (row === undefined) return null
  const { tag, ...account } = row
  const wanted = tagOf(codec, index, account)
  return tag.length === wanted.length && timingSafeEqual(tag, wanted) ? account : null
}

/** False: the account, or the person, has another by now. */
export async function bindAccount(db: Db, codec: Codec, index: Uint8Array, account: ProviderAccount): Promise<boolean> {
  const { contestId, provider, contestantId, boundAt } = account
  const row = { account_index: index, contest_id: contestId, provider, contestant_id: contestantId, bound_at: boundAt }
  const bound = await db
    .insertInto('provider_account')
    .values({ ...row, tag: tagOf(codec, index, account) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contestant_id as contestantId')
    .execute()
  return bound.length > 0
}

/** What a person is known by, and what that account was known for. */
export async function releaseAccounts(
  db: Db,
  of: { readonly contestantId: string; readonly provider: string; readonly index: Uint8Array },
): Promise<void> {
  await db
    .deleteFrom('provider_account')
    .where((either) =>
      either.or([
        either('account_index', '=', of.index),
        either.and([either('contestant_id', '=', of.contestantId), either('provider', '=', of.provider)]),
      ]),
    )
    .execute()
}

export async function accountsOf(db: Db, contestantId: string): Promise<readonly Pick<ProviderAccount, 'provider' | 'boundAt'>[]> {
  return db
    .selectFrom('provider_account')
    .select(['provider', 'bound_at as boundAt'])
    .where('contestant_id', '=', contestantId)
    .orderBy('provider')
    .execute()
}

/** Which of these have an account of the provider. */
export async function boundAmong(db: Db, contestantIds: readonly string[], provider: string): Promise<ReadonlySet<string>> {
  if (contestantIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('provider_account')
    .select('contestant_id as id')
    .where('contestant_id', 'in', contestantIds)
    .where('provider', '=', provider)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export interface ProviderDoubt {
  readonly index: Uint8Array
  readonly contestantId: string
  readonly provider: string
  readonly why: IdentityDoubt
  readonly seenAt: Instant
}

/** True: it was not known yet. */
export async function noteDoubt(
  db: Db,
  contestId: string,
  { index, contestantId, provider, why, seenAt }: ProviderDoubt,
): Promise<boolean> {
  const noted = await db
    .insertInto('provider_doubt')
    .values({ account_index: index, contestant_id: contestantId, contest_id: contestId, provider, why, seen_at: seenAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contestant_id as contestantId')
    .execute()
  return noted.length > 0
}

export async function doubtsOf(db: Db, contestantId: string): Promise<readonly ProviderDoubt[]> {
  return db
    .selectFrom('provider_doubt')
    .select(['account_index as index', 'contestant_id as contestantId', 'provider', 'why', 'seen_at as seenAt'])
    .where('contestant_id', '=', contestantId)
    .orderBy('seen_at')
    .execute()
}

/** Takes it away; null: somebody else did. */
export async function takeDoubt(db: Db, contestantId: string, index: Uint8Array): Promise<ProviderDoubt | null> {
  const row = await db
    .deleteFrom('provider_doubt')
    .where('contestant_id', '=', contestantId)
    .where('account_index', '=', index)
    .returning(['account_index as index', 'contestant_id as contestantId', 'provider', 'why', 'seen_at as seenAt'])
    .executeTakeFirst()
  return row ?? null
}

/** Of one account, with whomever. */
export async function dropDoubts(db: Db, index: Uint8Array): Promise<void> {
  await db.deleteFrom('provider_doubt').where('account_index', '=', index).execute()
}

/** Of a whole contest: whose accounts they were, and were in doubt, and codes that would still sign somebody in. */
export async function eraseAccounts(db: Db, contestId: string): Promise<void> {
  await db.deleteFrom('provider_account').where('contest_id', '=', contestId).execute()
  await db.deleteFrom('provider_doubt').where('contest_id', '=', contestId).execute()
  await db.deleteFrom('session_move').where('contest_id', '=', contestId).execute()
}
