/**
 * Which unit somebody means by what they typed. No name of any place is built in: only how Vietnamese offices are
 * abbreviated, where the tone mark is put, and which words are left out. The strictest reading that fits wins; if it fits
 * several units, none is taken.
 */
import { cleanText, foldText } from '#contest/text.ts'

export interface KnownUnit {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly aliases?: readonly string[]
}

export type UnitMatch =
  /** `certain` is false when the words were abbreviated or left out, so that a person should see the reading. */
  | { readonly kind: 'found'; readonly code: string; readonly certain: boolean }
  | { readonly kind: 'ambiguous'; readonly codes: readonly string[] }
  /** Up to three units whose names look most alike, nearest first. */
  | { readonly kind: 'unknown'; readonly codes: readonly string[]; readonly nearest: readonly string[] }

const MAX_LIKENESSES = 100
const MAX_TYPED = 300

/** A function that remembers what it was asked: a roster asks the same few dozen spellings thousands of times. */
export function unitMatcher(units: readonly KnownUnit[]): (typed: string) => UnitMatch {
  const spellings = units.flatMap((unit) =>
    [unit.name, ...(unit.aliases ?? [])].map((name) => {
      const exact = spellingKey(name)
      const short = withoutPlace(exact)
      const headless = withoutHead(short)
      const words = [wordsOf(short), wordsOf(headless)] as const
      return { code: unit.code, name: unit.name, exact, short, headless, loose: looseKey(short), words, folded: foldText(name) }
    }),
  )
  type Spelling = (typeof spellings)[number]
  const codes = new Map(units.map((unit) => [foldText(unit.code), unit.code]))
  const known = new Map<string, UnitMatch>()
  let unknown = 0

  const match = (typed: string): UnitMatch => {
    if (typed.length > MAX_TYPED) return { kind: 'unknown', codes: [], nearest: [] }
    const code = codes.get(foldText(typed))
    if (code !== undefined) return { kind: 'found', code, certain: true }
    const keys = readings(spellingKey(typed))
    const shorts = keys.map(withoutPlace)
    const typedShort = shorts.map(typedWords)
    const looseKeys = shorts.map(looseKey)
    const levels: readonly { certain: boolean; fits: (one: Spelling) => boolean }[] = [
      { certain: true, fits: (one) => keys.includes(one.exact) },
      { certain: true, fits: (one) => shorts.includes(one.short) },
      { certain: false, fits: (one) => typedShort.some((words) => sameByInitials(words, one.words[0])) },
      { certain: false, fits: (one) => shorts.includes(one.headless) || typedShort.some((words) => sameByInitials(words, one.words[1])) },
      { certain: false, fits: (one) => looseKeys.includes(one.loose) },
    ]
    for (const level of levels) {
      const fitting = [...new Set(spellings.filter(level.fits).map((one) => one.code))]
      const [first] = fitting
      if (first !== undefined && fitting.length === 1) return { kind: 'found', code: first, certain: level.certain }
      if (fitting.length > 1) return { kind: 'ambiguous', codes: fitting }
    }
    unknown++
    // Likenesses cost time and nobody reads hundreds of them.
    if (unknown > MAX_LIKENESSES) return { kind: 'unknown', codes: [], nearest: [] }
    const folded = foldText(typed).slice(0, 100)
    const ranked = spellings
      .map((one) => ({ code: one.code, name: one.name, distance: editDistance(folded, one.folded.slice(0, 100)) }))
      .sort((a, b) => a.distance - b.distance)
    const nearest = [...new Map(ranked.map(({ code, name }) => [name, code]))].slice(0, 3)
    return { kind: 'unknown', codes: nearest.map(([, code]) => code), nearest: nearest.map(([name]) => name) }
  }

  return (typed) => {
    const before = known.get(typed)
    if (before !== undefined) return before
    const result = match(typed)
    known.set(typed, result)
    return result
  }
}

/** Tone marks move to the end of their syllable, so that "hoà" and "hòa", "thuỷ" and "thủy" are one word. */
function toneLast(text: string): string {
  return text.normalize('NFD').replace(/[\p{L}\p{M}]+/gu, (word) => {
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(word)?.[0] ?? ''
    return word.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '') + tone
  })
}

/** Words written short in several ways, all brought to one. Order matters: longer phrases first. */
const sameWords: readonly (readonly [RegExp, string])[] = (
  [
    ['ủy ban nhân dân', 'ubnd'],
    ['hội đồng nhân dân', 'hđnd'],
    ['ủy ban mặt trận tổ quốc', 'ubmttq'],
    ['thị trấn', 'thị-trấn'],
    ['thị xã', 'thị-xã'],
    ['thành phố', 'thành-phố'],
  ] as const
).map(([from, to]) => [new RegExp(`(?<![\\p{L}\\p{M}])${toneLast(from)}(?![\\p{L}\\p{M}])`, 'gu'), toneLast(to)])

/** One string for all spellings that differ only in case, blanks, tone placement, dashes, "&" and fixed abbreviations. */
function spellingKey(text: string): string {
  const expanded = cleanText(text)
    .toLocaleLowerCase('vi')
    .replace(/(?<!\p{L})x\.\s*/gu, 'xã ')
    .replace(/(?<!\p{L})tt\.\s*/gu, 'thị trấn ')
    .replace(/(?<!\p{L})tx\.\s*/gu, 'thị xã ')
    .replace(/(?<!\p{L})tp\.\s*/gu, 'thành phố ')
    .replace(/(?<!\p{L})p\.\s*/gu, 'phường ')
    .replace(/(?<!\p{L})h\.\s*/gu, 'huyện ')
    .replace(/\s*&\s*/g, ' và ')
    .replace(/[-–—‐‑,;/]/g, ' ')
    .replace(/[^\p{L}\p{M}\d\s]/gu, '')
  return sameWords
    .reduce((key, [from, to]) => key.replace(from, to), toneLast(expanded))
    .replace(/\s+/g, ' ')
    .trim()
}

/** "tt", "vp" without a full stop stand for more than one thing: every reading is tried. */
function readings(key: string): readonly string[] {
  const short: Readonly<Record<string, readonly string[]>> = {
    tt: ['thị-trấn', 'trung tâm'],
    vp: ['văn phòng'],
    p: ['phòng', 'phường'],
    x: ['xã'],
    ttr: ['thanh tra'],
  }
  const [first = '', ...rest] = key.split(' ')
  return [key, ...(short[first] ?? []).map((word) => [toneLast(word), ...rest].join(' '))]
}

const places = ['huyện', 'quận', 'thành-phố', 'thị-xã', 'tỉnh'].map(toneLast)
const bodies = ['ủy', 'đoàn', 'đội', 'hội'].map(toneLast)
const communes = ['xã', 'phường', 'thị-trấn'].map(toneLast)

/** Without "ubnd" before a commune, and without "huyện …" at the end: the unit is the same with or without them. */
function withoutPlace(key: string): string {
  const words = key.split(' ')
  const from = words[0] === 'ubnd' && communes.includes(words[1] ?? '') ? 1 : 0
  // "Văn phòng Huyện ủy" names another body, not a place.
  const at = words.findIndex((word, i) => i > from && places.includes(word) && !bodies.includes(words[i + 1] ?? ''))
  const kept = words.slice(from, at < 0 ? words.length : at).filter((word) => word !== toneLast('và'))
  return kept.join(' ')
}

const heads = ['phòng', 'xã', 'phường', 'thị-trấn', 'trung tâm', 'ban'].map(toneLast)

function withoutHead(key: string): string {
  const head = heads.find((one) => key.startsWith(`${one} `))
  return head === undefined ? key : key.slice(head.length + 1)
}

/** "kỳ" and "kì", "lý" and "lí" are one word here. */
const looseKey = (key: string): string => key.replace(/y(?=[\u0300-\u036f]?(?: |$))/gu, 'i')

/** A key in words, prepared once: a roster compares every spelling with every unit. */
interface Words {
  readonly words: readonly string[]
  /** First letters without diacritics, in one string. */
  readonly initials: string
}

function wordsOf(key: string): Words {
  const words = key.replaceAll('-', ' ').split(' ')
  return { words, initials: words.map((word) => foldText(word)[0] ?? '').join('') }
}

interface TypedWord {
  /** Several words where dashes join them. */
  readonly words: readonly string[]
  /** What it would be the initials of. */
  readonly letters: string
}

const typedWords = (key: string): readonly TypedWord[] =>
  key.split(' ').map((word) => ({ words: word.split('-'), letters: foldText(word) }))

/** Do the typed words, some of them initials of several words in a row, run through the whole name? */
function sameByInitials(typed: readonly TypedWord[], name: Words): boolean {
  if (typed[0]?.letters[0] !== name.initials[0]) return false
  const fits = (i: number, j: number): boolean => {
    const word = typed[i]
    if (word === undefined) return j === name.words.length
    if (word.words.every((one, at) => one === name.words[j + at]) && fits(i + 1, j + word.words.length)) return true
    const { letters } = word
    return letters.length >= 2 && letters.length <= 12 && name.initials.startsWith(letters, j) && fits(i + 1, j + letters.length)
  }
  return fits(0, 0)
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
