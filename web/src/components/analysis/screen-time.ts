/** Median seconds on screen as text; “–” when there are none. The longest stands for itself and more. */
import { longestSeconds } from '#contest/analysis/times.ts'
import type { Language } from '#contest/values.ts'
import { formatDuration } from '#web/format/duration.ts'

export function screenTime(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined) return '–'
  return `${seconds === longestSeconds ? '≥ ' : ''}${formatDuration(seconds * 1000, language)}`
}
