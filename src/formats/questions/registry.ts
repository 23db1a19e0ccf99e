/** Question files of any known format → questions with findings. */
import type { Finding } from '#contest/values.ts'
import { found, hasError } from '../findings/findings.ts'
import { groupFindings } from '../findings/grouped.ts'
import { kindNames, openFile } from '../files/open-file.ts'
import { finishQuestions, type ReadQuestion } from './draft.ts'
import { questionFormatNames, type QuestionFormat, type QuestionReader, type QuestionWriter } from './format.ts'
import { unreadParts, withAstray } from './one-place.ts'
import { moodleWriter } from './exchange/moodle-writer.ts'
import { qtiWriter } from './exchange/qti-writer.ts'
import { aikenReader, aikenWriter } from './typed/aiken.ts'
import { examReader } from './typed/exam-text.ts'
import { giftReader } from './typed/gift-reader.ts'
import { giftWriter } from './typed/gift-writer.ts'
import { webctReader } from './typed/webct.ts'
import { csvReader, xlsxReader } from './rows/reader.ts'
import { csvWriter, xlsxWriter } from './rows/writer.ts'
import { jsonReader, jsonWriter } from './json/json.ts'
import { moodleReader } from './exchange/moodle-reader.ts'
import { qtiReader } from './exchange/qti-reader.ts'
import { wordReader } from './word/reader.ts'
import { wordWriter } from './word/export/writer.ts'
import { unclaimedIn } from './unclaimed/unclaimed.ts'
import type { PictureFile } from '../files/pictures.ts'

/** In the order in which they are tried: from the most particular content to plain text. */
export const questionReaders: readonly QuestionReader[] = [
  wordReader,
  xlsxReader,
  moodleReader,
  qtiReader,
  jsonReader,
  webctReader,
  giftReader,
  aikenReader,
  examReader,
  csvReader,
]

export const questionWriters: readonly QuestionWriter[] = [
  wordWriter,
  xlsxWriter,
  moodleWriter,
  qtiWriter,
  jsonWriter,
  giftWriter,
  aikenWriter,
  csvWriter,
]

export interface QuestionsRead {
  /** Null when the content is none of the known formats. */
  readonly format: QuestionFormat | null
  readonly questions: readonly ReadQuestion[]
  /** Every picture the questions name, once each. */
  readonly pictures: readonly PictureFile[]
  /** What concerns the file as a whole. */
  readonly findings: readonly Finding[]
  /** True when the file or any question has an error: then nothing of the file may be imported. */
  readonly hasErrors: boolean
}

export interface QuestionsOptions {
  /** Shown to people only; the format is recognised by content. */
  readonly fileName: string
  readonly format?: QuestionFormat | 'auto'
}

export function readQuestions(bytes: Uint8Array, options: QuestionsOptions): QuestionsRead {
  const opened = openFile(bytes, options.fileName)
  if (!opened.ok) return refused(null, opened.findings)
  const file = opened.value
  const { format: wanted = 'auto' } = options
  const fitting = questionReaders.filter((reader) => reader.recognises(file))
  const reader = wanted === 'auto' ? fitting[0] : fitting.find(({ format }) => format === wanted)
  if (reader === undefined) {
    const actual = fitting[0]
    const names = { actual: actual === undefined ? kindNames[file.kind] : questionFormatNames[actual.format] }
    return refused(actual?.format ?? null, [
      wanted === 'auto'
        ? found('file-unknown', '', { known: Object.values(questionFormatNames).join(', ') })
        : found('file-wrong-kind', '', { ...names, wanted: questionFormatNames[wanted] }),
    ])
  }
  const drafts = reader.read(file)
  const findings = [...opened.findings, ...drafts.findings]
  if (!drafts.ok) return refused(reader.format, findings)
  const beside = withAstray(drafts.value.drafts, findings)
  const parts = unreadParts(beside.findings, beside.drafts.length > 0)
  const finished = [...finishQuestions(beside.drafts), ...parts.questions]
  const unclaimed = unclaimedIn(drafts.value.pieces, finished, findings)
  const questions = finished.map((one, at) => ({ ...one, findings: [...one.findings, ...(unclaimed.byQuestion.get(at) ?? [])] }))
  const ofFile = [...parts.findings, ...unclaimed.ofFile, ...(questions.length > 0 ? [] : [found('no-questions', '')])]
  return {
    format: reader.format,
    questions,
    pictures: drafts.value.pictures,
    findings: groupFindings(ofFile),
    hasErrors: hasError(ofFile) || questions.some((question) => hasError(question.findings)),
  }
}

const refused = (format: QuestionFormat | null, findings: readonly Finding[]): QuestionsRead => ({
  format,
  questions: [],
  pictures: [],
  findings,
  hasErrors: true,
})
