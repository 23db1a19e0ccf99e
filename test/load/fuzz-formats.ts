/**
 * Damaged files for every reader: `node test/load/fuzz-formats.ts --inputs 100000 [--seed 1] [--limit-ms 10000]`.
 * Prints one JSON line; exits 1 when a reader threw, took longer than the limit, or ran out of its 1 GB of memory.
 * An input is named by its seed: `--seed N --inputs 1` reads it alone. The watch runs outside the reading thread, so that
 * an endless loop is seen too.
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readBoards } from '#formats/boards.ts'
import { readQuestions } from '#formats/questions.ts'
import { readRoster } from '#formats/roster.ts'
import { readUnits } from '#formats/units.ts'
import { exportedSamples } from '#test/support/formats/exported.ts'
import { damaged } from '#test/support/formats/mutate.ts'
import { contestFile, peopleFiles, questionFiles, samplesOf } from '#test/support/formats/samples.ts'
import { wordSamples } from '#test/support/formats/word-samples.ts'

interface Work {
  readonly seed: number
  readonly inputs: number
  /** [0]: inputs done, seen by the watch. */
  readonly progress: Int32Array<SharedArrayBuffer>
}

interface Outcome {
  readonly readable: number
  readonly refused: number
  readonly thrown: readonly { readonly seed: number; readonly file: string; readonly error: string }[]
  readonly slowestMs: number
  readonly slowestSeed: number
  readonly rssPeakMb: number
}

/** Every reader sees every kind of file: people upload the wrong one too. */
function readAll(bytes: Uint8Array, fileName: string, units: ReturnType<typeof readUnits>['units'], which: number): boolean {
  const results = [
    () => readQuestions(bytes, { fileName }),
    () => (fileName.includes('boards') ? readBoards : readRoster)(bytes, { fileName, units }),
    () => readUnits(bytes, { fileName }),
  ]
  const fitting = !peopleFiles.some((name) => name === fileName) ? 0 : fileName === 'units.csv' ? 2 : 1
  const read = [results[fitting], results[which % 3]].map((one) => one?.())
  for (const one of read) {
    if (one === undefined || !Array.isArray(one.findings)) throw new Error('no findings')
    for (const finding of one.findings) {
      if (finding.message.vi === '' || finding.message.en === '') throw new Error(`no words: ${finding.code}`)
    }
    if (one.hasErrors && 'questions' in one && one.findings.length === 0 && one.questions.length === 0)
      throw new Error('refused without a reason')
  }
  return read[0]?.hasErrors === false
}

async function work({ seed, inputs, progress }: Work): Promise<Outcome> {
  const samples = [...samplesOf([...questionFiles, ...questionFiles, ...peopleFiles]), ...(await exportedSamples()), ...wordSamples()]
  const { units } = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })
  const thrown: { seed: number; file: string; error: string }[] = []
  let readable = 0
  let slowestMs = 0
  let slowestSeed = seed
  let rssPeak = 0
  for (let index = 0; index < inputs; index++) {
    const sample = damaged(samples, seed + index)
    Atomics.store(progress, 0, index)
    const started = performance.now()
    try {
      if (readAll(sample.bytes, sample.name, units, seed + index)) readable++
    } catch (error) {
      thrown.push({ seed: seed + index, file: sample.name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    const took = performance.now() - started
    if (took > slowestMs) [slowestMs, slowestSeed] = [took, seed + index]
    if (index % 100 === 0) rssPeak = Math.max(rssPeak, process.memoryUsage.rss())
  }
  Atomics.store(progress, 0, inputs)
  return {
    readable,
    refused: inputs - readable - thrown.length,
    thrown: thrown.slice(0, 20),
    slowestMs: Math.round(slowestMs),
    slowestSeed,
    rssPeakMb: Math.round(rssPeak / 1024 / 1024),
  }
}

async function watch(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      'limit-ms': { type: 'string', default: '10000' },
    },
  })
  const [inputs, seed, limitMs] = [values.inputs, values.seed, values['limit-ms']].map(Number)
  if (
    inputs === undefined ||
    seed === undefined ||
    limitMs === undefined ||
    ![inputs, seed, limitMs].every((one) => Number.isSafeInteger(one) && one > 0)
  ) {
    throw new Error('--inputs, --seed and --limit-ms take whole numbers from 1')
  }
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const started = performance.now()
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { seed, inputs, progress } satisfies Work,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  const result = await new Promise<Outcome | { readonly failed: string; readonly failedSeed: number }>((resolve) => {
    let last = -1
    let lastAt = performance.now()
    const timer = setInterval(() => {
      const done = Atomics.load(progress, 0)
      if (done !== last) [last, lastAt] = [done, performance.now()]
      else if (performance.now() - lastAt > limitMs) fail(`one input took longer than ${limitMs} ms`)
    }, 250)
    const finish = (outcome: Outcome): void => {
      clearInterval(timer)
      resolve(outcome)
    }
    const fail = (failed: string): void => {
      clearInterval(timer)
      void worker.terminate()
      resolve({ failed, failedSeed: seed + Atomics.load(progress, 0) })
    }
    worker.once('message', finish)
    worker.once('error', (error: Error) => {
      fail(error.message)
    })
  })
  const seconds = (performance.now() - started) / 1000
  process.stdout.write(
    `${JSON.stringify({ measure: 'fuzz-formats', inputs, seed, limitMs, ...result, seconds: Math.round(seconds * 10) / 10, inputsPerSecond: Math.round(inputs / seconds) })}\n`,
  )
  const ok = 'thrown' in result && result.thrown.length === 0 && result.slowestMs <= limitMs
  process.exitCode = ok ? 0 : 1
}

if (isMainThread) await watch()
else parentPort?.postMessage(await work(workerData as Work))
