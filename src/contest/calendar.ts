/**
 * Instants and the contest's wall clock. Rounds are half-open windows [opensAt, closesAt): the closing instant itself is
 * outside. Zones are IANA names; the offsets come from the runtime's zone data through Intl, whose language plays no part.
 */
import type { Instant } from './values.ts'

export type Phase = 'scheduled' | 'open' | 'closed'

/** Where a contest takes place unless its rules name another. */
export const usualZone = 'Asia/Ho_Chi_Minh'

/** [opensAt, closesAt) */
export interface Window {
  readonly opensAt: Instant
  readonly closesAt: Instant
}

export function phaseAt(round: Window, at: Instant): Phase {
  if (at < round.opensAt) return 'scheduled'
  return at < round.closesAt ? 'open' : 'closed'
}

/** A reading of a wall clock; month 1–12, weekday 0 (Sunday)–6. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError when the runtime knows no such zone. */
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}

export function isZone(zone: string): boolean {
  try {
    zoneFormat(zone)
    return true
  } catch {
    return false
  }
}

export function wallTime(at: Instant, zone: string): WallTime {
  const field = new Map(
    zoneFormat(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(field.get(type))
  const [year, month, day] = [of('year'), of('month'), of('day')]
  return {
    year,
    month,
    day,
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
    millisecond: ((at % 1000) + 1000) % 1000,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  }
}

/** `2025-06-30` from itself or from `30/6/2025`; null for what names no day. */
export function readDay(text: string): string | null {
  const parts =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)?.slice(1) ?? /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)?.slice(1).reverse()
  const iso = (parts ?? []).map((part) => part.padStart(2, '0')).join('-')
  return instantOf(iso, 'UTC') === null ? null : iso
}

/** `2025-06-30`, as it is there. */
export function isoDay(at: Instant, zone: string): string {
  const { year, month, day } = wallTime(at, zone)
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}

const asIfUtc = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.millisecond)

/**
 * `2024-09-09 07:00`, `2024-09-09 07:00:30` or `2024-09-09` (midnight) read on the wall clock of `zone`.
 * Null when it is no such text, or names a time that does not exist there (a day of 30/02, the hour skipped in spring).
 * A time that comes twice (autumn) is the first.
 */
export function instantOf(text: string, zone: string): Instant | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0)) as SixNumbers
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second)
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((near) => asIfUtc(wallTime(near, zone)) - near)
  // A time comes twice only when the offset shrinks, so the candidate by the offset before is then the earlier.
  const candidates = offsets.map((offset) => wanted - offset)
  const found = candidates.find((at) => asIfUtc(wallTime(at, zone)) === wanted)
  if (found === undefined) return null
  const read = wallTime(found, zone)
  return read.year === year && read.month === month && read.day === day && read.hour === hour && read.minute === minute ? found : null
}

/** As `instantOf` reads it, to the second. */
export function wallText(at: Instant, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(at, zone)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`
}

type SixNumbers = [number, number, number, number, number, number]

/** Whole days, hours, minutes, seconds and milliseconds of a duration ≥ 0. */
export function splitDuration(ms: number): {
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly milliseconds: number
} {
  return {
    days: Math.floor(ms / 86_400_000),
    hours: Math.floor(ms / 3_600_000) % 24,
    minutes: Math.floor(ms / 60_000) % 60,
    seconds: Math.floor(ms / 1000) % 60,
    milliseconds: ms % 1000,
  }
}
