/**
 * Moodle XML (docs.moodle.org, “Moodle XML format”): `multichoice` (`…set`) and `truefalse` become questions, `category` says the topic of those
 * behind it, every other type is listed. Places are lines of the file.
 */
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { piecesOfXml } from '../unclaimed/xml-pieces.ts'
import { rightOptions } from './answer-scores.ts'
import {
  collectDrafts,
  decodeAddress,
  decodeBase64,
  isOutside,
  type ExchangeDrafts,
  type ExchangeText,
  type PictureSource,
} from './item.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { htmlToText, textToHtml } from '../../files/html-text.ts'
import { readSourceOf } from './moodle-source.ts'
import { readDifficulty } from '../draft.ts'
import type { DraftsRead, QuestionReader } from '../format.ts'
import { loneXml } from '../../files/lone-xml.ts'
import { cleanText } from '#contest/text.ts'
import { child, childrenOf, everyElement, Refused, rootName, walkXmlTrees, type XmlElement, type XmlTreeHandlers } from '../../files/xml.ts'

export const moodleReader: QuestionReader = {
  format: 'moodle-xml',
  recognises: (file) => {
    const xml = loneXml(file)
    return xml !== null && rootName(xml.bytes) === 'quiz'
  },
  read: (file) => {
    const xml = loneXml(file)
    return xml === null ? { ok: false, findings: [found('file-empty', '')] } : readMoodle(xml.bytes, xml.part)
  },
}

function readMoodle(bytes: Uint8Array, part: string): Checked<DraftsRead> {
  return collectDrafts((drafts) => {
    let topic: string | null = null
    const handlers: XmlTreeHandlers = {
      isTree: (name) => name === 'question',
      tree: (question, line) => {
        if (question.attributes['type'] === 'category') {
          topic = topicOf(textOf(child(question, 'category')))
          drafts.say(htmlToText(htmlOf(child(question, 'info'))).text, `line ${line}`)
        } else readQuestion(drafts, question, `line ${line}`, topic)
      },
    }
    const comment = (text: string, line: number): void => {
      drafts.say(text, `line ${line}`)
    }
    const finding = walkXmlTrees(bytes, part, handlers, { comment })
    if (finding !== null) throw new Refused(finding)
  })
}

function readQuestion(drafts: ExchangeDrafts, question: XmlElement, place: string, topic: string | null): void {
  const label = drafts.nextLabel()
  drafts.hold(piecesOfXml(question, place))
  const type = question.attributes['type'] ?? ''
  if (type !== 'multichoice' && type !== 'multichoiceset' && type !== 'truefalse') {
    drafts.leaveOut(place, label, cleanText(textOf(child(question, 'name'))), type, htmlOf(child(question, 'questiontext')))
    return
  }
  const answers = childrenOf(question, 'answer')
  const isTrueFalse = type === 'truefalse'
  const old = oldPicture(question)
  const { correct, findings } = rightAnswers(question, answers, isTrueFalse, label, place)
  const { explanation, source } = readSourceOf(htmlOf(child(question, 'generalfeedback')))
  const { difficulty, others } = readTags(question)
  const hints = childrenOf(question, 'hint').map(htmlOf)
  drafts.add({
    place,
    label,
    title: cleanText(textOf(child(question, 'name'))),
    stem: withOldPicture(exchangeText(child(question, 'questiontext')), old),
    options: answers.map((answer) => (isTrueFalse ? trueFalse(answer) : exchangeText(answer))),
    correct,
    optionOrder: isTrueFalse || isNo(textOf(child(question, 'shuffleanswers'))) ? 'kept' : 'shuffled',
    explanations: [explanation],
    optionFeedback: answers.map((answer) => htmlOf(child(answer, 'feedback'))),
    source,
    topic,
    difficulty,
    findings: [
      ...findings,
      ...(isYes(textOf(child(question, 'hidden'))) ? [found('question-hidden', place, { question: label })] : []),
      ...unusedFiles(question).map((name) => found('file-left-out', place, { question: label, name: excerpt(name, 80) })),
      ...(saysMoreThanUsual(question) ? [found('feedback-left-out', place, { question: label })] : []),
      ...(hints.some((hint) => hint.trim() !== '') ? [found('rubric-left-out', place, { question: label })] : []),
      ...(others.length > 0 ? [found('tags-left-out', place, { question: label, tags: excerpt(others.join(', ')) })] : []),
    ],
    notes: [...hints, ...others.map(textToHtml)],
    toldAll: generalWords.map((name) => htmlOf(child(question, name))),
  })
}

function rightAnswers(
  question: XmlElement,
  answers: readonly XmlElement[],
  isTrueFalse: boolean,
  label: string,
  place: string,
): { readonly correct: readonly number[]; readonly findings: readonly Finding[] } {
  // German and French Moodles of old wrote the decimals with a comma.
  const fractions = answers.map(({ attributes }) => Number((attributes['fraction'] ?? '0').replace(',', '.').replace(/\s*%\s*$/, '')))
  if (!fractions.every(Number.isFinite)) return { correct: [], findings: [found('answer-rules', place, { question: label })] }
  // “All or nothing”: every option with a share must be chosen and no other, which is what an answer is here.
  if (question.attributes['type'] === 'multichoiceset') {
    return { correct: fractions.flatMap((one, position) => (one > 0 ? [position] : [])), findings: [] }
  }
  const single = textOf(child(question, 'single'))
  const several = !isTrueFalse && (isNo(single) || (!isYes(single) && Math.max(...fractions) < 99.9))
  const score = (chosen: number): number => fractions.reduce((sum, one, position) => sum + ((chosen & (1 << position)) === 0 ? 0 : one), 0)
  return rightOptions(answers.length, several, score, label, place, 100)
}

/** Moodle writes the words of true and false in English whatever the language of the site. */
function trueFalse(answer: XmlElement): ExchangeText {
  const word = cleanText(textOf(answer)).toLowerCase()
  return { html: word === 'true' ? 'Đúng' : word === 'false' ? 'Sai' : textToHtml(textOf(answer)), pictures: () => 'missing' }
}

const textOf = (element: XmlElement | undefined): string => child(element, 'text')?.text ?? element?.text ?? ''

const isYes = (text: string): boolean => /^\s*(1|true|yes)\s*$/i.test(text)
const isNo = (text: string): boolean => /^\s*(0|false|no)\s*$/i.test(text)

/** The HTML of an element with a `text`, by its `format`: `html`, `plain_text`, or `moodle_auto_format`, where line ends count. */
function htmlOf(element: XmlElement | undefined): string {
  const text = textOf(element)
  const format = element?.attributes['format']
  if (format === 'plain_text') return textToHtml(text)
  return format === 'moodle_auto_format' || format === 'markdown' ? text.trim().replace(/\r?\n/g, '<br>') : text
}

const exchangeText = (element: XmlElement | undefined): ExchangeText => ({ html: htmlOf(element), pictures: embeddedFiles(element) })

/** `<img src="@@PLUGINFILE@@/hinh%201.png">` and the `<file name="hinh 1.png" path="/" encoding="base64">` beside the text. */
function embeddedFiles(element: XmlElement | undefined): PictureSource {
  const files = new Map(
    childrenOf(element, 'file').map((file) => [
      `${file.attributes['path'] ?? '/'}${file.attributes['name'] ?? ''}`.replace(/^\/+/, ''),
      file,
    ]),
  )
  return (address) => {
    if (isOutside(address)) return 'outside'
    const name = decodeAddress(address.replace(/^@@PLUGINFILE@@/, '').replace(/\?.*$/s, '')).replace(/^\/+/, '')
    const file = files.get(name)
    return file === undefined ? 'missing' : decodeBase64(file.text)
  }
}

/** Files beside a text that no text shows; what is played or opened from a text is told with it (html-text.ts). */
function unusedFiles(question: XmlElement): readonly string[] {
  const all = everyElement(question)
  const texts = all.filter(({ name }) => name === 'text').map(({ text }) => text)
  return all
    .filter(({ name }) => name === 'file')
    .map(({ attributes }) => attributes['name'] ?? '')
    .filter((name) => !texts.some((text) => text.includes(name) || decodeAddress(text.replaceAll('+', '%2B')).includes(name)))
}

/** Moodle 1.x kept one picture beside the question: `image` names it, `image_base64` holds it. */
function oldPicture(question: XmlElement): { readonly address: string; readonly bytes: string } | null {
  const address = textOf(child(question, 'image')).trim()
  const bytes = textOf(child(question, 'image_base64')).trim()
  return address === '' && bytes === '' ? null : { address: address === '' ? 'image_base64' : address, bytes }
}

const withOldPicture = (stem: ExchangeText, old: ReturnType<typeof oldPicture>): ExchangeText =>
  old === null
    ? stem
    : {
        html: `${stem.html}<p><img src="${textToHtml(old.address)}"></p>`,
        pictures: (address) => (address === old.address && old.bytes !== '' ? decodeBase64(old.bytes) : stem.pictures(address)),
      }

/** `$course$/top/An toàn thông tin/Mạng // máy` → `Mạng / máy`; null for the category Moodle makes by itself. */
function topicOf(path: string): string | null {
  const names = path.split(/(?<!\/)\/(?!\/)/).map((name) => cleanText(name.replaceAll('//', '/')))
  if (/^\$[a-z]+\$$/.test(names[0] ?? '')) names.shift()
  if (names[0] === 'top') names.shift()
  const name = names.at(-1) ?? ''
  return name === '' || /^(default for|mặc định cho)(?= |$)/i.test(name) ? null : name
}

interface Tags {
  readonly difficulty: Difficulty | null
  readonly others: readonly string[]
}

/** `muc-do:2` as our writer has it, or the words people use for levels; a bare number may be anything. */
function readTags(question: XmlElement): Tags {
  const tags = childrenOf(child(question, 'tags'), 'tag').map((tag) => cleanText(textOf(tag)))
  const levels = tags.map((tag) => {
    const named = /^(?:mức(?: độ)?|muc-do|độ khó|do-kho|difficulty|level)\s*[:=]\s*(.+)$/i.exec(tag)?.[1]
    return named === undefined && /^\d*$/.test(tag) ? null : readDifficulty(named ?? tag)
  })
  return {
    difficulty: levels.find((level) => level !== null) ?? null,
    others: tags.filter((tag, index) => tag !== '' && levels[index] === null),
  }
}

const usualWords =
  /^((your|the) answer is (partially )?(in)?correct\.?|câu trả lời của bạn (là )?(đúng|sai|không đúng|đúng một phần|chính xác)\.?)?$/i

/** Whether the words for right and wrong answers are others than those Moodle puts there by itself. */
const saysMoreThanUsual = (question: XmlElement): boolean =>
  generalWords.some((name) => !usualWords.test(htmlToText(htmlOf(child(question, name))).text))
const generalWords = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'] as const
