/**
 * Did the questions of a round work? `GET /api/staff/contests/:slug/rounds/:key/analysis`, and as a file `…/analysis.xlsx`:
 * organisers and jurors only, once the round's log is closed. Everything is a count or a sum, for the reader to divide;
 * correlations are in thousandths. What the numbers mean is in contest/analysis/item-analysis.ts.
 */
import { Type, type Static } from 'typebox'
import { flagKinds } from '#contest/analysis/flags.ts'
import { Difficulty } from './question.ts'
import { Nullable } from './values.ts'

/** Papers with something in common: how many, the sum of their rest scores, how many are of the better contestants. */
const takers = { count: Type.Integer(), restSum: Type.Integer(), upper: Type.Integer() }

export const AnalysedQuestion = Type.Object({
  code: Type.String(),
  stem: Type.String(),
  topic: Nullable(Type.String()),
  difficulty: Nullable(Difficulty),
  source: Nullable(Type.String()),
  /** Papers it stood on, those with any option ticked, those that had it right. */
  papers: Type.Integer(),
  answered: Type.Integer(),
  right: Type.Integer(),
  /** −1000 … 1000; null: not defined. */
  discrimination: Nullable(Type.Integer()),
  /** Papers of the better contestants. */
  upper: Type.Integer(),
  /** In the author's order. An empty text: a picture stands for it. */
  options: Type.Array(Type.Object({ text: Type.String(), correct: Type.Boolean(), ...takers })),
  unanswered: Type.Object(takers),
  /** How long it was on screen, as devices told: median seconds of these papers, of those right and the others. 300: and more. */
  time: Nullable(
    Type.Object({ papers: Type.Integer(), median: Type.Integer(), right: Nullable(Type.Integer()), wrong: Nullable(Type.Integer()) }),
  ),
  /** Most serious first; `options` are the positions of the options meant. */
  flags: Type.Array(Type.Object({ kind: Type.Enum(flagKinds), options: Type.Array(Type.Integer()) })),
})
export type AnalysedQuestion = Static<typeof AnalysedQuestion>

const group = {
  questions: Type.Integer(),
  papers: Type.Integer(),
  right: Type.Integer(),
  /** Mean of those of its questions. */
  discrimination: Nullable(Type.Integer()),
  /** Questions with a flag. */
  flagged: Type.Integer(),
}

export const RoundAnalysis = Type.Object({
  ready: Type.Literal(true),
  round: Type.Object({ key: Type.String(), name: Type.String() }),
  /** Entries that count: one a contestant, without those set aside. */
  entries: Type.Integer(),
  questionsPerPaper: Type.Integer(),
  right: Type.Integer(),
  /** Under this many papers a question's numbers are shaky and nothing is flagged. */
  enoughPapers: Type.Integer(),
  questions: Type.Array(AnalysedQuestion),
  topics: Type.Array(Type.Object({ key: Nullable(Type.String()), ...group })),
  levels: Type.Array(Type.Object({ key: Nullable(Difficulty), ...group })),
})
export type RoundAnalysis = Static<typeof RoundAnalysis>

/** 202: a large round is still being read; ask again. */
export const AnalysisProgress = Type.Object({ ready: Type.Literal(false), done: Type.Integer(), total: Type.Integer() })
export type AnalysisProgress = Static<typeof AnalysisProgress>
