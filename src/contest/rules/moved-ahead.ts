/** The rules of a contest of another time, with its dates ahead: its weekdays, hours and distances kept. */
import { instantOf, wallText } from '../calendar.ts'
import type { Instant } from '../values.ts'
import type { ContestRules } from './rules.ts'

const day = 86_400_000

/** Time to prepare. */
const leastDays = 14

/**
 * All dates moved by as many whole weeks as bring what comes first to two or three weeks ahead of `now`, on the wall clock of the zone.
 * Who holds it is left to be written.
 */
export function movedAhead(rules: ContestRules, now: Instant): ContestRules {
  const { zone, collective, rounds } = rules
  const listClosesAt = collective?.listClosesAt ?? null
  const dates = [...rounds.map(({ opensAt }) => opensAt), ...(listClosesAt === null ? [] : [listClosesAt])]
  const weeks = Math.ceil((now + leastDays * day - Math.min(...dates)) / (7 * day))
  const moved = (at: Instant): Instant => onWallClock(at, weeks * 7, zone)
  return {
    ...rules,
    organiser: { name: 'Đơn vị tổ chức …', superior: null, standingUnit: null },
    rounds: rounds.map((round) => ({ ...round, opensAt: moved(round.opensAt), closesAt: moved(round.closesAt) })),
    collective: collective === null ? null : { ...collective, listClosesAt: listClosesAt === null ? null : moved(listClosesAt) },
  }
}

/** The same hour so many days later; where a clock skips it, so many times 24 hours later. */
function onWallClock(at: Instant, days: number, zone: string): Instant {
  const [date = '', time = ''] = wallText(at, zone).split(' ')
  const later = new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
  return instantOf(`${later} ${time}`, zone) ?? at + days * day
}
