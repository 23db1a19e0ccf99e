/** A change by hand in two steps: what it would do is shown first, then the same is done. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { PeopleEdited } from '#contract/people.ts'
import type { Problem } from '#contract/problem.ts'
import { asSeen, importing, type ApiPath } from '#web/api/paths.ts'
import { act } from '../api.ts'
import { typedText } from '../form.ts'

/** What is wrong with a field, by the field's name. */
export type Faults<Name extends string = string> = Readonly<Partial<Record<Name, true>>>

export type Typed = { readonly edit: object } | { readonly faults: Faults }

interface Places {
  /** Of the edit in the API. */
  readonly path: (slug: string) => ApiPath
  /** Where to once it is done. */
  readonly back: (slug: string) => string
}

type Event = RequestEvent<{ slug: string }>

export interface Looked {
  readonly typed: Readonly<Record<string, string>>
  readonly faults: Faults
  readonly problem: Problem | null
  readonly preview: { readonly edit: string; readonly edited: PeopleEdited } | null
}

/** With what was typed and what is wrong with it. */
export const refused = (status: number, looked: Partial<Looked>) =>
  fail<Looked>(status, { typed: {}, faults: {}, problem: null, preview: null, ...looked })

/** The actions `look` and `save` of a page. @param read what was typed, and what the address names */
export function editing({ path, back }: Places, read: (form: FormData, named: Readonly<Record<string, string>>) => Typed) {
  return {
    look: async (event: Event) => {
      const form = await event.request.formData()
      const typed = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
      const said = read(form, { ...event.params })
      if (!('edit' in said)) return refused(422, { typed, faults: said.faults })
      const outcome = await act<PeopleEdited>(event, 'POST', importing(path(event.params.slug), true), said.edit)
      if (!outcome.ok) return refused(outcome.problem.status, { typed, ...saidOf(outcome.problem) })
      const looked: Looked = { typed, faults: {}, problem: null, preview: { edit: JSON.stringify(said.edit), edited: outcome.value } }
      return looked
    },
    save: async (event: Event) => {
      const { slug } = event.params
      const form = await event.request.formData()
      const edit = readEdit(typedText(form, 'edit'))
      const outcome = await act<PeopleEdited>(event, 'POST', asSeen(path(slug), typedText(form, 'digest')), edit)
      if (!outcome.ok) return refused(outcome.problem.status, { problem: outcome.problem })
      redirect(303, `${back(slug)}?done=${outcome.value.request === null ? 'saved' : 'asked'}`)
    },
  }
}

/** A unit that nobody knows is said beside the field it was typed in. */
const saidOf = (problem: Problem): Pick<Looked, 'faults' | 'problem'> =>
  problem.code === 'unit-unknown' ? { faults: { unit: true, parent: true, into: true }, problem: null } : { faults: {}, problem }

/** As the preview sent it; what was tampered with is refused by the API for its shape. */
function readEdit(text: string): object {
  try {
    const edit: unknown = JSON.parse(text)
    return typeof edit === 'object' && edit !== null ? edit : {}
  } catch {
    return {}
  }
}

export const peoplePage = (slug: string): string => `/quan-tri/${encodeURIComponent(slug)}/thi-sinh`
