/**
 * How an entry rests in the database: salt (16 bytes) ‖ opening (canonical JSON), sealed with AES-256-GCM under the
 * round's entry key with the entry's id authenticated, so that it opens in no other row. The key is `sealingKey(entryKey)` (codec.ts), made once a round.
 */
import type { KeyObject } from 'node:crypto'
import { saltLength } from '#ledger/leaves.ts'
import { openBytes, sealBytes } from '../database/codec.ts'

export interface SaltedOpening {
  readonly salt: Uint8Array
  /** Canonical JSON of {answers, paper, prediction, seconds?}, UTF-8. */
  readonly opening: Uint8Array
}

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
