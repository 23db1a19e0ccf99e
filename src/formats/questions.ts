/** Question files of any known format → questions with findings. */
import type { QuestionContent } from '#contest/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { readCsv } from './csv.ts'
import { found, hasError } from './findings.ts'
import { openFile, type OpenedFile } from './opening.ts'
import { finishQuestions, type QuestionDraft } from './question-draft.ts'
import { readQuestionsJson } from './questions-json.ts'
import { readQuestionSheets } from './questions-table.ts'
import { readQuestionsWord } from './questions-word.ts'
import { readWorkbook } from './spreadsheet.ts'
import { wrongKind } from './table.ts'
import { readDocument } from './wordprocessing.ts'

export type QuestionFormat = 'docx' | 'xlsx' | 'csv' | 'json'

export interface ReadQuestion {
  /** Usable only when `findings` holds no error: a question in doubt may still lack options or a right answer. */
  readonly content: QuestionContent
  readonly place: string
  readonly findings: readonly Finding[]
}

export interface QuestionsRead {
  /** Null when the content is none of the known formats. */
  readonly format: QuestionFormat | null
  readonly questions: readonly ReadQuestion[]
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
  const { format = 'auto' } = options
  if (format !== 'auto' && format !== file.kind) return refused(file.kind, wrongKind(file.kind, [format]).findings)
  const drafts = readDrafts(file)
  const findings = [...opened.findings, ...drafts.findings]
  if (!drafts.ok) return refused(file.kind, findings)
  const questions = finishQuestions(drafts.value)
  if (questions.length === 0) findings.push(found('no-questions', ''))
  return {
    format: file.kind,
    questions,
    findings,
    hasErrors: hasError(findings) || questions.some((question) => hasError(question.findings)),
  }
}

const refused = (format: QuestionFormat | null, findings: readonly Finding[]): QuestionsRead => ({
  format,
  questions: [],
  findings,
  hasErrors: true,
})

function readDrafts(file: OpenedFile): Checked<readonly QuestionDraft[]> {
  switch (file.kind) {
    case 'docx':
      return then(readDocument(file.parts, file.mainPart), readQuestionsWord)
    case 'xlsx':
      return then(readWorkbook(file.parts, file.mainPart), readQuestionSheets)
    case 'csv':
      return then(readCsv(file.text), (sheet) => readQuestionSheets([sheet]))
    case 'json':
      return readQuestionsJson(file.text)
  }
}

function then<A, B>(first: Checked<A>, next: (value: A) => Checked<B>): Checked<B> {
  if (!first.ok) return first
  const second = next(first.value)
  return { ...second, findings: [...first.findings, ...second.findings] }
}
