/**
 * A trial run opens to whoever was handed its address: rules and prizes of a contest may stand in it that is not announced yet. The address
 * holds a pass; whoever brings it gets a cookie for it and the same page without it. Everybody else is told where they are.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ContestError, errorCatalogue } from '#contest/errors.ts'
import { passCookie, passParameter } from '#contract/identity.ts'
import { sendProblem } from './problems.ts'
import { isFromOutside } from './ready-pages.ts'
import { readCookie, setPass } from './session.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export function askForPass(server: FastifyInstance, pass: string): void {
  const wanted = digest(pass)
  const isPass = (given: string | null): boolean => given !== null && timingSafeEqual(digest(given), wanted)
  server.addHook('onRequest', async (request, reply) => {
    // What a page asks in process was let in with the page.
    if (!isFromOutside(request) || isPass(readCookie(request, passCookie))) return
    const url = URL.parse(request.url, 'http://x')
    if (url === null || !isPass(url.searchParams.get(passParameter))) return refuse(request, reply)
    const { pathname, searchParams } = url
    searchParams.delete(passParameter)
    setPass(request, reply, pass)
    const rest = searchParams.toString()
    // Two slashes would begin another host.
    const path = pathname.replace(/^\/+/, '/')
    return reply.header('referrer-policy', 'no-referrer').redirect(rest === '' ? path : `${path}?${rest}`, 303)
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.url.startsWith('/api/')) sendProblem(new ContestError('trial-run-pass'), request, reply)
  else {
    const { vi, en } = errorCatalogue['trial-run-pass']
    void reply
      .code(403)
      .headers({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8', 'x-robots-tag': 'noindex' })
      .send(
        `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vận hành thử</title><p>${vi}<p lang="en">${en}</html>`,
      )
  }
  return reply
}
