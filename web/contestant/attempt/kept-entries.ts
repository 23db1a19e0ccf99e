/**
 * What the device keeps of an entry once it is accepted: enough to bring it again when the server loses it and comes back from
 * a backup. Only whose it is can bring it; for everybody else it is not there.
 */
import type { AcceptedEntry, KeptEntry } from '../../../src/contract/taking-part.ts'
import { keptPaper, keptProgress, personNow, read, write } from './device.ts'
import { entryBody } from './put-entry.ts'

const prefix = 'hoithi:accepted:'

interface Kept {
  readonly person: string | null
  readonly roundId: string
  readonly keptAt: number
  readonly entry: KeptEntry
}

/** What this device has of the attempt, with its receipt from the server; on the page that shows the receipt. */
export async function keepAccepted(attemptId: string): Promise<void> {
  const paper = keptPaper(attemptId)
  const progress = paper === null ? null : keptProgress(paper)
  const body = progress === null ? null : entryBody(progress)
  if (paper === null || body === null || read(prefix + attemptId) !== null) return
  const answer = await fetch(`/api/attempts/${attemptId}/receipt`).catch(() => null)
  if (answer?.ok !== true) return
  const { receipt } = (await answer.json()) as AcceptedEntry
  const { id, number, startedAt, roundId } = paper
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
