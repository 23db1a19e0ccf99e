/**
 * Which questions of a bank ask the same. Two stems are the *same* when nothing but case, diacritics, marks and blanks
 * tells them apart, and *near* when they hold almost the same words in any order: the weighted Jaccard likeness of their
 * bags of words is at least `nearFrom`. A word weighs 1 + ln(n / questions it stands in), so that what all questions of a
 * bank cite ("theo Quyết định số 942/QĐ-TTg …") counts little and what tells them apart counts much.
 *
 * Pairs are found by prefix filtering (Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins", ICDE
 * 2006): words are ordered from rare to frequent, and two stems as alike as `nearFrom` share one of the first words of
 * each, namely one of those before the rest weighs less than `nearFrom` of the whole. What can still be shared from the
 * first shared word on bounds their likeness before it is computed (positional filtering: Xiao et al., "Efficient
 * similarity joins for near duplicate detection", WWW 2008).
 */
import { foldWords } from '../text.ts'
import type { QuestionContent, SimilarKind } from './question.ts'

export type Compared = Pick<QuestionContent, 'stem' | 'options' | 'correct' | 'pictures'>

export interface Likeness {
  readonly code: string
  readonly kind: SimilarKind
  /** 0 … 100 */
  readonly likeness: number
  /** One of the two must be wrong: they ask the same, and what is right in one is not in the other. */
  readonly keyDiffers: boolean
}

/** Questions are put, replaced and dropped one by one, so that an edit costs no second look at the whole bank. */
export interface SimilarityIndex {
  put(code: string, content: Compared): void
  drop(code: string): void
  /** Most alike first, then by code; at most `mostAlike`. */
  like(code: string): readonly Likeness[]
  /** More are, or may be, as alike as those that `like` names: it is cut at `mostAlike`, or not all could be compared. */
  hasMore(code: string): boolean
}

export const nearFrom = 0.7
export const mostAlike = 50

/** Exact below these, which no bank of different questions comes near; they bound one made of a sentence over and over. */
interface SimilarityLimits {
  /** Stems one stem is compared with, and kept as near. */
  readonly compared: number
  /** Stems with a rare word in common that are thought of before that. */
  readonly thoughtOf: number
}

const usualLimits: SimilarityLimits = { compared: 300, thoughtOf: 4000 }

/** What is right and what is offered, folded; a text of marks alone stands for itself. */
interface Key {
  readonly right: ReadonlySet<string>
  readonly offered: ReadonlySet<string>
}

/** All questions with one folded stem. */
interface Stem {
  /** Element → weight; the second "số" of a stem is another element than the first. From rare to frequent. */
  readonly elements: ReadonlyMap<string, number>
  readonly weight: number
  readonly numbers: string
  readonly keys: Map<string, Key>
  /** Of two stems that are near each holds the other, unless it holds as many as it may. */
  readonly near: Map<Stem, number>
  /** There may be more than it holds. */
  isCut: boolean
}

/** Which words are frequent in a bank. */
export interface WordCount {
  add(stem: string): void
  /** Stems added so far. */
  stems(): number
  /** At least 1: of a word nobody has added, as of one that stands in a single stem. */
  frequencyOf(element: string): number
}

export function countWords(): WordCount {
  const frequency = new Map<string, number>()
  let stems = 0
  return {
    add: (stem) => {
      stems++
      for (const element of elementsOf(foldWords(stem))) frequency.set(element, (frequency.get(element) || 0) + 1)
    },
    stems: () => stems,
    frequencyOf: (element) => frequency.get(element) || 1,
  }
}

/** @param words of the questions that will be put, as far as they are known */
export function createSimilarityIndex({ stems, frequencyOf }: WordCount, limits = usualLimits): SimilarityIndex {
  const weightOf = (element: string): number => 1 + Math.log(Math.max(stems(), 1) / frequencyOf(element))

  const byText = new Map<string, Stem>()
  const byCode = new Map<string, { readonly text: string; readonly stem: Stem; readonly key: Key }>()
  /** Element → stems that have it among their first, and what they weigh from it on. */
  const postings = new Map<string, Map<Stem, number>>()

  function makeStem(text: string): Stem {
    const elements = new Map(
      elementsOf(text)
        .map((element): [string, number] => [element, weightOf(element)])
        .sort(([a], [b]) => frequencyOf(a) - frequencyOf(b) || (a < b ? -1 : 1)),
    )
    let weight = 0
    for (const one of elements.values()) weight += one
    const numbers = text
      .split(' ')
      .filter((word) => /\d/.test(word))
      .sort()
      .join(' ')
    const stem: Stem = { elements, weight, numbers, keys: new Map(), near: new Map(), isCut: false }
    for (const other of candidates(stem)) {
      const likeness = likenessOf(stem, other)
      if (likeness < nearFrom) continue
      stem.near.set(other, likeness)
      if (other.near.size < limits.compared) other.near.set(stem, likeness)
      else other.isCut = true
    }
    for (const [element, rest] of firstElements(stem)) {
      const posting = postings.get(element)
      if (posting === undefined) postings.set(element, new Map([[stem, rest]]))
      else posting.set(stem, rest)
    }
    byText.set(text, stem)
    return stem
  }

  function candidates(stem: Stem): ReadonlySet<Stem> {
    const found = new Set<Stem>()
    let thoughtOf = 0
    for (const [element, rest] of firstElements(stem)) {
      for (const [other, otherRest] of postings.get(element) || []) {
        if (found.size === limits.compared || thoughtOf++ === limits.thoughtOf) {
          stem.isCut = true
          return found
        }
        if (Math.min(rest, otherRest) < (nearFrom / (1 + nearFrom)) * (stem.weight + other.weight)) continue
        found.add(other)
      }
    }
    return found
  }

  function forget(text: string, stem: Stem): void {
    byText.delete(text)
    for (const [element] of firstElements(stem)) (postings.get(element) as Map<Stem, number>).delete(stem)
    for (const other of stem.near.keys()) other.near.delete(stem)
  }

  const drop = (code: string): void => {
    const known = byCode.get(code)
    if (known === undefined) return
    byCode.delete(code)
    known.stem.keys.delete(code)
    if (known.stem.keys.size === 0) forget(known.text, known.stem)
  }

  return {
    drop,
    put: (code, content) => {
      drop(code)
      const text = textOf(content)
      if (text === '') return
      const stem = byText.get(text) ?? makeStem(text)
      const key = keyOf(content)
      stem.keys.set(code, key)
      byCode.set(code, { text, stem, key })
    },
    like: (code) => {
      const known = byCode.get(code)
      if (known === undefined) return []
      const { stem, key } = known
      const found: Likeness[] = []
      for (const [other, otherKey] of firstOf(stem.keys, limits.compared)) {
        if (other !== code) found.push({ code: other, kind: 'same', likeness: 100, keyDiffers: !sameTexts(key.right, otherKey.right) })
      }
      for (const [other, likeness] of stem.near) {
        if (found.length >= 2 * limits.compared) break
        // A word or a number in another's place asks for something else: the aim of 2025 is not that of 2030.
        const comparable = stem.numbers === other.numbers && (isWithin(stem, other) || isWithin(other, stem))
        for (const [otherCode, otherKey] of firstOf(other.keys, limits.compared)) {
          const keyDiffers = comparable && contradicts(key, otherKey) && contradicts(otherKey, key)
          found.push({ code: otherCode, kind: 'near', likeness: Math.round(100 * likeness), keyDiffers })
        }
      }
      return found
        .sort((a, b) => Number(b.kind === 'same') - Number(a.kind === 'same') || b.likeness - a.likeness || (a.code < b.code ? -1 : 1))
        .slice(0, mostAlike)
    },
    hasMore: (code) => {
      const stem = byCode.get(code)?.stem
      if (stem === undefined) return false
      let others = stem.keys.size - 1
      for (const { keys } of stem.near.keys()) others += keys.size
      return stem.isCut || others > mostAlike
    },
  }
}

/** A question of a picture is another question with another picture. */
const textOf = ({ stem, pictures }: Compared): string =>
  [foldWords(stem), ...pictures.filter(({ option }) => option === null).map(({ digest }) => digest)].join(' ').trim()

/** The words of a folded text, each occurrence by itself: `so`, `so 2`. */
function elementsOf(text: string): readonly string[] {
  const seen = new Map<string, number>()
  return text.split(' ').map((word) => {
    const times = (seen.get(word) || 0) + 1
    seen.set(word, times)
    return times === 1 ? word : `${word} ${times}`
  })
}

/** Those before the rest weighs too little for two stems to be near without them, each with all that follows it. */
function firstElements({ elements, weight }: Stem): readonly (readonly [element: string, rest: number])[] {
  const first: [string, number][] = []
  let rest = weight
  for (const [element, one] of elements) {
    if (rest < nearFrom * weight) break
    first.push([element, rest])
    rest -= one
  }
  return first
}

function* firstOf<T>(items: Iterable<T>, most: number): Generator<T> {
  let taken = 0
  for (const item of items) {
    if (taken++ === most) return
    yield item
  }
}

function likenessOf(one: Stem, other: Stem): number {
  let shared = 0
  for (const [element, weight] of one.elements) if (other.elements.has(element)) shared += weight
  return shared / (one.weight + other.weight - shared)
}

function isWithin(one: Stem, other: Stem): boolean {
  for (const element of one.elements.keys()) if (!other.elements.has(element)) return false
  return true
}

function keyOf({ options, correct }: Compared): Key {
  const offered = options.map((option) => foldWords(option) || option.trim())
  return { offered: new Set(offered), right: new Set(offered.filter((_, position) => correct.includes(position))) }
}

/** The same stem with the same pictures, and the same right answers: nothing is lost when only one of them is kept. */
export const repeatsQuestion = (one: Compared, other: Compared): boolean =>
  textOf(one) === textOf(other) && sameTexts(keyOf(one).right, keyOf(other).right)

const sameTexts = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => one.size === other.size && one.isSubsetOf(other)

/** Something right in the one is offered in the other, and not right there. */
function contradicts(one: Key, other: Key): boolean {
  for (const text of one.right) if (other.offered.has(text) && !other.right.has(text)) return true
  return false
}
