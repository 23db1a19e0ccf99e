import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fullRulesFile, rulesOf } from '#test/support/contest.ts'
import { wallTime } from '../calendar.ts'
import { movedAhead } from './moved-ahead.ts'

const rules = rulesOf(fullRulesFile)
const week = 7 * 86_400_000

it('brings what comes first to two or three weeks ahead, everything else as far from it as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }), (now) => {
      const after = movedAhead(rules, now)
      const closed = after.collective?.listClosesAt ?? 0
      expect(closed - now).toBeGreaterThanOrEqual(2 * week)
      expect(closed - now).toBeLessThan(3 * week)
      const by = closed - (rules.collective?.listClosesAt ?? 0)
      expect(Math.abs(by % week)).toBe(0)
      expect(after.rounds.map(({ opensAt, closesAt }) => [opensAt - by, closesAt - by])).toEqual(
        rules.rounds.map(({ opensAt, closesAt }) => [opensAt, closesAt]),
      )
      expect({ ...after, rounds: [], collective: null, organiser: null }).toEqual({
        ...rules,
        rounds: [],
        collective: null,
        organiser: null,
      })
      expect(after.organiser.name).toContain('…')
    }),
  )
})

it('keeps the hour on the wall clock where clocks change, and passes over an hour that is skipped', () => {
  const [first] = rules.rounds
  if (first === undefined) throw new Error('no round')
  const berlin = (opensAt: string) => ({
    ...rules,
    zone: 'Europe/Berlin',
    collective: null,
    rounds: [{ ...first, opensAt: Date.parse(opensAt), closesAt: Date.parse(opensAt) + 1000 }],
  })
  const [moved] = movedAhead(berlin('2026-01-05T08:00:00+01:00'), Date.parse('2026-06-01T00:00:00Z')).rounds
  expect(wallTime(moved?.opensAt ?? 0, 'Europe/Berlin')).toMatchObject({ hour: 8, weekday: 1, month: 6, day: 15 })
  const [skipped] = movedAhead(berlin('2026-03-22T02:30:00+01:00'), Date.parse('2026-03-15T01:30:00+00:00')).rounds
  expect(new Date(skipped?.opensAt ?? 0).toISOString()).toBe('2026-03-29T01:30:00.000Z')
})

it('leaves rules without a closed list without one', () => {
  expect(movedAhead({ ...rules, collective: null }, 0).collective).toBeNull()
  const collective = rules.collective === null ? null : { ...rules.collective, listClosesAt: null }
  expect(movedAhead({ ...rules, collective }, 0).collective?.listClosesAt).toBeNull()
})
