/**
 * Damaged files for every reader: `node test/fuzz/formats.ts --inputs 20000 [--format qti] [--seed 1] [--limit-ms 2000] [--heap-mb 256]`.
 * `--format` is one of the formats of the registry, `people`, or `all` (every one of them in turn). Prints one JSON line a format; exits 1
 * when a reader threw, used more than the limit of processor time, or needed more memory than the idle worker and the limit.
 * An input is named by its format and seed: `--format F --seed N --inputs 1` reads it alone. The watch runs outside the reading thread, so
 * that an endless loop is seen too; after a crash the campaign goes on behind the input that caused it.
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { questionFormats, type QuestionFormat } from '#formats/questions/format.ts'
import { readBoards } from '#formats/people/boards.ts'
import { questionReaders, readQuestions } from '#formats/questions/registry.ts'
import { readRoster } from '#formats/people/roster.ts'
import { readUnits } from '#formats/people/units.ts'
import { questionCorpus } from '#test/support/formats/corpus.ts'
import { damaged, type Sample } from '#test/support/formats/mutate.ts'
import { contestFile, peopleFiles, samplesOf } from '#test/support/formats/samples.ts'

type Campaign = QuestionFormat | 'people'

interface Work {
  readonly campaign: Campaign
  readonly seed: number
  readonly inputs: number
  readonly limitMs: number
  readonly limitMb: number
  /** Shared with the watch; see `at`. */
  readonly shared: Int32Array<SharedArrayBuffer>
}

/** Places in `Work.shared`; times in ms, sizes in MB. */
const at = { done: 0, readable: 1, slowestMs: 2, slowestSeed: 3, bufferMb: 4, rssMb: 5, idleMb: 6 } as const

interface Failure {
  readonly seed: number
  readonly file: string
  readonly error: string
}

const MB = 1024 * 1024
/** Below it a heap is collected so often that nothing is measured but the collecting. */
const youngMb = 32

/** Every reader sees every kind of file: people upload the wrong one too. */
function readAll(sample: Sample, units: ReturnType<typeof readUnits>['units'], campaign: Campaign, which: number): boolean {
  const { bytes, name: fileName } = sample
  const results = [
    () => readQuestions(bytes, { fileName }),
    () => (fileName.includes('boards') ? readBoards : readRoster)(bytes, { fileName, units }),
    () => readUnits(bytes, { fileName }),
  ]
  const fitting = campaign !== 'people' ? 0 : fileName === 'units.csv' ? 2 : 1
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

async function work({ campaign, seed, inputs, limitMs, limitMb, shared }: Work): Promise<void> {
  const samples = campaign === 'people' ? samplesOf(peopleFiles) : ((await questionCorpus()).get(campaign) ?? [])
  const { units } = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })
  const note = (place: number, value: number): void => {
    if (value > Atomics.load(shared, place)) Atomics.store(shared, place, Math.round(value))
  }
  const fail = (failed: number, file: string, error: string): void =>
    parentPort?.postMessage({ seed: failed, file, error } satisfies Failure)
  note(at.idleMb, process.memoryUsage().heapTotal / MB)
  for (let index = Atomics.load(shared, at.done); index < inputs; index++) {
    const sample = damaged(samples, seed + index)
    const before = process.memoryUsage().arrayBuffers
    const started = process.threadCpuUsage()
    try {
      if (readAll(sample, units, campaign, seed + index)) Atomics.add(shared, at.readable, 1)
    } catch (error) {
      fail(seed + index, sample.name, error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
    const { user, system } = process.threadCpuUsage(started)
    const tookMs = (user + system) / 1000
    if (tookMs > Atomics.load(shared, at.slowestMs)) Atomics.store(shared, at.slowestSeed, seed + index)
    note(at.slowestMs, tookMs)
    if (tookMs > limitMs) fail(seed + index, sample.name, `took ${Math.round(tookMs)} ms`)
    const grownMb = (process.memoryUsage().arrayBuffers - before) / MB
    note(at.bufferMb, grownMb)
    if (grownMb > limitMb) fail(seed + index, sample.name, `held ${Math.round(grownMb)} MB of buffers`)
    if (index % 100 === 0) note(at.rssMb, process.memoryUsage.rss() / MB)
    Atomics.store(shared, at.done, index + 1)
  }
}

/** Runs a worker to its end or its crash; the reason of a crash, or null. */
async function runWorker(job: Work, heapMb: number | null, failures: Failure[]): Promise<string | null> {
  const limits = heapMb === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb } }
  const worker = new Worker(new URL(import.meta.url), { workerData: job, ...limits })
  return await new Promise((resolve) => {
    let last = -1
    let lastAt = performance.now()
    // Wall time, so several times the limit: the machine may be busy with other things.
    const timer = setInterval(() => {
      const done = Atomics.load(job.shared, at.done)
      if (done !== last) [last, lastAt] = [done, performance.now()]
      else if (performance.now() - lastAt > 10 * job.limitMs + 20_000) finish('never came back')
    }, 250)
    const finish = (reason: string | null): void => {
      clearInterval(timer)
      void worker.terminate()
      resolve(reason)
    }
    worker.on('message', (failure: Failure) => failures.push(failure))
    worker.once('error', (error: Error) => {
      finish(error.message)
    })
    worker.once('exit', () => {
      finish(null)
    })
  })
}

interface Limits {
  readonly seed: number
  readonly inputs: number
  readonly limitMs: number
  readonly heapMb: number
}

const MAX_FAILURES = 20

async function run(campaign: Campaign, { seed, inputs, limitMs, heapMb }: Limits): Promise<boolean> {
  const shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(at).length))
  const job: Work = { campaign, seed, inputs, limitMs, limitMb: heapMb, shared }
  const failures: Failure[] = []
  const broken = await runWorker({ ...job, inputs: 0 }, null, failures)
  if (broken !== null) throw new Error(broken)
  const idleMb = Atomics.load(shared, at.idleMb)
  const started = performance.now()
  while (Atomics.load(shared, at.done) < inputs && failures.length < MAX_FAILURES) {
    const reason = await runWorker(job, idleMb + heapMb, failures)
    if (reason === null) break
    failures.push({ seed: seed + Atomics.load(shared, at.done), file: '', error: reason })
    Atomics.add(shared, at.done, 1)
  }
  const seconds = (performance.now() - started) / 1000
  const done = Atomics.load(shared, at.done)
  const readable = Atomics.load(shared, at.readable)
  const measured = {
    measure: 'fuzz-formats',
    format: campaign,
    inputs: done,
    seed,
    limitMs,
    heapMb,
    idleHeapMb: idleMb,
    readable,
    refused: done - readable - failures.length,
    failures: failures.slice(0, MAX_FAILURES),
    slowestMs: Atomics.load(shared, at.slowestMs),
    slowestSeed: Atomics.load(shared, at.slowestSeed),
    bufferMb: Atomics.load(shared, at.bufferMb),
    rssPeakMb: Atomics.load(shared, at.rssMb),
    seconds: Math.round(seconds * 10) / 10,
    inputsPerSecond: Math.round(done / seconds),
  }
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  return failures.length === 0 && done === inputs
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      format: { type: 'string', default: 'all' },
      inputs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      'limit-ms': { type: 'string', default: '2000' },
      'heap-mb': { type: 'string', default: '256' },
    },
  })
  const [inputs = 0, seed = 0, limitMs = 0, heapMb = 0] = [values.inputs, values.seed, values['limit-ms'], values['heap-mb']].map(Number)
  if (![inputs, seed, limitMs, heapMb].every((one) => Number.isSafeInteger(one) && one > 0)) {
    throw new Error('--inputs, --seed, --limit-ms and --heap-mb take whole numbers from 1')
  }
  const registered = questionFormats.filter((format) => questionReaders.some((reader) => reader.format === format))
  const campaigns: readonly Campaign[] = [...registered, 'people']
  const wanted = values.format === 'all' ? campaigns : campaigns.filter((one) => one === values.format)
  if (wanted.length === 0) throw new Error(`--format takes all, ${campaigns.join(', ')}`)
  let ok = true
  for (const campaign of wanted) ok = (await run(campaign, { seed, inputs, limitMs, heapMb })) && ok
  process.exitCode = ok ? 0 : 1
}

if (isMainThread) await main()
else await work(workerData as Work)
