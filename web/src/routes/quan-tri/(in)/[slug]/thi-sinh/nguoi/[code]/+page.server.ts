import { fail, type RequestEvent } from '@sveltejs/kit'
import { reasonLimits } from '#contest/limits.ts'
import type { OneContestant, ProviderAccounts, ShownPhone } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { editing, peoplePage, refused } from '#web/server/people/editing.ts'
import { personTyped } from '#web/server/people/forms.ts'
import { unitChoices, withOwn } from '#web/server/people/lists.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, code } = event.params
  const person = await read<OneContestant>(event, staffPaths.contestant(slug, code))
  // Whose unit has ended stays there until somebody moves them.
  const own = { code: person.unitCode, name: person.unit, headcount: 0 }
  const accounts = await read<ProviderAccounts>(event, staffPaths.accountsOf(slug, code))
  return { person, accounts, units: withOwn(await unitChoices(event, slug, person.unitCode), own) }
}

const edited = editing({ path: staffPaths.rosterEdit, back: peoplePage }, (form) => {
  const id = typedText(form, 'id')
  return typedText(form, 'remove') === '' ? personTyped(form, id) : { edit: { act: 'remove', id } }
})

/** What a second person, or whoever asked, says of another attempt. */
const answered =
  (says: 'agree' | 'withdraw', extra: 'given' | 'dropped') => async (event: RequestEvent<{ slug: string; code: string }>) => {
    const { slug, code } = event.params
    const id = typedText(await event.request.formData(), 'request')
    const outcome = await act(event, 'POST', staffPaths.extraAttemptAct(slug, code, says), { id })
    return outcome.ok ? { extra } : refused(outcome.problem.status, { problem: outcome.problem })
  }

/** An account at a provider is the person's, or it is not. */
const decided = (same: boolean) => async (event: RequestEvent<{ slug: string; code: string }>) => {
  const { slug, code } = event.params
  const account = typedText(await event.request.formData(), 'account')
  const outcome = await act(event, 'POST', staffPaths.accountsOf(slug, code), { account, same })
  return outcome.ok ? { decided: true } : refused(outcome.problem.status, { problem: outcome.problem })
}

export const actions: Actions = {
  ...edited,
  sameAccount: decided(true),
  otherAccount: decided(false),
  askExtra: async (event) => {
    const { slug, code } = event.params
    const form = await event.request.formData()
    const [round, reason] = [typedText(form, 'round'), typedText(form, 'reason').trim()]
    if (reason.length < reasonLimits.shortest) return fail(422, { tooShort: true as const, reason })
    const outcome = await act(event, 'POST', staffPaths.extraAttempt(slug, code), { round, reason })
    return outcome.ok ? { extra: 'asked' as const } : refused(outcome.problem.status, { problem: outcome.problem })
  },
  agreeExtra: answered('agree', 'given'),
  withdrawExtra: answered('withdraw', 'dropped'),
  phone: async (event) => {
    const { slug, code } = event.params
    const outcome = await act<ShownPhone>(event, 'POST', staffPaths.contestantAct(slug, code, 'phone'))
    return outcome.ok ? { phone: outcome.value.phone } : refused(outcome.problem.status, { problem: outcome.problem })
  },
  unlock: async (event) => {
    const { slug, code } = event.params
    const outcome = await act(event, 'POST', staffPaths.contestantAct(slug, code, 'unlock'))
    return outcome.ok ? { unlocked: true } : refused(outcome.problem.status, { problem: outcome.problem })
  },
}
