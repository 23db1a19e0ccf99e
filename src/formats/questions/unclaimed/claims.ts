/** Words of a file against the words of what was read from it: which stretches of a piece stand in no question. */
import type { QuestionContent } from '#contest/questions/question.ts'

const word = /[\p{L}\p{M}\p{N}]+|[%‰°≤≥<>±×÷€$£&@]/gu

/** Words as they are compared: signs that part them are none. */
export const wordsIn = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(word) ?? []

/** A stretch of words no question has, and the question the words around it are of; -1 for none. */
interface Loose {
  readonly words: readonly string[]
  /** Of the piece. */
  readonly from: number
}

export interface PieceClaim {
  readonly loose: readonly Loose[]
  /** The questions whose words it holds, first and last; -1 for none. */
  readonly first: number
  readonly last: number
}

const fieldsOf = ({ stem, options, explanation, source, topic, pictures }: QuestionContent): readonly string[] => [
  ...stem.split('\n'),
  ...options.flatMap((option) => option.split('\n')),
  ...(explanation ?? '').split('\n'),
  source?.document ?? '',
  source?.detail ?? '',
  topic ?? '',
  ...pictures.map(({ alt }) => alt),
]

const FEWEST = 3
const TRIED = 24

/** The words of all questions in one row, an empty one between two fields. */
export class Claims {
  readonly #words: string[] = ['']
  readonly #owners: number[] = [-1]
  readonly #pairs = new Map<string, number[]>()
  readonly #alone = new Map<string, number[]>()
  readonly #ends = new Map<string, number[]>()
  #next = 1

  constructor(questions: readonly QuestionContent[]) {
    questions.forEach((question, owner) => {
      for (const field of fieldsOf(question)) this.#add(wordsIn(field), owner)
    })
  }

  #add(words: readonly string[], owner: number): void {
    if (words.length === 0) return
    const at = this.#words.length
    words.forEach((one, index) => {
      push(this.#pairs, `${one} ${words[index + 1] ?? ''}`, at + index)
      this.#words.push(one)
      this.#owners.push(owner)
    })
    if (words.length === 1) push(this.#alone, words[0] ?? '', at)
    push(this.#ends, words.at(-1) ?? '', at + words.length - 1)
    this.#words.push('')
    this.#owners.push(-1)
  }

  /** Pieces in their order: what goes on where the last one ended is found at once. */
  claim(words: readonly string[]): PieceClaim {
    const loose: { words: string[]; from: number }[] = []
    let [first, last] = [-1, -1]
    let at = 0
    while (at < words.length) {
      const { from, length } = this.#longest(words, at)
      if (length === 0) {
        const open = loose.at(-1)
        if (open !== undefined && open.from + open.words.length === at) open.words.push(words[at] ?? '')
        else loose.push({ words: [words[at] ?? ''], from: at })
        at++
        continue
      }
      at += length
      this.#next = from + length
      last = this.#owners[from] ?? -1
      if (first < 0) first = last
    }
    return { loose, first, last }
  }

  #longest(words: readonly string[], at: number): { readonly from: number; readonly length: number } {
    let best = { from: -1, length: 0 }
    const one = words[at] ?? ''
    const near = [this.#next, this.#next + 1]
    const alone = words.length === 1 ? this.#ends : this.#alone
    for (const from of [
      ...near,
      ...around(this.#pairs.get(`${one} ${words[at + 1] ?? ''}`), this.#next),
      ...around(alone.get(one), this.#next),
    ]) {
      let length = 0
      while (at + length < words.length && words[at + length] === this.#words[from + length]) length++
      const isEnd = at + length === words.length
      const isWhole = at === 0 && isEnd && this.#words[from + length] === ''
      if (length > best.length && (isWhole || this.#isOwn(from, length, near, isEnd))) best = { from, length }
    }
    return best
  }

  /** Few words are those of a question where they go on with it, are all of a field, or are cut by the end of a line. */
  #isOwn(from: number, length: number, near: readonly number[], isEnd: boolean): boolean {
    const isStart = this.#words[from - 1] === ''
    return length >= FEWEST || near.includes(from) || (isStart && (isEnd || this.#words[from + length] === ''))
  }
}

const push = (map: Map<string, number[]>, key: string, value: number): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** The positions nearest to one, of many in their order. */
function around(positions: readonly number[] | undefined, near: number): readonly number[] {
  if (positions === undefined || positions.length <= 2 * TRIED) return positions ?? []
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? 0) < near) low = middle + 1
    else high = middle
  }
  return positions.slice(Math.max(0, low - TRIED), low + TRIED)
}
