import { expect, it } from 'vitest'
import { rulebook } from '#contest/rulebook/rulebook.ts'
import { rulesSchema } from '#contest/rules/schema.ts'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { isOfPart, makesClause, parts } from './clauses.ts'

it('shows every clause beside one part of the form, and every member of the file in one', () => {
  for (const rules of [plainRules, rulesOf(fullRulesFile)])
    for (const { id } of rulebook(rules).sections.flatMap(({ clauses }) => clauses))
      expect([id, parts.filter((part) => makesClause(part, id)).length]).toEqual([id, 1])
  for (const key of Object.keys(rulesSchema.properties).filter((name) => name !== 'version'))
    expect([key, parts.filter((part) => isOfPart(part, `/${key}/0`)).length]).toEqual([key, 1])
})
