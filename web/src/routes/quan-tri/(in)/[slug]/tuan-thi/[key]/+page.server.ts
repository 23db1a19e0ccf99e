import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { hasResult, type RoundAct } from '#contest/round-life.ts'
import type { StaffRound } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { act, read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'
import type { DocumentList } from '#contract/documents.ts'
import type { RoundAwardList, StandingPage } from '#contract/results.ts'

export const load: PageServerLoad = async (event) => {
  const { contest, me } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const { slug, key } = event.params
  const [standings, awards, documents] =
    hasResult(round.status) && may(me, 'results.see')
      ? await Promise.all([
          read<StandingPage>(event, staffPaths.standings(slug, key, listQuery(event.url))),
          read<RoundAwardList>(event, staffPaths.awards(slug, key)),
          read<DocumentList>(event, staffPaths.documents(slug, key)),
        ])
      : [null, null, null]
  return { round, query: event.url.searchParams.get('q') ?? '', standings, awards, documents: documents?.items ?? [] }
}

const step = (name: RoundAct) => async (event: RequestEvent) => {
  const { slug = '', key = '' } = event.params
  const digest = (await event.request.formData()).get('digest')
  // The result that was on the page: another may stand there by now.
  const seen = typeof digest === 'string' ? { digest } : undefined
  const outcome = await act<StaffRound>(event, 'POST', staffPaths.roundAct(slug, key, name), seen)
  return outcome.ok ? { done: name, problem: null } : fail(outcome.problem.status, { done: null, problem: outcome.problem })
}

export const actions: Actions = {
  open: step('open'),
  close: step('close'),
  tally: step('tally'),
  approve: step('approve'),
  publish: step('publish'),
} satisfies Record<RoundAct, unknown>
