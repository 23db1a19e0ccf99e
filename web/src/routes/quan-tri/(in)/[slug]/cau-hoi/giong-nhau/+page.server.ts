import { fail } from '@sveltejs/kit'
import type { BankQuestion, SimilarPage } from '#contract/questions.ts'
import { act, read } from '#web/server/api.ts'
import { contestAddress, questionAddress } from '#web/server/questions/bank-address.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const address = contestAddress(event.params.slug)
  const query = new URLSearchParams(listQuery(event.url))
  const pairs = await read<SimilarPage>(event, `${address}/questions/similar?page=${query.get('page') ?? '1'}`)
  return { pairs, pictures: `${address}/pictures` }
}

export const actions: Actions = {
  tie: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<BankQuestion>(event, 'PUT', `${questionAddress(event.params.slug, typedText(form, 'first'))}/apart`, {
      other: typedText(form, 'second'),
      apart: typedText(form, 'apart') === 'true',
    })
    return outcome.ok ? { done: true, problem: null } : fail(outcome.problem.status, { done: false, problem: outcome.problem })
  },
  retire: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<BankQuestion>(event, 'POST', `${questionAddress(event.params.slug, typedText(form, 'code'))}/state`, {
      version: Number(typedText(form, 'version')),
      to: 'retired',
    })
    return outcome.ok ? { done: true, problem: null } : fail(outcome.problem.status, { done: false, problem: outcome.problem })
  },
}
