import { error, fail } from '@sveltejs/kit'
import type { TemplateId } from '#contest/rules/templates.ts'
import type { MadeContest, NewContest } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { act } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  if (!may({ may: me.serverMay }, 'contest.make')) error(403, 'forbidden', { code: 'forbidden' })
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const typed = Object.fromEntries(
      (['title', 'slug', 'kind', 'template', 'copy', 'text', 'login', 'name'] as const).map((field) => [
        field,
        typedText(form, field).trim(),
      ]),
    ) as Record<'title' | 'slug' | 'kind' | 'template' | 'copy' | 'text' | 'login' | 'name', string>
    const missing = (['title', 'slug', 'login'] as const).filter((field) => typed[field] === '')
    if (missing.length > 0) return fail(400, { typed, missing, made: null, problem: null })
    const { title, slug, login, name } = typed
    const from: NewContest['from'] =
      typed.kind === 'template'
        ? { kind: 'template', id: typed.template as TemplateId }
        : typed.kind === 'copy'
          ? { kind: 'copy', slug: typed.copy }
          : typed.kind === 'file'
            ? { kind: 'file', text: typed.text }
            : { kind: 'starter' }
    const outcome = await act<MadeContest>(event, 'POST', staffPaths.contests, { title, slug, from, organiser: { login, name } })
    if (!outcome.ok) return fail(outcome.problem.status, { typed, missing: [], made: null, problem: outcome.problem })
    return { typed, missing: [], made: outcome.value, problem: null }
  },
}
