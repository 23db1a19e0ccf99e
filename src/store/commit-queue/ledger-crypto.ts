/** The hash and the signatures of the ledger by node:crypto, several times as fast as the portable ones. */
import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { Sha256 } from '#ledger/bytes.ts'
import type { CheckpointKey, Verify } from '#ledger/checkpoint.ts'

/** Asked for as text and copied into pooled memory: a buffer made by `hash` itself costs four times the hashing. */
export const nodeSha256: Sha256 = (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')

/** The keys a queue signs heads with; `Keys` of adapters/keys.ts has both. */
export interface LedgerKeys {
  readonly ledgerPrivateKey: KeyObject
  /** Raw 32-byte Ed25519 public key. */
  readonly ledgerPublicKey: Uint8Array
}

export const checkpointKey = ({ ledgerPrivateKey, ledgerPublicKey }: LedgerKeys): CheckpointKey => ({
  publicKey: ledgerPublicKey,
  sign: (message) => sign(null, message, ledgerPrivateKey),
})

/** DER of an Ed25519 SubjectPublicKeyInfo up to the 32 bytes of the key (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

export const nodeVerify: Verify = (publicKey, message, signature) =>
  verify(null, message, createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' }), signature)
