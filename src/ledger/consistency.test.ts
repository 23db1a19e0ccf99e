import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { toHex } from './bytes.ts'
import { consistencyProof, verifyConsistency } from './consistency.ts'
import { leafHash, splitHashes } from './merkle.ts'

const leavesOf = (size: number): readonly Uint8Array[] => Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${String(index)}`))
const headOf = (size: number) => ({ size, root: naive.treeHash(leavesOf(size)) })

const claims = fc.integer({ min: 1, max: 60 }).chain((size) =>
  fc.integer({ min: 1, max: size }).map((smaller) => ({
    older: headOf(smaller),
    newer: headOf(size),
    proof: naive.consistency(smaller, leavesOf(size)),
  })),
)

describe('a consistency proof', () => {
  it('is the one RFC 6962 defines', () => {
    fc.assert(
      fc.property(claims, ({ older, newer, proof }) => {
        const hashes = leavesOf(newer.size).map((leaf) => leafHash(leaf))
        expect(consistencyProof(hashes, older.size).map(toHex)).toEqual(proof.map(toHex))
      }),
    )
  })

  it.each([0, 4, 0.5])('is not made for %s leaves of 3', (smaller) => {
    expect(() => consistencyProof(leavesOf(3), smaller)).toThrow(RangeError)
  })

  it('verifies', () => {
    fc.assert(fc.property(claims, ({ older, newer, proof }) => verifyConsistency(older, newer, proof)))
  })

  it('fails with any byte flipped', () => {
    fc.assert(
      fc.property(claims, fc.nat(), ({ older, newer, proof }, pick) => {
        const whole = Buffer.concat([older.root, newer.root, ...proof])
        const at = pick % whole.length
        whole.writeUInt8(whole.readUInt8(at) ^ 1, at)
        const [oldRoot, newRoot, ...path] = splitHashes(whole)
        return !verifyConsistency({ ...older, root: oldRoot ?? whole }, { ...newer, root: newRoot ?? whole }, path)
      }),
    )
  })

  it('fails for other sizes and other lengths', () => {
    fc.assert(
      fc.property(claims, fc.integer({ min: 1, max: 80 }), ({ older, newer, proof }, size) => {
        if (size !== older.size) expect(verifyConsistency({ ...older, size }, newer, proof)).toBe(false)
        expect(verifyConsistency(older, newer, [...proof, new Uint8Array(32)])).toBe(false)
        expect(verifyConsistency(older, newer, [...proof, new Uint8Array(31)])).toBe(false)
        if (proof.length > 0) expect(verifyConsistency(older, newer, proof.slice(0, -1))).toBe(false)
      }),
    )
    expect(verifyConsistency(headOf(3), headOf(5), [])).toBe(false)
    expect(verifyConsistency(headOf(4), headOf(5), [])).toBe(false)
    expect(verifyConsistency(headOf(5), headOf(3), [])).toBe(false)
    for (const size of [0, 0.5, NaN]) {
      expect(verifyConsistency({ ...headOf(3), size }, headOf(5), [])).toBe(false)
      expect(verifyConsistency(headOf(3), { ...headOf(5), size }, [])).toBe(false)
    }
  })
})
