/** Lengths of time in words. */
import type { Language } from '#contest/values.ts'

const words: Readonly<Record<Language, Readonly<Record<'day' | 'hour' | 'minute' | 'second', readonly [one: string, many: string]>>>> = {
  vi: { day: ['ngày', 'ngày'], hour: ['giờ', 'giờ'], minute: ['phút', 'phút'], second: ['giây', 'giây'] },
  en: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'], second: ['second', 'seconds'] },
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * The two largest units that say something: “2 ngày 3 giờ”, “4 phút 05 giây”, “9 giây”. Rounded down to whole seconds;
 * nothing and less reads “0 giây”. The second unit has two digits when it is seconds, so that a running number stands still.
 */
export function formatDuration(milliseconds: number, language: Language): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000))
  const first = units.findIndex(([, seconds]) => total >= seconds)
  if (first === -1) return `0 ${words[language].second[1]}`
  const [largest, ...rest] = units.slice(first, first + 2)
  if (largest === undefined) return ''
  const parts = [part(Math.floor(total / largest[1]), largest[0], language)]
  for (const [unit, seconds] of rest) {
    const count = Math.floor((total % largest[1]) / seconds)
    if (count > 0 || unit === 'second') parts.push(part(count, unit, language, unit === 'second'))
  }
  return parts.join(' ')
}

function part(count: number, unit: 'day' | 'hour' | 'minute' | 'second', language: Language, padded = false): string {
  return `${padded ? String(count).padStart(2, '0') : count} ${words[language][unit][count === 1 ? 0 : 1]}`
}
