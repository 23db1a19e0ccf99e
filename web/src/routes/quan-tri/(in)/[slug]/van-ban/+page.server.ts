import type { DocumentList } from '#contract/documents.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  documents: (await read<DocumentList>(event, staffPaths.documents(event.params.slug))).items,
})
