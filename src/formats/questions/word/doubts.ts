/**
 * What a Word file says of answers outside its questions, wherever it stands: lines between and below them, text boxes, footnotes, hidden
 * text. All of the file is gone through once more, and what no question took is weighed: it is a doubt of the question it names, or of the
 * one it stands next to.
 */
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { speaksOfAnswer } from '../answers.ts'
import { isDraftName, speaksOfKey } from '../leftovers.ts'
import { agrees, leadIn, mentionsAnswers, saysOtherOption, speaksOfNext, spokenOf, type Spoken } from '../spoken.ts'
import { plainText, type Block, type Paragraph } from './document/blocks.ts'
import type { Line } from './document/lines.ts'
import type { WordObject } from './document/objects.ts'
import { layoutStyles } from './export/layout.ts'
import { readKeyHeading } from './answers/key.ts'
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
function isVagueOf({ text, source, near: [at = -1], isBelow }: Said, taken: readonly Taken[]): boolean {
  if (source === 'box') return speaksOfAnswer(text)
  const { options = [], correct = [] } = taken[at] ?? {}
  return (
    speaksOfKey(text) ||
    (isBelow === true && (mentionsAnswers(text) || (readHeading(text) === null && saysOtherOption(text, options, correct))))
  )
}

type Source = 'line' | 'box' | 'note'

interface Said {
  readonly text: string
  readonly source: Source
  readonly place: string
  /** Positions of the questions beside it. */
  readonly near: readonly number[]
  /** Right below the options of one question. */
  readonly isBelow?: true
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
 */
export function doubtsBeside(
  blocks: readonly Block[],
  taken: readonly Taken[],
  keys: ReadonlyMap<string, readonly number[]>,
  others: ReadonlySet<string>,
): Doubts {
  const byQuestion = new Map<number, Finding[]>()
  const ofFile: Finding[] = draftKeys(blocks)
  for (const [at, one] of taken.entries())
    for (const text of tagsAgainst(one, taken))
      byQuestion.set(at, [...(byQuestion.get(at) ?? []), found('words-against', one.place, { question: one.label, text: excerpt(text) })])
  for (const said of saidIn(blocks, taken, keys)) {
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
    const whose = whoseOf(said, spoken, taken).map((at) => (speaksOfNext(said.text) ? Math.min(at + 1, taken.length - 1) : at))
    if (whose.length === 0) ofFile.push(found('text-doubts', said.place, { text: excerpt(said.text) }))
    for (const at of whose) {
      const one = taken[at]
      if (one === undefined || agrees(spoken, said.text, one.correct)) continue
      const isError = spoken.isPlain || said.source === 'box'
      const values = { question: one.label, text: excerpt(said.text, 120) }
      byQuestion.set(at, [...(byQuestion.get(at) ?? []), found(isError ? 'words-against' : 'words-beside', said.place, values)])
    }
  }
  return { byQuestion, ofFile }
}

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

const vague: Spoken = { isPlain: false, letters: '', numbers: [] }

/** The questions it names; where it names none of the file, those beside it. Above the first one it speaks of the file. */
function whoseOf({ near }: Said, { numbers }: Spoken, taken: readonly Taken[]): readonly number[] {
  const named = taken.flatMap(({ number }, at) => (number !== null && numbers.includes(number) ? [at] : []))
  return named.length > 0 ? named : numbers.length > 0 ? [] : near
}

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
  let above = -1
  const below = taken.flatMap(({ left }, at) =>
    left.map(({ text, place }) => ({ text, source: 'line' as const, place, near: [at], isBelow: true as const })),
  )
  const apart = paragraphs.flatMap((paragraph, index): readonly Said[] => {
    const { place, runs, notes, style } = paragraph
    above = Math.max(above, headAt.get(place) ?? above)
    const owner = ownerOf.get(place)
    const own = keys.has(place) ? keyed(place) : owner !== undefined ? [owner] : above < 0 ? [] : [above]
    const boxes = runs.flatMap(({ object }) => (object?.kind === 'text-box' && !isPlaced(object, owner, taken) ? [object.text] : []))
    const words = plainText(paragraph).trim()
    const isLeft =
      owner === undefined && words !== '' && !read.has(paragraph) && !ownStyles.has(style ?? '') && readKeyHeading(words) === null
    // A box in a paragraph of its own may lie on the question above or on the one below.
    const beside = words === '' && next[index] !== undefined ? [...own, next[index]] : own
    return [
      ...(isLeft && (above >= 0 || namesQuestion(words)) ? [{ text: words, source: 'line' as const, place, near: own }] : []),
      ...boxes.map((text) => ({ text, source: 'box' as const, place, near: beside })),
      ...notes.flatMap(({ kind, text }) => (kind === 'footnote' ? [{ text, source: 'note' as const, place, near: own }] : [])),
    ]
  })
  const leftAt = new Set(below.map(({ place }) => place))
  const rows = reviewed(blocks, (place) => keys.has(place) || (ownerOf.has(place) && !leftAt.has(place)))
  const told = new Set(rows.map(({ place }) => place))
  return [...below.filter(({ place }) => !told.has(place)), ...apart, ...rows]
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
      const cells = row.map((cell) => cell.map(plainText).join(' ').trim()).filter((text) => text !== '')
      const [number = '', ...words] = cells
      const digits = words.length > 0 ? /^(?:câu\s*)?0*(\d{1,4})[.:)]?$/iu.exec(number)?.[1] : undefined
      if (digits === undefined || spokenOf(words.join(' ')) === null) return []
      return [{ text: `Câu ${digits}: ${words.join(' ')}`, source: 'line', place: row[0]?.[0]?.place ?? block.place, near: [] }]
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

/** "BẢN NHÁP – chưa chốt đáp án". */
const isUnsettled = /\b(chua|nhap|du kien|tam|cho|khong)\b/
/** Above the questions stand instructions, too: only what corrects a question is a word on an answer. */
const namesQuestion = (text: string): boolean =>
  speaksOfKey(text) ||
  (/\bdap an\b/.test(foldText(text.slice(0, 300))) && spokenOf(text)?.isPlain === false && isUnsettled.test(foldText(text))) ||
  (/\bcau (hoi )?(so )?\d|\bdap an\b/.test(foldText(text.slice(0, 300))) && spokenOf(text)?.isPlain === true)
