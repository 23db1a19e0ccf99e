/** Words of the interface, English: official documents. Holes are written `{name}`; see catalogue.ts. */
import type { CatalogueOf } from '../message.ts'
import type { documentWords as source } from '../vi/documents.ts'

export const documentWords: CatalogueOf<typeof source> = {
  documents: {
    open: '{document} (PDF) ↗',
  },
}
