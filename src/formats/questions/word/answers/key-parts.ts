/** Which answer of which key belongs to which question, where a file has several parts that each count from 1. */
import type { Finding } from '#contest/values.ts'
import type { KeyEntry } from './answer-key.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { foldText } from '#contest/text.ts'

/** Entries under one heading or of one table. */
export interface KeyBlock {
  /** Number of the section it names. */
  readonly section: number | null
  /** How many questions stand before it. */
  readonly after: number
  readonly entries: readonly KeyEntry[]
}

/** Where a question stands: its number, the section above it, and how many times the numbers began anew before it. */
export interface Numbered {
  readonly number: number | null
  readonly section: number | null
  readonly run: number
}

export interface AssignedKey {
  /** By position of the question. */
  readonly answers: ReadonlyMap<number, KeyEntry>
  /** Questions whose number the key names, while several have it. */
  readonly unclear: ReadonlySet<number>
  /** Runs of questions for which there is a key. */
  readonly keyed: ReadonlySet<number>
  readonly findings: readonly Finding[]
}

/** No file has as many parts; beyond them looking for the right one would cost too much. */
const MAX_SAME = 300

export function assignKey(questions: readonly Numbered[], blocks: readonly KeyBlock[]): AssignedKey {
  const byNumber = new Map<number, number[]>()
  questions.forEach(({ number }, at) => {
    if (number === null) return
    const same = byNumber.get(number)
    if (same === undefined) byNumber.set(number, [at])
    else same.push(at)
  })
  const sections = new Set(questions.map(({ section }) => section))
  const runs = new Set(questions.map(({ run }) => run)).size
  const keyRuns = runsOf(blocks)
  const ordered = runs > 1 && keyRuns.count === runs
  const answers = new Map<number, KeyEntry>()
  const unclear = new Set<number>()
  const keyed = new Set<number>()
  const findings: Finding[] = []
  const hopeless = new Set<number>()
  const byOrder = new Set<number>()
  let from = 0
  let previous = 0
  blocks.forEach((block, index) => {
    if (block.after > previous) from = previous
    previous = block.after
    const named = block.section !== null && sections.has(block.section)
    block.entries.forEach((entry, row) => {
      let fitting = byNumber.get(entry.number) ?? []
      if (fitting.length > MAX_SAME) {
        if (!hopeless.has(entry.number)) fitting.forEach((one) => unclear.add(one))
        hopeless.add(entry.number)
        return
      }
      if (named) fitting = fitting.filter((at) => questions[at]?.section === block.section)
      // A key between the questions, or below the last of several parts, speaks of those above it.
      if (fitting.length > 1) {
        const above = fitting.filter((at) => at >= from && at < block.after)
        if (above.length === 1) fitting = above
      }
      if (fitting.length > 1 && ordered) {
        const inOrder = fitting.filter((at) => questions[at]?.run === keyRuns.of(index, row))
        if (inOrder.length === 1) {
          byOrder.add(entry.number)
          fitting = inOrder
        }
      }
      const [at] = fitting
      if (at === undefined) findings.push(found('key-unused', entry.place, { number: entry.number }))
      else if (fitting.length > 1) fitting.forEach((one) => unclear.add(one))
      else {
        keyed.add(questions[at]?.run ?? 0)
        const before = answers.get(at)
        if (before === undefined) answers.set(at, entry)
        else if (foldText(before.answer) !== foldText(entry.answer)) {
          const values = { number: entry.number, first: excerpt(before.answer, 20), second: excerpt(entry.answer, 20) }
          findings.push(found('key-twice', entry.place, values))
        }
      }
    })
  })
  if (byOrder.size > 0) findings.push(found('key-by-order', ''))
  return { answers, unclear, keyed, findings }
}

/** The entries of all blocks, parted where the numbers begin at 1 again. */
function runsOf(blocks: readonly KeyBlock[]): { readonly count: number; readonly of: (block: number, row: number) => number } {
  let run = -1
  const all = blocks.map(({ entries }) =>
    entries.map(({ number }) => {
      if (number === 1 || run < 0) run++
      return run
    }),
  )
  return { count: run + 1, of: (block, row) => all[block]?.[row] ?? -1 }
}
