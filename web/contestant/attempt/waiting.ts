/**
 * Entries that were submitted on this device and not yet accepted go, whoever is signed in by now: by the token of their own
 * attempt, and without showing anything of them.
 */
import { deliver } from './delivery.ts'
import { forgetAttempt, keepProgress, submittedAttempts } from './device.ts'
import { entryBody, putEntry, waitForNetwork } from './put-entry.ts'

/** On the page everybody comes to after signing in. */
export function sendWaiting(): void {
  for (const { id, token, progress } of submittedAttempts()) {
    const body = entryBody(progress)
    if (body === null) continue
    void deliver(progress.ticket, {
      send: (ticket) => putEntry(id, body, ticket, token),
      wait: waitForNetwork,
      chance: Math.random,
      keepTicket: (ticket) => keepProgress(id, { ...progress, ticket }),
      tell: () => undefined,
    }).then(({ outcome }) => outcome === 'receipt' && forgetAttempt(id))
  }
}
