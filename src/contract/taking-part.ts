/** What a signed-in contestant may do and read. Their own data only; nothing about correctness before publication. */
import { paperLimits, questionLimits, reasonLimits, textLimits } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import { ownKeys, personFields } from '#contest/person.ts'
import { setChoosers } from '#contest/rules/rules.ts'
import { texts } from './people.ts'
import { PublicRoundStatus } from './rounds.ts'
import { Bilingual, closed, Instant, Nullable, Ordinal, Predicted } from './values.ts'

/** Of the last part of a personal link. */
export const invitationLength = 38

/** `POST /api/contests/:slug/session` */
export const SignIn = Type.Object(
  {
    staffCode: Type.String({ minLength: 1, maxLength: personFields.staffCode.longest ?? 50 }),
    phone: Type.String({ minLength: 1, maxLength: textLimits.phone }),
    /** The personal link by which they came, its last part. */
    invitation: Type.Optional(Type.String({ pattern: `^[A-Za-z0-9_-]{${String(invitationLength)}}$` })),
  },
  closed,
)
export type SignIn = Static<typeof SignIn>

export const OwnAttempt = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  startedAt: Instant,
  deadlineAt: Instant,
  entry: Nullable(Type.Object({ id: Type.String(), code: Type.String(), submittedAt: Instant })),
  /** Name of the fixed set it has; null: its paper was drawn. */
  set: Nullable(Type.String()),
})
export type OwnAttempt = Static<typeof OwnAttempt>

/** `GET /api/me`: who I am and where I stand in each round. */
export const Me = Type.Object({
  now: Instant,
  demo: Type.Boolean(),
  contest: Type.Object({ slug: Type.String(), title: Type.String(), zone: Type.String() }),
  ...texts(ownKeys),
  consented: Type.Boolean(),
  /** The last part of their personal link, where there are prizes for who brings others. */
  invitation: Type.Optional(Type.String()),
  rounds: Type.Array(
    Type.Object({
      id: Type.String(),
      key: Type.String(),
      name: Type.String(),
      opensAt: Instant,
      closesAt: Instant,
      status: PublicRoundStatus,
      attemptsAllowed: Type.Integer(),
      /** Of them: by two people, beyond those of the rules. */
      extraGiven: Type.Integer(),
      /** When the next attempt may begin, where those of this day are used up. */
      againAt: Nullable(Instant),
      /** How long an attempt may take; null: until the round closes. */
      timeLimitMs: Nullable(Type.Integer()),
      /** Where papers are fixed sets: what the next attempt may have; null: papers are drawn. */
      fixedSets: Nullable(
        Type.Object({
          names: Type.Array(Type.String()),
          chosenBy: Type.Enum(setChoosers),
          /** Numbers of the names, from 1. */
          left: Type.Array(Type.Integer()),
        }),
      ),
      attempts: Type.Array(OwnAttempt),
      /** The server came back from a backup that was made then: entries accepted later are brought again by who holds them. */
      restoredFrom: Nullable(Instant),
    }),
  ),
})
export type Me = Static<typeof Me>

/** `POST /api/rounds/:id/attempts?set=2`, where the rules let the contestant choose one of the fixed sets. */
export const ChosenSet = Type.Object({ set: Type.Optional(Ordinal) })
export type ChosenSet = Static<typeof ChosenSet>

/** A picture of a paper; its bytes are at `/api/attempts/:id/pictures/:digest`, for whose paper it is. */
const ShownPicture = Type.Object({
  digest: Type.String(),
  alt: Type.String(),
  /** Shown position of the option it stands with; null: the stem. */
  option: Nullable(Type.Integer()),
})

/** `POST /api/rounds/:id/attempts` (starts, or gives the running attempt again) and `GET /api/attempts/:id`. */
export const StartedAttempt = Type.Object({
  id: Type.String(),
  roundId: Type.String(),
  roundName: Type.String(),
  number: Type.Integer(),
  now: Instant,
  startedAt: Instant,
  deadlineAt: Instant,
  /** The rules set a time limit, so that a timer is shown. */
  timed: Type.Boolean(),
  /** Lets this device send the entry when somebody else has signed in on it meanwhile (header `x-attempt-token`). */
  sendToken: Type.String(),
  /** Name of the fixed set it is; left out: it was drawn. */
  set: Type.Optional(Type.String()),
  prediction: Type.Object({
    asked: Type.Boolean(),
    required: Type.Boolean(),
    maximum: Type.Integer(),
    /** The number is in units of the last of so many decimals; left out: whole. */
    decimals: Type.Optional(Type.Integer()),
    /** What is asked. */
    ask: Bilingual,
  }),
  paper: Type.Array(
    Type.Object({ stem: Type.String(), options: Type.Array(Type.String()), several: Type.Boolean(), pictures: Type.Array(ShownPicture) }),
  ),
})
export type StartedAttempt = Static<typeof StartedAttempt>

/** `PUT /api/attempts/:id/entry`; `entryId` is made by the client once and reused on every retry. */
export const EntrySubmission = Type.Object(
  {
    entryId: Type.String({ minLength: 16, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
    /** For each question of the paper, the shown positions ticked, ascending; empty: unanswered. Which there are the paper says. */
    answers: Type.Array(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: questionLimits.options }), {
      maxItems: paperLimits.questions,
    }),
    prediction: Nullable(Type.Integer({ minimum: 0, maximum: paperLimits.prediction })),
    /** For each question of the paper, how many seconds the device had it on screen; ranks nobody. */
    seconds: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: paperLimits.seconds }), { maxItems: paperLimits.questions })),
  },
  closed,
)
export type EntrySubmission = Static<typeof EntrySubmission>

/** `POST /api/rounds/:id/readmissions`: what the phone kept of an accepted entry, after the server came back from a backup. */
export const KeptEntry = Type.Object(
  {
    ...EntrySubmission.properties,
    attempt: Type.Object(
      { id: Type.String({ maxLength: 64 }), number: Type.Integer({ minimum: 1, maximum: 1000 }), startedAt: Instant },
      closed,
    ),
    /** As it was given: C2SP tlog-proof text. */
    receipt: Type.String({ maxLength: 10_000 }),
  },
  closed,
)
export type KeptEntry = Static<typeof KeptEntry>

/** 201 the first time, 200 with the same receipt on a retry. */
export const AcceptedEntry = Type.Object({
  entryId: Type.String(),
  /** Ten characters. */
  code: Type.String(),
  submittedAt: Instant,
  logIndex: Type.Integer(),
  /** C2SP tlog-proof text. */
  receipt: Type.String(),
})
export type AcceptedEntry = Static<typeof AcceptedEntry>

/** `GET /api/attempts/:id/result`, only after the round is published. */
export const OwnResult = Type.Object({
  roundName: Type.String(),
  correct: Type.Integer(),
  questions: Type.Integer(),
  /** Name of the fixed set the paper was; null: it was drawn. */
  set: Nullable(Type.String()),
  rank: Nullable(Type.Integer()),
  participants: Type.Integer(),
  prediction: Nullable(Type.Integer()),
  /** The actual number that was predicted. */
  actualAllCorrect: Type.Integer(),
  predicted: Predicted,
  award: Nullable(Type.Object({ levelName: Type.String(), explanation: Bilingual })),
  /** Why this entry did not rank, if it did not. */
  setAside: Nullable(Type.String()),
  paper: Type.Array(
    Type.Object({
      stem: Type.String(),
      options: Type.Array(Type.String()),
      chosen: Type.Array(Type.Integer()),
      correct: Type.Array(Type.Integer()),
      right: Type.Boolean(),
      source: Nullable(Type.String()),
      explanation: Nullable(Type.String()),
      pictures: Type.Array(ShownPicture),
    }),
  ),
})
export type OwnResult = Static<typeof OwnResult>

/** Looking up a receipt by its ten characters: that it was accepted and when; nothing about what it holds. */
export const ReceiptLookup = Type.Object({
  code: Type.String(),
  contest: Type.String(),
  round: Type.String(),
  submittedAt: Instant,
  logIndex: Type.Integer(),
})
export type ReceiptLookup = Static<typeof ReceiptLookup>

/** `POST /api/staff/contests/:slug/contestants/:code/extra-attempts` */
export const ExtraAttemptAsked = Type.Object(
  {
    round: Type.String({ minLength: 1, maxLength: 80 }),
    reason: Type.String({ minLength: reasonLimits.shortest, maxLength: reasonLimits.longest }),
  },
  closed,
)
export type ExtraAttemptAsked = Static<typeof ExtraAttemptAsked>

/** `POST …/extra-attempts/agree`, `…/extra-attempts/withdraw`: the request that was on the page. */
export const ExtraAttemptSeen = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }, closed)
export type ExtraAttemptSeen = Static<typeof ExtraAttemptSeen>

/** `GET /api/staff/contests/:slug/extra-attempts`: those that wait for a second person. */
export const WaitingExtraAttempts = Type.Object({
  items: Type.Array(
    Type.Object({
      ...{ staffCode: Type.String(), fullName: Type.String(), round: Type.String() },
      /** A login. */
      askedBy: Type.String(),
      askedAt: Instant,
    }),
  ),
})
export type WaitingExtraAttempts = Static<typeof WaitingExtraAttempts>

/** `GET /api/contests/:slug/invitations/:invitation`: a personal link of the contest; nothing of whose. */
export const KnownInvitation = Type.Object({ known: Type.Literal(true) })
export type KnownInvitation = Static<typeof KnownInvitation>
