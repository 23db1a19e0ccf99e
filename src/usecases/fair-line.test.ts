import { describe, expect, it } from 'vitest'
import { createFairLine } from './fair-line.ts'

/** Work that ends when it is told to. */
function stage(limits: Parameters<typeof createFairLine>[0]) {
  const line = createFairLine(limits)
  const begun: string[] = []
  const ends: (() => void)[] = []
  const come = (from: string): Promise<unknown> =>
    line.pass(from, () => {
      begun.push(from)
      return new Promise<void>((resolve) => ends.push(resolve))
    })
  const endOne = async (): Promise<void> => {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return { line, begun, come, endOne }
}

describe('a fair line', () => {
  it('lets so many in at once, and then takes turns between those they come from', async () => {
    const { begun, come, endOne, line } = stage({ atOnce: () => 2, waiting: 100, waitingEach: 50 })
    const all = [...Array.from({ length: 6 }, () => come('flood')), come('one'), come('other')]
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect([begun, line.waiting]).toEqual([['flood', 'flood'], 6])
    for (let i = 0; i < 8; i++) await endOne()
    expect(begun.slice(2, 5).toSorted()).toEqual(['flood', 'one', 'other'])
    await Promise.all(all)
    expect(line.waiting).toBe(0)
  })

  it('refuses beyond what may wait, altogether and of one, and goes on', async () => {
    const { come, endOne, begun } = stage({ atOnce: () => 1, waiting: 3, waitingEach: 2 })
    const inside = [come('a'), come('a'), come('a')]
    await expect(come('a')).rejects.toMatchObject({ code: 'busy', detail: { retryAfterSeconds: 2 } })
    inside.push(come('b'))
    await expect(come('c')).rejects.toMatchObject({ code: 'busy' })
    for (let i = 0; i < 4; i++) await endOne()
    await Promise.all(inside)
    expect(begun.toSorted()).toEqual(['a', 'a', 'a', 'b'])
  })

  it('lets one in in a turn of the loop, and whoever need not stand in it is served between', async () => {
    const line = createFairLine({ atOnce: () => 8, waiting: 10, waitingEach: 10 })
    const served: string[] = []
    const other = (): void => {
      served.push('other')
      if (served.length < 8) setImmediate(other)
    }
    const all = Array.from({ length: 3 }, () => line.pass('flood', () => Promise.resolve(served.push('flood'))))
    setImmediate(other)
    await Promise.all(all)
    // The first enters at once, the second in the turn after.
    expect(served).toEqual(['flood', 'flood', 'other', 'flood'])
  })

  it('rests after each for as long as it is told', async () => {
    let rest = 20
    const line = createFairLine({ atOnce: () => 1, waiting: 10, waitingEach: 10, restMs: () => rest })
    const begun: number[] = []
    const one = () => line.pass('a', () => Promise.resolve(begun.push(performance.now())))
    await Promise.all([one(), one().then(() => (rest = 0)), one()])
    const [first = 0, second = 0, third = 0] = begun
    // A timer may be a little early.
    expect([second - first > 15, third - second > 15]).toEqual([true, true])
    await Promise.all([one(), one()])
    expect(begun).toHaveLength(5)
  })

  it('goes on after work that failed', async () => {
    const line = createFairLine({ atOnce: () => 1, waiting: 3, waitingEach: 2 })
    const failing = line.pass('a', () => Promise.reject(new Error('no')))
    const after = line.pass('a', () => Promise.resolve('done'))
    await expect(failing).rejects.toThrow('no')
    expect(await after).toBe('done')
  })
})
