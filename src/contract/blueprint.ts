/** What a round draws from: blueprint, lock, release, under `/api/staff/contests/:slug/rounds/:key`. */
import { Type, type Static } from 'typebox'
import { Person } from './bank.ts'
import { Finding } from './problem.ts'
import { Difficulty } from './question.ts'

const Instant = Type.Integer()
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const closed = { additionalProperties: false } as const

export const BlueprintCell = Type.Object(
  {
    topic: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
    difficulty: Nullable(Difficulty),
    count: Type.Integer({ minimum: 1, maximum: 200 }),
  },
  closed,
)

/** `PUT …/blueprint`; with `dryRun` nothing is kept and the answer is the live check. */
export const BlueprintEdit = Type.Object(
  {
    /** null: the contest's own blueprint. */
    cells: Nullable(Type.Array(BlueprintCell, { maxItems: 200 })),
    states: Type.Array(Type.Union([Type.Literal('submitted'), Type.Literal('approved')]), { minItems: 1, maxItems: 2 }),
    /** May questions that an earlier round's set holds be drawn again? */
    reuse: Type.Boolean(),
    /** The rules it was made from; others have changed them meanwhile when it differs. */
    rulesDigest: Type.String(),
    dryRun: Type.Boolean(),
  },
  closed,
)
export type BlueprintEdit = Static<typeof BlueprintEdit>

/** `GET …/blueprint` */
export const RoundBlueprint = Type.Object({
  round: Type.Object({ key: Type.String(), name: Type.String(), status: Type.String(), opensAt: Instant }),
  rulesDigest: Type.String(),
  /** Questions on a paper. */
  questions: Type.Integer(),
  cells: Nullable(Type.Array(BlueprintCell)),
  contestCells: Type.Array(BlueprintCell),
  states: Type.Array(Type.Union([Type.Literal('submitted'), Type.Literal('approved')])),
  reuse: Type.Boolean(),
  /** What there is to draw from, under the states and reuse of this answer: topic × difficulty. */
  supply: Type.Array(Type.Object({ topic: Nullable(Type.String()), difficulty: Nullable(Difficulty), available: Type.Integer() })),
  available: Type.Integer(),
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

/** `POST …/lock` locks the set of this round; `POST …/release` asks to unlock it (before opening only); `POST …/release/agree` by a second person does it; `DELETE …/release` withdraws. All answer with `RoundBlueprint`. */
export const ReleaseRequest = Type.Object({ reason: Type.String({ minLength: 5, maxLength: 1000 }) }, closed)
