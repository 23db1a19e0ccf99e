/** A server of a few lines on an address of its own. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Served {
  readonly origin: string
  close(): Promise<void>
}

/** @param port 0: any */
export async function serve(port: number, answer: RequestListener): Promise<Served> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const { port: held } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${String(held)}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString()
}

export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:18px system-ui;margin:24px;max-width:32rem}a,button{display:block;margin:12px 0;padding:14px;font:inherit}</style><h1>${title}</h1>${body}</html>`

/** Who has the phone in their hands, at any of the fakes. */
export interface FakePerson {
  readonly sub: string
  readonly name: string
  readonly phone: string
  readonly staffCode: string
}

/** What the person does when asked whether the contest may know who they are. */
type Answer = 'agrees' | 'refuses'

/** Of one fake; tests change it. */
export interface FakeState {
  person: FakePerson
  answer: Answer
  /** It answers nothing. */
  away: boolean
}

export const fakeState = (person: FakePerson): FakeState => ({ person, answer: 'agrees', away: false })
