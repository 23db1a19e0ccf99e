/**
 * How the right options of a file are marked, learned from all of its questions: a file has one kind of mark, and whatever else singles
 * out an option is no answer but a doubt. Guessing from "some formatting" once keyed questions wrongly in silence.
 */
import { alike } from './colours.ts'

export interface MarkKind<Option> {
  /** What it is called, in Vietnamese and English. */
  readonly name: string
  /** How the option shows it, empty for not at all; undefined where it could not (a letter that a list gives). */
  readonly of: (option: Option) => string | undefined
  /** It belongs to the words of the option wherever the file does not use it as a mark. */
  readonly isText?: true
  /** The kind that is enough without it: marked words, whether or not their letter is marked too. */
  readonly within?: string
  /** It comes by a slip of the hand: one question alone proves nothing. */
  readonly isSlip?: true
  /** It stands there for nothing else: an x in a cell of its own. */
  readonly isDeliberate?: true
  /** It is no way to mark a file, but speaks against another mark. */
  readonly isHint?: true
}

export interface Marking {
  /** Positions the mark of the file names. */
  readonly marked: readonly number[]
  /** Options that other marks name, each alone in its question. */
  readonly others: readonly number[]
  /** What else sets options apart in a question the mark of the file does not answer. */
  readonly odd: { readonly positions: readonly number[]; readonly name: string } | null
}

export interface LearnedMarks {
  /** One for each question, in order. */
  readonly markings: readonly Marking[]
  /** What the mark of the file is called; null where it has none. */
  readonly name: string | null
  /** How the mark shows by the name of its kinds. */
  readonly values: ReadonlyMap<string, string>
  /** What might be a mark, in too few of the questions to be believed. */
  readonly rare: { readonly name: string; readonly count: number; readonly asked: number } | null
}

/**
 * A mark is believed when practically the whole file bears it, exactly one option in each question: bold and underlined words stand
 * in half of the questions of many files by accident. A false doubt costs a look, a wrong key a prize.
 */
function isBelieved(count: number, asked: number, { isSlip, isDeliberate }: Shown['kind']): boolean {
  if (isDeliberate === true) return count * 2 >= asked
  if (count === asked) return count >= (isSlip === true ? 2 : 1)
  return count >= (isSlip === true ? 3 : 2) && asked > 2 && asked - count <= Math.max(1, Math.floor(asked / 10))
}

interface Shown {
  readonly kind: {
    readonly name: string
    readonly isText?: true
    readonly within?: string
    readonly isSlip?: true
    readonly isDeliberate?: true
    readonly isHint?: true
  }
  /** By question: how each option shows it. */
  readonly values: readonly (readonly (string | undefined)[])[]
  /** By question: the options that stand out by it. */
  readonly standing: readonly (readonly number[])[]
  /** How it shows in most questions. */
  readonly value: string
}

/**
 * @param questions for each its options; undefined for those that are empty
 * @param never what is no mark whatever the file does, but named when it sets an option apart
 * @param scope positions of the questions that only a mark can answer; left out: all of them
 */
export function learnMarks<Option>(
  questions: readonly (readonly (Option | undefined)[])[],
  kinds: readonly MarkKind<Option>[],
  never: readonly MarkKind<Option>[],
  scope?: readonly number[],
): LearnedMarks {
  const shown = kinds.map((kind) => show(kind, questions))
  const fits = ({ standing, values, value }: Shown, at: number): boolean => {
    const [only, ...more] = standing[at] ?? []
    return only !== undefined && more.length === 0 && alike(values[at]?.[only] ?? '', value)
  }
  const all = questions.map((_, at) => at)
  const count = (one: Shown, among: readonly number[]): number => among.filter((at) => fits(one, at)).length
  const among = scope ?? all
  const scores = shown.map((one) => (one.kind.isHint === true ? 0 : count(one, among)))
  const best = shown[scores.indexOf(Math.max(0, ...scores))]
  const uses = best === undefined ? 0 : count(best, among)
  const asked = among.filter((at) => (questions[at]?.length ?? 0) > 1).length
  // What begins in bold goes on in bold: the first option of every question is no choice of anybody.
  const isFirst = best?.kind.isSlip === true && uses > 2 && among.every((at) => !fits(best, at) || best.standing[at]?.[0] === 0)
  const isLearned = best !== undefined && uses > 0 && !isFirst && isBelieved(uses, asked, best.kind)
  // Marks that come together, bold and red, are one mark: only one of them in one question is another one.
  const used = !isLearned
    ? []
    : shown.filter((one) => {
        if (one.kind.within === best.kind.name || one.kind.isHint === true) return false
        const marked = all.filter((at) => canShow(one, at) && fits(best, at))
        const together = count(one, marked)
        return one === best || (together > 0 && together >= marked.length - Math.max(1, Math.floor(marked.length / 10)))
      })
  const oddities = [...shown, ...never.map((kind) => show(kind, questions))]
  const markings = all.map((at): Marking => {
    const here = used.filter((one) => canShow(one, at))
    const [first] = here
    const positions = first?.standing[at] ?? []
    const others = shown.flatMap((one) => {
      const standing = one.standing[at] ?? []
      return standing.length === 1 && (one.kind.isText !== true || used.includes(one)) ? standing : []
    })
    if (first !== undefined && here.every((one) => fits(one, at))) return { marked: positions, others, odd: null }
    // Several marked options are an answer to be asked about.
    if (first !== undefined && positions.length > 1) return { marked: positions, others, odd: null }
    const odd = oddities.find(({ standing }) => (standing[at] ?? []).length > 0)
    return { marked: [], others, odd: odd === undefined ? null : { positions: odd.standing[at] ?? [], name: odd.kind.name } }
  })
  return {
    markings,
    name: used.length === 0 ? null : used.map(({ kind }) => kind.name).join(', '),
    values: new Map(used.map(({ kind, value }) => [kind.name, value])),
    rare: isLearned || best === undefined || uses === 0 ? null : { name: best.kind.name, count: uses, asked },
  }
}

const canShow = ({ values }: Shown, at: number): boolean => (values[at] ?? []).filter((value) => value !== undefined).length > 1

function show<Option>(kind: MarkKind<Option>, questions: readonly (readonly (Option | undefined)[])[]): Shown {
  const values = questions.map((options) => options.map((option) => (option === undefined ? undefined : kind.of(option))))
  const usual = commonest(values.flat()) ?? ''
  const standing = values.map((list) => outstanding(list, usual))
  const alone = standing.flatMap(([only, ...more], at) => (only === undefined || more.length > 0 ? [] : [values[at]?.[only] ?? '']))
  return { kind, values, standing, value: commonest(alone) ?? '' }
}

function commonest(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce<readonly [string | undefined, number]>((best, one) => (one[1] > best[1] ? one : best), [undefined, 0])[0]
}

/** @param usual how most options of the file look, where one of two must be the ordinary one */
function outstanding(values: readonly (string | undefined)[], usual: string): readonly number[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (counts.size < 2) return []
  const most = Math.max(...counts.values())
  const common = [...counts].filter(([, count]) => count === most).map(([value]) => value)
  const ordinary = common.length === 1 ? common[0] : common.find((value) => value === usual || value === '')
  if (ordinary === undefined) return []
  const others = values.flatMap((value, position) => (value !== undefined && value !== '' && value !== ordinary ? [position] : []))
  // A plain option among marked ones is not marked by being plain: then the many are, and somebody must look.
  return others.length > 0 ? others : values.flatMap((value, position) => (value === undefined || value === '' ? [] : [position]))
}
