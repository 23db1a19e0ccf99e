/** GIFT, the text format of Moodle (Moodle documentation, "GIFT format"): choice questions and true or false; others are listed and left out. */
import { plainContent } from '#contest/questions/question.ts'
import { difficulties, type Difficulty } from '#contest/rules/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { lettersOf } from '#contest/questions/letters.ts'
import { titleFindings } from '../leftovers.ts'
import type { SourcePiece } from '../unclaimed/pieces.ts'
import { withLines, type LineBetween } from '../remarks.ts'
import { spokenOf } from '../spoken.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { feedbackFindings, signFindings } from '../contradictions.ts'
import { takesBack } from '../second-thoughts.ts'
import { readBlocks, unmask, type GiftBlock } from './gift-blocks.ts'
import { htmlToText } from '../../files/html-text.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import type { DraftsRead, QuestionReader } from '../format.ts'
import { withoutNumbers } from '../stem-numbers.ts'
import { hasQuestionHeader, looksLikeGift, maxLines, splitLines } from './text-files.ts'
import { cleanLines } from '#contest/text.ts'
import { looksLikeAiken } from '../../files/looks-like-aiken.ts'

export const giftReader: QuestionReader = {
  format: 'gift',
  recognises: (file) => file.kind === 'text' && looksLikeGift(file.text) && !hasQuestionHeader(file.text) && !looksLikeAiken(file.text),
  read: (file) => readGift(file.kind === 'text' ? file.text : ''),
}

function readGift(text: string): Checked<DraftsRead> {
  const lines = splitLines(text)
  if (lines === null) return { ok: false, findings: [found('too-much-content', '', { limit: maxLines, what: 'dòng / lines' })] }
  const blocks = readBlocks(lines)
  const tooMany = tooManyQuestions(blocks.length)
  if (tooMany !== null) return { ok: false, findings: [tooMany] }
  const drafts: QuestionDraft[] = []
  const between: LineBetween[] = []
  const findings: Finding[] = []
  blocks.forEach((block, index) => {
    const read = readBlock(block, `Câu ${index + 1}`)
    if ('place' in read) drafts.push(read)
    else {
      findings.push(read.leftOut)
      if (!block.text.includes('{')) between.push({ text: unmask(block.text), place: `line ${block.line}`, above: drafts.length - 1 })
    }
  })
  return {
    ok: true,
    value: {
      drafts: withLines(withoutNumbers(drafts, 2), between),
      pictures: [],
      pieces: blocks.flatMap((block, index) => piecesOfBlock(index === 0 ? { ...block, comments: '' } : block)),
    },
    findings,
  }
}

/** Its name, its words, and what the comments above it say. */
function piecesOfBlock({ line, text, comments }: GiftBlock): readonly SourcePiece[] {
  const place = `line ${line}`
  const [, name = '', body = ''] = /^(?:::([\s\S]*?)::)?([\s\S]*)$/.exec(text) ?? []
  const words = body.replace(/\[(?:html|moodle|plain|markdown)\]/gi, ' ')
  const said = comments.replace(/^\/\/\s*(?:question:\s*\d+.*|name:.*|\[(?:tag|id):.*)$/gim, '')
  const shown = markup.test(words) ? htmlToText(words.replaceAll('\n', '<br>')).text : words
  const texts = unmask(shown.replace(/[=~{}#]|->/g, '\n'))
  return [
    ...(name.trim() === '' ? [] : [{ place, text: unmask(name), isName: true as const }]),
    ...[...texts.split('\n'), ...said.split('\n')].flatMap((one) => (one.trim() === '' ? [] : [{ place, text: one }])),
  ]
}

type TextFormat = 'html' | 'moodle' | 'plain' | 'markdown'

/** Reads texts and collects what happened to them; a text without a format of its own has that of the stem. */
class Texts {
  format: TextFormat = 'moodle'
  lossy = false
  pictured = false
  readonly media: string[] = []
  readonly links: string[] = []

  read(masked: string): string {
    const { format, rest } = formatOf(masked.trim(), this.format)
    const text = unmask(rest)
    if (format === 'plain' || format === 'markdown') return cleanLines(text)
    // Moodle takes its own format for HTML with lines kept; what has no markup in it is just text.
    if (format === 'moodle' && !markup.test(text)) return cleanLines(text)
    const html = htmlToText(format === 'moodle' ? text.replaceAll('\n', '<br>') : text)
    this.lossy ||= html.lossy
    this.pictured ||= html.pictures.length > 0
    this.media.push(...html.media)
    this.links.push(...html.links)
    return html.text
  }
}

const markup =
  /<\/?(?:a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|tr|u|ul)\b[^<>]*>|&(?:\w+|#\d+|#x[\da-f]+);/i

function formatOf(masked: string, usual: TextFormat): { readonly format: TextFormat; readonly rest: string } {
  const match = /^\[(html|moodle|plain|markdown)\]/i.exec(masked)
  if (match === null) return { format: usual, rest: masked }
  return { format: match[1]?.toLowerCase() as TextFormat, rest: masked.slice(match[0].length) }
}

function readBlock(block: GiftBlock, question: string): QuestionDraft | { readonly leftOut: Finding } {
  const place = `line ${block.line}`
  const texts = new Texts()
  const body = block.text.replace(/^::(?:[\s\S]*?::)?/, '').trim()
  const from = body.indexOf('{')
  const to = body.indexOf('}', from + 1)
  const draft: QuestionDraft = {
    ...plainContent,
    ...tagsOf(block.comments),
    place,
    label: question,
    number: null,
    stem: '',
    options: [],
    correct: [],
    topic: block.category === null ? null : cleanLines(block.category),
    findings: [
      ...doubtsOf(block.comments, question, place),
      ...titleFindings(unmask(/^::([\s\S]{1,200}?)::/.exec(block.text)?.[1] ?? ''), question, place),
    ],
  }
  const leftOut = (kind: string) => {
    const words = excerpt(unmask(formatOf(from < 0 ? body : body.slice(0, from), 'moodle').rest), 40)
    return { leftOut: found('kind-left-out', place, { question: words === '' ? question : `${question} “${words}”`, kind }) }
  }
  if (from < 0 && !body.includes('}')) return leftOut('đoạn giới thiệu / description')
  const tail = body.slice(to + 1)
  // Moodle would show a second pair of braces as text; whoever wrote it meant a second gap.
  if (from < 0 || to < 0 || /[{}]/.test(tail) || body.slice(from + 1, to).includes('{')) {
    return { ...draft, stem: cleanLines(unmask(body)), findings: [found('gift-braces', place, { question })] }
  }
  texts.format = formatOf(body, 'moodle').format
  const inside = body.slice(from + 1, to).trim()
  const hash = inside.lastIndexOf('####')
  const answers = (hash < 0 ? inside : inside.slice(0, hash)).trim()
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([\s\S]*))?$/i.exec(answers)
  const other = truth === null ? otherKind(answers) : null
  if (other !== null) return leftOut(other)
  // Words behind the braces make a gap of them, which Moodle draws with five lines; a statement has none.
  const gap = tail.trim() === '' || truth !== null ? '' : '_____'
  const stem = texts.read(`${body.slice(0, from)}${gap}${tail}`)
  const read = truth === null ? readChoices(answers, texts, question, place) : readTruth(truth, texts)
  const general = hash < 0 ? '' : texts.read(inside.slice(hash + 4))
  const remarks = read.options.flatMap((option, position) => {
    const remark = read.feedback[position] ?? ''
    return remark === '' ? [] : [`${option}: ${remark}`]
  })
  return {
    ...draft,
    stem,
    options: read.options,
    correct: read.correct,
    optionOrder: truth === null ? draft.optionOrder : 'kept',
    explanation: [general, ...remarks].filter((part) => part !== '').join('\n') || null,
    findings: [
      ...draft.findings,
      ...read.findings,
      ...feedbackFindings(read.feedback, read.correct, question, place),
      ...signFindings(read.options, read.correct, question, place),
      ...remarkFindings([...read.options, tail], question, place),
      ...statedFindings(block.comments, read.correct, question, place),
      ...(remarks.length > 0 ? [found('feedback-joined', place, { question })] : []),
      ...lossFindings(texts, question, place),
    ],
  }
}

/** It speaks of the answer, and names none. */
const isVague = (line: string): boolean => spokenOf(line)?.letters === ''

/** What people wrote in comments; programs repeat the question there. */
const doubtsOf = (comments: string, question: string, place: string): readonly Finding[] =>
  comments
    .split('\n')
    .filter((line) => !/^\/\/\s*(?:question:|\[)/i.test(line) && (takesBack(line) || isVague(line.replace(/^\/+\s*/, ''))))
    .map((line) => found('comment-doubts', place, { question, text: excerpt(line, 120) }))

/** What is written behind an option or the braces and takes the answer back: "=Hà Nội // nay là Huế". */
const remarkFindings = (texts: readonly string[], question: string, place: string): readonly Finding[] =>
  texts.flatMap((text, at) => {
    const remark = at === texts.length - 1 ? text : (/(?:^|\s)\/\/(.*)$/s.exec(text)?.[1] ?? '')
    return takesBack(remark) ? [found('comment-doubts', place, { question, text: excerpt(text, 120) })] : []
  })

/** A comment that states an answer: "// Đáp án: C". */
function statedFindings(comments: string, correct: readonly number[], question: string, place: string): readonly Finding[] {
  const letter = /^\/\/\s*(?:đáp án|answer|key)(?:\s+(?:đúng|là))*\s*:?\s*([A-H])(?![\p{L}\d])/imu.exec(comments)?.[1]
  const isOther = letter !== undefined && correct.length > 0 && lettersOf(correct) !== letter.toUpperCase()
  return isOther ? [found('comment-doubts', place, { question, text: excerpt(comments, 120) })] : []
}

function lossFindings({ lossy, pictured, media, links }: Texts, question: string, place: string): readonly Finding[] {
  return [
    ...(lossy ? [found('markup-lost', place, { question })] : []),
    ...(pictured ? [found('picture-absent', place, { question })] : []),
    ...[...new Set(media)].map((name) => found('media-left-out', place, { question, name: excerpt(name, 80) })),
    ...(links.length > 0 ? [found('link-left-out', place, { question, addresses: excerpt([...new Set(links)].join(', '), 120) })] : []),
  ]
}

/** Null for choice questions. */
function otherKind(answers: string): string | null {
  if (answers === '') return 'tự luận / essay'
  if (answers.startsWith('#')) return 'điền số / numerical'
  if (answers.includes('~') || !answers.startsWith('=')) return null
  return answers.includes('->') ? 'ghép cặp / matching' : 'trả lời ngắn / short answer'
}

interface Answers {
  readonly options: readonly string[]
  readonly correct: readonly number[]
  /** Beside each option, empty where there is none. */
  readonly feedback: readonly string[]
  readonly findings: readonly Finding[]
}

function readTruth([, word = '', feedback = '']: RegExpExecArray, texts: Texts): Answers {
  const [wrong = '', right = ''] = feedback.split('#').map((text) => texts.read(text))
  const isTrue = /^t/i.test(word)
  return {
    options: ['Đúng', 'Sai'],
    correct: [isTrue ? 0 : 1],
    feedback: isTrue ? [right, wrong] : [wrong, right],
    findings: [],
  }
}

function readChoices(answers: string, texts: Texts, question: string, place: string): Answers {
  const unclear = (): Answers => ({
    options: [],
    correct: [],
    feedback: [],
    findings: [found('gift-answers', place, { question, text: excerpt(unmask(answers)) })],
  })
  if (!/^[=~]/.test(answers) || isTorn(answers)) return unclear()
  const read = [...answers.matchAll(/([=~])([^=~]*)/g)].map(([, mark, inside = '']) => {
    const weight = /^\s*%\s*(-?\d{1,3}(?:[.,]\d+)?)\s*%/.exec(inside)
    const rest = inside.slice(weight?.[0].length ?? 0)
    const hash = rest.indexOf('#')
    return {
      weight: weight === null ? (mark === '=' ? 100 : 0) : Number((weight[1] ?? '').replace(',', '.')),
      text: texts.read(hash < 0 ? rest : rest.slice(0, hash)),
      feedback: hash < 0 ? '' : texts.read(rest.slice(hash + 1)),
    }
  })
  const { correct, findings } = rightByWeight(
    read.map(({ weight }) => weight),
    question,
    place,
  )
  return { options: read.map(({ text }) => text), correct, feedback: read.map(({ feedback }) => feedback), findings }
}

/** One sign inside of a line where all other options begin one, or a number behind a blank and `#`: text that was not escaped. */
function isTorn(answers: string): boolean {
  const starts = [...answers.matchAll(/[=~]/g)].map(({ index }) => /(?:^|\n)\s*$/.test(answers.slice(0, index)))
  const inside = starts.filter((isStart) => !isStart).length
  return (inside === 1 && starts.length > 3) || /\s#\d+\s*(?:\n|$)/.test(answers)
}

/** The option worth the whole mark is right; where there is none, those whose parts add up to it. */
function rightByWeight(weights: readonly number[], question: string, place: string): Pick<Answers, 'correct' | 'findings'> {
  const positions = (fits: (weight: number) => boolean): readonly number[] => weights.flatMap((weight, at) => (fits(weight) ? [at] : []))
  const whole = positions((weight) => weight > 99.9)
  const parts = positions((weight) => weight > 0 && weight <= 99.9)
  if (whole.length > 1) return { correct: [], findings: [found('answer-either', place, { question, letters: lettersOf(whole) })] }
  if (whole.length > 0) {
    return { correct: whole, findings: parts.length === 0 ? [] : [found('weight-partial', place, { question, letters: lettersOf(parts) })] }
  }
  const sum = parts.reduce((total, at) => total + (weights[at] ?? 0), 0)
  if (parts.length > 1 && Math.abs(sum - 100) < 1) return { correct: parts, findings: [] }
  return { correct: [], findings: [found('weight-unclear', place, { question })] }
}

/** Tags our own files carry in the comment above a question. */
export const difficultyTag = (difficulty: Difficulty): string => `[tag:Mức độ ${difficulty}]`
export const keptTag = '[tag:Giữ thứ tự]'

function tagsOf(comments: string): Pick<QuestionDraft, 'difficulty' | 'optionOrder'> {
  const text = comments.normalize('NFC')
  const difficulty = difficulties.find((level) => text.includes(difficultyTag(level))) ?? null
  return { difficulty, optionOrder: text.includes(keptTag) ? 'kept' : 'shuffled' }
}
