/** A contest: what anybody may read of it, and what its staff does. Nothing public depends on correctness or predictions before publication. */
import { Type, type Static } from 'typebox'
import { checklistIds } from '#contest/checklist.ts'
import { idsOf } from '#contest/criteria.ts'
import { erasureBlockers, erasureKinds, noticeDays } from '#contest/people/retention.ts'
import { contestTemplates } from '#contest/rules/templates.ts'
import { reasonLimits, textLimits } from '#contest/limits.ts'
import type { RulesFile } from '#contest/rules/schema.ts'
import { Finding } from './problem.ts'
import { CollectiveLevel } from './results.ts'
import { PublicRound, Reason, StaffRound } from './rounds.ts'
import { Bilingual, closed, Digest, Instant, Nullable, Page } from './values.ts'

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
  collective: Nullable(Type.Object({ count: Type.Integer(), amount: Nullable(Type.Integer()), levels: Type.Array(CollectiveLevel) })),
  /** When the prizes of the units were published. */
  concludedAt: Nullable(Instant),
  contestants: Type.Integer(),
  participants: Type.Integer(),
  /** Questions anybody may practise with. */
  practice: Type.Integer(),
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

/** `GET /api/contests/:slug/practice?paper=1`: a paper of questions that were released for practice, with what is right. */
export const PracticePaper = Type.Object({
  title: Type.String(),
  papers: Type.Integer(),
  paper: Type.Integer(),
  questions: Type.Array(
    Type.Object({
      stem: Type.String(),
      options: Type.Array(Type.String()),
      /** Each with the place of its option; null: it belongs to the question. */
      pictures: Type.Array(Type.Object({ digest: Type.String(), alt: Type.String(), option: Nullable(Type.Integer()) })),
      correct: Type.Array(Type.Integer()),
      /** As the question cites it; null: nothing is cited. */
      source: Nullable(Type.String()),
      explanation: Nullable(Type.String()),
    }),
  ),
})
export type PracticePaper = Static<typeof PracticePaper>

export const ContestList = Type.Array(
  Type.Object({ slug: Type.String(), title: Type.String(), organiser: Type.String(), demo: Type.Boolean(), rehearsal: Type.Boolean() }),
)
export type ContestList = Static<typeof ContestList>

/** A clause of the rulebook that says something else than it did; null: it was, or is, not there. */
const ChangedClause = Type.Object({ id: Type.String(), before: Nullable(Bilingual), after: Nullable(Bilingual) })

export const Rulebook = Type.Object({
  title: Type.String(),
  /** As it was announced and changed since, the newest first; none while there is only one. */
  versions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: Instant,
      reason: Nullable(Type.String()),
      changed: Type.Array(Type.Object({ id: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) })),
    }),
  ),
  sections: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      clauses: Type.Array(Type.Object({ id: Type.String(), text: Type.String() })),
    }),
  ),
})
export type Rulebook = Static<typeof Rulebook>

/** `GET …/units`: by participants so far, most first. */
export const UnitBoard = Type.Object({
  now: Instant,
  /** Of all units, whatever was asked. */
  sum: Type.Object({ participants: Type.Integer(), headcount: Type.Integer() }),
  /** Of the unit that has most. */
  most: Type.Integer(),
  ...Page,
  items: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), headcount: Type.Integer(), participants: Type.Integer() })),
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

/** Whether the personal data of a contest was erased, or when it will be. */
export const ArchiveState = Type.Object({
  /** Null: nothing was erased yet. */
  begunAt: Nullable(Instant),
  erasedAt: Nullable(Instant),
  /** By the rules; null: at no time, or not while rounds are to be published. */
  dueAt: Nullable(Instant),
  /** So soon that the staff is told. */
  notice: Nullable(Type.Enum(idsOf(noticeDays))),
})
export type ArchiveState = Static<typeof ArchiveState>

/** `GET /api/staff/contests/:slug` */
export const StaffContest = Type.Object({
  slug: Type.String(),
  title: Type.String(),
  zone: Type.String(),
  demo: Type.Boolean(),
  now: Instant,
  rulesDigest: Type.String(),
  /** Null: being prepared, seen by its staff alone. */
  announcedAt: Nullable(Instant),
  contestants: Type.Integer(),
  units: Type.Integer(),
  boardMembers: Type.Integer(),
  questions: Type.Integer(),
  lockedSet: Nullable(Type.Object({ digest: Type.String(), questions: Type.Integer(), lockedAt: Instant })),
  rounds: Type.Array(StaffRound),
  checklist: Type.Array(ChecklistItem),
  archive: ArchiveState,
})
export type StaffContest = Static<typeof StaffContest>

export const ServerTime = Type.Object({ now: Instant })

/** The rules as `contest.yaml` says them (contest/rules/schema.ts), which the server checks; a page edits them. */
const FileOfRules = Type.Unsafe<RulesFile>({})

/** `GET /api/staff/contests/:slug/rules`, and what `PUT` answers: the rules as they are, and what others would be. */
export const RulesDesk = Type.Object({
  /** As they are kept. */
  file: FileOfRules,
  rulesDigest: Digest,
  /** Null: being prepared, seen by the staff alone. */
  announcedAt: Nullable(Instant),
  /** Names of the rounds that have opened, and of those with a locked set. */
  opened: Type.Array(Type.String()),
  locked: Type.Array(Type.String()),
  /** Of what was sent, or of the rules as they are: places are JSON pointers into the file. */
  findings: Type.Array(Finding),
  /** Can it be kept as it is? */
  ok: Type.Boolean(),
  /** The rulebook it makes; none while it makes no sense. */
  sections: Type.Array(
    Type.Object({ id: Type.String(), title: Bilingual, clauses: Type.Array(Type.Object({ id: Type.String(), text: Bilingual })) }),
  ),
  /** Clauses that are not as they are kept. */
  changed: Type.Array(ChangedClause),
  /** Of the roster, who may not take part: as it is, and as it would be. */
  barred: Type.Object({ before: Type.Integer(), after: Type.Integer() }),
})
export type RulesDesk = Static<typeof RulesDesk>

/** `PUT /api/staff/contests/:slug/rules` */
export const RulesEdit = Type.Object(
  {
    file: Type.Object({}, { additionalProperties: true }),
    /** Of the rules that were edited. */
    rulesDigest: Digest,
    /** Why announced rules change, for everybody to read. */
    reason: Nullable(Type.String({ maxLength: reasonLimits.longest })),
    /** Only says what it would do. */
    dryRun: Type.Boolean(),
  },
  closed,
)
export type RulesEdit = Static<typeof RulesEdit>

/** `POST /api/staff/contests/:slug/announcement` */
export const Announcement = Type.Object({ rulesDigest: Digest }, closed)

/** `POST /api/staff/contests` */
export const NewContest = Type.Object(
  {
    /** A small example, a real contest, the rules of another contest on this server, or a contest.yaml. */
    from: Type.Union([
      Type.Object({ kind: Type.Literal('starter') }, closed),
      Type.Object({ kind: Type.Literal('template'), id: Type.Enum(idsOf(contestTemplates)) }, closed),
      Type.Object({ kind: Type.Literal('copy'), slug: Type.String({ maxLength: 60 }) }, closed),
      Type.Object({ kind: Type.Literal('file'), text: Type.String({ maxLength: 1_000_000 }) }, closed),
    ]),
    /** In place of what that says. */
    title: Type.String({ minLength: 1, maxLength: 500 }),
    slug: Type.String({ minLength: 1, maxLength: 60 }),
    /** Who organises it: an account there is, or a new one. */
    organiser: Type.Object(
      { login: Type.String({ minLength: 1, maxLength: textLimits.login }), name: Type.String({ maxLength: textLimits.name }) },
      closed,
    ),
  },
  closed,
)
export type NewContest = Static<typeof NewContest>

export const MadeContest = Type.Object({
  slug: Type.String(),
  login: Type.String(),
  /** Of a new account, shown once. */
  password: Nullable(Type.String()),
})
export type MadeContest = Static<typeof MadeContest>

/** `GET …/personal-data`: what will be erased, or was; what stays; who asked. */
export const PersonalData = Type.Object({
  ...ArchiveState.properties,
  /** Of the rules; null: they say nothing. */
  months: Nullable(Type.Integer()),
  /** Why nothing may be erased now. */
  blockers: Type.Array(Type.Enum(erasureBlockers)),
  digest: Digest,
  kinds: Type.Array(Type.Object({ kind: Type.Enum(erasureKinds), count: Type.Integer() })),
  kept: Type.Object({ winners: Type.Integer(), entries: Type.Integer(), publications: Type.Integer(), units: Type.Integer() }),
  asked: Nullable(
    Type.Object({
      reason: Type.String(),
      at: Instant,
      /** Of what would be erased now. */
      isSame: Type.Boolean(),
      /** Null: the command line. */
      by: Nullable(Type.Object({ login: Type.String(), name: Type.String() })),
    }),
  ),
  may: Type.Object({ ask: Type.Boolean(), agree: Type.Boolean(), withdraw: Type.Boolean() }),
})
export type PersonalData = Static<typeof PersonalData>

/** `POST …/personal-data` asks; `DELETE …` withdraws or refuses; `POST …/agree`, by a second person. All answer with `PersonalData`. */
export const ErasureAsked = Type.Object({ reason: Reason, digest: Digest }, closed)
export type ErasureAsked = Static<typeof ErasureAsked>
export const SeenErasure = Type.Object({ digest: Digest }, closed)
export type SeenErasure = Static<typeof SeenErasure>
