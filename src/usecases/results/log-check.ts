/**
 * Whether the entries that are counted are those that were accepted. Whoever writes to the database can delete one there, change its
 * instant or give it to somebody else; the signed log knows which it took, whose, and when. Each entry's leaf is made again from what is
 * counted, and the tree of all leaves must have the root that was signed when the round was closed.
 */
import { createSecretKey } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import type { Bilingual, Finding } from '#contest/values.ts'
import { sameBytes } from '#ledger/bytes.ts'
import { isSignedBy, parseCheckpoint } from '#ledger/checkpoint.ts'
import { commitment, entryLeafText, parseLeaf, seedCommitment } from '#ledger/leaves.ts'
import { growTree, leafHash } from '#ledger/merkle.ts'
import type { SaltedOpening } from '#store/commit-queue/entry-seal.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import type { Db } from '#store/database/database.ts'
import type { TallyRow } from '#store/taking-part/entries.ts'
import { logHead, markerLeaves, type LogHead, type MarkerLeaf } from '#store/taking-part/logs.ts'
import { pseudonymOf } from '#store/taking-part/pseudonyms.ts'
import { sha256 } from '../ids.ts'

/** What the log of a round is held to. */
export interface LogToCheck {
  /** Of the round, as its leaves name it. */
  readonly roundKey: string
  readonly lockedSetDigest: string
  readonly pseudonymKey: Uint8Array
  readonly ledgerPublicKey: Uint8Array
}

export interface LogCheck {
  /** In the order of the log. */
  add(row: TallyRow, committed: SaltedOpening): void
  /** @throws ContestError `log-differs` naming what does */
  finish(): void
}

const MOST = 10

export async function startLogCheck(
  db: Db,
  { roundId, lotSeed, log }: { readonly roundId: string; readonly lotSeed: Uint8Array; readonly log: LogToCheck },
): Promise<LogCheck> {
  const head = await logHead(db, roundId)
  const markers = await markerLeaves(db, roundId)
  const pseudonymKey = createSecretKey(log.pseudonymKey)
  const tree = growTree(sha256)
  const findings: Finding[] = []
  let waiting = 0
  let size = 0
  const take = (leaf: Uint8Array): void => {
    tree.add(leafHash(leaf, sha256))
    size += 1
  }
  const takeMarkers = (): void => {
    for (let next = markers[waiting]; next?.logIndex === size; next = markers[++waiting]) take(next.leaf)
  }
  const tell = (finding: Finding): void => {
    if (findings.length < MOST) findings.push(finding)
  }
  return {
    add: (row, { salt, opening }) => {
      takeMarkers()
      for (; size < row.logIndex; size++) tell(entryMissing(size))
      const { submittedAt } = row
      const pseudonym = pseudonymOf(pseudonymKey, row.contestantId)
      const said = { round: log.roundKey, submittedAt, pseudonym, commitment: commitment(salt, opening, sha256) }
      if (!Buffer.from(entryLeafText(said)).equals(row.leaf)) tell(entryAltered(row.logIndex))
      take(row.leaf)
    },
    finish: () => {
      takeMarkers()
      for (; size < (head?.size ?? 0); size++) tell(entryMissing(size))
      const isWhole = waiting === markers.length && size === head?.size && sameBytes(tree.root(), head.root)
      if (!isWhole || !isSigned(head, log.ledgerPublicKey) || !keepsPromises(markers, lotSeed, log)) tell(logAltered)
      if (findings.length > 0) throw new ContestError('log-differs', { findings })
    },
  }
}

function isSigned({ checkpoint, size, root }: LogHead, ledgerPublicKey: Uint8Array): boolean {
  const head = parseCheckpoint(checkpoint)
  return head?.size === size && sameBytes(head.root, root) && isSignedBy(head, ledgerPublicKey, nodeVerify, sha256)
}

/** The log began with what is counted by, and has come to its end. */
function keepsPromises(markers: readonly MarkerLeaf[], lotSeed: Uint8Array, { roundKey, lockedSetDigest }: LogToCheck): boolean {
  const [first, last] = [markers[0], markers.at(-1)].map((marker) => (marker === undefined ? null : parseLeaf(marker.leaf)))
  return (
    first?.schema === 'contest-genesis/v1' &&
    first.round === roundKey &&
    first.lockedSetDigest === lockedSetDigest &&
    first.lotSeedCommitment === seedCommitment(lotSeed, sha256) &&
    last?.schema === 'contest-close/v1'
  )
}

const found = (place: string, code: string, message: Bilingual): Finding => ({ severity: 'error', place, code, message })

const entryMissing = (index: number): Finding =>
  found(`log/${String(index)}`, 'entry-missing', {
    vi: `Dòng ${String(index)} của nhật ký không còn bài dự thi nào đang lưu.`,
    en: `Line ${String(index)} of the log has no stored entry any more.`,
  })

export const entryAltered = (index: number): Finding =>
  found(`log/${String(index)}`, 'entry-altered', {
    vi: `Bài dự thi ở dòng ${String(index)} của nhật ký khác với lúc được nhận: bài làm, người nộp hoặc thời điểm nộp đã bị sửa.`,
    en: `The entry at line ${String(index)} of the log is not as it was accepted: its answers, its contestant or its instant were changed.`,
  })

const logAltered = found('log', 'log-altered', {
  vi: 'Nhật ký đang lưu không phải là nhật ký đã ký khi tuần thi kết thúc.',
  en: 'The stored log is not the one that was signed when the round ended.',
})
