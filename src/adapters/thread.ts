/** Work in a thread of its own, which is told things and says things while it lives. It ends by itself, by failing, or when stopped. */
import { Worker } from 'node:worker_threads'

export interface ThreadProgram {
  /** A module that finds what to begin with in `workerData`, and says and hears over `parentPort`. */
  readonly program: URL
  /** Of the heap, for values that die young; null: as it is. */
  readonly youngHeapMb: number | null
}

export interface Thread<Told> {
  tell(message: Told): void
  /** Ends it, whatever it is doing. */
  stop(): void
  /** What it failed with, or that it is over; never rejects. */
  readonly ended: Promise<Error>
}

export function startThread<Told, Said>({ program, youngHeapMb }: ThreadProgram, start: unknown, hear: (said: Said) => void): Thread<Told> {
  const resourceLimits = youngHeapMb === null ? {} : { maxYoungGenerationSizeMb: youngHeapMb }
  const worker = new Worker(program, { workerData: start, execArgv: [], resourceLimits })
  const ended = Promise.withResolvers<Error>()
  worker.on('message', hear)
  worker.once('error', (cause) => {
    ended.resolve(cause instanceof Error ? cause : new Error(`a thread ended with ${String(cause)}`))
  })
  worker.once('exit', (code) => {
    ended.resolve(new Error(`a thread ended with ${String(code)}`))
  })
  return { tell: (message) => worker.postMessage(message), stop: () => void worker.terminate(), ended: ended.promise }
}
