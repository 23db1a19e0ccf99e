/**
 * Encryption at rest and keyed look-ups. One 32-byte data key (a file with mode 0600, see adapters/keys.ts) gives, by
 * HKDF-SHA-256, one key a purpose, so that no key serves two.
 *
 * A sealed value is `nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM (NIST SP 800-38D) with a random nonce; the
 * context (table and row id) is authenticated, so that a value moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, hkdfSync, type KeyObject } from 'node:crypto'
import { drawBytes } from './chance.ts'
import { startTurns } from './turns.ts'

export type Purpose =
  'personal' | 'questions' | 'round-keys' | 'index' | 'session' | 'device' | 'ticket' | 'pseudonym' | 'results' | 'second-factor'

export interface Codec {
  seal(purpose: Purpose, context: string, plain: Uint8Array): Uint8Array
  /** @throws when the value was changed, moved, or sealed under another key. */
  open(purpose: Purpose, context: string, sealed: Uint8Array): Uint8Array
  /** As `seal` and `open`, for what takes longer than others should wait. */
  sealLong(purpose: Purpose, context: string, plain: Uint8Array): Promise<Uint8Array>
  openLong(purpose: Purpose, context: string, sealed: Uint8Array): Promise<Uint8Array>
  /** 32-byte keyed hash for equality look-ups; `what` keeps columns apart. */
  index(what: string, value: string): Uint8Array
  /** HMAC-SHA-256 under the key of a purpose. */
  mac(purpose: Purpose, message: string): Buffer
  /** The 32-byte key of a purpose, for code that needs it whole (a worker, an HMAC ticket). */
  key(purpose: Purpose): Uint8Array
}

export const createCodec = (dataKey: Uint8Array): Codec =>
  codecFrom((purpose) => Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), `hoithi/${purpose}/v1`, 32)))

/** For a thread that is given the keys of some purposes only (see `key`), and can open nothing else. */
export const codecOf = (keys: Readonly<Partial<Record<Purpose, Uint8Array>>>): Codec =>
  codecFrom((purpose) => {
    const key = keys[purpose]
    if (key === undefined) throw new Error(`no key to ${purpose} here`)
    return key
  })

function codecFrom(keyFor: (purpose: Purpose) => Uint8Array): Codec {
  const keys = new Map<Purpose, KeyObject>()
  const keyOf = (purpose: Purpose): KeyObject => {
    const known = keys.get(purpose)
    if (known !== undefined) return known
    const derived = sealingKey(keyFor(purpose))
    keys.set(purpose, derived)
    return derived
  }
  return {
    key: (purpose) => keyOf(purpose).export(),
    seal: (purpose, context, plain) => sealBytes(keyOf(purpose), context, plain),
    open: (purpose, context, sealed) => openBytes(keyOf(purpose), context, sealed),
    sealLong: (purpose, context, plain) => sealLong(keyOf(purpose), context, plain),
    openLong: (purpose, context, sealed) => openLong(keyOf(purpose), context, sealed),
    index: (what, value) => hmac(keyOf('index'), `${what}\0${value}`),
    mac: (purpose, message) => hmac(keyOf(purpose), message),
  }
}

/** 32 bytes as the platform's key: made once and kept, since making it costs four times a sealing. */
export const sealingKey = (key: Uint8Array): KeyObject => createSecretKey(key)

const BLOCK = 64
/** Bytes of a message at most; a longer one costs enough by itself. */
const SHORT = 1024

interface HmacPads {
  /** Each message is written behind it. */
  readonly inner: Buffer
  readonly outer: Buffer
}

const padsOf = new WeakMap<KeyObject, HmacPads>()

function pads(key: KeyObject): HmacPads {
  const known = padsOf.get(key)
  if (known !== undefined) return known
  const bytes = key.export()
  if (bytes.length > BLOCK) throw new RangeError('a key longer than a block is hashed first')
  const made = { inner: Buffer.alloc(BLOCK + SHORT, 0x36), outer: Buffer.alloc(BLOCK + 32, 0x5c) }
  for (const [at, byte] of bytes.entries()) {
    made.inner[at] = 0x36 ^ byte
    made.outer[at] = 0x5c ^ byte
  }
  padsOf.set(key, made)
  return made
}

/** HMAC-SHA-256 (RFC 2104) of a text in UTF-8. By two plain hashes: node makes an object for each, which costs three times as much. */
export function hmac(key: KeyObject, message: string): Buffer {
  // A unit of a text is three bytes at most.
  if (message.length * 3 > SHORT) return createHmac('sha256', key).update(message).digest()
  const { inner, outer } = pads(key)
  const length = inner.write(message, BLOCK)
  outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'latin1')
  return Buffer.from(hash('sha256', outer, 'binary'), 'latin1')
}

export function sealBytes(key: KeyObject, context: string, plain: Uint8Array): Uint8Array {
  const sealed = Buffer.allocUnsafe(12 + plain.length + 16)
  const nonce = drawBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  sealed.set(nonce)
  sealed.set(cipher.update(plain), 12)
  // GCM holds nothing back: `final` only closes the tag.
  cipher.final()
  sealed.set(cipher.getAuthTag(), 12 + plain.length)
  return sealed
}

/** Nothing is opened by a tag that was cut short. */
const tagged = { authTagLength: 16 } as const

export function openBytes(key: KeyObject, context: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), tagged)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  const plain = decipher.update(sealed.subarray(12, sealed.length - 16))
  // GCM holds nothing back: `final` only checks the tag, and throws before anything of `plain` is handed out.
  decipher.final()
  return plain
}

/** Bytes a stretch: a few milliseconds. */
const piece = 1 << 20

async function sealLong(key: KeyObject, context: string, plain: Uint8Array): Promise<Uint8Array> {
  const sealed = Buffer.allocUnsafe(12 + plain.length + 16)
  const nonce = drawBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  sealed.set(nonce)
  const turns = startTurns()
  for (let at = 0; at < plain.length; at += piece) {
    sealed.set(cipher.update(plain.subarray(at, at + piece)), 12 + at)
    if (turns.due()) await turns.give()
  }
  cipher.final()
  sealed.set(cipher.getAuthTag(), 12 + plain.length)
  return sealed
}

async function openLong(key: KeyObject, context: string, sealed: Uint8Array): Promise<Uint8Array> {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), tagged)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  const inner = sealed.subarray(12, sealed.length - 16)
  const plain = Buffer.allocUnsafe(inner.length)
  const turns = startTurns()
  for (let at = 0; at < inner.length; at += piece) {
    plain.set(decipher.update(inner.subarray(at, at + piece)), at)
    if (turns.due()) await turns.give()
  }
  // Throws before anything of `plain` is handed out.
  decipher.final()
  return plain
}

export function sealJson(codec: Codec, purpose: Purpose, context: string, value: unknown): Uint8Array {
  return codec.seal(purpose, context, Buffer.from(JSON.stringify(value)))
}

/** The caller names the type it sealed; the authentication tag vouches that nothing else is there. */
export function openJson<T>(codec: Codec, purpose: Purpose, context: string, sealed: Uint8Array): T {
  return JSON.parse(Buffer.from(codec.open(purpose, context, sealed)).toString('utf8')) as T
}
