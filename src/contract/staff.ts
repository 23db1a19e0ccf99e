/** The staff area. Which role may do what is in usecases/access.ts; results are readable only after a round is closed. */
import { Type, type Static } from 'typebox'
import { Finding } from './problem.ts'

const Instant = Type.Integer()
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

export const StaffRole = Type.Union([
  Type.Literal('administrator'),
  Type.Literal('organiser'),
  Type.Literal('juror'),
  Type.Literal('assistant'),
  /** Sends questions of one unit and sees nothing else. */
  Type.Literal('contributor'),
])
export type StaffRole = Static<typeof StaffRole>

/** `POST /api/staff/session` */
export const StaffSignIn = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 80 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

/** `GET /api/staff/me` */
export const StaffMe = Type.Object({
  login: Type.String(),
  name: Type.String(),
  role: StaffRole,
  now: Instant,
  contests: Type.Array(Type.Object({ slug: Type.String(), title: Type.String(), zone: Type.String(), demo: Type.Boolean() })),
})
export type StaffMe = Static<typeof StaffMe>

export const StaffRoundStatus = Type.Union([
  Type.Literal('scheduled'),
  Type.Literal('open'),
  Type.Literal('closing'),
  Type.Literal('closed'),
  Type.Literal('tallied'),
  Type.Literal('approved'),
  Type.Literal('published'),
])
export type StaffRoundStatus = Static<typeof StaffRoundStatus>

export const StaffRound = Type.Object({
  id: Type.String(),
  key: Type.String(),
  name: Type.String(),
  opensAt: Instant,
  closesAt: Instant,
  status: StaffRoundStatus,
  started: Type.Integer(),
  submitted: Type.Integer(),
  logSize: Type.Integer(),
  lockedSetDigest: Nullable(Type.String()),
  openedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  talliedAt: Nullable(Instant),
  approvedAt: Nullable(Instant),
  publishedAt: Nullable(Instant),
  /** Entries received in each hour since opening: only counts, so it may be shown while the round is open. */
  byHour: Type.Array(Type.Object({ hour: Instant, entries: Type.Integer() })),
  /** What this role may do to the round now. */
  actions: Type.Array(
    Type.Union([Type.Literal('open'), Type.Literal('close'), Type.Literal('tally'), Type.Literal('approve'), Type.Literal('publish')]),
  ),
})
export type StaffRound = Static<typeof StaffRound>

/** One line of "what blocks the next step"; `id` names a message of the web catalogue. */
export const ChecklistItem = Type.Object({
  id: Type.Union([
    Type.Literal('roster-imported'),
    Type.Literal('boards-imported'),
    Type.Literal('questions-imported'),
    Type.Literal('questions-sufficient'),
    Type.Literal('set-locked'),
    Type.Literal('round-opened'),
    Type.Literal('round-closed'),
    Type.Literal('round-tallied'),
    Type.Literal('round-approved'),
    Type.Literal('round-published'),
  ]),
  done: Type.Boolean(),
  /** The first item that is not done and can be done now. */
  next: Type.Boolean(),
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

/**
 * `POST …/roster/import?dryRun=true` and `POST …/boards/import?dryRun=true`: the file is the raw body
 * (application/octet-stream, at most 20 MB), its name is URL-encoded in the header `x-file-name`.
 */
export const PeopleImport = Type.Object({
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  added: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  people: Type.Array(
    Type.Object({
      row: Type.Integer(),
      fullName: Type.String(),
      staffCode: Type.String(),
      unit: Type.String(),
      phone: Nullable(Type.String()),
      board: Nullable(Type.String()),
    }),
  ),
  duplicates: Type.Array(Type.Object({ row: Type.Integer(), duplicateOfRow: Type.Integer() })),
  findings: Type.Array(Finding),
})
export type PeopleImport = Static<typeof PeopleImport>

const Page = { total: Type.Integer(), page: Type.Integer(), pageSize: Type.Integer() }

/** `GET …/questions?q=&page=` — organisers and jurors only: it shows the key. */
export const QuestionPage = Type.Object({
  ...Page,
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      stem: Type.String(),
      options: Type.Array(Type.String()),
      correct: Type.Array(Type.Integer()),
      source: Nullable(Type.String()),
      topic: Nullable(Type.String()),
      difficulty: Nullable(Type.Integer()),
      origin: Type.String(),
      state: Type.String(),
    }),
  ),
})
export type QuestionPage = Static<typeof QuestionPage>

/** `GET …/contestants?q=&unit=&page=`; `q` matches name and code without diacritics. */
export const ContestantPage = Type.Object({
  ...Page,
  items: Type.Array(
    Type.Object({
      staffCode: Type.String(),
      fullName: Type.String(),
      position: Type.String(),
      unitCode: Type.String(),
      unit: Type.String(),
      /** Masked: the last three digits only. */
      phone: Nullable(Type.String()),
      boards: Type.Array(Type.String()),
      /** Round keys in which this person has submitted. */
      submitted: Type.Array(Type.String()),
    }),
  ),
})
export type ContestantPage = Static<typeof ContestantPage>

/** `GET …/rounds/:key/standings?q=&page=` — only after tally; organisers, jurors and administrators. */
export const StandingPage = Type.Object({
  ...Page,
  actualAllCorrect: Type.Integer(),
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
      partedBy: Nullable(Type.String()),
      eligible: Type.Boolean(),
      award: Nullable(Type.String()),
    }),
  ),
  setAside: Type.Array(Type.Object({ fullName: Type.String(), unit: Type.String(), reason: Type.String() })),
})
export type StandingPage = Static<typeof StandingPage>

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
})
export type RoundAwardList = Static<typeof RoundAwardList>

/** `GET …/audit?page=` */
export const AuditPage = Type.Object({
  ...Page,
  items: Type.Array(
    Type.Object({ at: Instant, actorKind: Type.String(), actor: Nullable(Type.String()), event: Type.String(), data: Type.String() }),
  ),
})
export type AuditPage = Static<typeof AuditPage>
