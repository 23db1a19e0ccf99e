/** One PUT of an entry, the same however often it is repeated. */
import type { EntrySubmission } from '../../../src/contract/taking-part.ts'
import type { Problem } from '../../../src/contract/problem.ts'
import type { Reply } from './delivery.ts'
import type { Progress } from './progress.ts'

/** Null while nothing was submitted. */
export function entryBody({ entryId, answers, prediction, spent }: Progress): string | null {
  if (entryId === null) return null
  return JSON.stringify({
    entryId,
    answers: answers.map((answer) => [...answer]),
    prediction,
    ...(spent && { seconds: spent.map((milliseconds) => Math.round(milliseconds / 1000)) }),
  } satisfies EntrySubmission)
}

/** Long enough for a slow network, short enough that a dead connection is given up. */
const patienceMs = 20_000

/** @param token of the attempt, when whoever is signed in need not be whose it is; never rejects */
export async function putEntry(attemptId: string, body: string, ticket: string | null, token: string | null = null): Promise<Reply> {
  const impatience = new AbortController()
  const timer = setTimeout(() => impatience.abort(), patienceMs)
  try {
    const response = await fetch(`/api/attempts/${attemptId}/entry`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        ...(ticket !== null && { 'x-arrival-ticket': ticket }),
        ...(token !== null && { 'x-attempt-token': token }),
      },
      body,
      signal: impatience.signal,
    })
    return {
      kind: 'answer',
      status: response.status,
      problem: response.ok ? null : ((await response.json().catch(() => null)) as Problem | null),
      ticket: response.headers.get('x-arrival-ticket'),
      retryAfter: Number(response.headers.get('retry-after')) || null,
    }
  } catch {
    return { kind: 'no-network' }
  } finally {
    clearTimeout(timer)
  }
}

export function waitForNetwork(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
  })
}
