import { expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { usualJury } from './usual.ts'
import { plainDraw } from './round-draw.ts'
import { rulesOfWritten, writtenRules } from './written.ts'

it('are written with the names they have had from the first, and read back as they were', () => {
  for (const rules of [rulesOf(fullRulesFile), plainRules]) {
    const written = writtenRules(rules)
    expect(written.rounds.map((round) => Object.keys(round))).toEqual(rules.rounds.map(() => expect.arrayContaining(['id', 'name'])))
    expect(written.rounds.some((round) => 'key' in round)).toBe(false)
    expect(rulesOfWritten(written)).toEqual(rules)
  }
})

it('say nothing of what came later where it is what is usual, so that rules of before keep their digest', () => {
  expect(writtenRules(plainRules).prediction).toEqual({
    asked: true,
    required: true,
    maximum: 100_000,
    actualCounts: 'after-disqualification',
  })
  expect(writtenRules(plainRules).collective).toEqual({ count: 5, amount: null, by: 'participants', tieBreaks: ['jury'] })
  expect(rulesOfWritten(writtenRules({ ...plainRules, collective: null })).collective).toBeNull()
  const prediction = { ...plainRules.prediction, of: 'participants' as const }
  expect(writtenRules({ ...plainRules, prediction }).prediction).toMatchObject({ of: 'participants' })
})

it('of an earlier version that said less are what was usual', () => {
  const { jury: _, rounds, ...others } = writtenRules(plainRules)
  const read = rulesOfWritten({ ...others, rounds: rounds.map(({ draw: __, ...round }) => round) })
  expect(read.jury).toEqual(usualJury)
  expect(read.rounds.map(({ draw }) => draw)).toEqual(rounds.map(() => plainDraw))
})
