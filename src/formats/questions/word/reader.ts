/**
 * Questions of a Word document as offices write them: "Câu 1: …" (or "1. …" throughout), options on lines of their own or
 * side by side, the right one marked, stated below, or listed in a key at the end; or a table with one question a row.
 */
import { plainContent } from '#contest/questions/question.ts'
import { lettersOf } from '#contest/questions/letters.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../../files/archive.ts'
import { found } from '../../findings/findings.ts'
import { isPatterned } from '../answers.ts'
import { signFindings } from '../contradictions.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import type { DraftsRead, QuestionReader } from '../format.ts'
import { excerpt, hasError } from '../../findings/findings.ts'
import { chooseAnswer } from './answers/answer.ts'
import { convertFonts } from './document/fonts.ts'
import { doubtsBeside, type Repeat, type Taken } from './doubts.ts'
import { intruderFindings, runningHeads } from './intruders.ts'
import { assignKey, type AssignedKey, type KeyBlock } from './answers/key-parts.ts'
import { readMarkings, signMark } from './answers/marks.ts'
import { otherKind } from './answers/other-kinds.ts'
import { answersAbove, noteFindings, textFindings } from './beside.ts'
import { joinAnswers } from './outline/answer-lines.ts'
import { readOutline, type Piece } from './outline/outline.ts'
import { ownItems } from './own.ts'
import { PictureShelf } from './pictures.ts'
import { unreadOfWord } from '../unclaimed/office-parts.ts'
import { piecesOfBlocks } from '../unclaimed/pieces.ts'
import type { Marking } from '../marks/learning.ts'
import { finishOptions, readBody, type QuestionBody, type QuestionLines } from './question.ts'
import type { Block, Paragraph } from './document/blocks.ts'
import { readDocument } from './document/document.ts'
import { withSigns } from './document/symbols.ts'
import type { Line } from './document/lines.ts'
import { objectSign } from './document/objects.ts'

export const wordReader: QuestionReader = {
  format: 'docx',
  recognises: ({ kind }) => kind === 'docx',
  read: (file) => {
    if (file.kind !== 'docx') return { ok: false, findings: [] }
    const document = readDocument(file.parts, file.mainPart)
    if (!document.ok) return document
    const { blocks, margins } = document.value
    const drafts = readQuestionsWord(blocks, file.parts, margins)
    if (!drafts.ok) return { ...drafts, findings: [...document.findings, ...drafts.findings] }
    const pieces = [...drafts.value.pieces, ...unreadOfWord(file.parts, [...blocks, ...margins])]
    return { ok: true, value: { ...drafts.value, pieces }, findings: [...document.findings, ...drafts.findings] }
  },
}

/** @param parts where the pictures are */
export function readQuestionsWord(blocks: readonly Block[], parts: Parts, margins: readonly Paragraph[] = []): Checked<DraftsRead> {
  const signed = convertFonts(withSigns(blocks))
  const outline = readOutline(joinAnswers(ownItems(signed)))
  const tooMany = tooManyQuestions(outline.pieces.length)
  if (tooMany !== null) return { ok: false, findings: [tooMany] }
  const read = outline.pieces.map((piece) => ({ piece, body: piece.kind === 'lines' ? readBody(piece.question) : null }))
  const { kept: choices, leftOut, numbers, others } = withoutOtherKinds(read)
  const { kept, repeats } = withoutRepeats(choices)
  const open = kept.flatMap(({ piece }) => (piece.kind === 'lines' ? [piece.question] : []))
  const bodies = kept.flatMap(({ body }) => body ?? [])
  const key = assignKey(open, outline.keys, numbers)
  const scope = unanswered(open, bodies, key)
  const marks = readMarkings(
    bodies.map((body) => body.marks),
    scope,
  )
  const sign = marks.values.get(signMark)
  const shelf = new PictureShelf(parts)
  const running = runningHeads(open, outline.above)
  const finished = open.map((question, index): QuestionDraft => {
    const raw = bodies[index] ?? readBody(question)
    const { options, findings: cut } = question.body === undefined ? finishOptions(raw, sign, question) : { ...raw, findings: [] }
    const body = { ...raw, options }
    const { run } = question
    const keyed = { entry: key.answers.get(index), doubt: key.doubts.get(index), isKeyed: key.keyed.has(run) }
    const { correct, explanation, findings } = chooseAnswer(
      question,
      body,
      { marking: marks.markings[index] ?? unmarked, markName: marks.name, rare: scope.length === 0 ? null : marks.rare },
      keyed,
    )
    const { place, label, number } = question
    // What is drawn around the lines of a question is told with its text.
    const objects = body.isOwn === true ? body.objects : body.objects.filter(({ object }) => object.kind !== 'shape')
    const { pictures, findings: pictureFindings } = shelf.place(objects, label, place)
    const { stem, optionOrder, source, topic, difficulty } = body
    return {
      place,
      label,
      number,
      ...plainContent,
      stem,
      options,
      correct,
      optionOrder,
      source,
      topic,
      difficulty,
      pictures,
      explanation: body.explanation ?? explanation,
      findings: [
        ...question.findings,
        ...fontFindings(question, body),
        ...textFindings(question),
        ...intruderFindings(question, raw, running),
        ...body.findings,
        ...cut,
        ...pictureFindings,
        ...findings,
        ...gapFindings(key.gaps.get(index), question),
        ...(sign === undefined && raw.stated.length > 0 && !hasError(findings)
          ? signFindings(options, correct, label, place).filter(({ code }) => code === 'option-sign')
          : []),
      ],
    }
  })
  let at = 0
  const drafts = kept.flatMap(({ piece }) => (piece.kind === 'whole' ? [wholeDraft(piece, shelf)] : finished.slice(at, ++at)))
  const around = [...blocks, ...margins]
  const doubts = doubtsBeside(around, takenOf(kept, drafts), keyPlaces(outline.keys), new Set([...outline.others, ...others]), repeats)
  return {
    ok: true,
    value: {
      drafts: drafts.map((draft, index) => withDoubts(draft, doubts.byQuestion.get(index) ?? [])),
      pictures: shelf.pictures,
      pieces: piecesOfBlocks(signed, margins),
    },
    findings: [
      ...doubts.ofFile,
      ...(marks.name === null ? patterned(drafts) : []),
      ...outline.findings,
      ...answersAbove(open),
      ...leftOut,
      ...key.findings,
      ...noteFindings(around, open, wholePlaces(kept), marks.name !== null),
      ...bodies.flatMap((body) => body.leftOut.map(ignored)),
    ],
  }
}

function keyPlaces(keys: readonly KeyBlock[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const { place, number } of keys.flatMap(({ entries }) => entries)) places.set(place, [...(places.get(place) ?? []), number])
  return places
}

/** Marks are put by hand, one by one; what is stated may be filled. */
function patterned(drafts: readonly QuestionDraft[]): readonly Finding[] {
  const letters = drafts.map(({ correct }) => lettersOf(correct))
  return isPatterned(letters) ? [found('answers-patterned', drafts[0]?.place ?? '', { text: letters.slice(0, 8).join(' ') })] : []
}

const withDoubts = (draft: QuestionDraft, doubts: readonly Finding[]): QuestionDraft =>
  doubts.length === 0 ? draft : { ...draft, findings: [...draft.findings, ...doubts] }

/** @param drafts one for each, in order */
const takenOf = (kept: readonly ReadPiece[], drafts: readonly QuestionDraft[]): readonly Taken[] =>
  kept.map(({ piece, body }, index): Taken => {
    const { label = '', number = null, correct = [], options = [] } = drafts[index] ?? {}
    const lines =
      piece.kind === 'whole' ? [piece.table.rowPlace] : [piece.question.place, ...piece.question.lines.map(({ place }) => place)]
    const objects = (piece.kind === 'whole' ? piece.table.objects : (body?.objects ?? [])).map(({ object }) => object)
    const [place = ''] = lines
    return {
      label,
      number,
      correct,
      options,
      place,
      places: new Set(lines),
      left: [...(body?.leftOut ?? []), ...(body?.unclear ?? [])],
      tags: piece.kind === 'whole' ? [] : (piece.question.tags ?? []),
      objects: new Set(objects),
    }
  })

const ignored = ({ text, place }: Line): Finding => found('text-ignored', place, { text: excerpt(text.replaceAll(objectSign, '[hình]')) })

const wholePlaces = (kept: readonly ReadPiece[]): readonly string[] =>
  kept.flatMap(({ piece }) => (piece.kind === 'whole' ? [piece.table.rowPlace] : []))

interface ReadPiece {
  readonly piece: Piece
  /** Null for a question that a table gave whole. */
  readonly body: QuestionBody | null
}

/** Predictions, statements to be judged, essays: told, and their numbers known to the key. */
function withoutOtherKinds(read: readonly ReadPiece[]): {
  readonly kept: readonly ReadPiece[]
  readonly leftOut: readonly Finding[]
  readonly numbers: ReadonlySet<number>
  /** Places of their lines. */
  readonly others: readonly string[]
} {
  const kept: ReadPiece[] = []
  const leftOut: Finding[] = []
  const numbers = new Set<number>()
  const others: string[] = []
  for (const one of read) {
    const { piece, body } = one
    const kind = piece.kind === 'whole' || body === null || piece.question.body !== undefined ? null : otherKind(piece.question, body)
    if (piece.kind === 'whole' || kind === null) {
      kept.push(one)
      continue
    }
    const { label, place, number } = piece.question
    leftOut.push(found('question-kind', place, { question: label, kind }))
    others.push(...piece.question.lines.map((line) => line.place))
    if (number !== null) numbers.add(number)
  }
  return { kept, leftOut, numbers, others }
}

const MAX_REPEAT = 200

/** "Câu 1: không tính" beside the question of that number is a word on it, and no question without options. */
function withoutRepeats(choices: readonly ReadPiece[]): { readonly kept: readonly ReadPiece[]; readonly repeats: readonly Repeat[] } {
  const asked = new Set(choices.flatMap(({ piece, body }) => (body === null || body.options.length > 1 ? [numberIn(piece)] : [])))
  const repeats: Repeat[] = []
  const kept = choices.filter(({ piece, body }) => {
    if (piece.kind === 'whole' || body === null || body.isOwn === true || body.options.length > 0) return true
    const { number, lines, place } = piece.question
    const text = lines.map((line) => line.text.replaceAll(objectSign, ' ')).join(' ').trim() // prettier-ignore
    if (number === null || !asked.has(number) || text.length > MAX_REPEAT || /\?\s*$/.test(text)) return true
    repeats.push({ number, text, place })
    return false
  })
  return { kept, repeats }
}

const numberIn = (piece: Piece): number | null => (piece.kind === 'whole' ? piece.draft.number : piece.question.number)

/** Questions of the parts in which no key and no line tells any answer. */
function unanswered(questions: readonly QuestionLines[], bodies: readonly QuestionBody[], { keyed }: AssignedKey): readonly number[] {
  const told = new Set(keyed)
  questions.forEach(({ run }, at) => {
    if ((bodies[at]?.stated.length ?? 0) > 0) told.add(run)
  })
  return questions.flatMap(({ run }, at) => (told.has(run) ? [] : [at]))
}

/** The answer of a key that lacks another question: one may have been put in or taken out. */
const gapFindings = (number: number | undefined, { label: question, place }: QuestionLines): readonly Finding[] =>
  number === undefined ? [] : [found('answer-key-gap', place, { question, number })]

const unmarked: Marking = { marked: [], others: [], odd: null }

/** A row of a table, with its pictures. */
function wholeDraft({ draft, table }: Extract<Piece, { kind: 'whole' }>, shelf: PictureShelf): QuestionDraft {
  const { pictures, findings } = shelf.place(table.objects, draft.label, draft.place)
  const font =
    table.converted === null
      ? []
      : [found('font-converted', draft.place, { question: draft.label, font: table.converted, text: excerpt(draft.stem) })]
  return { ...draft, pictures, findings: [...draft.findings, ...font, ...findings] }
}

/** Fonts whose Vietnamese we cannot read: VPS, Vietware. */
const unreadable = /^(VPS|Vietware|VNtimes|VISCII)/i

function fontFindings({ lines, label: question, place }: QuestionLines, { stem }: QuestionBody): readonly Finding[] {
  const findings: Finding[] = []
  const converted = lines.find((line) => line.converted !== null)
  if (converted?.converted !== undefined && converted.converted !== null) {
    const text = excerpt(converted.text.trim() === '' ? stem : converted.text)
    findings.push(found('font-converted', place, { question, font: converted.converted, text }))
  }
  for (const { text, marks } of lines) {
    const at = marks.findIndex(({ font }, index) => font !== null && unreadable.test(font) && /[\u0080-\u00ff]/.test(text[index] ?? ''))
    if (at < 0) continue
    findings.push(found('legacy-font', place, { question, font: excerpt(marks[at]?.font ?? '', 40) }))
    break
  }
  return findings
}
