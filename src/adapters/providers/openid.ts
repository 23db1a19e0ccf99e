/** OpenID Connect: discovery, PKCE, state, nonce, exact issuer, signature of the identity token (openid-client). */
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
  type Configuration,
  type CustomFetch,
} from 'openid-client'
import type { Begun, Verified } from '#contest/sign-in/proof.ts'
import type { OpenidVerification, Provider } from '#contest/sign-in/provider.ts'
import { failed, unreachable, type Task, type Tools } from './outcome.ts'
import { maySendTo, type SecretFile } from './secrets.ts'

type OpenidProvider = Provider & { readonly verify: OpenidVerification }

/** What was found is good so long. */
const FOUND_MS = 600_000
const MOST_FOUND = 50

interface Found {
  readonly configuration: Promise<Configuration>
  readonly until: number
}

export function createOpenid({ fetch }: Tools) {
  const known = new Map<string, Found>()
  const find = async ({ verify, clientId }: OpenidProvider, secret: SecretFile | null): Promise<Configuration> => {
    const key = JSON.stringify([verify.issuer, clientId, verify.secret, secret])
    const before = known.get(key)
    if (before !== undefined && performance.now() < before.until) return before.configuration
    const text = secret?.secret ?? ''
    const by = verify.secret === 'none' ? None() : verify.secret === 'body' ? ClientSecretPost(text) : ClientSecretBasic(text)
    const issuer = new URL(verify.issuer)
    const bounded: CustomFetch = (url, { method, headers, body }) => fetch(url, { method, headers, body })
    const configuration = discovery(issuer, clientId ?? '', undefined, by, {
      [customFetch]: bounded,
      // Only hosts the administrator named are ever asked without TLS.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the library marks it so that nobody takes it lightly
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
    if (known.size >= MOST_FOUND) known.clear()
    known.set(key, { configuration, until: performance.now() + FOUND_MS })
    configuration.catch(() => known.delete(key))
    return configuration
  }

  /** Where people are sent. */
  const begin = async (provider: OpenidProvider, secret: SecretFile | null, begun: Begun): Promise<string> => {
    const configuration = await find(provider, secret)
    const address = buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: begun.redirect, scope: provider.verify.scope, state: begun.state, nonce: begun.nonce },
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      ...(provider.proof.from === 'form-post' ? { response_mode: 'form_post' } : {}),
    })
    return address.href
  }

  const receive = async ({ provider, secret, received, begun }: Task & { readonly provider: OpenidProvider }): Promise<Verified> => {
    if (begun === null) return failed('tampered', 'nothing was begun here')
    const configuration = await find(provider, secret)
    const to = configuration.serverMetadata().token_endpoint
    if (secret !== null && (to === undefined || !maySendTo(secret, to)))
      return failed(
        'unready',
        `the key file does not say that the secret may be sent to ${to === undefined ? 'nowhere' : new URL(to).host}`,
      )
    const url = new URL(begun.redirect)
    for (const [name, value] of Object.entries(received)) url.searchParams.set(name, value)
    const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, idTokenExpected: true }
    const tokens = await authorizationCodeGrant(configuration, url, checks)
    const claims = tokens.claims()
    if (claims === undefined) return failed('tampered', 'no identity token came')
    const more = provider.verify.userinfo && configuration.serverMetadata().userinfo_endpoint !== undefined
    return {
      ok: true,
      said: more ? { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims } : claims,
      once: null,
      until: null,
    }
  }

  return { find, begin, receive: (task: Task & { readonly provider: OpenidProvider }) => receive(task).catch(failureOf) }
}

/** By what the library says of it. @throws what it does not say */
function failureOf(error: unknown): Verified {
  const away = unreachable(error)
  if (away !== null) return away
  if (error instanceof AuthorizationResponseError) {
    const isAway = ['server_error', 'temporarily_unavailable'].includes(error.error)
    return failed(isAway ? 'away' : 'refused', error.error)
  }
  if (error instanceof ResponseBodyError)
    return failed(error.error === 'invalid_grant' ? 'late' : 'unready', `${String(error.status)} ${error.error}`)
  const { code } = error as { readonly code?: unknown }
  if (!(error instanceof Error) || typeof code !== 'string' || !code.startsWith('OAUTH_')) throw error
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return failed('late', error.message)
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return failed('away', error.message)
  const claim = (error.cause as { readonly claim?: unknown } | undefined)?.claim
  return failed(claim === 'aud' || claim === 'iss' ? 'not-for-us' : 'tampered', `${code} ${error.message}`)
}
