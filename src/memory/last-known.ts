/** What was last found out about something, and for which version of it: asked at every look at a page, worked out once a version. */
import { bounded, setWhileGood } from './bounded.ts'

export interface LastKnown {
  /**
   * As it was found for this version; whoever asks while it is being found waits for the same.
   * @param key says what it is about, and so of which type
   */
  get<T>(key: string, version: string, find: () => Promise<T>): Promise<T>
}

/** @param limit keys that are remembered; the one not asked for longest is forgotten first */
export function createLastKnown(limit: number): LastKnown {
  const known = bounded<{ readonly version: string; readonly found: Promise<unknown> }>(limit)
  return {
    get: <T>(key: string, version: string, find: () => Promise<T>) => {
      const before = known.get(key)
      const now = before?.version === version ? before : { version, found: find() }
      setWhileGood(known, key, now, now.found)
      return now.found as Promise<T>
    },
  }
}
