/**
 * What a Word file says of answers outside its questions, wherever it stands: lines between and below them, text boxes, footnotes, hidden
 * text. All of the file is gone through once more, and what no question took is weighed: it is a doubt of the question it names, or of the
 * one it stands next to.
 */
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { speaksOfAnswer } from '../answers.ts'
import { isDraftName, speaksOfKey } from '../leftovers.ts'
import { concernsAny, nearAt, rowWords, weighing } from '../remarks.ts'
import { agrees, leadIn, mentionsAnswers, saysOtherOption, spokenOf, type Spoken } from '../spoken.ts'
import { isNamed, subjectsOf } from '../subjects.ts'
import { plainText, type Block, type Paragraph } from './document/blocks.ts'
import type { Line } from './document/lines.ts'
import type { Note } from './document/notes.ts'
import type { WordObject } from './document/objects.ts'
import { layoutStyles } from './export/layout.ts'
import { readKeyHeading } from './answers/key.ts'
import { readField } from './fields.ts'
import { readHeading } from './outline/heads.ts'

/** A question as it was read. */
export interface Taken {
  readonly label: string
  readonly number: number | null
  readonly correct: readonly number[]
  /** Of its head. */
  readonly place: string
  /** Of the paragraphs that hold its words and what is said about it. */
  readonly places: ReadonlySet<string>
  readonly options: readonly string[]
  /** Those below its options that belong to none. */
  readonly left: readonly Line[]
  /** In brackets beside its number. */
  readonly tags: readonly string[]
  /** What stands in it, told with it already. */
  readonly objects: ReadonlySet<WordObject>
}

export interface Doubts {
  /** By position of the question. */
  readonly byQuestion: ReadonlyMap<number, readonly Finding[]>
  /** What belongs to none. */
  readonly ofFile: readonly Finding[]
}

/** What names no letter may still be about the answer, the more so right below the question. */
function isVagueOf({ text, source, below, isSure }: Said, taken: readonly Taken[]): boolean {
  if (source === 'box') return speaksOfAnswer(text)
  const { options = [], correct = [] } = taken[below?.above ?? -1] ?? {}
  return (
    isSure === true ||
    speaksOfKey(text) ||
    (below?.isTight === true && (mentionsAnswers(text) || (readHeading(text) === null && saysOtherOption(text, options, correct))))
  )
}

type Source = 'line' | 'box' | 'note'

interface Said {
  readonly text: string
  readonly source: Source
  readonly place: string
  /** Positions of the questions beside it. */
  readonly near: readonly number[]
  /** A line below a question: which, and whether it stands right below its options. */
  readonly below?: { readonly above: number; readonly isTight: boolean }
  /** It is about a question even if it says nothing that is known. */
  readonly isSure?: true
}

const ownStyles: ReadonlySet<string> = new Set([
  layoutStyles.question,
  layoutStyles.options,
  layoutStyles.note,
  layoutStyles.title,
  layoutStyles.key,
])

/**
 * @param taken the questions in their order
 * @param keys the numbers answered at each place of a key
 * @param others places of what was left out by name
 * @param repeats what stands behind the number of a question again
 */
export function doubtsBeside(
  blocks: readonly Block[],
  taken: readonly Taken[],
  keys: ReadonlyMap<string, readonly number[]>,
  others: ReadonlySet<string>,
  repeats: readonly Repeat[] = [],
): Doubts {
  const byQuestion = new Map<number, Finding[]>()
  const ofFile: Finding[] = draftKeys(blocks)
  for (const [at, one] of taken.entries())
    for (const text of tagsAgainst(one, taken))
      byQuestion.set(at, [...(byQuestion.get(at) ?? []), found('words-against', one.place, { question: one.label, text: excerpt(text) })])
  const weigh = weighing(taken)
  for (const said of [...saidIn(blocks, taken, keys), ...repeats.map(repeated)]) {
    if (others.has(said.place)) continue
    const led = said.source === 'line' ? leadIn(said.text) : null
    for (const at of led === null ? [] : ledBy(led, said, taken)) {
      const values = { question: taken[at]?.label ?? '', text: excerpt(said.text) }
      byQuestion.set(at, [...(byQuestion.get(at) ?? []), found('lead-in-left-out', said.place, values)])
    }
    const isVague = isVagueOf(said, taken)
    const spoken = spokenOf(said.text) ?? (isVague ? vague : null)
    if (spoken === null) {
      if (said.source === 'box') ofFile.push(found('text-box', said.place, { question: said.place, text: excerpt(said.text) }))
      continue
    }
    const near = said.below === undefined ? said.near : nearAt({ ...said.below, text: said.text, spoken, count: taken.length })
    const findings = weigh({ ...said, near, spoken, isLoud: said.source === 'box' })
    if (findings === null) ofFile.push(found('text-doubts', said.place, { text: excerpt(said.text) }))
    for (const { at, finding } of findings ?? []) byQuestion.set(at, [...(byQuestion.get(at) ?? []), finding])
  }
  return { byQuestion, ofFile }
}

/** A number that stands again, with words and no options. */
export interface Repeat {
  readonly number: number
  readonly text: string
  readonly place: string
}

const repeated = ({ number, text, place }: Repeat): Said => ({
  ...{ text: `Câu ${number}: ${text}`, source: 'line', place, near: [] },
  isSure: true,
})

/** By number, or the question below. */
function ledBy(numbers: readonly number[], { near }: Said, taken: readonly Taken[]): readonly number[] {
  const named = taken.flatMap(({ number }, at) => (number !== null && numbers.includes(number) ? [at] : []))
  return named.length > 0 ? named : near.map((at) => Math.min(at + 1, taken.length - 1))
}

/** A letter beside the number of few questions is an answer somebody noted; beside most of them it is so where most of them say the same. */
function tagsAgainst({ tags, correct }: Taken, taken: readonly Taken[]): readonly string[] {
  const saysIt = (own: Taken): boolean => own.tags.some((text) => agreesTag(text, own.correct))
  const noted = taken.filter((own) => own.tags.some(isNoted))
  if (noted.length * 2 > taken.length && noted.filter(saysIt).length * 2 < noted.length) return []
  return tags.filter((text) => isNoted(text) && !agreesTag(text, correct))
}

const isNoted = (text: string): boolean => (spokenOf(text)?.letters ?? '') !== ''
function agreesTag(text: string, correct: readonly number[]): boolean {
  const spoken = spokenOf(text)
  return spoken !== null && agrees(spoken, text, correct)
}

const vague: Spoken = { isPlain: false, letters: '', subjects: subjectsOf('') }

function saidIn(blocks: readonly Block[], taken: readonly Taken[], keys: ReadonlyMap<string, readonly number[]>): readonly Said[] {
  const ownerOf = new Map(taken.flatMap(({ places }, at) => [...places].map((place) => [place, at] as const)))
  const headAt = new Map(taken.map(({ place }, at) => [place, at]))
  const paragraphs = blocks.flatMap((block): readonly Paragraph[] => (block.kind === 'paragraph' ? [block] : block.rows.flat(2)))
  const read = readOtherwise(blocks, keys)
  const next = nextHeads(paragraphs, headAt)
  const keyed = (place: string): readonly number[] => {
    const numbers = keys.get(place) ?? []
    return taken.flatMap(({ number }, at) => (number !== null && numbers.includes(number) ? [at] : []))
  }
  const isEmpty = (block: Block | undefined): boolean => block?.kind === 'paragraph' && plainText(block).trim() === ''
  const afterBlank = new Set(blocks.flatMap(({ place }, at) => (isEmpty(blocks[at - 1]) ? [place] : [])))
  let above = -1
  /** Of the answer of a key above, where it is one. */
  let entry: readonly number[] = []
  const below = taken.flatMap(({ left }, at) =>
    left.map(({ text, place }) => ({
      ...{ text, source: 'line' as const, place, near: [at] },
      below: { above: at, isTight: !afterBlank.has(place) },
    })),
  )
  const apart = paragraphs.flatMap((paragraph, index): readonly Said[] => {
    const { place, runs, notes, style } = paragraph
    above = Math.max(above, headAt.get(place) ?? above)
    const owner = ownerOf.get(place)
    if (keys.has(place)) entry = keyed(place)
    else if (owner !== undefined) entry = []
    const own = keys.has(place) ? keyed(place) : owner !== undefined ? [owner] : above < 0 ? [] : [above]
    const boxes = runs.flatMap(({ object }) => (object?.kind === 'text-box' && !isPlaced(object, owner, taken) ? [object.text] : []))
    const words = plainText(paragraph).trim()
    const isLeft =
      owner === undefined && words !== '' && !read.has(paragraph) && !ownStyles.has(style ?? '') && readKeyHeading(words) === null
    // A box in a paragraph of its own may lie on the question above or on the one below.
    const beside = words === '' && next[index] !== undefined ? [...own, next[index]] : own
    return [
      ...(isLeft && (above >= 0 || namesQuestion(words))
        ? [{ text: words, source: 'line' as const, place, near: own, below: belowEntry(words, entry) ?? { above, isTight: false } }]
        : []),
      ...boxes.map((text) => ({ text, source: 'box' as const, place, near: beside })),
      ...notes.flatMap((note) =>
        isOfOthers(note) ? [{ text: note.text, source: 'note' as const, place, near: note.kind === 'margin' ? [] : own }] : [],
      ),
    ]
  })
  const leftAt = new Set(below.map(({ place }) => place))
  const rows = reviewed(blocks, (place) => keys.has(place) || (ownerOf.has(place) && !leftAt.has(place)))
  const told = new Set(rows.map(({ place }) => place))
  return [...below.filter(({ place }) => !told.has(place)), ...apart, ...rows]
}

/** A comment is told at its own question; here is what it says of others. */
function isOfOthers({ kind, text }: Note): boolean {
  if (kind !== 'comment') return kind === 'footnote' || kind === 'margin'
  const subjects = spokenOf(text)?.subjects
  return subjects !== undefined && (isNamed(subjects) || subjects.isWide)
}

/** "Căn cứ: …" below one answer of a key is of its question. */
function belowEntry(text: string, entry: readonly number[]): Said['below'] | null {
  const [above] = entry
  const isNote = readField(text) !== null || /^\s*(?:theo|vì|do|căn cứ|điều|khoản|tuy nhiên)(?!\p{L})/iu.test(text)
  return above === undefined || entry.length > 1 || !isNote ? null : { above, isTight: true }
}

/** Headings of keys that call them old or not yet settled. */
const draftKeys = (blocks: readonly Block[]): Finding[] =>
  blocks.flatMap((block) => {
    const words = block.kind === 'paragraph' ? plainText(block).trim() : ''
    const isKey = words !== '' && words.length < MAX_HEADING && readKeyHeading(words) !== null && isDraftName(words)
    return isKey ? [found('key-draft', block.place, { key: excerpt(words) })] : []
  })
const MAX_HEADING = 110

/** Rows of a table that is neither a list nor a key and begin with the number of a question: "4 | Đề nghị chọn D". */
function reviewed(blocks: readonly Block[], isRead: (place: string) => boolean): readonly Said[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph' || block.rows.flat(2).some(({ place }) => isRead(place))) return []
    return block.rows.flatMap((row): Said[] => {
      const text = rowWords(row.map((cell) => cell.map(plainText).join(' ').trim()))
      if (text === null || spokenOf(text) === null) return []
      return [{ text, source: 'line', place: row[0]?.[0]?.place ?? block.place, near: [] }]
    })
  })
}

/** Answers of keys, and cells beside others: what they say is weighed where tables are read. */
function readOtherwise(blocks: readonly Block[], keys: ReadonlyMap<string, readonly number[]>): ReadonlySet<Paragraph> {
  const isFilled = (cell: readonly Paragraph[]): boolean => cell.some((paragraph) => plainText(paragraph).trim() !== '')
  return new Set(
    blocks.flatMap((block) => {
      if (block.kind === 'paragraph') return keys.has(block.place) ? [block] : []
      const isKey = block.rows.flat(2).some(({ place }) => keys.has(place))
      return block.rows.flatMap((row) => (isKey || row.filter(isFilled).length > 1 ? row.flat() : []))
    }),
  )
}

/** For a paragraph right above the head of a question, that question. */
const nextHeads = (paragraphs: readonly Paragraph[], headAt: ReadonlyMap<string, number>): readonly (number | undefined)[] =>
  paragraphs.map((_, index) => headAt.get(paragraphs[index + 1]?.place ?? ''))

const isPlaced = (object: WordObject, owner: number | undefined, taken: readonly Taken[]): boolean =>
  owner !== undefined && taken[owner]?.objects.has(object) === true

/** Above the questions stand instructions, too: only what names questions, or doubts their answers, is a word on them. */
function namesQuestion(text: string): boolean {
  const spoken = spokenOf(text)
  return speaksOfKey(text) || (spoken !== null && concernsAny(spoken, text))
}
