import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileOfRules } from '#contest/rules/to-file.ts'
import { arbitraryRulesFile } from '#test/support/arbitrary-rules.ts'
import { rulesOf } from '#test/support/contest.ts'
import { readRulesFile } from '#formats/contests/rules-file.ts'
import { draftOf, endOfDay, fileOf, lastDayOf, nextRoundId } from './draft.ts'

it('says everything a contest.yaml can say: the same rules come back from every form', () => {
  fc.assert(
    fc.property(arbitraryRulesFile, (file) => {
      const rules = rulesOf(file)
      expect(readRulesFile(fileOf(draftOf(fileOfRules(rules))))).toEqual({ ok: true, value: rules, findings: [] })
    }),
  )
})

it('knows the last day of a round that ends with it', () => {
  expect(lastDayOf('2024-09-14T00:00')).toBe('2024-09-13')
  expect(lastDayOf('2024-09-13T17:30')).toBeNull()
  expect(endOfDay('2024-02-29')).toBe('2024-03-01T00:00')
  expect(endOfDay('')).toBe('T00:00')
  expect(nextRoundId([{ id: 'tuan-2' }, { id: 'tuan-3' }])).toBe('tuan-4')
})
