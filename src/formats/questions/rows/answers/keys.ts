/** Sheets that hold the answers of questions elsewhere in the workbook, and to which of them they belong: by name, never by order. */
import { endsEarly, gapIn, misnumbered } from '../../answers.ts'
import type { KeySheet } from './key-sheet.ts'
import { foldText } from '#contest/text.ts'

interface KeyedAnswer {
  readonly text: string
  readonly place: string
  readonly title: string
  /** What else stands in its row. */
  readonly words: readonly string[]
}

export interface TableKey {
  /** There is a key for these questions: what it forgot has no answer. */
  readonly isKeyed: boolean
  /** There are keys of which nobody can tell whose they are. */
  readonly isRefused: boolean
  /** From this number on the key counts otherwise than the questions; Infinity where it does not. */
  readonly unfitFrom: number
  /** Numbers that are wrong in a key that fits otherwise. */
  readonly wrong: ReadonlySet<number>
  /** A question it does not name; null where it names all. */
  readonly absent: number | null
  /** Numbers the key names and several questions have. */
  readonly unclear: ReadonlySet<number>
  readonly entries: ReadonlyMap<number, readonly KeyedAnswer[]>
}

export const noKey: TableKey = {
  isKeyed: false,
  isRefused: false,
  unfitFrom: Infinity,
  wrong: new Set(),
  absent: null,
  unclear: new Set(),
  entries: new Map(),
}

/** A list of questions: what it is called, and the numbers in it. */
export interface Keyed {
  readonly sheet: string
  /** Name of its sheet and the lines above its heads. */
  readonly names: readonly string[]
  readonly numbers: readonly (number | null)[]
}

export interface AssignedKeys {
  /** One for each list, in order. */
  readonly keys: readonly TableKey[]
  /** Keys of which nobody can tell whose they are. */
  readonly refused: readonly KeySheet[]
  /** Numbers a key names and no question has. */
  readonly unused: readonly { readonly place: string; readonly number: number }[]
  /** Keys that end before their list does: the last was forgotten, or one was put in between. */
  readonly short: readonly { readonly key: KeySheet; readonly keyed: number; readonly last: number }[]
}

export function assignKeys(lists: readonly Keyed[], keys: readonly KeySheet[]): AssignedKeys {
  const owners = keys.map((key) => ownersOf(key, lists))
  const made = lists.map((list, at): TableKey => {
    const own = keys.filter((_, index) => owners[index]?.includes(at) === true)
    const entries = new Map<number, KeyedAnswer[]>()
    for (const { title, entries: all } of own) {
      for (const { number, text, place, words = [] } of all)
        entries.set(number, [...(entries.get(number) ?? []), { text, place, title, words }])
    }
    const unclear = new Set(repeatedIn(list.numbers).filter((number) => entries.delete(number)))
    const unfitFrom = Math.min(Infinity, ...own.map((key) => unfitNumber(key, list.numbers)))
    const typed = list.numbers.filter((number) => number !== null)
    const wrong = new Set(own.flatMap((key) => wrongNumbers(key, typed) ?? []))
    const absent = wrong.size > 0 ? null : gapIn([...entries.keys(), ...unclear], typed)
    return { isKeyed: own.length > 0, isRefused: owners.includes(null), unfitFrom, wrong, absent, unclear, entries }
  })
  const numbers = (at: number): ReadonlySet<number | null> => new Set(lists[at]?.numbers)
  return {
    keys: made,
    refused: keys.filter((_, index) => owners[index] === null),
    unused: keys.flatMap((key, index) => {
      const named = new Set((owners[index] ?? []).flatMap((at) => [...numbers(at)]))
      return owners[index] === null ? [] : key.entries.flatMap(({ number, place }) => (named.has(number) ? [] : [{ place, number }]))
    }),
    short: keys.flatMap((key, index) => {
      const own = (owners[index] ?? []).flatMap((at) => lists[at]?.numbers.filter((number) => number !== null) ?? [])
      const ends = endsEarly(
        key.entries.map(({ number }) => number),
        own,
      )
      return ends === null ? [] : [{ key, ...ends }]
    }),
  }
}

const wrongNumbers = ({ entries }: KeySheet, own: readonly number[]): readonly number[] | null =>
  misnumbered(
    entries.map(({ number }) => number),
    own,
  )

/** From where a key counts otherwise: a number twice while another question has none, or all of it where it begins or ends elsewhere. */
function unfitNumber(key: KeySheet, numbers: readonly (number | null)[]): number {
  const { entries } = key
  if (entries.some(({ isOrphan }) => isOrphan === true)) return 0
  const own = numbers.filter((number) => number !== null)
  const named = new Set(entries.map(({ number }) => number))
  if (own.length < 2 || wrongNumbers(key, own) !== null) return Infinity
  const isAstray = [...named].some((number) => number < Math.min(...own) || number > Math.max(...own))
  if (isAstray) return 0
  return own.every((number) => named.has(number)) ? Infinity : Math.min(Infinity, ...repeatedIn(entries.map(({ number }) => number)))
}

function repeatedIn(numbers: readonly (number | null)[]): readonly number[] {
  return numbers.filter((number, at): number is number => number !== null && numbers.indexOf(number) !== at)
}

/** Positions of the lists a key belongs to; null where nobody can tell. */
function ownersOf(key: KeySheet, lists: readonly Keyed[]): readonly number[] | null {
  const all = lists.map((_, at) => at)
  // Below or beside the questions themselves.
  if (key.isOnSheet === true) {
    const own = all.filter((at) => lists[at]?.sheet === key.sheet)
    return own.length === 1 ? own : null
  }
  // A second sheet "Đáp án (2)" speaks of the only list, too.
  const isCopy = lists.length === 1 && /\S \(\d\)$/.test(key.sheet.trim())
  const part = (isCopy ? key.names.map((name) => name.replace(/\s*\(\d\)\s*$/, '')) : key.names).flatMap(partsOf)
  if (part.length > 0) {
    const named = all.filter((at) => (lists[at]?.names ?? []).flatMap(partsOf).some((name) => part.includes(name)))
    return named.length === 1 ? named : null
  }
  const isDistinct = repeatedIn(lists.flatMap(({ numbers }) => numbers)).length === 0
  if (lists.length === 1) return [0]
  // One key for several lists whose numbers go on from one to the next.
  return isDistinct ? all : null
}

/** What a name says of the part it belongs to: `phan 2`, `de 101`; also the whole of a name that says nothing else. */
export function partsOf(name: string): readonly string[] {
  const words = foldText(name)
  const parts = [
    ...words.matchAll(/\b(phan|bang|de|ma de|ma|chuong|chu de|tuan|vong|bai|part|set)(?: (?:so|thi|thu))*[ :.-]*([ivx]+|\d+|[a-h])\b/g),
  ].map(([, kind = '', value = '']) => `${/^ma/.test(kind) ? 'de' : kind} ${romanOf(value)}`)
  const code = /^\s*(\d{2,4})\s*$/.exec(words)?.[1]
  const rest = words
    .replace(
      /\b(bang |phieu |trang )?(dap an|answers?|keys?|cau hoi|trac nghiem|bo de|ngan hang|sheet ?\d*|trang( tinh)? ?\d*|key|da|cua|cho|cau|questions?|sua|cu|moi|chinh thuc|chinh|du kien|nhap|lan|final|ban|dieu chinh|dinh chinh|copy|goc|tham khao|\\d)\b/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (parts.length > 0) return parts
  if (code !== undefined) return [`de ${Number(code)}`]
  return rest === '' ? [] : [rest]
}

function romanOf(value: string): string {
  const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].indexOf(value)
  return roman >= 0 ? String(roman + 1) : /^\d+$/.test(value) ? String(Number(value)) : value
}
