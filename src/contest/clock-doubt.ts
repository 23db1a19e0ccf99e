/**
 * Whether a server may trust its clock. Rounds open and close by it and the earliest wins by it, so it is compared with what
 * cannot be wrong in the same way: the last instant in the data, the database's clock, a time server.
 */
import type { Instant } from './values.ts'

/**
 * `log`: the last instant anything was recorded at, which no right clock is behind; `database`, `time-server`: clocks.
 */
export const clockSources = ['log', 'database', 'time-server'] as const
export type ClockSource = (typeof clockSources)[number]

export interface ClockReading {
  readonly source: ClockSource
  /** Milliseconds our clock is ahead of the source; negative: behind. */
  readonly offsetMs: number
  /** What a confirmation names: of `log` the instant, of the others the offset. */
  readonly value: number
}

export interface ClockConfirmation {
  readonly source: ClockSource
  readonly value: number
}

/** As it is kept. */
export interface KeptConfirmation extends ClockConfirmation {
  /** The clock is known to have been right then: when it was confirmed, or at the last act since. */
  readonly rightAt: Instant
}

/** Worth saying, and not more. */
const NOTABLE_OFFSET_MS = 50
/** Above it nothing is opened, closed or accepted until a person confirms. */
const DOUBTFUL_OFFSET_MS = 2000

export const readLog = (now: Instant, last: Instant): ClockReading => ({ source: 'log', offsetMs: now - last, value: last })

export const readClock = (source: Exclude<ClockSource, 'log'>, offsetMs: number): ClockReading => ({ source, offsetMs, value: offsetMs })

/** To be ahead of the last instant is what time does. */
const strays = ({ source, offsetMs }: ClockReading, byMs: number): boolean =>
  source === 'log' ? -offsetMs > byMs : Math.abs(offsetMs) > byMs

/** Clocks drift between two readings. A person names what they saw so. */
export const confirms = (confirmation: ClockConfirmation, { source, value }: ClockReading): boolean =>
  confirmation.source === source && Math.abs(confirmation.value - value) <= DOUBTFUL_OFFSET_MS

/**
 * A last record in the future was confirmed by a clock that showed an earlier instant; from then on that instant, and every act
 * since, is what no right clock is behind.
 */
const covers = (kept: KeptConfirmation, reading: ClockReading): boolean =>
  confirms(kept, reading) && (reading.source !== 'log' || reading.value + reading.offsetMs >= kept.rightAt - DOUBTFUL_OFFSET_MS)

/** The sources that agree again: what was confirmed of them has done its work, and would hide the next time they differ so. */
export const settledSources = (readings: readonly ClockReading[], kept: readonly KeptConfirmation[]): readonly ClockSource[] =>
  kept
    .map(({ source }) => source)
    .filter((source) => readings.some((reading) => reading.source === source && !strays(reading, DOUBTFUL_OFFSET_MS)))

export const notableReadings = (readings: readonly ClockReading[]): readonly ClockReading[] =>
  readings.filter((reading) => strays(reading, NOTABLE_OFFSET_MS))

/** The readings that hold everything up; none: the clock may be trusted. */
export const doubtfulReadings = (readings: readonly ClockReading[], kept: readonly KeptConfirmation[]): readonly ClockReading[] =>
  readings.filter((reading) => strays(reading, DOUBTFUL_OFFSET_MS) && !kept.some((one) => covers(one, reading)))
