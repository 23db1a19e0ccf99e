/** Finds the attempt of this page: on this device first, then from the server, for as long as it takes. */
import type { StartedAttempt } from '../../../src/contract/taking-part.ts'
import { byId, pauseAfter } from '../dom/dom.ts'
import { keepPaper, keptPaper, keptProgress, read, write } from './device.ts'

export interface LoadingWords {
  readonly loadFailed: string
  readonly noAttempt: string
}

const lastKey = 'hoithi:last-attempt'

/** Null: there is none, and the page has said so or gone to where one starts. */
export async function loadAttempt(words: LoadingWords): Promise<StartedAttempt | null> {
  const id = new URLSearchParams(location.search).get('luot') ?? read(lastKey)
  if (id === null || !/^[\w-]+$/.test(id)) return giveUp(words.noAttempt)
  // Where it cannot be kept, the address still has it.
  write(lastKey, id)
  const kept = keptPaper(id)
  if (kept !== null && !kept.timed) return kept
  for (let tries = 0; ; tries++) {
    const response = await ask(`/api/attempts/${id}`)
    if (response?.ok === true) {
      const attempt = (await response.json()) as StartedAttempt
      keepPaper(attempt)
      return keptProgress(attempt) === null && (await wasSubmitted(id)) ? goToReceipt(id) : attempt
    }
    // Its questions can be answered without the server's clock, which the timer waits for.
    if (kept !== null && response === null) return { ...kept, now: 0 }
    if (response?.status === 401) {
      location.replace(`/vao-thi?ve=${encodeURIComponent(`/bai-thi?luot=${id}`)}`)
      return null
    }
    if (response !== null && response.status < 500) return giveUp(words.noAttempt)
    byId('loading-state').textContent = words.loadFailed
    await pauseAfter(tries)
  }
}

/** Nothing of this attempt is on this device: it may have been submitted on another one. */
async function wasSubmitted(id: string): Promise<boolean> {
  return (await ask(`/api/attempts/${id}/receipt`))?.ok === true
}

/** Null: no network. */
function ask(address: string): Promise<Response | null> {
  return fetch(address, { cache: 'no-store' }).catch(() => null)
}

function goToReceipt(id: string): null {
  location.replace(`/bien-nhan/${id}`)
  return null
}

function giveUp(said: string): null {
  byId('loading-state').textContent = said
  byId('to-lobby').hidden = false
  return null
}
