/** Signs people put beside the words of the right option: `*B`, `B ✓`, `B (x)`. */

export interface OptionSign {
  /** Signs of one family are one sign: who ticks one question may star the next. */
  readonly sign: string
  /** The words without it. */
  readonly bare: string
  /** It says "right" wherever it stands: `✓`, `(đúng)`. */
  readonly isTick: boolean
}

const front = /^(?:([*✓✔☑☒✅#])|[([]\s*([x*✓✔])\s*[)\]])\s*(?=\S)/iu
/** A bracket right behind a word is the word's: `f(x)`. */
const back = /\s*(?:([*✓✔☑☒✅])|(?<!\S)[([]\s*([x*✓✔]|đúng|đ|đáp án(?: đúng)?|correct|right)\s*[)\]]|\s(#))\s*$/iu

const ticks = /^(?:[✓✔☑✅]|đ|đúng|đáp án.*|correct)$/iu

/** Words of their own, whatever the file uses as its mark: `*101#`, `#phuloc2024`. */
const code = /^(?:\*\d[\d*]*#$|#\d[\d*]*#?$|#[\p{Ll}\d_]\S{3,}$)/u

/** Null where the words have none. Whether it is a mark at all, only the whole file can tell. */
export function signOf(words: string): OptionSign | null {
  if (code.test(words)) return null
  const behind = back.exec(words)
  const match = behind !== null && code.test(words.slice(0, behind.index)) ? behind : (front.exec(words) ?? behind)
  if (match === null) return null
  const bare = match.index === 0 ? words.slice(match[0].length) : words.slice(0, match.index)
  const sign = match[1] ?? match[2] ?? match[3] ?? ''
  return bare.trim() === '' ? null : { sign: sign.startsWith('#') ? '#' : '*', bare: bare.trim(), isTick: ticks.test(sign) }
}
