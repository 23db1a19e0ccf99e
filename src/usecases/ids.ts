/** Names for what is stored, and digests of it. */
import { hash, randomBytes } from 'node:crypto'
import type { Sha256 } from '#contest/paper/chance.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { writtenRules } from '#contest/rules/written.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { nodeSha256 } from '#store/commit-queue/ledger-crypto.ts'

export const sha256: Sha256 = nodeSha256

export const sha256Hex = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex')

/** 16 random bytes as base64url: 22 characters. */
export const newId = (): string => randomBytes(16).toString('base64url')

/**
 * 6 bytes of the instant, then 10 others, as base64url: ids made one after another lie together in an index, so that
 * a batch of attempts touches a few of its pages and not one page each.
 */
export function timedId(now: Instant, rest: Uint8Array = randomBytes(10)): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.set(rest.subarray(0, 10), 6)
  return bytes.toString('base64url')
}

/** Rules as they are stored, and what a log promises of them. */
export function writtenRulesOf(rules: ContestRules): { readonly rules: string; readonly rulesDigest: string } {
  const text = canonicalJson(writtenRules(rules))
  return { rules: text, rulesDigest: sha256Hex(text) }
}
