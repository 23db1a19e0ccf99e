import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { append, emptyFrontier, inclusionProof, leafHash, type Frontier } from './merkle.ts'
import { joinSubtrees, lastLeafOf, pathSubtrees, subtreeRoot } from './subtrees.ts'

const hashes = (size: number) => Array.from({ length: size }, (_, at) => leafHash(Buffer.from(`leaf ${String(at)}`)))

/** Each leaf's path against the head of the batch it came in, as a log stores them. */
function storedPaths(leaves: readonly Uint8Array[], batches: readonly number[]): readonly (readonly Uint8Array[])[] {
  let frontier: Frontier = emptyFrontier
  const paths: (readonly Uint8Array[])[] = []
  for (let turn = 0; paths.length < leaves.length; turn++) {
    const appended = append(frontier, leaves.slice(paths.length, paths.length + (batches[turn % batches.length] ?? 1)))
    paths.push(...appended.proofs)
    frontier = appended.frontier
  }
  return paths
}

describe('a path from the paths of other leaves', () => {
  it('is the inclusion path, whatever batches the log grew in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.nat(),
        (size, batches, some) => {
          const leaves = hashes(size)
          const stored = storedPaths(leaves, batches)
          const index = some % size
          const path = pathSubtrees(index, size).map((subtrees) =>
            joinSubtrees(
              subtrees.map((subtree) => {
                const last = lastLeafOf(subtree)
                // The last leaf of a log is asked for no path: a closing leaf has none.
                return subtreeRoot(subtree, leaves[last]!, last === size - 1 ? [] : stored[last]!)
              }),
            ),
          )
          expect(path).toEqual(inclusionProof(leaves, index))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('asks for few leaves of a large log', () => {
    const asked = pathSubtrees(123_456, 1_000_002).flat()
    expect(asked.length).toBeLessThan(60)
  })

  it('refuses a leaf that is not there, and a path that is too short', () => {
    for (const index of [-1, 4, 0.5]) expect(() => pathSubtrees(index, 4)).toThrow(RangeError)
    expect(() => subtreeRoot({ start: 0, height: 1 }, leafHash(Buffer.of(1)), [])).toThrow(RangeError)
  })
})
