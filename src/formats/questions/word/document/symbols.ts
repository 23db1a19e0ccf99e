/** Signs that Word keeps as places of a symbol font (`w:sym`, ECMA-376 part 1, section 17.3.3.30; or text in that font), in Unicode. */
import type { Block, Paragraph, Run } from './blocks.ts'
import { objectSign } from './objects.ts'

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
  [0x6c, '●'], [0x6e, '■'], [0x6f, '☐'], [0x71, '☐'], [0x9f, '•'], [0xa7, '▪'], [0xa8, '☐'], [0xd8, '➢'], [0xe0, '→'], [0xf0, '⇨'], [0xfb, '✗'], [0xfc, '✓'], [0xfd, '☒'], [0xfe, '☑'],
]) // prettier-ignore

const wingdings2 = new Map<number, string>([
  [0x4f, '✗'], [0x50, '✓'], [0x51, '☒'], [0x52, '☑'], [0x53, '☒'], [0x54, '☒'], [0xa3, '☐'],
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
  if (/^wingdings 2$/i.test(font)) return wingdings2.get(place) ?? null
  // Other fonts: a plain Unicode place, unless it lies in the private area.
  return code >= 0x20 && (code < 0xd800 || code > 0xf8ff) && code < 0xfffe ? String.fromCharCode(code) : null
}

/** Fonts whose letters are signs, whatever letter was typed. */
const isSymbolFont = (font: string | null): boolean => font !== null && /^(symbol|wingdings( [23])?|webdings|zapf ?dingbats)\b/i.test(font)

const privateSign = /[\uf020-\uf0ff]/

/** Every paragraph with text in symbol fonts as the signs people see: a tick is no `ü`. What is unknown becomes an object nobody can read. */
export function withSigns(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) =>
    block.kind === 'table' ? { ...block, rows: block.rows.map((row) => row.map((cell) => cell.map(signsOf))) } : signsOf(block),
  )
}

function signsOf(paragraph: Paragraph): Paragraph {
  const isPlain = paragraph.runs.every(
    ({ text, marks, object }) => object !== undefined || !(isSymbolFont(marks.font) || privateSign.test(text)),
  )
  return isPlain ? paragraph : { ...paragraph, runs: paragraph.runs.flatMap(signRuns) }
}

function signRuns(run: Run): readonly Run[] {
  const { text, marks, object } = run
  const { font } = marks
  const isSign = isSymbolFont(font) ? /[!-\u00ff\uf020-\uf0ff]/ : privateSign
  // Old Vietnamese alphabets are fonts of their own (fonts.ts).
  if (object !== undefined || !isSign.test(text) || /^(\.vn|vni)/i.test(font ?? '')) return [run]
  const runs: Run[] = []
  for (const character of text) {
    const place = character.charCodeAt(0).toString(16)
    const sign = !isSign.test(character) ? character : font === null ? null : isSymbolFont(font) ? signIn(font, place) : null
    const last = runs.at(-1)
    if (sign === null) runs.push({ text: objectSign, marks, object: { kind: 'symbol', font: (font ?? '?').slice(0, 40) } })
    else if (last === undefined || last.object !== undefined) runs.push({ ...run, text: sign })
    else runs[runs.length - 1] = { ...last, text: last.text + sign }
  }
  return runs
}

/** Of these two only the places in our tables are known. */
const signIn = (font: string, place: string): string | null => (/^(symbol|wingdings( 2)?)$/i.test(font) ? signOf(font, place) : null)
