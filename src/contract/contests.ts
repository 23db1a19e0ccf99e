/** A contest: what anybody may read of it, and what its staff does. Nothing public depends on correctness or predictions before publication. */
import { Type, type Static } from 'typebox'
import { checklistIds } from '#contest/checklist.ts'
import { PublicRound, StaffRound } from './rounds.ts'
import { Bilingual, Instant, Nullable } from './values.ts'

export const PublicContest = Type.Object({
  slug: Type.String(),
  title: Type.String(),
  organiser: Type.String(),
  superior: Nullable(Type.String()),
  audience: Type.String(),
  zone: Type.String(),
  demo: Type.Boolean(),
  now: Instant,
  questions: Type.Integer(),
  rounds: Type.Array(PublicRound),
  /** Six sentences of the rulebook for the landing page. */
  bullets: Type.Array(Bilingual),
  prizes: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer(), amount: Nullable(Type.Integer()) })),
  collective: Type.Union([Type.Object({ count: Type.Integer(), amount: Nullable(Type.Integer()) }), Type.Null()]),
  /** When the prizes of the units were published. */
  concludedAt: Nullable(Instant),
  contestants: Type.Integer(),
  participants: Type.Integer(),
  documents: Type.Array(
    Type.Object({
      number: Type.String(),
      /** As questions cite it. */
      citation: Type.String(),
      /** As official documents name one another, with its title. */
      words: Bilingual,
      link: Nullable(Type.String()),
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

/** One line of "what blocks the next step"; `id` names a message of the web catalogue. */
export const ChecklistItem = Type.Object({
  id: Type.Enum(checklistIds),
  /** As last known while `checking`. */
  done: Type.Boolean(),
  /** It is being found out whether it is still so; a moment later it is known. */
  checking: Type.Boolean(),
  /** The most urgent of what this account may do now. */
  next: Type.Boolean(),
  /** The most urgent of what somebody else may do now. */
  waits: Type.Boolean(),
  roundKey: Nullable(Type.String()),
  /** Latest instant by which it must be done, if there is one. */
  dueAt: Nullable(Instant),
  detail: Nullable(Type.Object({ vi: Type.String(), en: Type.String() })),
})
export type ChecklistItem = Static<typeof ChecklistItem>

/** `GET /api/staff/contests/:slug` */
export const StaffContest = Type.Object({
  slug: Type.String(),
  title: Type.String(),
  zone: Type.String(),
  demo: Type.Boolean(),
  now: Instant,
  rulesDigest: Type.String(),
  contestants: Type.Integer(),
  units: Type.Integer(),
  boardMembers: Type.Integer(),
  questions: Type.Integer(),
  lockedSet: Nullable(Type.Object({ digest: Type.String(), questions: Type.Integer(), lockedAt: Instant })),
  rounds: Type.Array(StaffRound),
  checklist: Type.Array(ChecklistItem),
})
export type StaffContest = Static<typeof StaffContest>

export const ServerTime = Type.Object({ now: Instant })
