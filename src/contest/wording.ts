/** Dates, numbers and money as the two languages write them; used by the rulebook, the explanations and the screens. */
import { splitDuration, usualZone, wallTime } from './calendar.ts'
import type { Instant, Language } from './values.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** 1234567 → `1.234.567` (vi), `1,234,567` (en). Integers. */
export function formatNumber(value: number, language: Language): string {
  const digits = String(Math.abs(Math.trunc(value))).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',')
  return value < 0 ? `−${digits}` : digits
}

/** A number kept in units of its last decimal: 8765432 with 5 of them → `87,65432` (vi), `87.65432` (en). Not below zero. */
export function formatDecimals(units: number, decimals: number, language: Language): string {
  const digits = String(units).padStart(decimals + 1, '0')
  const whole = formatNumber(Number(digits.slice(0, digits.length - decimals)), language)
  return decimals === 0 ? whole : `${whole}${language === 'vi' ? ',' : '.'}${digits.slice(-decimals)}`
}

/** `giờ Việt Nam`, `Viet Nam time`; of any other zone by its name: `giờ Asia/Tokyo`. */
export function zoneName(zone: string, language: Language): string {
  const isHome = zone === usualZone
  return language === 'vi' ? `giờ ${isHome ? 'Việt Nam' : zone}` : `${isHome ? 'Viet Nam' : zone} time`
}

/** A share of a whole: 0.1234 → `12,3 %` (vi), `12.3%` (en). */
export function formatShare(part: number, whole: number, language: Language): string {
  const tenths = whole === 0 ? 0 : Math.round((part / whole) * 1000)
  const text = `${Math.floor(tenths / 10)}${language === 'vi' ? ',' : '.'}${tenths % 10}`
  return language === 'vi' ? `${text}\u00a0%` : `${text}%`
}

/** A number of prizes as official documents write it: `01`, `05`, `12`. */
export const formatCount = (count: number, language: Language): string => (language === 'vi' ? two(count) : formatNumber(count, language))

/** `1.000.000 đồng`. */
export const formatMoney = (amount: number, language: Language): string =>
  `${formatNumber(amount, language)} ${language === 'vi' ? 'đồng' : 'VND'}`

export const weekdays: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** `09/9/2024`: two digits for the day and for January and February, as official documents write (Nghị định 30/2020/NĐ-CP). */
export function formatDate(at: Instant, zone: string): string {
  const { year, month, day } = wallTime(at, zone)
  return `${two(day)}/${month < 3 ? two(month) : month}/${year}`
}

/** `07:00`, or `07:00:30` when the seconds are not zero. */
export function formatTime(at: Instant, zone: string): string {
  const { hour, minute, second } = wallTime(at, zone)
  return second === 0 ? `${two(hour)}:${two(minute)}` : `${two(hour)}:${two(minute)}:${two(second)}`
}

/** `thứ Hai, 09/9/2024`. */
export function formatDay(at: Instant, zone: string, language: Language): string {
  const { weekday } = wallTime(at, zone)
  return `${weekdays[language][weekday] as string}, ${formatDate(at, zone)}`
}

/** `thứ Hai, 09/9/2024, 07:00`. */
export const formatInstant = (at: Instant, zone: string, language: Language): string =>
  `${formatDay(at, zone, language)}, ${formatTime(at, zone)}`

/** `09:14:07,312` (vi), `09:14:07.312` (en). */
export function formatPreciseTime(at: Instant, zone: string, language: Language): string {
  const { hour, minute, second, millisecond } = wallTime(at, zone)
  return `${two(hour)}:${two(minute)}:${two(second)}${language === 'vi' ? ',' : '.'}${String(millisecond).padStart(3, '0')}`
}

/** `4 phút 05 giây`, `2 ngày 3 giờ`: the two largest units; under a minute, seconds alone. */
export function formatDuration(ms: number, language: Language): string {
  const { days, hours, minutes, seconds } = splitDuration(ms)
  const unit = (value: number, vi: string, en: string): string =>
    language === 'vi' ? `${value} ${vi}` : `${value} ${en}${value === 1 ? '' : 's'}`
  if (days > 0) return hours === 0 ? unit(days, 'ngày', 'day') : `${unit(days, 'ngày', 'day')} ${unit(hours, 'giờ', 'hour')}`
  if (hours > 0) return minutes === 0 ? unit(hours, 'giờ', 'hour') : `${unit(hours, 'giờ', 'hour')} ${unit(minutes, 'phút', 'minute')}`
  if (minutes === 0) return unit(seconds, 'giây', 'second')
  if (seconds === 0) return unit(minutes, 'phút', 'minute')
  return `${unit(minutes, 'phút', 'minute')} ${language === 'vi' ? `${two(seconds)} giây` : unit(seconds, 'giây', 'second')}`
}
