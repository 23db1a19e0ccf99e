import { expect, it } from 'vitest'
import { doubtfulReadings, notableReadings, readClock, readLog } from './clock-doubt.ts'

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
  const hour = readClock('database', 3_600_000)
  expect(doubtfulReadings([hour], [{ source: 'database', value: 3_601_999 }])).toEqual([])
  expect(doubtfulReadings([hour], [{ source: 'time-server', value: 3_600_000 }])).toEqual([hour])
  expect(doubtfulReadings([hour], [{ source: 'database', value: 0 }])).toEqual([hour])
  const late = readLog(0, 50_000)
  expect(doubtfulReadings([late, hour], [{ source: 'log', value: 50_000 }])).toEqual([hour])
})
