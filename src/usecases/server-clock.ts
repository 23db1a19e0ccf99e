/**
 * Whether this process may trust its clock. Compared when it starts, and again every second while it is in doubt: until the
 * clock is right or a person confirms it, nothing is opened, closed or accepted (contest/clock-doubt.ts).
 */
import { doubtfulReadings, notableReadings, readClock, readLog, settledSources, type ClockReading } from '#contest/clock-doubt.ts'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import type { Database } from '#store/database/database.ts'
import { clockConfirmations, databaseClockOffset, forgetConfirmations, lastInstant } from '#store/operations/clock-readings.ts'

/** Of the process; a command beside a running server only reads it. */
export interface SteadyClock {
  now(): Instant
  /** Wall clock minus this one, in milliseconds. */
  offset(): number
  follow(): void
}

export interface ServerClock {
  /** What holds everything up; none: it may be trusted. */
  readonly doubts: readonly ClockReading[]
  /** Worth saying. */
  readonly notable: readonly ClockReading[]
  /** A time server is named and has not answered yet. */
  readonly isUnanswered: boolean
  /** Compares anew. In doubt it first follows the wall clock, which somebody may have mended. */
  check(): Promise<void>
}

export interface ClockReferences {
  readonly database: Database
  /** Milliseconds our clock is ahead of a time server's; null: it says nothing. Null: none is named. */
  readonly askTimeServer: ((now: () => Instant) => Promise<number | null>) | null
}

export async function readClocks({ database, askTimeServer }: ClockReferences, now: () => Instant): Promise<readonly ClockReading[]> {
  const last = await lastInstant(database.db)
  const ofDatabase = await databaseClockOffset(database, now)
  const ofTimeServer = (await askTimeServer?.(now)) ?? null
  return [
    ...(last === null ? [] : [readLog(now(), last)]),
    ...(ofDatabase === null ? [] : [readClock('database', ofDatabase)]),
    ...(ofTimeServer === null ? [] : [readClock('time-server', ofTimeServer)]),
  ]
}

/** @param forgets confirmations that are settled: a server does; the clock of a command may be another machine's */
export function createServerClock(references: ClockReferences, clock: SteadyClock, forgets: boolean): ServerClock {
  let doubts: readonly ClockReading[] = []
  let notable: readonly ClockReading[] = []
  let isUnanswered = references.askTimeServer !== null
  return {
    get isUnanswered() {
      return isUnanswered
    },
    get doubts() {
      return doubts
    },
    get notable() {
      return notable
    },
    check: async () => {
      const moved = doubts.length > 0 ? clock.offset() : 0
      if (moved !== 0) clock.follow()
      const read = await readClocks(references, () => clock.now())
      const answered = read.some(({ source }) => source === 'time-server')
      if (answered) isUnanswered = false
      // Silence settles no doubt: what the time server said last still holds, less what the clock was moved since.
      const said = answered ? [] : doubts.filter(({ source }) => source === 'time-server')
      const readings = [...read, ...said.map(({ offsetMs }) => readClock('time-server', offsetMs + moved))]
      notable = notableReadings(readings)
      const { db } = references.database
      const confirmed = await clockConfirmations(db)
      if (forgets) await forgetConfirmations(db, settledSources(readings, confirmed))
      doubts = doubtfulReadings(readings, confirmed)
    },
  }
}

/** A phone that is refused so keeps its place and asks again. */
const RETRY_SECONDS = 10

/** @throws ContestError `clock-doubtful` */
export function requireTrustedClock({ serverClock }: { readonly serverClock: ServerClock }): void {
  if (serverClock.doubts.length > 0) throw new ContestError('clock-doubtful', { retryAfterSeconds: RETRY_SECONDS })
}
