/** Pictures inside question files: accepted by their content, never by their name, before anything decodes them. */
import { inMegabytes, pictureLimits } from '#contest/limits.ts'
import type { PictureType } from '#contest/questions/question.ts'
import type { Checked } from '#contest/values.ts'
import { sha256, toHex } from '#ledger/bytes.ts'
import { found } from '../findings/findings.ts'

/** A picture found in a file, accepted by its content and named by the digest of its bytes. */
export interface PictureFile {
  /** Lower-case hex SHA-256 of `bytes`. */
  readonly digest: string
  readonly mediaType: PictureType
  readonly bytes: Uint8Array
}

/**
 * PNG (W3C PNG 3rd ed.), JPEG (ITU-T T.81), GIF (89a) and WebP (RFC 9649) with their sizes read from their headers; everything else —
 * also the EMF and WMF in which Word keeps old formulas, and SVG, which can hold programs — is refused with the way out.
 * @param what names the picture in the message: `Câu 5`
 */
export function readPicture(bytes: Uint8Array, what: string, place: string): Checked<PictureFile> {
  const refuse = (code: 'picture-kind' | 'picture-too-large' | 'picture-damaged') => ({
    ok: false as const,
    findings: [found(code, place, { question: what, mb: inMegabytes(pictureLimits.bytes), pixels: pictureLimits.pixels })],
  })
  if (bytes.length > pictureLimits.bytes) return refuse('picture-too-large')
  const mediaType = pictureType(bytes)
  if (mediaType === null) return refuse('picture-kind')
  const size = sizeOf[mediaType](bytes)
  if (size === null || size.width === 0 || size.height === 0) return refuse('picture-damaged')
  if (size.width > pictureLimits.pixels || size.height > pictureLimits.pixels) return refuse('picture-too-large')
  return { ok: true, value: { digest: toHex(sha256(bytes)), mediaType, bytes }, findings: [] }
}

function pictureType(bytes: Uint8Array): PictureType | null {
  if (hasAscii(bytes, 1, 'PNG\r\n\u001a\n') && bytes[0] === 0x89) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (hasAscii(bytes, 0, 'GIF87a') || hasAscii(bytes, 0, 'GIF89a')) return 'image/gif'
  if (hasAscii(bytes, 0, 'RIFF') && hasAscii(bytes, 8, 'WEBP')) return 'image/webp'
  return null
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Width and height in pixels as the header says; null when it says nothing that can be. */
export function pictureSize(bytes: Uint8Array): Size | null {
  const type = pictureType(bytes)
  const size = type === null ? null : sizeOf[type](bytes)
  return size === null || size.width === 0 || size.height === 0 ? null : size
}

const sizeOf: Readonly<Record<PictureType, (bytes: Uint8Array) => Size | null>> = {
  'image/png': (bytes) =>
    bytes.length >= 33 && hasAscii(bytes, 12, 'IHDR') ? { width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) } : null,
  'image/gif': (bytes) => (bytes.length >= 13 ? { width: view(bytes).getUint16(6, true), height: view(bytes).getUint16(8, true) } : null),
  'image/webp': webpSize,
  'image/jpeg': jpegSize,
}

function webpSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 30) return null
  const data = view(bytes)
  if (hasAscii(bytes, 12, 'VP8X')) {
    const side = (at: number): number => 1 + data.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16)
    return { width: side(24), height: side(27) }
  }
  if (hasAscii(bytes, 12, 'VP8L')) {
    const bits = data.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (hasAscii(bytes, 12, 'VP8 ')) return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff }
  return null
}

/** The first start-of-frame segment, which holds the size; at most as many steps as there are bytes. */
function jpegSize(bytes: Uint8Array): Size | null {
  const data = view(bytes)
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: data.getUint16(at + 7), height: data.getUint16(at + 5) }
    }
    const length = data.getUint16(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function hasAscii(bytes: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > bytes.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
