/**
 * What the device keeps of an entry once it is accepted: enough to bring it again when the server loses it and comes back from
 * a backup. Only whose it is can bring it; for everybody else it is not there.
 */
import type { AcceptedEntry, KeptEntry, StartedAttempt } from '../../../src/contract/taking-part.ts'
import { personNow, read, write } from './device.ts'

const prefix = 'hoithi:accepted:'

interface Kept {
  readonly person: string | null
  readonly roundId: string
  readonly keptAt: number
  readonly entry: KeptEntry
}

/** @param body as it was sent; @param answer of the server. */
export function keepAccepted({ id, number, startedAt, roundId }: StartedAttempt, body: string, { receipt }: AcceptedEntry): void {
  const entry = { ...(JSON.parse(body) as object), attempt: { id, number, startedAt }, receipt } as KeptEntry
  write(prefix + id, JSON.stringify({ person: personNow(), roundId, keptAt: Date.now(), entry } satisfies Kept))
}

const LONGEST_KEPT_MS = 120 * 86_400_000

/** Of who is signed in, in this round; what is old is forgotten. */
export function keptOf(roundId: string): readonly KeptEntry[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      if (!key.startsWith(prefix)) return []
      const kept = JSON.parse(read(key) ?? 'null') as Kept | null
      if (kept === null || Date.now() - kept.keptAt > LONGEST_KEPT_MS) {
        localStorage.removeItem(key)
        return []
      }
      return kept.roundId === roundId && kept.person !== null && kept.person === personNow() ? [kept.entry] : []
    })
  } catch {
    return []
  }
}
