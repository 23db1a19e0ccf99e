/**
 * How an entry rests in the database: salt (16 bytes) ‖ opening (canonical JSON), sealed with AES-256-GCM under the
 * round's entry key with the entry's id authenticated, so that it opens in no other row. The key is `sealingKey(entryKey)` (codec.ts), made once a round.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { saltLength } from '#ledger/leaves.ts'
import { hmac, openBytes, sealBytes } from '../database/codec.ts'

export interface SaltedOpening {
  readonly salt: Uint8Array
  /** Canonical JSON of {answers, paper, prediction, seconds?}, UTF-8. */
  readonly opening: Uint8Array
}

/** The key of the salts of a round's entries: HMAC-SHA-256(entry key, "hoithi/salt/v1"). */
export const saltKeyOf = (entryKey: Uint8Array): KeyObject =>
  createSecretKey(createHmac('sha256', entryKey).update('hoithi/salt/v1').digest())

/**
 * First 16 bytes of HMAC-SHA-256(salt key, entry id). Nobody without the key can tell it from chance, and whoever holds the
 * key can make it again when the entry itself was lost (usecases/taking-part/readmission.ts).
 */
export const saltOf = (saltKey: KeyObject, entryId: string): Uint8Array => hmac(saltKey, entryId).subarray(0, saltLength)

export function sealEntry(entryKey: KeyObject, entryId: string, { salt, opening }: SaltedOpening): Uint8Array {
  const plain = Buffer.allocUnsafe(saltLength + opening.length)
  plain.set(salt)
  plain.set(opening, saltLength)
  return sealBytes(entryKey, `entry ${entryId}`, plain)
}

/** @throws when the bytes were changed, moved to another entry, or sealed under another key. */
export function openEntry(entryKey: KeyObject, entryId: string, sealed: Uint8Array): SaltedOpening {
  const plain = openBytes(entryKey, `entry ${entryId}`, sealed)
  return { salt: plain.subarray(0, saltLength), opening: plain.subarray(saltLength) }
}
