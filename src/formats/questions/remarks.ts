/**
 * What is made of words on an answer that stand outside the questions: a doubt of every question they could concern. Those they name; where they
 * name none, those beside them; where nothing is beside them, or they speak of several without a name, all of the file.
 */
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'
import { agrees, speaksOfLast, speaksOfNext, spokenOf, type Spoken } from './spoken.ts'
import { isNamed, positionsOf, subjectsOf, type Subjects } from './subjects.ts'

/** A question as it was read. */
export interface Asked {
  readonly label: string
  readonly number: number | null
  readonly place: string
  readonly correct: readonly number[]
}

export interface Remark {
  readonly text: string
  readonly place: string
  readonly spoken: Spoken
  /** Positions of the questions beside it; empty where it stands apart from all. */
  readonly near: readonly number[]
  /** Nobody looks past it, however vague it is. */
  readonly isLoud?: boolean
}

export interface RemarkFinding {
  readonly at: number
  readonly finding: Finding
}

/** Null where it names questions of which the file has none. */
function findingsOn({ text, place, spoken, near, isLoud = false }: Remark, asked: readonly Asked[]): readonly RemarkFinding[] | null {
  const { subjects } = spoken
  const named = isNamed(subjects) ? namedIn(subjects, asked) : []
  if (named.length === 0 && isNamed(subjects)) return null
  const all = asked.map((_, at) => at)
  const isNext = speaksOfNext(text)
  const below = all.filter((at) => at > (near[0] ?? -1))
  const beside = subjects.isWide || near.length === 0 ? all : isNext ? below.slice(0, 1) : near
  const unsure = subjects.isWide && isNext && below.length > 0 ? below : beside
  const isSure = named.length > 0 || (!subjects.isWide && near.length > 0)
  return (named.length > 0 ? named : unsure).flatMap((at) => {
    const one = asked[at]
    if (one === undefined || agrees(spoken, text, one.correct)) return []
    const code = !isSure ? 'words-of-file' : spoken.isPlain || isLoud ? 'words-against' : 'words-beside'
    const values = { question: one.label, text: excerpt(text, 120) }
    return [{ at, finding: found(code, isSure ? place : one.place, values) }]
  })
}

/** By number; where no question has one, as they are counted, with and without those that were left out. */
function namedIn(subjects: Subjects, asked: readonly Asked[]): readonly number[] {
  const numbers = asked.map(({ number }) => number)
  const labels = asked.map(({ label }) => Number(/\d+$/.exec(label)?.[0] ?? NaN))
  const counted = numbers.every((number) => number === null) ? positionsOf(subjects, labels) : []
  return [...new Set([...positionsOf(subjects, numbers), ...counted])]
}

/** Of all a file says so much is weighed; after a few that may concern any question each of them is in doubt already. */
const MAX_NAMING = 2000
const MAX_WIDE = 5
const FEW = 250

/** Weighs the remarks of one file, one after the other; null also for those beyond its bounds. */
export function weighing(asked: readonly Asked[]): (remark: Remark) => readonly RemarkFinding[] | null {
  let naming = 0
  let wide = 0
  return (remark) => {
    const isByName = isNamed(remark.spoken.subjects)
    if (isByName && ++naming > MAX_NAMING) return null
    const isWide = !isByName && (remark.spoken.subjects.isWide || remark.near.length === 0)
    if (isWide && ++wide > MAX_WIDE) return null
    const findings = findingsOn(remark, asked)
    return findings !== null && findings.length > FEW && !isWide && ++wide > MAX_WIDE ? null : findings
  }
}

/**
 * The questions beside a remark below the one at `above`: that one where it speaks of it or stands right below; both where it stands apart between two; none
 * behind the last, where it may be about any.
 */
export function nearAt({
  text,
  spoken,
  above,
  count,
  isTight,
}: {
  readonly text: string
  readonly spoken: Spoken
  readonly above: number
  readonly count: number
  readonly isTight: boolean
}): readonly number[] {
  if (above < 0) return []
  // Apart from the question above, "câu này" may be the one below.
  if (speaksOfLast(text) && !spoken.subjects.isWide)
    return isTight || above + 1 >= count || !saysThis.test(text) ? [above] : [above, above + 1]
  const isLast = above + 1 >= count
  if (isTight && (!isLast || spoken.isPlain)) return [above]
  return isLast ? [] : [above, above + 1]
}

const saysThis = /(?<!\p{L})(?:câu|cau) (?:hỏi |hoi )?(?:này|nay)(?!\p{L})/iu

/** A row that begins with the number of a question, "4 | Đề nghị chọn D", as one line about it; null for any other. */
export function rowWords(cells: readonly string[]): string | null {
  const [number = '', ...words] = cells.filter((text) => text !== '')
  const digits = words.length > 0 ? /^(?:câu\s*)?0*(\d{1,4})[.:)]?$/iu.exec(number)?.[1] : undefined
  const text = words.join(' ')
  if (digits === undefined) return null
  return isNamed(subjectsOf(text)) ? text : `Câu ${digits}: ${text}`
}

/** What stands far from all questions is about them where it names some, or doubts their answers. */
export const concernsAny = ({ subjects }: Spoken, text: string): boolean =>
  isNamed(subjects) || subjects.isWide || /\bdap an\b/.test(foldText(text.slice(0, 300)))

/** A line between questions, and the position of the one above it, or of the one it stands in. */
export interface LineBetween {
  readonly text: string
  readonly place: string
  readonly above: number
  readonly isInside?: true
  /** It stands right below that question. */
  readonly isTight?: boolean
}

/** Drafts with what the lines between them say of their answers. */
export function withLines<Draft extends Asked & { readonly findings: readonly Finding[] }>(
  drafts: readonly Draft[],
  lines: readonly LineBetween[],
): readonly Draft[] {
  const weigh = weighing(drafts)
  const own = lines.flatMap(({ text, place, above, isInside, isTight = false }) => {
    const spoken = spokenOf(text)
    if (spoken === null || (above < 0 && !concernsAny(spoken, text))) return []
    // "Đáp án này" is its own there.
    if (isInside === true)
      return weigh({ text, place, spoken: { ...spoken, subjects: { ...spoken.subjects, isWide: false } }, near: [above] }) ?? []
    return weigh({ text, place, spoken, near: nearAt({ text, spoken, above, count: drafts.length, isTight }) }) ?? []
  })
  const byDraft = Map.groupBy(own, ({ at }) => at)
  return drafts.map((draft, at) => ({ ...draft, findings: [...draft.findings, ...(byDraft.get(at) ?? []).map(({ finding }) => finding)] }))
}
