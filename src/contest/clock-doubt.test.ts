import { expect, it } from 'vitest'
import {
  doubtfulReadings,
  notableReadings,
  readClock,
  readLog,
  settledSources,
  type ClockSource,
  type KeptConfirmation,
} from './clock-doubt.ts'

it.each([
  [readLog(10_000, 1000), false, false],
  [readLog(10_000, 10_050), false, false],
  [readLog(10_000, 10_051), true, false],
  [readLog(10_000, 12_000), true, false],
  [readLog(10_000, 12_001), true, true],
  [readClock('database', 50), false, false],
  [readClock('database', -51), true, false],
  [readClock('time-server', 2000), true, false],
  [readClock('time-server', -2001), true, true],
  [readClock('database', 2001), true, true],
])('%o is notable: %s, doubtful: %s', (reading, notable, doubtful) => {
  expect(notableReadings([reading]).length).toBe(Number(notable))
  expect(doubtfulReadings([reading], []).length).toBe(Number(doubtful))
})

it('a doubt is settled by a confirmation of the same source and about the same value, and by no other', () => {
  const kept = (source: ClockSource, value: number, rightAt = 0): readonly KeptConfirmation[] => [{ source, value, rightAt }]
  const hour = readClock('database', 3_600_000)
  expect(doubtfulReadings([hour], kept('database', 3_601_999))).toEqual([])
  expect(doubtfulReadings([hour], kept('time-server', 3_600_000))).toEqual([hour])
  expect(doubtfulReadings([hour], kept('database', 0))).toEqual([hour])
  const late = readLog(0, 50_000)
  expect(doubtfulReadings([late, hour], kept('log', 50_000))).toEqual([hour])
  // Behind the instant at which the clock was known to be right, by more than clocks differ.
  expect(doubtfulReadings([late], kept('log', 50_000, 2000))).toEqual([])
  expect(doubtfulReadings([late], kept('log', 50_000, 2001))).toEqual([late])
})

it('a confirmation has done its work once its source agrees', () => {
  const kept: readonly KeptConfirmation[] = [
    { source: 'log', value: 50_000, rightAt: 0 },
    { source: 'database', value: 3_600_000, rightAt: 0 },
  ]
  expect(settledSources([readLog(0, 50_000), readClock('database', 3_600_000)], kept)).toEqual([])
  expect(settledSources([readLog(48_000, 50_000), readClock('database', 2000), readClock('time-server', 0)], kept)).toEqual([
    'log',
    'database',
  ])
  // One that was not asked says nothing.
  expect(settledSources([readLog(0, 50_000)], kept)).toEqual([])
})
