/** Questions that begin in the middle of a line, behind the options of another. */
import { namedHead } from './heads.ts'

const namedMark = /(?<=[\s.;)])(?:câu(?:\s+hỏi)?|question)\s*0*(\d{1,5})\s*[:.)/]/giu
const bareMark = /(?<=\s)0*(\d{1,4})\s*[.)]\s+(?=\p{L})/gu
const optionMark = /(?:^|\s)[*#$]?[A-Ha-h]\s?[.):/]/g

/** A cheap look: does the line begin an option, or hold one behind a blank? */
export const startsOption = (text: string): boolean => /(?:^|[\s(])[*#$]?[A-Ha-h]\s?[*#$]?[.):/]|^\s*[*#$]?[A-Ha-h]\s?[-–]\s/.test(text)

/**
 * Where further questions begin in a line. Only the next number counts, and only behind options: a stem may speak of "câu 2"
 * itself.
 * @param number of the question the line begins or goes on with
 */
export function inlineHeads(text: string, isNamed: boolean, number: number, hasOptions: boolean): readonly number[] {
  if (text.length < 8) return []
  const options = [...text.matchAll(optionMark)].map(({ index }) => index)
  if (options.length === 0 && !hasOptions) return []
  const cuts: number[] = []
  let last = number
  let before = 0
  let sinceCut = 0
  for (const match of text.matchAll(isNamed ? namedMark : bareMark)) {
    if (Number(match[1]) !== last + 1 || match.index === 0) continue
    while ((options[before] ?? Infinity) < match.index) {
      before++
      sinceCut++
    }
    const behindOptions = sinceCut >= 2 || (cuts.length === 0 && hasOptions && sinceCut > 0)
    // A bare number is a question only with options of its own.
    const beforeOptions = isNamed ? namedHead(text.slice(match.index, match.index + 100), -1) !== null : options[before + 1] !== undefined
    if (!behindOptions || !beforeOptions) continue
    cuts.push(match.index)
    sinceCut = 0
    last++
  }
  return cuts
}
