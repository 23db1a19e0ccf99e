/** What travels between our sign-in and a provider, and what comes of it, the same of every kind. */
import type { Instant } from '../values.ts'

/** Why a proof counts for nothing. `unready`: what the administrator has to do first. */
export type Failing = 'refused' | 'late' | 'not-for-us' | 'tampered' | 'away' | 'unready'

export type Verified =
  /** `once`: what a proof of this kind has once, beside its own text; counted until then. */
  { readonly ok: true; readonly said: unknown; readonly once: string | null; readonly until: Instant | null } | NotVerified

/** `fact` is English, for whoever set the provider up; it holds no secret and nobody's data. */
export interface NotVerified {
  readonly ok: false
  readonly why: Failing
  readonly fact: string
}

/** What is known of a sign-in that began here. */
export interface Begun {
  /** Where people come back to. */
  readonly redirect: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What came: parameters, each once. */
export type Received = Readonly<Record<string, string>>
