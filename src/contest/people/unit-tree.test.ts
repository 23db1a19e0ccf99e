import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asTree, isInForce, treeFaults } from './unit-tree.ts'

const units = (...pairs: readonly (readonly [string, string | null])[]) => pairs.map(([code, parent]) => ({ code, parent }))

describe('units as a tree', () => {
  it('name parents that are missing and circles, and nothing that only hangs on one', () => {
    expect(treeFaults(units(['A', null], ['B', 'A'], ['C', 'X']))).toEqual({ orphans: ['C'], circular: [] })
    expect(treeFaults(units(['A', 'B'], ['B', 'A'], ['C', 'A'], ['D', 'D']))).toEqual({ orphans: [], circular: ['A', 'B', 'D'] })
  })

  it('are listed each under its own, in the order given', () => {
    const listed = asTree(units(['A', null], ['B', null], ['C', 'A'], ['D', 'C'], ['E', 'X']))
    expect(listed.map(({ unit, depth }) => `${'-'.repeat(depth)}${unit.code}`)).toEqual(['A', '-C', '--D', 'B', 'E'])
  })

  it('are all listed once where nothing is circular', () => {
    const codes = ['A', 'B', 'C', 'D', 'E']
    const forest = fc
      .tuple(...codes.map((_, at) => fc.constantFrom(null, ...codes.slice(0, at))))
      .map((parents) => codes.map((code, at) => ({ code, parent: parents[at] ?? null })))
    fc.assert(
      fc.property(forest, (all) => {
        expect(treeFaults(all)).toEqual({ orphans: [], circular: [] })
        expect(
          asTree(all)
            .map(({ unit }) => unit.code)
            .sort(),
        ).toEqual(codes)
      }),
    )
  })

  it('are there from the first day to the last, both included', () => {
    const unit = { validFrom: '2025-07-01', validUntil: '2026-06-30' }
    expect(['2025-06-30', '2025-07-01', '2026-06-30', '2026-07-01'].map((day) => isInForce(unit, day))).toEqual([false, true, true, false])
    expect(isInForce({ validFrom: null, validUntil: null }, '2026-01-01')).toBe(true)
  })
})
