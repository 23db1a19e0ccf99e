import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionOf, setOf, sha256 } from '#test/support/contest.ts'
import type { BlueprintCell, PaperRules } from '../rules/rules.ts'
import { demandOf, drawSet, fitFixedSets, makeFixedSets } from './fixed-sets.ts'
import { drawPaper, prepareDraw } from './paper.ts'

const cell = (topic: string | null, count: number): BlueprintCell => ({ topic, difficulty: null, count })
const names = ['Đề số 1', 'Đề số 2', 'Đề số 3']
const rulesOf = (blueprint: readonly BlueprintCell[], sets = names) => ({
  questions: blueprint.reduce((sum, { count }) => sum + count, 0),
  blueprint,
  fixedSets: { names: sets, chosenBy: 'contestant', further: 'another' } as const,
  shuffleQuestions: true,
  shuffleOptions: true,
  pinnedLast: [],
  apart: [],
})
const bank = (topics: readonly (string | null)[]) => topics.map((topic, at) => questionOf(at + 1, { topic }))
const many = (topic: string, count: number): string[] => Array.from({ length: count }, () => topic)
const seed = new Uint8Array(32).fill(7)

describe('fixed sets', () => {
  it('are whole papers by the blueprint, no question in two of them, whatever the order of the bank', () => {
    const topics = fc.array(fc.constantFrom('A', 'B', 'C', null), { minLength: 12, maxLength: 40 })
    fc.assert(
      fc.property(topics, fc.integer({ min: 2, max: 3 }), (chosen, count) => {
        const rules = rulesOf([cell('A', 2), cell('B', 1), cell(null, 1)], names.slice(0, count))
        const made = makeFixedSets(sha256, rules, bank(chosen))
        const of = (topic: string) => chosen.filter((one) => one === topic).length
        expect(made.ok).toBe(of('A') >= 2 * count && of('B') >= count && chosen.length >= 4 * count)
        if (!made.ok) return
        const codes = made.value.flat().map(({ code }) => code)
        expect([made.value.length, codes.length, new Set(codes).size]).toEqual([count, 4 * count, 4 * count])
        for (const set of made.value) {
          expect(set.filter(({ topic }) => topic === 'A').length).toBeGreaterThanOrEqual(2)
          expect(set.filter(({ topic }) => topic === 'B').length).toBeGreaterThanOrEqual(1)
        }
        expect(makeFixedSets(sha256, rules, bank(chosen).toReversed())).toEqual(made)
        const kept = fitFixedSets(rules, made.value.flat())
        expect(kept.ok && kept.value.fixed.flat()).toEqual(codes.map((_, at) => at))
      }),
    )
  })

  it('say what is missing for all of them together', () => {
    const short = makeFixedSets(sha256, rulesOf([cell('A', 2)]), bank(many('A', 5)))
    expect(short.findings.map(({ message }) => message.vi)).toEqual(['Thiếu 1 câu chủ đề A: cần 6, có 5.'])
  })

  it('are made wherever they can be, of questions kept apart too', () => {
    const tied = [
      questionOf(1, { topic: 'A', apart: ['Q002'] }),
      questionOf(2, { topic: 'B', apart: ['Q001'] }),
      questionOf(3, { topic: 'A', apart: ['Q004'] }),
      questionOf(4, { topic: 'B', apart: ['Q003'] }),
      questionOf(5, { topic: 'A' }),
      questionOf(6, { topic: 'A' }),
    ]
    const made = makeFixedSets(sha256, rulesOf([cell('A', 1), cell('B', 1)], names.slice(0, 2)), tied)
    expect(
      made.ok &&
        made.value
          .flat()
          .map(({ code }) => code)
          .sort(),
    ).toEqual(['Q002', 'Q004', 'Q005', 'Q006'])
  })

  it('are as hard as each other, as near as whole questions come', () => {
    const questions = Array.from({ length: 24 }, (_, at) => questionOf(at + 1, { difficulty: at < 12 ? 1 : 3 }))
    const made = makeFixedSets(sha256, rulesOf([cell(null, 8)]), questions)
    expect(made.ok && made.value.map((set) => set.filter(({ difficulty }) => difficulty === 3).length)).toEqual([4, 4, 4])
  })

  it('of a locked set are its questions one after the other, and no other number of them', () => {
    const rules = rulesOf([cell('A', 1), cell('B', 1)], names.slice(0, 2))
    expect(fitFixedSets(rules, bank(['A', 'B', 'A', 'B']))).toMatchObject({
      ok: true,
      value: {
        fixed: [
          [0, 1],
          [2, 3],
        ],
      },
    })
    expect(fitFixedSets(rules, bank(['A', 'B', 'A', 'B', 'A'])).findings.map(({ code }) => code)).toEqual(['other-sets'])
    const wrong = fitFixedSets(rules, bank(['A', 'B', 'A', 'A']))
    expect(wrong.findings.map(({ message }) => message.vi)).toEqual(['Đề số 2: Thiếu 1 câu chủ đề B: cần 1, có 0.'])
  })

  it('ask of a round as many questions as all of them have', () => {
    const blueprint = [cell('A', 2), cell(null, 1)]
    expect(demandOf({ blueprint, fixedSets: null })).toBe(blueprint)
    expect(demandOf(rulesOf(blueprint)).map(({ count }) => count)).toEqual([6, 3])
  })

  it('have for everybody the same questions, in an order of their own', () => {
    const rules: PaperRules = rulesOf([cell('A', 4)], names.slice(0, 2))
    const plan = prepareDraw(rules, setOf(bank(many('A', 8))))
    if (!plan.ok) throw new Error('not drawable')
    const paper = (contestantId: string, set?: number) =>
      drawPaper(sha256, plan.value, seed, { contestantId, attempt: 1, ...(set !== undefined && { set }) }).map(({ question }) => question)
    expect(paper('c1', 2).toSorted()).toEqual([4, 5, 6, 7])
    expect(new Set(['c1', 'c2', 'c3', 'c4'].map((id) => paper(id, 2).join())).size).toBeGreaterThan(1)
    expect(paper('c1', 2)).toEqual(paper('c1', 2))
    expect(() => paper('c1')).toThrow('there is no fixed set 0')
    expect(() => paper('c1', 3)).toThrow('there is no fixed set 3')
    expect(prepareDraw(rules, setOf(bank(many('A', 9)))).ok).toBe(false)
  })

  it('are given by a lot about as often, and only of those that are left', () => {
    const given = Array.from({ length: 600 }, (_, at) => drawSet(sha256, seed, { contestantId: `c${at}`, attempt: 1 }, [1, 3]))
    expect(new Set(given)).toEqual(new Set([1, 3]))
    expect(given.filter((set) => set === 1).length).toBeGreaterThan(240)
    expect(given.filter((set) => set === 1).length).toBeLessThan(360)
    expect(drawSet(sha256, seed, { contestantId: 'c1', attempt: 2 }, [2])).toBe(2)
  })
})
