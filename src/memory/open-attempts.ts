/** The last attempts with their papers. */
import type { AttemptDraft } from '#store/commit-queue/queue.ts'
import { bounded } from './bounded.ts'
import type { RoundRuntime } from './rounds.ts'

/** An attempt with what is needed to show its paper and to accept its entry. */
export interface OpenAttempt {
  readonly attempt: AttemptDraft
  readonly runtime: RoundRuntime
  /** As the opening of its entry has it (ledger/entry-opening.ts): one text where the values would be dozens of objects, kept for an hour and read twice. */
  readonly paperText: string
}

/** Papers are drawn again at will; the last ones are kept (half a kilobyte each), since most people come back within minutes. */
export interface AttemptCache {
  get(id: string): OpenAttempt | undefined
  put(open: OpenAttempt): void
}

export function createAttemptCache(limit = 50_000): AttemptCache {
  const attempts = bounded<OpenAttempt>(limit)
  return {
    get: (id) => attempts.get(id),
    put: (open) => {
      attempts.set(open.attempt.id, open)
    },
  }
}
