import { expect, it } from 'vitest'
import { plainRules } from '#test/support/contest.ts'
import { changedClauses } from './changes.ts'
import { rulebook } from './rulebook.ts'

it('names the clauses that say something else, those that are new and those that are gone', () => {
  const before = rulebook(plainRules)
  expect(changedClauses(before, before)).toEqual([])
  const unasked = rulebook({
    ...plainRules,
    title: 'Hội thi khác',
    prediction: { ...plainRules.prediction, asked: false, required: false },
    ranking: ['correct-desc', 'public-lot'],
  })
  const changed = changedClauses(before, unasked)
  expect(changed.map(({ id }) => id)).toEqual(expect.arrayContaining(['title', 'ranking.order', 'paper.prediction']))
  expect(changed.find(({ id }) => id === 'title')).toMatchObject({ before: before.title, after: { vi: 'Thể lệ Hội thi khác' } })
  expect(changed.find(({ id }) => id === 'paper.prediction')?.after).toBeNull()
  expect(changedClauses(unasked, before).find(({ id }) => id === 'paper.prediction')?.before).toBeNull()
})
