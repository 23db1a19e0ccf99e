/**
 * How a spreadsheet shows a number (ECMA-376 part 1, section 18.8.30), as far as lists and questions need it: general,
 * fixed decimals, grouping, padding with zeros, percentages, literal text, dates and times. Marks are Vietnamese:
 * decimal comma, grouping dot, day before month; scientific and fraction formats fall back to the general one.
 */

/** Formats that files name by number only (section 18.8.30); 14 and 22 follow the reader's country. */
const builtIn: Readonly<Record<number, string>> = {
  0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%',
  14: 'dd/mm/yyyy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM',
  20: 'h:mm', 21: 'h:mm:ss', 22: 'dd/mm/yyyy h:mm', 37: '#,##0', 38: '#,##0', 39: '#,##0.00', 40: '#,##0.00',
  45: 'mm:ss', 46: 'h:mm:ss', 47: 'mm:ss', 49: '@',
} // prettier-ignore

export const builtInFormat = (id: number): string => builtIn[id] ?? 'General'

/** `serial1904`: the workbook counts days from 1904 instead of 1900. */
export function showNumber(value: number, format: string, serial1904 = false): { text: string; date: boolean } {
  const section = pickSection(format, value)
  const pattern = section
    .replace(/\[[^\]]*\]/g, '')
    .replace(/_./g, ' ')
    .replace(/\*./g, '')
  const bare = pattern.replace(/"[^"]*"|\\./g, '')
  if (/general/i.test(bare) || !/[0#?dmyhs]/i.test(bare)) return { text: general(value), date: false }
  if (/[dmyhs]/i.test(bare.replace(/AM\/PM|A\/P/gi, '')) && !/[0#?]/.test(bare)) {
    const date = showDate(value, pattern, serial1904)
    return date === null ? { text: general(value), date: false } : { text: date, date: true }
  }
  if (/e[+-]|\//i.test(bare)) return { text: general(value), date: false }
  return { text: showDecimal(value, pattern, bare, section !== format.split(';')[0]), date: false }
}

/**
 * Whether everybody sees the number as `showNumber` says.
 * @param id what the file calls the format; those up to 22 follow the country of the reader's machine
 */
export function isShownAlike(value: number, format: string, id: number, serial1904 = false): boolean {
  if (/^;+$/.test(format)) return false
  const bare = format.replace(/"[^"]*"|\\./g, '')
  if (Math.abs(value) >= 1e15 || /e[+-]|\?\/|\/\?|mmm|\[\$-f[48]00\]/i.test(bare)) return false
  if (id !== 14 && id !== 22) return id < 15 || id > 17
  // A day that no month could be is one everywhere.
  const [day = 0, month = 0] = showNumber(value, 'd/m', serial1904).text.split('/').map(Number)
  return day > 12 || day === month
}

function pickSection(format: string, value: number): string {
  const sections = format.split(';')
  if (value < 0 && sections.length > 1) return sections[1] ?? format
  if (value === 0 && sections.length > 2) return sections[2] ?? format
  return sections[0] ?? format
}

/** Up to 15 significant digits, as spreadsheets keep them, never with an exponent below 10^15. */
function general(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = Math.abs(rounded) < 1e15 && Math.abs(rounded) >= 1e-6 ? plainDigits(rounded) : String(rounded)
  return text.replace('.', ',')
}

function plainDigits(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(15).replace(/\.?0+$/, '') : text
}

function showDecimal(value: number, pattern: string, bare: string, ownSign: boolean): string {
  const percents = bare.split('%').length - 1
  const [whole = '', fraction = ''] = bare.split('.')
  const decimals = Math.min(fraction.replace(/[^0#?]/g, '').length, 15)
  const always = Math.min(fraction.replace(/[^0]/g, '').length, 15)
  const padded = Math.min(whole.replace(/[^0]/g, '').length, 30)
  // Rounding at 15 digits first keeps 0.285 × 100 from becoming 28.499999999999996.
  const scaled = Number((Math.abs(value) * 100 ** Math.min(percents, 2)).toPrecision(15))
  const [integer = '0', digits = ''] = plainDigits(Number(scaled.toFixed(decimals))).split('.')
  const kept = digits.padEnd(always, '0')
  const shown = (integer === '0' && padded === 0 ? '' : integer).padStart(padded, '0')
  const grouped = /[0#],[0#]/.test(whole) ? shown.replace(/\B(?=(\d{3})+$)/g, '.') : shown
  const number = kept === '' ? grouped : `${grouped},${kept}`
  const [before, after] = literals(pattern)
  return `${value < 0 && !ownSign ? '-' : ''}${before}${number === '' ? '0' : number}${after}`
}

/** Text before the first and after the last digit mark; quotes and escapes undone. */
function literals(pattern: string): readonly [string, string] {
  const marks = [...pattern.matchAll(/"([^"]*)"|\\(.)|([0#?.,])|(.)/gs)]
  const first = marks.findIndex((mark) => mark[3] !== undefined)
  const last = marks.findLastIndex((mark) => mark[3] !== undefined)
  const text = (list: typeof marks): string => list.map((mark) => mark[1] ?? mark[2] ?? mark[4] ?? '').join('')
  return [text(marks.slice(0, first)), text(marks.slice(last + 1))]
}

const DAY = 86_400_000

/** Null when the serial is no date spreadsheets can show (before 1900 or beyond 9999). */
function showDate(serial: number, pattern: string, serial1904: boolean): string | null {
  // 1900-based serials below 61 are a day off because Lotus took 1900 for a leap year.
  const days = serial1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  if (!(serial >= 0 && days < 2_958_466)) return null
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round((days * DAY) / 1000) * 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const twelve = /AM\/PM|A\/P/i.test(pattern)
  const hour = twelve ? at.getUTCHours() % 12 || 12 : at.getUTCHours()
  let afterHour = false
  const tokens = pattern.match(/"[^"]*"|\\.|AM\/PM|A\/P|([dmyhs])\1*|./gis) ?? []
  return tokens
    .map((token, index) => {
      if (token.startsWith('"')) return token.slice(1, -1)
      if (token.startsWith('\\')) return token.slice(1)
      if (/^A(M\/PM|\/P)$/i.test(token)) return at.getUTCHours() < 12 ? 'SA' : 'CH'
      const kind = token[0]?.toLowerCase()
      const long = token.length > 1
      if (kind === 'h') {
        afterHour = true
        return long ? two(hour) : String(hour)
      }
      if (kind === 's') return long ? two(at.getUTCSeconds()) : String(at.getUTCSeconds())
      if (kind === 'y') return token.length > 2 ? String(at.getUTCFullYear()) : two(at.getUTCFullYear() % 100)
      if (kind === 'd') return long ? two(at.getUTCDate()) : String(at.getUTCDate())
      if (kind !== 'm') return token
      // m is minutes after hours and before seconds, months otherwise.
      const minutes = afterHour || tokens.slice(index + 1, index + 3).some((next) => /^s/i.test(next))
      afterHour = false
      const value = minutes ? at.getUTCMinutes() : at.getUTCMonth() + 1
      return long ? two(value) : String(value)
    })
    .join('')
}
