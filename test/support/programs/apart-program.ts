/** A program of apart.test.ts: does what the job says and gives the id of its process. */
import { setTimeout as sleep } from 'node:timers/promises'

const usedMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export async function run(job: {
  readonly spinMs?: number
  readonly sleepMs?: number
  readonly message?: string
  readonly exit?: number
}): Promise<number> {
  const until = usedMs() + (job.spinMs ?? 0)
  while (usedMs() < until);
  if (job.sleepMs !== undefined) await sleep(job.sleepMs)
  if (job.message !== undefined) throw new Error(job.message)
  if (job.exit !== undefined) process.exit(job.exit)
  return process.pid
}
