/** What the server and the machine did meanwhile: without it a slow answer could be anybody's. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { round } from '../generator.ts'
import type { Stop } from './stops.ts'

export interface Watched {
  /** Shares of the time the thread of the server's event loop computed, and in which it could have and had no processor (Linux). */
  readonly loop_busy: number
  readonly loop_waited: number
  /** The longest stops of the loop: milliseconds, of them computed, of them waited for a processor, of what was computed by the collector; the rest is a disk or a lock. */
  readonly stops: readonly (readonly [number, number, number, number])[]
  readonly load: number
}

/** Nanoseconds the first thread of a process ran and waited for a processor. */
function scheduled(pid: number): readonly [number, number] {
  try {
    const [ran = NaN, waited = NaN] = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/schedstat`, 'utf8')
      .split(' ')
      .map(Number)
    return [ran, waited]
  } catch {
    return [NaN, NaN]
  }
}

/** @param file that stops.ts, preloaded into the server, writes to when it is asked */
export async function watchServer(pid: number, file: string): Promise<() => Promise<Watched>> {
  const ask = async (): Promise<readonly Stop[]> => {
    rmSync(file, { force: true })
    process.kill(pid, 'SIGUSR2')
    for (let tries = 0; tries < 500; tries++) {
      await sleep(10)
      if (existsSync(file)) {
        const text = readFileSync(file, 'utf8')
        if (text.endsWith(']')) return JSON.parse(text) as readonly Stop[]
      }
    }
    return []
  }
  await ask()
  const [since, before] = [performance.now(), scheduled(pid)]
  return async () => {
    const after = scheduled(pid)
    const ns = (performance.now() - since) * 1e6
    const stops = await ask()
    return {
      loop_busy: round((after[0] - before[0]) / ns),
      loop_waited: round((after[1] - before[1]) / ns),
      stops: stops.map(({ ms, computed, waited, collected }) => [round(ms, 1), round(computed, 1), round(waited, 1), round(collected, 1)]),
      load: round(loadavg()[0] ?? 0, 1),
    }
  }
}
