import { describe, expect, it } from 'vitest'
import { formatDuration } from './duration.ts'
import { formatPreciseTime } from '#contest/wording.ts'
import {
  formatDate,
  formatDay,
  formatExactInstant,
  formatHour,
  formatInstant,
  formatShortDay,
  formatShortInstant,
  formatZone,
} from './instant.ts'
import { formatDecimal, formatMoney, formatNumber, formatShare } from './number.ts'

const zone = 'Asia/Ho_Chi_Minh'
const opening = Date.parse('2024-09-09T07:00:00+07:00')

describe('instants', () => {
  it('follow the Vietnamese rule of zeros: days below 10, months 1 and 2', () => {
    expect(formatInstant(opening, zone, 'vi')).toBe('thứ Hai, 09/9/2024, 07:00')
    expect(formatDay(Date.parse('2025-02-03T12:00:00+07:00'), zone, 'vi')).toBe('thứ Hai, 03/02/2025')
    expect(formatDay(Date.parse('2024-12-15T12:00:00+07:00'), zone, 'vi')).toBe('Chủ nhật, 15/12/2024')
    expect(formatShortInstant(opening, zone, 'vi')).toBe('09/9/2024, 07:00')
    expect(formatShortDay(opening, zone, 'vi')).toBe('09/9/2024')
  })

  it('are in the zone of the contest, on whichever side of midnight that is', () => {
    expect(formatInstant(Date.parse('2024-09-13T17:00:00Z'), zone, 'vi')).toBe('thứ Bảy, 14/9/2024, 00:00')
    expect(formatInstant(Date.parse('2024-09-13T17:00:00Z'), 'UTC', 'vi')).toBe('thứ Sáu, 13/9/2024, 17:00')
  })

  it('are told to the millisecond on receipts', () => {
    const received = Date.parse('2024-09-09T09:14:07.312+07:00')
    expect(formatPreciseTime(received, zone, 'vi')).toBe('09:14:07,312')
    expect(formatExactInstant(received, zone, 'vi')).toBe('09:14:07,312, thứ Hai, 09/9/2024')
    expect(formatExactInstant(received, zone, 'en')).toBe('09:14:07.312, Monday, 9 September 2024')
    expect(formatPreciseTime(opening + 5, zone, 'vi')).toBe('07:00:00,005')
  })

  it('read naturally in English', () => {
    expect(formatInstant(opening, zone, 'en')).toBe('Monday, 9 September 2024, 07:00')
    expect(formatShortInstant(opening, zone, 'en')).toBe('9 Sep 2024, 07:00')
  })

  it('name hours, documents’ dates and the zone', () => {
    expect(formatHour(opening, zone, 'vi')).toBe('07 giờ, 09/9')
    expect(formatHour(opening, zone, 'en')).toBe('07:00, 9/9')
    expect(formatDate('2021-11-12', 'vi')).toBe('12/11/2021')
    expect(formatDate('2022-03-05', 'vi')).toBe('05/3/2022')
    expect(formatDate('tháng 8 năm 2024', 'vi')).toBe('tháng 8 năm 2024')
    expect(formatZone(opening, zone, 'vi')).toBe('giờ Việt Nam (GMT+7)')
    expect(formatZone(opening, zone, 'en')).toBe('Viet Nam time (GMT+7)')
    expect(formatZone(opening, 'Asia/Tokyo', 'vi')).toBe('giờ Asia/Tokyo (GMT+9)')
  })
})

describe('durations', () => {
  it.each([
    [245_000, '4 phút 05 giây', '4 minutes 05 seconds'],
    [9_999, '9 giây', '9 seconds'],
    [0, '0 giây', '0 seconds'],
    [-5_000, '0 giây', '0 seconds'],
    [60_000, '1 phút 00 giây', '1 minute 00 seconds'],
    [3 * 3_600_000, '3 giờ', '3 hours'],
    [(2 * 24 + 3) * 3_600_000 + 59_000, '2 ngày 3 giờ', '2 days 3 hours'],
    [25 * 3_600_000, '1 ngày 1 giờ', '1 day 1 hour'],
  ])('%i ms', (milliseconds, vi, en) => {
    expect(formatDuration(milliseconds, 'vi')).toBe(vi)
    expect(formatDuration(milliseconds, 'en')).toBe(en)
  })
})

describe('numbers', () => {
  it('group thousands by the custom of the language', () => {
    expect(formatNumber(1234, 'vi')).toBe('1.234')
    expect(formatNumber(1_234_567, 'en')).toBe('1,234,567')
    expect(formatNumber(999, 'vi')).toBe('999')
    expect(formatNumber(-1000, 'vi')).toBe('−1.000')
  })

  it('show shares with one decimal, also of nothing', () => {
    expect(formatShare(1, 8, 'vi')).toBe('12,5\u00a0%')
    expect(formatShare(1, 8, 'en')).toBe('12.5%')
    expect(formatShare(0, 0, 'vi')).toBe('0,0\u00a0%')
    expect(formatShare(8, 8, 'vi')).toBe('100,0\u00a0%')
  })

  it('have as many decimals as asked for, and no sign without a number', () => {
    expect(formatDecimal(0.4472, 2, 'vi')).toBe('0,45')
    expect(formatDecimal(-0.1, 2, 'en')).toBe('−0.10')
    expect(formatDecimal(-0.001, 2, 'vi')).toBe('0,00')
    expect(formatDecimal(8, 1, 'vi')).toBe('8,0')
  })

  it('name the currency', () => {
    expect(formatMoney(1_500_000, 'vi')).toBe('1.500.000\u00a0đồng')
    expect(formatMoney(1_500_000, 'en')).toBe('1,500,000\u00a0VND')
  })
})
