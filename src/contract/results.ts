/** What a round came to: for the jury after the tally, for everybody after publication. */
import { Type, type Static } from 'typebox'
import { criteria, idsOf } from '#contest/criteria.ts'
import { reasonLimits } from '#contest/limits.ts'
import { Person } from './questions.ts'
import { PublicRound, Reason } from './rounds.ts'
import { Bilingual, closed, Digest, Instant, Nullable, Ordinal, Page, Predicted } from './values.ts'

const criterionIds = idsOf(criteria)

/** `GET …/rounds/:key/standings?q=&page=` — only after tally; who may see results. */
export const StandingPage = Type.Object({
  ...Page,
  /** The actual number that was predicted. */
  actualAllCorrect: Type.Integer(),
  predicted: Predicted,
  questions: Type.Integer(),
  participants: Type.Integer(),
  items: Type.Array(
    Type.Object({
      rank: Type.Integer(),
      fullName: Type.String(),
      staffCode: Type.String(),
      unit: Type.String(),
      correct: Type.Integer(),
      prediction: Nullable(Type.Integer()),
      predictionDistance: Nullable(Type.Integer()),
      submittedAt: Instant,
      durationMs: Type.Integer(),
      partedBy: Nullable(Type.Enum(criterionIds)),
      eligible: Type.Boolean(),
      award: Nullable(Type.String()),
    }),
  ),
  /** With the first page: of them the first, each for a reason of its own. */
  setAside: Type.Object({
    items: Type.Array(Type.Object({ fullName: Type.String(), unit: Type.String(), reason: Type.String() })),
    total: Type.Integer(),
    /** Entries of people whose other attempt counts. */
    otherAttempts: Type.Integer(),
  }),
})
export type StandingPage = Static<typeof StandingPage>

/** The prizes of a round for those who brought the most people. */
const ReferralPrizes = Type.Object({
  /** đồng each; null: not said. */
  amount: Nullable(Type.Integer()),
  unawarded: Type.Integer(),
  winners: Type.Array(
    Type.Object({ place: Type.Integer(), fullName: Type.String(), unit: Type.String(), people: Type.Integer(), explanation: Bilingual }),
  ),
})

/** `GET …/rounds/:key/awards` — same readers as the standings. */
export const RoundAwardList = Type.Object({
  awards: Type.Array(
    Type.Object({
      place: Type.Integer(),
      levelName: Type.String(),
      fullName: Type.String(),
      unit: Type.String(),
      rank: Type.Integer(),
      explanation: Type.Object({ vi: Type.String(), en: Type.String() }),
    }),
  ),
  unawarded: Type.Array(Type.Object({ levelName: Type.String(), count: Type.Integer() })),
  /** Left out: the rules have none. */
  referral: Type.Optional(ReferralPrizes),
})
export type RoundAwardList = Static<typeof RoundAwardList>

const TieLine = Type.Object({ entryId: Type.String({ maxLength: 64 }), reason: Type.String({ maxLength: reasonLimits.longest }) }, closed)

/**
 * `GET …/rounds/:key/ties`: where the rules leave the last word to the organisers, the ties on which prizes depend and those decided.
 * `POST …/ties` proposes the order of one; `POST …/ties/agree` by a second person decides; `DELETE …/ties` withdraws. All answer with `RoundTies`.
 */
export const RoundTies = Type.Object({
  digest: Type.String(),
  ties: Type.Array(
    Type.Object({
      from: Type.Integer(),
      to: Type.Integer(),
      decided: Type.Boolean(),
      lines: Type.Array(
        Type.Object({
          entryId: Type.String(),
          fullName: Type.String(),
          staffCode: Type.String(),
          unit: Type.String(),
          correct: Type.Integer(),
          prediction: Nullable(Type.Integer()),
          submittedAt: Instant,
          durationMs: Type.Integer(),
          /** Why it stands below the line before it, where that was decided. */
          reason: Type.String(),
        }),
      ),
    }),
  ),
  asked: Nullable(Type.Object({ id: Type.String(), by: Person, at: Instant, lines: Type.Array(TieLine) })),
  may: Type.Object({ ask: Type.Boolean(), agree: Type.Boolean(), withdraw: Type.Boolean() }),
})
export type RoundTies = Static<typeof RoundTies>

/** Every line of a tie, from the highest; a reason for each but the first. */
export const TieOrder = Type.Object({ digest: Digest, lines: Type.Array(TieLine, { minItems: 2, maxItems: 200 }) }, closed)
export type TieOrder = Static<typeof TieOrder>

/** `POST …/ties/agree`: the request that was on the page. */
export const SeenTie = Type.Object({ id: Type.String({ maxLength: 64 }) }, closed)
export type SeenTie = Static<typeof SeenTie>

/** The published result of one round. */
export const RoundResults = Type.Object({
  round: Type.Omit(PublicRound, ['departures']),
  /** The actual number that was predicted, under the name it has had from the first: what is published is kept. */
  actualAllCorrect: Type.Integer(),
  /** Left out: the number of all-correct. */
  predicted: Type.Optional(Predicted),
  participants: Type.Integer(),
  questions: Type.Integer(),
  publishedAt: Instant,
  /** Of a version after the first: its number, and why there is another. */
  revision: Type.Optional(Type.Object({ number: Type.Integer(), reason: Type.String() })),
  /** Where there are several, from the first; `?version=` asks for one. */
  versions: Type.Optional(Type.Array(Type.Object({ number: Type.Integer(), publishedAt: Instant, reason: Nullable(Type.String()) }))),
  awards: Type.Array(
    Type.Object({
      place: Type.Integer(),
      level: Type.String(),
      levelName: Type.String(),
      fullName: Type.String(),
      unit: Type.String(),
      correct: Type.Integer(),
      prediction: Nullable(Type.Integer()),
      predictionDistance: Nullable(Type.Integer()),
      submittedAt: Instant,
      receiptCode: Type.String(),
      explanation: Bilingual,
    }),
  ),
  unawarded: Type.Array(Type.Object({ levelName: Type.String(), count: Type.Integer() })),
  /** Left out: the rules have none. */
  referral: Type.Optional(ReferralPrizes),
  /** Predictions counted in equal bins [from, to]. */
  predictions: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer(), count: Type.Integer() })),
  /** `scores[n]`: contestants with n right answers. */
  scores: Type.Array(Type.Integer()),
  units: Type.Array(Type.Object({ name: Type.String(), participants: Type.Integer(), headcount: Type.Integer() })),
  checkpoint: Type.String(),
  /** Hex seeds of the papers and of the public lot, revealed with the results. */
  paperSeed: Type.String(),
  lotSeed: Type.String(),
})
export type RoundResults = Static<typeof RoundResults>

/** `GET …/results?version=` */
export const ResultsQuery = Type.Object({ version: Type.Optional(Ordinal) })
export type ResultsQuery = Static<typeof ResultsQuery>

const Winner = Nullable(Type.Object({ fullName: Type.String(), unit: Type.String() }))
const Revocation = { place: Type.Integer(), reason: Type.String(), at: Instant }

/** `GET …/revocation?place=` of a published round: what waits, what was done, and what one would change. */
export const RoundRevocation = Type.Object({
  /** Of the result as it would be; null: nothing is asked. */
  digest: Nullable(Type.String()),
  /** Prizes that would change. */
  changes: Type.Array(Type.Object({ place: Type.Integer(), levelName: Type.String(), before: Winner, after: Winner })),
  /** Nobody moves up, because those who are next are equal. */
  tied: Type.Boolean(),
  asked: Nullable(Type.Object({ id: Type.String(), ...Revocation, by: Type.Object({ login: Type.String(), name: Type.String() }) })),
  made: Type.Array(Type.Object({ ...Revocation, version: Type.Integer() })),
  may: Type.Object({ ask: Type.Boolean(), agree: Type.Boolean(), withdraw: Type.Boolean() }),
})
export type RoundRevocation = Static<typeof RoundRevocation>

export const RevocationQuery = Type.Object({ place: Type.Optional(Ordinal) })
export type RevocationQuery = Static<typeof RevocationQuery>

/** `POST …/revocation` asks; `DELETE …/revocation` withdraws or refuses. Both answer with `RoundRevocation`. */
export const RevocationRequest = Type.Object(
  { place: Type.Integer({ minimum: 1, maximum: 1_000_000 }), reason: Reason, digest: Digest },
  closed,
)
export type RevocationRequest = Static<typeof RevocationRequest>

/** `POST …/revocation/agree`, by a second person: the request and the result that were on the page. */
export const SeenRevocation = Type.Object({ id: Type.String({ maxLength: 64 }), digest: Digest }, closed)
export type SeenRevocation = Static<typeof SeenRevocation>

/** Prizes of one level; đồng each, null: not said. */
export const CollectiveLevel = Type.Object({ name: Type.String(), count: Type.Integer(), amount: Nullable(Type.Integer()) })

const RankedUnit = Type.Object({
  rank: Type.Integer(),
  name: Type.String(),
  participants: Type.Integer(),
  headcount: Type.Integer(),
  allCorrect: Type.Integer(),
  awarded: Type.Boolean(),
  /** Name of the level of its prize, where there are levels. */
  level: Type.Optional(Type.String()),
  /** Tied with others across a border of prizes. */
  undecided: Type.Boolean(),
  explanation: Bilingual,
})

/** What the prizes of the units over all rounds came to, whichever units are shown. */
const UnitPrizes = {
  /** đồng each; null: not said, or by level. */
  amount: Nullable(Type.Integer()),
  /** Left out: all prizes are alike. */
  levels: Type.Optional(Type.Array(CollectiveLevel)),
  /** Prizes that went to nobody: too few units took part, or the jury has still to part some. */
  unawarded: Type.Integer(),
}

/** As it is kept once it is public. */
export const Conclusion = Type.Object({
  publishedAt: Instant,
  ...UnitPrizes,
  /** All units in order of rank. */
  units: Type.Array(RankedUnit),
})
export type Conclusion = Static<typeof Conclusion>

const ConclusionLines = {
  ...UnitPrizes,
  /** Some prizes wait until the jury parts who is tied. */
  undecided: Type.Boolean(),
  /** All units that have a prize. */
  awarded: Type.Array(RankedUnit),
  ...Page,
  /** In order of rank. */
  items: Type.Array(RankedUnit),
}

/** `GET …/conclusion`: a page of it. */
export const ConclusionPage = Type.Object({ publishedAt: Instant, ...ConclusionLines })
export type ConclusionPage = Static<typeof ConclusionPage>

/** `GET …/conclusion` of the staff: as it is public, or as it would be. */
export const ConclusionDraft = Type.Object({
  ...ConclusionLines,
  publishedAt: Nullable(Instant),
  /** Of all units: whoever publishes says which were on the page. */
  digest: Type.String(),
  /** Names of the rounds that are not published yet. */
  awaited: Type.Array(Type.String()),
})
export type ConclusionDraft = Static<typeof ConclusionDraft>
