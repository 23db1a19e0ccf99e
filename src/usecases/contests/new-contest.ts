/** A contest made on a page: from an example, a real contest that is shipped, from another contest or from a file, and not announced yet. */
import { ContestError } from '#contest/errors.ts'
import { movedAhead } from '#contest/rules/moved-ahead.ts'
import { textForms } from '#contest/rules/schema.ts'
import { fileOfRules } from '#contest/rules/to-file.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { cleanText } from '#contest/text.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { NewContest } from '#contract/contests.ts'
import { starterYaml } from '#formats/contests/starter.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest } from '../find.ts'
import { writeContest } from './apply.ts'

/**
 * Never people, questions or results of another contest: its rules.
 * @returns its slug
 * @throws ContestError `rules-invalid` with places in what was typed, or in the file; `not-found` for the contest to copy
 */
export async function makeContest(app: App, who: Who, { from, title, slug }: Omit<NewContest, 'organiser'>): Promise<string> {
  requireAccess(who, 'contest.make')
  if (!new RegExp(textForms.id).test(slug))
    throw invalid('Địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối ở giữa.', 'An address has small letters without marks, digits and hyphens between them only.')
  if ((await contestBySlug(app.database.db, slug)) !== null) throw invalid('Đã có hội thi ở địa chỉ này.', 'There is a contest at this address.')
  const base = await rulesToBeginWith(app, from)
  if (!base.ok) throw new ContestError('rules-invalid', { findings: base.findings })
  const { readRulesFile } = await import('#formats/contests/rules-file.ts')
  const read = readRulesFile({ ...fileOfRules(base.value), slug, title: cleanText(title) })
  if (!read.ok) throw new ContestError('rules-invalid', { findings: read.findings })
  await writeContest(app, who, read.value, { isDraft: true, isNew: true })
  return slug
}

async function rulesToBeginWith(app: App, from: NewContest['from']): Promise<Checked<ContestRules>> {
  const { readContestYaml } = await import('#formats/contests/yaml.ts')
  if (from.kind === 'starter') return readContestYaml(starterYaml(app.clock.now()))
  if (from.kind === 'template') {
    const { templateRules } = await import('#formats/contests/templates.ts')
    return { ok: true, value: movedAhead(templateRules(from.id), app.clock.now()), findings: [] }
  }
  if (from.kind === 'file') return readContestYaml(from.text)
  return { ok: true, value: (await findContest(app, from.slug)).rules, findings: [] }
}

const invalid = (vi: string, en: string): ContestError => {
  const findings: readonly Finding[] = [{ severity: 'error', place: '/slug', code: 'slug', message: { vi, en } }]
  return new ContestError('rules-invalid', { findings })
}
