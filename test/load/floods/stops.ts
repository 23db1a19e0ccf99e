/**
 * Preloaded into the server that is measured (`--import`): tells where its event loop stood still. Each SIGUSR2 writes the longest stops
 * since the last one to the file HOITHI_STOPS names, each split into what the thread computed, what it waited for a processor, and what it
 * waited for else (a disk, a lock). Worker threads and processes apart stay as they are.
 */
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

export interface Stop {
  readonly ms: number
  readonly computed: number
  /** For a processor; Linux tells it. */
  readonly waited: number
  /** Of what it computed, by the garbage collector. */
  readonly collected: number
}

/** Milliseconds the first thread of this process ran, and waited for a processor. */
function createAccounts(): () => readonly [number, number] {
  const text = Buffer.alloc(80)
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r')
    process.once('exit', () => closeSync(file))
    return () => {
      const [ran = '', waited = ''] = text.toString('latin1', 0, readSync(file, text, 0, 80, 0)).split(' ')
      return [Number(ran) / 1e6, Number(waited) / 1e6]
    }
  } catch {
    return () => [process.threadCpuUsage().user / 1000, 0]
  }
}

function watch(file: string): void {
  const accounts = createAccounts()
  let stops: (Omit<Stop, 'collected'> & { readonly from: number })[] = []
  let collections: PerformanceEntry[] = []
  new PerformanceObserver((list) => collections.push(...list.getEntries())).observe({ entryTypes: ['gc'] })
  let [at, [ran, waited]] = [performance.now(), accounts()]
  const look = (): void => {
    const now = performance.now()
    const [nowRan, nowWaited] = accounts()
    if (now - at > 3) stops.push({ from: at, ms: now - at, computed: nowRan - ran, waited: nowWaited - waited })
    ;[at, ran, waited] = [now, nowRan, nowWaited]
  }
  setInterval(look, 1).unref()
  process.on('SIGUSR2', () => {
    const longest = stops.toSorted((a, b) => b.ms - a.ms).slice(0, 200)
    const told = longest.map(({ from, ms, ...stop }): Stop => {
      const inside = collections.filter(({ startTime }) => startTime >= from && startTime < from + ms)
      return { ms, ...stop, collected: inside.reduce((sum, { duration }) => sum + duration, 0) }
    })
    writeFileSync(file, JSON.stringify(told))
    stops = []
    collections = []
  })
}

const file = process.env['HOITHI_STOPS']
if (file !== undefined && isMainThread && process.argv.includes('serve')) watch(file)
