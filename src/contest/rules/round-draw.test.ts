import { describe, expect, it } from 'vitest'
import { fullRulesFile, rulesOf } from '#test/support/contest.ts'
import { blueprintTotal, drawOfRound, paperOfRound, plainDraw, fixedSetsOf, setName, setsLeft } from './round-draw.ts'

const rules = rulesOf(fullRulesFile)

describe('a round', () => {
  it('draws by its own blueprint, or by the one of the contest', () => {
    expect(paperOfRound(rules, 'tuan-1')).toBe(rules.paper)
    expect(paperOfRound(rules, 'tuan-9')).toBe(rules.paper)
    const own = paperOfRound(rules, 'tuan-2')
    expect(own).toEqual({ ...rules.paper, blueprint: rules.rounds[1]?.draw.blueprint })
    expect(own.blueprint).toHaveLength(2)
    expect(blueprintTotal(own.blueprint)).toBe(rules.paper.questions)
  })

  it('has the plain draw when the rules do not know it', () => {
    expect(drawOfRound(rules, 'tuan-9')).toBe(plainDraw)
    expect(drawOfRound(rules, 'tuan-2').reuse).toBe(true)
  })
})

const names = ['Đề số 1', 'Đề số 2', 'Đề số 3']

it('fixed sets are chosen by the contestant, each once, where the rules say no more', () => {
  expect(fixedSetsOf()).toBeNull()
  expect(fixedSetsOf({ names })).toEqual({ names, chosenBy: 'contestant', further: 'another' })
})

it('a further attempt has what is left: all sets, or those not had while there are any', () => {
  const sets = { names, chosenBy: 'contestant' } as const
  expect(setsLeft(null, [])).toEqual([])
  expect(setsLeft({ ...sets, further: 'any' }, [2])).toEqual([1, 2, 3])
  expect(setsLeft({ ...sets, further: 'another' }, [2])).toEqual([1, 3])
  expect(setsLeft({ ...sets, further: 'another' }, [2, 1, 3])).toEqual([1, 2, 3])
})

it('a set is called what the rules call it, a drawn paper is called nothing', () => {
  const fixedSets = fixedSetsOf({ names })
  expect([1, 3, 0].map((set) => setName({ fixedSets }, set))).toEqual(['Đề số 1', 'Đề số 3', null])
  expect(setName({ fixedSets: null }, 1)).toBeNull()
})
