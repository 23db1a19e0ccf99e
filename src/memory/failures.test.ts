import { expect, it } from 'vitest'
import { createFailures } from './failures.ts'

it('counts what failed by kind and minute, and forgets after an hour', () => {
  let at = 0
  const failures = createFailures(() => at)
  failures.note('entries-busy')
  failures.note('entries-busy')
  at += 60_000
  failures.note('unexpected')
  expect(failures.lately('entries-busy', 1)).toBe(0)
  expect(failures.lately('entries-busy', 2)).toBe(2)
  expect(failures.lately('unexpected', 1)).toBe(1)
  at += 59 * 60_000
  expect(failures.lately('entries-busy', 90)).toBe(0)
  failures.note('slowed')
  expect(failures.lately('unexpected', 60)).toBe(1)
  expect(failures.lately('slowed', 60)).toBe(1)
})
