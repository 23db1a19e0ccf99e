/** Signs that Word keeps as places of a symbol font (`w:sym`, ECMA-376 part 1, section 17.3.3.30), in Unicode. */

/** Adobe's Symbol encoding, from 0x20; a blank where no question needs the sign. */
const symbol = new Map<number, string>([
  ...range(0x30, '0123456789'),
  ...range(0x41, 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'),
  ...range(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'),
  [0x22, '∀'], [0x24, '∃'], [0x2a, '∗'], [0x2b, '+'], [0x2d, '−'], [0x3c, '<'], [0x3d, '='], [0x3e, '>'], [0x40, '≅'], [0x5e, '⊥'], [0x7e, '∼'],
  [0xa2, '′'], [0xa3, '≤'], [0xa5, '∞'], [0xab, '↔'], [0xac, '←'], [0xad, '↑'], [0xae, '→'], [0xaf, '↓'], [0xb0, '°'], [0xb1, '±'], [0xb2, '″'],
  [0xb3, '≥'], [0xb4, '×'], [0xb5, '∝'], [0xb6, '∂'], [0xb7, '•'], [0xb8, '÷'], [0xb9, '≠'], [0xba, '≡'], [0xbb, '≈'], [0xbc, '…'],
  [0xc6, '∅'], [0xc7, '∩'], [0xc8, '∪'], [0xc9, '⊃'], [0xca, '⊇'], [0xcb, '⊄'], [0xcc, '⊂'], [0xcd, '⊆'], [0xce, '∈'], [0xcf, '∉'],
  [0xd0, '∠'], [0xd1, '∇'], [0xd5, '∏'], [0xd6, '√'], [0xd7, '⋅'], [0xd8, '¬'], [0xd9, '∧'], [0xda, '∨'], [0xdb, '⇔'], [0xdc, '⇐'], [0xde, '⇒'],
  [0xe5, '∑'], [0xf2, '∫'],
]) // prettier-ignore

/** The few signs of Wingdings that people put in front of lines or use as ticks. */
const wingdings = new Map<number, string>([
  [0x9f, '•'], [0xa7, '▪'], [0xa8, '☐'], [0xd8, '➢'], [0xe0, '→'], [0xf0, '⇨'], [0xfb, '✗'], [0xfc, '✓'], [0xfd, '☒'], [0xfe, '☑'],
]) // prettier-ignore

function range(from: number, letters: string): readonly (readonly [number, string])[] {
  return [...letters].map((letter, index) => [from + index, letter])
}

/** @param char hexadecimal, perhaps in the private area from F000; null for a sign we do not know */
export function signOf(font: string, char: string): string | null {
  const code = /^[0-9a-f]{1,4}$/i.test(char) ? parseInt(char, 16) : -1
  const place = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  if (/^symbol/i.test(font)) return symbol.get(place) ?? null
  if (/^wingdings$/i.test(font)) return wingdings.get(place) ?? null
  // Other fonts: a plain Unicode place, unless it lies in the private area.
  return code >= 0x20 && (code < 0xd800 || code > 0xf8ff) && code < 0xfffe ? String.fromCharCode(code) : null
}
