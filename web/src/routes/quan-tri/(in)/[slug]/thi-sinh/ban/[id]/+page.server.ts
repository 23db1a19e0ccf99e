import { error } from '@sveltejs/kit'
import type { BoardList, SeatEdit } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { editing, peoplePage } from '#web/server/people/editing.ts'
import { seatTyped } from '#web/server/people/forms.ts'
import { unitChoices, withOwn } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, id } = event.params
  const boards = await read<BoardList>(event, staffPaths.boards(slug))
  const member = boards.items.find((one) => one.id === id)
  if (member === undefined) error(404, 'not-found', { code: 'not-found' })
  const { unitCode } = member
  const own = unitCode === null ? null : { code: unitCode, name: member.unit ?? unitCode, headcount: 0 }
  return { member, units: withOwn(await unitChoices(event, slug, unitCode ?? ''), own) }
}

export const actions = editing({ path: staffPaths.boardsEdit, back: (slug) => `${peoplePage(slug)}/ban` }, (form, { id = '' }) => {
  return typedText(form, 'remove') === '' ? seatTyped(form, id) : { edit: { act: 'remove', id } satisfies SeatEdit }
})
