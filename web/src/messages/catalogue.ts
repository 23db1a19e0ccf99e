/**
 * The one catalogue of interface words. Vietnamese is the source (vi.ts); English has the same keys (en.ts), which the
 * compiler checks, and the same holes, which messages.test.ts checks.
 */
import { withRoundWord, type RoundWord } from '#contest/rulebook/round-word.ts'
import type { Language } from '#contest/values.ts'
import { en } from './en.ts'
import { vi, type Messages } from './vi.ts'

const catalogues: Readonly<Record<Language, Messages>> = { vi, en }

const inOtherWords = new Map<RoundWord, Messages>()

/** @param word what the contest calls a round, in Vietnamese */
export function messagesOf(language: Language, word: RoundWord = 'tuần'): Messages {
  if (language === 'en' || word === 'tuần') return catalogues[language]
  const known = inOtherWords.get(word) ?? (reworded(word, vi) as Messages)
  inOtherWords.set(word, known)
  return known
}

const reworded = (word: RoundWord, said: unknown): unknown =>
  typeof said === 'string'
    ? withRoundWord(word, said)
    : typeof said === 'object' && said !== null
      ? Object.fromEntries(Object.entries(said).map(([key, value]) => [key, reworded(word, value)]))
      : said
