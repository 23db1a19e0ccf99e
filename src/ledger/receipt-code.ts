/**
 * The ten characters of a receipt that fit on paper and over the telephone: the first 50 bits of
 * SHA-256("hoithi/receipt-code/v1" ‖ 0x00 ‖ leaf hash) in Crockford's base 32 (no I, L, O, U).
 * A code finds an entry; it proves nothing by itself.
 */
import { concat, hashOf, sha256 as portableSha256, utf8, type Sha256 } from './bytes.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const label = concat(utf8('hoithi/receipt-code/v1'), Uint8Array.of(0))

/** Ten characters, without a dash. */
export function receiptCode(leafHash: Uint8Array, sha256: Sha256 = portableSha256): string {
  let code = ''
  let held = 0
  let bits = 0
  // Seven bytes hold the 50 bits; the last six bits are not used.
  for (const byte of hashOf(sha256, label, leafHash).subarray(0, 7)) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5 && code.length < 10; bits -= 5) code += alphabet.charAt((held >> (bits - 5)) & 31)
  }
  return code
}

/** As shown to people: `7K2QM-XV9TD`. */
export const displayReceiptCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** What somebody typed → the ten characters, or null: case, spaces and dashes do not matter, O reads as 0, I and L as 1. */
export function normaliseReceiptCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : null
}
