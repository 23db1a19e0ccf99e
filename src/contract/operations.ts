/** What staff are told of the server itself. */
import { Type, type Static } from 'typebox'
import { clockSources } from '#contest/clock-doubt.ts'
import { rehearsalLimits } from '#contest/limits.ts'
import { Bilingual, closed, Instant, Nullable } from './values.ts'

const ClockReading = Type.Object({
  source: Type.Enum(clockSources),
  /** Milliseconds the server's clock is ahead of the source; negative: behind. */
  offsetMs: Type.Integer(),
  value: Type.Integer(),
})

/** `GET …/clock` */
export const ClockState = Type.Object({
  now: Type.Integer(),
  /** What holds everything up. */
  doubts: Type.Array(ClockReading),
  /** Worth knowing. */
  notable: Type.Array(ClockReading),
})
export type ClockState = Static<typeof ClockState>

/** `POST …/clock`: a person says that the server is right and this source is not. */
export const ClockConfirmation = Type.Object({ source: Type.Enum(clockSources), value: Type.Integer() }, closed)
export type ClockConfirmation = Static<typeof ClockConfirmation>

/** `even`: people come over the whole time; `rush`: nearly all of them wait for the opening. */
export const rehearsalPaces = ['even', 'rush'] as const
const RehearsalPace = Type.Enum(rehearsalPaces)

/** `POST …/rehearsal` */
export const RehearsalRequest = Type.Object(
  {
    /** Invented people, who play by themselves. */
    contestants: Type.Integer({ minimum: rehearsalLimits.fewest, maximum: rehearsalLimits.contestants }),
    /** How long its round is open. */
    seconds: Type.Integer({ minimum: rehearsalLimits.shortestSeconds, maximum: rehearsalLimits.seconds }),
    pace: RehearsalPace,
    /** How many in a hundred have a bad device or network. */
    badly: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  closed,
)
export type RehearsalRequest = Static<typeof RehearsalRequest>

/** Milliseconds. */
const Latencies = Type.Object({ count: Type.Integer(), p50: Type.Integer(), p99: Type.Integer(), longest: Type.Integer() })

/** How a device behaves that is no good one. */
export const badDevices = ['slow', 'double', 'reloads', 'drops'] as const
export const rehearsalSteps = ['page', 'signIn', 'start', 'submit', 'receipt'] as const
const Counted = Type.Array(Type.Object({ what: Type.String(), count: Type.Integer() }))

/** What those who played by themselves saw. */
export const RehearsalPlayed = Type.Object({
  /** Have a receipt. */
  done: Type.Integer(),
  gaveUp: Type.Integer(),
  requests: Type.Integer(),
  /** Of one second. */
  mostRequests: Type.Integer(),
  /** Were told to try again, and did. */
  triedAgain: Type.Integer(),
  steps: Type.Object({ page: Latencies, signIn: Latencies, start: Latencies, submit: Latencies, receipt: Latencies }),
  /** Refusals that are not “try again”, and connections that failed though nobody cut them, by code. */
  errors: Counted,
  devices: Counted,
  /** Sent twice and answered with two different receipts: must be none. */
  differing: Type.Integer(),
  papers: Type.Object({ different: Type.Integer(), questions: Type.Integer(), least: Type.Integer(), most: Type.Integer() }),
})
export type RehearsalPlayed = Static<typeof RehearsalPlayed>

export const RehearsalReport = Type.Object({
  played: RehearsalPlayed,
  entries: Type.Integer(),
  /** Receipts somebody holds whose entry the log does not: must be none. */
  lost: Type.Integer(),
  /** How long the tally took, in milliseconds. */
  tallyMs: Type.Integer(),
  participants: Type.Integer(),
  /** The actual number that was predicted. */
  actual: Type.Integer(),
  awards: Type.Array(Type.Object({ level: Type.String(), fullName: Type.String(), unit: Type.String(), explanation: Bilingual })),
})
export type RehearsalReport = Static<typeof RehearsalReport>

/** `failed`: it could not be made or played; `stopped`: the server was started anew meanwhile. */
const rehearsalPhases = ['making', 'playing', 'counting', 'ready', 'failed', 'stopped'] as const

/** `GET …/rehearsal` */
export const Rehearsal = Type.Object({
  may: Type.Object({ manage: Type.Boolean() }),
  now: Nullable(
    Type.Object({
      id: Type.String(),
      /** Null: at the command line of the server. */
      begunBy: Nullable(Type.String()),
      begunAt: Instant,
      asked: RehearsalRequest,
      phase: Type.Enum(rehearsalPhases),
      /** Where it is served; null while it is not. */
      address: Nullable(Type.String()),
      opensAt: Nullable(Instant),
      closesAt: Nullable(Instant),
      round: Type.String(),
      /** People nobody plays, for the staff to play along with. */
      spare: Type.Array(Type.Object({ staffCode: Type.String(), phone: Type.String(), fullName: Type.String() })),
      report: Nullable(RehearsalReport),
      /** Why it failed, as the program says it. */
      problem: Nullable(Type.String()),
      /** What erasing it erases. */
      erases: Type.Object({ files: Type.Integer(), bytes: Type.Integer(), people: Type.Integer(), accounts: Type.Integer() }),
    }),
  ),
  /** Those before that were erased, the last first. */
  earlier: Type.Array(
    Type.Object({
      begunBy: Nullable(Type.String()),
      begunAt: Instant,
      erasedBy: Nullable(Type.String()),
      erasedAt: Instant,
      contestants: Type.Integer(),
      done: Nullable(Type.Integer()),
    }),
  ),
})
export type Rehearsal = Static<typeof Rehearsal>

/** `POST …/rehearsal/erase`: the one that was on the page. */
export const SeenRehearsal = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }, closed)
export type SeenRehearsal = Static<typeof SeenRehearsal>
