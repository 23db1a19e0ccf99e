/** The form actions of an upload's preview, the same for staff and for whoever came by a link. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Contribution, ItemChange, Submitted } from '#contract/contributions.ts'
import { contributionPaths, type ApiPath } from '#web/api/paths.ts'
import { resolved, type EditConflict } from '#web/questions/conflict.ts'
import type { QuestionContent } from '#contract/question.ts'
import { sameContent } from '#web/questions/fields.ts'
import { contentOfForm, contentOfJson } from '#web/questions/form.ts'
import { act, read, type Outcome } from '../api.ts'
import { typedText } from '../form.ts'

export interface Places {
  /** API address of the upload. */
  readonly address: ApiPath
  /** Page of its preview. */
  readonly page: string
  /** Where to go once it is thrown away. */
  readonly list: string
  /** Where to go once it is submitted; null: stay. */
  readonly thanks: string | null
}

type PlacesOf = (event: RequestEvent) => Places
type Put = (change: Omit<ItemChange, 'version'>, version: number) => Promise<Outcome<Contribution>>

export function contributionActions(placesOf: PlacesOf) {
  return {
    mend: async (event: RequestEvent) => {
      const form = await event.request.formData()
      return mend(event, placesOf(event), form, contentOfForm(form), contentOfJson(typedText(form, 'base')))
    },
    resolve: async (event: RequestEvent) => {
      const form = await event.request.formData()
      const [mine, theirs] = [contentOfJson(typedText(form, 'mine')), contentOfJson(typedText(form, 'theirs'))]
      if (mine === null || theirs === null) return back(event, placesOf(event), form)
      const content = resolved(form, mine, theirs)
      return sameContent(content, theirs) ? back(event, placesOf(event), form) : mend(event, placesOf(event), form, content, theirs)
    },
    leave: async (event: RequestEvent) => {
      const form = await event.request.formData()
      const { address } = placesOf(event)
      const put = putter(event, address, form)
      const leftOut = typedText(form, 'leftOut') === 'true'
      let outcome = await put({ leftOut }, Number(typedText(form, 'version')))
      // Leaving out is the same act whatever else was mended meanwhile.
      if (editedMeanwhile(outcome)) outcome = await put({ leftOut }, (await read<Contribution>(event, address)).version)
      return outcome.ok ? { left: leftOut } : fail(outcome.problem.status, { problem: outcome.problem })
    },
    submit: async (event: RequestEvent) => {
      const form = await event.request.formData()
      const { address, thanks } = placesOf(event)
      const outcome = await act<Submitted>(event, 'POST', contributionPaths.submit(address), {
        version: Number(typedText(form, 'version')),
      })
      if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
      const { added, repeated, leftOut, toMend } = outcome.value
      // Whoever has something left to mend stays with it.
      if (thanks !== null && toMend === 0) redirect(303, thanks)
      return { submitted: { added, repeated, leftOut, toMend } }
    },
    discard: async (event: RequestEvent) => {
      const { address, list } = placesOf(event)
      const outcome = await act(event, 'DELETE', address)
      if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
      redirect(303, list)
    },
  }
}

const editedMeanwhile = (outcome: Outcome<unknown>): boolean => !outcome.ok && outcome.problem.code === 'edited-meanwhile'

function putter(event: RequestEvent, address: ApiPath, form: FormData): Put {
  const item = contributionPaths.item(address, typedText(form, 'index'))
  return (change, version) => act<Contribution>(event, 'PUT', item, { version, ...change })
}

/** To the preview where it was left, at the question that was mended. */
function back(event: RequestEvent, { page }: Places, form: FormData): never {
  const query = new URLSearchParams(event.url.search.replace(/^\?\/\w+&?/, ''))
  query.delete('sua')
  const text = query.toString()
  redirect(303, `${page}${text === '' ? '' : `?${text}`}#cau-${encodeURIComponent(typedText(form, 'index'))}`)
}

async function mend(event: RequestEvent, places: Places, form: FormData, content: QuestionContent, base: QuestionContent | null) {
  const index = Number(typedText(form, 'index'))
  const put = putter(event, places.address, form)
  let outcome = await put({ content }, Number(typedText(form, 'version')))
  if (editedMeanwhile(outcome)) {
    const { version, items, by } = await read<Contribution>(event, places.address)
    const theirs = items.find((item) => item.index === index)?.content
    if (theirs !== undefined && base !== null && !sameContent(theirs, base)) {
      const conflict: EditConflict = { mine: content, theirs, base, version, by: by.name, at: Date.now() }
      return fail(409, { index, typed: content, problem: null, conflict })
    }
    // Something else of the file was changed: this question can be saved all the same.
    outcome = await put({ content }, version)
  }
  if (outcome.ok) return back(event, places, form)
  return fail(outcome.problem.status, { index, typed: content, problem: outcome.problem, conflict: null })
}
