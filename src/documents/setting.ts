/** Documents → PDF/UA or Word, in a process of its own. */
import type { ReadyDocument } from './official/document.ts'

export interface DocumentSetter {
  /** One at a time, in the order asked for. @throws when the document cannot be set; the next one gets a fresh process */
  set(document: ReadyDocument): Promise<Uint8Array>
}

/** What runs `setting-child.ts` apart (adapters/apart.ts), and within which limits. */
export const settingApart = {
  program: new URL('./setting-child.ts', import.meta.url),
  limits: {
    waiting: 200,
    heapMb: null,
    idleMs: null,
  },
} as const

type Outcome = { readonly ok: true; readonly value: Uint8Array } | { readonly ok: false; readonly why: string }

export function createDocumentSetter(apart: { run(job: ReadyDocument): Promise<Outcome> }): DocumentSetter {
  return {
    set: async (document) => {
      const outcome = await apart.run(document)
      if (outcome.ok) return outcome.value
      throw new Error(`the document “${document.title}” could not be set: ${outcome.why}`)
    },
  }
}
