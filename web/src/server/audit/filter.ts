/** What the audit's address asks for: filters in words of the API, and what of them could not be used. */
import { instantOf } from '#contest/calendar.ts'
import { textLimits } from '#contest/limits.ts'
import { auditKinds } from '#contest/events.ts'
import { pageOf } from '../paging.ts'

export interface AuditFilter {
  readonly q: string
  readonly kind: string
  readonly person: string
  /** Days as the calendar has them: `2026-09-07`. */
  readonly from: string
  readonly to: string
}

/** @returns `query` for a page of lines, `filters` for a file of them, `typed` for the form */
export function auditFilter(url: URL) {
  const text = (name: string): string => url.searchParams.get(name)?.trim() ?? ''
  // The last day has a day after it, with which it ends.
  const day = (name: string): string => (instantOf(text(name), 'UTC') === null || text(name) >= '9999-12-31' ? '' : text(name).slice(0, 10))
  const kind = (auditKinds as readonly string[]).includes(text('kind')) ? text('kind') : ''
  const filter: AuditFilter = {
    q: text('q').slice(0, textLimits.search),
    kind,
    person: text('person').slice(0, textLimits.login),
    from: day('from'),
    to: day('to'),
  }
  const used = Object.entries(filter).filter(([, value]) => value !== '')
  const filters = new URLSearchParams(used).toString()
  return {
    filter,
    filters,
    query: new URLSearchParams([...used, ['page', String(pageOf(url))]]).toString(),
    isNarrowed: used.length > 0,
    fault: faultOf(filter, text('from') !== filter.from || text('to') !== filter.to),
  }
}

function faultOf({ from, to }: AuditFilter, isWrong: boolean): 'wrongDay' | 'turned' | null {
  if (isWrong) return 'wrongDay'
  return from !== '' && to !== '' && from > to ? 'turned' : null
}
