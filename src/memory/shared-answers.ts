/** Answers everybody shares, kept for a moment: a crowd that opens the same page costs one rendering. */
import { bounded, setWhileGood } from './bounded.ts'

export interface SharedAnswers {
  /** The value made at most a moment ago under this key, or a new one; callers in the same instant share the making. */
  share<T>(key: string, make: () => Promise<T>): Promise<T>
  /** Whether `share` would make nothing now. */
  holds(key: string): boolean
}

interface Answer {
  readonly made: Promise<unknown>
  readonly until: number
}

/** @param keptMs how long an answer may be old */
export function createSharedAnswers(keptMs: number, most = 500): SharedAnswers {
  const answers = bounded<Answer>(most)
  return {
    holds: (key) => performance.now() < (answers.get(key)?.until ?? -Infinity),
    share: <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const known = answers.get(key)
      const now = performance.now()
      // The key says what type was made.
      if (known !== undefined && now < known.until) return known.made as Promise<T>
      const made = make()
      setWhileGood(answers, key, { made, until: now + keptMs }, made)
      return made
    },
  }
}
