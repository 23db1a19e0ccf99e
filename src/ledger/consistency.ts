/** That one tree only grew into another: consistency proofs of RFC 6962 section 2.1.2, verified as in RFC 9162 section 2.1.4.2. */
import { sameBytes, sha256 as portableSha256, type Sha256 } from './bytes.ts'
import { buildFrontier, hashLength, nodeHash, rootOf } from './merkle.ts'

/**
 * Proof that the first `smaller` leaves are a tree that grew into the tree of all `leaves`.
 * @throws RangeError unless 1 ≤ smaller ≤ leaves.
 */
export function consistencyProof(leaves: readonly Uint8Array[], smaller: number, sha256: Sha256 = portableSha256): readonly Uint8Array[] {
  if (!Number.isInteger(smaller) || smaller < 1 || smaller > leaves.length) throw new RangeError(`no smaller tree of ${String(smaller)}`)
  const subproof = (from: number, to: number, known: number, whole: boolean): Uint8Array[] => {
    if (known === to - from) return whole ? [] : [treeHash(leaves.slice(from, to), sha256)]
    const split = from + largestPowerBelow(to - from)
    return from + known <= split
      ? [...subproof(from, split, known, whole), treeHash(leaves.slice(split, to), sha256)]
      : [...subproof(split, to, from + known - split, false), treeHash(leaves.slice(from, split), sha256)]
  }
  return subproof(0, leaves.length, smaller, true)
}

const treeHash = (leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array => rootOf(buildFrontier(leaves, sha256), sha256)

/** The largest power of two smaller than `count`. */
function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

export function verifyConsistency(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256 = portableSha256,
): boolean {
  if (!Number.isSafeInteger(older.size) || !Number.isSafeInteger(newer.size) || older.size < 1 || older.size > newer.size) return false
  if (proof.some((node) => node.length !== hashLength)) return false
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root)
  // When the older tree is complete, its root is the first node of the path and is not repeated in the proof.
  const [start, ...path] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  if (start === undefined) return false
  let at = older.size - 1
  let last = newer.size - 1
  while (at % 2 === 1) {
    at = (at - 1) / 2
    last = Math.floor(last / 2)
  }
  let oldHash = start
  let newHash = start
  for (const node of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(node, oldHash, sha256)
      newHash = nodeHash(node, newHash, sha256)
      while (at % 2 === 0 && at !== 0) {
        at = at / 2
        last = Math.floor(last / 2)
      }
    } else {
      newHash = nodeHash(newHash, node, sha256)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(oldHash, older.root) && sameBytes(newHash, newer.root)
}

function isPowerOfTwo(size: number): boolean {
  let rest = size
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
