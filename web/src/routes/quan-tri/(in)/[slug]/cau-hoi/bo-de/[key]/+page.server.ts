import { reasonLimits } from '#contest/limits.ts'
import { fail, type RequestEvent } from '@sveltejs/kit'
import type { BlueprintEdit, RoundBlueprint } from '#contract/rounds.ts'
import type { Problem } from '#contract/problem.ts'
import { staffPaths, type ApiPath } from '#web/api/paths.ts'
import { editFromForm } from '#web/components/rounds/blueprint/grid.ts'
import { may } from '#web/identity/may.ts'
import { act, read, type Outcome } from '#web/server/api.ts'
import { documentsOf } from '#web/server/documents/list.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, key } = event.params
  const { me } = await event.parent()
  // Assistants and administrators learn that the page is not for them, and what else there is.
  if (!may(me, 'blueprint.see')) return { blueprint: null, documents: [] }
  const [blueprint, documents] = await Promise.all([
    read<RoundBlueprint>(event, staffPaths.blueprint(slug, key)),
    documentsOf(event, slug, { round: key, needs: 'locked-set' }),
  ])
  return { blueprint, documents }
}

type Done = 'saved' | 'locked' | 'asked' | 'withdrawn' | 'released'
interface Said {
  readonly done: Done | null
  readonly problem: Problem | null
  /** What a refused save had sent, so that nothing typed is lost. */
  readonly sent: Pick<BlueprintEdit, 'cells' | 'reuse'> | null
  readonly reasonMissing: boolean
}
const nothing: Said = { done: null, problem: null, sent: null, reasonMissing: false }

const answer = (outcome: Outcome<RoundBlueprint>, done: Done, more: Partial<Said> = {}) =>
  outcome.ok ? { ...nothing, done } : fail(outcome.problem.status, { ...nothing, ...more, problem: outcome.problem })

const step = (done: Done, method: 'POST' | 'DELETE', path: (slug: string, key: string) => ApiPath) => async (event: RequestEvent) =>
  answer(await act<RoundBlueprint>(event, method, path(event.params['slug'] ?? '', event.params['key'] ?? '')), done)

export const actions: Actions = {
  save: async (event) => {
    const sent = editFromForm(await event.request.formData())
    const edit: BlueprintEdit = { ...sent, dryRun: false }
    return answer(await act<RoundBlueprint>(event, 'PUT', staffPaths.blueprint(event.params.slug, event.params.key), edit), 'saved', {
      sent,
    })
  },
  ask: async (event) => {
    const reason = typedText(await event.request.formData(), 'reason').trim()
    if (reason.length < reasonLimits.shortest) return fail(400, { ...nothing, reasonMissing: true })
    return answer(await act<RoundBlueprint>(event, 'POST', staffPaths.release(event.params.slug, event.params.key), { reason }), 'asked')
  },
  lock: step('locked', 'POST', staffPaths.lock),
  agree: step('released', 'POST', staffPaths.agreeRelease),
  withdraw: step('withdrawn', 'DELETE', staffPaths.release),
}
