/** What the leaves of a round's log call its contestants: the same person in one round only, and nobody without the key. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Codec } from '../database/codec.ts'

export const pseudonymKeyOf = (codec: Codec, roundId: string): KeyObject =>
  createSecretKey(createHmac('sha256', codec.key('pseudonym')).update(roundId).digest())

/** First 16 bytes of HMAC-SHA-256(the round's pseudonym key, contestant id) as hex. */
export const pseudonymOf = (key: KeyObject, contestantId: string): string =>
  createHmac('sha256', key).update(contestantId).digest('hex').slice(0, 32)
