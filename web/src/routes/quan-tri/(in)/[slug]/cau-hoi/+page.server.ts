import { fail } from '@sveltejs/kit'
import type { BankPage, BulkAct, BulkOutcome } from '#contract/questions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { read, type PageEvent } from '#web/server/api.ts'
import { knownOf } from '#web/server/questions/known.ts'
import { bulk, bulkActOf, filteredCodes } from '#web/server/questions/bulk.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const filters = ['state', 'topic', 'difficulty', 'unit', 'source', 'assignee', 'flag']
const queryOf = (url: URL): string => listQuery(url, filters)

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  // Assistants and administrators see how many questions there are, not what they say.
  const bank = may(me, 'questions.see') ? await read<BankPage>(event, staffPaths.questions(slug, queryOf(event.url))) : null
  const known = bank === null ? { topics: [], documents: [] } : await knownOf(event, slug, bank.facets)
  const chosen = Object.fromEntries(['q', ...filters].map((name) => [name, event.url.searchParams.get(name) ?? '']))
  return { bank, known, chosen, filtered: exportQuery(event.url) }
}

/** The filters alone, for what is downloaded. */
function exportQuery(url: URL): string {
  const query = new URLSearchParams(queryOf(url))
  query.delete('page')
  return query.toString()
}

interface Foreseen {
  /** The act's name among the words. */
  readonly name: string
  readonly act: BulkAct['act']
  readonly outcome: BulkOutcome
}

export const actions: Actions = {
  /** Says what would change; changes nothing. */
  foresee: async (event) => {
    const form = await event.request.formData()
    const { slug } = event.params
    const what = bulkActOf(form)
    const codes =
      typedText(form, 'all') === 'true' ? await filteredCodes(event, slug, exportQuery(event.url)) : form.getAll('code').map(String)
    if (what === null || codes.length === 0)
      return fail(422, { missing: codes.length === 0 ? ('selection' as const) : ('content' as const) })
    const outcome = await bulk(event, slug, { codes, act: what, dryRun: true })
    if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
    const foreseen: Foreseen = { name: typedText(form, 'act'), act: what, outcome: outcome.value }
    return { foreseen }
  },
  bulk: async (event) => {
    const form = await event.request.formData()
    const body = JSON.parse(typedText(form, 'body')) as Pick<BulkAct, 'act' | 'codes' | 'asOf'>
    return finish(event, event.params.slug, body)
  },
}

async function finish(event: PageEvent, slug: string, { act, codes, asOf }: Pick<BulkAct, 'act' | 'codes' | 'asOf'>) {
  const outcome = await bulk(event, slug, { act, codes, dryRun: false, ...(asOf !== undefined && { asOf }) })
  return outcome.ok ? { finished: outcome.value } : fail(outcome.problem.status, { problem: outcome.problem })
}
