/** An API like OAuth's, by the parameters its value names; and a token that is shown to the provider. */
import { createHash } from 'node:crypto'
import type { Begun, Verified } from '#contest/sign-in/proof.ts'
import type { ApiCall, JsonApiVerification, Placeholder, Provider, TokenVerification } from '#contest/sign-in/provider.ts'
import { failed, unreachable, type Task, type Tools } from './outcome.ts'
import { maySendTo, type SecretFile } from './secrets.ts'

type Known = Readonly<Partial<Record<Placeholder, string>>>
type ApiProvider = Provider & { readonly verify: JsonApiVerification | TokenVerification }

export function createJsonApi(tools: Tools) {
  const call = async (one: ApiCall, known: Known, secret: SecretFile | null): Promise<Verified> => {
    const url = new URL(one.url)
    if (one.fields.some(({ value }) => value.includes('{secret}')) && (secret === null || !maySendTo(secret, url)))
      return failed('unready', `the key file does not say that the secret may be sent to ${url.host}`)
    const headers = new Headers({ accept: 'application/json' })
    const body: Record<string, string> = {}
    for (const { in: place, name, value } of one.fields) {
      const filled = tools.filledIn(value, { ...known, ...(secret === null ? {} : { secret: secret.secret }) })
      if (place === 'query') url.searchParams.set(name, filled)
      else if (place === 'header') headers.set(name, filled)
      else body[name] = filled
    }
    const hasBody = Object.keys(body).length > 0
    if (hasBody && one.body === 'json') headers.set('content-type', 'application/json')
    const payload = one.body === 'json' ? JSON.stringify(body) : new URLSearchParams(body)
    const answer = await tools.fetch(url, { method: hasBody ? 'POST' : 'GET', headers, ...(hasBody ? { body: payload } : {}) })
    const { status } = answer
    if (status >= 500 || (status >= 300 && status < 400)) return failed('away', `${url.host} answered ${String(status)}`)
    if (status >= 400) return failed('late', `${url.host} answered ${String(status)}`)
    const said = asJson(await answer.text())
    if (said === undefined) return failed('away', `${url.host} answered what is no JSON`)
    const { good } = one
    // Zero is as good a number as "0" a text.
    if (good !== null && plain(tools.atPointer(said, good.at)) !== good.is)
      return failed('late', `${url.host} answered ${plain(tools.atPointer(said, good.at)).slice(0, 50)} at ${good.at}`)
    return { ok: true, said, once: null, until: null }
  }

  const verified = async ({ provider, secret, received, begun }: Task & { readonly provider: ApiProvider }): Promise<Verified> => {
    const { verify, proof, clientId } = provider
    const proved = received[proof.name] ?? ''
    const known: Known = { client: clientId ?? '', redirect: begun?.redirect ?? '', verifier: begun?.verifier ?? '' }
    if (verify.by === 'token') return call(verify.profile, { ...known, token: proved }, secret)
    const exchanged = await call(verify.exchange, { ...known, code: proved }, secret)
    if (!exchanged.ok || verify.profile === null || verify.token === null) return exchanged
    const token = plain(tools.atPointer(exchanged.said, verify.token))
    if (token === '') return failed('late', `no token at ${verify.token}`)
    return call(verify.profile, { ...known, token }, secret)
  }

  return {
    receive: (task: Task & { readonly provider: ApiProvider }): Promise<Verified> =>
      verified(task).catch((error: unknown) => {
        const away = unreachable(error)
        if (away === null) throw error
        return away
      }),
  }
}

/** Where a provider's button leads whose value says so itself. */
export function authorizeAddress({ proof, clientId }: Provider, begun: Begun, { filledIn }: Pick<Tools, 'filledIn'>): string | null {
  if (proof.authorize === null) return null
  const url = new URL(proof.authorize.url)
  const challenge = createHash('sha256').update(begun.verifier).digest('base64url')
  for (const { name, value } of proof.authorize.fields)
    url.searchParams.set(name, filledIn(value, { client: clientId ?? '', redirect: begun.redirect, state: begun.state, challenge }))
  return url.href
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const plain = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '')
