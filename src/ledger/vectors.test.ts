/**
 * test/vectors/ledger.json, computed three times: as the file says, by src/ledger, and by the naive computation of
 * test/support. `UPDATE_VECTORS=1 npx vitest run src/ledger/vectors.test.ts` writes the file from the naive one.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { fromUtf8, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical.ts'
import { keyId, signCheckpoint, verifierKey } from './checkpoint.ts'
import { consistencyProof, verifyConsistency } from './consistency.ts'
import { commitment, leafBytes, parseLeaf } from './leaves.ts'
import { append, emptyFrontier, inclusionProof, leafHash, rootOf } from './merkle.ts'
import { formatReceipt, verifyReceipt } from './receipt.ts'
import { receiptCode } from './receipt-code.ts'

interface Vectors {
  readonly origin: string
  /** Hex of the 32-byte Ed25519 seed: a published test key. */
  readonly privateKeySeed: string
  readonly publicKey: string
  readonly keyId: string
  readonly verifierKey: string
  readonly canonical: readonly { readonly json: string; readonly canonical: string }[]
  readonly entries: readonly { readonly salt: string; readonly opening: string; readonly commitment: string }[]
  /** The bytes of each leaf, as text. */
  readonly leaves: readonly string[]
  readonly leafHashes: readonly string[]
  readonly codes: readonly string[]
  /** `roots[n]`: root of the first n leaves. */
  readonly roots: readonly string[]
  readonly checkpoints: readonly { readonly size: number; readonly checkpoint: string }[]
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: readonly string[] }[]
  readonly consistency: readonly { readonly older: number; readonly newer: number; readonly proof: readonly string[] }[]
  readonly receipts: readonly { readonly index: number; readonly size: number; readonly receipt: string }[]
}

const file = new URL('../../test/vectors/ledger.json', import.meta.url)
const hex = (hashes: readonly Uint8Array[]): readonly string[] => hashes.map((hash) => Buffer.from(hash).toString('hex'))

/** By test/support/oracles/naive-ledger.ts alone; leaves are put together by hand. */
function compute(): Vectors {
  const origin = 'hoithi.local/phu-loc-2024/tuan-1'
  // RFC 8032 section 7.1, test 1.
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const key = naive.keyFromSeed(seed)
  const entries = Array.from({ length: 6 }, (_, at) => {
    const salt = naive.sha256(Buffer.from(`salt ${String(at)}`)).subarray(0, 16)
    const opening = `{"answers":[[${String(at % 4)}],[],[0,2]],"paper":[[${String(17 * at)},3,0,1,2],[4,1,0],[9,0,2,1,3]],"prediction":${at === 2 ? 'null' : String(1000 + at)}}`
    return { salt: salt.toString('hex'), opening, commitment: naive.commitment(salt, opening) }
  })
  const digest = (name: string): string => naive.sha256(Buffer.from(name)).toString('hex')
  const leaves = [
    `{"closesAt":1726246800000,"lockedSetDigest":"${digest('set')}","lotSeedCommitment":"${digest('lot')}","opensAt":1725814800000,"paperSeedCommitment":"${digest('seed')}","round":"tuan-1","rulesDigest":"${digest('rules')}","schema":"contest-genesis/v1"}`,
    ...entries.map(
      (entry, at) =>
        `{"commitment":"${entry.commitment}","pseudonym":"${digest(`person ${String(at)}`).slice(0, 32)}","round":"tuan-1","schema":"contest-entry/v1","submittedAt":${String(1725815000000 + at)}}`,
    ),
    `{"closedAt":1726246800000,"entries":6,"round":"tuan-1","schema":"contest-close/v1"}`,
  ]
  const bytes = leaves.map((leaf) => Buffer.from(leaf))
  const sizes = [1, 2, 3, 5, 7, 8]
  const checkpoints = sizes.map((size) => ({ size, checkpoint: naive.checkpoint(origin, bytes.slice(0, size), key) }))
  const id = naive.sha256(Buffer.from(origin), Buffer.of(0x0a, 0x01), key.publicKey).subarray(0, 4).toString('hex')
  const pairs = sizes.flatMap((size) => Array.from({ length: size }, (_, index) => ({ index, size })))
  return {
    origin,
    privateKeySeed: seed.toString('hex'),
    publicKey: key.publicKey.toString('hex'),
    keyId: id,
    verifierKey: `${origin}+${id}+${Buffer.concat([Buffer.of(1), key.publicKey]).toString('base64')}`,
    canonical: [
      { json: '{"b":[1.50,-0,1e3,true,null],"a":"Ph\\u00fa L\\u1ed9c"}', canonical: '{"a":"Phú Lộc","b":[1.5,0,1000,true,null]}' },
      {
        json: '{"\\ud83d\\ude00":1,"\\ufb33":2,"\\u20ac":3,"a":{"d":[],"c":{}}}',
        canonical: '{"a":{"c":{},"d":[]},"€":3,"😀":1,"\ufb33":2}',
      },
      { json: '"\\u0007\\t\\"\\\\\\/"', canonical: '"\\u0007\\t\\"\\\\/"' },
    ],
    entries,
    leaves,
    leafHashes: bytes.map((leaf) => naive.sha256(Buffer.of(0), leaf).toString('hex')),
    codes: bytes.map(naive.code),
    roots: Array.from({ length: bytes.length + 1 }, (_, size) => naive.treeHash(bytes.slice(0, size)).toString('hex')),
    checkpoints,
    inclusion: pairs.map(({ index, size }) => ({ index, size, proof: hex(naive.path(index, bytes.slice(0, size))) })),
    consistency: sizes.flatMap((newer) =>
      sizes
        .filter((older) => older <= newer)
        .map((older) => ({ older, newer, proof: hex(naive.consistency(older, bytes.slice(0, newer))) })),
    ),
    receipts: [
      [1, 2],
      [1, 8],
      [4, 5],
      [6, 7],
      [7, 8],
    ].map(([index = 0, size = 0]) => {
      const tree = bytes.slice(0, size)
      return { index, size, receipt: naive.receipt(index, tree, naive.checkpoint(origin, tree, key)) }
    }),
  }
}

describe('the vectors of the ledger', () => {
  const computed = compute()
  if (process.env['UPDATE_VECTORS'] === '1') writeFileSync(file, `${JSON.stringify(computed, null, 2)}\n`)
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors
  const leaves = vectors.leaves.map(utf8)
  const hashes = leaves.map((leaf) => leafHash(leaf))
  const publicKey = Buffer.from(vectors.publicKey, 'hex')
  const root = (size: number) => Buffer.from(vectors.roots[size] ?? '', 'hex')

  it('are those of the independent computation', () => {
    expect(vectors).toEqual(computed)
    // RFC 8032 section 7.1, test 1.
    expect(vectors.publicKey).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  })

  it('hold for canonical JSON and leaves', () => {
    for (const { json, canonical } of vectors.canonical) expect(canonicalJson(JSON.parse(json))).toBe(canonical)
    for (const { salt, opening, commitment: expected } of vectors.entries)
      expect(commitment(Buffer.from(salt, 'hex'), utf8(opening))).toBe(expected)
    for (const [index, leaf] of leaves.entries()) {
      const parsed = parseLeaf(leaf)
      if (parsed === null) throw new Error(`leaf ${String(index)} is not one`)
      expect(fromUtf8(leafBytes(parsed))).toBe(vectors.leaves[index])
    }
    expect(hashes.map(toHex)).toEqual(vectors.leafHashes)
    expect(hashes.map((hash) => receiptCode(hash))).toEqual(vectors.codes)
  })

  it('hold for roots and proofs', () => {
    for (const [size, expected] of vectors.roots.entries()) {
      expect(toHex(rootOf(append(emptyFrontier, hashes.slice(0, size)).frontier))).toBe(expected)
    }
    for (const { index, size, proof } of vectors.inclusion) expect(hex(inclusionProof(hashes.slice(0, size), index))).toEqual(proof)
    for (const { older, newer, proof } of vectors.consistency) {
      expect(hex(consistencyProof(hashes.slice(0, newer), older))).toEqual(proof)
      const path = proof.map((node) => Buffer.from(node, 'hex'))
      expect(verifyConsistency({ size: older, root: root(older) }, { size: newer, root: root(newer) }, path)).toBe(true)
    }
  })

  it('hold for checkpoints and receipts', () => {
    const key = naive.keyFromSeed(Buffer.from(vectors.privateKeySeed, 'hex'))
    expect(toHex(keyId(vectors.origin, publicKey))).toBe(vectors.keyId)
    expect(verifierKey(vectors.origin, publicKey)).toBe(vectors.verifierKey)
    for (const { size, checkpoint } of vectors.checkpoints) {
      expect(signCheckpoint({ origin: vectors.origin, size, root: root(size) }, key)).toBe(checkpoint)
    }
    for (const { index, size, receipt } of vectors.receipts) {
      const checkpoint = signCheckpoint({ origin: vectors.origin, size, root: root(size) }, key)
      expect(
        formatReceipt({ leaf: leaves[index] ?? utf8(''), index, proof: inclusionProof(hashes.slice(0, size), index), checkpoint }),
      ).toBe(receipt)
      expect(verifyReceipt(receipt, { publicKey, verify: naive.verify, origin: vectors.origin })).toMatchObject({ ok: true, index })
    }
  })
})

describe('the documents of the formats', () => {
  const vectors = compute()
  const page = (name: string): string => readFileSync(new URL(`../../docs/formats/${name}.md`, import.meta.url), 'utf8')

  it('show the vectors, to the byte', () => {
    const [entry, leaf, hash, code] = [vectors.entries[3], vectors.leaves[4] ?? '', vectors.leafHashes[4] ?? '', vectors.codes[4] ?? '']
    for (const shown of [entry?.opening ?? '', entry?.salt ?? '', entry?.commitment ?? '', leaf, hash, code, vectors.verifierKey]) {
      expect(page('ledger')).toContain(` ${shown}\n`.replace(` ${vectors.verifierKey}`, `\n${vectors.verifierKey}`))
    }
    expect(page('ledger')).toContain(`\n${vectors.checkpoints.find(({ size }) => size === 5)?.checkpoint ?? ''}`)
    expect(page('receipt')).toContain(`\n${vectors.receipts.find(({ index }) => index === 4)?.receipt ?? ''}`)
  })
})
