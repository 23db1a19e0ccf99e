import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, setOf } from '#test/support/contest.ts'
import { oracleItem, type PlayedPaper } from '#test/support/oracles/item-oracle.ts'
import { startItemAnalysis, type ItemAnalysis } from './item-analysis.ts'
import { flagKinds } from './flags.ts'
import type { LockedSet } from '../questions/question.ts'

function analyse(set: LockedSet, questions: number, played: readonly PlayedPaper[]): ItemAnalysis {
  const run = startItemAnalysis(set, questions)
  for (const { paper, answers, seconds } of played) run.add(paper, answers, seconds)
  return run.finish()
}

/** A paper with options in the author's order; `ticks[i]` belongs to `questions[i]`. */
const played = (questions: readonly number[], ticks: readonly (readonly number[])[]): PlayedPaper => ({
  paper: questions.map((question) => ({ question, optionOrder: [0, 1, 2, 3] })),
  answers: ticks,
})

const group = (count: number, restSum: number, restSquares: number, upper: number) => ({ count, restSum, restSquares, upper })
const nobody = group(0, 0, 0, 0)

describe('the analysis of questions, by hand', () => {
  // Four questions with the first option right, papers of three. What was ticked (–: nothing, ·: not on the paper):
  //
  //          Q1  Q2  Q3  Q4   right     rest score on Q1
  //   anh    A   A   A   ·    3         2
  //   bình   A   A   B   ·    2         1
  //   chi    A   C   ·   B    1         0
  //   dung   B   ·   B   A    1         1
  //   hà     –   C   ·   C    0         0
  //   lan    B   D   –   ·    0         0
  const set = setOf([
    questionOf(1, { topic: 'Kinh tế số', difficulty: 2 }),
    questionOf(2, { topic: 'Kinh tế số', difficulty: 1 }),
    questionOf(3),
    questionOf(4, { topic: 'Chính quyền số', difficulty: 1 }),
    questionOf(5, { difficulty: 3 }),
  ])
  const entries = [
    // Shown in another order: the first option stands last, and is ticked there.
    { paper: [0, 1, 2].map((question) => ({ question, optionOrder: [3, 2, 1, 0] })), answers: [[3], [3], [3]] },
    played([0, 1, 2], [[0], [0], [1]]),
    played([0, 1, 3], [[0], [2], [1]]),
    played([0, 2, 3], [[1], [1], [0]]),
    played([0, 1, 3], [[], [2], [2]]),
    played([0, 1, 2], [[1], [3], []]),
  ]
  const analysis = analyse(set, 3, entries)

  it('counts entries, papers and right answers', () => {
    expect([analysis.entries, analysis.questionsPerPaper, analysis.right]).toEqual([6, 3, 7])
    expect(analysis.questions.map(({ papers, answered, right }) => [papers, answered, right])).toEqual([
      [6, 5, 3],
      [5, 5, 2],
      [4, 3, 1],
      [3, 3, 1],
      [0, 0, 0],
    ])
  })

  it('correlates with the rest of the paper', () => {
    // Q1: X = 1 1 1 0 0 0, Y = 2 1 0 1 0 0. n = 6, ΣX = 3, ΣY = 4, ΣXY = 3, ΣY² = 6.
    // r = (6·3 − 3·4) / √((6·3 − 9)·(6·6 − 16)) = 6 / √(9·20) = 0.4472.
    // By means: M₁ = 1, M₀ = 1/3, s = √(6/6 − (4/6)²) = 0.7454; (2/3) / 0.7454 · √(½·½) = 0.4472.
    expect(analysis.questions[0]?.discrimination).toBe(447)
    // Q2: X = 1 1 0 0 0, Y = 2 1 1 0 0. r = (5·3 − 2·4) / √((5·2 − 4)·(5·6 − 16)) = 7 / √84 = 0.7638.
    expect(analysis.questions[1]?.discrimination).toBe(764)
    // Q3: X = 1 0 0 0, Y = 2 2 1 0. r = (4·2 − 1·5) / √((4 − 1)·(4·9 − 25)) = 3 / √33 = 0.5222.
    expect(analysis.questions[2]?.discrimination).toBe(522)
    // Q4: X = 0 1 0, Y = 1 0 0. r = (3·0 − 1·1) / √((3 − 1)·(3·1 − 1)) = −1 / 2.
    expect(analysis.questions[3]?.discrimination).toBe(-500)
    expect(analysis.questions[4]?.discrimination).toBeNull()
  })

  it('says who took which option, and how good they were', () => {
    // 27 % of 6 papers are 1.6: rest score 2 reaches one paper, rest score 1 three. So the better ones are 2, 1, 1.
    expect(analysis.questions[0]).toMatchObject({
      upper: 3,
      options: [group(3, 3, 5, 2), group(2, 1, 1, 1), nobody, nobody],
      unanswered: group(1, 0, 0, 0),
      flags: [],
    })
    expect(analysis.questions[4]).toMatchObject({ upper: 0, options: [nobody, nobody, nobody, nobody], unanswered: nobody })
  })

  it('sums up topics in their order and levels from easy to hard, those without at the end', () => {
    expect(analysis.topics).toEqual([
      // (447 + 764) / 2 = 605.5
      { key: 'Kinh tế số', questions: 2, papers: 11, right: 5, discrimination: 606, flagged: 0 },
      { key: 'Chính quyền số', questions: 1, papers: 3, right: 1, discrimination: -500, flagged: 0 },
      { key: null, questions: 2, papers: 4, right: 1, discrimination: 522, flagged: 0 },
    ])
    expect(analysis.levels).toEqual([
      { key: 1, questions: 2, papers: 8, right: 3, discrimination: 132, flagged: 0 },
      { key: 2, questions: 1, papers: 6, right: 3, discrimination: 447, flagged: 0 },
      { key: 3, questions: 1, papers: 0, right: 0, discrimination: null, flagged: 0 },
      { key: null, questions: 1, papers: 4, right: 1, discrimination: 522, flagged: 0 },
    ])
  })
})

describe('the time on screen, by hand', () => {
  const set = setOf([questionOf(1), questionOf(2), questionOf(3)])
  const told = (tick: number, seconds?: number): PlayedPaper => ({
    ...played([0, 1], [[tick], []]),
    ...(seconds !== undefined && { seconds: [seconds, 0] }),
  })
  const timeOf = (...papers: readonly PlayedPaper[]) => analyse(set, 2, papers).questions.map(({ time }) => time)

  it('is the median of those that told it, the lower of two, apart for right and wrong', () => {
    // Right: 7 12 40, wrong: 20 90. Together 7 12 20 40 90; one told nothing.
    expect(timeOf(told(0, 40), told(0, 7), told(1, 90), told(0, 12), told(1, 20), told(0))).toEqual([
      { papers: 5, median: 20, right: 12, wrong: 20 },
      { papers: 5, median: 0, right: null, wrong: 0 },
      null,
    ])
    expect(timeOf(told(0, 10), told(0, 30))[0]).toEqual({ papers: 2, median: 10, right: 10, wrong: null })
  })

  it('ends at five minutes and more, and is not known when nobody told it', () => {
    expect(timeOf(told(1, 299), told(0, 300), told(0, 86_400))[0]).toEqual({ papers: 3, median: 300, right: 300, wrong: 299 })
    expect(timeOf(told(0), told(1))).toEqual([null, null, null])
  })
})

describe('discrimination', () => {
  const set = setOf([questionOf(1), questionOf(2), questionOf(3)])
  const of = (...rows: readonly (readonly [number, number, number])[]) =>
    analyse(
      set,
      3,
      rows.map((ticks) =>
        played(
          [0, 1, 2],
          ticks.map((option) => [option]),
        ),
      ),
    ).questions[0]?.discrimination

  it('is not defined of one paper, when all or nobody is right, or when all have the same rest score', () => {
    expect(of()).toBeNull()
    expect(of([0, 0, 0])).toBeNull()
    expect(of([0, 0, 0], [0, 1, 0])).toBeNull()
    expect(of([1, 0, 0], [1, 1, 0])).toBeNull()
    expect(of([0, 0, 1], [1, 1, 0])).toBeNull()
  })

  it('is 1000 when it sorts the papers as the rest does, −1000 when it does the opposite, 0 without a sign', () => {
    expect(of([0, 0, 0], [1, 1, 1])).toBe(1000)
    expect(of([1, 0, 0], [0, 1, 1])).toBe(-1000)
    expect(of([0, 0, 0], [0, 1, 1], [1, 0, 0], [1, 1, 1])).toBe(0)
  })
})

/** Numbers from 0 to 1, the same for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface World {
  readonly set: LockedSet
  readonly perPaper: number
  readonly played: readonly PlayedPaper[]
}

/** Contestants of different skill; some keys are wrong, some questions trivial or hopeless, some options never taken. */
function worldOf({ seed, entries }: { readonly seed: number; readonly entries: number }): World {
  const chance = chanceOf(seed)
  const below = (bound: number): number => Math.floor(chance() * bound)
  const size = 2 + below(7)
  const made = Array.from({ length: size }, (_, i) => {
    const options = 2 + below(4)
    const truth = below(options)
    const several = chance() < 0.2
    const key = chance() < 0.2 ? below(options) : truth
    const correct = several ? [...new Set([key, below(options)])].sort((a, b) => a - b) : [key]
    const question = questionOf(i + 1, {
      options: Array.from({ length: options }, (_, option) => `Phương án ${String(option)}`),
      correct,
      topic: [null, 'Một', 'Hai'][below(3)] ?? null,
    })
    return { question, truth: key === truth ? correct : [truth], ease: [0.02, 0.4, 0.8, 1.5][below(4)] ?? 1, used: 1 + below(options) }
  })
  const perPaper = 1 + below(size)
  const papers = Array.from({ length: entries }, (): PlayedPaper => {
    const skill = chance()
    const questions = made.map((_, i) => ({ i, at: chance() })).sort((a, b) => a.at - b.at)
    const paper = questions.slice(0, perPaper).map(({ i }) => {
      const order = (made[i]?.question.options ?? []).map((_, option) => ({ option, at: chance() })).sort((a, b) => a.at - b.at)
      return { question: i, optionOrder: order.map(({ option }) => option) }
    })
    const answers = paper.map(({ question, optionOrder }) => {
      const { truth = [], ease = 0, used = 1 } = made[question] ?? {}
      if (chance() < 0.05) return []
      const wanted = chance() < skill * ease ? truth : [below(used)]
      return wanted.map((option) => optionOrder.indexOf(option)).sort((a, b) => a - b)
    })
    const seconds = paper.map(() => below(chance() < 0.1 ? 1000 : 60))
    return { paper, answers, ...(chance() < 0.7 && { seconds }) }
  })
  return { set: setOf(made.map(({ question }) => question)), perPaper, played: papers }
}

const worlds = fc.record({ seed: fc.nat(), entries: fc.nat({ max: 160 }) }).map(worldOf)

describe('an independent computation', () => {
  it('finds the same of every question', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(worlds, ({ set, perPaper, played: papers }) => {
        const { questions } = analyse(set, perPaper, papers)
        for (const [at, { discrimination, ...found }] of questions.entries()) {
          const { discrimination: expected, ...other } = oracleItem(set.questions, papers, at)
          expect(found).toEqual(other)
          if (expected === null) expect(discrimination).toBeNull()
          else expect(Math.abs((discrimination ?? Infinity) - expected)).toBeLessThan(0.501)
          for (const { kind } of found.flags) seen.set(kind, (seen.get(kind) ?? 0) + 1)
        }
      }),
      { numRuns: 400, seed: 2024 },
    )
    expect(flagKinds.filter((kind) => (seen.get(kind) ?? 0) < 20)).toEqual([])
  })

  it('does not depend on the order of the entries', () => {
    fc.assert(
      fc.property(
        worlds.chain((world) =>
          fc.shuffledSubarray([...world.played], { minLength: world.played.length }).map((shuffled) => ({ world, shuffled })),
        ),
        ({ world: { set, perPaper, played: papers }, shuffled }) => {
          expect(analyse(set, perPaper, shuffled)).toEqual(analyse(set, perPaper, papers))
        },
      ),
      { numRuns: 60, seed: 2024 },
    )
  })
})
