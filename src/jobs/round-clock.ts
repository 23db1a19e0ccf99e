/**
 * Opens and closes rounds at their instants, and erases what is personal when that is due (usecases/people/erasure/steps.ts). There is no queue of jobs: the rounds' rows say what is due, and every step
 * is a compare-and-swap, so this may die at any line, run late, or run in several processes at once.
 */
import type { App } from '#usecases/app.ts'
import { nextStepAt, stepDueRounds } from '#usecases/rounds/clock.ts'
import { forgetExpired } from '#usecases/identity/forget-expired.ts'
import { eraseByClock } from '#usecases/people/erasure/steps.ts'

export interface RoundClock {
  /** Waits for the step under way and takes no other. */
  stop(): Promise<void>
}

/** Another process may move a round: the rows are read at least this often. */
const LONGEST_SLEEP_MS = 1000
/** What the hot path remembers of the rounds (who is barred, above all) is read again this often. */
const REFRESH_MS = 5000
/** A time server that is silent is asked this often. */
const ASK_AGAIN_MS = 60_000
/** Expired sessions are removed this often. */
const SWEEP_MS = 10 * 60_000
/** Contests whose personal data is due to be erased are looked for this often. */
const LOOK_MS = 60_000
/** Of every turn, erasing takes so much at most: rounds come first. */
const ERASING_MS = 50

export function startRoundClock(app: App, report: (error: unknown) => void): RoundClock {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let wake: () => void = () => undefined
  let refreshAt = 0
  let sweepAt = 0
  let lookAt = 0
  let askAt = 0

  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        await app.sessions.heed(app.clock.now())
        if (app.serverClock.doubts.length > 0) {
          await app.serverClock.check()
          // Set by a clock that may have been put right since.
          refreshAt = 0
        }
        if (app.serverClock.isUnanswered && app.clock.now() >= askAt) {
          askAt = app.clock.now() + ASK_AGAIN_MS
          // Beside the steps: it may not answer for long.
          void app.serverClock.check().catch(report)
        }
        await stepDueRounds(app)
        const now = app.clock.now()
        if (now >= refreshAt) {
          await app.runtimes.refresh()
          refreshAt = now + REFRESH_MS
        }
        if (now >= sweepAt && app.serverClock.doubts.length === 0) {
          await forgetExpired(app, now)
          sweepAt = now + SWEEP_MS
        }
        const isErasing = await erase(now)
        const next = (await nextStepAt(app)) ?? Number.POSITIVE_INFINITY
        await sleep(Math.min(isErasing ? ERASING_MS : LONGEST_SLEEP_MS, Math.max(5, next - app.clock.now())))
      } catch (error) {
        report(error)
        await sleep(LONGEST_SLEEP_MS)
      }
    }
  }
  /** What is damaged there keeps no round from its steps. */
  const erase = async (now: number): Promise<boolean> => {
    if (app.serverClock.doubts.length > 0) return false
    const looks = now >= lookAt
    if (looks) lookAt = now + LOOK_MS
    try {
      return await eraseByClock(app, { looks, forMs: ERASING_MS })
    } catch (error) {
      if (looks) report(error)
      return false
    }
  }
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, ms)
    })

  const running = run()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      wake()
      await running
    },
  }
}
