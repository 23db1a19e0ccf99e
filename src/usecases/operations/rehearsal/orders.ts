/** What the process of a trial run is told to do, and what it says of it. */
import type { RehearsalReport, RehearsalRequest } from '#contract/operations.ts'
import type { MadeRehearsal } from './make.ts'
import type { RehearsalSeed } from './seed.ts'

/** Where a trial run is served: an own port beside the real one. */
interface RehearsalPlace {
  readonly host: string
  readonly port: number
  /** First part of the origin of its logs: no receipt of it can be taken for one of the real contest. */
  readonly logHost: string
  readonly trustProxy: readonly string[]
}

export type RehearsalOrder =
  | { readonly kind: 'make'; readonly data: string; readonly place: RehearsalPlace; readonly seed: RehearsalSeed }
  | {
      readonly kind: 'play'
      readonly data: string
      readonly place: RehearsalPlace
      readonly made: MadeRehearsal
      readonly asked: RehearsalRequest
    }

export type RehearsalSaid =
  | { readonly kind: 'made'; readonly made: MadeRehearsal }
  | { readonly kind: 'serving'; readonly address: string; readonly pass: string }
  | { readonly kind: 'counting' }
  | { readonly kind: 'report'; readonly report: RehearsalReport }
  | { readonly kind: 'failed'; readonly why: string }
