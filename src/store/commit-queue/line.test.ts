import { describe, expect, it } from 'vitest'
import { createLine } from './line.ts'

/** A store whose commits are finished by hand. */
function byHand() {
  const batches: { readonly batch: readonly number[]; readonly done: PromiseWithResolvers<readonly number[]> }[] = []
  const commit = (batch: readonly number[]): Promise<readonly number[]> => {
    const done = Promise.withResolvers<readonly number[]>()
    batches.push({ batch, done })
    return done.promise
  }
  const finish = (at: number): void => {
    const entry = batches[at]
    entry?.done.resolve(entry.batch.map((operation) => operation * 10))
  }
  return { batches, commit, finish }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the line', () => {
  it('gathers what arrives in one turn, and what arrives while a batch commits', async () => {
    const { batches, commit, finish } = byHand()
    const line = createLine(commit)
    const first = [1, 2, 3].map((operation) => line.submit(operation))
    await turn()
    const second = [4, 5].map((operation) => line.submit(operation))
    await turn()
    expect(batches.map(({ batch }) => batch)).toEqual([[1, 2, 3]])
    expect(line.waiting).toBe(5)
    finish(0)
    expect(await Promise.all(first)).toEqual([10, 20, 30])
    expect(batches.map(({ batch }) => batch)).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    expect(line.waiting).toBe(2)
    finish(1)
    expect(await Promise.all(second)).toEqual([40, 50])
    expect(line.waiting).toBe(0)
  })

  it('makes no batch larger than its limit', async () => {
    const { batches, commit, finish } = byHand()
    const line = createLine(commit, { batch: 2, waiting: 10 })
    const all = Promise.all([1, 2, 3, 4, 5].map((operation) => line.submit(operation)))
    for (let at = 0; at < 3; at++) {
      await turn()
      finish(at)
    }
    expect(await all).toEqual([10, 20, 30, 40, 50])
    expect(batches.map(({ batch }) => batch)).toEqual([[1, 2], [3, 4], [5]])
  })

  it('rejects a batch that failed and goes on with the next', async () => {
    const { batches, commit, finish } = byHand()
    const line = createLine(commit, { batch: 1, waiting: 10 })
    const outcomes = Promise.allSettled([1, 2].map((operation) => line.submit(operation)))
    await turn()
    batches[0]?.done.reject(new Error('lost'))
    await turn()
    finish(1)
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { message: 'lost' } },
      { status: 'fulfilled', value: 20 },
    ])
  })

  it('refuses what is too much, until there is room again', async () => {
    const { commit, finish } = byHand()
    const line = createLine(commit, { batch: 2, waiting: 2 })
    const taken = Promise.all([line.submit(1), line.submit(2)])
    await expect(line.submit(3)).rejects.toMatchObject({ code: 'queue-full', detail: { retryAfterSeconds: 1 } })
    await turn()
    await expect(line.submit(3)).rejects.toMatchObject({ code: 'queue-full' })
    finish(0)
    await taken
    const next = line.submit(3)
    await turn()
    finish(1)
    expect(await next).toBe(30)
  })

  it('closes when everything is answered, and takes nothing more', async () => {
    const { commit, finish } = byHand()
    const line = createLine(commit)
    const taken = line.submit(1)
    let closed = false
    const closing = Promise.all([line.close(), line.close()]).then(() => (closed = true))
    await expect(line.submit(2)).rejects.toMatchObject({ code: 'shutting-down' })
    await turn()
    expect(closed).toBe(false)
    finish(0)
    expect(await taken).toBe(10)
    expect(await closing).toBe(true)
    await createLine(commit).close()
  })
})
