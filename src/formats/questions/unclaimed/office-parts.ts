/**
 * Text of a Word or Excel package that its reader never came to: headers and footers, notes nothing refers to, diagrams. Found by looking at the parts themselves, whatever the readers know of them.
 */
import type { Parts } from '../../files/archive.ts'
import { walkXml } from '../../files/xml.ts'
import type { Block } from '../word/document/blocks.ts'
import { isPast, skipped } from '../word/document/elements.ts'
import type { SourcePiece } from './pieces.ts'

const wordParts = /^word\/(?:document\d*|header\d*|footer\d*|comments|footnotes|endnotes|diagrams\/data\d*|charts\/chart\d*)\.xml$/
/** Of charts and diagrams, where words stand outside of paragraphs. */
const alone = new Set(['v', 'pt'])

const signs = /[^\p{L}\p{N}]+/gu
/** Letters and digits alone: runs of a paragraph part words anywhere. */
const lettersOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(signs, '')

/** Paragraphs of all parts, or runs of them, that are not among the blocks and notes read already. */
export function unreadOfWord(parts: Parts, blocks: readonly Block[]): readonly SourcePiece[] {
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : block.rows.flat(2)))
  const known = paragraphs.flatMap(({ runs, notes }) => [
    runs.map(({ text }) => text).join(''),
    ...runs.flatMap(({ object }) => (object?.kind === 'text-box' ? [object.text] : object?.kind === 'picture' ? [object.alt] : [])),
    ...notes.map(({ text }) => text),
  ])
  const all = known.map(lettersOf).join('|')
  const told = new Set<string>()
  return [...parts].flatMap(([name, bytes]) => {
    if (!wordParts.test(name)) return []
    return paragraphsOf(bytes, name).flatMap((runs): SourcePiece[] => {
      const isKnown = (text: string): boolean => all.includes(lettersOf(text))
      const whole = runs.join('')
      if (!/\p{L}{2}/u.test(whole) || isKnown(whole) || told.has(whole)) return []
      told.add(whole)
      const text = runs.filter((run) => !isKnown(run)).join(' ')
      return lettersOf(text).length < 2 ? [] : [{ place: name, text, isApart: true }]
    })
  })
}

/** Runs of each paragraph; what stands inside of formulas is told with them. */
function paragraphsOf(bytes: Uint8Array, part: string): readonly (readonly string[])[] {
  const paragraphs: string[][] = []
  const open: string[][] = []
  let skip = 0
  let isText = false
  walkXml(bytes, part, {
    open: (name) => {
      if (skip > 0 || skipped.has(name) || isPast(name) || name === 'oMath') skip++
      else if (name === 'p' || alone.has(name)) open.push([''])
      else if (name === 't') isText = true
      else if (name === 'r') open.at(-1)?.push('')
    },
    text: (chunk) => {
      const runs = open.at(-1)
      if (skip === 0 && runs !== undefined && (isText || part.includes('/chart'))) runs.push(`${runs.pop() ?? ''}${chunk}`)
    },
    close: (name) => {
      if (skip > 0) skip--
      else if (name === 't') isText = false
      else if (name === 'p' || alone.has(name)) paragraphs.push(open.pop() ?? [])
    },
  })
  return paragraphs
}

const margin = /^(?:odd|even|first)(?:Header|Footer)$/
const code = /&(?:[LCRPNDTFAZGBIUSXYEOH&]|"[^"]*"|\d+|K[\dA-F+-]{6})/g

/** What stands in the margins of a printed sheet. */
export const unreadOfSheets = (parts: Parts): readonly SourcePiece[] =>
  [...parts].flatMap(([name, bytes]) => {
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) return []
    const pieces: SourcePiece[] = []
    let text: string | null = null
    walkXml(bytes, name, {
      open: (element) => {
        if (margin.test(element)) text = ''
      },
      text: (chunk) => {
        if (text !== null) text += chunk
      },
      close: (element) => {
        if (margin.test(element) && text !== null) {
          const words = text.replace(code, ' ')
          if (/\p{L}{2}/u.test(words)) pieces.push({ place: name, text: words, isApart: true })
          text = null
        }
      },
    })
    return pieces
  })
