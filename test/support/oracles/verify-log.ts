/** Recomputes a whole stored log from the bytes of its leaves and checks everything that was ever promised about it. */
import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { toHex } from '#ledger/bytes.ts'
import { isSignedBy, parseCheckpoint } from '#ledger/checkpoint.ts'
import { commitment, parseLeaf } from '#ledger/leaves.ts'
import { splitHashes } from '#ledger/merkle.ts'
import { formatReceipt, verifyReceipt } from '#ledger/receipt.ts'
import { receiptCode } from '#ledger/receipt-code.ts'
import { sealingKey } from '#store/database/codec.ts'
import type { RoundLog } from '#store/commit-queue/queue.ts'
import type { Db } from '#store/database/database.ts'
import { openEntry } from '#store/commit-queue/entry-seal.ts'
import { nodeVerify, type LedgerKeys } from '#store/commit-queue/ledger-crypto.ts'
import { sha256, treeHash } from './naive-ledger.ts'

export interface VerifiedLog {
  readonly size: number
  readonly entries: number
  /** Receipt of each entry as stored, by entry id. */
  readonly receipts: ReadonlyMap<string, string>
}

/** @throws AssertionError with what is wrong. A round without a log verifies when nothing of it is stored. */
export async function verifyLog(db: Db, log: RoundLog, keys: Pick<LedgerKeys, 'ledgerPublicKey'>): Promise<VerifiedLog> {
  const { roundId, origin, roundKey } = log
  const entries = await db.selectFrom('entry').selectAll().where('round_id', '=', roundId).orderBy('log_index').execute()
  const markers = await db.selectFrom('marker_leaf').selectAll().where('round_id', '=', roundId).orderBy('log_index').execute()
  const checkpoints = await db.selectFrom('log_checkpoint').selectAll().where('round_id', '=', roundId).orderBy('size').execute()
  const head = await db.selectFrom('log_head').selectAll().where('round_id', '=', roundId).executeTakeFirst()
  const leaves = [...entries, ...markers].sort((one, other) => one.log_index - other.log_index)
  deepStrictEqual(
    leaves.map((leaf) => leaf.log_index),
    leaves.map((_, index) => index),
    'indexes are contiguous from 0',
  )
  if (head === undefined) {
    equal(leaves.length + checkpoints.length, 0, 'no log, no leaves')
    return { size: 0, entries: 0, receipts: new Map() }
  }
  const bytes = leaves.map(({ leaf }) => leaf)
  equal(head.size, leaves.length, 'the head counts every leaf')
  equal(toHex(head.root), toHex(treeHash(bytes)), 'the root is that of the stored leaves')
  equal(head.checkpoint, checkpoints.at(-1)?.checkpoint, 'the last signed head is the head')
  equal(parseLeaf(bytes[0] ?? new Uint8Array(0))?.schema, 'contest-genesis/v1')
  equal(head.closed, parseLeaf(bytes.at(-1) ?? new Uint8Array(0))?.schema === 'contest-close/v1' ? 1 : 0)
  const epochs = bytes.flatMap((leaf, index): [number, string][] => {
    const value = parseLeaf(leaf)
    return value?.schema === 'contest-restored/v1' ? [[index, `/epoch-${String(value.epoch)}-${String(value.restoredAt)}`]] : []
  })
  for (const { size, checkpoint } of checkpoints) {
    const parsed = parseCheckpoint(checkpoint)
    ok(parsed !== null && isSignedBy(parsed, keys.ledgerPublicKey, nodeVerify), `the head of size ${String(size)} is signed`)
    equal(parsed.size, size)
    // Each time the log came back from a backup it speaks for another origin.
    const speaks = [...epochs].findLast(([at]) => at < size)?.[1] ?? ''
    equal(parsed.origin, origin + speaks)
    equal(toHex(parsed.root), toHex(treeHash(bytes.slice(0, size))), `the head of size ${String(size)} is of this log`)
  }
  const notes = new Map(checkpoints.map(({ size, checkpoint }) => [size, checkpoint]))
  const key = sealingKey(log.entryKey)
  const receipts = new Map<string, string>()
  for (const entry of entries) {
    const checkpoint = notes.get(entry.tree_size) ?? ''
    const receipt = formatReceipt({ leaf: entry.leaf, index: entry.log_index, proof: splitHashes(entry.proof), checkpoint })
    const verdict = verifyReceipt(receipt, { publicKey: keys.ledgerPublicKey, verify: nodeVerify })
    ok(verdict.ok, `the receipt of ${entry.id} verifies: ${verdict.ok ? '' : verdict.reason}`)
    const leaf = parseLeaf(entry.leaf)
    ok(leaf?.schema === 'contest-entry/v1', `the leaf of ${entry.id} is an entry leaf`)
    equal(leaf.round, roundKey)
    equal(leaf.submittedAt, entry.submitted_at)
    const { salt, opening } = openEntry(key, entry.id, entry.sealed)
    equal(leaf.commitment, commitment(salt, opening), `the commitment of ${entry.id} opens`)
    equal(entry.code, receiptCode(sha256(Uint8Array.of(0), entry.leaf)))
    receipts.set(entry.id, receipt)
  }
  return { size: leaves.length, entries: entries.length, receipts }
}
