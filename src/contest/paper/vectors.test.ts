/**
 * Vectors of docs/formats/paper-draw.md, computed here a second time: written from that page alone, on node:crypto and
 * strings, sharing nothing with chance.ts and paper.ts. `UPDATE_VECTORS=1` writes the file anew with this computation.
 */
import { createHash, createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sha256 } from '#test/support/contest.ts'
import { plainContent, type LockedSet } from '../questions/question.ts'
import type { PaperRules } from '../rules/rules.ts'
import { drawPaper, prepareDraw } from './paper.ts'

interface Vector {
  readonly name: string
  readonly questions: readonly {
    readonly code: string
    readonly topic: string | null
    readonly difficulty: 1 | 2 | 3 | null
    readonly options: readonly string[]
    readonly optionOrder?: 'kept'
    readonly apart?: readonly string[]
  }[]
  readonly rules: Omit<PaperRules, 'fixedSets'> & Partial<Pick<PaperRules, 'fixedSets'>>
  readonly seed: string
  readonly contestant: string
  readonly attempt: number
  /** Of the fixed sets its number. */
  readonly set?: number
  readonly key?: string
  readonly firstWords?: readonly number[]
  readonly paper?: readonly { readonly question: number; readonly optionOrder: readonly number[] }[]
}

const file = new URL('../../../test/vectors/paper-draw.json', import.meta.url)

/** The stream of section 2, as a function that gives the next word. */
function* stream(key: Buffer): Generator<number> {
  for (let i = 0; ; i++) {
    const counter = i.toString(16).padStart(8, '0')
    const block = createHash('sha256')
      .update(key.toString('hex') + counter, 'hex')
      .digest('hex')
    for (const word of block.match(/.{8}/g) ?? []) yield Number.parseInt(word, 16)
  }
}

function independentDraw(vector: Vector): Required<Pick<Vector, 'key' | 'firstWords' | 'paper'>> {
  const { questions, rules } = vector
  const key = createHmac('sha256', Buffer.from(vector.seed, 'hex'))
    .update(Buffer.from(`hoithi/paper-draw/v1\0${vector.contestant}\0${String(vector.attempt)}`, 'ascii'))
    .digest()
  const words = stream(key)
  const below = (n: number): number => {
    const limit = Math.floor(2 ** 32 / n) * n
    for (;;) {
      const word = words.next().value as number
      if (word < limit) return word % n
    }
  }
  const mix = (list: number[]): number[] => {
    for (let i = list.length - 1; i >= 1; i -= 1) {
      const j = below(i + 1)
      const kept = list.slice()
      list[i] = kept[j]!
      list[j] = kept[i]!
    }
    return list
  }

  // Section 3. A cluster is named by the codes in it, found by walking from question to question.
  const joined = (one: Vector['questions'][number], two: Vector['questions'][number]): boolean =>
    rules.apart.some((group) => group.includes(one.code) && group.includes(two.code)) ||
    (one.apart ?? []).includes(two.code) ||
    (two.apart ?? []).includes(one.code)
  const names = questions.map((question) => {
    const reached = new Set([question])
    for (const one of reached) for (const two of questions) if (joined(one, two)) reached.add(two)
    return [...reached]
      .map(({ code }) => code)
      .sort()
      .join('+')
  })
  const cluster = (q: number): string => names[q]!
  const rank = (cell: PaperRules['blueprint'][number]) =>
    cell.topic !== null ? (cell.difficulty !== null ? 0 : 1) : cell.difficulty !== null ? 2 : 3
  const cells = [0, 1, 2, 3].flatMap((wanted) => rules.blueprint.filter((cell) => rank(cell) === wanted))
  const fitting = cells.map((cell) =>
    questions.flatMap((q, i) => ((cell.topic ?? q.topic) === q.topic && (cell.difficulty ?? q.difficulty) === q.difficulty ? [i] : [])),
  )
  const contested = fitting.some((one, a) => fitting.some((two, b) => a < b && one.some((x) => two.some((y) => cluster(x) === cluster(y)))))

  /** Whether places, each a list of clusters it could take, can all be served: tried out, place by place, remembering failures. */
  const servable = (places: readonly (readonly string[])[]): boolean => {
    const failed = new Set<string>()
    const serve = (from: number, used: ReadonlySet<string>): boolean => {
      if (from === places.length) return true
      const state = `${from}:${[...used].sort().join()}`
      if (failed.has(state)) return false
      const served = places[from]!.some((name) => !used.has(name) && serve(from + 1, new Set([...used, name])))
      if (!served) failed.add(state)
      return served
    }
    return serve(0, new Set())
  }

  // Section 4, or the questions of the fixed set.
  const taken: string[] = []
  const drawn: number[] = []
  const fixed =
    vector.set === undefined ? [] : questions.map((_, q) => q).filter((q) => Math.floor(q / rules.questions) === vector.set! - 1)
  drawn.push(...fixed)
  if (vector.set === undefined)
    cells.forEach((cell, c) => {
      let left = fitting[c]!.filter((q) => !taken.includes(cluster(q)))
      let lacking = cell.count
      while (lacking > 0) {
        const at = below(left.length)
        const q = left[at]!
        left = at === left.length - 1 ? left.slice(0, -1) : [...left.slice(0, at), left.at(-1)!, ...left.slice(at + 1, -1)]
        if (taken.includes(cluster(q))) continue
        if (contested) {
          const free = (list: readonly number[]) =>
            [...new Set(list.map(cluster))].filter((name) => name !== cluster(q) && !taken.includes(name))
          const here = Array.from({ length: lacking - 1 }, () => free(fitting[c]!))
          const later = cells.slice(c + 1).flatMap((other, i) => Array.from({ length: other.count }, () => free(fitting[c + 1 + i]!)))
          if (!servable([...here, ...later])) continue
        }
        drawn.push(q)
        taken.push(cluster(q))
        lacking -= 1
      }
    })

  // Sections 5 and 6.
  const order = rules.shuffleQuestions ? mix(drawn) : drawn.toSorted((a, b) => a - b)
  const plain = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .split(/[\s\p{P}]/u)
      .filter((part) => part !== '')
      .join(' ')
  const last = rules.pinnedLast.map(plain)
  const paper = order.map((question) => {
    const positions = questions[question]!.options.map((_, i) => i)
    if (!rules.shuffleOptions || questions[question]!.optionOrder === 'kept') return { question, optionOrder: positions }
    const isPinned = (i: number) => last.includes(plain(questions[question]!.options[i]!))
    return { question, optionOrder: [...mix(positions.filter((i) => !isPinned(i))), ...positions.filter(isPinned)] }
  })
  const again = stream(key)
  return { key: key.toString('hex'), firstWords: Array.from({ length: 9 }, () => again.next().value as number), paper }
}

const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]

if (process.env['UPDATE_VECTORS'] === '1') {
  const written = vectors.map((vector) => JSON.stringify({ ...vector, ...independentDraw(vector) }))
  writeFileSync(file, `[\n${written.join(',\n')}\n]\n`)
}

describe('vectors of paper-draw', () => {
  it('cover both shuffles, attempts, groups apart, ties, kept options, contested and uncontested blueprints', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(16)
  })

  it.each(vectors)('$name: the vector agrees with the specification', (vector) => {
    expect(independentDraw(vector)).toEqual({ key: vector.key, firstWords: vector.firstWords, paper: vector.paper })
  })

  it.each(vectors)('$name: drawPaper agrees with the vector', (vector) => {
    const set: LockedSet = {
      digest: '',
      questions: vector.questions.map((question) => ({ ...plainContent, apart: [], ...question, stem: question.code, correct: [0] })),
    }
    const plan = prepareDraw({ fixedSets: null, ...vector.rules }, set)
    if (!plan.ok) throw new Error('not drawable')
    const who = { contestantId: vector.contestant, attempt: vector.attempt, ...(vector.set !== undefined && { set: vector.set }) }
    expect(drawPaper(sha256, plan.value, Buffer.from(vector.seed, 'hex'), who)).toEqual(vector.paper)
  })
})
