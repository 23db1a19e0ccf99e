import { expect, it } from 'vitest'
import { createLastKnown } from './last-known.ts'

it('finds out once a version, for all who ask meanwhile, and again after a failure', async () => {
  const known = createLastKnown(2)
  let found = 0
  const find = () => Promise.resolve(++found)
  expect(await Promise.all([known.get('a', '1', find), known.get('a', '1', find)])).toEqual([1, 1])
  expect(await known.get('a', '2', find)).toBe(2)
  expect(await known.get('b', '1', find)).toBe(3)
  expect(await known.get('a', '2', find)).toBe(2)
  // The third forgets the one that was not asked for longest.
  expect(await known.get('c', '1', find)).toBe(4)
  expect(await known.get('a', '2', find)).toBe(2)
  expect(await known.get('b', '1', find)).toBe(5)

  await expect(known.get('d', '1', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now')
  expect(await known.get('d', '1', find)).toBe(6)
})
