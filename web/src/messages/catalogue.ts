/**
 * The one catalogue of interface words. Vietnamese is the source (vi.ts); English has the same keys (en.ts), which the
 * compiler checks, and the same holes, which messages.test.ts checks.
 */
import type { Language } from '#contest/values.ts'
import { en } from './en.ts'
import { vi, type Messages } from './vi.ts'

const catalogues: Readonly<Record<Language, Messages>> = { vi, en }

export function messagesOf(language: Language): Messages {
  return catalogues[language]
}
