/** What every use case is given: storage, the commit queue, keys, the clock, and what is held in memory for speed. */
import { hash, randomBytes } from 'node:crypto'
import type { Sha256 } from '#contest/chance.ts'
import type { PictureType } from '#contest/question.ts'
import type { ContestRules } from '#contest/rules.ts'
import type { Instant } from '#contest/values.ts'
import type { PictureFile } from '#formats/question-format.ts'
import type { Codec } from '#store/codec.ts'
import type { CommitQueue } from '#store/commit-queue.ts'
import type { Database } from '#store/database.ts'
import type { PdfRenderer } from '#documents/pdf.ts'
import { nodeSha256 } from '#store/ledger-crypto.ts'
import type { AttemptCache } from './attempts.ts'
import type { BankCache } from './bank-cache.ts'
import type { AnalysisCache } from './item-analysis.ts'
import type { RoundRuntimes } from './round-runtime.ts'
import type { SessionCache } from './sessions.ts'

export interface App {
  readonly database: Database
  readonly codec: Codec
  readonly queue: CommitQueue
  readonly clock: { now(): Instant }
  readonly runtimes: RoundRuntimes
  readonly sessions: SessionCache
  readonly attempts: AttemptCache
  readonly analyses: AnalysisCache
  /** Sets official papers; starts with the first one. */
  readonly pdf: PdfRenderer
  readonly banks: BankCache
  /** A picture made anew from its pixels; null for what does not decode. */
  readonly remakePicture: (bytes: Uint8Array, mediaType: PictureType) => Promise<Pick<PictureFile, 'bytes' | 'mediaType'> | null>
  /** First part of the origin of every log: `hoithi.local` gives `hoithi.local/phu-loc-2024/tuan-1`. */
  readonly logHost: string
  /** Raw 32-byte Ed25519 key that checks the heads of the logs. */
  readonly ledgerPublicKey: Uint8Array
  /** This process holds the commit queue and steps the rounds; a command beside a running server does not. */
  readonly stepsRounds: boolean
  /** How long after closing what arrived in time may still wait to be stored. */
  readonly closingGraceMs: number
}

export const sha256: Sha256 = nodeSha256

export const sha256Hex = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex')

/** 16 random bytes as base64url: 22 characters. */
export const newId = (): string => randomBytes(16).toString('base64url')

export const logOrigin = (app: Pick<App, 'logHost'>, rules: Pick<ContestRules, 'slug'>, roundKey: string): string =>
  `${app.logHost}/${rules.slug}/${roundKey}`

/**
 * 6 bytes of the instant, then 10 random ones, as base64url: ids made one after another lie together in an index, so that
 * a batch of attempts touches a few of its pages and not one page each.
 */
export function newTimedId(now: Instant): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  return bytes.toString('base64url')
}
