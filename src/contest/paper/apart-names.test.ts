import { describe, expect, it } from 'vitest'
import { questionOf } from '#test/support/contest.ts'
import { findNamedGroups, tieGroups } from './apart-names.ts'

const stems = ['Ngày Chuyển đổi số là ngày nào?', 'Ngày Chuyển đổi số được nêu ở đâu?', 'Ngày nào?', 'Ai ký?', 'Ai ký văn bản?']
const bank = (order: readonly number[]) => order.map((at, place) => questionOf(place + 1, { stem: stems[at] ?? '' }))

describe('groups kept apart', () => {
  it('are the same questions in whatever order the bank was imported', () => {
    const apart = [['Ngày chuyển đổi số LÀ', 'Ngày Chuyển đổi số được', 'ngày nào']]
    const named = (order: readonly number[]) => {
      const questions = bank(order)
      const { groups, findings } = findNamedGroups(apart, questions)
      expect(findings).toEqual([])
      return groups.map((group) => group.map((code) => questions.find((question) => question.code === code)?.stem))
    }
    expect(named([0, 1, 2, 3, 4])).toEqual([stems.slice(0, 3)])
    expect(named([4, 2, 0, 3, 1])).toEqual([stems.slice(0, 3)])
  })

  it('say which names name nothing, a code among them, or several; a whole question names itself', () => {
    const { groups, findings } = findNamedGroups(
      [
        ['Q001', 'Ai ký?'],
        ['Ngày', 'Không có câu này'],
      ],
      bank([0, 1, 2, 3, 4]),
    )
    expect(groups).toEqual([['Q004'], []])
    expect(findings.map(({ place, code, severity }) => `${place} ${code} ${severity}`)).toEqual([
      '/paper/apart/0 apart-unknown error',
      '/paper/apart/1 apart-ambiguous error',
      '/paper/apart/1 apart-unknown error',
    ])
    expect(findNamedGroups([], bank([0]))).toEqual({ groups: [], findings: [] })
  })

  it('stand in the questions, beside the ties of the bank', () => {
    const questions = [questionOf(1, { apart: ['Q003'] }), questionOf(2), questionOf(3, { apart: ['Q001'] }), questionOf(4)]
    expect(tieGroups(questions, [])).toBe(questions)
    const tied = tieGroups(questions, [
      ['Q001', 'Q002'],
      ['Q002', 'Q004'],
    ])
    expect(tied.map(({ apart }) => apart)).toEqual([['Q002', 'Q003'], ['Q001', 'Q004'], ['Q001'], ['Q002']])
  })
})
