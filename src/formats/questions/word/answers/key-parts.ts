/** Which answer of which key belongs to which question: by number, and by the name of the part where a file has several. */
import { endsEarly, gapIn, misnumbered } from '../../answers.ts'
import type { Finding } from '#contest/values.ts'
import { sameEntry, type KeyAnswers, type KeyEntry } from './key.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { bears, type PartName } from '../outline/part-names.ts'

/** Entries under one heading or of one table. */
export interface KeyBlock extends KeyAnswers {
  /** How many questions stand before it. */
  readonly after: number
}

/** Where a question stands: its number, the names of the parts around it, and how many times the numbers began anew before it. */
export interface Numbered {
  readonly number: number | null
  readonly names: readonly PartName[]
  readonly run: number
  /** The number came from an automatic list: whoever takes a question away moves all that follow. */
  readonly isListed: boolean
}

/** Why an entry is no answer: the parts it is for are not of this file, the key counts otherwise, or it says two things. */
export type KeyDoubt =
  | { readonly kind: 'other'; readonly key: string }
  | { readonly kind: 'unfit'; readonly number: number }
  | { readonly kind: 'twice'; readonly first: string; readonly second: string; readonly place: string }
  | { readonly kind: 'unclear' }

export interface AssignedKey {
  /** By position of the question. */
  readonly answers: ReadonlyMap<number, KeyEntry>
  readonly doubts: ReadonlyMap<number, KeyDoubt>
  /** Answers of a key that lacks the number of another question: by position, with that number. */
  readonly gaps: ReadonlyMap<number, number>
  /** Runs of questions for which there is a key. */
  readonly keyed: ReadonlySet<number>
  readonly findings: readonly Finding[]
}

/** Numbers that plain answers are given for twice; words on an answer are no answer of their own. */
function twiceIn(entries: readonly KeyEntry[]): readonly number[] {
  const seen = new Set<number>()
  return entries.flatMap(({ number, answer, part }) => {
    if (part !== undefined || !/^[A-HĐS]$/iu.test(answer)) return []
    return seen.has(number) ? [number] : (seen.add(number), [])
  })
}

/** No file has as many parts; beyond them looking for the right one would cost too much. */
const MAX_SAME = 300

const titleOf = (names: readonly PartName[]): string => excerpt(names.map(({ text }) => text).join(', '), 80)

/** @param others numbers of questions that were left out by name: a key may know them */
export function assignKey(
  questions: readonly Numbered[],
  blocks: readonly KeyBlock[],
  others: ReadonlySet<number> = new Set(),
): AssignedKey {
  const assigned = new Assignment(questions)
  let from = 0
  let previous = 0
  for (const block of blocks) {
    if (block.after > previous) from = previous
    previous = block.after
    assigned.add(block, from)
  }
  return assigned.finish(others)
}

interface Key {
  /** It names a part that no question of the file stands in. */
  readonly isForeign: boolean
  /** Positions of the questions it is for, of those it answers, and what it names besides. */
  readonly own: ReadonlySet<number>
  readonly answered: Set<number>
  readonly unused: KeyEntry[]
  readonly entries: KeyEntry[]
  after: number
  /** Of its last answer. */
  place: string
  isCounted: boolean
  /** The least of the numbers it gives an answer twice. */
  twice: number
}

class Assignment {
  readonly #questions: readonly Numbered[]
  readonly #byNumber = new Map<number, number[]>()
  readonly #answers = new Map<number, KeyEntry>()
  readonly #doubts = new Map<number, KeyDoubt>()
  readonly #others = new Map<number, KeyDoubt>()
  readonly #keyed = new Set<number>()
  readonly #gaps = new Map<number, number>()
  readonly #findings: Finding[] = []
  /** By their names. */
  readonly #keys = new Map<string, Key>()

  constructor(questions: readonly Numbered[]) {
    this.#questions = questions
    questions.forEach(({ number }, at) => {
      if (number === null) return
      const same = this.#byNumber.get(number)
      if (same === undefined) this.#byNumber.set(number, [at])
      else same.push(at)
    })
  }

  /** @param from the first question since the key before */
  add(block: KeyBlock, from: number): void {
    const key = this.#keyOf(block.names)
    key.after = block.after
    key.place = block.entries.at(-1)?.place ?? key.place
    key.isCounted ||= block.entries.some(({ isCounted }) => isCounted === true)
    key.entries.push(...block.entries)
    key.twice = Math.min(key.twice, ...twiceIn(block.entries))
    if (key.isForeign) this.#refuse(block)
    else for (const entry of block.entries) this.#place(entry, block, from, key)
  }

  #place(entry: KeyEntry, { after }: KeyBlock, from: number, key: Key): void {
    const same = this.#byNumber.get(entry.number) ?? []
    let fitting = same.length > MAX_SAME ? same : same.filter((at) => key.own.has(at) && this.#fits(at, entry))
    // A key between the questions, or below the last of several parts, speaks of those above it.
    if (fitting.length > 1 && fitting.length <= MAX_SAME) {
      const above = fitting.filter((at) => at >= from && at < after)
      if (above.length === 1) fitting = above
    }
    const [at] = fitting
    if (at === undefined) key.unused.push(entry)
    else if (fitting.length > 1) fitting.forEach((one) => this.#doubts.set(one, { kind: 'unclear' }))
    else {
      key.answered.add(at)
      this.#answer(at, entry)
    }
  }

  #keyOf(given: readonly PartName[]): Key {
    const title = given.map(({ kind, number, words }) => `${kind} ${number ?? words}`).join()
    const known = this.#keys.get(title)
    if (known !== undefined) return known
    const names = this.#keys.size > MAX_SAME ? given : given.filter((name) => !this.#isIdle(name))
    const isForeign = this.#keys.size > MAX_SAME || names.some((name) => !this.#questions.some((question) => bears(question.names, name)))
    const own = this.#questions.flatMap((question, at) => (!isForeign && names.every((name) => bears(question.names, name)) ? [at] : []))
    const key = {
      isForeign,
      own: new Set(own),
      answered: new Set<number>(),
      unused: [],
      entries: [],
      after: 0,
      place: '',
      isCounted: false,
      twice: Infinity,
    }
    this.#keys.set(title, key)
    return key
  }

  finish(others: ReadonlySet<number>): AssignedKey {
    for (const key of this.#keys.values()) {
      const unknown = key.unused.filter(({ number }) => !others.has(number))
      unknown.forEach(({ number, place }) => this.#findings.push(found('key-unused', place, { number })))
      const wrong = key.isCounted ? null : this.#misnumbered(key)
      if (wrong !== null) for (const at of key.answered) this.#doubtNumber(at, wrong)
      const astray = wrong !== null ? undefined : (unknown.find(({ number }) => !this.#isGap(number, key))?.number ?? this.#missing(key))
      if (astray !== undefined) key.answered.forEach((at) => this.#doubt(at, { kind: 'unfit', number: astray }))
      const own = this.#ownNumbers(key)
      const answered = [...key.answered].flatMap((at) => this.#questions[at]?.number ?? [])
      const ends = astray === undefined ? endsEarly(answered, own) : null
      if (ends !== null) this.#findings.push(found('key-short', key.place, ends))
      const named = key.entries.map(({ number }) => number)
      const absent = wrong === null ? gapIn(named, own) : null
      if (absent !== null) key.answered.forEach((at) => this.#gaps.set(at, absent))
      // One number twice and another one nowhere: the numbers between them are wrong.
      if (wrong === null && key.twice < Infinity && this.#lacksSome(key))
        for (const at of key.answered)
          if ((this.#questions[at]?.number ?? 0) >= key.twice) this.#doubt(at, { kind: 'unfit', number: key.twice })
    }
    this.#others.forEach((doubt, at) => {
      if (!this.#answers.has(at)) this.#doubt(at, doubt)
    })
    return { answers: this.#answers, gaps: this.#gaps, doubts: this.#doubts, keyed: this.#keyed, findings: this.#findings }
  }

  /** Words that name no part of this file are a title, unless its parts have such names. */
  #isIdle(name: PartName): boolean {
    const { kind, isWeak } = name
    if (isWeak === true)
      return !this.#questions.some(({ names }) => names.some((own) => (kind === null ? own.number !== null : own.kind === kind)))
    if (name.kind !== null || name.number !== null) return false
    return !this.#questions.some(({ names }) => bears(names, name) || names.some(({ kind }) => kind === 'chu de'))
  }

  #fits(at: number, { part }: KeyEntry): boolean {
    const own = this.#questions[at]?.names.find(({ kind }) => kind === 'cau')?.number
    return part === undefined || own === part
  }

  #refuse(block: KeyBlock): void {
    const key = titleOf(block.names)
    const [first] = block.entries
    if (first === undefined) return
    this.#findings.push(found('key-other', first.place, { key }))
    for (const { number } of block.entries)
      for (const at of (this.#byNumber.get(number) ?? []).slice(0, MAX_SAME)) this.#others.set(at, { kind: 'other', key })
  }

  #answer(at: number, entry: KeyEntry): void {
    this.#keyed.add(this.#questions[at]?.run ?? 0)
    const before = this.#answers.get(at)
    const same = before === undefined ? entry : sameEntry(before, entry)
    if (same !== null) this.#answers.set(at, same)
    else if (before !== undefined) {
      const [first, second] = [before, entry].map(({ answer }) => excerpt(answer === '' ? '–' : answer, 20))
      this.#doubts.set(at, { kind: 'twice', first: first ?? '', second: second ?? '', place: entry.place })
    }
  }

  #ownNumbers(key: Key): readonly number[] {
    return [...key.own].flatMap((at) => (at < key.after ? (this.#questions[at]?.number ?? []) : []))
  }

  #misnumbered(key: Key): readonly number[] | null {
    return misnumbered(
      key.entries.map(({ number }) => number),
      this.#ownNumbers(key),
    )
  }

  #doubtNumber(at: number, wrong: readonly number[]): void {
    const number = this.#questions[at]?.number ?? null
    if (number !== null && wrong.includes(number)) this.#doubt(at, { kind: 'unfit', number })
  }

  #doubt(at: number, doubt: KeyDoubt): void {
    if (!this.#doubts.has(at)) this.#doubts.set(at, doubt)
  }

  /** A number between those of the questions, typed by hand: the question itself is absent, and moves no other. */
  #isGap(number: number, { own }: Key): boolean {
    const [least, most, isTyped] = this.#rangeOf(own)
    return isTyped && least < number && number < most
  }

  readonly #ranges = new Map<ReadonlySet<number>, readonly [number, number, boolean]>()

  #rangeOf(own: ReadonlySet<number>): readonly [least: number, most: number, isTyped: boolean] {
    const known = this.#ranges.get(own)
    if (known !== undefined) return known
    let range: readonly [number, number, boolean] = [Infinity, -Infinity, true]
    for (const at of own) {
      const { number = null, isListed = false } = this.#questions[at] ?? {}
      if (number !== null) range = [Math.min(range[0], number), Math.max(range[1], number), range[2] && !isListed]
    }
    this.#ranges.set(own, range)
    return range
  }

  #lacksSome({ own, answered, after }: Key): boolean {
    return [...own].some((at) => at < after && !answered.has(at))
  }

  /** The last question has no answer and they or the answers are counted automatically: perhaps one was put in or taken out among them. */
  #missing({ own, answered, after, isCounted }: Key): number | undefined {
    const last = [...own].findLast((at) => at < after)
    const question = last === undefined ? undefined : this.#questions[last]
    const isAnswered = last !== undefined && answered.has(last) && this.#answers.get(last)?.answer !== ''
    if (question === undefined || last === undefined || isAnswered || this.#doubts.has(last)) return undefined
    return question.isListed || isCounted ? (question.number ?? undefined) : undefined
  }
}
