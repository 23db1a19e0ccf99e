/**
 * One flood against a server, in a process of its own so that it does not slow the stream that is measured: `node
 * test/load/floods/flooding.ts`, which reads a `Flood` as JSON. Goes on until it is ended; then prints how each of its requests was answered.
 */
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Flood {
  readonly address: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent by each connection again and again; `#` stands for a number that differs each time. */
  readonly body: string
  /** Bytes of nothing sent instead of `body`. */
  readonly bytes: number
  readonly connections: number
}

const flood = JSON.parse(await text(process.stdin)) as Flood
const filler = Buffer.alloc(flood.bytes, 'a=')
const answers: Record<string, number> = {}
let number = 0

function once(agent: Agent): Promise<void> {
  const body = flood.bytes > 0 ? filler : Buffer.from(flood.body.replace('#', String(number++)))
  return new Promise((resolve) => {
    const done = (said: string): void => {
      answers[said] = (answers[said] ?? 0) + 1
      resolve()
    }
    const headers = { ...flood.headers, 'content-length': String(body.length), 'accept-encoding': 'br' }
    const asked = request(new URL(flood.path, flood.address), { agent, method: flood.method, headers }, (answer) => {
      answer.resume().once('end', () => done(String(answer.statusCode)))
    })
    asked.once('error', () => done('hung-up'))
    asked.end(body)
  })
}

let ended = false
process.once('SIGTERM', () => {
  ended = true
  process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0))
})
// Whoever began it may have been ended before it could end this.
const begunBy = process.ppid
setInterval(() => process.ppid !== begunBy && process.exit(1), 500).unref()
process.stdout.write('begun\n')
await Promise.all(
  Array.from({ length: flood.connections }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!ended) {
      await once(agent)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }),
)
