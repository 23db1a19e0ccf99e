import { describe, expect, it } from 'vitest'
import {
  formatCount,
  formatDate,
  formatDay,
  formatDuration,
  formatInstant,
  formatMoney,
  formatNumber,
  formatShare,
  formatPreciseTime,
  formatTime,
} from './wording.ts'

const zone = 'Asia/Ho_Chi_Minh'
const at = Date.parse('2024-09-09T07:00:00+07:00')

describe('numbers and money', () => {
  it('groups thousands with the mark of the language', () => {
    expect([0, 7, 999, 1000, 1234567].map((value) => formatNumber(value, 'vi'))).toEqual(['0', '7', '999', '1.000', '1.234.567'])
    expect(formatNumber(1234567, 'en')).toBe('1,234,567')
    expect([formatShare(1, 3, 'vi'), formatShare(0, 0, 'en')]).toEqual(['33,3\u00a0%', '0.0%'])
    expect(formatNumber(-12345, 'vi')).toBe('−12.345')
  })

  it('names the currency', () => {
    expect([formatCount(5, 'vi'), formatCount(12, 'vi'), formatCount(5, 'en')]).toEqual(['05', '12', '5'])
    expect([formatMoney(1_000_000, 'vi'), formatMoney(1_000_000, 'en')]).toEqual(['1.000.000 đồng', '1,000,000 VND'])
  })
})

describe('dates and times', () => {
  it('writes day and month as official documents do: a zero before days under 10 and before January and February', () => {
    const dates = ['2024-01-05', '2024-02-28', '2024-03-01', '2024-09-09', '2024-12-31']
    expect(dates.map((text) => formatDate(Date.parse(`${text}T00:00:00+07:00`), zone))).toEqual([
      '05/01/2024',
      '28/02/2024',
      '01/3/2024',
      '09/9/2024',
      '31/12/2024',
    ])
  })

  it('leaves the seconds out when they are zero', () => {
    expect([formatTime(at, zone), formatTime(at + 30_000, zone)]).toEqual(['07:00', '07:00:30'])
  })

  it('names the weekday', () => {
    expect(formatInstant(at, zone, 'vi')).toBe('thứ Hai, 09/9/2024, 07:00')
    expect(formatInstant(at, zone, 'en')).toBe('Monday, 09/9/2024, 07:00')
    const week = Array.from({ length: 7 }, (_, day) => formatDay(at + day * 86_400_000, zone, 'vi').split(',')[0])
    expect(week).toEqual(['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'])
  })

  it('writes milliseconds after the decimal mark of the language', () => {
    expect(formatPreciseTime(at + 8_047_012, zone, 'vi')).toBe('09:14:07,012')
    expect(formatPreciseTime(at + 8_047_012, zone, 'en')).toBe('09:14:07.012')
  })
})

describe('formatDuration', () => {
  it.each([
    [999, '0 giây', '0 seconds'],
    [1000, '1 giây', '1 second'],
    [59_999, '59 giây', '59 seconds'],
    [60_000, '1 phút', '1 minute'],
    [245_000, '4 phút 05 giây', '4 minutes 5 seconds'],
    [61_000, '1 phút 01 giây', '1 minute 1 second'],
    [3_600_000, '1 giờ', '1 hour'],
    [5_459_000, '1 giờ 30 phút', '1 hour 30 minutes'],
    [86_400_000, '1 ngày', '1 day'],
    [183_600_000, '2 ngày 3 giờ', '2 days 3 hours'],
  ])('%i ms is %s', (ms, vi, en) => {
    expect([formatDuration(ms, 'vi'), formatDuration(ms, 'en')]).toEqual([vi, en])
  })
})
