/**
 * Reading somebody's file in a process of its own: while a file is taken apart the round goes on, and a file that nobody
 * foresaw costs that process, not the contest. One file at a time; the others wait.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ContestError } from '#contest/errors.ts'
import { found } from '../findings/findings.ts'
import type { QuestionsOptions, QuestionsRead } from '../questions/registry.ts'

export interface ReadingRequest {
  readonly bytes: Uint8Array
  readonly options: QuestionsOptions
}

export interface ReadingLimits {
  readonly ms: number
  readonly heapMb: number
}

/** Far beyond what the fuzz campaign allows a file (2 s, 256 MB) on a machine that is busy. */
const readingLimits: ReadingLimits = { ms: 60_000, heapMb: 512 }

/** Files that may wait, each as large as an upload may be. */
const MOST_WAITING = 12

let last: Promise<unknown> = Promise.resolve()
let unread = 0

/**
 * As `readQuestions`; a file that goes beyond the limits is refused with a finding like any other damage.
 * @throws ContestError `too-many-contributions` when too many wait already
 */
export function readQuestionsApart(bytes: Uint8Array, options: QuestionsOptions, limits = readingLimits): Promise<QuestionsRead> {
  if (unread >= MOST_WAITING) return Promise.reject(new ContestError('too-many-contributions'))
  unread++
  const next = last.then(() => readOne({ bytes, options }, limits)).finally(() => unread--)
  // A process that could not even be started must not keep the next file from being read.
  last = next.catch(() => undefined)
  return next
}

/** A process that has just read a file waits a moment for the next, since files come together. */
const IDLE_MS = 3000
let waiting: { readonly child: ChildProcess; readonly heapMb: number; readonly timer: NodeJS.Timeout } | null = null

function takeProcess(heapMb: number): ChildProcess {
  if (waiting !== null) {
    const { child, timer, heapMb: has } = waiting
    waiting = null
    clearTimeout(timer)
    if (has === heapMb && child.connected) {
      child.ref()
      child.channel?.ref()
      return child
    }
    discard(child)
  }
  return fork(fileURLToPath(new URL('./reading-child.ts', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${String(heapMb)}`],
  })
}

/** It keeps nobody from ending: the process that asked does not wait for it. */
function keepProcess(child: ChildProcess, heapMb: number): void {
  child.unref()
  child.channel?.unref()
  const timer = setTimeout(() => {
    waiting = null
    discard(child)
  }, IDLE_MS).unref()
  child.once('exit', () => {
    if (waiting?.child === child) waiting = null
  })
  waiting = { child, heapMb, timer }
}

function discard(child: ChildProcess): void {
  child.removeAllListeners()
  // What an ending process still reports is of no use.
  child.on('error', () => undefined)
  child.kill('SIGKILL')
}

function readOne(request: ReadingRequest, limits: ReadingLimits): Promise<QuestionsRead> {
  return new Promise((resolve) => {
    const child = takeProcess(limits.heapMb)
    const refuse = (): void => {
      clearTimeout(timer)
      discard(child)
      resolve({ format: null, questions: [], pictures: [], findings: [found('file-unmanageable', '')], hasErrors: true })
    }
    const timer = setTimeout(refuse, limits.ms)
    child.once('error', refuse)
    child.once('exit', refuse)
    child.once('message', (read: QuestionsRead) => {
      clearTimeout(timer)
      child.removeAllListeners()
      keepProcess(child, limits.heapMb)
      resolve(read)
    })
    child.send(request)
  })
}
