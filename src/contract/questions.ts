/**
 * The desk of the question bank, under `/api/staff/contests/:slug`. A change names the version it was made from; when
 * somebody else was quicker the answer is 409 `edited-meanwhile` and the reader shows both.
 */
import { Type, type Static } from 'typebox'
import { commentLimit, mostQuestions, questionLimits, textLimits } from '#contest/limits.ts'
import { changeKinds, questionStates } from '#contest/questions/review.ts'
import { similarKinds } from '#contest/questions/question.ts'
import { difficulties } from '#contest/rules/rules.ts'
import { Difficulty, QuestionContent, Topic } from './question.ts'
import { closed, Instant, Nullable, Ordinal } from './values.ts'

const Text = Type.String({ minLength: 1, maxLength: commentLimit })
const Code = Type.String({ minLength: 1, maxLength: textLimits.code })

/** draft → submitted → approved → retired (from any); a submitted question may be sent back, a retired one taken back as a draft or submitted. */
export const BankState = Type.Enum(questionStates)
export type BankState = Static<typeof BankState>

/** A person of the staff, or who came by an upload link (`login` null, `name` the link's label), or the server's command line (both empty). */
export const Person = Type.Object({ login: Nullable(Type.String()), name: Type.String() })
export type Person = Static<typeof Person>

export const BankLine = Type.Object({
  code: Code,
  content: QuestionContent,
  state: BankState,
  version: Type.Integer(),
  /** Whoever wrote the present version: may not approve it. */
  author: Person,
  /** Name of the unit that sent it; null when the organisers wrote it. */
  unit: Nullable(Type.String()),
  assignee: Nullable(Person),
  /** File and place it came from; empty when written at the desk. */
  origin: Type.String(),
  comments: Type.Integer(),
  apart: Type.Array(Code),
  /** How many other questions of the bank are the same or almost (`similar`). */
  similar: Type.Integer(),
  /** Another question asks the same with another answer. */
  conflicting: Type.Boolean(),
  /** Keys of the rounds whose locked set holds it. */
  usedIn: Type.Array(Type.String()),
  /** Anybody may practise with it, or could once; null: never. */
  practice: Nullable(Type.Enum(['released', 'withdrawn'] as const)),
  changedAt: Instant,
})
export type BankLine = Static<typeof BankLine>

const Facet = Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }))

/** `GET /questions?q&state&topic&difficulty&unit&source&assignee&flag&page`; `topic=-` finds those without one, `flag` is `similar`, `conflicting`, `no-source`, `no-topic`, `no-difficulty`, `picture`, `commented`, `practice` or `was-practice`. */
export const BankPage = Type.Object({
  total: Type.Integer(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  items: Type.Array(BankLine),
  /** Counts over the whole bank, for the filters. */
  facets: Type.Object({ state: Facet, topic: Facet, difficulty: Facet, unit: Facet, source: Facet, assignee: Facet, flag: Facet }),
})
export type BankPage = Static<typeof BankPage>

export const BankQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: textLimits.search })),
  state: Type.Optional(BankState),
  topic: Type.Optional(Type.String({ maxLength: questionLimits.topic })),
  difficulty: Type.Optional(Type.String({ pattern: `^[${difficulties.join('')}-]$` })),
  unit: Type.Optional(Type.String({ maxLength: textLimits.search })),
  source: Type.Optional(Type.String({ maxLength: questionLimits.document })),
  assignee: Type.Optional(Type.String({ maxLength: textLimits.login })),
  flag: Type.Optional(Type.String({ maxLength: 20 })),
  page: Type.Optional(Ordinal),
})
export type BankQuery = Static<typeof BankQuery>

/** What happened to a question, oldest first. `content` is that version's, for the kinds that make one. */
export const BankChange = Type.Object({
  at: Instant,
  by: Person,
  kind: Type.Enum(changeKinds),
  version: Type.Integer(),
  /** The comment, the reason, whom it was given to, or the other question's code; empty when there is none. */
  text: Type.String(),
  content: Nullable(QuestionContent),
})
export type BankChange = Static<typeof BankChange>

const SimilarQuestion = Type.Object({
  code: Code,
  content: QuestionContent,
  state: BankState,
  kind: Type.Enum(similarKinds),
  /** 0 … 100. */
  likeness: Type.Integer(),
  /** The right answers differ although the question is the same: one of the two is wrong. */
  keyDiffers: Type.Boolean(),
})

/** `GET /questions/:code` */
export const BankQuestion = Type.Intersect([
  BankLine,
  Type.Object({
    history: Type.Array(BankChange),
    likeThis: Type.Array(SimilarQuestion),
    /** More are alike than these: no more are compared, or named. */
    likeMore: Type.Boolean(),
    /** What this reader may do with it now. */
    may: Type.Object({
      edit: Type.Boolean(),
      submit: Type.Boolean(),
      sendBack: Type.Boolean(),
      approve: Type.Boolean(),
      retire: Type.Boolean(),
      restore: Type.Boolean(),
    }),
    /** Accounts it can be given to. */
    assignable: Type.Array(Person),
    previous: Nullable(Code),
    next: Nullable(Code),
  }),
])
export type BankQuestion = Static<typeof BankQuestion>

/** `POST /questions` writes a draft; `PUT /questions/:code` makes a new version. Both answer with `BankQuestion`. */
export const NewQuestion = Type.Object({ content: QuestionContent }, closed)
export const QuestionEdit = Type.Object({ version: Type.Integer(), content: QuestionContent }, closed)
export type QuestionEdit = Static<typeof QuestionEdit>

/** `POST /questions/:code/state`; `comment` is required when a question is sent back (submitted → draft). */
export const StateChange = Type.Object({ version: Type.Integer(), to: BankState, comment: Type.Optional(Text) }, closed)
export type StateChange = Static<typeof StateChange>

/** `POST /questions/:code/comments` */
export const NewComment = Type.Object({ text: Text }, closed)
/** `POST /questions/:code/assignee`; null takes it back. */
export const Assignment = Type.Object({ login: Nullable(Type.String({ maxLength: textLimits.login })) }, closed)
export type Assignment = Static<typeof Assignment>
/** `PUT /questions/:code/apart`: never draw the two together, or do again. */
export const Tie = Type.Object({ other: Code, apart: Type.Boolean() }, closed)
export type Tie = Static<typeof Tie>

/** `POST /questions/bulk`; with `dryRun` nothing is changed and the answer says what would be. */
export const BulkAct = Type.Object(
  {
    codes: Type.Array(Code, { minItems: 1, maxItems: mostQuestions }),
    act: Type.Union([
      Type.Object({ kind: Type.Literal('state'), to: BankState, comment: Type.Optional(Text) }, closed),
      Type.Object({ kind: Type.Literal('topic'), topic: Nullable(Topic) }, closed),
      Type.Object({ kind: Type.Literal('difficulty'), difficulty: Nullable(Difficulty) }, closed),
      Type.Object({ kind: Type.Literal('source'), document: Type.String({ minLength: 1, maxLength: questionLimits.document }) }, closed),
      /** Anybody may practise with it, which no question of a locked set may be; none that could once comes into a set. */
      Type.Object({ kind: Type.Literal('practice'), released: Type.Boolean() }, closed),
      Type.Object({ kind: Type.Literal('assignee'), login: Nullable(Type.String({ maxLength: textLimits.login })) }, closed),
    ]),
    dryRun: Type.Boolean(),
    /** `asOf` of the dry run that was looked at: questions with a newer version are refused, nobody has seen them. */
    asOf: Type.Optional(Instant),
  },
  closed,
)
export type BulkAct = Static<typeof BulkAct>

export const BulkOutcome = Type.Object({
  dryRun: Type.Boolean(),
  asOf: Instant,
  changed: Type.Array(Code),
  unchanged: Type.Array(Code),
  /** Why each of the others is left alone: an error code of the catalogue. */
  refused: Type.Array(Type.Object({ code: Code, reason: Type.String() })),
})
export type BulkOutcome = Static<typeof BulkOutcome>

/** `GET /questions/similar?page`: pairs, those with another key first, then the most alike. */
export const SimilarPage = Type.Object({
  total: Type.Integer(),
  /** There are, or may be, more pairs: a bank of one sentence over and over is not compared to its end. */
  hasMore: Type.Boolean(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  items: Type.Array(
    Type.Object({
      first: BankLine,
      second: BankLine,
      kind: Type.Enum(similarKinds),
      likeness: Type.Integer(),
      keyDiffers: Type.Boolean(),
      tied: Type.Boolean(),
    }),
  ),
})
export type SimilarPage = Static<typeof SimilarPage>
