import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { arbitraryRulesFile } from '#test/support/arbitrary-rules.ts'
import { fileOfRules } from './to-file.ts'

it('says everything that rules say, so that the same rules are read from it', () => {
  for (const rules of [plainRules, rulesOf({ ...fullRulesFile, access: { who: 'roster', barredBoards: [] } })])
    expect(rulesOf(fileOfRules(rules))).toEqual(rules)
  fc.assert(
    fc.property(arbitraryRulesFile, (file) => {
      const rules = rulesOf(file)
      expect(rulesOf(fileOfRules(rules))).toEqual(rules)
    }),
  )
})

it('says times as somebody would write them', () => {
  const [first, second] = fileOfRules(rulesOf(fullRulesFile)).rounds
  expect([first?.opens, first?.closes, second?.closes]).toEqual(['2024-09-09 07:00', '2024-09-14 00:00', '2024-09-20 17:00:30'])
})
