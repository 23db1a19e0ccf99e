import { fail, type RequestEvent } from '@sveltejs/kit'
import type { BankQuestion, BankState } from '#contract/questions.ts'
import { staffPaths, type ApiPath, type QuestionAct } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { knownOf } from '#web/server/questions/known.ts'
import { typedText } from '#web/server/form.ts'
import { resolveQuestion, saveQuestion } from '#web/server/questions/forms.ts'
import type { Actions, PageServerLoad } from './$types'

const namesOf = ({ params }: Pick<RequestEvent, 'params'>): [slug: string, code: string] => [params['slug'] ?? '', params['code'] ?? '']
const addressOf = (event: Pick<RequestEvent, 'params'>): ApiPath => staffPaths.question(...namesOf(event))

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const [question, known] = await Promise.all([read<BankQuestion>(event, addressOf(event)), knownOf(event, slug)])
  return { question, known }
}

/** One act on the question: the answer says that it is done, or why not. */
async function does(event: RequestEvent, method: 'POST' | 'PUT', what: QuestionAct, body: object) {
  const outcome = await act<BankQuestion>(event, method, staffPaths.questionAct(...namesOf(event), what), body)
  return outcome.ok ? { done: true, problem: null } : fail(outcome.problem.status, { done: false, problem: outcome.problem })
}

export const actions: Actions = {
  save: (event) => saveQuestion(event, addressOf(event)),
  resolve: (event) => resolveQuestion(event, addressOf(event)),
  state: async (event) => {
    const form = await event.request.formData()
    const comment = typedText(form, 'comment').trim()
    const to = typedText(form, 'to') as BankState
    return does(event, 'POST', 'state', { version: Number(typedText(form, 'version')), to, ...(comment !== '' && { comment }) })
  },
  comment: async (event) => does(event, 'POST', 'comments', { text: typedText(await event.request.formData(), 'text').trim() }),
  assign: async (event) => does(event, 'POST', 'assignee', { login: typedText(await event.request.formData(), 'login') || null }),
  tie: async (event) => {
    const form = await event.request.formData()
    const other = typedText(form, 'other').trim().toUpperCase()
    return does(event, 'PUT', 'apart', { other, apart: typedText(form, 'apart') === 'true' })
  },
}
