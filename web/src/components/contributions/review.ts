/** An upload as a page of its preview: which questions to show, and where in the address one is. */
import type { Contribution, ContributionItem } from '#contract/contributions.ts'

export const reviewPageSize = 20

export interface Review {
  readonly line: Omit<Contribution, 'items'>
  readonly shown: readonly ContributionItem[]
  readonly all: number
  readonly toLook: number
  /** Only those to look at are listed. */
  readonly onlyToLook: boolean
  /** From 1. */
  readonly page: number
  readonly total: number
  /** The question being mended. */
  readonly open: number | null
}

const needsLook = ({ findings, leftOut, repeats }: ContributionItem): boolean =>
  !leftOut && repeats === null && findings.some(({ severity }) => severity !== 'info')

export function reviewOf({ items, ...line }: Contribution, query: URLSearchParams): Review {
  const toLook = items.filter(needsLook)
  const onlyToLook = query.get('xem') === 'can-xem'
  const open = indexOf(query.get('sua'))
  // The one being mended stays in sight although it needs no look any more.
  const listed = onlyToLook ? items.filter((item) => needsLook(item) || item.index === open) : items
  const pages = Math.max(1, Math.ceil(listed.length / reviewPageSize))
  const page = Math.min(pages, Math.max(1, indexOf(query.get('trang')) ?? 1))
  return {
    line,
    shown: listed.slice((page - 1) * reviewPageSize, page * reviewPageSize),
    all: items.length,
    toLook: toLook.length,
    onlyToLook,
    page,
    total: listed.length,
    open,
  }
}

/** The query of a place in the preview, `&`-joined, empty for the first page of everything. */
export function placeQuery(review: Pick<Review, 'onlyToLook' | 'page'>, open: number | null = null): string {
  const query = new URLSearchParams()
  if (review.onlyToLook) query.set('xem', 'can-xem')
  if (review.page > 1) query.set('trang', String(review.page))
  if (open !== null) query.set('sua', String(open))
  return query.toString()
}

function indexOf(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null
}
