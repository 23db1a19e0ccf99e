/**
 * Instants as people read them, in the contest's zone. Vietnamese follows Nghị định 30/2020/NĐ-CP: a zero stands before
 * days below 10 and before the months 1 and 2 only.
 */
import { wallTime, type WallTime } from '#contest/calendar.ts'
import type { Instant, Language } from '#contest/values.ts'
import { formatPreciseTime, weekdays, zoneName } from '#contest/wording.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const clockOf = ({ hour, minute }: WallTime): string => `${twoDigits(hour)}:${twoDigits(minute)}`

/** “thứ Hai, 09/9/2024”, “Monday, 9 September 2024” */
export function formatDay(instant: Instant, zone: string, language: Language): string {
  const wall = wallTime(instant, zone)
  return `${weekdays[language][wall.weekday]}, ${dateOf(wall, language)}`
}

/** “thứ Hai, 09/9/2024, 07:00” */
export function formatInstant(instant: Instant, zone: string, language: Language): string {
  return `${formatDay(instant, zone, language)}, ${clockOf(wallTime(instant, zone))}`
}

/** “09/9/2024, 07:00”, for tables. */
export function formatShortInstant(instant: Instant, zone: string, language: Language): string {
  const wall = wallTime(instant, zone)
  return `${numericDate(wall, language)}, ${clockOf(wall)}`
}

/** “09/9/2024”, for tables. */
export function formatShortDay(instant: Instant, zone: string, language: Language): string {
  return numericDate(wallTime(instant, zone), language)
}

/** “09:14:07,312, thứ Hai, 09/9/2024”: the instant an entry was received. */
export function formatExactInstant(instant: Instant, zone: string, language: Language): string {
  return `${formatPreciseTime(instant, zone, language)}, ${formatDay(instant, zone, language)}`
}

/** “09 giờ, 09/9”: one hour of a chart. */
export function formatHour(instant: Instant, zone: string, language: Language): string {
  const wall = wallTime(instant, zone)
  const hour = twoDigits(wall.hour)
  return language === 'vi' ? `${hour} giờ, ${dayMonth(wall)}` : `${hour}:00, ${wall.day}/${wall.month}`
}

/** A calendar date of a document, `2021-11-12` → “12/11/2021”; anything else is given back as it is. */
export function formatDate(date: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (match === null) return date
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return dateOf({ year, month, day }, language)
}

/** “giờ Việt Nam (GMT+7)”, “Viet Nam time (GMT+7)”; of any other zone its name: “giờ Asia/Tokyo (GMT+9)”. */
export function formatZone(instant: Instant, zone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(instant)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value
  return offset === undefined ? zoneName(zone, language) : `${zoneName(zone, language)} (${offset})`
}

type Day = Pick<WallTime, 'year' | 'month' | 'day'>

function dateOf(day: Day, language: Language): string {
  return language === 'vi' ? numericDate(day, language) : `${day.day} ${months[day.month - 1]} ${day.year}`
}

function numericDate(day: Day, language: Language): string {
  return language === 'vi' ? `${dayMonth(day)}/${day.year}` : `${day.day} ${(months[day.month - 1] ?? '').slice(0, 3)} ${day.year}`
}

function dayMonth({ day, month }: Day): string {
  return `${twoDigits(day)}/${month <= 2 ? twoDigits(month) : month}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
