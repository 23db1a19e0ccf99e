/** Words of the interface, English: official documents. Holes are written `{name}`; see catalogue.ts. */
import type { CatalogueOf } from '../message.ts'
import type { documentWords as source } from '../vi/documents.ts'

export const documentWords: CatalogueOf<typeof source> = {
  documents: {
    open: '{document} (PDF) ↗',
    forWord: '{document} (Word)',
    title: 'Documents',
    lead: 'Documents made from the rules, the question sets and the results of the contest, to print, sign and keep.',
    ofContest: 'The whole contest',
    none: 'There is no document yet for you to print.',
  },
}
