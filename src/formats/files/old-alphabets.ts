/**
 * Plain text in the alphabets from before Unicode, TCVN3 (TCVN 5712:1993 VN3) and VNI. Read as Latin letters it is no Vietnamese any more;
 * in Word files the font says which it is, here only the letters do.
 */

export type OldAlphabet = 'TCVN3 (ABC)' | 'VNI'

/** Signs that TCVN3 puts inside of words, where no other writing has them: ă â ê ô ơ ư đ and vowels with tones. */
const inTcvn3 = /\p{L}[\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]|[\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]\p{L}/gu
/** VNI puts the tone behind its vowel: `aø`, `oû`, `eï`. */
const inVni = /[aeouyôöAEOUYÔÖ][øûïØÛÏ]/g

/** Letters only Unicode has: with them a text is what it seems. */
const onlyUnicode = /[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/

const FEW = 3
const SAMPLE = 200_000

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** @param text by UTF-8, or every byte as its letter of Latin-1 */
export function oldAlphabetOf(text: string): OldAlphabet | null {
  const sample = text.slice(0, SAMPLE)
  if (onlyUnicode.test(sample)) return null
  if (countOf(sample, inTcvn3) >= FEW) return 'TCVN3 (ABC)'
  return countOf(sample, inVni) >= FEW ? 'VNI' : null
}
