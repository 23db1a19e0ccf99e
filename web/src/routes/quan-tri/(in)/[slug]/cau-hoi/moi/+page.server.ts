import { fail, redirect } from '@sveltejs/kit'
import type { BankQuestion } from '#contract/questions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { contentOfForm } from '#web/questions/form.ts'
import { act } from '#web/server/api.ts'
import { knownOf } from '#web/server/questions/known.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  return { known: await knownOf(event, slug) }
}

export const actions: Actions = {
  create: async (event) => {
    const content = contentOfForm(await event.request.formData())
    const outcome = await act<BankQuestion>(event, 'POST', staffPaths.questions(event.params.slug), { content })
    if (!outcome.ok) return fail(outcome.problem.status, { typed: content, problem: outcome.problem })
    redirect(303, `/quan-tri/${encodeURIComponent(event.params.slug)}/cau-hoi/${encodeURIComponent(outcome.value.code)}`)
  },
}
