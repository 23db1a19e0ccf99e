import { reasonLimits } from '#contest/limits.ts'
import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { instantOf } from '#contest/calendar.ts'
import { departures, hasResult, type Departure, type RoundAct } from '#contest/round-life.ts'
import type { StaffContest } from '#contract/contests.ts'
import type { DepartureRequest, RoundDeparture, StaffRound } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { act, read } from '#web/server/api.ts'
import { documentsOf } from '#web/server/documents/list.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'
import type { RoundAwardList, RoundTies, StandingPage } from '#contract/results.ts'

export const load: PageServerLoad = async (event) => {
  const { contest, me } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const { slug, key } = event.params
  const [standings, awards, ties, documents] =
    hasResult(round.status) && may(me, 'results.see')
      ? await Promise.all([
          read<StandingPage>(event, staffPaths.standings(slug, key, listQuery(event.url))),
          read<RoundAwardList>(event, staffPaths.awards(slug, key)),
          read<RoundTies>(event, staffPaths.ties(slug, key)),
          documentsOf(event, slug, { round: key, needs: 'result' }),
        ])
      : [null, null, null, null]
  const departure = may(me, 'round.depart') ? await read<RoundDeparture>(event, staffPaths.departure(slug, key)) : null
  return {
    round,
    departure,
    query: event.url.searchParams.get('q') ?? '',
    standings,
    awards,
    ties: ties?.ties ?? [],
    documents: documents ?? [],
  }
}

/** Fields of the request to leave the announced times: which were wrong, and what was typed. */
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

/** @returns null for what no page of ours sends */
const kindIn = (form: FormData): Departure | null => departures.find((kind) => kind === form.get('kind')) ?? null

async function askDeparture(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const form = await event.request.formData()
  const kind = kindIn(form)
  if (kind === null) error(422, 'invalid-request', { code: 'invalid-request' })
  const typed = { reason: typedText(form, 'reason').trim(), closesAt: typedText(form, 'closesAt') }
  const { zone, now } = await read<StaffContest>(event, staffPaths.contest(slug))
  const closesAt = kind === 'reopen' ? instantOf(typed.closesAt, zone) : null
  const wrong = {
    reason: typed.reason.length < reasonLimits.shortest,
    closesAt: kind === 'reopen' && (closesAt === null || closesAt <= now),
  }
  if (wrong.reason || wrong.closesAt) return fail(422, { done: null, problem: null, wrong, typed })
  const asked: DepartureRequest = { kind, reason: typed.reason, closesAt }
  const outcome = await act<RoundDeparture>(event, 'POST', staffPaths.departure(slug, key), asked)
  if (outcome.ok) return { done: 'askDeparture' as const, problem: null, ...nothingWrong }
  const passed = outcome.problem.code === 'end-passed'
  return fail(outcome.problem.status, {
    done: null,
    problem: passed ? null : outcome.problem,
    wrong: { ...nothingWrong.wrong, closesAt: passed },
    typed,
  })
}

async function agreeDeparture(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const form = await event.request.formData()
  const kind = kindIn(form)
  const outcome = await act<RoundDeparture>(event, 'POST', staffPaths.agreeDeparture(slug, key), { id: typedText(form, 'id') })
  return outcome.ok
    ? { done: outcome.value.asked === null ? kind : ('underWay' as const), problem: null, ...nothingWrong }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothingWrong })
}

async function withdrawDeparture(event: RequestEvent) {
  const { slug = '', key = '' } = event.params
  const outcome = await act<RoundDeparture>(event, 'DELETE', staffPaths.departure(slug, key))
  return outcome.ok
    ? { done: 'withdrawDeparture' as const, problem: null, ...nothingWrong }
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, ...nothingWrong })
}

export const actions: Actions = {
  tally: step('tally'),
  approve: step('approve'),
  publish: step('publish'),
  askDeparture,
  agreeDeparture,
  withdrawDeparture,
} satisfies Record<RoundAct, unknown> & Record<string, unknown>
