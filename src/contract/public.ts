/**
 * What anybody may read. Every instant is integer milliseconds; `now` is the server's clock when it answered.
 * Nothing here depends on correctness or predictions before `status` is `published`.
 */
import { Type, type Static } from 'typebox'

const Instant = Type.Integer()
const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() })

/** What the public is told of a round: the jury's steps between closing and publication all read as `closed`. */
export const PublicRoundStatus = Type.Union([
  Type.Literal('scheduled'),
  Type.Literal('open'),
  Type.Literal('closed'),
  Type.Literal('published'),
])
export type PublicRoundStatus = Static<typeof PublicRoundStatus>

export const PublicRound = Type.Object({
  id: Type.String(),
  key: Type.String(),
  name: Type.String(),
  opensAt: Instant,
  closesAt: Instant,
  status: PublicRoundStatus,
  /** Distinct contestants whose entry was received. */
  participants: Type.Integer(),
})
export type PublicRound = Static<typeof PublicRound>

export const PublicContest = Type.Object({
  slug: Type.String(),
  title: Type.String(),
  organiser: Type.String(),
  superior: Type.Union([Type.String(), Type.Null()]),
  audience: Type.String(),
  zone: Type.String(),
  demo: Type.Boolean(),
  now: Instant,
  questions: Type.Integer(),
  rounds: Type.Array(PublicRound),
  /** Six sentences of the rulebook for the landing page. */
  bullets: Type.Array(Bilingual),
  prizes: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer(), amount: Type.Union([Type.Integer(), Type.Null()]) })),
  collective: Type.Union([Type.Object({ count: Type.Integer(), amount: Type.Union([Type.Integer(), Type.Null()]) }), Type.Null()]),
  contestants: Type.Integer(),
  participants: Type.Integer(),
  documents: Type.Array(
    Type.Object({
      number: Type.String(),
      date: Type.String(),
      issuer: Type.String(),
      title: Type.String(),
      link: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})
export type PublicContest = Static<typeof PublicContest>

export const ContestList = Type.Array(
  Type.Object({ slug: Type.String(), title: Type.String(), organiser: Type.String(), demo: Type.Boolean() }),
)
export type ContestList = Static<typeof ContestList>

export const Rulebook = Type.Object({
  title: Type.String(),
  sections: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      clauses: Type.Array(Type.Object({ id: Type.String(), text: Type.String() })),
    }),
  ),
})
export type Rulebook = Static<typeof Rulebook>

export const UnitBoard = Type.Object({
  now: Instant,
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), headcount: Type.Integer(), participants: Type.Integer() })),
})
export type UnitBoard = Static<typeof UnitBoard>

/** The published result of one round. */
export const RoundResults = Type.Object({
  round: PublicRound,
  actualAllCorrect: Type.Integer(),
  participants: Type.Integer(),
  questions: Type.Integer(),
  publishedAt: Instant,
  awards: Type.Array(
    Type.Object({
      place: Type.Integer(),
      level: Type.String(),
      levelName: Type.String(),
      fullName: Type.String(),
      unit: Type.String(),
      correct: Type.Integer(),
      prediction: Type.Union([Type.Integer(), Type.Null()]),
      predictionDistance: Type.Union([Type.Integer(), Type.Null()]),
      submittedAt: Instant,
      receiptCode: Type.String(),
      explanation: Bilingual,
    }),
  ),
  unawarded: Type.Array(Type.Object({ levelName: Type.String(), count: Type.Integer() })),
  /** Predictions counted in equal bins [from, to]. */
  predictions: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer(), count: Type.Integer() })),
  /** `scores[n]`: contestants with n right answers. */
  scores: Type.Array(Type.Integer()),
  units: Type.Array(Type.Object({ name: Type.String(), participants: Type.Integer(), headcount: Type.Integer() })),
  checkpoint: Type.String(),
  /** Hex seeds, revealed so that anyone can redraw the papers and the public lot. */
  paperSeed: Type.String(),
  lotSeed: Type.String(),
})
export type RoundResults = Static<typeof RoundResults>

/** Looking up a receipt by its ten characters: that it was accepted and when; nothing about what it holds. */
export const ReceiptLookup = Type.Object({
  code: Type.String(),
  contest: Type.String(),
  round: Type.String(),
  submittedAt: Instant,
  logIndex: Type.Integer(),
})
export type ReceiptLookup = Static<typeof ReceiptLookup>

export const ServerTime = Type.Object({ now: Instant })
