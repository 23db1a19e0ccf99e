/**
 * Jobs done in a process of their own, one at a time, in the order asked for: whatever a job does to memory or to time
 * costs that process, not the contest. The process starts with the first job, waits a while for the next, is replaced
 * after many of them and after each that failed, and ends with the one that asked.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface ApartLimits {
  /** Jobs that may wait or be under way. */
  readonly waiting: number
  /** Processor time of one job, in milliseconds: a busy machine makes nobody's job too slow. */
  readonly cpuMs: number
  /** How long a job may do nothing: one that waits for what never comes. */
  readonly sleepMs: number
  /** All the time of one job, for a process that has stopped and cannot watch itself. */
  readonly wallMs: number
  /** Of the heap of JavaScript; null: as it is. */
  readonly heapMb: number | null
  /** Jobs a process does before it is replaced. */
  readonly jobs: number
  /** How long a process waits for the next job; null: until `close`. */
  readonly idleMs: number | null
}

/** Unless a program says otherwise; far beyond what the fuzz campaign allows a file (2 s). What it has seen it may keep. */
const usualLimits = { cpuMs: 60_000, sleepMs: 30_000, wallMs: 600_000, jobs: 1000 } as const satisfies Partial<ApartLimits>

/** A module that exports `run`, which is given a job and gives back (a promise of) what came of it. */
export interface ApartProgram {
  readonly program: URL
  readonly limits: Pick<ApartLimits, 'waiting' | 'heapMb' | 'idleMs'> & Partial<ApartLimits>
}

type Outcome<Done> =
  | { readonly ok: true; readonly value: Done }
  /** `crowded`: too many wait already; `ended`: the process went before it was done, which is also how memory runs out. */
  | { readonly ok: false; readonly failure: 'crowded' | 'too-slow' | 'ended' | 'threw' | 'closed'; readonly why: string }

export interface Apart<Job, Done> {
  run(job: Job): Promise<Outcome<Done>>
  /** Ends the process, and what it is doing. */
  close(): void
}

/** What the process is asked, and answers (apart-child.ts). */
export interface JobRequest {
  readonly job: unknown
  readonly cpuMs: number
  readonly sleepMs: number
}
export type JobReply = { readonly value: unknown } | { readonly error: string }

/** As apart-watch.ts ends a process: unlike the signal meant for it, this one leaves no picture of the memory behind. */
const tooSlow = 'SIGTERM'

const refused = { ok: false, failure: 'closed', why: 'the process was asked to end' } as const

export function createApart<Job, Done>({ program, ...own }: ApartProgram): Apart<Job, Done> {
  const limits: ApartLimits = { ...usualLimits, ...own.limits }
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0
  let kept: ChildProcess | null = null
  let done = 0
  let idle: NodeJS.Timeout | undefined
  let end: ((outcome: Outcome<Done>) => void) | null = null
  let closed = false

  const discard = (): void => {
    clearTimeout(idle)
    kept?.removeAllListeners()
    // What an ending process still reports is of no use.
    kept?.on('error', () => undefined)
    kept?.kill('SIGKILL')
    kept = null
  }

  const take = (): ChildProcess => {
    clearTimeout(idle)
    if (kept?.connected !== true || done >= limits.jobs) {
      discard()
      done = 0
    }
    kept ??= fork(fileURLToPath(new URL('./apart-child.ts', import.meta.url)), [program.href], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: limits.heapMb === null ? [] : [`--max-old-space-size=${String(limits.heapMb)}`],
    })
    kept.ref()
    kept.channel?.ref()
    done++
    return kept
  }

  /** The process that waits keeps nobody from ending. */
  const keep = (child: ChildProcess): void => {
    child.unref()
    child.channel?.unref()
    child.once('exit', discard)
    child.once('error', discard)
    if (limits.idleMs !== null) idle = setTimeout(discard, limits.idleMs).unref()
  }

  const one = (job: Job): Promise<Outcome<Done>> =>
    new Promise((resolve) => {
      const child = take()
      child.removeAllListeners()
      const timer = setTimeout(() => {
        finish({ ok: false, failure: 'too-slow', why: `it was not done after ${String(limits.wallMs)} ms` })
      }, limits.wallMs)
      const finish = (outcome: Outcome<Done>): void => {
        clearTimeout(timer)
        end = null
        child.removeAllListeners()
        if (outcome.ok) keep(child)
        else discard()
        resolve(outcome)
      }
      end = finish
      child.once('error', (error) => {
        finish({ ok: false, failure: 'ended', why: error.message })
      })
      child.once('exit', (code, signal) => {
        if (signal === tooSlow)
          finish({
            ok: false,
            failure: 'too-slow',
            why: `it took more than ${String(limits.cpuMs)} ms of the processor, or slept for ${String(limits.sleepMs)} ms`,
          })
        else finish({ ok: false, failure: 'ended', why: `the process ended with ${String(signal ?? code)}` })
      })
      child.once('message', (reply: JobReply) => {
        // The program says what its `run` gives.
        if ('value' in reply) finish({ ok: true, value: reply.value as Done })
        else finish({ ok: false, failure: 'threw', why: reply.error })
      })
      const request: JobRequest = { job, cpuMs: limits.cpuMs, sleepMs: limits.sleepMs }
      child.send(request, (error) => {
        if (error !== null && end === finish) finish({ ok: false, failure: 'ended', why: error.message })
      })
    })

  return {
    run: (job) => {
      if (asked >= limits.waiting) {
        return Promise.resolve({ ok: false, failure: 'crowded', why: `${String(asked)} others wait already` })
      }
      asked++
      const next = last.then(() => (closed ? refused : one(job))).finally(() => asked--)
      // A process that could not even be started must not keep the next job from being done.
      last = next.catch(() => undefined)
      return next
    },
    close: () => {
      closed = true
      end?.(refused)
      discard()
    },
  }
}
