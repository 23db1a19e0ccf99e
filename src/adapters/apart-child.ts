/** The process of apart.ts: loads the program it was given, does one job after another, and ends with the process that asked. */
import { Worker } from 'node:worker_threads'
import type { JobReply, JobRequest } from './apart.ts'
import { stepBack } from './priority.ts'

// Before it makes threads of its own: they are as patient.
stepBack()

/** For the watch: processor time of this process, in milliseconds, after which it ends it, and how long it may sleep; 0: no job. */
const until = new Float64Array(new SharedArrayBuffer(16))
new Worker(new URL('./apart-watch.ts', import.meta.url), { workerData: until }).unref()

const program = import(process.argv[2] ?? '') as Promise<{ readonly run: (job: unknown) => unknown }>
// Whoever asks for a job is told.
program.catch(() => undefined)

async function answer({ job, cpuMs, sleepMs }: JobRequest): Promise<JobReply> {
  try {
    const { run } = await program
    const { user, system } = process.cpuUsage()
    until[1] = sleepMs
    until[0] = (user + system) / 1000 + cpuMs
    return { value: await run(job) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  } finally {
    until[0] = 0
  }
}

process.on('message', (request: JobRequest) => {
  void answer(request).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => process.exit(0))
