/** `hoithi verify RECEIPT --checkpoint FILE | --key HEX`: needs no data directory; whoever doubts runs it at home. */
import { readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { usualZone } from '#contest/calendar.ts'
import { ContestError } from '#contest/errors.ts'
import { formatInstant, formatPreciseTime } from '#contest/wording.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { leafHash } from '#ledger/merkle.ts'
import { parseLeaf } from '#ledger/leaves.ts'
import { receiptCode } from '#ledger/receipt-code.ts'
import { verifyReceipt, type Trust } from '#ledger/receipt.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { command, run, type CommonOptions } from '../command.ts'

interface Options extends CommonOptions {
  readonly checkpoint?: string
  readonly key?: string
}

const LIMIT = 100_000

export function verifyCommand(): Command {
  return command('verify <receipt>')
    .option('--checkpoint <file>', 'the checkpoint as published on the results page')
    .option('--key <hex>', 'the 32-byte Ed25519 public key of the log')
    .action((file: string, options: Options, self: Command) =>
      run(options, (output) => {
        const trust = trustOf(options)
        if (trust === null) self.error('one of --checkpoint and --key is needed', { exitCode: 2 })
        const verdict = verifyReceipt(read(file), trust)
        if (!verdict.ok) throw new ContestError('proof-invalid', { file, reason: verdict.reason })
        const leaf = parseLeaf(verdict.leaf)
        const code = receiptCode(leafHash(verdict.leaf))
        const { origin, size } = verdict.head
        output.result({ ok: true, code, index: verdict.index, origin, size, leaf }, [
          `Đúng: biên nhận ${code} nằm ở vị trí ${String(verdict.index)} trong sổ ${origin} gồm ${String(size)} dòng.`,
          ...(leaf?.schema === 'contest-entry/v1'
            ? [
                `Bài đến máy chủ lúc ${formatPreciseTime(leaf.submittedAt, usualZone, 'vi')} (${formatInstant(leaf.submittedAt, usualZone, 'vi')}).`,
              ]
            : []),
        ])
        return Promise.resolve()
      }),
    )
}

function trustOf({ checkpoint, key }: Options): Trust | null {
  if (checkpoint !== undefined) {
    const head = parseCheckpoint(read(checkpoint))
    if (head === null) throw new ContestError('proof-invalid', { file: checkpoint, reason: 'malformed-checkpoint' })
    return { checkpoint: head }
  }
  if (key === undefined) return null
  const publicKey = Buffer.from(key, 'hex')
  if (publicKey.length !== 32) throw new ContestError('proof-invalid', { reason: 'key-not-32-bytes' })
  return { publicKey, verify: nodeVerify }
}

function read(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat?.isFile() !== true || stat.size > LIMIT) throw new ContestError('file-required', { file })
  return readFileSync(file, 'utf8')
}
