/** Query parameters of lists: `q`, `trang` (page from 1) and filters, as the API wants them. */
export function listQuery(url: URL, filters: readonly string[] = []): string {
  const query = new URLSearchParams()
  for (const name of ['q', ...filters]) {
    const value = url.searchParams.get(name)?.trim()
    if (value !== undefined && value !== '') query.set(name, value)
  }
  const page = Number(url.searchParams.get('trang') ?? 1)
  query.set('page', String(Number.isInteger(page) && page > 0 ? page : 1))
  return query.toString()
}
