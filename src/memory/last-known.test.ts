import { setImmediate } from 'node:timers/promises'
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

it('says what it knew last while it finds out, one version at a time, and a failure once', async () => {
  const known = createLastKnown(2)
  const asked: string[] = []
  const waiting: { readonly resolve: (value: string) => void; readonly reject: (error: Error) => void }[] = []
  const latest = (version: string) =>
    known.latest('a', version, () => {
      asked.push(version)
      return new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }))
    })
  const settle = async (act: 'resolve' | 'reject', value: string): Promise<void> => {
    await setImmediate()
    const [one] = waiting.splice(0, 1)
    if (act === 'resolve') one?.resolve(value)
    else one?.reject(new Error(value))
    await setImmediate()
  }
  expect(latest('1')).toEqual({ value: null, isCurrent: false })
  // Whoever asks is answered first.
  expect(asked).toEqual([])
  await setImmediate()
  expect(latest('2')).toEqual({ value: null, isCurrent: false })
  expect(asked).toEqual(['1'])
  await settle('resolve', 'one')
  expect(latest('1')).toEqual({ value: 'one', isCurrent: true })
  expect(latest('3')).toEqual({ value: 'one', isCurrent: false })
  expect(latest('4')).toEqual({ value: 'one', isCurrent: false })
  await settle('resolve', 'three')
  expect(latest('4')).toEqual({ value: 'three', isCurrent: false })
  await setImmediate()
  expect(asked).toEqual(['1', '3', '4'])
  await settle('reject', 'not now')
  expect(() => latest('4')).toThrow('not now')
  expect(latest('4').isCurrent).toBe(false)
  await settle('resolve', 'four')
  expect(latest('4')).toEqual({ value: 'four', isCurrent: true })
  expect(await known.get('a', '4', () => Promise.resolve('never asked'))).toBe('four')
})
