/** Questions as Moodle XML (docs.moodle.org, “Moodle XML format”), as Moodle 3.5 and later write and import it. */
import type { Question, QuestionPicture } from '#contest/questions/question.ts'
import { excerpt } from '../../findings/findings.ts'
import { textToHtml } from '../../files/html-text.ts'
import { sourceHtml } from './moodle-source.ts'
import { extensionOf } from '#contest/questions/question.ts'
import type { QuestionWriter, WriteOptions } from '../format.ts'
import { cdata, escapeXml } from '../../files/xml-text.ts'

export const moodleWriter: QuestionWriter = {
  format: 'moodle-xml',
  extension: 'xml',
  mediaType: 'application/xml',
  drops: ['apart'],
  write: (questions, options) => new TextEncoder().encode(quizXml(questions, options)),
}

function quizXml(questions: readonly Question[], options: WriteOptions): string {
  const pieces = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
  let topic: string | null | undefined
  for (const question of questions) {
    // A category holds for every question behind it, so the order of the questions stays as it is.
    if (question.topic !== topic) pieces.push(categoryXml(question.topic, options.title))
    topic = question.topic
    pieces.push(questionXml(question, options))
  }
  pieces.push('</quiz>\n')
  return pieces.join('')
}

const categoryXml = (topic: string | null, title: string): string =>
  `  <question type="category">
    <category>
      <text>${escapeXml(`$course$/top/${categoryName(topic ?? `Default for ${title}`)}`)}</text>
    </category>
    <info format="html">
      <text></text>
    </info>
  </question>
`

/** A slash of the name is doubled, and kept apart from the one that parts names. */
const categoryName = (name: string): string => name.replaceAll('/', '//').replace(/^\//, ' /').replace(/\/$/, '/ ')

function questionXml(question: Question, { picture }: WriteOptions): string {
  const { code, stem, options, correct, optionOrder, pictures, difficulty } = question
  const textXml = (text: string, option: number | null): string =>
    htmlXml(
      text,
      pictures.filter((one) => one.option === option),
      picture,
    )
  const isTrueFalse =
    options.length === 2 &&
    options[0] === 'Đúng' &&
    options[1] === 'Sai' &&
    optionOrder === 'kept' &&
    correct.length === 1 &&
    pictures.every((one) => one.option === null)
  const answers = options.map((option, position) => {
    const isRight = correct.includes(position)
    const fraction = isRight ? (shares[correct.length] ?? '100') : correct.length > 1 ? '-100' : '0'
    const inside = isTrueFalse ? `      <text>${position === 0 ? 'true' : 'false'}</text>\n` : textXml(option, position)
    return `    <answer fraction="${fraction}" format="${isTrueFalse ? 'moodle_auto_format' : 'html'}">
${inside}      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
`
  })
  const choice = `    <single>${correct.length === 1}</single>
    <shuffleanswers>${optionOrder === 'shuffled'}</shuffleanswers>
    <answernumbering>ABCD</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
`
  const tags = difficulty === null ? '' : `    <tags>\n      <tag><text>muc-do:${difficulty}</text></tag>\n    </tags>\n`
  return `  <question type="${isTrueFalse ? 'truefalse' : 'multichoice'}">
    <name>
      <text>${escapeXml(`${code} ${excerpt(stem, 80)}`)}</text>
    </name>
    <questiontext format="html">
${textXml(stem, null)}    </questiontext>
    <generalfeedback format="html">
      <text>${cdata(sourceHtml(question))}</text>
    </generalfeedback>
    <defaultgrade>1</defaultgrade>
    <penalty>${isTrueFalse ? 1 : 0}</penalty>
    <hidden>0</hidden>
    <idnumber>${escapeXml(code)}</idnumber>
${isTrueFalse ? '' : choice}${answers.join('')}${tags}  </question>
`
}

/** Percentages Moodle knows for one of so many right answers. */
const shares: readonly string[] = ['', '100', '50', '33.33333', '25', '20', '16.66667', '14.28571', '12.5']

function htmlXml(text: string, pictures: readonly QuestionPicture[], bytesOf: WriteOptions['picture']): string {
  const files = new Map<string, Uint8Array>()
  const images = pictures.flatMap(({ digest, mediaType, alt }) => {
    const bytes = bytesOf(digest)
    if (bytes === undefined) return []
    const name = `${digest.slice(0, 32)}.${extensionOf(mediaType)}`
    files.set(name, bytes)
    return [`<p><img src="@@PLUGINFILE@@/${name}" alt="${textToHtml(alt)}"></p>`]
  })
  const words = text === '' ? '' : `<p>${textToHtml(text)}</p>`
  return `      <text>${cdata(words + images.join(''))}</text>
${[...files].map(([name, bytes]) => `      <file name="${name}" path="/" encoding="base64">${Buffer.from(bytes).toString('base64')}</file>\n`).join('')}`
}
