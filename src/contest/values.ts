/**
 * The small shared values of the contest. Everything here is readonly data: no I/O, no clock, no chance.
 *
 * Units: instants and durations are integer milliseconds (instants since 1970-01-01T00:00:00Z), money is
 * integer đồng, points are integer counts of right answers.
 */

/** Milliseconds since the Unix epoch, always an integer. */
export type Instant = number

/** A text in the two languages of the interface. Vietnamese is the source. */
export interface Bilingual {
  readonly vi: string
  readonly en: string
}

export type Language = 'vi' | 'en'

/** `error` refuses the item, `warning` asks a person to look, `info` reports what was understood. */
export const severities = ['error', 'warning', 'info'] as const

/** What a check found in somebody's data: what is wrong, where, and how bad. `place` names a cell, a paragraph or a path. */
export interface Finding {
  readonly severity: (typeof severities)[number]
  readonly place: string
  readonly code: string
  readonly message: Bilingual
}

/** A value, or the findings that explain why there is none. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/** A SHA-256 in lower-case hex, as a regular expression. */
export const digestPattern = '^[0-9a-f]{64}$'
