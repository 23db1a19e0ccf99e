/** Answers everybody shares, kept for a moment: a crowd that opens the same page costs one rendering. */
import type { FastifyReply } from 'fastify'

export interface MicroCache {
  /** The value made at most `ttlMs` ago under this key, or a new one; callers in the same instant share the making. */
  share<T>(key: string, make: () => Promise<T>): Promise<T>
}

const MAX_KEYS = 500

export function createMicroCache(ttlMs: number): MicroCache {
  const values = new Map<string, { readonly made: Promise<unknown>; readonly until: number }>()
  return {
    share: <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const known = values.get(key)
      const now = performance.now()
      // The key says what type was made.
      if (known !== undefined && now < known.until) return known.made as Promise<T>
      const made = make()
      if (values.size >= MAX_KEYS) values.clear()
      values.set(key, { made, until: now + ttlMs })
      made.catch(() => values.delete(key))
      return made
    },
  }
}

export const publicFor = (reply: FastifyReply, seconds: number): void => {
  reply.header('cache-control', `public, max-age=${String(seconds)}`)
}
