import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, isoDay, isZone, phaseAt, readDay, splitDuration, wallTime } from './calendar.ts'

const hoChiMinh = 'Asia/Ho_Chi_Minh'
const iso = (text: string) => Date.parse(text)

describe('phaseAt', () => {
  const round = { opensAt: 1000, closesAt: 2000 }

  it('counts the opening instant in and the closing instant out', () => {
    expect([999, 1000, 1999, 2000].map((at) => phaseAt(round, at))).toEqual(['scheduled', 'open', 'open', 'closed'])
  })

  it('only ever goes forward', () => {
    const order = ['scheduled', 'open', 'closed']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }), (a, b) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)]
        expect(order.indexOf(phaseAt(round, earlier))).toBeLessThanOrEqual(order.indexOf(phaseAt(round, later)))
      }),
    )
  })
})

describe('isZone', () => {
  it('knows the zones of the runtime', () => {
    expect([hoChiMinh, 'Europe/Berlin', 'UTC', 'Asia/Saigon_City', ''].map(isZone)).toEqual([true, true, true, false, false])
  })
})

describe('wallTime', () => {
  it('reads the clock of the zone, seven hours ahead of UTC in Vietnam', () => {
    expect(wallTime(iso('2024-09-08T23:30:15.042Z'), hoChiMinh)).toEqual({
      year: 2024,
      month: 9,
      day: 9,
      hour: 6,
      minute: 30,
      second: 15,
      millisecond: 42,
      weekday: 1,
    })
  })

  it('reads midnight as hour 0 and instants before 1970 with milliseconds ahead', () => {
    expect(wallTime(iso('2024-09-08T17:00:00Z'), hoChiMinh)).toMatchObject({ day: 9, hour: 0 })
    expect(wallTime(-1, 'UTC')).toMatchObject({ year: 1969, month: 12, day: 31, second: 59, millisecond: 999, weekday: 3 })
  })
})

describe('instantOf', () => {
  it('reads dates, minutes and seconds on the wall clock of the zone', () => {
    expect(instantOf('2024-09-14', hoChiMinh)).toBe(iso('2024-09-13T17:00:00Z'))
    expect(instantOf('2024-09-09 07:00', hoChiMinh)).toBe(iso('2024-09-09T00:00:00Z'))
    expect(instantOf('2024-09-09T07:00:30', hoChiMinh)).toBe(iso('2024-09-09T00:00:30Z'))
  })

  it.each(['', '9/9/2024', '2024-9-9', '2024-09-09 7:00', '2024-09-09 07:00Z', ' 2024-09-09', '2024-09-09 07:00:00.5'])(
    'does not read %o',
    (text) => {
      expect(instantOf(text, hoChiMinh)).toBeNull()
    },
  )

  it.each([
    '2024-02-30',
    '2023-02-29',
    '2024-00-10',
    '2024-13-01',
    '2024-09-00',
    '2024-09-31',
    '2024-09-09 24:00',
    '2024-09-09 07:60',
    '2024-09-09 07:00:60',
    '0050-01-01',
  ])('refuses %s, which no calendar has', (text) => {
    expect(instantOf(text, hoChiMinh)).toBeNull()
  })

  it('refuses the hour that is skipped in spring, and keeps its neighbours', () => {
    expect(instantOf('2024-03-31 01:59:59', 'Europe/Berlin')).toBe(iso('2024-03-31T00:59:59Z'))
    expect(instantOf('2024-03-31 02:00', 'Europe/Berlin')).toBeNull()
    expect(instantOf('2024-03-31 02:59:59', 'Europe/Berlin')).toBeNull()
    expect(instantOf('2024-03-31 03:00', 'Europe/Berlin')).toBe(iso('2024-03-31T01:00:00Z'))
  })

  it('takes the first of two when an hour comes twice in autumn', () => {
    expect(instantOf('2024-10-27 02:30', 'Europe/Berlin')).toBe(iso('2024-10-27T00:30:00Z'))
    expect(instantOf('2024-10-27 03:00', 'Europe/Berlin')).toBe(iso('2024-10-27T02:00:00Z'))
    expect(instantOf('2024-11-03 01:30', 'America/New_York')).toBe(iso('2024-11-03T05:30:00Z'))
    expect(instantOf('2024-04-07 01:45', 'Australia/Lord_Howe')).toBe(iso('2024-04-06T14:45:00Z'))
  })

  it('refuses a day that a zone left out', () => {
    expect(instantOf('2011-12-29 23:59', 'Pacific/Apia')).toBe(iso('2011-12-30T09:59:00Z'))
    expect(instantOf('2011-12-30 12:00', 'Pacific/Apia')).toBeNull()
    expect(instantOf('2011-12-31', 'Pacific/Apia')).toBe(iso('2011-12-30T10:00:00Z'))
  })

  it('reads back what wallTime shows, at the first of doubled hours', () => {
    const zones = fc.constantFrom(hoChiMinh, 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC')
    const seconds = fc.integer({ min: iso('2000-01-01') / 1000, max: iso('2035-01-01') / 1000 })
    fc.assert(
      fc.property(zones, seconds, (zone, second) => {
        const { year, month, day, hour, minute, second: s } = wallTime(second * 1000, zone)
        const two = (value: number) => String(value).padStart(2, '0')
        const read = instantOf(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(s)}`, zone)
        if (read === null) throw new Error('not read')
        expect([0, 1800_000, 3600_000]).toContain(second * 1000 - read)
        expect(wallTime(read, zone)).toEqual(wallTime(second * 1000, zone))
      }),
    )
  })
})

describe('splitDuration', () => {
  it('splits into whole units that add up', () => {
    expect(splitDuration(0)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0, milliseconds: 0 })
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 10 }), (ms) => {
        const { days, hours, minutes, seconds, milliseconds } = splitDuration(ms)
        expect((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds).toBe(ms)
        expect(hours < 24 && minutes < 60 && seconds < 60 && milliseconds < 1000).toBe(true)
      }),
    )
  })
})

describe('days', () => {
  it('are read as people write them', () => {
    expect(['2025-06-30', '2025-6-3', '30/6/2025', '30.06.2025', '30-6-2025'].map(readDay)).toEqual([
      '2025-06-30',
      '2025-06-03',
      '2025-06-30',
      '2025-06-30',
      '2025-06-30',
    ])
    expect(['', '31/6/2025', '2025-02-30', 'hôm nay', '6/2025'].map(readDay)).toEqual([null, null, null, null, null])
  })

  it('are those of the place', () => {
    expect([isoDay(iso('2025-06-30T17:00:00Z'), hoChiMinh), isoDay(iso('2025-06-30T16:59:59Z'), hoChiMinh)]).toEqual([
      '2025-07-01',
      '2025-06-30',
    ])
  })
})
