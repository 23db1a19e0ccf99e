/** Query parameters of lists: `q`, `trang` (page from 1) and filters, as the API wants them. */
export function listQuery(url: URL, filters: readonly string[] = []): string {
  const query = new URLSearchParams()
  for (const name of ['q', ...filters]) {
    const value = url.searchParams.get(name)?.trim()
    if (value !== undefined && value !== '') query.set(name, value)
  }
  query.set('page', String(pageOf(url)))
  return query.toString()
}

/** From 1. */
export function pageOf(url: URL): number {
  const page = Number(url.searchParams.get('trang') ?? 1)
  return Number.isInteger(page) && page > 0 ? page : 1
}
