/** Everything acknowledged against everything stored, after a campaign of faults. */
import type { AcceptedEntry } from '#contract/taking-part.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { leafHash } from '#ledger/merkle.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import { entriesForTally, logLeaves, receiptByAttempt } from '#store/taking-part/entries.ts'
import { attemptsOf } from '#store/taking-part/attempts.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { sameBytes } from '#ledger/bytes.ts'
import type { LiveContest } from '#test/support/live.ts'
import { treeHash } from '#test/support/oracles/naive-ledger.ts'
import type { Config } from '#config.ts'
import { openApp } from '#main.ts'

export interface Comparison {
  readonly stored: number
  /** Acknowledged and not stored, or stored differently. */
  readonly lost: number
  /** Contestants with more than one entry, or log indexes used twice. */
  readonly doubled: number
  /** Breaks of the log: gaps, a root that does not follow from the leaves, receipts that do not verify. */
  readonly wrong: number
}

export async function compareReceipts(
  config: Config,
  contest: LiveContest,
  acknowledged: readonly { readonly contestantId: string; readonly entry: AcceptedEntry }[],
): Promise<Comparison> {
  const { app, close } = await openApp(config, 'server')
  try {
    const { db } = app.database
    const leaves = await logLeaves(db, contest.roundId)
    const head = await logHead(db, contest.roundId)
    const rows = []
    for await (const chunk of entriesForTally(db, contest.roundId)) rows.push(...chunk)
    let wrong = 0
    if (head?.size !== leaves.length || !sameBytes(treeHash(leaves), head.root)) wrong++
    if (head !== null && parseCheckpoint(head.checkpoint)?.size !== head.size) wrong++
    rows.forEach((row, position) => {
      // Leaf 0 is the genesis.
      if (row.logIndex !== position + 1) wrong++
    })
    const doubled = rows.length - new Set(rows.map((row) => row.contestantId)).size
    const byId = new Map(rows.map((row) => [row.id, row]))
    let lost = 0
    for (const { contestantId, entry } of acknowledged) {
      const row = byId.get(entry.entryId)
      if (row?.logIndex !== entry.logIndex || row.contestantId !== contestantId || row.submittedAt !== entry.submittedAt) {
        lost++
        continue
      }
      const verdict = verifyReceipt(entry.receipt, { publicKey: app.ledgerPublicKey, verify: nodeVerify })
      if (
        !verdict.ok ||
        verdict.index !== entry.logIndex ||
        !sameBytes(leafHash(verdict.leaf), leafHash(leaves[entry.logIndex] ?? new Uint8Array()))
      )
        wrong++
    }
    const sample = acknowledged.at(-1)
    if (sample !== undefined) {
      const [attempt] = await attemptsOf(db, sample.contestantId, [contest.roundId])
      if ((await receiptByAttempt(db, attempt?.id ?? ''))?.code !== sample.entry.code) wrong++
    }
    return { stored: rows.length, lost, doubled, wrong }
  } finally {
    await close()
  }
}
