/**
 * Instants as people read them, in the contest's zone. Vietnamese follows Nghị định 30/2020/NĐ-CP: a zero stands before
 * days below 10 and before the months 1 and 2 only.
 */
import type { Instant, Language } from '#contest/values.ts'

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

interface Fields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly clock: string
  readonly seconds: string
  readonly milliseconds: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  })
  formats.set(zone, format)
  return format
}

function fieldsOf(instant: Instant, zone: string): Fields {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])]
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    clock: `${parts['hour']}:${parts['minute']}`,
    seconds: parts['second'] ?? '',
    milliseconds: parts['fractionalSecond'] ?? '',
  }
}

/** “thứ Hai, 09/9/2024”, “Monday, 9 September 2024” */
export function formatDay(instant: Instant, zone: string, language: Language): string {
  const fields = fieldsOf(instant, zone)
  return `${weekdays[language][fields.weekday]}, ${dateOf(fields, language)}`
}

/** “thứ Hai, 09/9/2024, 07:00” */
export function formatInstant(instant: Instant, zone: string, language: Language): string {
  return `${formatDay(instant, zone, language)}, ${fieldsOf(instant, zone).clock}`
}

/** “09/9/2024, 07:00”, for tables. */
export function formatShortInstant(instant: Instant, zone: string, language: Language): string {
  const fields = fieldsOf(instant, zone)
  return `${numericDate(fields, language)}, ${fields.clock}`
}

/** “09/9/2024”, for tables. */
export function formatShortDay(instant: Instant, zone: string, language: Language): string {
  return numericDate(fieldsOf(instant, zone), language)
}

/** “09:14:07,312” */
export function formatExactClock(instant: Instant, zone: string, language: Language): string {
  const { clock, seconds, milliseconds } = fieldsOf(instant, zone)
  return `${clock}:${seconds}${language === 'vi' ? ',' : '.'}${milliseconds}`
}

/** “09:14:07,312, thứ Hai, 09/9/2024”: the instant an entry was received. */
export function formatExactInstant(instant: Instant, zone: string, language: Language): string {
  return `${formatExactClock(instant, zone, language)}, ${formatDay(instant, zone, language)}`
}

/** “09 giờ, 09/9”: one hour of a chart. */
export function formatHour(instant: Instant, zone: string, language: Language): string {
  const fields = fieldsOf(instant, zone)
  const hour = fields.clock.slice(0, 2)
  return language === 'vi' ? `${hour} giờ, ${dayMonth(fields)}` : `${hour}:00, ${fields.day}/${fields.month}`
}

/** A calendar date of a document, `2021-11-12` → “12/11/2021”; anything else is given back as it is. */
export function formatDate(date: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (match === null) return date
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return dateOf({ year, month, day }, language)
}

/** “Asia/Ho_Chi_Minh (GMT+7)” */
export function formatZone(instant: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(instant)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value
  return offset === undefined ? zone : `${zone} (${offset})`
}

type Day = Pick<Fields, 'year' | 'month' | 'day'>

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
