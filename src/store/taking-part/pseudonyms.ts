/** What the leaves of a round's log call its contestants: the same person in one round only, and nobody without the key. */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { hmac, type Codec } from '../database/codec.ts'

export const pseudonymKeyOf = (codec: Codec, roundId: string): KeyObject => createSecretKey(codec.mac('pseudonym', roundId))

/** First 16 bytes of HMAC-SHA-256(the round's pseudonym key, contestant id) as hex. */
export const pseudonymOf = (key: KeyObject, contestantId: string): string => hmac(key, contestantId).toString('hex', 0, 16)
