/** A request sent in pieces over a socket of its own: what a slow network does, and who wants an instant before an answer. */
import { connect } from 'node:net'

export interface SlowRequest {
  /** Sends the rest; resolves when it is on its way. */
  send(text: string): Promise<void>
  /** Everything answered until the server ends the connection, or until there is a whole answer. */
  readonly answer: Promise<{ readonly status: number; readonly body: string }>
}

export async function slowRequest(port: number, begin: string): Promise<SlowRequest> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  const answer = new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    let text = ''
    const done = (): void => resolve({ status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) })
    socket.on('data', (chunk) => {
      text += chunk.toString()
      const head = text.indexOf('\r\n\r\n')
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
      if (head < 0 || length === undefined || Buffer.byteLength(text.slice(head + 4)) < Number(length)) return
      done()
      socket.destroy()
    })
    socket.on('close', done)
    socket.on('error', reject)
  })
  const send = (text: string): Promise<void> =>
    new Promise((resolve, reject) => socket.write(text, (error) => (error ? reject(error) : resolve())))
  await send(begin)
  return { send, answer }
}

/** The head of a request with this body. */
export const headOf = (method: string, path: string, cookie: string, body: string): string =>
  `${method} ${path} HTTP/1.1\r\nHost: test\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n`
