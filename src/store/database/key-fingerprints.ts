/** The keys a database was written with, by their fingerprints (`adapters/keys.ts` has the keys). */
import { hash } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import type { Db } from './database.ts'

export const keyFiles = ['data.key', 'ledger.pem'] as const
type KeyFile = (typeof keyFiles)[number]

/** What a fingerprint is of: the secret data key, the public half of the ledger's. */
export type FingerprintedKeys = Readonly<Record<KeyFile, Uint8Array>>

/** First 16 bytes of SHA-256(`hoithi/key-fingerprint/v1` ‖ 0x00 ‖ name ‖ 0x00 ‖ key) as hex; a random key cannot be guessed from it. */
const fingerprintOf = (name: KeyFile, key: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from(`hoithi/key-fingerprint/v1\0${name}\0`), key])).slice(0, 32)

export const hasFingerprints = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('key_fingerprint').select('name').limit(1).executeTakeFirst()) !== undefined

/** Until the transaction ends nobody else holds the server as a whole; on a database that was started with its keys. */
export async function holdServer(db: Db): Promise<void> {
  await db
    .updateTable('key_fingerprint')
    .set((of) => ({ fingerprint: of.ref('fingerprint') }))
    .execute()
}

/** Was anything ever written that only its keys open? */
export async function isInUse(db: Db): Promise<boolean> {
  const one = (table: 'key_fingerprint' | 'contest' | 'staff') =>
    db
      .selectFrom(table)
      .select((eb) => eb.lit(1).as('one'))
      .limit(1)
      .executeTakeFirst()
  return (await one('key_fingerprint')) !== undefined || (await one('contest')) !== undefined || (await one('staff')) !== undefined
}

/**
 * Writes the fingerprints of a database that has none, and holds the keys to those it has. Several processes may start at once.
 * @throws ContestError `key-foreign` naming the file
 */
export async function holdToFingerprints(db: Db, keys: FingerprintedKeys): Promise<void> {
  const wanted = keyFiles.map((name) => ({ name, fingerprint: fingerprintOf(name, keys[name]) }))
  await db
    .insertInto('key_fingerprint')
    .values(wanted)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const known = new Map(
    (await db.selectFrom('key_fingerprint').select(['name', 'fingerprint']).execute()).map(({ name, fingerprint }) => [name, fingerprint]),
  )
  for (const { name, fingerprint } of wanted) if (known.get(name) !== fingerprint) throw new ContestError('key-foreign', { file: name })
}
