import { error, fail, type RequestEvent } from '@sveltejs/kit'
import { hasResult } from '#contest/round-life.ts'
import type { Problem } from '#contract/problem.ts'
import type { RoundTies, TieOrder } from '#contract/results.ts'
import { staffPaths } from '#web/api/paths.ts'
import { orderOf, typedOrder, type TypedLine } from '#web/components/results/tie-order.ts'
import { may } from '#web/identity/may.ts'
import { act, read, type Outcome } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { contest, me } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const seen = hasResult(round.status) && may(me, 'results.see')
  return { round, ties: seen ? await read<RoundTies>(event, staffPaths.ties(event.params.slug, event.params.key)) : null }
}

interface Said {
  readonly done: 'asked' | 'agreed' | 'withdrawn' | null
  readonly problem: Problem | null
  /** What a refused proposal had sent, so that nothing typed is lost. */
  readonly typed: readonly TypedLine[]
}

const answer = (outcome: Outcome<RoundTies>, done: Said['done'], typed: readonly TypedLine[] = []) =>
  outcome.ok
    ? ({ done, problem: null, typed: [] } satisfies Said)
    : fail(outcome.problem.status, { done: null, problem: outcome.problem, typed } satisfies Said)

const of = ({ params }: RequestEvent): [string, string] => [params['slug'] ?? '', params['key'] ?? '']

export const actions: Actions = {
  ask: async (event) => {
    const form = await event.request.formData()
    const typed = typedOrder(form)
    const order: TieOrder = { digest: typedText(form, 'digest'), lines: [...orderOf(typed)] }
    return answer(await act<RoundTies>(event, 'POST', staffPaths.ties(...of(event)), order), 'asked', typed)
  },
  agree: async (event) => {
    const form = await event.request.formData()
    return answer(await act<RoundTies>(event, 'POST', staffPaths.agreeTie(...of(event)), { id: typedText(form, 'id') }), 'agreed')
  },
  withdraw: async (event) => answer(await act<RoundTies>(event, 'DELETE', staffPaths.ties(...of(event))), 'withdrawn'),
}
