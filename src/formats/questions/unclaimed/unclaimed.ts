/**
 * Nothing of a file is lost in silence: what neither a question holds nor a finding names is named here, whatever reader it slipped through.
 * Words only: numbers, letters of options and the words around answers are weighed where answers are read.
 */
import type { Finding } from '#contest/values.ts'
import { foldText } from '#contest/text.ts'
import { excerpt, found, type FindingCode } from '../../findings/findings.ts'
import { readDifficulty, type ReadQuestion } from '../draft.ts'
import { textLeftOut } from '../leftovers.ts'
import { headOf } from '../stem-numbers.ts'
import { readKeyHeading } from '../word/answers/key.ts'
import { readField } from '../word/fields.ts'
import { levelOf } from '../word/outline/heads.ts'
import { roleOf } from '../rows/layout/columns.ts'
import { Claims, wordsIn, type PieceClaim } from './claims.ts'
import type { SourcePiece } from './pieces.ts'

export interface Unclaimed {
  /** By position of the question. */
  readonly byQuestion: ReadonlyMap<number, readonly Finding[]>
  readonly ofFile: readonly Finding[]
}

/** They name a whole question, row or sheet by its beginning. */
const ofWhole: ReadonlySet<string> = new Set<FindingCode>([
  'question-type-left-out',
  'question-kind',
  'kind-left-out',
  'prediction-left-out',
  'row-example',
  'row-ignored',
  'rows-left-out',
  'rows-unread',
  'rows-unread-most',
  'rows-empty',
  'table-unread',
  'gift-braces',
  'gift-answers',
  'rows-joined',
  'key-unused',
])
const ofSheet: ReadonlySet<string> = new Set<FindingCode>([
  'sheet-guide',
  'sheet-hidden-questions',
  'sheet-ignored',
  'sheet-true-false',
  'key-refused',
  'header-missing',
])

/** Around questions and answers, and signs of marks. */
const around = new Set(
  'câu hỏi số đáp án phương trả lời đúng sai là chọn ý đ đa s t f x v stt tt và question questions answer answers key correct option options true false hình mã đề thi phần bảng chương mục chủ chuyên lĩnh vực hết yes no có không null điểm points căn cứ nguồn giải thích trích dẫn mức độ theo < > $ & @ %'.split(
    ' ',
  ),
)
const isAround = (one: string): boolean => around.has(one) || /^(?:[a-j]|\d+[a-jđs]{0,4}|[cqh]\d+|[ivx]+|\p{M}+)$/u.test(one)

/** Marks of test banks. */
const bankMark = /\[?\s*<\s*\/?\s*[a-z\d]{1,8}\s*>\s*\]?|<br\s*\/?>/gi

/** Without the number of a question or the name of a field. */
function bareOf(text: string): string {
  const words = text.trimStart()
  const field = readField(words)
  return words.slice(field === null ? (headOf(words)?.length ?? 0) : field.from)
}

const wordsOf = (text: string): string => bareOf(text.replace(bankMark, ' '))

/** Without what stands around them: what was read of a key names them without it. */
function core(words: readonly string[]): readonly string[] {
  const from = words.findIndex((one) => !isAround(one))
  return from < 0 ? [] : words.slice(from, words.findLastIndex((one) => !isAround(one)) + 1)
}

const MOST = 200
const LONG = 120

export function unclaimedIn(pieces: readonly SourcePiece[], questions: readonly ReadQuestion[], findings: readonly Finding[]): Unclaimed {
  const claims = new Claims(questions.map(({ content }) => content))
  const said = new Said([...findings, ...questions.flatMap((question) => question.findings)])
  const inText = pieces.filter(({ isName, isApart }) => isName !== true && isApart !== true)
  const read = inText.map((piece) => ({ piece, claim: claimOf(piece, claims) }))
  const left = leftIn(read, rowOf(questions[0]?.place ?? ''), said).slice(0, MOST)
  const byQuestion = new Map<number, Finding[]>()
  for (const { own, text, place } of left) {
    if (own < 0) continue
    const values = { question: `Câu ${own + 1}`, text: excerpt(text, LONG) }
    byQuestion.set(own, [...(byQuestion.get(own) ?? []), found('words-unclaimed', place, values)])
  }
  const ofFile = left.flatMap(({ own, text, place }) => (own < 0 ? [textLeftOut(text, place)] : []))
  return { byQuestion, ofFile: [...ofFile, ...apartFindings(pieces, said), ...nameFindings(pieces, claims, said)] }
}

interface Left {
  /** Position of the question it stands in; -1 for none. */
  readonly own: number
  readonly text: string
  readonly place: string
}

/** @param start row or paragraph of the first question: above it are titles, told at the first of them */
function leftIn(read: readonly ReadPiece[], start: string, said: Said): readonly Left[] {
  let isLeft = false
  let hasBegun = false
  return read.flatMap(({ piece, claim }, at): readonly Left[] => {
    hasBegun ||= rowOf(piece.place) === start
    if (said.isWhole(piece.place, hasBegun)) isLeft = true
    else if (claim.first >= 0 && hasBegun) isLeft = false
    if (isLeft || claim.loose.length === 0 || said.isOfSheet(piece) || isHead(piece)) return []
    const isWhole = !hasBegun || claim.first < 0
    const own = !hasBegun ? -1 : claim.last >= 0 ? claim.last : between(read, at)
    const texts = claim.loose.flatMap(({ words }) => {
      const bare = core(words)
      return bare.length === 0 || isLevel(bare) || said.names(bare, piece) ? [] : [words.join(' ')]
    })
    return (isWhole && texts.length > 0 ? [piece.text.trim()] : texts).map((text) => ({ own, text, place: piece.place }))
  })
}

/** Margins of pages, diagrams, notes of nothing. */
const apartFindings = (pieces: readonly SourcePiece[], said: Said): readonly Finding[] =>
  pieces
    .filter((piece) => {
      const words = piece.isApart === true ? core(wordsIn(piece.text)).filter((one) => !/^(?:trang|page|tr)$/.test(one)) : []
      return words.length > 0 && !said.names(words, piece)
    })
    .slice(0, MOST)
    .map(({ text, place }) => found('text-ignored', place, { text: excerpt(text) }))

/** Names of questions in their program: most repeat the first words of the question. */
function nameFindings(pieces: readonly SourcePiece[], claims: Claims, said: Said): readonly Finding[] {
  const names = pieces.filter((piece) => {
    if (piece.isName !== true) return false
    return claimOf(piece, claims).loose.some(
      ({ words }) => core(words).some((one) => !/^[a-z]{1,2}\d+$/.test(one)) && !said.names(core(words), piece),
    )
  })
  const [name] = names
  return name === undefined ? [] : [found('names-left-out', name.place, { count: names.length, text: excerpt(name.text) })]
}

/** As it stands; or without what only readers need, where that leaves words. */
function claimOf({ text, raw }: SourcePiece, claims: Claims): PieceClaim {
  let best: PieceClaim | null = null
  for (const one of [text, ...(raw === undefined ? [] : [raw]), bareOf(text), wordsOf(text)]) {
    const claim = claims.claim(wordsIn(one))
    if (claim.loose.length === 0) return claim
    if (best === null || looseIn(claim) <= looseIn(best)) best = claim
  }
  return best ?? claims.claim([])
}

const looseIn = ({ loose }: PieceClaim): number => loose.reduce((sum, { words }) => sum + words.length, 0)

interface ReadPiece {
  readonly piece: SourcePiece
  readonly claim: PieceClaim
}

const MAX_APART = 6

/** The question that has words before and behind it; -1 for none. */
function between(read: readonly ReadPiece[], at: number): number {
  const near = (step: 1 | -1): number => {
    for (let other = at + step, left = MAX_APART; left > 0; other += step, left--) {
      const { first = -1, last = -1 } = read[other]?.claim ?? {}
      if (first >= 0) return step === 1 ? first : last
    }
    return -2
  }
  const [before, behind] = [near(-1), near(1)]
  return before === behind ? before : -1
}

/** Told by findings of their own where they say anything. */
const quietColumns: ReadonlySet<string> = new Set(['kind', 'picture', 'order', 'difficulty'])
const lettersOnly = /^[\s\dA-H.,;:()–-]+$/

const pairOf = /^[a-z]+_[a-z]+\.(?:true|false)$/

const isHead = ({ text, head = '' }: SourcePiece): boolean =>
  roleOf(text) !== null ||
  (head !== '' && head.trim() === text.trim()) ||
  quietColumns.has(roleOf(head) ?? '') ||
  lettersOnly.test(wordsOf(text)) ||
  pairOf.test(text.trim()) ||
  (text.length < 110 && readKeyHeading(text) !== null)
const isLevel = (words: readonly string[]): boolean => {
  const text = words.filter((one) => !/^\d+$/.test(one)).join(' ')
  return readDifficulty(text) !== null || levelOf(text) !== null || /^(muc do|level|cap do|do kho)( |$)/.test(foldText(text))
}

/** What the findings of a file say, to be asked whether they name some words. */
class Said {
  readonly #all: string
  readonly #cut = new Map<string, string[]>()
  readonly #whole = new Set<string>()
  readonly #above = new Set<string>()
  readonly #rows = new Map<string, readonly (readonly [number, number])[]>()
  readonly #sheets = new Set<string>()
  #columns = ''

  constructor(findings: readonly Finding[]) {
    this.#all = findings.map(({ message }) => ` ${wordsIn(message.vi).join(' ')} `).join('|')
    for (const { code, place, message } of findings) {
      if (ofWhole.has(code)) this.#whole.add(rowOf(place))
      if (code === 'text-ignored' && message.vi.includes('…')) this.#above.add(place)
      if (code.startsWith('rows-')) this.#rows.set(sheetOf(place), [...(this.#rows.get(sheetOf(place)) ?? []), ...rangesIn(message.vi)])
      if (ofSheet.has(code)) this.#sheets.add(sheetOf(place) || place)
      if (code === 'columns-unread') this.#columns += message.vi
      const cut = [...message.vi.matchAll(/“([^”]*)…”/gu)].map(([, text = '']) => wordsIn(text).slice(0, -1).join(' '))
      if (cut.length > 0) this.#cut.set(place, [...(this.#cut.get(place) ?? []), ...cut])
    }
  }

  /** Lines above the first question are told at the first of them. */
  isWhole(place: string, hasBegun: boolean): boolean {
    const row = Number(/(\d+)$/.exec(place)?.[1] ?? NaN)
    return (
      this.#whole.has(rowOf(place)) ||
      (!hasBegun && this.#above.has(place)) ||
      (this.#rows.get(sheetOf(place)) ?? []).some(([from, to]) => from <= row && row <= to)
    )
  }

  isOfSheet({ place, head = '' }: SourcePiece): boolean {
    return this.#sheets.has(sheetOf(place)) || (head !== '' && this.#columns.includes(head.trim().slice(0, 40)))
  }

  /** Shortened words stand for all of their piece. */
  names(words: readonly string[], { place, text }: SourcePiece): boolean {
    if (this.#all.includes(` ${words.join(' ')} `)) return true
    const whole = wordsIn(text).join(' ')
    return (this.#cut.get(place) ?? []).some((cut) => cut !== '' && (whole.includes(cut) || cut.includes(whole)))
  }
}

const sheetOf = (place: string): string => place.slice(0, Math.max(0, place.indexOf('!')))
/** `S!4` for `S!B4`. */
const rowOf = (place: string): string => place.replace(/(?<=!)[A-Z]+(?=\d+$)/, '').replace(/^[A-Z]+(?=\d+$)/, 'row ')
const rangesIn = (text: string): readonly (readonly [number, number])[] =>
  [...text.matchAll(/(\d+)(?:–(\d+))?/gu)].map(([, from = '', to]) => [Number(from), Number(to ?? from)])
