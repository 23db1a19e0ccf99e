import { describe, expect, it } from 'vitest'
import { createOwnTurn } from './own-turn.ts'

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the turns of one person', () => {
  it('come one after the other, in order, and are in nobody else’s way', async () => {
    const turns = createOwnTurn({ waiting: 10, restMs: () => 0 })
    const begun: string[] = []
    const ends: (() => void)[] = []
    const come = (who: string, what: string): Promise<void> =>
      turns.pass(who, () => {
        begun.push(what)
        return new Promise((end) => ends.push(end))
      })
    const all = [come('a', 'a1'), come('a', 'a2'), come('b', 'b1'), come('a', 'a3')]
    await tick()
    expect(begun).toEqual(['a1', 'b1'])
    for (let i = 0; i < 4; i++) {
      ends.shift()?.()
      await tick()
    }
    await Promise.all(all)
    expect(begun).toEqual(['a1', 'b1', 'a2', 'a3'])
  })

  it('rest after each for as long as is asked then, also for who comes in the rest', async () => {
    let rest = 25
    const turns = createOwnTurn({ waiting: 10, restMs: () => rest })
    const begun: number[] = []
    const one = (): Promise<unknown> => turns.pass('a', () => Promise.resolve(begun.push(performance.now())))
    await one()
    rest = 0
    await one()
    await one()
    const [first = 0, second = 0] = begun
    // A timer may be a little early.
    expect([second - first > 20, begun.length]).toEqual([true, 3])
  })

  it('are refused beyond so many, and go on after one that failed', async () => {
    const turns = createOwnTurn({ waiting: 1, restMs: () => 0 })
    const failing = turns.pass('a', () => Promise.reject(new Error('no')))
    const after = turns.pass('a', () => Promise.resolve('done'))
    await expect(turns.pass('a', () => Promise.resolve())).rejects.toMatchObject({ code: 'busy', detail: { retryAfterSeconds: 2 } })
    await expect(failing).rejects.toThrow('no')
    expect(await after).toBe('done')
  })
})
