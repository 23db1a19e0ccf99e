import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf } from '#test/support/contest.ts'
import type { BlueprintCell, Difficulty } from '../rules/rules.ts'
import { fitBlueprint } from './blueprint-fit.ts'
import { dealQuestions } from './set-plan.ts'

const cell = (topic: string | null, difficulty: Difficulty | null, count: number): BlueprintCell => ({ topic, difficulty, count })
const any = [[cell(null, null, 2)]]
const nobody: ReadonlySet<string> = new Set()
const share = (blueprints: readonly (readonly BlueprintCell[])[], taken = nobody) => ({ blueprints, taken })
const bank = (kinds: readonly (readonly [string | null, Difficulty | null])[]) =>
  kinds.map(([topic, difficulty], at) => questionOf(at + 1, { topic, difficulty }))
const counts = (dealt: ReadonlyMap<string, number>, shares: number) =>
  Array.from({ length: shares }, (_, at) => [...dealt.values()].filter((one) => one === at).length)

describe('a bank dealt over the rounds', () => {
  it('gives every round as many of each kind, and every question once', () => {
    const questions = bank([...Array.from({ length: 6 }, () => ['A', 1] as const), ...Array.from({ length: 4 }, () => ['B', 2] as const)])
    const dealt = dealQuestions(questions, [share(any), share(any)])
    expect(dealt.size).toBe(10)
    for (const topic of ['A', 'B']) {
      const of = questions.filter((question) => question.topic === topic).map(({ code }) => dealt.get(code))
      expect(of.filter((one) => one === 0)).toHaveLength(of.length / 2)
    }
    expect(dealQuestions(questions.toReversed(), [share(any), share(any)])).toEqual(dealt)
    expect(dealQuestions(questions, [])).toEqual(new Map())
  })

  it('gives first what a blueprint cannot do without, the narrowest cells first', () => {
    const questions = bank([
      ['A', 3],
      ['A', 3],
      ['A', 3],
      ['A', 1],
      ['B', 1],
      ['B', 1],
    ])
    const hungry = [[cell(null, null, 1), cell('A', 3, 3)], [cell('A', 3, 2)]]
    const dealt = dealQuestions(questions, [share(any), share(hungry)])
    expect(['Q001', 'Q002', 'Q003'].map((code) => dealt.get(code))).toEqual([1, 1, 1])
    expect(counts(dealt, 2)).toEqual([2, 4])
  })

  it('keeps what is kept apart in one round, and gives none what a locked set holds', () => {
    const tied = [questionOf(1, { apart: ['Q002'] }), questionOf(2, { apart: ['Q001'] }), questionOf(3), questionOf(4)]
    const dealt = dealQuestions(tied, [share(any), share(any, new Set(['Q001', 'Q003']))])
    expect([dealt.get('Q001'), dealt.get('Q002'), dealt.get('Q003'), dealt.get('Q004')]).toEqual([0, 0, 0, 1])
    const taken = new Set(['Q001'])
    expect(dealQuestions(tied.slice(0, 2), [share(any, taken), share(any, taken)]).size).toBe(0)
  })

  it('serves every round whenever each narrowest kind is there for all of them', () => {
    const kinds = fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.constantFrom<Difficulty[]>(1, 2)), { minLength: 24, maxLength: 40 })
    fc.assert(
      fc.property(kinds, fc.integer({ min: 2, max: 3 }), (chosen, rounds) => {
        const questions = bank(chosen)
        const blueprint = [cell('A', 1, 2), cell('A', null, 1), cell(null, null, 2)]
        const of = (topic: string, difficulty?: Difficulty) =>
          questions.filter((one) => one.topic === topic && (difficulty === undefined || one.difficulty === difficulty)).length
        fc.pre(of('A', 1) >= 2 * rounds && of('A') >= 3 * rounds)
        const dealt = dealQuestions(
          questions,
          Array.from({ length: rounds }, () => share([blueprint])),
        )
        for (let at = 0; at < rounds; at++) {
          const held = questions.filter(({ code }) => dealt.get(code) === at)
          expect(fitBlueprint({ blueprint, apart: [] }, held).ok).toBe(true)
        }
      }),
    )
  })
})
