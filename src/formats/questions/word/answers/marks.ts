/**
 * Which option an author marked: in bold, underlined, highlighted, in colour, or only its letter so. Files differ in what
 * they use, and use the same marks for other things too, so the kind of mark is chosen by what tells one option from the
 * others in most questions.
 */
import { sameAnswer } from '../../answers.ts'
import type { RunMarks } from '../document/styles.ts'

/** Marks of the visible characters of an option: of its words, and of its letter. */
export interface OptionMarks {
  readonly words: readonly RunMarks[]
  readonly letter: readonly RunMarks[]
}

export interface Marking {
  /** Marked options by the kind the file uses; empty when none or all are marked. */
  readonly marked: readonly number[]
  /** Another kind of mark in the same question that says otherwise. */
  readonly otherwise: readonly number[] | null
}

type Test = (marks: RunMarks) => boolean

const kinds: readonly Test[] = [(marks) => marks.bold, (marks) => marks.highlight, (marks) => marks.underline]

/** One marking for each question, in order. */
export function readMarkings(questions: readonly (readonly OptionMarks[])[]): readonly Marking[] {
  const plain = usualColour(questions)
  const tests: readonly Test[] = [...kinds, (marks) => marks.colour !== plain]
  const readers = tests.flatMap((test) => [
    (option: OptionMarks) => mostly(option.words, test),
    (option: OptionMarks) => mostly(option.letter, test),
  ])
  const byReader = readers.map((isMarked) => questions.map((options) => telling(options.map(isMarked))))
  const scores = byReader.map((answers) => answers.filter((marked) => marked.length === 1).length)
  const best = scores.indexOf(Math.max(...scores))
  return questions.map((_, index) => {
    const marked = byReader[best]?.[index] ?? []
    const others = byReader.map((answers) => answers[index] ?? []).filter((other) => other.length === 1)
    if (marked.length === 0) {
      const [first = []] = others
      return { marked: first, otherwise: others.find((other) => !sameAnswer(other, first)) ?? null }
    }
    return { marked, otherwise: others.find((other) => !sameAnswer(other, marked)) ?? null }
  })
}

/** Positions that are marked, if that tells them from the others. */
function telling(marked: readonly boolean[]): readonly number[] {
  const positions = marked.flatMap((one, position) => (one ? [position] : []))
  return positions.length === marked.length ? [] : positions
}

const mostly = (marks: readonly RunMarks[], test: Test): boolean => marks.filter(test).length * 2 > marks.length

/** The colour most options are written in: only another one is a mark. */
function usualColour(questions: readonly (readonly OptionMarks[])[]): string | null {
  const counts = new Map<string | null, number>()
  for (const option of questions.flat()) {
    const colour = option.words[0]?.colour ?? null
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return [...counts].reduce<readonly [string | null, number]>((best, one) => (one[1] > best[1] ? one : best), [null, 0])[0]
}
