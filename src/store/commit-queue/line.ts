/**
 * The waiting line before a commit: natural batching. While one batch commits, the next gathers; nothing waits for a
 * timer, and a lone operation is committed at once.
 */
import { ContestError } from '#contest/errors.ts'
import { createPace, type Pace } from './pace.ts'

const maximumBatch = 256
const maximumWaiting = 20_000

export interface Line<Operation, Answer> {
  /** Rejects with what `commit` threw, with `queue-full` when the line is too long, with `shutting-down` after `close`. */
  submit(operation: Operation): Promise<Answer>
  /** Submitted and not yet answered. */
  readonly waiting: number
  readonly pace: Pick<Pace, 'lately'>
  /** Resolves when everything submitted is answered; refuses more from now on. */
  close(): Promise<void>
}

/** `commit` answers each operation of a batch in order; what it throws is every operation's answer. */
export function createLine<Operation, Answer>(
  commit: (batch: readonly Operation[]) => Promise<readonly Answer[]>,
  limits: { readonly batch: number; readonly waiting: number } = { batch: maximumBatch, waiting: maximumWaiting },
): Line<Operation, Answer> {
  interface Waiter {
    readonly operation: Operation
    readonly resolve: (answer: Answer) => void
    readonly reject: (reason: unknown) => void
  }
  let line: Waiter[] = []
  let inFlight = 0
  let running = false
  let closing: PromiseWithResolvers<void> | null = null
  const pace = createPace()

  const run = async (): Promise<void> => {
    while (line.length > 0) {
      const batch = line.length <= limits.batch ? line : line.slice(0, limits.batch)
      line = line.slice(batch.length)
      inFlight = batch.length
      const began = performance.now()
      try {
        const answers = await commit(batch.map((waiter) => waiter.operation))
        batch.forEach((waiter, position) => {
          waiter.resolve(answers[position]!)
        })
        pace.note(batch.length, performance.now() - began)
      } catch (error) {
        for (const waiter of batch) waiter.reject(error)
      }
      inFlight = 0
    }
    running = false
    closing?.resolve()
  }

  return {
    submit(operation) {
      if (closing !== null) return Promise.reject(new ContestError('shutting-down', { retryAfterSeconds: 1 }))
      if (line.length + inFlight >= limits.waiting) return Promise.reject(new ContestError('queue-full', { retryAfterSeconds: 1 }))
      return new Promise<Answer>((resolve, reject) => {
        line.push({ operation, resolve, reject })
        if (running) return
        running = true
        // After the other requests that arrived in the same turn of the event loop.
        setImmediate(() => void run())
      })
    },
    get waiting() {
      return line.length + inFlight
    },
    pace,
    close() {
      if (closing === null) {
        closing = Promise.withResolvers()
        if (!running) closing.resolve()
      }
      return closing.promise
    },
  }
}
