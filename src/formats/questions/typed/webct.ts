/**
 * WebCT's text format as Respondus and others write it (`:TYPE:MC:1`, `:QUESTION:H`, `:ANSWER1:100:H`), alone or in a zip with its
 * pictures: choices become questions, other types are listed. A colon that begins a line of text is written `\:`.
 */
import { cleanText } from '#contest/text.ts'
import { rightOptions } from '../exchange/answer-scores.ts'
import { collectDrafts, decodeAddress, isOutside, type ExchangeDrafts, type PictureSource } from '../exchange/item.ts'
import { found } from '../../findings/findings.ts'
import { textLeftOut } from '../leftovers.ts'
import type { SourcePiece } from '../unclaimed/pieces.ts'
import type { Parts } from '../../files/archive.ts'
import { htmlToText, textToHtml } from '../../files/html-text.ts'
import { isLeftover } from '../../files/lone-xml.ts'
import { decodeText, type OpenedFile } from '../../files/open-file.ts'
import { Refused } from '../../files/xml.ts'
import type { QuestionReader } from '../format.ts'
import { maxLines, splitLines } from './text-files.ts'

export const webctReader: QuestionReader = {
  format: 'webct',
  recognises: (file) => textsOf(file).length > 0,
  read: (file) =>
    collectDrafts((drafts) => {
      for (const [part, text] of textsOf(file)) readText(drafts, text, part, picturesOf(file.kind === 'zip' ? file.parts : new Map()))
    }),
}

const looksLikeWebct = (text: string): boolean => /^[ \t]*:TYPE:[A-Z]+\b/im.test(text) && /^[ \t]*:(?:QUESTION|TITLE)\b/im.test(text)

/** By the name of its part, empty for a file that is the text. */
function textsOf(file: OpenedFile): readonly (readonly [part: string, text: string])[] {
  if (file.kind === 'text') return looksLikeWebct(file.text) ? [['', file.text]] : []
  if (file.kind !== 'zip') return []
  return [...file.parts].flatMap(([name, bytes]): [string, string][] => {
    const text = /\.txt$/i.test(name) && !isLeftover(name) ? decodeText(bytes) : null
    return text !== null && looksLikeWebct(text) ? [[name, text]] : []
  })
}

/** By the last of their name: packages keep them in folders of any name. */
function picturesOf(parts: Parts): PictureSource {
  const byName = new Map([...parts].map(([name, bytes]) => [name.replace(/^.*\//s, '').toLowerCase(), bytes]))
  return (address) => {
    if (isOutside(address)) return 'outside'
    return (
      byName.get(
        decodeAddress(address)
          .replace(/^.*[/\\]/s, '')
          .toLowerCase(),
      ) ?? 'missing'
    )
  }
}

interface WrittenText {
  isHtml: boolean
  readonly lines: string[]
}

interface Answer {
  readonly ordinal: string
  readonly weight: number
  readonly words: WrittenText
  reason: WrittenText | null
}

interface Open {
  readonly line: number
  readonly type: string
  title: string
  image: string
  category: string
  question: WrittenText | null
  feedback: WrittenText | null
  readonly answers: Answer[]
}

const directive = /^\s*:([A-Z]+(?:-[A-Z]+)?)(\d*)(?::(.*))?$/i

function readText(drafts: ExchangeDrafts, text: string, part: string, pictures: PictureSource): void {
  const lines = splitLines(text)
  if (lines === null) throw new Refused(found('too-much-content', part, { limit: maxLines, what: 'dòng / lines' }))
  const placeOf = (line: number): string => (part === '' ? `line ${line}` : `${part}, line ${line}`)
  drafts.hold(piecesOf(lines, placeOf))
  let open: Open | null = null
  let current: WrittenText | null = null
  const close = (): void => {
    if (open !== null) finish(drafts, open, placeOf(open.line), pictures)
  }
  lines.forEach((line, index) => {
    const match = directive.exec(line)
    const name = match?.[1]?.toUpperCase() ?? ''
    if (name === 'TYPE') {
      close()
      open = {
        line: index + 1,
        type: match?.[3] ?? '',
        title: '',
        image: '',
        category: '',
        question: null,
        feedback: null,
        answers: [],
      }
      current = null
    } else if (/^\s*#\s*(start|end) of question/i.test(line)) current = null
    else if (open !== null && match !== null && fields.has(name)) current = take(open, name, match[2] ?? '', match[3] ?? '')
    else if (current !== null) current.lines.push(line.replaceAll('\\:', ':'))
    else if (line.trim() !== '') {
      drafts.say(line.replace(/^[\s#]+/, ''), placeOf(index + 1))
      if (!line.trimStart().startsWith('#')) drafts.report(textLeftOut(line, placeOf(index + 1)))
    }
  })
  close()
}

/** Directives but for the words they hold. */
function piecesOf(lines: readonly string[], placeOf: (line: number) => string): readonly SourcePiece[] {
  return lines.flatMap((line, index): SourcePiece[] => {
    const place = placeOf(index + 1)
    const [, name = '', , rest = ''] = directive.exec(line) ?? []
    if (name !== '' && fields.has(name.toUpperCase()))
      return /^title$/i.test(name) && rest.trim() !== '' ? [{ place, text: rest, isName: true }] : []
    const words = line.replaceAll('\\:', ':')
    const text = /^\s*#|^\s*:TYPE:/i.test(line) ? '' : tags.test(words) ? htmlToText(words).text : words
    // Where a question begins is known even of one that is left out.
    return text.trim() === '' && !/^\s*:TYPE:/i.test(line) ? [] : [{ place, text }]
  })
}

/** Those that say nothing of a choice are known all the same. */
const fields = new Set(
  'TITLE QUESTION IMAGE LAYOUT ANSWER ANSWERS REASON FEEDBACK CAT CASE L R FORMULA TOL TOLTYPE ANS-DEC UNITS SHUFFLE ALGORITHM EOF'.split(
    ' ',
  ),
)

/** The text the following lines belong to; null where the line says everything. */
function take(open: Open, name: string, ordinal: string, rest: string): WrittenText | null {
  const text: WrittenText = { isHtml: /(^|:)\s*H\s*$/i.test(rest), lines: [] }
  switch (name) {
    case 'TITLE':
      open.title = rest.replaceAll('\\:', ':').trim()
      return null
    case 'IMAGE':
      open.image = rest.replaceAll('\\:', ':').trim()
      return null
    case 'CAT':
      open.category = cleanText(rest.replaceAll('\\:', ':'))
      return null
    case 'QUESTION':
      open.question = text
      return text
    case 'FEEDBACK':
      open.feedback ??= text
      return open.feedback
    case 'ANSWER': {
      const weight = /^\s*(-?\d+(?:[.,]\d+)?)\s*(?::|$)/.exec(rest)?.[1]
      open.answers.push({ ordinal, weight: weight === undefined ? NaN : Number(weight.replace(',', '.')), words: text, reason: null })
      return text
    }
    case 'REASON': {
      const answer = open.answers.findLast((one) => one.ordinal === ordinal)
      if (answer !== undefined) answer.reason = text
      return text
    }
    default:
      return null
  }
}

const tags = /<\/?(?:p|br|b|i|u|strong|em|img|span|div|sub|sup|ul|ol|li|table|font)\b[^<]*>|&(?:\w+|#\d+);/i

function htmlOf(text: WrittenText | null): string {
  const words = (text?.lines ?? []).join('\n').trim()
  return text?.isHtml === true || tags.test(words) ? words : textToHtml(words)
}

const otherTypes: Readonly<Record<string, string>> = { S: 'shortanswer', M: 'matching', C: 'calculated', P: 'essay' }

function finish(drafts: ExchangeDrafts, open: Open, place: string, pictures: PictureSource): void {
  const label = drafts.nextLabel()
  const [type = '', count = ''] = open.type.toUpperCase().split(':')
  if (type !== 'MC') {
    drafts.leaveOut(place, label, open.title, otherTypes[type] ?? open.type, htmlOf(open.question))
    return
  }
  const { answers } = open
  const ordinals = answers.map(({ ordinal }) => ordinal)
  const isTwice = new Set(ordinals).size < ordinals.length
  const isKnown = answers.every(({ weight }) => Number.isFinite(weight))
  const score = (chosen: number): number =>
    answers.reduce((sum, { weight }, position) => sum + ((chosen & (1 << position)) === 0 ? 0 : weight), 0)
  const { correct, findings } = isKnown
    ? rightOptions(answers.length, count.startsWith('N'), score, label, place, 100)
    : { correct: [], findings: [found('answer-rules', place, { question: label })] }
  const shown = open.image === '' ? '' : `<p><img src="${textToHtml(open.image)}"></p>`
  drafts.add({
    place,
    label,
    title: open.title,
    stem: { html: `${htmlOf(open.question)}${shown}`, pictures },
    options: answers.map(({ words }) => ({ html: htmlOf(words), pictures })),
    correct,
    optionOrder: 'shuffled',
    explanations: [htmlOf(open.feedback)],
    optionFeedback: answers.map(({ reason }) => htmlOf(reason)),
    source: null,
    topic: /^(default)?$/i.test(open.category) ? null : open.category,
    difficulty: null,
    findings: [...findings, ...(isTwice ? [found('options-order', place, { question: label, letters: ordinals.join(', ') })] : [])],
  })
}
