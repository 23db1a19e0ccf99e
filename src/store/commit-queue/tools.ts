/** What deciding a batch needs of the platform: hash and signature, base64. */
import type { Tools } from './decide.ts'
import { checkpointKey, nodeSha256, type LedgerKeys } from './ledger-crypto.ts'

export const nodeTools = (keys: LedgerKeys): Tools => ({
  sha256: nodeSha256,
  key: checkpointKey(keys),
  base64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
})
