import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, setOf, sha256 } from '#test/support/contest.ts'
import type { LockedSet } from '../questions/question.ts'
import type { Paper } from './answers.ts'
import type { DrawPlan } from './draw-plan.ts'
import { drawPaper, prepareDraw } from './paper.ts'
import type { BlueprintCell, Difficulty, PaperRules } from '../rules/rules.ts'

const seed = new Uint8Array(32).fill(7)
const who = (number: number, attempt = 1) => ({ contestantId: `c${number}`, attempt })

const rulesWith = (change: Partial<PaperRules> & { readonly blueprint: PaperRules['blueprint'] }): PaperRules => ({
  questions: change.blueprint.reduce((sum, { count }) => sum + count, 0),
  fixedSets: null,
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

/** All codes of the set that a chain of groups and ties leads to from this question, walked link by link. */
const groupOf = (rules: PaperRules, set: LockedSet, index: number): string => {
  const known = new Set(set.questions.map(({ code }) => code))
  const links = [...rules.apart, ...set.questions.map(({ code, apart }) => [code, ...apart])]
  const reached = [set.questions[index]?.code ?? '']
  for (const code of reached) {
    for (const next of links.filter((link) => link.includes(code)).flat()) {
      if (known.has(next) && !reached.includes(next)) reached.push(next)
    }
  }
  return reached.sort().join()
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
/** Ties made at the desk; Q008 is in no set. */
const ties = fc.constantFrom<(readonly string[])[]>([], [], [], [], ['Q000'], ['Q001', 'Q003'], ['Q008'])
const questions = fc
  .array(fc.record({ topic, difficulty, apart: ties }), { minLength: 3, maxLength: 8 })
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

  it('says what each cell lacks by itself, in the words of the blueprint', () => {
    const topic = 'An toàn thông tin'
    const set = setOf([questionOf(1, { topic, difficulty: 3 }), questionOf(2, { topic, difficulty: 1 }), questionOf(3)])
    const cells: BlueprintCell[] = [any(1), { topic, difficulty: 3, count: 3 }, { topic: 'Kinh tế số', difficulty: null, count: 1 }]
    const prepared = prepareDraw(rulesWith({ blueprint: cells }), set)
    expect(prepared.ok).toBe(false)
    expect(prepared.findings).toEqual([
      {
        severity: 'error',
        place: '/paper/blueprint/1',
        code: 'cell-short',
        message: {
          vi: 'Thiếu 2 câu mức 3 chủ đề An toàn thông tin: cần 3, có 1.',
          en: '2 questions of level 3 on An toàn thông tin missing: 3 wanted, there are 1.',
        },
      },
      {
        severity: 'error',
        place: '/paper/blueprint/2',
        code: 'cell-short',
        message: {
          vi: 'Thiếu 1 câu chủ đề Kinh tế số: cần 1, có 0.',
          en: '1 question on Kinh tế số missing: 1 wanted, there are 0.',
        },
      },
    ])
  })

  it('says when it is the questions kept apart that leave too few', () => {
    const set = setOf([questionOf(1), questionOf(2), questionOf(3, { apart: ['Q002'] })])
    const prepared = prepareDraw(rulesWith({ blueprint: [any(3)], apart: [['Q001', 'Q003']] }), set)
    expect(prepared.findings).toMatchObject([{ place: '/paper/blueprint/0', code: 'cell-short' }])
    expect(prepared.findings[0]?.message.vi).toBe(
      'Thiếu 2 câu: cần 3, có 3, nhưng vì có câu không ra cùng nhau nên một đề chỉ dùng được 1.',
    )
    expect(prepared.findings[0]?.message.en).toContain('3 wanted, there are 3, but some are kept apart, so that a paper can use only 1.')
  })

  it('says what cells lack together after what each lacks by itself', () => {
    const set = setOf([questionOf(1, { topic: 'A' }), questionOf(2, { topic: 'A' })])
    const lone = prepareDraw(rulesWith({ blueprint: [any(1), { topic: 'A', difficulty: null, count: 2 }] }), set)
    expect(lone).toMatchObject({ ok: false, findings: [{ severity: 'error', place: '/paper/blueprint', code: 'too-few-questions' }] })
    expect(lone.findings[0]?.message.vi).toMatch(/^Đề thi cần 3 câu nhưng bộ đề chỉ đáp ứng được 2 câu: .*còn thiếu 1 câu\.$/)
    expect(lone.findings[0]?.message.en).toMatch(/needs 3 questions, but the set can serve only 2: .*1 more is needed\.$/)
    const both = prepareDraw(
      rulesWith({ blueprint: [any(2), { topic: 'A', difficulty: null, count: 2 }, { topic: 'B', difficulty: null, count: 1 }] }),
      set,
    )
    expect(both.findings.map(({ place, code }) => `${place} ${code}`)).toEqual([
      '/paper/blueprint/2 cell-short',
      '/paper/blueprint too-few-questions',
    ])
    expect(both.findings[1]?.message.en).toContain('2 more are needed')
  })

  it('joins the groups of the rules and the ties of questions into one cluster, over any chain', () => {
    const set = setOf([
      questionOf(1),
      questionOf(2, { apart: ['Q003'] }),
      questionOf(3, { apart: ['Q002'] }),
      questionOf(4, { apart: ['Q999'] }),
      questionOf(5, { apart: ['Q999'] }),
    ])
    const plan = planOf(rulesWith({ blueprint: [any(2)], apart: [['Q001', 'Q002']] }), set)
    // A question that is not in the set ties nothing.
    expect(plan.clusterOf).toEqual([0, 0, 0, 3, 4])
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
    expect(prepared.findings).toEqual([])
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

  it('leaves the options of a question that keeps its order in their places, and reads nothing for them', () => {
    const kept = setOf([questionOf(1, { optionOrder: 'kept' })])
    const pinned = { blueprint: [any(1)], pinnedLast: ['Phương án một'] }
    const paper = drawPaper(sha256, planOf(rulesWith(pinned), kept), seed, who(1))
    expect(paper).toEqual([{ question: 0, optionOrder: [0, 1, 2, 3] }])
  })

  it('pins options by their words: without case, punctuation, outer space, and in any Unicode form', () => {
    const options = ['  TẤT CẢ các phương án trên. ', 'Tất cả các phương án trên'.normalize('NFD'), 'Tất cả các phương án', 'Một']
    const set = setOf([questionOf(1, { options })])
    const pinning = planOf(rulesWith({ blueprint: [any(1)], pinnedLast: ['Tất cả các phương án trên'] }), set)
    expect(pinning.options).toEqual([{ moving: [2, 3], pinned: [0, 1] }])
  })
})
