/** Words of the interface, Vietnamese (the source): official documents. Holes are written `{name}`; see catalogue.ts. */
export const documentWords = {
  documents: {
    open: '{document} (PDF) ↗',
  },
} as const
