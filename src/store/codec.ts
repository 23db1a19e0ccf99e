/**
 * Encryption at rest and keyed look-ups. One 32-byte data key (a file with mode 0600, see adapters/keys.ts) gives, by
 * HKDF-SHA-256, one key a purpose, so that no key serves two.
 *
 * A sealed value is `nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM (NIST SP 800-38D) with a random nonce; the
 * context (table and row id) is authenticated, so that a value moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export type Purpose = 'personal' | 'questions' | 'round-keys' | 'index' | 'session' | 'ticket' | 'pseudonym'

export interface Codec {
  seal(purpose: Purpose, context: string, plain: Uint8Array): Uint8Array
  /** @throws when the value was changed, moved, or sealed under another key. */
  open(purpose: Purpose, context: string, sealed: Uint8Array): Uint8Array
  /** 32-byte keyed hash for equality look-ups; `what` keeps columns apart. */
  index(what: string, value: string): Uint8Array
  /** The 32-byte key of a purpose, for code that needs it whole (a worker, an HMAC ticket). */
  key(purpose: Purpose): Uint8Array
}

export function createCodec(dataKey: Uint8Array): Codec {
  const keys = new Map<Purpose, Buffer>()
  const key = (purpose: Purpose): Buffer => {
    const known = keys.get(purpose)
    if (known !== undefined) return known
    const derived = Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), `hoithi/${purpose}/v1`, 32))
    keys.set(purpose, derived)
    return derived
  }
  return {
    key,
    seal: (purpose, context, plain) => sealBytes(key(purpose), context, plain),
    open: (purpose, context, sealed) => openBytes(key(purpose), context, sealed),
    index: (what, value) => createHmac('sha256', key('index')).update(`${what}\0${value}`).digest(),
  }
}

export function sealBytes(key: Uint8Array, context: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function openBytes(key: Uint8Array, context: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
}

export function sealJson(codec: Codec, purpose: Purpose, context: string, value: unknown): Uint8Array {
  return codec.seal(purpose, context, Buffer.from(JSON.stringify(value)))
}

/** The caller names the type it sealed; the authentication tag vouches that nothing else is there. */
export function openJson<T>(codec: Codec, purpose: Purpose, context: string, sealed: Uint8Array): T {
  return JSON.parse(Buffer.from(codec.open(purpose, context, sealed)).toString('utf8')) as T
}
