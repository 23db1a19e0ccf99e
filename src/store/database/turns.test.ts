import { expect, it } from 'vitest'
import { turnsWhile } from '#test/support/turns.ts'
import { mapInTurns, runInTurns } from './turns.ts'

/** Six milliseconds of work: every second piece ends a stretch. */
function work<T>(value: T): T {
  for (const until = performance.now() + 6; performance.now() < until;);
  return value
}

it('long work leaves a turn to others after every stretch, and comes to the same', async () => {
  const items = Array.from({ length: 20 }, (_, at) => at)
  const made: number[] = []
  expect(await turnsWhile(async () => made.push(...(await mapInTurns(items, (item, at) => work(item + at)))))).toBeGreaterThanOrEqual(9)
  expect(made).toEqual(items.map((item) => 2 * item))

  const steps = function* (): Generator<undefined, string> {
    for (let at = 0; at < 20; at++) {
      work(at)
      yield
    }
    return 'done'
  }
  let done = ''
  expect(await turnsWhile(async () => (done = await runInTurns(steps())))).toBeGreaterThanOrEqual(9)
  expect(done).toBe('done')
})
