/** A choice as Moodle XML and IMS QTI state it, and how it becomes a draft: HTML to text, pictures by content, feedback to an explanation. */
import { pictureLimits } from '#contest/limits.ts'
import type { QuestionPicture, QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { letterOf } from '#contest/questions/letters.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { htmlToText } from '../../files/html-text.ts'
import { feedbackFindings, signFindings } from '../contradictions.ts'
import { explanationFindings } from '../explanations.ts'
import { concernsAny, withLines, type LineBetween } from '../remarks.ts'
import { spokenOf } from '../spoken.ts'
import { withoutNumbers } from '../stem-numbers.ts'
import { titleFindings } from '../leftovers.ts'
import { kindName } from './kinds.ts'
import { readPicture, type PictureFile } from '../../files/pictures.ts'
import type { SourcePiece } from '../unclaimed/pieces.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import type { DraftsRead } from '../format.ts'
import { cleanLines } from '#contest/text.ts'
import { Refused } from '../../files/xml.ts'

/** What a picture's address leads to: its bytes, nothing (`missing`), or a place that is never looked at (`outside`). */
export type PictureSource = (address: string) => Uint8Array | 'missing' | 'outside'

export interface ExchangeText {
  readonly html: string
  readonly pictures: PictureSource
}

export interface ExchangeItem {
  readonly place: string
  /** `Câu 5`: how findings call it. */
  readonly label: string
  /** What the program calls it. */
  readonly title: string
  readonly stem: ExchangeText
  readonly options: readonly ExchangeText[]
  readonly correct: readonly number[]
  readonly optionOrder: 'shuffled' | 'kept'
  /** HTML shown after the answer, in order. */
  readonly explanations: readonly string[]
  /** HTML shown to those who chose the option at the same position. */
  readonly optionFeedback: readonly string[]
  readonly source: QuestionSource | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly findings: readonly Finding[]
  /** HTML that stands in the question and is not kept: what people noted there, and what all are told after answering. */
  readonly notes?: readonly string[]
  readonly toldAll?: readonly string[]
}

/** Gathers what one file holds. */
export class ExchangeDrafts {
  readonly #drafts: QuestionDraft[] = []
  readonly #pictures = new Map<string, PictureFile>()
  readonly #findings: Finding[] = []
  readonly #beside: LineBetween[] = []
  readonly #pieces: SourcePiece[] = []
  #questions = 0

  /** The label of the next question, whether it will be imported or not, so that people can count to it. */
  nextLabel(): string {
    this.#questions++
    const tooMany = tooManyQuestions(this.#questions)
    if (tooMany !== null) throw new Refused(tooMany)
    return `Câu ${this.#questions}`
  }

  add(item: ExchangeItem): void {
    const { draft, comments } = draftOf(item, this.#pictures)
    for (const text of [...(item.notes ?? []).map((html) => htmlToText(html).text), ...comments])
      this.#beside.push({ text, place: item.place, above: this.#drafts.length, isInside: true })
    this.#drafts.push(draft)
  }

  /** What the file says of a question, to be accounted for (unclaimed/). */
  hold(pieces: readonly SourcePiece[]): void {
    this.#pieces.push(...pieces)
  }

  /** Words that belong to no question: weighed with those they speak of. */
  say(text: string, place: string): void {
    this.#beside.push({ text, place, above: this.#drafts.length - 1 })
  }

  /** What stands above several questions. */
  share(html: string, place: string): void {
    const { text, pictures } = htmlToText(html)
    if (text === '' && pictures.length === 0) return
    this.say(text, place)
    this.report(found('shared-text-left-out', place, { text: text === '' ? '[hình]' : excerpt(text, 80) }))
  }

  /**
   * Lists a question of a kind that has no place here.
   * @param html what it says: a text without a question may speak of others
   */
  leaveOut(place: string, question: string, name: string, type: string, html = ''): void {
    const { text } = htmlToText(html)
    const spoken = spokenOf(text)
    if (spoken !== null && concernsAny(spoken, text)) this.say(text, place)
    this.report(found('question-type-left-out', place, { question, name: excerpt(name, 40), type: kindName(type) }))
  }

  report(...findings: readonly Finding[]): void {
    this.#findings.push(...findings)
  }

  finish(): Checked<DraftsRead> {
    return {
      ok: true,
      value: {
        drafts: withLines(withoutNumbers(this.#drafts, 2), this.#beside),
        pictures: [...this.#pictures.values()],
        pieces: this.#pieces,
      },
      findings: this.#findings,
    }
  }
}

/** Runs a reader; what it cannot go on from is thrown as `Refused`. */
export function collectDrafts(read: (drafts: ExchangeDrafts) => void): Checked<DraftsRead> {
  const drafts = new ExchangeDrafts()
  try {
    read(drafts)
    return drafts.finish()
  } catch (error) {
    if (error instanceof Refused) return { ok: false, findings: [error.finding] }
    throw error
  }
}

function draftOf(
  item: ExchangeItem,
  files: Map<string, PictureFile>,
): { readonly draft: QuestionDraft; readonly comments: readonly string[] } {
  const { label: question, place } = item
  const findings: Finding[] = []
  const pictures: QuestionPicture[] = []
  const lossy: boolean[] = []
  const links: string[] = []
  const comments: string[] = []
  let missed = 0
  const read = ({ html, pictures: source }: ExchangeText, option: number | null): string => {
    const inlined: Uint8Array[] = []
    const text = htmlToText(withoutDataAddresses(html, inlined))
    lossy.push(text.lossy)
    links.push(...text.links)
    comments.push(...text.comments)
    for (const address of new Set(text.media)) {
      const name = excerpt(decodeAddress(address).replace(/^.*\//s, ''), 80)
      findings.push(found('media-left-out', place, { question, name }))
    }
    text.pictures.forEach((address, index) => {
      if (pictures.length + missed >= pictureLimits.inFile) return
      const file = pictureOf(address, inlined, source, question, place)
      findings.push(...file.findings)
      if (!file.ok) {
        missed++
        return
      }
      files.set(file.value.digest, file.value)
      pictures.push({ digest: file.value.digest, mediaType: file.value.mediaType, alt: text.alts[index] ?? '', option })
    })
    return text.text
  }
  const stem = read(item.stem, null)
  const options = item.options.map((option, position) => read(option, position))
  if (pictures.length + missed >= pictureLimits.inFile) {
    findings.push(found('too-much-content', place, { limit: pictureLimits.inFile, what: 'hình trong một câu / pictures in a question' }))
  }
  const said = (html: string): string => {
    const text = htmlToText(withoutDataAddresses(html, []))
    lossy.push(text.lossy)
    links.push(...text.links)
    comments.push(...text.comments)
    if (text.pictures.length > 0 || text.media.length > 0) findings.push(found('feedback-picture-left-out', place, { question }))
    return text.text
  }
  const feedback = item.optionFeedback.map(said)
  findings.push(...feedbackFindings(feedback, item.correct, question, place), ...signFindings(options, item.correct, question, place))
  const explanations = [
    ...item.explanations.map(said),
    ...feedback.map((text, position) => {
      // The option's words, not its letter: on a paper the options may stand in another order.
      const name = excerpt(options[position] ?? '', 80)
      return text === '' ? '' : `${name === '' ? letterOf(position) : `“${name}”`}: ${text}`
    }),
  ]
  if (lossy.includes(true)) findings.push(found('text-simplified', place, { question }))
  if (links.length > 0) findings.push(found('link-left-out', place, { question, addresses: excerpt([...new Set(links)].join(', '), 120) }))
  const draft: QuestionDraft = {
    place,
    label: question,
    number: null,
    stem,
    options,
    correct: item.correct,
    optionOrder: item.optionOrder,
    source: item.source,
    topic: item.topic,
    difficulty: item.difficulty,
    pictures,
    explanation: cleanLines(explanations.filter((one) => one !== '').join('\n')) || null,
    findings: [...item.findings, ...findings],
  }
  // "Xem lại bài" is said to whoever was wrong: only another answer counts.
  const told = (item.toldAll ?? [])
    .flatMap((html) => explanationFindings({ ...draft, explanation: htmlToText(html).text }, question, place))
    .filter(({ code }) => code === 'explanation-doubts')
  const named = titleFindings(item.title, question, place)
  return { draft: { ...draft, findings: [...draft.findings, ...named, ...told] }, comments }
}

function pictureOf(
  address: string,
  inlined: readonly Uint8Array[],
  source: PictureSource,
  question: string,
  place: string,
): Checked<PictureFile> {
  const inline = /^data:(\d+)$/.exec(address)
  const bytes = inline === null ? source(address) : (inlined[Number(inline[1])] ?? 'missing')
  if (typeof bytes !== 'string') return readPicture(bytes, question, place)
  const code = bytes === 'missing' ? 'picture-missing' : 'picture-outside'
  return { ok: false, findings: [found(code, place, { question, name: excerpt(address, 80) })] }
}

/** Pictures written into the address itself (RFC 2397) are taken out first: they would fill the bounds meant for text. */
function withoutDataAddresses(html: string, inlined: Uint8Array[]): string {
  if (!/data:/i.test(html)) return html
  return html.replace(/(["'])\s*data:[^"',]{0,100};base64,([^"']*)\1/gi, (_, quote: string, base64: string) => {
    inlined.push(decodeBase64(base64))
    return `${quote}data:${inlined.length - 1}${quote}`
  })
}

export const decodeBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** True for an address that leads out of the file, by a scheme (`https:`, `file:`) or by a host (`//…`). */
export const isOutside = (address: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(address)

/** Percent-decoded; as it is when the percent signs mean something else. */
export function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
