import { error, fail, type RequestEvent } from '@sveltejs/kit'
import type { StaffRound } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, refuse, tryToRead, type Outcome } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'
import type { PaperList } from '#contract/papers.ts'
import type { RoundAwardList, StandingPage } from '#contract/results.ts'

const counted = new Set(['tallied', 'approved', 'published'])

export const load: PageServerLoad = async (event) => {
  const { contest } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const { slug, key } = event.params
  const readable = counted.has(round.status)
  const [standings, awards, papers] = readable
    ? await Promise.all([
        tryToRead<StandingPage>(event, staffPaths.standings(slug, key, listQuery(event.url))),
        tryToRead<RoundAwardList>(event, staffPaths.awards(slug, key)),
        tryToRead<PaperList>(event, staffPaths.papers(slug, key)),
      ])
    : [null, null, null]
  return {
    ...{ round, query: event.url.searchParams.get('q') ?? '' },
    ...{ standings: allowed(standings), awards: allowed(awards), papers: allowed(papers)?.items ?? [] },
  }

  /** Assistants may see the round, not its results. */
  function allowed<T>(outcome: Outcome<T> | null): T | null {
    if (outcome === null) return null
    if (outcome.ok) return outcome.value
    return outcome.problem.status === 403 ? null : refuse(event, outcome.problem)
  }
}

const step = (name: StaffRound['actions'][number]) => async (event: RequestEvent) => {
  const { slug = '', key = '' } = event.params
  const outcome = await act<StaffRound>(event, 'POST', staffPaths.roundAct(slug, key, name))
  return outcome.ok ? { done: name, problem: null } : fail(outcome.problem.status, { done: null, problem: outcome.problem })
}

export const actions: Actions = {
  open: step('open'),
  close: step('close'),
  tally: step('tally'),
  approve: step('approve'),
  publish: step('publish'),
}
