import { fail } from '@sveltejs/kit'
import type { BankQuestion, SimilarPage } from '#contract/questions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const query = new URLSearchParams(listQuery(event.url))
  const pairs = await read<SimilarPage>(event, staffPaths.similar(event.params.slug, query.get('page') ?? '1'))
  return { pairs }
}

export const actions: Actions = {
  tie: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<BankQuestion>(event, 'PUT', staffPaths.questionAct(event.params.slug, typedText(form, 'first'), 'apart'), {
      other: typedText(form, 'second'),
      apart: typedText(form, 'apart') === 'true',
    })
    return outcome.ok ? { done: true, problem: null } : fail(outcome.problem.status, { done: false, problem: outcome.problem })
  },
  retire: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<BankQuestion>(event, 'POST', staffPaths.questionAct(event.params.slug, typedText(form, 'code'), 'state'), {
      version: Number(typedText(form, 'version')),
      to: 'retired',
    })
    return outcome.ok ? { done: true, problem: null } : fail(outcome.problem.status, { done: false, problem: outcome.problem })
  },
}
