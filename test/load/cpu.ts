/** CPU time of a process by thread, from the scheduler's own accounts (Linux: /proc/<pid>/task/<tid>/schedstat, in ns). */
import { readdirSync, readFileSync } from 'node:fs'

export interface CpuTime {
  /** Microseconds of the thread that runs the event loop. */
  readonly main: number
  /** Microseconds of all threads together: the committing thread, garbage collection and compilation too. */
  readonly all: number
}

/** Since the process started; null where the system does not tell. Threads that have ended are not counted. */
export function cpuTime(pid: number | undefined): CpuTime | null {
  if (pid === undefined) return null
  try {
    const tasks = `/proc/${String(pid)}/task`
    const spent = readdirSync(tasks).map(
      (tid) => [tid, Number(readFileSync(`${tasks}/${tid}/schedstat`, 'utf8').split(' ')[0]) / 1000] as const,
    )
    const main = spent.find(([tid]) => tid === String(pid))?.[1] ?? 0
    return { main, all: spent.reduce((sum, [, time]) => sum + time, 0) }
  } catch {
    return null
  }
}

/** Microseconds a request between two readings; null when either is missing. */
export function cpuBetween(before: CpuTime | null, after: CpuTime | null, requests: number): CpuTime | null {
  if (before === null || after === null || requests === 0) return null
  return { main: (after.main - before.main) / requests, all: (after.all - before.all) / requests }
}
