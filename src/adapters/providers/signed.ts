/** Proofs that carry their own signature: a JWS (RFC 7515) and parameters with an HMAC. Neither is older than two minutes. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRemoteJWKSet, customFetch, errors, importJWK, importSPKI, jwtVerify, type JWK, type JWTVerifyGetKey } from 'jose'
import type { Verified } from '#contest/sign-in/proof.ts'
import type { HmacVerification, JwsVerification, Provider } from '#contest/sign-in/provider.ts'
import { failed, unreachable, type Task, type Tools } from './outcome.ts'

type Of<Verification> = Provider & { readonly verify: Verification }
/** A proof counts this long after it was made, by our clock; theirs may be ahead by so much. */
export interface ProofTimes {
  readonly proofMs: number
  readonly skewMs: number
}

const MOST_KEY_SETS = 50

export function createJws({ fetch }: Tools, { proofMs, skewMs }: ProofTimes) {
  const sets = new Map<string, JWTVerifyGetKey>()
  const keySet = (address: string): JWTVerifyGetKey => {
    const known = sets.get(address)
    if (known !== undefined) return known
    const made = createRemoteJWKSet(new URL(address), { [customFetch]: (url, { method, headers }) => fetch(url, { method, headers }) })
    if (sets.size >= MOST_KEY_SETS) sets.clear()
    sets.set(address, made)
    return made
  }

  async function keyOf({ publicKey, algorithms }: JwsVerification, secret: string | null) {
    if (publicKey === null) return Buffer.from(secret ?? '')
    const [algorithm = ''] = algorithms
    return publicKey.trimStart().startsWith('{') ? importJWK(JSON.parse(publicKey) as JWK, algorithm) : importSPKI(publicKey, algorithm)
  }

  const verified = async ({ provider, secret, received, now }: Task & { readonly provider: Of<JwsVerification> }): Promise<Verified> => {
    const { verify, proof } = provider
    const { algorithms, audience, issuer, jwks } = verify
    const options = {
      ...{ algorithms: [...algorithms], audience, ...(issuer === null ? {} : { issuer }), currentDate: new Date(now) },
      ...{ clockTolerance: skewMs / 1000, maxTokenAge: (proofMs - skewMs) / 1000, requiredClaims: ['iat', 'jti'] },
    }
    const token = received[proof.name] ?? ''
    const { payload } =
      jwks === null
        ? await jwtVerify(token, await keyOf(verify, secret?.secret ?? null), options)
        : await jwtVerify(token, keySet(jwks), options)
    return { ok: true, said: payload, once: `${payload.iss ?? ''} ${String(payload.jti)}`, until: now + proofMs + skewMs }
  }

  return { receive: (task: Task & { readonly provider: Of<JwsVerification> }): Promise<Verified> => verified(task).catch(failureOf) }
}

function failureOf(error: unknown): Verified {
  const away = unreachable(error)
  if (away !== null) return away
  if (error instanceof errors.JWTExpired) return failed('late', error.message)
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, message } = error
    if (claim === 'aud' || claim === 'iss') return failed('not-for-us', message)
    return failed((claim === 'iat' || claim === 'nbf') && reason === 'check_failed' ? 'late' : 'tampered', message)
  }
  if (error instanceof errors.JWKSTimeout) return failed('away', error.message)
  if (error instanceof errors.JOSEError) return failed(error.code === 'ERR_JOSE_GENERIC' ? 'away' : 'tampered', error.message)
  // A public key that is none.
  if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) return failed('unready', error.message)
  throw error
}

export function receiveHmac(
  { provider, secret, received, now }: Task & { readonly provider: Of<HmacVerification> },
  { proofMs, skewMs }: ProofTimes,
): Verified {
  const { hash, encoding, signature, signed, pairs, joiner, time, unit } = provider.verify
  const names =
    signed.length > 0
      ? signed
      : Object.keys(received)
          .filter((name) => name !== signature)
          .sort()
  const parts = names.map((name) => (pairs ? `${name}=${received[name] ?? ''}` : (received[name] ?? '')))
  const message = parts.join(joiner)
  // Where what joins them stands in one of them, two sets of parameters have one signature.
  if (names.some((name) => name.includes('=') || (received[name] ?? '').includes(joiner)))
    return failed('tampered', `a signed parameter holds “${joiner}”`)
  // Of a long one a piece at the edge may be taken for the neighbour's.
  if (joiner.length > 1 && parts.some((part) => [part.at(0), part.at(-1)].some((edge) => edge !== undefined && joiner.includes(edge))))
    return failed('tampered', `a signed parameter begins or ends with a piece of “${joiner}”`)
  const wanted = createHmac(hash, secret?.secret ?? '')
    .update(message)
    .digest()
  const shown = Buffer.from(received[signature] ?? '', encoding)
  if (shown.length !== wanted.length || !timingSafeEqual(shown, wanted)) return failed('tampered', 'the signature is another')
  const at = Number(received[time] ?? Number.NaN) * (unit === 'seconds' ? 1000 : 1)
  if (!Number.isFinite(at)) return failed('tampered', `no time at ${time}`)
  if (now - at > proofMs || at - now > skewMs) return failed('late', `made ${String(Math.round((now - at) / 1000))} s ago`)
  // What is not signed says nothing.
  return {
    ok: true,
    said: Object.fromEntries(names.map((name) => [name, received[name] ?? ''])),
    once: wanted.toString('base64url'),
    until: now + proofMs + skewMs,
  }
}
