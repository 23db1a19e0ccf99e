/** What staff are told of the server itself. */
import { Type, type Static } from 'typebox'
import { clockSources } from '#contest/clock-doubt.ts'
import { closed } from './values.ts'

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
