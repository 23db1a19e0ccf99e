import { reasonLimits } from '#contest/limits.ts'
import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { instantOf } from '#contest/calendar.ts'
import { hasResult, isReopenable, type RoundAct } from '#contest/round-life.ts'
import type { StaffContest } from '#contract/contests.ts'
import type { Reopening, StaffRound } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { act, read } from '#web/server/api.ts'
import { documentsOf } from '#web/server/documents/list.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'
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
          documentsOf(event, slug, { round: key, needs: 'result' }),
        ])
      : [null, null, null]
  const reopening = isReopenable(round) && may(me, 'round.reopen') ? await read<Reopening>(event, staffPaths.reopening(slug, key)) : null
  return { round, reopening, query: event.url.searchParams.get('q') ?? '', standings, awards, documents: documents ?? [] }
}

/** Fields of the request to reopen: which were wrong, and what was typed. */
const nothingWrong = { wrong: { reason: false, closesAt: false }, typed: { reason: '', closesAt: '' } }

const step = (name: RoundAct) => async (event: RequestEvent) => {
  const { slug = '', key = '' } = event.params
  const digest = (await event.request.formData()).get('digest')
  // The result that was on the page: another may stand there by now.
  const seen = typeof digest === 'string' ? { digest } : undefined
  const outcome = await act<StaffRound>(event, 'POST', staffPaths.roundAct(slug, key, name), seen)
  return outcome.ok
    ? { done: name, problem: null, ...nothingWrong }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothingWrong })
}

const reopeningStep =
  (done: 'agreeReopening' | 'withdrawReopening', method: 'POST' | 'DELETE', path: typeof staffPaths.reopening) =>
  async (event: RequestEvent) => {
    const { slug = '', key = '' } = event.params
    const form = await event.request.formData()
    const seen = { at: Number(typedText(form, 'at')), closesAt: Number(typedText(form, 'closesAt')) }
    const outcome = await act<Reopening>(event, method, path(slug, key), method === 'POST' ? seen : undefined)
    return outcome.ok
      ? { done, problem: null, ...nothingWrong }
      : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothingWrong })
  }

async function askReopening(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const form = await event.request.formData()
  const typed = { reason: typedText(form, 'reason').trim(), closesAt: typedText(form, 'closesAt') }
  const { zone, now } = await read<StaffContest>(event, staffPaths.contest(slug))
  const closesAt = instantOf(typed.closesAt, zone)
  const wrong = { reason: typed.reason.length < reasonLimits.shortest, closesAt: closesAt === null || closesAt <= now }
  if (closesAt === null || wrong.reason || wrong.closesAt) return fail(422, { done: null, problem: null, wrong, typed })
  const outcome = await act<Reopening>(event, 'POST', staffPaths.reopening(slug, key), { reason: typed.reason, closesAt })
  if (outcome.ok) return { done: 'askReopening' as const, problem: null, ...nothingWrong }
  const passed = outcome.problem.code === 'end-passed'
  return fail(outcome.problem.status, {
    done: null,
    problem: passed ? null : outcome.problem,
    wrong: { ...nothingWrong.wrong, closesAt: passed },
    typed,
  })
}

export const actions: Actions = {
  open: step('open'),
  close: step('close'),
  tally: step('tally'),
  approve: step('approve'),
  publish: step('publish'),
  askReopening,
  agreeReopening: reopeningStep('agreeReopening', 'POST', staffPaths.agreeReopening),
  withdrawReopening: reopeningStep('withdrawReopening', 'DELETE', staffPaths.reopening),
} satisfies Record<RoundAct, unknown> & Record<string, unknown>
