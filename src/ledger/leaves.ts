/**
 * The leaves of a round's log, each canonical JSON in UTF-8: `contest-genesis/v1` (index 0), `contest-entry/v1`, and
 * `contest-close/v1` (the last, unless a `contest-reopened/v1` takes it back); `contest-restored/v1` begins another epoch.
 * They hold no personal data; an entry is a commitment that its opening reveals later.
 */
import { concat, fromHex, fromUtf8, hashOf, sha256 as portableSha256, toHex, utf8, type Sha256 } from './bytes.ts'
import { canonicalJson } from './canonical.ts'

/** Integer milliseconds since 1970-01-01T00:00:00Z. */
type Instant = number

/** What was fixed before the first entry. Digests and commitments are lower-case hex of 32 bytes. */
interface GenesisLeaf {
  readonly schema: 'contest-genesis/v1'
  /** Key of the round: `tuan-1`. */
  readonly round: string
  readonly opensAt: Instant
  readonly closesAt: Instant
  /** SHA-256 of the canonical JSON of the rules. */
  readonly rulesDigest: string
  /** SHA-256 of the canonical JSON of the locked questions. */
  readonly lockedSetDigest: string
  /** SHA-256 of the seed papers are drawn from; the seed is published with the result. */
  readonly paperSeedCommitment: string
  /** SHA-256 of the seed of the public lot. */
  readonly lotSeedCommitment: string
}

export interface EntryLeaf {
  readonly schema: 'contest-entry/v1'
  readonly round: string
  /** Arrival at the server. */
  readonly submittedAt: Instant
  /** 16 bytes as lower-case hex: the same for one contestant in one round. */
  readonly pseudonym: string
  /** See `commitment`. */
  readonly commitment: string
}

interface CloseLeaf {
  readonly schema: 'contest-close/v1'
  readonly round: string
  readonly closedAt: Instant
  /** Entry leaves in the log before this one. */
  readonly entries: number
}

/** Two people took back that the round was closed. */
interface ReopenedLeaf {
  readonly schema: 'contest-reopened/v1'
  readonly round: string
  readonly reopenedAt: Instant
  /** When it ends now. */
  readonly closesAt: Instant
}

/** The log was restored from a backup: what it took after the backup was made is not in it, and its heads speak for another origin. */
interface RestoredLeaf {
  readonly schema: 'contest-restored/v1'
  readonly round: string
  /** From 2 on; the origin of the heads names it (`logOrigin`). */
  readonly epoch: number
  /** SHA-256 of the backup's database as hex. */
  readonly backup: string
  readonly backupAt: Instant
  readonly restoredAt: Instant
}

type MarkerLeaf = GenesisLeaf | CloseLeaf | ReopenedLeaf | RestoredLeaf
export type Leaf = EntryLeaf | MarkerLeaf

export const leafBytes = (leaf: Leaf): Uint8Array => utf8(canonicalJson(leaf))

/** The text of an entry's leaf, member by member: it is made for every submission. Digests and numbers need no quoting. */
export const entryLeafText = ({ round, submittedAt, pseudonym, commitment: committed }: Omit<EntryLeaf, 'schema'>): string =>
  `{"commitment":"${committed}","pseudonym":"${pseudonym}","round":${canonicalJson(round)},"schema":"contest-entry/v1","submittedAt":${String(submittedAt)}}`

const commitmentLabel = concat(utf8('hoithi/entry/v1'), Uint8Array.of(0))

export const saltLength = 16

/**
 * SHA-256("hoithi/entry/v1" ‖ 0x00 ‖ salt ‖ opening) as lower-case hex; `opening` is the canonical JSON of
 * {answers, paper, prediction}. The salt (16 secret bytes) keeps anybody from trying all answers against the leaf.
 */
export function commitment(salt: Uint8Array, opening: Uint8Array, sha256: Sha256 = portableSha256): string {
  if (salt.length !== saltLength) throw new RangeError(`a salt of ${String(salt.length)} bytes`)
  return toHex(hashOf(sha256, commitmentLabel, salt, opening))
}

/** SHA-256 of a seed as lower-case hex: how a genesis leaf commits to it. */
export const seedCommitment = (seed: Uint8Array, sha256: Sha256 = portableSha256): string => toHex(sha256(seed))

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.isWellFormed()
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const isHex =
  (bytes: number): Check =>
  (value) =>
    typeof value === 'string' && fromHex(value, bytes) !== null

const members: Readonly<Record<Leaf['schema'], Readonly<Record<string, Check>>>> = {
  'contest-genesis/v1': {
    closesAt: isCount,
    lockedSetDigest: isHex(32),
    lotSeedCommitment: isHex(32),
    opensAt: isCount,
    paperSeedCommitment: isHex(32),
    round: isText,
    rulesDigest: isHex(32),
    schema: isText,
  },
  'contest-entry/v1': { commitment: isHex(32), pseudonym: isHex(16), round: isText, schema: isText, submittedAt: isCount },
  'contest-close/v1': { closedAt: isCount, entries: isCount, round: isText, schema: isText },
  'contest-reopened/v1': { closesAt: isCount, reopenedAt: isCount, round: isText, schema: isText },
  'contest-restored/v1': { backup: isHex(32), backupAt: isCount, epoch: isCount, restoredAt: isCount, round: isText, schema: isText },
}

/** Null for anything but the exact bytes of a leaf: known schema, exactly its members, canonical. */
export function parseLeaf(bytes: Uint8Array): Leaf | null {
  const text = fromUtf8(bytes)
  const value = text === null ? null : parseObject(text)
  if (value === null) return null
  const expected =
    typeof value['schema'] === 'string' && Object.hasOwn(members, value['schema']) ? members[value['schema'] as Leaf['schema']] : null
  if (expected === null || Object.keys(value).length !== Object.keys(expected).length) return null
  if (!Object.entries(expected).every(([name, check]) => check(value[name]))) return null
  return canonicalJson(value) === text ? (value as unknown as Leaf) : null
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}
