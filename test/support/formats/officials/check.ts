/** Whether a generated file was read as it was meant, question by question. */
import { readQuestions } from '#formats/questions/registry.ts'
import { hasError } from '#formats/findings/findings.ts'
import { excelFile } from './excel.ts'
import type { MeantFile, MeantQuestion } from './meant.ts'
import { wordFile } from './word.ts'

/**
 * `fair`: in doubt for the reason that is true of it. `doubtful`: named with an error at that question or at the file. `miskeyed`, `altered` (other words) and `lost` were said nowhere:
 * none of them may be.
 */
export const verdicts = ['exact', 'fair', 'doubtful', 'miskeyed', 'altered', 'lost'] as const
type Verdict = (typeof verdicts)[number]

export interface Checked {
  readonly file: MeantFile
  /** By question, in order. */
  readonly verdicts: readonly Verdict[]
  /** Questions of other kinds that were taken, or left out without a word. */
  readonly unsaid: readonly string[]
  /** The file as a whole was refused: what is doubtful then is named nowhere by itself. */
  readonly isRefused: boolean
}

export const officialFiles = { word: wordFile, excel: excelFile } as const
export type OfficialKind = keyof typeof officialFiles

export function checkFile(kind: OfficialKind, seed: number): Checked {
  const file = officialFiles[kind](seed)
  const read = readQuestions(file.bytes, { fileName: file.name })
  const isRefused = hasError(read.findings)
  const verdictOf = (meant: MeantQuestion): Verdict => {
    const found = read.questions.find(({ content }) => content.stem.includes(meant.stem))
    if (meant.isOther === true && found === undefined)
      return read.findings.some(({ code }) => code === 'question-kind') ? 'doubtful' : 'lost'
    if (found === undefined) return isRefused ? 'doubtful' : 'lost'
    if (isRefused) return 'doubtful'
    const errors = found.findings.filter(({ severity }) => severity === 'error')
    if (errors.length > 0)
      return meant.correct !== null && errors.every(({ code }) => meant.fair?.includes(code) === true) ? 'fair' : 'doubtful'
    const { stem, options, correct } = found.content
    if (meant.correct === null || correct.length !== 1 || correct[0] !== meant.correct) return 'miskeyed'
    return stem === meant.stem && options.join('\n') === meant.options.join('\n') ? 'exact' : 'altered'
  }
  const isSaid = (text: string): boolean =>
    isRefused ||
    (!read.questions.some(({ content }) => content.stem.includes(text)) &&
      read.findings.some(({ message }) => /không được nhập/.test(message.vi)))
  return { file, verdicts: file.questions.map(verdictOf), unsaid: (file.leftOut ?? []).filter((text) => !isSaid(text)), isRefused }
}
