/**
 * An inclusion path against any later head without the leaves in between: every node of it is the root of a few complete
 * subtrees, and the root of a complete subtree follows from its last leaf and that leaf's own path, whichever head that
 * path was made against, because all siblings of a last leaf inside its subtree lie to its left and were there before it.
 */
import { sha256 as portableSha256, type Sha256 } from './bytes.ts'
import { nodeHash, rootOf } from './merkle.ts'

/** The leaves [start, start + 2^height), all there; `start` is a multiple of 2^height. */
export interface Subtree {
  readonly start: number
  readonly height: number
}

export const lastLeafOf = ({ start, height }: Subtree): number => start + 2 ** height - 1

/**
 * The path of leaf `index` in the tree of `size` leaves, the sibling of the leaf first: each node as the subtrees whose
 * roots it is made of, from left to right (`joinSubtrees`). The last leaf of the tree always stands alone: it may be a
 * closing leaf, which has no path of its own. O(log² size).
 * @throws RangeError when the tree has no such leaf
 */
export function pathSubtrees(index: number, size: number): readonly (readonly Subtree[])[] {
  if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${String(index)}`)
  const path: (readonly Subtree[])[] = []
  for (let span = 1; span < size; span *= 2) {
    const at = Math.floor(index / span)
    const start = (at % 2 === 0 ? at + 1 : at - 1) * span
    if (start < size) path.push(cover(start, Math.min(start + span, size), size))
  }
  return path
}

function cover(from: number, end: number, size: number): readonly Subtree[] {
  const subtrees: Subtree[] = []
  const whole = end === size ? end - 1 : end
  for (let start = from; start < whole;) {
    const height = Math.floor(Math.log2(whole - start))
    subtrees.push({ start, height })
    start += 2 ** height
  }
  return end === size ? [...subtrees, { start: size - 1, height: 0 }] : subtrees
}

/** @param path of the subtree's last leaf, in any tree that holds it. @throws RangeError when it is too short */
export function subtreeRoot(
  { height }: Subtree,
  lastLeafHash: Uint8Array,
  path: readonly Uint8Array[],
  sha256: Sha256 = portableSha256,
): Uint8Array {
  if (path.length < height) throw new RangeError(`a path of ${String(path.length)} nodes has no subtree of height ${String(height)}`)
  return path.slice(0, height).reduce((hash, left) => nodeHash(left, hash, sha256), lastLeafHash)
}

/** The node made of the subtrees with these roots, from left to right. */
export const joinSubtrees = (roots: readonly Uint8Array[], sha256: Sha256 = portableSha256): Uint8Array =>
  rootOf({ size: roots.length, nodes: roots }, sha256)
