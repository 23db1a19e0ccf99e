import { fail } from '@sveltejs/kit'
import type { QuestionPage } from '#contract/staff.ts'
import { act, refuse, tryToRead } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const address = `/api/staff/contests/${encodeURIComponent(event.params.slug)}`
  const bank = await tryToRead<QuestionPage>(event, `${address}/questions?${listQuery(event.url)}`)
  // Assistants and administrators see how many questions there are, not what they say.
  if (!bank.ok && bank.problem.status !== 403) refuse(event, bank.problem)
  return { bank: bank.ok ? bank.value : null, query: event.url.searchParams.get('q') ?? '', address }
}

export const actions: Actions = {
  lock: async (event) => {
    const outcome = await act<{ digest: string; questions: number }>(
      event,
      'POST',
      `/api/staff/contests/${encodeURIComponent(event.params.slug)}/questions/lock`,
    )
    return outcome.ok ? { locked: outcome.value, problem: null } : fail(outcome.problem.status, { locked: null, problem: outcome.problem })
  },
}
