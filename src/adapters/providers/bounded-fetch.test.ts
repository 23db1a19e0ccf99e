import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createBoundedFetch, isPublicAddress } from './bounded-fetch.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

describe('what a provider is asked', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'x',
  ])('is nothing at %s', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['8.8.8.8', '203.162.4.190', '172.32.0.1', '2405:4800::1'])('may be at %s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it('is asked by TLS and at public addresses, whatever a name stands for, unless the administrator names the host', async () => {
    const host = await serve((_request, response) => response.end('{}'))
    const port = host.split(':')[1] ?? ''
    const strict = createBoundedFetch([])
    await expect(strict(`http://${host}/`)).rejects.toThrow('https alone')
    await expect(strict(`https://${host}/`)).rejects.toThrow('no public address')
    await expect(strict(`https://[::ffff:127.0.0.1]:${port}/`)).rejects.toThrow('no public address')
    await expect(strict(`https://localhost:${port}/`)).rejects.toThrow('no public address')
    await expect(createBoundedFetch([host])(`http://localhost:${port}/`)).rejects.toThrow('https alone')
    expect(await (await createBoundedFetch([host])(`http://${host}/`)).text()).toBe('{}')
    expect(await (await createBoundedFetch(['127.0.0.1'])(`http://${host}/`)).text()).toBe('{}')
  })

  it('follows no redirect, and takes no answer that is too large or breaks off', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: '/' }).end()
      else if (request.url === '/large') response.end(Buffer.alloc(300 * 1024))
      else {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{')
        response.destroy()
      }
    })
    const fetch = createBoundedFetch([host])
    expect((await fetch(`http://${host}/away`)).status).toBe(302)
    await expect(fetch(`http://${host}/large`)).rejects.toThrow('more than')
    await expect(fetch(`http://${host}/broken`)).rejects.toThrow(/broke off|is away/)
  })

  it('is sent what was said, and nothing of how it may be packed', async () => {
    const host = await serve((request, response) => {
      let body = ''
      request.on('data', (part) => (body += String(part)))
      request.on('end', () =>
        response.end(JSON.stringify([request.method, request.headers['content-type'], request.headers['accept-encoding'], body])),
      )
    })
    const fetch = createBoundedFetch([host])
    const form = await fetch(`http://${host}/`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
    expect(await form.json()).toEqual(['POST', 'application/x-www-form-urlencoded;charset=UTF-8', 'identity', 'a=b'])
  })
})
