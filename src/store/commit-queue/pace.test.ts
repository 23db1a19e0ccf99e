import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

it('adds up what was committed in the minutes that are asked for, and forgets after an hour', () => {
  let at = 30_000
  const pace = createPace(() => at)
  expect(pace.lately(60)).toEqual({ operations: 0, longestMs: 0 })
  pace.note(3, 7)
  pace.note(4, 2)
  at += 60_000
  pace.note(5, 20)
  expect(pace.lately(1)).toEqual({ operations: 5, longestMs: 20 })
  expect(pace.lately(2)).toEqual({ operations: 12, longestMs: 20 })
  at += 58 * 60_000
  expect(pace.lately(5)).toEqual({ operations: 0, longestMs: 0 })
  expect(pace.lately(600)).toEqual({ operations: 12, longestMs: 20 })
  at += 60_000
  expect(pace.lately(60)).toEqual({ operations: 5, longestMs: 20 })
  at += 60_000
  expect(pace.lately(60)).toEqual({ operations: 0, longestMs: 0 })
})
