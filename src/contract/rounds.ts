/** Rounds: what the public is told of them, their steps, and what they draw from. */
import { paperLimits, reasonLimits } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import { departures, publicStatuses, roundActs, roundStatuses } from '#contest/round-life.ts'
import { setChoosers } from '#contest/rules/rules.ts'
import { Finding } from './problem.ts'
import { Difficulty, Topic } from './question.ts'
import { Person } from './questions.ts'
import { closed, Digest, Instant, Nullable } from './values.ts'

/** What the public is told of a round: the jury's steps between closing and publication all read as `closed`. */
export const PublicRoundStatus = Type.Enum(publicStatuses)
export type PublicRoundStatus = Static<typeof PublicRoundStatus>

const DepartureKind = Type.Enum(departures)

/** Where a round left the times the rulebook announces. */
export const PublicDeparture = Type.Object({
  kind: DepartureKind,
  /** When it was to open or close, or had closed. */
  plannedAt: Instant,
  /** When it opened, closed or went on. */
  at: Instant,
  /** When it is to end, of one that goes on. */
  closesAt: Nullable(Instant),
  reason: Type.String(),
})
export type PublicDeparture = Static<typeof PublicDeparture>

export const PublicRound = Type.Object({
  id: Type.String(),
  key: Type.String(),
  name: Type.String(),
  opensAt: Instant,
  closesAt: Instant,
  status: PublicRoundStatus,
  /** Distinct contestants whose entry was received. */
  participants: Type.Integer(),
  departures: Type.Array(PublicDeparture),
})
export type PublicRound = Static<typeof PublicRound>

/** `GET /api/contests/:slug/openings`, and as events `…/openings/live`: by round id, for lobbies that wait. */
export const Openings = Type.Record(Type.String(), Instant)
export type Openings = Static<typeof Openings>

const StaffRoundStatus = Type.Enum(roundStatuses)

/** What the jury has approved of a round with a result; of those who may see results, and null for others. */
export const RoundApproval = Type.Object({
  /** Of the result as it is now: whoever approves or publishes says which one was on the page. */
  digest: Type.String(),
  /** Jurors the rules ask for. */
  needed: Type.Integer(),
  given: Type.Array(
    Type.Object({
      by: Person,
      at: Instant,
      digest: Type.String(),
      /** Written at the command line of the server, in the name of the juror. */
      atCommandLine: Type.Boolean(),
    }),
  ),
  /** People who submitted of whom it is undecided whether they are one person with somebody else. */
  inDoubt: Type.Integer(),
})
export type RoundApproval = Static<typeof RoundApproval>

/** `POST …/approve` and `…/publish`: the result that was on the page. */
export const SeenResult = Type.Object({ digest: Digest }, closed)
export type SeenResult = Static<typeof SeenResult>

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
  departures: Type.Array(PublicDeparture),
  /** While it is closing: until when what arrived in time may still be stored. */
  closingUntil: Nullable(Instant),
  approval: Nullable(RoundApproval),
  /** What this person may do to the round now. */
  actions: Type.Array(Type.Enum(roundActs)),
})
export type StaffRound = Static<typeof StaffRound>

/** In the last five minutes, and in the last hour. */
const Lately = Type.Object({ minutes: Type.Integer(), hour: Type.Integer() })

/**
 * `GET …/live`, and the same as events when asked for as `text/event-stream`: counts of people and of what the server could not do,
 * never anything about answers.
 */
export const LiveRound = Type.Object({
  status: StaffRoundStatus,
  opensAt: Instant,
  closesAt: Instant,
  /** On the roster. */
  contestants: Type.Integer(),
  started: Type.Integer(),
  submitted: Type.Integer(),
  /** Distinct people among those. */
  participants: Type.Integer(),
  /** Open lobbies of the contest at this server. */
  inLobby: Type.Integer(),
  /** Minutes of the last hour in which entries came. */
  byMinute: Type.Array(Type.Object({ minute: Instant, entries: Type.Integer() })),
  byHour: Type.Array(Type.Object({ hour: Instant, entries: Type.Integer() })),
  /** Refused sign-ins of contestants. */
  signIns: Type.Object({ wrong: Lately, barred: Lately }),
  /** What this server process did and could not do. */
  server: Type.Object({
    /** Starts and submissions that wait to be stored. */
    waiting: Type.Integer(),
    /** Stored. */
    stored: Lately,
    /** The longest that storing took, in milliseconds. */
    slowestMs: Lately,
    failures: Type.Object({
      entriesBusy: Lately,
      entriesUnsaved: Lately,
      othersBusy: Lately,
      slowed: Lately,
      unexpected: Lately,
    }),
  }),
})
export type LiveRound = Static<typeof LiveRound>

/** `most`: by participants; `least`: by the share of their people, the smallest first; `name` */
export const liveOrders = ['most', 'least', 'name'] as const
export const LiveOrder = Type.Enum(liveOrders)
export type LiveOrder = Static<typeof LiveOrder>

/** `GET …/live/units`: a page of the units, with who of each took part in the round. */
export const LiveUnits = Type.Object({
  total: Type.Integer(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  /** Units of which nobody took part yet, among those found. */
  without: Type.Integer(),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      headcount: Type.Integer(),
      /** On the roster. */
      people: Type.Integer(),
      participants: Type.Integer(),
    }),
  ),
})
export type LiveUnits = Static<typeof LiveUnits>

export const Reason = Type.String({ minLength: reasonLimits.shortest, maxLength: reasonLimits.longest })

const BlueprintCell = Type.Object(
  {
    topic: Nullable(Topic),
    difficulty: Nullable(Difficulty),
    count: Type.Integer({ minimum: 1, maximum: paperLimits.questions }),
  },
  closed,
)

/** `PUT …/blueprint`; with `dryRun` nothing is kept and the answer is the live check. */
export const BlueprintEdit = Type.Object(
  {
    /** null: the contest's own blueprint. */
    cells: Nullable(Type.Array(BlueprintCell, { maxItems: paperLimits.questions })),
    /** May questions that an earlier round's set holds be drawn again? */
    reuse: Type.Boolean(),
    /** The rules it was made from; others have changed them meanwhile when it differs. */
    rulesDigest: Type.String(),
    dryRun: Type.Boolean(),
  },
  closed,
)
export type BlueprintEdit = Static<typeof BlueprintEdit>

/** Topic × difficulty. */
const Supply = Type.Array(Type.Object({ topic: Nullable(Type.String()), difficulty: Nullable(Difficulty), available: Type.Integer() }))

/** `GET …/blueprint` */
export const RoundBlueprint = Type.Object({
  round: Type.Object({ key: Type.String(), name: Type.String(), status: StaffRoundStatus, opensAt: Instant }),
  rulesDigest: Type.String(),
  /** Questions on a paper. */
  questions: Type.Integer(),
  cells: Nullable(Type.Array(BlueprintCell)),
  contestCells: Type.Array(BlueprintCell),
  reuse: Type.Boolean(),
  /** What there is to draw from, under the reuse of this answer. */
  supply: Supply,
  available: Type.Integer(),
  /** How many of them stand in the set of an earlier round, whose answers are public by then. */
  known: Type.Integer(),
  /** Where papers are fixed: what each has, or would have if it were locked now; null: papers are drawn. Codes only, no keys. */
  fixedSets: Nullable(
    Type.Object({
      chosenBy: Type.Enum(setChoosers),
      sets: Type.Array(Type.Object({ name: Type.String(), supply: Supply, codes: Type.Array(Type.String()) })),
    }),
  ),
  findings: Type.Array(Finding),
  /** A paper can always be drawn. */
  ok: Type.Boolean(),
  /** How many questions two random papers are expected to share, in hundredths; null while no paper can be drawn. */
  expectedSharedHundredths: Nullable(Type.Integer()),
  locked: Nullable(Type.Object({ digest: Type.String(), questions: Type.Integer(), at: Instant, by: Type.String() })),
  /** Somebody has asked to release the lock; another must agree. */
  release: Nullable(Type.Object({ by: Person, reason: Type.String(), at: Instant })),
  may: Type.Object({
    edit: Type.Boolean(),
    lock: Type.Boolean(),
    askRelease: Type.Boolean(),
    agreeRelease: Type.Boolean(),
    withdrawRelease: Type.Boolean(),
  }),
})
export type RoundBlueprint = Static<typeof RoundBlueprint>

/** `GET …/blueprints`: of every round, in their order; what each set holds, or would hold if it were locked now. */
export const RoundBlueprints = Type.Object({ items: Type.Array(RoundBlueprint) })
export type RoundBlueprints = Static<typeof RoundBlueprints>

/** `POST …/lock` locks the set of this round; `POST …/release` asks to unlock it (before opening only); `POST …/release/agree` by a second person does it; `DELETE …/release` withdraws. All answer with `RoundBlueprint`. */
export const ReleaseRequest = Type.Object({ reason: Reason }, closed)

/** `GET …/departure`: leaving the times the rulebook announces. */
export const RoundDeparture = Type.Object({
  /** As it is now. */
  opensAt: Instant,
  closesAt: Instant,
  asked: Nullable(
    Type.Object({
      id: Type.String(),
      kind: DepartureKind,
      /** null: somebody at the command line of the server. */
      by: Nullable(Person),
      /** It is only to be carried out. */
      agreed: Type.Boolean(),
      reason: Type.String(),
      at: Instant,
      closesAt: Nullable(Instant),
    }),
  ),
  may: Type.Object({ ask: Nullable(DepartureKind), agree: Type.Boolean(), withdraw: Type.Boolean() }),
})
export type RoundDeparture = Static<typeof RoundDeparture>

/** `POST …/departure` asks; `POST …/departure/agree` by a second person does it; `DELETE …/departure` withdraws. All answer with `RoundDeparture`. */
export const DepartureRequest = Type.Object({ kind: DepartureKind, reason: Reason, closesAt: Nullable(Instant) }, closed)
export type DepartureRequest = Static<typeof DepartureRequest>

/** `POST …/departure/agree`: the request that was on the page. */
export const SeenDeparture = Type.Object({ id: Type.String({ maxLength: 64 }) }, closed)
export type SeenDeparture = Static<typeof SeenDeparture>
