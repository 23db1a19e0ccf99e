/** Questions in the layout of our own exports (export/layout.ts): what the styles say is taken at its word. */
import type { QuestionSource } from '#contest/questions/question.ts'
import { letterOf, optionLetters } from '#contest/questions/letters.ts'
import { found } from '../../findings/findings.ts'
import { cleanLines, cleanText, foldText } from '#contest/text.ts'
import { levelOf } from './outline/heads.ts'
import { keptOrder, layoutStyles, noteLabels, type NoteName } from './export/layout.ts'
import { itemOf, type Item, type OwnBlock } from './outline/outline.ts'
import type { BodyObject, QuestionBody } from './question.ts'
import type { Block, Paragraph, Run } from './document/blocks.ts'

const { question, picture, options, note, label, title } = layoutStyles
const parts: ReadonlySet<string | undefined> = new Set([picture, options, note])

/** Blocks as items; consecutive paragraphs of an exported question are one item, unless somebody changed their layout. */
export function ownItems(blocks: readonly Block[]): readonly Item[] {
  const items: Item[] = []
  let open: Paragraph[] = []
  const close = (): void => {
    if (open.length > 0) items.push(...readOwn(open))
    open = []
  }
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      if (block.style === question) {
        close()
        open.push(block)
        continue
      }
      if (open.length > 0 && parts.has(block.style)) {
        open.push(block)
        continue
      }
      if (block.style === title) {
        close()
        continue
      }
    }
    close()
    items.push(itemOf(block))
  }
  close()
  return items
}

/** Runs of one kind together: a label, or the words behind it. */
interface Piece {
  readonly isLabel: boolean
  readonly text: string
  readonly runs: readonly Run[]
}

function piecesOf({ runs }: Paragraph): readonly Piece[] {
  const pieces: { isLabel: boolean; text: string; runs: Run[] }[] = []
  for (const run of runs) {
    const isLabel = run.style === label
    const last = pieces.at(-1)
    const text = run.object !== undefined && run.object.kind !== 'formula' ? '' : run.text
    if (last?.isLabel === isLabel) {
      last.text += text
      last.runs.push(run)
    } else pieces.push({ isLabel, text, runs: [run] })
  }
  return pieces
}

const objectsOf = (runs: readonly Run[], option: number | null): readonly BodyObject[] =>
  runs.flatMap(({ object }) => (object === undefined ? [] : [{ object, option }]))

const names = new Map(Object.entries(noteLabels).map(([name, words]) => [foldText(words), name as NoteName]))

interface OpenBody {
  stem: string
  readonly options: string[]
  readonly objects: BodyObject[]
  readonly notes: Map<NoteName, Piece[]>
}

/** The question; or its paragraphs as any others, the first with a warning, when a label is not where it was put. */
function readOwn(paragraphs: readonly Paragraph[]): readonly Item[] {
  const [head, ...rest] = paragraphs
  if (head === undefined) return []
  const [number, ...words] = piecesOf(head)
  const digits = number?.isLabel === true ? /^\s*câu\s*(\d{1,5})\.?\s*$/iu.exec(number.text)?.[1] : undefined
  const changed = (): readonly Item[] =>
    paragraphs.map(itemOf).map((item, index) => (index === 0 && item.kind === 'lines' ? { ...item, changed: true } : item))
  if (digits === undefined || words.some((piece) => piece.isLabel)) return changed()
  const body: OpenBody = { stem: words.map(({ text }) => text).join(''), options: [], objects: [], notes: new Map() }
  body.objects.push(...words.flatMap(({ runs }) => objectsOf(runs, null)))
  for (const paragraph of rest) if (!readPart(paragraph, body)) return changed()
  return [{ kind: 'own', number: Number(digits), place: head.place, body: finished(body, paragraphs, `Câu ${digits}`) } satisfies OwnBlock]
}

/** False when the paragraph is not as it was written. */
function readPart(paragraph: Paragraph, body: OpenBody): boolean {
  const pieces = piecesOf(paragraph)
  if (paragraph.style === picture) {
    body.objects.push(...pieces.flatMap(({ runs }) => objectsOf(runs, null)))
    return body.options.length === 0 && pieces.every(({ text }) => text.trim() === '')
  }
  if (paragraph.style === options) return readOptions(pieces, body)
  const [first, ...words] = pieces
  if (first === undefined) return true
  const name = first.isLabel ? names.get(foldText(first.text).replace(/\s*:$/, '')) : undefined
  if (name === undefined || body.notes.has(name)) return false
  body.notes.set(name, [...words])
  return name === 'source' || words.every((piece) => !piece.isLabel)
}

function readOptions(pieces: readonly Piece[], body: OpenBody): boolean {
  for (const { isLabel, text, runs } of pieces) {
    if (!isLabel) {
      if (body.options.length === 0) return false
      const option = body.options.length - 1
      body.options[option] = `${body.options[option] ?? ''}${text}`
      body.objects.push(...objectsOf(runs, option))
    } else if (text.trim() !== '') {
      if (text.trim() !== `${letterOf(body.options.length)}.`) return false
      body.options.push('')
    }
  }
  return true
}

function finished(body: OpenBody, paragraphs: readonly Paragraph[], name: string): QuestionBody {
  const { stem, notes } = body
  const text = (of: NoteName): string => (notes.get(of) ?? []).map((piece) => piece.text).join('')
  const place = paragraphs[0]?.place ?? ''
  const level = cleanText(text('level'))
  const difficulty = level === '' ? null : levelOf(level)
  const font = paragraphs.flatMap(({ runs }) => runs).find((run) => run.converted !== undefined)
  const answer = cleanText(text('answer'))
  return {
    stem: cleanLines(stem),
    options: body.options.map(cleanLines),
    isNumbered: false,
    isOwn: true,
    alphabet: optionLetters,
    optionOrder: foldText(text('order')) === foldText(keptOrder) ? 'kept' : 'shuffled',
    // Exports mark nothing; what somebody marks later is not ours to weigh against the answer they wrote.
    marks: body.options.map(() => ({ words: [], letter: [], letterSign: '', sign: null })),
    stated: answer === '' ? [] : [{ text: answer, place: paragraphs.at(-1)?.place ?? place }],
    source: sourceOf(notes.get('source') ?? []),
    explanation: cleanLines(text('explanation')) || null,
    topic: cleanText(text('topic')) || null,
    difficulty,
    objects: body.objects,
    findings: [
      ...(level !== '' && difficulty === null ? [found('level-unclear', place, { question: name, text: level })] : []),
      ...(font === undefined
        ? []
        : [found('font-converted', place, { question: name, font: font.converted ?? '', text: font.text.slice(0, 60) })]),
    ],
    leftOut: [],
    unclear: [],
  }
}

function sourceOf(pieces: readonly Piece[]): QuestionSource | null {
  const gap = pieces.findIndex((piece) => piece.isLabel)
  const words = (list: readonly Piece[]): string => cleanText(list.map((piece) => (piece.isLabel ? '' : piece.text)).join(''))
  const document = words(gap < 0 ? pieces : pieces.slice(0, gap))
  const detail = gap < 0 ? '' : words(pieces.slice(gap))
  return document === '' && detail === '' ? null : { document, detail }
}
