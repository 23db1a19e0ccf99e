/** Providers of sign-in, whatever their kind: where people are sent, and what a proof that came says. Asked at sign-in alone. */
import type { Begun, NotVerified, Verified } from '#contest/sign-in/proof.ts'
import type { Provider } from '#contest/sign-in/provider.ts'
import { createBoundedFetch } from './bounded-fetch.ts'
import { authorizeAddress, createJsonApi } from './json-api.ts'
import { createOpenid } from './openid.ts'
import { failed, unreachable, type Task, type Tools } from './outcome.ts'
import { readSecret, type SecretFile } from './secrets.ts'
import { createJws, receiveHmac, type ProofTimes } from './signed.ts'

interface DeskOptions extends Omit<Tools, 'fetch'>, ProofTimes {
  readonly folder: string
  /** Hosts that may be asked wherever they are. */
  readonly inside: readonly string[]
  readonly needsSecret: (provider: Provider) => boolean
}

type Told<T> = { readonly ok: true; readonly value: T } | NotVerified

export function createProviderDesk({ folder, inside, needsSecret, atPointer, filledIn, ...times }: DeskOptions) {
  const tools: Tools = { fetch: createBoundedFetch(inside), atPointer, filledIn }
  const [openid, jsonApi, jws] = [createOpenid(tools), createJsonApi(tools), createJws(tools, times)]

  function secretOf(contest: string, provider: Provider): Told<SecretFile | null> {
    if (!needsSecret(provider)) return { ok: true, value: null }
    try {
      const value = readSecret(folder, contest, provider.id)
      return value === null ? failed('unready', 'there is no key file of this provider on the server') : { ok: true, value }
    } catch (error) {
      return failed('unready', (error as Error).message)
    }
  }

  /** Where whoever presses the button is sent. */
  async function begin(contest: string, provider: Provider, begun: Begun): Promise<Told<string>> {
    const secret = secretOf(contest, provider)
    if (!secret.ok) return secret
    const { verify } = provider
    if (verify.by !== 'openid') {
      const value = authorizeAddress(provider, begun, tools)
      return value === null ? failed('unready', 'people come from the app of this provider') : { ok: true, value }
    }
    try {
      return { ok: true, value: await openid.begin({ ...provider, verify }, secret.value, begun) }
    } catch (error) {
      return unreachable(error) ?? failed('unready', (error as Error).message)
    }
  }

  async function receive(contest: string, task: Omit<Task, 'secret'>): Promise<Verified> {
    const secret = secretOf(contest, task.provider)
    if (!secret.ok) return secret
    const whole = { ...task, secret: secret.value }
    const { provider } = task
    const { verify } = provider
    switch (verify.by) {
      case 'openid':
        return openid.receive({ ...whole, provider: { ...provider, verify } })
      case 'json-api':
      case 'token':
        return jsonApi.receive({ ...whole, provider: { ...provider, verify } })
      case 'jws':
        return jws.receive({ ...whole, provider: { ...provider, verify } })
      case 'hmac':
        return receiveHmac({ ...whole, provider: { ...provider, verify } }, times)
    }
  }

  return { begin, receive }
}
