import { fail, redirect } from '@sveltejs/kit'
import type { ContestList } from '#contract/contests.ts'
import { contestantCookie, rehearsed, securely, type WaysIn } from '#contract/identity.ts'
import type { Me, SignIn } from '#contract/taking-part.ts'
import { contestantPaths, publicPaths } from '#web/api/paths.ts'
import { act, returnAddress, tryToRead } from '#web/server/api.ts'
import { chosenContest } from '#web/server/contests/chosen.ts'
import { typedText } from '#web/server/form.ts'
import { droppedInvitation, keptInvitation } from '#web/server/taking-part/invitation.ts'
import { checkSignIn } from '#web/server/identity/sign-in-form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const me = await tryToRead<Me>(event, contestantPaths.me)
  if (me.ok) redirect(303, me.value.consented ? returnAddress(event.url.searchParams.get('ve'), '/phong-cho') : '/xac-nhan')
  const { contests, rehearsal } = await event.parent()
  const own = rehearsal ? rehearsed(contestantCookie) : contestantCookie
  const hadSession = event.cookies.getAll().some(({ name }) => name === own || name === securely(own))
  const slug = chosenContest(event.url, contests)
  const ways = await tryToRead<WaysIn>(event, publicPaths.waysIn(slug))
  return {
    slug,
    ways: ways.ok ? ways.value : { roster: true, providers: [] },
    title: contests.find((contest) => contest.slug === slug)?.title ?? '',
    sentHere: event.url.searchParams.has('ve'),
    hadSession,
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const typed = { staffCode: typedText(form, 'staffCode').trim(), phone: typedText(form, 'phone').trim() }
    const slug = typedText(form, 'contest')
    const faults = checkSignIn(typed)
    if (faults.staffCode !== null || faults.phone !== null) return fail(400, { typed, faults, problem: null })
    const contests = await tryToRead<ContestList>(event, publicPaths.contests)
    const isRehearsal = contests.ok && contests.value.some((one) => one.rehearsal)
    const invitation = keptInvitation(event.cookies, slug, isRehearsal)
    const signIn: SignIn = { ...typed, ...(invitation !== null && { invitation }) }
    const outcome = await act(event, 'POST', contestantPaths.signIn(slug), signIn)
    if (!outcome.ok) return fail(outcome.problem.status, { typed, faults, problem: outcome.problem })
    droppedInvitation(event.cookies, slug, isRehearsal)
    const back = event.url.searchParams.get('ve')
    redirect(303, back === null ? '/xac-nhan' : `/xac-nhan?ve=${encodeURIComponent(returnAddress(back, '/phong-cho'))}`)
  },
}
