/** After the server came back from a backup: entries it lost go to it again from the device that holds them. */
import type { KeptEntry } from '../../../src/contract/taking-part.ts'
import { keptOf } from './kept-entries.ts'

/**
 * @param entered ids of the entries the server knows of
 * @returns how many it has again; null: it could not be asked, or wants to be asked later
 */
export async function bringBack(roundId: string, entered: readonly string[]): Promise<number | null> {
  let back = 0
  for (const kept of keptOf(roundId)) {
    if (entered.includes(kept.entryId)) continue
    const status = await bring(roundId, kept)
    if (status === null || status >= 500) return null
    if (status < 300) back++
  }
  return back
}

/** Null: no network. */
const bring = (roundId: string, kept: KeptEntry): Promise<number | null> =>
  fetch(`/api/rounds/${roundId}/readmissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(kept),
  }).then(
    ({ status }) => status,
    () => null,
  )
