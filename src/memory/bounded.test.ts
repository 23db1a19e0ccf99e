import { describe, expect, it } from 'vitest'
import { bounded, setWhileGood } from './bounded.ts'

describe('a bounded map', () => {
  it('lets go of what was set longest ago', () => {
    const values = bounded<number>(2)
    values.set('a', 1)
    values.set('b', 2)
    values.set('a', 3)
    values.set('c', 4)
    expect([...values.entries()]).toEqual([
      ['a', 3],
      ['c', 4],
    ])
    expect(values.get('b')).toBeUndefined()
    values.delete('a')
    values.set('d', 5)
    expect([...values.entries()].map(([key]) => key)).toEqual(['c', 'd'])
  })

  it('forgets a promise that failed, but not the one that took its place', async () => {
    const values = bounded<Promise<number>>(2)
    const failing = Promise.reject(new Error('no'))
    setWhileGood(values, 'a', failing, failing)
    await expect(failing).rejects.toThrow('no')
    expect(values.get('a')).toBeUndefined()
    const late = Promise.reject(new Error('late'))
    setWhileGood(values, 'a', late, late)
    const next = Promise.resolve(7)
    setWhileGood(values, 'a', next, next)
    await late.catch(() => undefined)
    expect(await values.get('a')).toBe(7)
  })
})
