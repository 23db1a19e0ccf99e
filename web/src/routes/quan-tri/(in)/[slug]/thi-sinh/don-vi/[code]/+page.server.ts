import type { UnitDetail, UnitEdit } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { editing, peoplePage, type Typed } from '#web/server/people/editing.ts'
import { unitTyped } from '#web/server/people/forms.ts'
import { unitChoices, without, withOwn } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, code } = event.params
  const unit = await read<UnitDetail>(event, staffPaths.unit(slug, code))
  const own = unit.parent === null ? null : { code: unit.parent, name: unit.parentName ?? unit.parent, headcount: 0 }
  return { unit, units: without(withOwn(await unitChoices(event, slug, unit.parent ?? ''), own), code) }
}

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
