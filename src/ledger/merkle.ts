/**
 * The Merkle tree of RFC 6962 section 2.1 (the same in RFC 9162): leaf hash = SHA-256(0x00 ‖ leaf), node hash =
 * SHA-256(0x01 ‖ left ‖ right), an unpaired last node rises unchanged. Sizes and indexes are integers below 2^53.
 *
 * The frontier of a tree of n leaves: the roots of its complete subtrees from left to right, one for each one-bit of n.
 * It is all that is needed to append, and to prove every leaf of the batch that is being appended.
 */
import { concat, hashOf, sameBytes, sha256 as portableSha256, type Sha256 } from './bytes.ts'

export const hashLength = 32

export interface Frontier {
  readonly size: number
  /** Largest subtree first. */
  readonly nodes: readonly Uint8Array[]
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] }

const leafPrefix = Uint8Array.of(0)

export const leafHash = (leaf: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array => hashOf(sha256, leafPrefix, leaf)

const nodePrefix = Uint8Array.of(1)

export const nodeHash = (left: Uint8Array, right: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array =>
  hashOf(sha256, nodePrefix, left, right)

/** Root of the tree; of the empty tree, SHA-256 of nothing. */
export function rootOf(frontier: Frontier, sha256: Sha256 = portableSha256): Uint8Array {
  const root = frontier.nodes.reduceRight<Uint8Array | null>((right, left) => (right === null ? left : nodeHash(left, right, sha256)), null)
  return root ?? sha256(new Uint8Array(0))
}

/** The nodes one after the other, 32 bytes each: how a frontier or a proof is stored. */
export const joinHashes = (hashes: readonly Uint8Array[]): Uint8Array => concat(...hashes)

/** @throws RangeError when the bytes are not whole hashes. */
export function splitHashes(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length % hashLength !== 0) throw new RangeError(`${String(bytes.length)} bytes are not whole hashes`)
  return Array.from({ length: bytes.length / hashLength }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength))
}

/** @throws RangeError when there are not as many nodes as the size has one-bits. */
export function frontierOf(size: number, bytes: Uint8Array): Frontier {
  const nodes = splitHashes(bytes)
  if (nodes.length !== oneBits(size)) throw new RangeError(`${String(nodes.length)} nodes cannot be the frontier of ${String(size)} leaves`)
  return { size, nodes }
}

export interface Appended {
  readonly frontier: Frontier
  readonly root: Uint8Array
  /** For each leaf appended, in order, its inclusion path in the new tree: sibling of the leaf first. */
  readonly proofs: readonly (readonly Uint8Array[])[]
}

/**
 * Appends leaf hashes and proves each in the new tree, in O(batch · log size) and without any older leaf: every left
 * sibling a new leaf needs is either new itself or a node of the frontier.
 */
export function append(frontier: Frontier, leaves: readonly Uint8Array[], sha256: Sha256 = portableSha256): Appended {
  if (leaves.length === 0) return { frontier, root: rootOf(frontier, sha256), proofs: [] }
  const size = frontier.size + leaves.length
  const proofs: Uint8Array[][] = leaves.map(() => [])
  const newFrontier: Uint8Array[] = []
  const held = [...frontier.nodes]
  // One level of the tree at a time: `nodes` are those from index `first` to the right edge; `oldSize`, `newSize` count
  // the complete nodes of the level in the old and in the new tree.
  let nodes: readonly Uint8Array[] = leaves
  let first = frontier.size
  for (let oldSize = frontier.size, newSize = size, span = 1; newSize > 0; span *= 2) {
    if (oldSize % 2 === 1) {
      // The complete left sibling of the first new node.
      nodes = [held.pop()!, ...nodes]
      first -= 1
    }
    if (newSize % 2 === 1) newFrontier.unshift(nodes[newSize - 1 - first]!)
    for (let leaf = 0; leaf < leaves.length; leaf++) {
      const at = Math.floor((frontier.size + leaf) / span)
      const sibling = nodes[(at % 2 === 0 ? at + 1 : at - 1) - first]
      if (sibling !== undefined) proofs[leaf]!.push(sibling)
    }
    const above: Uint8Array[] = []
    for (let at = 0; at < nodes.length; at += 2) {
      const [left, right] = [nodes[at]!, nodes[at + 1]]
      above.push(right === undefined ? left : nodeHash(left, right, sha256))
    }
    nodes = above
    first = first / 2
    oldSize = Math.floor(oldSize / 2)
    newSize = Math.floor(newSize / 2)
  }
  return { frontier: { size, nodes: newFrontier }, root: nodes[0]!, proofs }
}

/** The tree's frontier from all its leaf hashes. */
export const buildFrontier = (leaves: readonly Uint8Array[], sha256: Sha256 = portableSha256): Frontier =>
  append(emptyFrontier, leaves, sha256).frontier

/** A tree that grows leaf by leaf where nothing is to be proved and only its root is asked for at last. */
export function growTree(sha256: Sha256 = portableSha256) {
  /** Roots of the complete subtrees, the smallest first: one of 2^i leaves, or none, at place i. */
  const complete: (Uint8Array | undefined)[] = []
  let size = 0
  return {
    add(leaf: Uint8Array): void {
      let hash = leaf
      let height = 0
      for (let left = complete[0]; left !== undefined; left = complete[++height]) {
        hash = nodeHash(left, hash, sha256)
        complete[height] = undefined
      }
      complete[height] = hash
      size += 1
    },
    root: (): Uint8Array => rootOf({ size, nodes: complete.filter((node) => node !== undefined).reverse() }, sha256),
  }
}

/**
 * Inclusion path of one leaf from all leaf hashes of the tree.
 * @throws RangeError when the tree has no such leaf.
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, sha256: Sha256 = portableSha256): readonly Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${String(index)}`)
  const path: Uint8Array[] = []
  let nodes = leaves
  for (let at = index; nodes.length > 1; at = Math.floor(at / 2)) {
    const sibling = nodes[at % 2 === 0 ? at + 1 : at - 1]
    if (sibling !== undefined) path.push(sibling)
    nodes = levelAbove(nodes, sha256)
  }
  return path
}

function levelAbove(nodes: readonly Uint8Array[], sha256: Sha256): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(nodes.length / 2) }, (_, at) => {
    const right = nodes[2 * at + 1]
    return right === undefined ? nodes[2 * at]! : nodeHash(nodes[2 * at]!, right, sha256)
  })
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  claim: {
    readonly leafHash: Uint8Array
    readonly index: number
    readonly size: number
    readonly root: Uint8Array
    readonly proof: readonly Uint8Array[]
  },
  sha256: Sha256 = portableSha256,
): boolean {
  const { index, size } = claim
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let at = index
  let last = size - 1
  let hash = claim.leafHash
  for (const sibling of claim.proof) {
    if (last === 0 || sibling.length !== hashLength) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash, sha256)
      // An unpaired node rose unchanged to the level where it has its left sibling.
      while (at % 2 === 0 && at !== 0) {
        at = at / 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(hash, claim.root)
}

function oneBits(size: number): number {
  let ones = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2
  return ones
}
