import { fail } from '@sveltejs/kit'
import type { MadeUploadLink, UploadLinkList } from '#contract/contributions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { unitChoices } from '#web/server/people/lists.ts'
import { publicOrigin } from '#web/server/public-origin.ts'
import { qrCode } from '#web/server/qr-code.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const [links, units] = await Promise.all([read<UploadLinkList>(event, staffPaths.uploadLinks(slug)), unitChoices(event, slug)])
  return { links: links.items, units }
}

export const actions: Actions = {
  make: async (event) => {
    const form = await event.request.formData()
    const typed = { unitCode: typedText(form, 'unit'), label: typedText(form, 'label').trim(), days: Number(typedText(form, 'days')) }
    if (typed.unitCode === '') return fail(422, { typed, problem: null })
    const outcome = await act<MadeUploadLink>(event, 'POST', staffPaths.uploadLinks(event.params.slug), typed)
    if (!outcome.ok) return fail(outcome.problem.status, { typed, problem: outcome.problem })
    const address = publicOrigin(event) + outcome.value.path
    return { made: { unit: outcome.value.link.unit, address, code: qrCode(address) } }
  },
  revoke: async (event) => {
    const id = typedText(await event.request.formData(), 'id')
    const outcome = await act(event, 'DELETE', staffPaths.uploadLink(event.params.slug, id))
    return outcome.ok ? { revoked: true } : fail(outcome.problem.status, { typed: null, problem: outcome.problem })
  },
}
