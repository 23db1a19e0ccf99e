/** Locked sets in memory. A set never changes, and one of twenty thousand questions takes a while to open. */
import type { LockedSet } from '#contest/questions/question.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Database } from '#store/database/database.ts'
import { openLockedSet } from '#store/rounds/locked-sets.ts'
import { createLastKnown } from './last-known.ts'

export interface LockedSets {
  get(id: string): Promise<LockedSet>
  /** Codes of its questions: of many more sets than are kept whole. */
  codesOf(id: string): Promise<readonly string[]>
}

const mostWhole = 4
const mostCodes = 100

export function createLockedSets({ db }: Database, codec: Codec): LockedSets {
  const whole = createLastKnown(mostWhole)
  const codes = createLastKnown(mostCodes)
  const get = (id: string): Promise<LockedSet> => whole.get(id, '', () => openLockedSet(db, codec, id))
  return { get, codesOf: (id) => codes.get(id, '', async () => (await get(id)).questions.map(({ code }) => code)) }
}
