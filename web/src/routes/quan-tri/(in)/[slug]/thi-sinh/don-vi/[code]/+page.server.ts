import type { UnitDetail, UnitEdit } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { editing, peoplePage, type Typed } from '#web/server/people/editing.ts'
import { unitTyped } from '#web/server/people/forms.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  unit: await read<UnitDetail>(event, staffPaths.unit(event.params.slug, event.params.code)),
})

function merged(form: FormData, from: string): Typed {
  const [into, headcount] = [typedText(form, 'into'), typedText(form, 'mergedHeadcount').replaceAll('.', '').trim() || '0']
  const isNumber = /^\d{1,7}$/.test(headcount) && Number(headcount) <= 1_000_000
  if (into === '' || !isNumber)
    return { faults: { ...(into === '' ? { into: true as const } : {}), ...(isNumber ? {} : { mergedHeadcount: true as const }) } }
  return { edit: { act: 'merge', from, into, headcount: Number(headcount) } satisfies UnitEdit }
}

export const actions = editing({ path: staffPaths.unitsEdit, back: (slug) => `${peoplePage(slug)}/don-vi` }, (form, { code = '' }) => {
  switch (typedText(form, 'act')) {
    case 'merge':
      return merged(form, code)
    case 'remove':
      return { edit: { act: 'remove', code } satisfies UnitEdit }
    default:
      return unitTyped(form, code)
  }
})
