/**
 * A load generator over raw sockets: one request at a time on each connection, latency from the write to the last byte of
 * the answer. It knows just enough HTTP/1.1 (answers with a content-length) to cost little beside what it measures.
 */
import { connect, type Socket } from 'node:net'

export interface LoadRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface LoadReport {
  readonly answered: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly statuses: Readonly<Record<string, number>>
  /** Milliseconds of each answer, shortest first. */
  readonly latencies: Float64Array
}

export interface Answer {
  readonly status: number
  /** Seconds of `retry-after`, in milliseconds; null: none was asked for. */
  readonly retryAfterMs: number | null
  readonly body: Buffer
}

export interface LoadOptions {
  readonly host: string
  readonly port: number
  readonly connections: number
  /** Requests per second to hold to; left out: as fast as the connections go. */
  readonly rate?: number
  /** Called with every answer, in the order they come; what it does with the body is the generator's time. */
  readonly onAnswer?: (index: number, status: number, body: Buffer) => void
}

/** Sends every request once. Rejects when a connection breaks. */
export async function drive(requests: readonly LoadRequest[], options: LoadOptions): Promise<LoadReport> {
  const { host, port, connections, rate, onAnswer } = options
  const bytes = requests.map((request) => encode(request, `${host}:${String(port)}`))
  const latencies = new Float64Array(requests.length)
  const statuses: Record<string, number> = {}
  let next = 0
  let answered = 0
  const started = performance.now()
  const dueAt = (index: number): number => (rate === undefined ? 0 : started + (index / rate) * 1000)

  await Promise.all(
    Array.from({ length: Math.min(connections, requests.length) }, async () => {
      const socket = await open(host, port)
      const reader = createReader(socket)
      for (;;) {
        const index = next++
        const request = bytes[index]
        if (request === undefined) break
        // Under a rate, latency counts from the instant the request was due: waiting for a free connection is not hidden.
        const due = dueAt(index)
        const wait = due - performance.now()
        if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
        const from = Math.max(due, rate === undefined ? performance.now() : 0)
        socket.write(request)
        const { status, body } = await reader.answer()
        latencies[index] = performance.now() - from
        statuses[status] = (statuses[status] ?? 0) + 1
        answered++
        onAnswer?.(index, status, body)
      }
      socket.destroy()
    }),
  )
  const seconds = (performance.now() - started) / 1000
  latencies.sort()
  return {
    answered,
    seconds: round(seconds),
    perSecond: Math.round(answered / seconds),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    statuses,
    latencies,
  }
}

/** @param sorted shortest first */
export const quantile = (sorted: Float64Array, q: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0)

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

export function encode({ method, path, headers, body }: LoadRequest, host: string): Buffer {
  const lines = Object.entries({
    host,
    ...headers,
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    'content-length': String(Buffer.byteLength(body)),
  })
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`)
}

export function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** One answer at a time, in the order of what was asked. */
export function createReader(socket: Socket) {
  let buffer: Buffer = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<Answer> | null = null
  const settle = (): void => {
    const end = buffer.indexOf('\r\n\r\n')
    if (end < 0 || waiting === null) return
    const head = buffer.toString('latin1', 0, end)
    const status = Number(head.slice(9, 12))
    const length = status === 204 || status === 304 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
    if (buffer.length < end + 4 + length) return
    const body = buffer.subarray(end + 4, end + 4 + length)
    buffer = buffer.subarray(end + 4 + length)
    const { resolve } = waiting
    waiting = null
    const retryAfter = /\r\nretry-after: (\d+)/i.exec(head)?.[1]
    resolve({ status, retryAfterMs: retryAfter === undefined ? null : 1000 * Number(retryAfter), body })
  }
  const fail = (error?: Error): void => waiting?.reject(error ?? new Error('the connection was closed before the answer'))
  socket.on('data', (chunk: Buffer) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
    settle()
  })
  socket.on('error', fail)
  socket.on('close', () => fail())
  return {
    answer: (): Promise<Answer> => {
      waiting = Promise.withResolvers()
      const { promise } = waiting
      settle()
      return promise
    },
  }
}
