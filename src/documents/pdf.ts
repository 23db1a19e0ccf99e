/** Documents → PDF/UA, in a process of its own. */
import type { ReadyDocument } from './official/document.ts'

export interface PdfRenderer {
  /** One at a time, in the order asked for. @throws when the document cannot be set; the next one gets a fresh process */
  pdf(document: ReadyDocument): Promise<Uint8Array>
}

/** What runs `pdf-child.ts` apart (adapters/apart.ts), and within which limits. */
export const pdfApart = {
  program: new URL('./pdf-child.ts', import.meta.url),
  limits: {
    waiting: 200,
    heapMb: null,
    idleMs: null,
  },
} as const

type Outcome = { readonly ok: true; readonly value: Uint8Array } | { readonly ok: false; readonly why: string }

export function createPdfRenderer(apart: { run(job: ReadyDocument): Promise<Outcome> }): PdfRenderer {
  return {
    pdf: async (document) => {
      const outcome = await apart.run(document)
      if (outcome.ok) return outcome.value
      throw new Error(`the document “${document.title}” could not be set: ${outcome.why}`)
    },
  }
}
