/** Papers → PDF/UA, in a child process that starts with the first paper and is replaced after many of them. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PaperDocument } from './papers/paper.ts'
import type { SetReply, SetRequest } from './pdf-child.ts'

export interface PdfRenderer {
  /** One at a time, in the order asked for. @throws when the paper cannot be set; the next one gets a fresh process */
  pdf(document: PaperDocument): Promise<Uint8Array>
  close(): void
}

/** The compiler keeps what it has seen; a process is left before that matters. */
const PAPERS_A_PROCESS = 1000
const TIMEOUT_MS = 60_000

export function createPdfRenderer(): PdfRenderer {
  let child: ChildProcess | null = null
  let set = 0
  let last: Promise<unknown> = Promise.resolve()

  const stop = (): void => {
    child?.removeAllListeners()
    child?.kill('SIGKILL')
    child = null
    set = 0
  }

  const setOne = (document: PaperDocument): Promise<Uint8Array> => {
    if (set >= PAPERS_A_PROCESS) stop()
    child ??= fork(fileURLToPath(new URL('./pdf-child.ts', import.meta.url)), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    })
    const current = child
    const id = ++set
    return new Promise<Uint8Array>((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(timer)
        stop()
        reject(new Error(`the paper “${document.title}” could not be set: ${why}`))
      }
      const timer = setTimeout(() => {
        fail('it took too long')
      }, TIMEOUT_MS)
      current.once('exit', (code) => {
        fail(`the process ended with ${String(code)}`)
      })
      current.once('error', (error) => {
        fail(error.message)
      })
      current.once('message', (reply: SetReply) => {
        clearTimeout(timer)
        current.removeAllListeners()
        if ('pdf' in reply) resolve(reply.pdf)
        else fail(reply.error)
      })
      const { template, data, title, pictures } = document
      const request: SetRequest = { id, document: { template, data: { ...data, documentTitle: title }, pictures } }
      current.send(request)
    })
  }

  return {
    pdf: (document) => {
      const next = last.then(() => setOne(document))
      last = next.catch(() => undefined)
      return next
    },
    close: stop,
  }
}
