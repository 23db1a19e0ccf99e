import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { toHex } from './bytes.ts'
import {
  append,
  buildFrontier,
  emptyFrontier,
  frontierOf,
  growTree,
  inclusionProof,
  joinHashes,
  leafHash,
  nodeHash,
  rootOf,
  splitHashes,
  verifyInclusion,
} from './merkle.ts'

const leafOf = (index: number): Uint8Array => Buffer.from(`leaf ${String(index)}`)
const leavesOf = (size: number): readonly Uint8Array[] => Array.from({ length: size }, (_, index) => leafOf(index))
const hex = (hashes: readonly Uint8Array[]): readonly string[] => hashes.map(toHex)
const sizes = fc.integer({ min: 0, max: 70 })

describe('the tree', () => {
  // Test vectors of Certificate Transparency implementations for RFC 6962.
  it('has the known root of no leaves and of an empty leaf', () => {
    expect(toHex(rootOf(emptyFrontier))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(toHex(leafHash(new Uint8Array(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  })

  it('has the root RFC 6962 defines, also grown leaf by leaf', () => {
    const tree = growTree()
    for (let size = 0; size < 70; size++) {
      expect(toHex(tree.root())).toBe(naive.treeHash(leavesOf(size)).toString('hex'))
      tree.add(leafHash(leafOf(size)))
    }
  })

  it('has the root RFC 6962 defines, however the leaves came in batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 }), (batches) => {
        let frontier = emptyFrontier
        for (const count of batches) {
          const before = frontier.size
          const leaves = leavesOf(before + count)
          const appended = append(
            frontier,
            leaves.slice(before).map((leaf) => leafHash(leaf)),
          )
          frontier = appended.frontier
          expect(frontier.size).toBe(before + count)
          expect(toHex(appended.root)).toBe(naive.treeHash(leaves).toString('hex'))
          expect(toHex(rootOf(frontier))).toBe(toHex(appended.root))
          expect(appended.proofs.map(hex)).toEqual(leaves.slice(before).map((_, at) => hex(naive.path(before + at, leaves))))
        }
      }),
      { numRuns: cases(100) },
    )
  })

  it('proves any leaf from all leaf hashes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(69), (size, pick) => {
        const leaves = leavesOf(size)
        const index = pick % size
        expect(
          hex(
            inclusionProof(
              leaves.map((leaf) => leafHash(leaf)),
              index,
            ),
          ),
        ).toEqual(hex(naive.path(index, leaves)))
      }),
    )
  })

  it.each([-1, 3, 0.5, NaN])('proves no leaf %s of 3', (index) => {
    expect(() => inclusionProof(leavesOf(3), index)).toThrow(RangeError)
  })

  it('is stored as its frontier', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const frontier = buildFrontier(leavesOf(size).map((leaf) => leafHash(leaf)))
        expect(hex(frontierOf(size, joinHashes(frontier.nodes)).nodes)).toEqual(hex(frontier.nodes))
        expect(() => frontierOf(size, joinHashes([...frontier.nodes, new Uint8Array(32)]))).toThrow(RangeError)
      }),
    )
    expect(() => splitHashes(new Uint8Array(33))).toThrow(RangeError)
  })

  it('hashes nodes with the hash it is given', () => {
    const first32 = (bytes: Uint8Array): Uint8Array => bytes.slice(0, 32)
    expect(nodeHash(new Uint8Array(32).fill(7), new Uint8Array(32), first32)).toEqual(Uint8Array.of(1, ...new Uint8Array(31).fill(7)))
  })
})

describe('an inclusion proof', () => {
  const claims = fc.integer({ min: 1, max: 70 }).chain((size) =>
    fc.nat(size - 1).map((index) => {
      const leaves = leavesOf(size)
      return { leafHash: leafHash(leafOf(index)), index, size, root: naive.treeHash(leaves), proof: naive.path(index, leaves) }
    }),
  )

  it('verifies', () => {
    fc.assert(fc.property(claims, (claim) => verifyInclusion(claim)))
  })

  it('fails with any byte of leaf, root or path flipped', () => {
    fc.assert(
      fc.property(claims, fc.nat(), fc.integer({ min: 0, max: 7 }), (claim, pick, bit) => {
        const whole = Buffer.concat([claim.leafHash, claim.root, ...claim.proof])
        const at = pick % whole.length
        whole.writeUInt8(whole.readUInt8(at) ^ (1 << bit), at)
        const [leaf, root, ...proof] = splitHashes(whole)
        return !verifyInclusion({ ...claim, leafHash: leaf ?? whole, root: root ?? whole, proof })
      }),
    )
  })

  it('fails for another index, another length of path, and what is no index', () => {
    fc.assert(
      fc.property(claims, fc.nat(80), (claim, other) => {
        if (other !== claim.index) expect(verifyInclusion({ ...claim, index: other })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [claim.root.subarray(1), ...claim.proof.slice(1)] })).toBe(false)
        if (claim.proof.length > 0) expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
        for (const index of [-1, 0.5, NaN, 2 ** 53]) expect(verifyInclusion({ ...claim, index })).toBe(false)
        for (const size of [0, 0.5, NaN, 2 ** 53]) expect(verifyInclusion({ ...claim, size })).toBe(false)
      }),
    )
  })
})
