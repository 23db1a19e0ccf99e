/** One line of text as the runs of a Word paragraph: as it is, or with what Markdown says about parts of it. */
import { objectSign } from '../word/document/objects.ts'
import type { Run } from '../word/document/blocks.ts'
import { plainMarks, type RunMarks } from '../word/document/styles.ts'

export const plainRuns = (text: string): readonly Run[] => (text === '' ? [] : [{ text, marks: plainMarks }])

/**
 * Pictures and links; bold, marked, struck-out and slanted words. Signs inside of words stay signs. Bounded, since every opening sign looks
 * for its closing one.
 */
const pieces =
  /!\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)|\[([^\]\n]{1,200})\]\((?:[^)\n]{1,500})\)|(?<![\p{L}\d*])\*\*(?=\S)(.{1,400}?)(?<=\S)\*\*(?![\p{L}\d*])|==(?=\S)(.{1,400}?)(?<=\S)==|~~(?=\S)(.{1,400}?)(?<=\S)~~|(?<![\p{L}\d*])\*(?![\s*]|[A-H][.):/])([^*\n]{1,400}?)(?<=\S)\*(?![\p{L}\d*])/gu

export function markdownRuns(text: string, marks: RunMarks = plainMarks): readonly Run[] {
  const runs: Run[] = []
  let from = 0
  const plain = (to: number): void => {
    const words = text
      .slice(from, to)
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/<br\s*\/?>/gi, '\n')
    if (words !== '') runs.push({ text: words, marks })
  }
  for (const match of text.matchAll(pieces)) {
    plain(match.index)
    from = match.index + match[0].length
    const [, alt, linked, bold, shaded, struck, slanted] = match
    if (alt !== undefined) runs.push({ text: objectSign, marks, object: { kind: 'picture', part: null, alt } })
    else if (linked !== undefined) runs.push(...markdownRuns(linked, { ...marks, link: true }))
    else if (bold !== undefined) runs.push(...markdownRuns(bold, { ...marks, bold: true }))
    else if (shaded !== undefined) runs.push(...markdownRuns(shaded, { ...marks, fill: 'ffff00' }))
    else if (struck !== undefined) runs.push(...markdownRuns(struck, { ...marks, struck: true }))
    else runs.push(...markdownRuns(slanted ?? '', { ...marks, italic: true }))
  }
  plain(text.length)
  return runs
}
