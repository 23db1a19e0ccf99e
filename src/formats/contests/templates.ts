/** The shipped contests that others can begin with. */
import { readFileSync } from 'node:fs'
import { contestTemplates, type TemplateId } from '#contest/rules/templates.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { readContestYaml } from './yaml.ts'

/** The rules of the template as they are shipped. @throws when it does not read, which a test rules out */
export function templateRules(id: TemplateId): ContestRules {
  const read = readContestYaml(readFileSync(new URL(`../../../contests/${contestTemplates[id].file}`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(`the template ${id} does not read`)
  return read.value
}
