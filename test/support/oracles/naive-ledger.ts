/**
 * The formats of docs/formats/ledger.md and receipt.md a second time, as slowly and as close to the words of the
 * specifications as possible, with node:crypto alone. It shares no line with src/ledger: what both agree on is right, or
 * the documents are wrong.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify as verifyEd25519 } from 'node:crypto'

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

/** MTH of RFC 6962 section 2.1. */
export function treeHash(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves
  if (first === undefined) return sha256()
  if (leaves.length === 1) return sha256(Buffer.of(0), first)
  const k = split(leaves.length)
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1. */
export function path(m: number, leaves: readonly Uint8Array[]): readonly Buffer[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...path(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))]
}

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2. */
export const consistency = (m: number, leaves: readonly Uint8Array[]): readonly Buffer[] => subproof(m, leaves, true)

function subproof(m: number, leaves: readonly Uint8Array[], b: boolean): readonly Buffer[] {
  if (m === leaves.length) return b ? [] : [treeHash(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), b), treeHash(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))]
}

/** The largest power of two smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)

/** An Ed25519 key from its 32-byte seed (RFC 8032). */
export function keyFromSeed(seed: Uint8Array): { readonly publicKey: Buffer; readonly sign: (message: Uint8Array) => Buffer } {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32)
  return { publicKey, sign: (message) => sign(null, message, key) }
}

export const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verifyEd25519(
    null,
    message,
    createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]), format: 'der', type: 'spki' }),
    signature,
  )

export function checkpoint(origin: string, leaves: readonly Uint8Array[], key: ReturnType<typeof keyFromSeed>): string {
  const text = [origin, leaves.length, treeHash(leaves).toString('base64'), ''].join('\n')
  const id = sha256(Buffer.from(origin), Buffer.of(0x0a, 0x01), key.publicKey).subarray(0, 4)
  return `${text}\n\u2014 ${origin} ${Buffer.concat([id, key.sign(Buffer.from(text))]).toString('base64')}\n`
}

export function receipt(index: number, leaves: readonly Uint8Array[], note: string): string {
  const leaf = leaves[index]
  if (leaf === undefined) throw new RangeError('no such leaf')
  return [
    'c2sp.org/tlog-proof@v1',
    `extra ${Buffer.from(leaf).toString('base64')}`,
    `index ${String(index)}`,
    ...path(index, leaves).map((node) => node.toString('base64')),
    '',
    note,
  ].join('\n')
}

/** The first 50 bits as a number, written in base 32. */
export function code(leaf: Uint8Array): string {
  const digest = sha256(Buffer.from('hoithi/receipt-code/v1\0'), sha256(Buffer.of(0), leaf))
  const bits = BigInt(`0x${digest.toString('hex')}`) >> 206n
  return bits
    .toString(32)
    .padStart(10, '0')
    .replace(/./g, (digit) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(parseInt(digit, 32)))
}

export const commitment = (salt: Uint8Array, opening: string): string =>
  sha256(Buffer.from('hoithi/entry/v1\0'), salt, Buffer.from(opening)).toString('hex')
