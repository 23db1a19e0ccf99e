/** What pages show that takes a while to find out and is asked at every look: worked out once a version. */
import { setImmediate } from 'node:timers/promises'
import { bounded, setWhileGood } from './bounded.ts'

export interface LastKnown {
  /**
   * As it was found for this version; whoever asks while it is being found waits for the same.
   * @param key says what it is about, and so of which type
   */
  get<T>(key: string, version: string, find: () => Promise<T>): Promise<T>
  /**
   * Waits for nothing: what was found last, which may be for an earlier version or nothing at all. It is then being found
   * for this one, one version at a time. @throws what finding it for this version has failed with, once
   */
  latest<T>(key: string, version: string, find: () => Promise<T>): Latest<T>
}

export interface Latest<T> {
  /** null while nothing is known yet. */
  readonly value: T | null
  readonly isCurrent: boolean
}

interface Known {
  readonly version: string
  readonly found: Promise<unknown>
  /** Set once it is found; before, what was found for the version before. */
  value: unknown
  state: 'finding' | 'found' | 'failed'
  error?: unknown
}

/** @param limit keys that are remembered; the one not asked for longest is forgotten first */
export function createLastKnown(limit: number): LastKnown {
  const known = bounded<Known>(limit)

  function begin(key: string, version: string, found: Promise<unknown>): Known {
    const now: Known = { version, found, value: known.get(key)?.value ?? null, state: 'finding' }
    now.found.then(
      (value) => Object.assign(now, { value, state: 'found' }),
      (error: unknown) => Object.assign(now, { error, state: 'failed' }),
    )
    return now
  }

  return {
    get: <T>(key: string, version: string, find: () => Promise<T>) => {
      const before = known.get(key)
      const now = before?.version === version ? before : begin(key, version, find())
      setWhileGood(known, key, now, now.found)
      return now.found as Promise<T>
    },
    latest: <T>(key: string, version: string, find: () => Promise<T>) => {
      const before = known.get(key)
      if (before?.state === 'failed' && before.version === version) {
        known.delete(key)
        throw before.error
      }
      const isUnderWay = before !== undefined && (before.state === 'finding' || before.version === version)
      const now = isUnderWay ? before : begin(key, version, setImmediate().then(find))
      known.set(key, now)
      return { value: now.value as T | null, isCurrent: now.state === 'found' && now.version === version }
    },
  }
}
