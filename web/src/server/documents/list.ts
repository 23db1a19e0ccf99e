/** The official documents a page offers. */
import type { DocumentList } from '#contract/documents.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read, type PageEvent } from '#web/server/api.ts'

type Item = DocumentList['items'][number]

/** Those made from one thing of a round. */
export async function documentsOf(event: PageEvent, slug: string, of: Pick<Item, 'round' | 'needs'>): Promise<readonly Item[]> {
  const { items } = await read<DocumentList>(event, staffPaths.documents(slug))
  return items.filter(({ round, needs }) => round === of.round && needs === of.needs)
}
