import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { reasonLimits } from '#contest/limits.ts'
import type { RevocationRequest, RoundAwardList, RoundRevocation, SeenRevocation } from '#contract/results.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** The prize that is looked at; null: none. */
function placeIn(text: string | null): number | null {
  const place = Number(text)
  return Number.isInteger(place) && place > 0 ? place : null
}

export const load: PageServerLoad = async (event) => {
  const { contest } = await event.parent()
  const { slug, key } = event.params
  const round = contest.rounds.find((one) => one.key === key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const place = placeIn(event.url.searchParams.get('giai'))
  const awards = await read<RoundAwardList>(event, staffPaths.awards(slug, key))
  const looked = awards.awards.some((award) => award.place === place) ? place : null
  const revocation = await read<RoundRevocation>(event, staffPaths.revocation(slug, key, looked))
  return { round, place: looked, awards: awards.awards, revocation }
}

const nothing = { wrongReason: false, reason: '' }

async function ask(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const form = await event.request.formData()
  const [place, reason] = [placeIn(typedText(form, 'place')), typedText(form, 'reason').trim()]
  if (place === null) error(422, 'invalid-request', { code: 'invalid-request' })
  if (reason.length < reasonLimits.shortest) return fail(422, { done: null, problem: null, wrongReason: true, reason })
  const asked: RevocationRequest = { place, reason, digest: typedText(form, 'digest') }
  const outcome = await act<RoundRevocation>(event, 'POST', staffPaths.revocation(slug, key), asked)
  return outcome.ok
    ? { done: 'asked' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, wrongReason: false, reason })
}

async function agree(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const form = await event.request.formData()
  const seen: SeenRevocation = { id: typedText(form, 'id'), digest: typedText(form, 'digest') }
  const outcome = await act<RoundRevocation>(event, 'POST', staffPaths.agreeRevocation(slug, key), seen)
  return outcome.ok
    ? { done: 'made' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothing })
}

async function withdraw(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const outcome = await act<RoundRevocation>(event, 'DELETE', staffPaths.revocation(slug, key))
  return outcome.ok
    ? { done: 'withdrawn' as const, problem: null, ...nothing }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothing })
}

export const actions: Actions = { ask, agree, withdraw }
