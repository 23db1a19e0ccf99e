import { fail, type RequestEvent } from '@sveltejs/kit'
import { reasonLimits } from '#contest/limits.ts'
import type { ErasureAsked, PersonalData, SeenErasure } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  archive: await read<PersonalData>(event, staffPaths.personalData(event.params.slug)),
})

const nothing = { wrongReason: false, reason: '' }

async function ask(event: RequestEvent) {
  const { slug = '' } = event.params
  const form = await event.request.formData()
  const reason = typedText(form, 'reason').trim()
  if (reason.length < reasonLimits.shortest) return fail(422, { done: null, problem: null, wrongReason: true, reason })
  const asked: ErasureAsked = { reason, digest: typedText(form, 'digest') }
  const outcome = await act<PersonalData>(event, 'POST', staffPaths.personalData(slug), asked)
  return outcome.ok
    ? { done: 'asked' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, wrongReason: false, reason })
}

async function agree(event: RequestEvent) {
  const { slug = '' } = event.params
  const seen: SeenErasure = { digest: typedText(await event.request.formData(), 'digest') }
  const outcome = await act<PersonalData>(event, 'POST', staffPaths.agreeErasure(slug), seen)
  return outcome.ok
    ? { done: 'agreed' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothing })
}

async function withdraw(event: RequestEvent) {
  const { slug = '' } = event.params
  const outcome = await act<PersonalData>(event, 'DELETE', staffPaths.personalData(slug))
  return outcome.ok
    ? { done: 'withdrawn' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothing })
}

export const actions: Actions = { ask, agree, withdraw }
