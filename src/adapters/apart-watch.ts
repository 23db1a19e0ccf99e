/** A thread beside the one that works, which cannot look at the clock meanwhile: ends the process when its job has had its time, or sleeps. */
import { workerData } from 'node:worker_threads'

const until = workerData as Float64Array
/** Below this share of a processor a process does nothing but look at the time. */
const awake = 0.02

let before = { usedMs: 0, at: performance.now() }

setInterval(() => {
  const { user, system } = process.cpuUsage()
  const usedMs = (user + system) / 1000
  const at = performance.now()
  const [limit = 0, sleepMs = 0] = until
  if (limit === 0 || usedMs - before.usedMs > awake * sleepMs) before = { usedMs, at }
  if (limit > 0 && (usedMs > limit || at - before.at > sleepMs)) process.kill(process.pid, 'SIGTERM')
}, 20)
