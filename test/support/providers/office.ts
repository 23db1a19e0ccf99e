/** A fake office: its app posts a ticket to us, and its API says in one request whose that is. */
import { randomBytes } from 'node:crypto'
import { bodyOf, page, serve, type FakeState, type Served } from './served.ts'

export const officeSecret = 'khoa-cua-van-phong-so'

export interface Office extends Served {
  /** As its app posts it. */
  ticket(): string
}

/** @param target where its page posts a ticket */
export async function startOffice(state: FakeState, target: () => string, port = 0): Promise<Office> {
  const tickets = new Set<string>()
  const ticket = (): string => {
    const made = randomBytes(12).toString('hex')
    tickets.add(made)
    return made
  }
  const served = await serve(port, (request, response) => {
    if (state.away) return void request.socket.destroy()
    if (request.url === '/app') {
      const form = `<form method="post" action="${target()}"><input type="hidden" name="ticket" value="${ticket()}"><button>Hội thi</button></form>`
      return void response.setHeader('content-type', 'text/html').end(page('Văn phòng số', form))
    }
    if (request.method !== 'POST') return void response.writeHead(404).end()
    void bodyOf(request).then((body) => {
      const json = (value: object): void => void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
      const asked = JSON.parse(body) as { readonly ticket: string; readonly app: string; readonly key: string }
      if (asked.key !== officeSecret || asked.app !== 'hoi-thi' || !tickets.delete(asked.ticket)) return json({ status: 'error' })
      const { sub, name, phone, staffCode } = state.person
      json({ status: 'ok', data: { user: { id: sub, hoTen: name, lienHe: { dienThoai: phone.replace('+84', '0') }, maCanBo: staffCode } } })
    })
  })
  return { ...served, ticket }
}
