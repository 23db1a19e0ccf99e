/** What verification of every kind is given, and how it fails. */
import type { Instant } from '#contest/values.ts'
import type { Begun, Failing, NotVerified, Received } from '#contest/sign-in/proof.ts'
import type { Placeholder, Provider } from '#contest/sign-in/provider.ts'
import { UnreachableError, type BoundedFetch } from './bounded-fetch.ts'
import type { SecretFile } from './secrets.ts'

export const failed = (why: Failing, fact: string): NotVerified => ({ ok: false, why, fact })

export interface Task {
  readonly provider: Provider
  readonly secret: SecretFile | null
  readonly received: Received
  readonly begun: Begun | null
  readonly now: Instant
}

/** Pure functions of the contest, which adapters are given and do not import. */
export interface Tools {
  readonly fetch: BoundedFetch
  readonly atPointer: (value: unknown, pointer: string) => unknown
  readonly filledIn: (text: string, known: Readonly<Partial<Record<Placeholder, string>>>) => string
}

/** What a failed request says; anything else is a mistake of ours. */
export function unreachable(error: unknown): NotVerified | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof UnreachableError) return failed('away', at.message)
  return null
}
