/** Contestants under faults behave like the page: one entry id each, sent again until it is acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { AcceptedEntry, StartedAttempt } from '#contract/taking-part.ts'
import type { ChildServer, LiveContest } from '#test/support/live.ts'

export interface Acknowledged {
  readonly contestantId: string
  readonly entry: AcceptedEntry
}

export interface Crowd {
  readonly contest: LiveContest
  /** `server` null: it is being started again. */
  readonly running: { readonly server: ChildServer | null; readonly over: boolean }
  /** Positions of the contestants who have not come yet; each client takes the next. */
  readonly waiting: number[]
  readonly acknowledged: Acknowledged[]
  /** Begins every entry's id. */
  readonly name: string
  readonly seen: (answer: Response) => void
}

/** One client: takes the next contestant, starts, submits until acknowledged, submits once more, and goes on. */
export async function takePart({ contest, running, waiting, acknowledged, name, seen }: Crowd): Promise<void> {
  const untilAnswered = async <T>(cookie: string, method: string, path: string, body?: object): Promise<T | null> => {
    for (;;) {
      try {
        if (running.server !== null) {
          const answer = await fetch(new URL(path, running.server.address), {
            method,
            headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            signal: AbortSignal.timeout(5000),
          })
          seen(answer)
          if (answer.ok) return (await answer.json()) as T
          const text = await answer.text()
          if (answer.status < 500) throw new TypeError(`${method} ${path}: ${String(answer.status)} ${text}`)
        }
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith(method)) throw error
      }
      if (running.over && running.server === null) return null
      await sleep(20)
    }
  }
  while (!running.over) {
    const next = waiting.shift()
    const contestant = next === undefined ? undefined : contest.contestants[next]
    if (contestant === undefined) return
    const { cookie, id } = contestant
    const attempt = await untilAnswered<StartedAttempt>(cookie, 'POST', `/api/rounds/${contest.roundId}/attempts`)
    if (attempt === null) return
    const body = { entryId: `${name}-${id}`, answers: attempt.paper.map((_, i) => [(i + (next ?? 0)) % 4]), prediction: next ?? 0 }
    const path = `/api/attempts/${attempt.id}/entry`
    const entry = await untilAnswered<AcceptedEntry>(cookie, 'PUT', path, body)
    if (entry === null) return
    acknowledged.push({ contestantId: id, entry })
    // A retry after the acknowledgement, as a page does that lost it: the same receipt to the byte.
    const again = await untilAnswered<AcceptedEntry>(cookie, 'PUT', path, body)
    if (again !== null && again.receipt !== entry.receipt) throw new Error(`two receipts for ${entry.entryId}`)
  }
}
