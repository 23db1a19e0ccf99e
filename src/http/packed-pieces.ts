/**
 * gzip (RFC 1952) put together from pieces that were deflated before: each ends on a byte and looks back at nothing before it, so that
 * they can stand in any order. Packing a paper as a whole would cost as much as drawing it and storing that it was.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'

export interface PackedPiece {
  /** Deflate blocks (RFC 1951), none of them the last. */
  readonly packed: Buffer
  /** Of its plain bytes. */
  readonly sum: number
  readonly size: number
  /** What the sum of everything before it is multiplied by. */
  readonly shift: number
}

/** Pieces are short: a window of a kilobyte sees all of one, and little memory is made ready for it. */
const deflate = { level: 9, windowBits: 10, memLevel: 4, finishFlush: constants.Z_FULL_FLUSH } as const

export const packPiece = (plain: Buffer): PackedPiece => ({
  packed: deflateRawSync(plain, deflate),
  ...{ sum: crc32(plain), size: plain.length, shift: shiftOf(plain.length) },
})

/** The product of two polynomials over GF(2) modulo that of CRC-32; the highest bit is the constant term. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 31, power = b; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= power
    power = (power >>> 1) ^ (power & 1 ? 0xedb88320 : 0)
  }
  return product >>> 0
}

/** x to the power of eight times so many bytes. */
function shiftOf(bytes: number): number {
  let shift = 0x80000000
  for (let left = bytes, power = 0x00800000; left > 0; left >>>= 1, power = multiply(power, power)) {
    if (left & 1) shift = multiply(shift, power)
  }
  return shift
}

/** Deflate, no name, no time, unknown system. */
const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** Of a block that is stored as it is, before its bytes. */
const STORED = 5
const mostStored = 0xffff

/** @param before what is different each time, at most 65,535 bytes: stored as it is @param after the last */
export function joinPieces(before: Buffer, pieces: readonly PackedPiece[], after: PackedPiece): Buffer {
  if (before.length > mostStored) throw new RangeError('one stored block holds no more')
  let size = head.length + STORED + before.length + after.packed.length + STORED + 8
  for (const { packed } of pieces) size += packed.length
  const joined = Buffer.allocUnsafe(size)
  joined.set(head)
  let at = stored(joined, head.length, before.length, false)
  joined.set(before, at)
  at += before.length
  let sum = crc32(before)
  let plainSize = before.length
  const add = (piece: PackedPiece): void => {
    joined.set(piece.packed, at)
    at += piece.packed.length
    sum = multiply(sum, piece.shift) ^ piece.sum
    plainSize += piece.size
  }
  for (const piece of pieces) add(piece)
  add(after)
  at = stored(joined, at, 0, true)
  at = joined.writeUInt32LE(sum >>> 0, at)
  joined.writeUInt32LE(plainSize % 2 ** 32, at)
  return joined
}

/** @returns where its bytes go */
function stored(into: Buffer, from: number, bytes: number, isLast: boolean): number {
  let at = into.writeUInt8(isLast ? 1 : 0, from)
  at = into.writeUInt16LE(bytes, at)
  return into.writeUInt16LE(mostStored - bytes, at)
}
