/** Vietnamese phone numbers as people type them → E.164. */
import { cleanText } from '#contest/text.ts'

/**
 * `+84905123456` from `0905 123 456`, `84.905.123.456`, `+84 (0) 905-123-456`, `0084…` or `905123456` (a number cell that
 * lost its leading zero). Mobile numbers have nine digits after the zero and begin with 3, 5, 7, 8 or 9, fixed lines ten
 * and begin with 2 (numbering plan of 2018). Null for everything else, also for two numbers in one cell.
 */
export function readPhone(text: string): string | null {
  const bare = cleanText(text).replace(/[\s.\-‐‑–()]/g, '')
  const digits = /^(?:\+84|0084|84(?=\d{9,11}$)|(?=\d{9,11}$))(\d+)$/.exec(bare)?.[1]
  const national = digits?.replace(/^0/, '')
  if (national === undefined) return null
  return /^[35789]\d{8}$/.test(national) || /^2\d{9}$/.test(national) ? `+84${national}` : null
}
