/** Codes for units that are made from their names. */
import { foldText } from '../text.ts'

/**
 * For each name a code that no unit has: the first letters of its words, and a number where those are taken.
 * @param taken codes of all units
 */
export function freeCodes(names: readonly string[], taken: Iterable<string>): readonly string[] {
  const used = new Set([...taken].map(foldText))
  return names.map((name) => {
    const letters = foldText(name)
      .replace(/[^a-z0-9 ]/g, ' ')
      .split(' ')
      .map((word) => word.charAt(0))
      .join('')
      .slice(0, longestLetters)
      .toUpperCase()
    for (let at = 1; ; at++) {
      const code = `${letters || 'DV'}${at === 1 ? '' : String(at)}`
      if (used.has(foldText(code))) continue
      used.add(foldText(code))
      return code
    }
  })
}

/** With a number still a code. */
const longestLetters = 20
