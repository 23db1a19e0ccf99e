import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOf } from '#test/support/contest.ts'
import {
  againAt,
  arrivalOf,
  deadlineAfterReopening,
  deadlineOf,
  decideStart,
  refuseArrival,
  refuseExtra,
  replacesCounting,
  timeIsUp,
  type AttemptState,
} from './attempt.ts'
import type { AttemptRules } from '../rules/rules.ts'

const round = { opensAt: 1_000_000, closesAt: 2_000_000 }
const once: AttemptRules = { perRound: 1, perDay: null, counts: 'first', timeLimitMs: null, lateStart: 'shortened', extra: null }
const limited: AttemptRules = { ...once, timeLimitMs: 600_000 }
const attempt = (number: number, change: Partial<AttemptState> = {}): AttemptState => ({
  number,
  startedAt: 1_000_000,
  deadlineAt: 2_000_000,
  submitted: false,
  ...change,
})

describe('deadlineOf', () => {
  it('is the closing, or the end of the time limit when that comes first', () => {
    expect(deadlineOf(once, round, 1_500_000)).toBe(2_000_000)
    expect(deadlineOf(limited, round, 1_200_000)).toBe(1_800_000)
    expect(deadlineOf(limited, round, 1_900_000)).toBe(2_000_000)
  })

  it('after a reopening leaves whoever was answering the time that was left, and whose time was over none', () => {
    const shut = { closedAt: 1_500_000, reopenedAt: 1_700_000 }
    const after = (rules: AttemptRules, startedAt: number, closesAt = 3_000_000) =>
      deadlineAfterReopening(rules, { ...round, closesAt }, startedAt, shut)
    expect([after(once, 1_400_000), after(limited, 1_400_000), after(limited, 900_000)]).toEqual([3_000_000, 2_200_000, 1_500_000])
    expect(after(limited, 1_400_000, 2_000_000)).toBe(2_000_000)
  })
})

describe('decideStart', () => {
  it('refuses outside [opensAt, closesAt)', () => {
    expect(decideStart(once, round, [], 999_999, 'UTC')).toEqual({ kind: 'refused', code: 'round-not-open' })
    expect(decideStart(once, round, [], 1_000_000, 'UTC')).toEqual({ kind: 'start', number: 1, deadlineAt: 2_000_000 })
    expect(decideStart(once, round, [], 1_999_999, 'UTC')).toMatchObject({ kind: 'start' })
    expect(decideStart(once, round, [], 2_000_000, 'UTC')).toEqual({ kind: 'refused', code: 'round-closed' })
  })

  it('gives the running attempt again instead of a second one', () => {
    expect(decideStart(once, round, [attempt(1)], 1_500_000, 'UTC')).toEqual({ kind: 'running', number: 1 })
  })

  it('refuses one more than the rules allow, whether submitted or expired', () => {
    const refused = { kind: 'refused', code: 'attempts-exhausted' }
    expect(decideStart(once, round, [attempt(1, { submitted: true })], 1_500_000, 'UTC')).toEqual(refused)
    expect(decideStart(limited, round, [attempt(1, { deadlineAt: 1_500_000 })], 1_500_000, 'UTC')).toEqual(refused)
  })

  it('counts attempts up to the number allowed', () => {
    const states = [attempt(2, { submitted: true }), attempt(1, { submitted: true })]
    expect(decideStart({ ...once, perRound: 3 }, round, states, 1_500_000, 'UTC')).toEqual({
      kind: 'start',
      number: 3,
      deadlineAt: 2_000_000,
    })
  })

  it('counts attempts of a day of the zone, and says when the next may begin', () => {
    const week = { opensAt: Date.parse('2026-03-02T00:00:00+07:00'), closesAt: Date.parse('2026-03-07T00:00:00+07:00') }
    const daily: AttemptRules = { ...once, perRound: 7, perDay: 2 }
    const at = (text: string) => Date.parse(`${text}+07:00`)
    const begun = (...starts: readonly string[]) => starts.map((start, i) => attempt(i + 1, { startedAt: at(start), submitted: true }))
    const two = begun('2026-03-02T23:59:59', '2026-03-03T00:00:00', '2026-03-03T09:00:00')
    const decide = (states: readonly AttemptState[], now: string) => decideStart(daily, week, states, at(now), 'Asia/Ho_Chi_Minh')
    expect(decide(two.slice(0, 2), '2026-03-03T23:59:59')).toMatchObject({ kind: 'start', number: 3 })
    expect(decide(two, '2026-03-03T23:59:59')).toEqual({ kind: 'refused', code: 'attempts-exhausted-today' })
    expect(decide(two, '2026-03-04T00:00:00')).toMatchObject({ kind: 'start', number: 4 })
    expect(againAt(daily, 'Asia/Ho_Chi_Minh', two, at('2026-03-03T12:00:00'))).toBe(at('2026-03-04T00:00:00'))
    expect(againAt(daily, 'Asia/Ho_Chi_Minh', two, at('2026-03-04T00:00:00'))).toBeNull()
    expect(againAt({ perDay: null }, 'Asia/Ho_Chi_Minh', two, at('2026-03-03T12:00:00'))).toBeNull()
    expect(decide(begun(...Array<string>(7).fill('2026-03-03T09:00:00')), '2026-03-05T00:00:00')).toEqual({
      kind: 'refused',
      code: 'attempts-exhausted',
    })
  })

  it('begins a day where clocks skip its midnight an hour later', () => {
    const noon = Date.parse('2018-11-03T15:00:00Z')
    expect(againAt({ perDay: 1 }, 'America/Sao_Paulo', [attempt(1, { startedAt: noon })], noon)).toBe(Date.parse('2018-11-04T03:00:00Z'))
  })

  it('never lets more begin on a day or in the round than the rules allow', () => {
    const days = fc.array(fc.integer({ min: 0, max: 5 * 86_400_000 - 1 }), { maxLength: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 4 }), days, (perRound, perDay, tries) => {
        const open = { opensAt: 0, closesAt: 5 * 86_400_000 }
        const states: AttemptState[] = []
        for (const now of tries.sort((a, b) => a - b)) {
          const decision = decideStart({ ...once, perRound, perDay }, open, states, now, 'UTC')
          const today = states.filter(({ startedAt }) => Math.floor(startedAt / 86_400_000) === Math.floor(now / 86_400_000)).length
          expect(decision.kind).toBe(today < perDay && states.length < perRound ? 'start' : 'refused')
          if (decision.kind === 'start') states.push({ number: decision.number, startedAt: now, deadlineAt: now, submitted: true })
        }
      }),
    )
  })

  it('shortens or refuses a late start as the rules say', () => {
    expect(decideStart(limited, round, [], 1_900_000, 'UTC')).toEqual({ kind: 'start', number: 1, deadlineAt: 2_000_000 })
    const refusing: AttemptRules = { ...limited, lateStart: 'refused' }
    expect(decideStart(refusing, round, [], 1_400_000, 'UTC')).toMatchObject({ kind: 'start', deadlineAt: 2_000_000 })
    expect(decideStart(refusing, round, [], 1_400_001, 'UTC')).toEqual({ kind: 'refused', code: 'late-start-refused' })
    expect(decideStart({ ...once, lateStart: 'refused' }, round, [], 1_999_999, 'UTC')).toMatchObject({ kind: 'start' })
  })
})

describe('arrivalOf', () => {
  it('is the first byte of what is complete two seconds later, and otherwise its end', () => {
    expect([arrivalOf(1000, 1000), arrivalOf(1000, 3000), arrivalOf(1000, 3001), arrivalOf(1000, 80_000)]).toEqual([
      1000, 1000, 3001, 80_000,
    ])
  })
})

describe('refuseArrival', () => {
  it('accepts from the opening until half a minute after the deadline, for what was on its way, and never after the closing', () => {
    const at = (arrivedAt: number) => refuseArrival(round, { deadlineAt: 1_800_000 }, arrivedAt)
    expect([999_999, 1_000_000, 1_829_999, 1_830_000, 1_999_999, 2_000_000].map(at)).toEqual([
      'round-not-open',
      null,
      null,
      'attempt-expired',
      'attempt-expired',
      'round-closed',
    ])
  })
})

describe('timeIsUp', () => {
  it('is so from ten seconds before the deadline of an attempt with a limit, and of no other', () => {
    const at = (timed: boolean) => [1_789_999, 1_790_000, 1_800_001].map((now) => timeIsUp(timed, { deadlineAt: 1_800_000 }, now))
    expect(at(true)).toEqual([false, true, true])
    expect(at(false)).toEqual([false, false, false])
  })
})

describe('an attempt given after trouble', () => {
  const open = { opensAt: 0, closesAt: 1_000_000 }
  const zone = 'Asia/Ho_Chi_Minh'
  const rules: AttemptRules = { ...once, extra: 'replaces' }
  const used = { number: 1, startedAt: 10, deadlineAt: 1_000_000, submitted: true }
  const start = (of: AttemptRules, attempts: readonly AttemptState[], given: number) => decideStart(of, open, attempts, 500, zone, given)

  it('begins as one more, whatever the day allows, and once only', () => {
    expect(start(rules, [used], 0)).toEqual({ kind: 'refused', code: 'attempts-exhausted' })
    expect(start(rules, [used], 1)).toEqual({ kind: 'start', number: 2, deadlineAt: 1_000_000 })
    expect(start(rules, [used, { ...used, number: 2 }], 1)).toMatchObject({ code: 'attempts-exhausted' })
    const daily: AttemptRules = { ...rules, perRound: 2, perDay: 1 }
    expect(start(daily, [used], 0)).toMatchObject({ code: 'attempts-exhausted-today' })
    expect(start(daily, [used, { ...used, number: 2 }], 1)).toMatchObject({ kind: 'start', number: 3 })
  })

  it('is refused where the rules do not speak of it, to whoever has one left, and out of the time of the round', () => {
    const refuse = (of: AttemptRules, attempts: readonly AttemptState[], now = 500, given = 0) =>
      refuseExtra(of, open, attempts, now, zone, given)
    expect(refuse(rules, [used])).toBeNull()
    expect(refuse(rules, [{ ...used, submitted: false, deadlineAt: 400 }])).toBeNull()
    expect(refuse({ ...rules, extra: null }, [used])).toBe('extra-attempt-unsaid')
    expect(refuse(rules, [])).toBe('attempt-left')
    expect(refuse(rules, [{ ...used, submitted: false }])).toBe('attempt-left')
    expect(refuse(rules, [used], 500, 1)).toBe('attempt-left')
    expect(refuse({ ...rules, perRound: 2, perDay: 1 }, [used])).toBe('attempt-left')
    expect([refuse(rules, [used], -1), refuse(rules, [used], 1_000_000)]).toEqual(['round-not-open', 'round-closed'])
    expect(refuse({ ...rules, timeLimitMs: 600_000, lateStart: 'refused' }, [used], 500_000)).toBe('late-start-refused')
  })

  it('counts in place of those before it, or as one of them', () => {
    const counting = (extra: AttemptRules['extra'], counts: AttemptRules['counts'], scores: readonly number[]): number => {
      const entries = scores.map((correct, i) => entryOf(i, { contestantId: 'c', attemptNumber: i + 1, correct }))
      const of: AttemptRules = { ...once, perRound: 2, counts, extra }
      return entries.reduce((chosen, entry) => (replacesCounting(of, chosen, entry) ? entry : chosen)).attemptNumber
    }
    expect(counting('replaces', 'first', [9, 8])).toBe(1)
    expect(counting('replaces', 'best', [9, 8, 3])).toBe(3)
    expect(counting('replaces', 'first', [9, 8, 3, 2])).toBe(4)
    expect([counting('as-others', 'first', [9, 8, 3]), counting('as-others', 'last', [9, 8, 3])]).toEqual([1, 3])
  })
})

describe('replacesCounting', () => {
  const counting = (counts: AttemptRules['counts'], scores: readonly number[]): number => {
    const entries = scores.map((correct, i) => entryOf(i, { contestantId: 'c', attemptNumber: i + 1, correct }))
    return entries.reduce((chosen, entry) => (replacesCounting({ ...once, perRound: 9, counts }, chosen, entry) ? entry : chosen))
      .attemptNumber
  }

  it('takes the first, the last, or the best and of equal ones the earlier', () => {
    expect([counting('first', [3, 9, 5]), counting('last', [3, 9, 5]), counting('best', [3, 9, 5])]).toEqual([1, 3, 2])
    expect(counting('best', [3, 9, 9])).toBe(2)
  })

  it('does not depend on the order in which attempts are seen', () => {
    const attempts = fc.uniqueArray(fc.nat({ max: 20 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.constantFrom('first', 'last', 'best'),
        fc.constantFrom(null, 'replaces', 'as-others'),
        attempts,
        fc.array(fc.nat({ max: 3 }), { minLength: 6, maxLength: 6 }),
        (counts, extra, numbers, scores) => {
          const rules: AttemptRules = { ...once, perRound: 5, counts, extra }
          const entries = numbers.map((attemptNumber, i) => entryOf(attemptNumber, { attemptNumber, correct: scores[i] as number }))
          const choose = (list: typeof entries) => list.reduce((chosen, entry) => (replacesCounting(rules, chosen, entry) ? entry : chosen))
          expect(choose(entries)).toEqual(choose([...entries].reverse()))
        },
      ),
    )
  })
})
