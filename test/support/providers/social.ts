/** A fake social network: a code for a token, a token for a profile, its secret in a header, and failures with status 200. */
import { createHash, randomBytes } from 'node:crypto'
import { bodyOf, serve, type FakeState, type Served } from './served.ts'

export const socialSecret = 'bi-mat-cua-mang-xa-hoi'

export async function startSocial(state: FakeState, port = 0): Promise<Served> {
  const codes = new Map<string, string>()
  const tokens = new Set<string>()
  return serve(port, (request, response) => {
    if (state.away) return void request.socket.destroy()
    const url = new URL(request.url ?? '', 'http://here')
    const json = (value: object): void => void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (url.pathname === '/v4/permission') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      if (state.answer === 'refuses') back.searchParams.set('error', 'denied')
      else {
        const code = randomBytes(12).toString('hex')
        codes.set(code, url.searchParams.get('code_challenge') ?? '')
        back.searchParams.set('code', code)
      }
      return void response.writeHead(302, { location: back.href }).end()
    }
    if (url.pathname === '/v4/access_token') {
      void bodyOf(request).then((body) => {
        const form = new URLSearchParams(body)
        const code = form.get('code') ?? ''
        const challenge = codes.get(code)
        codes.delete(code)
        const shown = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url')
        if (request.headers['secret_key'] !== socialSecret || form.get('app_id') !== '4711')
          return json({ error: -14_002, error_name: 'Invalid app' })
        if (challenge === undefined || challenge !== shown) return json({ error: -14_003, error_name: 'Invalid code' })
        const token = randomBytes(12).toString('hex')
        tokens.add(token)
        json({ access_token: token, refresh_token: 'khong-dung', expires_in: '90000' })
      })
      return
    }
    const token = request.headers['access_token']
    if (url.pathname !== '/v2.0/me' || typeof token !== 'string' || !tokens.has(token))
      return json({ error: 452, message: 'Session key invalid' })
    json({ error: 0, message: 'Success', id: state.person.sub, phone: state.person.phone.replace('+', '') })
  })
}
