/** Bytes and their texts. No platform types here: the same code runs in the server, the command line and the browser. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

// Both are in every runtime, but in no type library of a pure folder.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string
}

/** SHA-256 (FIPS 180-4): any bytes in, 32 bytes out. Injected where the platform has a faster one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const sha256: Sha256 = (bytes) => nobleSha256(bytes)

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array => encoder.encode(text)
export const toHex = (bytes: Uint8Array): string => bytesToHex(bytes)

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

let scratch = new Uint8Array(4096)

/**
 * SHA-256 of the parts one after the other. They are laid side by side in memory that is kept: a hash is taken a dozen times
 * for every entry, and making that many arrays costs more than hashing them. `sha256` must not keep what it is given.
 */
export function hashOf(sha256: Sha256, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) {
    if (length + part.length > scratch.length) {
      const larger = new Uint8Array(2 * (length + part.length))
      larger.set(scratch)
      scratch = larger
    }
    scratch.set(part, length)
    length += part.length
  }
  return sha256(scratch.subarray(0, length))
}

/** Null for bytes that are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Null unless `text` is lower-case hex of exactly `length` bytes. */
export function fromHex(text: string, length: number): Uint8Array | null {
  return text.length === length * 2 && /^[0-9a-f]*$/.test(text) ? hexToBytes(text) : null
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, position) => byte === other[position])
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2)
    const known = bytes.length - at
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += known > 1 ? alphabet.charAt((group >> 6) & 63) : '='
    text += known > 2 ? alphabet.charAt(group & 63) : '='
  }
  return text
}

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0

/** Null for anything but the one canonical spelling: what decodes must encode to the same text again. */
export function fromBase64(text: string): Uint8Array | null {
  const body = text.replace(/={1,2}$/, '')
  if (text.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(body)) return null
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4))
  for (let at = 0, bits = 0, held = 0, out = 0; at < body.length; at++) {
    held = ((held << 6) | alphabet.indexOf(body.charAt(at))) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[out++] = (held >> bits) & 0xff
    }
  }
  return toBase64(bytes) === text ? bytes : null
}
