/** What the editor offers to choose from. */
import type { BankPage } from '#contract/questions.ts'
import { documentCitation } from '#contest/rulebook/words.ts'
import type { PublicContest, RulesDesk } from '#contract/contests.ts'
import { publicPaths, staffPaths } from '#web/api/paths.ts'
import { tryToRead, type PageEvent } from '../api.ts'

export interface Known {
  readonly topics: readonly string[]
  /** The contest's study documents, and those the bank's questions cite. */
  readonly documents: readonly string[]
}

/** `facets`: those of a page already read; null for readers who may not see the bank. */
export async function knownOf(event: PageEvent, slug: string, facets?: BankPage['facets'] | null): Promise<Known> {
  const [contest, bank] = await Promise.all([
    tryToRead<PublicContest>(event, publicPaths.contest(slug)),
    facets === undefined ? tryToRead<BankPage>(event, staffPaths.questions(slug, 'page=1')) : null,
  ])
  const counts = facets ?? (bank?.ok === true ? bank.value.facets : null)
  const values = (facet: BankPage['facets']['topic'] | undefined): string[] =>
    (facet ?? []).map(({ value }) => value).filter((value) => value !== '-' && value !== '')
  const studied = contest.ok ? contest.value.documents.map(({ citation }) => citation) : await studiedInDraft(event, slug)
  return { topics: values(counts?.topic), documents: [...new Set([...values(counts?.source), ...studied])] }
}

/** Before the contest is announced only its own staff can read what is studied. */
async function studiedInDraft(event: PageEvent, slug: string): Promise<readonly string[]> {
  const desk = await tryToRead<RulesDesk>(event, staffPaths.rules(slug))
  return desk.ok ? (desk.value.file.documents ?? []).map((document) => documentCitation(document)) : []
}
