import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, setOf, sha256 } from '#test/support/contest.ts'
import type { LockedSet } from './question.ts'
import type { Paper } from './entry.ts'
import { drawPaper, prepareDraw, type DrawPlan } from './paper.ts'
import type { BlueprintCell, Difficulty, PaperRules } from './rules.ts'

const seed = new Uint8Array(32).fill(7)
const who = (number: number, attempt = 1) => ({ contestantId: `c${number}`, attempt })

const rulesWith = (change: Partial<PaperRules> & { readonly blueprint: PaperRules['blueprint'] }): PaperRules => ({
  questions: change.blueprint.reduce((sum, { count }) => sum + count, 0),
  shuffleQuestions: true,
  shuffleOptions: true,
  pinnedLast: [],
  apart: [],
  ...change,
})
const any = (count: number): BlueprintCell => ({ topic: null, difficulty: null, count })

function planOf(rules: PaperRules, set: LockedSet): DrawPlan {
  const prepared = prepareDraw(rules, set)
  if (!prepared.ok) throw new Error('not drawable')
  return prepared.value
}

const fits = (cell: BlueprintCell, set: LockedSet, index: number): boolean => {
  const question = set.questions[index]
  return (cell.topic === null || question?.topic === cell.topic) && (cell.difficulty === null || question?.difficulty === cell.difficulty)
}

const groupOf = (rules: PaperRules, set: LockedSet, index: number): string => {
  const code = set.questions[index]?.code ?? ''
  return rules.apart.find((group) => group.includes(code))?.join() ?? code
}

/** Can the questions, all used, fill the blueprint exactly? Tried out, question by question. */
function fills(
  rules: PaperRules,
  set: LockedSet,
  questions: readonly number[],
  counts = rules.blueprint.map(({ count }) => count),
): boolean {
  const [first, ...others] = questions
  if (first === undefined) return counts.every((count) => count === 0)
  return rules.blueprint.some(
    (cell, at) =>
      (counts[at] as number) > 0 &&
      fits(cell, set, first) &&
      fills(
        rules,
        set,
        others,
        counts.map((count, i) => (i === at ? count - 1 : count)),
      ),
  )
}

/** Every choice of as many questions as a paper has, without two of a group kept apart. */
function* choices(rules: PaperRules, set: LockedSet, from = 0, chosen: readonly number[] = []): Generator<readonly number[]> {
  if (chosen.length === rules.questions) yield chosen
  else {
    for (let index = from; index < set.questions.length; index++) {
      const group = groupOf(rules, set, index)
      if (!chosen.some((other) => groupOf(rules, set, other) === group)) yield* choices(rules, set, index + 1, [...chosen, index])
    }
  }
}

const feasible = (rules: PaperRules, set: LockedSet): boolean => choices(rules, set).some((questions) => fills(rules, set, questions))

const topic = fc.constantFrom(null, 'A', 'B')
const difficulty = fc.constantFrom<(Difficulty | null)[]>(null, 1, 2)
const questions = fc
  .array(fc.record({ topic, difficulty }), { minLength: 3, maxLength: 8 })
  .map((list) => setOf(list.map((change, i) => questionOf(i, change))))
const blueprint = fc.array(fc.record({ topic, difficulty, count: fc.constantFrom(1, 1, 2) }), { minLength: 1, maxLength: 4 })
/** Disjoint groups over Q000 … Q008 (the last is in no set). */
const apart = fc
  .array(fc.constantFrom(0, 1, 2, 3), { minLength: 9, maxLength: 9 })
  .map((numbers) =>
    [1, 2, 3].map((group) => numbers.flatMap((number, i) => (number === group ? [`Q00${i}`] : []))).filter((codes) => codes.length > 1),
  )

describe('prepareDraw', () => {
  it('agrees with trying every choice of questions', () => {
    let drawable = 0
    fc.assert(
      fc.property(questions, blueprint, apart, (set, cells, groups) => {
        const rules = rulesWith({ blueprint: cells, apart: groups })
        const { ok } = prepareDraw(rules, set)
        expect(ok).toBe(feasible(rules, set))
        drawable += ok ? 1 : 0
      }),
      { numRuns: 600, seed: 1 },
    )
    // Both outcomes were seen often.
    expect(drawable).toBeGreaterThan(100)
    expect(drawable).toBeLessThan(500)
  })

  it('says how many questions the set can serve', () => {
    const set = setOf([questionOf(1), questionOf(2), questionOf(3)])
    const prepared = prepareDraw(rulesWith({ blueprint: [any(3)], apart: [['Q001', 'Q003']] }), set)
    expect(prepared).toMatchObject({ ok: false, findings: [{ severity: 'error', place: '/paper/blueprint', code: 'too-few-questions' }] })
    expect(prepared.findings[0]?.message.vi).toContain('Đề thi cần 3 câu nhưng bộ đề chỉ đáp ứng được 2 câu')
    expect(prepared.findings[0]?.message.en).toContain('needs 3 questions, but the set can serve only 2')
  })

  it('warns of codes the set does not have, and draws all the same', () => {
    const prepared = prepareDraw(
      rulesWith({
        blueprint: [any(1)],
        apart: [
          ['Q001', 'Q002'],
          ['Q003', 'Q999'],
        ],
      }),
      setOf([questionOf(1), questionOf(2), questionOf(3)]),
    )
    expect(prepared.ok).toBe(true)
    expect(prepared.findings).toEqual([
      {
        severity: 'warning',
        place: '/paper/apart/1',
        code: 'apart-unknown',
        message: { vi: 'Bộ đề không có câu Q999.', en: 'The set has no question Q999.' },
      },
    ])
  })

  it('knows whether cells compete for a cluster', () => {
    const set = setOf([questionOf(1, { topic: 'A' }), questionOf(2, { topic: 'B' }), questionOf(3, { topic: 'B' })])
    const cells: BlueprintCell[] = [
      { topic: 'A', difficulty: null, count: 1 },
      { topic: 'B', difficulty: null, count: 1 },
    ]
    expect(planOf(rulesWith({ blueprint: cells }), set).contested).toBe(false)
    expect(planOf(rulesWith({ blueprint: cells, apart: [['Q001', 'Q002']] }), set).contested).toBe(true)
  })
})

/** All that a paper must be, whatever the chance. */
function checkPaper(rules: PaperRules, set: LockedSet, paper: Paper): void {
  const drawn = paper.map(({ question }) => question)
  expect(drawn.length).toBe(rules.questions)
  expect(new Set(drawn.map((index) => groupOf(rules, set, index))).size).toBe(drawn.length)
  expect(fills(rules, set, drawn)).toBe(true)
  if (!rules.shuffleQuestions) expect(drawn).toEqual([...drawn].sort((a, b) => a - b))
  const pinned = (text: string) => rules.pinnedLast.includes(text)
  for (const { question, optionOrder } of paper) {
    const options = set.questions[question]?.options ?? []
    expect([...optionOrder].sort()).toEqual(options.map((_, i) => i))
    if (!rules.shuffleOptions) expect(optionOrder).toEqual(options.map((_, i) => i))
    else {
      const shown = optionOrder.map((i) => pinned(options[i] as string))
      expect(shown).toEqual([...shown].sort())
      const last = optionOrder.filter((i) => pinned(options[i] as string))
      expect(last).toEqual([...last].sort())
    }
  }
}

describe('drawPaper', () => {
  it('always satisfies blueprint, groups kept apart, pins and count once prepareDraw is content', () => {
    const pinnedLast = fc.subarray(['Phương án hai', 'Phương án bốn'])
    fc.assert(
      fc.property(
        questions,
        blueprint,
        apart,
        pinnedLast,
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        (set, cells, groups, pins, one, two, number) => {
          const rules = rulesWith({ blueprint: cells, apart: groups, pinnedLast: pins, shuffleQuestions: one, shuffleOptions: two })
          const prepared = prepareDraw(rules, set)
          fc.pre(prepared.ok)
          for (let attempt = 1; attempt <= 5; attempt++)
            checkPaper(rules, set, drawPaper(sha256, prepared.value, seed, who(number, attempt)))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('serves a blueprint that a careless pick would starve', () => {
    const set = setOf([
      questionOf(1, { topic: 'A', difficulty: 1 }),
      questionOf(2, { topic: 'A', difficulty: 2 }),
      questionOf(3, { difficulty: 1 }),
    ])
    const cells: BlueprintCell[] = [
      { topic: 'A', difficulty: null, count: 1 },
      { topic: null, difficulty: 2, count: 1 },
      { topic: null, difficulty: 1, count: 1 },
    ]
    const plan = planOf(rulesWith({ blueprint: cells }), set)
    for (let number = 0; number < 50; number++) {
      expect(
        drawPaper(sha256, plan, seed, who(number))
          .map(({ question }) => question)
          .sort(),
      ).toEqual([0, 1, 2])
    }
  })

  const twenty = setOf(Array.from({ length: 20 }, (_, i) => questionOf(i)))
  const plan = planOf(rulesWith({ blueprint: [any(5)] }), twenty)

  it('is the same for ever for the same seed, contestant and attempt, and another for any other', () => {
    const paper = drawPaper(sha256, plan, seed, who(1))
    expect(drawPaper(sha256, plan, seed, who(1))).toEqual(paper)
    expect(drawPaper(sha256, plan, seed, who(2))).not.toEqual(paper)
    expect(drawPaper(sha256, plan, seed, who(1, 2))).not.toEqual(paper)
    expect(drawPaper(sha256, plan, new Uint8Array(32).fill(8), who(1))).not.toEqual(paper)
  })

  it('draws every question, and shows every option in every place, about equally often', () => {
    const drawn = Array<number>(20).fill(0)
    const firstOption = Array<number>(4).fill(0)
    for (let number = 0; number < 8000; number++) {
      for (const { question, optionOrder } of drawPaper(sha256, plan, seed, who(number))) {
        drawn[question]!++
        firstOption[optionOrder.indexOf(0)]!++
      }
    }
    const chiSquared = (counts: readonly number[], expected: number) =>
      counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 19 and 3 degrees of freedom, one in a thousand. The seed is fixed.
    expect(chiSquared(drawn, 2000)).toBeLessThan(43.82)
    expect(chiSquared(firstOption, 10_000)).toBeLessThan(16.27)
  })

  it('pins options by their words: without case, punctuation, outer space, and in any Unicode form', () => {
    const options = ['  TẤT CẢ các phương án trên. ', 'Tất cả các phương án trên'.normalize('NFD'), 'Tất cả các phương án', 'Một']
    const set = setOf([questionOf(1, { options })])
    const pinning = planOf(rulesWith({ blueprint: [any(1)], pinnedLast: ['Tất cả các phương án trên'] }), set)
    expect(pinning.options).toEqual([{ moving: [2, 3], pinned: [0, 1] }])
  })
})
