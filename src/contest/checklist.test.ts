import { expect, it } from 'vitest'
import { checklistIds } from './checklist.ts'
import { roundActs } from './round-life.ts'

it('ends with the contest, and has a step for every act on a round', () => {
  expect(checklistIds.at(-1)).toBe('contest-concluded')
  const steps = checklistIds.filter((id) => id.startsWith('round-'))
  expect(steps.map((id) => id.replace('round-', '').slice(0, 4)).sort()).toEqual(
    expect.arrayContaining(roundActs.map((act) => act.slice(0, 4)).sort()),
  )
})
