/** The right options of a question whose file only says how answers are scored: weights, mappings, conditions. */
import type { Finding } from '#contest/values.ts'
import { lettersOf } from '#contest/questions/letters.ts'
import { found } from '../../findings/findings.ts'

/** Beyond it a question is refused anyway, and every subset is looked at. */
const MAX_OPTIONS = 10

export interface ScoredAnswer {
  /** Ascending; empty where the scores do not tell, which is then a finding unless no answer scores at all. */
  readonly correct: readonly number[]
  readonly findings: readonly Finding[]
}

/**
 * @param several whether an answer may name several options
 * @param score points of an answer; bit `n` of `chosen` is set when the option at `n` is chosen
 * @param whole what the right answer must earn, where the file says so
 */
export function rightOptions(
  count: number,
  several: boolean,
  score: (chosen: number) => number,
  question: string,
  place: string,
  whole = 0,
): ScoredAnswer {
  const right = bestOptions(count, several, score, question, place)
  const earned = points(score(right.correct.reduce((chosen, position) => chosen | (1 << position), 0)))
  // Thirds and sevenths of a whole, as people round them.
  const isLess = right.correct.length > 0 && earned < points(whole) * NEARLY
  return isLess ? { correct: [], findings: [found('weight-unclear', place, { question })] } : right
}

const NEARLY = 0.985

function bestOptions(count: number, several: boolean, score: (chosen: number) => number, question: string, place: string): ScoredAnswer {
  const singles = Array.from({ length: Math.min(count, MAX_OPTIONS) }, (_, position) => points(score(1 << position)))
  return several && count <= MAX_OPTIONS ? rightSet(count, singles, score, question, place) : rightOne(singles, question, place)
}

/** Points compared as thousandths, since thirds are written as 33.33333. */
const points = (score: number): number => (Number.isFinite(score) ? Math.round(score * 1000) : 0)

function rightOne(singles: readonly number[], question: string, place: string): ScoredAnswer {
  const best = Math.max(0, ...singles)
  if (best === 0) return { correct: [], findings: [] }
  const correct = positions(singles, (one) => one === best)
  if (correct.length > 1) return { correct: [], findings: [found('answer-either', place, { question, letters: lettersOf(correct) })] }
  return {
    correct,
    findings: partial(
      positions(singles, (one) => one > 0 && one < best),
      question,
      place,
    ),
  }
}

/** Of all answers with the most points, the one that is part of every other: what is chosen beyond it gains nothing. */
function rightSet(
  count: number,
  singles: readonly number[],
  score: (chosen: number) => number,
  question: string,
  place: string,
): ScoredAnswer {
  let best = 0
  let common = 0
  for (let chosen = 1; chosen < 1 << count; chosen++) {
    const scored = points(score(chosen))
    // A few thousandths apart is rounding of the file's own weights.
    if (scored > best + 5) [best, common] = [scored, chosen]
    else if (best > 0 && scored >= best - 5) common &= chosen
  }
  if (best === 0) return { correct: [], findings: [] }
  if (common === 0 || points(score(common)) < best - 5) return { correct: [], findings: [found('answer-rules', place, { question })] }
  const correct = positions(singles, (_, position) => (common & (1 << position)) !== 0)
  const weights = correct.map((position) => singles[position] ?? 0)
  const uneven = Math.max(...weights) - Math.min(...weights) > 10
  const letters = positions(singles, (one, position) => one > 0 && (uneven || !correct.includes(position)))
  return { correct, findings: partial(letters, question, place) }
}

const positions = (singles: readonly number[], fits: (one: number, position: number) => boolean): readonly number[] =>
  singles.flatMap((one, position) => (fits(one, position) ? [position] : []))

const partial = (letters: readonly number[], question: string, place: string): readonly Finding[] =>
  letters.length === 0 ? [] : [found('weights-partial', place, { question, letters: lettersOf(letters) })]
