/**
 * Keyed chance: the same key gives the same numbers for ever, on every machine (docs/formats/paper-draw.md).
 * SHA-256 is an argument, so that nothing here depends on a runtime.
 */

/** SHA-256 (FIPS 180-4): any bytes → 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export interface Chance {
  /** A uniform integer in [0, bound), 1 ≤ bound ≤ 2^32. */
  below(bound: number): number
}

/** HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes. */
export function hmacSha256(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const inner = new Uint8Array(64 + message.length).fill(0x36, 0, 64)
  const outer = new Uint8Array(64 + 32).fill(0x5c, 0, 64)
  for (let i = 0; i < key.length; i++) {
    inner[i] = (key[i] as number) ^ 0x36
    outer[i] = (key[i] as number) ^ 0x5c
  }
  inner.set(message, 64)
  outer.set(sha256(inner), 64)
  return sha256(outer)
}

/** The ASCII bytes of texts, joined by zero bytes. Ids and labels are ASCII by construction. */
export function asciiBytes(...texts: readonly (string | number)[]): Uint8Array {
  const joined = texts.join('\0')
  const bytes = new Uint8Array(joined.length)
  for (let i = 0; i < joined.length; i++) {
    const code = joined.charCodeAt(i)
    if (code > 0x7f) throw new RangeError(`not ASCII: ${joined}`)
    bytes[i] = code
  }
  return bytes
}

/**
 * Block i of the stream is SHA-256(key ‖ i as 4 big-endian bytes), i from 0; it is read as big-endian 32-bit words.
 * A word w gives w mod bound unless w ≥ floor(2^32 / bound) · bound, when the next word is taken (no modulo bias).
 */
export function keyedChance(sha256: Sha256, key: Uint8Array): Chance {
  const input = new Uint8Array(key.length + 4)
  input.set(key)
  const counter = new DataView(input.buffer, key.length)
  let block: DataView = new DataView(new ArrayBuffer(0))
  let blocks = 0
  let read = 0
  const word = (): number => {
    if (read === block.byteLength) {
      counter.setUint32(0, blocks++)
      const bytes = sha256(input)
      block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      read = 0
    }
    const value = block.getUint32(read)
    read += 4
    return value
  }
  return {
    below: (bound) => {
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound)
      let value = word()
      while (value >= limit) value = word()
      return value % bound
    },
  }
}

/** Fisher–Yates from the end: for i = n−1 … 1 swaps i with below(i + 1). Changes and returns `items`. */
export function shuffle<T>(items: T[], chance: Chance): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const moved = items[i] as T
    items[i] = items[j] as T
    items[j] = moved
  }
  return items
}
