/** Bulk acts on the bank: first what they would do, then the same on exactly the questions that were shown. */
import type { BankPage, BulkAct, BulkOutcome } from '#contract/questions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read, type Outcome, type PageEvent } from '../api.ts'
import { typedText } from '../form.ts'

type Act = BulkAct['act']

/** The choices of the form's `act`; null when what it needs was not filled in. */
export function bulkActOf(form: Pick<FormData, 'get'>): Act | null {
  const typed = (name: string): string => typedText(form as FormData, name).trim()
  const comment = typed('comment')
  const difficulty = Number(typed('difficulty'))
  switch (typed('act')) {
    case 'submit':
      return { kind: 'state', to: 'submitted' }
    case 'approve':
      return { kind: 'state', to: 'approved' }
    case 'restore':
      return { kind: 'state', to: 'draft' }
    case 'sendBack':
      return comment === '' ? null : { kind: 'state', to: 'draft', comment }
    case 'retire':
      return { kind: 'state', to: 'retired' }
    case 'practise':
      return { kind: 'practice', released: true }
    case 'noPractice':
      return { kind: 'practice', released: false }
    case 'topic':
      return { kind: 'topic', topic: typed('topic') || null }
    case 'difficulty':
      return { kind: 'difficulty', difficulty: difficulty === 1 || difficulty === 2 || difficulty === 3 ? difficulty : null }
    case 'source':
      return typed('document') === '' ? null : { kind: 'source', document: typed('document') }
    case 'assign':
      return { kind: 'assignee', login: typed('login') || null }
    default:
      return null
  }
}

export function bulk(event: PageEvent, slug: string, body: BulkAct): Promise<Outcome<BulkOutcome>> {
  return act<BulkOutcome>(event, 'POST', staffPaths.bulk(slug), body)
}

/** Codes of every question the filters of a page leave, page by page. */
export async function filteredCodes(event: PageEvent, slug: string, query: string): Promise<string[]> {
  const codes: string[] = []
  const filters = new URLSearchParams(query)
  for (let number = 1; ; number++) {
    filters.set('page', String(number))
    const { items, total } = await read<BankPage>(event, staffPaths.questions(slug, filters.toString()))
    codes.push(...items.map(({ code }) => code))
    if (items.length === 0 || codes.length >= total) return codes
  }
}
