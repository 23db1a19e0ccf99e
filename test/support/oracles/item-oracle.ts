/**
 * A second computation of the item analysis, written on purpose in another way: over the whole matrix of papers, with
 * means and deviations instead of sums, groups found by sorting. It shares nothing with the code it checks, and is slow.
 */
import type { Answers, Paper } from '#contest/paper/answers.ts'
import type { Question } from '#contest/questions/question.ts'

export interface PlayedPaper {
  readonly paper: Paper
  readonly answers: Answers
  /** Of each question of the paper; not there: the device told none. */
  readonly seconds?: readonly number[]
}

interface Row {
  readonly ticked: readonly number[]
  readonly right: boolean
  readonly rest: number
  readonly seconds: number | undefined
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
const variance = (numbers: readonly number[], lost: number): number =>
  numbers.reduce((sum, one) => sum + (one - mean(numbers)) ** 2, 0) / (numbers.length - lost)

/** The rows of one question: what was ticked in the author's order, whether right, and the rest score. */
function rowsOf(questions: readonly Question[], played: readonly PlayedPaper[], at: number): readonly Row[] {
  const key = (question: number): string => String(questions[question]?.correct)
  return played.flatMap(({ paper, answers, seconds }) => {
    const ticks = paper.map(({ optionOrder }, i) => (answers[i] ?? []).map((shown) => optionOrder[shown] ?? -1).sort((a, b) => a - b))
    const right = paper.map(({ question }, i) => String(ticks[i]) === key(question))
    return paper.flatMap(({ question }, i) =>
      question === at
        ? [
            {
              ticked: ticks[i] ?? [],
              right: right[i] === true,
              rest: right.filter((one, other) => one && other !== i).length,
              seconds: seconds?.[i],
            },
          ]
        : [],
    )
  })
}

/** (M₁ − M₀) / s · √(p·q), with the deviation of all rest scores. */
function correlation(rows: readonly Row[]): number | null {
  const rests = rows.map(({ rest }) => rest)
  const [ones, zeros] = [rows.filter(({ right }) => right), rows.filter(({ right }) => !right)]
  if (ones.length === 0 || zeros.length === 0 || new Set(rests).size < 2) return null
  const p = ones.length / rows.length
  const apart = mean(ones.map(({ rest }) => rest)) - mean(zeros.map(({ rest }) => rest))
  return (apart / Math.sqrt(variance(rests, 0))) * Math.sqrt(p * (1 - p))
}

export function oracleItem(questions: readonly Question[], played: readonly PlayedPaper[], at: number) {
  const { options, correct } = questions[at] as Question
  const rows = rowsOf(questions, played, at)
  const best = rows.map(({ rest }) => rest).sort((a, b) => b - a)
  const last = best[Math.ceil(rows.length * 0.27) - 1] ?? Infinity
  const group = (some: readonly Row[]) => ({
    count: some.length,
    restSum: some.reduce((sum, { rest }) => sum + rest, 0),
    restSquares: some.reduce((sum, { rest }) => sum + rest * rest, 0),
    upper: some.filter(({ rest }) => rest >= last).length,
  })
  const takers = options.map((_, option) => rows.filter(({ ticked }) => ticked.includes(option)))
  const right = rows.filter((row) => row.right).length
  const r = correlation(rows)
  return {
    question: at,
    papers: rows.length,
    answered: rows.filter(({ ticked }) => ticked.length > 0).length,
    right,
    discrimination: r === null ? null : r * 1000,
    upper: group(rows).upper,
    options: takers.map(group),
    unanswered: group(rows.filter(({ ticked }) => ticked.length === 0)),
    time: timeOf(rows),
    flags: rows.length < 20 ? [] : flags({ rows, takers, correct, last, right, r }),
  }
}

function timeOf(rows: readonly Row[]) {
  const told = rows.flatMap(({ seconds, right }) => (seconds === undefined ? [] : [{ seconds: Math.min(seconds, 300), right }]))
  const middle = (some: typeof told): number | null =>
    some.map(({ seconds }) => seconds).sort((a, b) => a - b)[Math.ceil(some.length / 2) - 1] ?? null
  if (told.length === 0) return null
  return {
    papers: told.length,
    median: middle(told),
    right: middle(told.filter(({ right }) => right)),
    wrong: middle(told.filter(({ right }) => !right)),
  }
}

interface Looked {
  readonly rows: readonly Row[]
  readonly takers: readonly (readonly Row[])[]
  readonly correct: readonly number[]
  readonly last: number
  readonly right: number
  readonly r: number | null
}

function flags({ rows, takers, correct, last, right, r }: Looked): { kind: string; options: number[] }[] {
  const upper = (option: number): number => takers[option]?.filter(({ rest }) => rest >= last).length ?? 0
  const rests = (option: number): number[] => takers[option]?.map(({ rest }) => rest) ?? []
  const wrong = takers.flatMap((_, option) => (correct.includes(option) ? [] : [option]))
  const least = [...correct].sort((a, b) => upper(a) - upper(b) || a - b)[0] ?? -1
  const suspects = wrong.filter((option) => {
    const [own, theirs] = [rests(option), rests(least)]
    const [a, b] = [upper(option), upper(least)]
    const leads = wrong.every((other) => upper(other) <= a) && a > b && (a - b) ** 2 > a + b
    if (own.length < 8 || theirs.length < 8) return leads
    const [v, w] = [variance(own, 1), variance(theirs, 1)]
    const clear = Math.max(2 * Math.sqrt(v / own.length + w / theirs.length), 0.2 * Math.sqrt((v + w) / 2))
    const apart = mean(own) - mean(theirs)
    return apart > clear || (leads && apart >= -clear)
  })
  const share = right / rows.length
  const easy = share >= 0.95
  const hard = share <= 0.2 || (correct.length === 1 && share <= 1 / takers.length)
  // The rule reads the correlation as it is given, in thousandths.
  const highest = r === null ? 1 : Math.round(r * 1000) / 1000 + 1 / Math.sqrt(rows.length - 1)
  const missed = rows.length - right
  const unused = wrong.filter((option) => {
    const count = takers[option]?.length ?? 0
    return !easy && (count === 0 || (missed >= 20 && count / missed < 0.05))
  })
  return [
    ...(suspects.length > 0 ? [{ kind: 'key-suspect', options: suspects }] : []),
    ...(highest < 0 ? [{ kind: 'negative-discrimination', options: [] }] : []),
    ...(hard ? [{ kind: 'too-hard', options: [] }] : []),
    ...(highest >= 0 && highest < 0.15 && !easy && !hard ? [{ kind: 'low-discrimination', options: [] }] : []),
    ...(easy ? [{ kind: 'too-easy', options: [] }] : []),
    ...(unused.length > 0 ? [{ kind: 'unused-option', options: unused }] : []),
  ]
}
