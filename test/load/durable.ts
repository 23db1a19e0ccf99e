/**
 * The yardstick of a server that may say “accepted”: bare node:http, `JSON.parse`, one prepared insert a row, commits by groups with a
 * sync each in a thread of their own, an answer of as many bytes as the address asks for (`/1234`). No routing, rules, sealing, tree or
 * receipt. Prints its port. Its argument is the file it keeps rows in.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

function commitInTurn(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table if not exists kept (id integer primary key, body text)')
  const insert = database.prepare('insert into kept (body) values (?)')
  parentPort?.on('message', (bodies: readonly string[]) => {
    database.exec('begin immediate')
    for (const body of bodies) insert.run(body)
    database.exec('commit')
    parentPort?.postMessage(bodies.length)
  })
}

function serve(file: string): void {
  const worker = new Worker(new URL(import.meta.url), { workerData: file })
  let waiting: { readonly body: string; readonly response: ServerResponse; readonly size: number }[] = []
  let under: typeof waiting = []
  const commit = (): void => {
    if (under.length > 0 || waiting.length === 0) return
    under = waiting
    waiting = []
    worker.postMessage(under.map(({ body }) => body))
  }
  worker.on('message', () => {
    for (const { response, size } of under) {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': String(size) })
      response.end(Buffer.alloc(size, 'x'))
    }
    under = []
    commit()
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      if (body !== '') JSON.parse(body)
      waiting.push({ body, response, size: Number(request.url?.slice(1)) })
      // Whatever this turn of the loop brings is one group.
      setImmediate(commit)
    })
  })
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` })}\n`)
  })
  process.on('SIGTERM', () => process.exit(0))
}

if (isMainThread) serve(process.argv[2] ?? '')
else commitInTurn(workerData as string)
