/** Automatic numbers and letters of Word lists (ECMA-376 part 1, section 17.9). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from '../../../files/archive.ts'
import { relatedPart, type Relation } from '../../../files/package.ts'
import { child, childrenOf, readXmlTree, type XmlElement } from '../../../files/xml.ts'

/** How a paragraph stands in a list. */
export interface ListItem {
  /** The automatic number or letter ("A."); empty for bullets. */
  readonly label: string
  /** The same for all paragraphs of one level of one list. */
  readonly key: string
  /** For bullets; empty where there is a label. */
  readonly bullet: string
}

export interface ListCounter {
  /** The next paragraph of a list at a level; null for paragraphs outside lists. */
  readonly next: (listId: string | undefined, level: number) => ListItem | null
}

interface Level {
  readonly start: number
  readonly format: string
  /** `%1.` with the level's number from 1. */
  readonly text: string
}

interface List {
  /** Lists that share an abstract definition go on counting where the other stopped. */
  readonly abstract: string
  /** Those it has instead of the definition's. */
  readonly levels: ReadonlyMap<number, Level>
  readonly starts: ReadonlyMap<number, number>
}

const LEVELS = 9

export function readNumbering(parts: Parts, relations: readonly Relation[]): Checked<ListCounter> {
  const related = relatedPart(parts, relations, 'numbering')
  if (!related.ok) return related
  if (related.value === null) return { ok: true, value: counter(new Map(), new Map()), findings: [] }
  const tree = readXmlTree(related.value.bytes, related.value.name)
  if (!tree.ok) return tree
  const definitions = childrenOf(tree.value, 'abstractNum')
  const abstracts = new Map(
    definitions.map((element) => [element.attributes['abstractNumId'] ?? '', levelsOf(childrenOf(styled(element, definitions), 'lvl'))]),
  )
  const lists = new Map(
    childrenOf(tree.value, 'num').map((element): [string, List] => [
      element.attributes['numId'] ?? '',
      {
        abstract: child(element, 'abstractNumId')?.attributes['val'] ?? '',
        levels: levelsOf(childrenOf(element, 'lvlOverride').flatMap((level) => child(level, 'lvl') ?? [])),
        starts: new Map(
          childrenOf(element, 'lvlOverride').flatMap((level): [number, number][] => {
            const start = child(level, 'startOverride')?.attributes['val'] ?? child(child(level, 'lvl'), 'start')?.attributes['val']
            return start === undefined ? [] : [[Number(level.attributes['ilvl'] ?? 0), Number(start)]]
          }),
        ),
      },
    ]),
  )
  return { ok: true, value: counter(lists, abstracts), findings: [] }
}

const levelsOf = (elements: readonly XmlElement[]): ReadonlyMap<number, Level> =>
  new Map(
    elements.map((level): [number, Level] => [
      Number(level.attributes['ilvl'] ?? 0),
      {
        start: Number(child(level, 'start')?.attributes['val'] ?? 0),
        format: child(level, 'numFmt')?.attributes['val'] ?? 'decimal',
        // Every paragraph of the list repeats it, so it is kept short.
        text: (child(level, 'lvlText')?.attributes['val'] ?? '').slice(0, 60),
      },
    ]),
  )

/** The definition itself, or that of the list style it names (17.9.21). */
function styled(definition: XmlElement, all: readonly XmlElement[]): XmlElement {
  const name = child(definition, 'numStyleLink')?.attributes['val']
  const own = all.find((one) => name !== undefined && child(one, 'styleLink')?.attributes['val'] === name)
  return own ?? definition
}

function counter(lists: ReadonlyMap<string, List>, abstracts: ReadonlyMap<string, ReadonlyMap<number, Level>>): ListCounter {
  const counts = new Map<string, number[]>()
  const seen = new Set<string>()
  return {
    next: (listId, level) => {
      const list = lists.get(listId ?? '')
      const defined = abstracts.get(list?.abstract ?? '')
      if (list === undefined || defined === undefined || !(level >= 0 && level < LEVELS)) return null
      const levels = list.levels.size === 0 ? defined : new Map([...defined, ...list.levels])
      const own = counts.get(list.abstract) ?? []
      counts.set(list.abstract, own)
      const restarted = list.starts.get(level)
      const first = !seen.has(`${listId} ${level}`)
      seen.add(`${listId} ${level}`)
      if (first && restarted !== undefined) own[level] = restarted
      else own[level] = own[level] === undefined ? (levels.get(level)?.start ?? 1) : (own[level] ?? 0) + 1
      own.length = level + 1
      const text = levels.get(level)?.text ?? ''
      const key = `${list.abstract} ${level}`
      if (levels.get(level)?.format === 'bullet') return { label: '', key, bullet: /^[-–+*]$/.test(text) ? text : '•' }
      const label = text.replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1
        return numeral(own[at] ?? levels.get(at)?.start ?? 1, levels.get(at)?.format ?? 'decimal')
      })
      return { label, key, bullet: '' }
    },
  }
}

function numeral(value: number, format: string): string {
  if (format === 'upperLetter') return letter(value)
  if (format === 'lowerLetter') return letter(value).toLowerCase()
  if (format === 'upperRoman') return roman(value)
  if (format === 'lowerRoman') return roman(value).toLowerCase()
  if (format === 'decimalZero') return String(value).padStart(2, '0')
  return format === 'none' ? '' : String(value)
}

/** A … Z, AA, BB, …, as Word counts on. */
const letter = (value: number): string =>
  value < 1 || value > 780 ? '' : String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))

function roman(value: number): string {
  const signs: readonly (readonly [number, string])[] = [
    [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'],
    [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
  ] // prettier-ignore
  let rest = value < 4000 ? value : 0
  let text = ''
  for (const [size, sign] of signs) {
    while (rest >= size) {
      text += sign
      rest -= size
    }
  }
  return text
}
