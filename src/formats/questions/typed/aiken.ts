/** Aiken (Moodle documentation, "Aiken format"): a stem, lettered options, `ANSWER: B`; one right option and nothing else. */
import { plainContent, type Question } from '#contest/questions/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { readAnswer, sameAnswer } from '../answers.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { signFindings } from '../contradictions.ts'
import { textLeftOut } from '../leftovers.ts'
import { piecesOfLines } from '../unclaimed/pieces.ts'
import { withLines, type LineBetween } from '../remarks.ts'
import { spokenOf } from '../spoken.ts'
import { isNamed } from '../subjects.ts'
import { readField } from '../word/fields.ts'
import { headOf, withoutNumbers } from '../stem-numbers.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import type { DraftsRead, QuestionReader, QuestionWriter } from '../format.ts'
import { hasQuestionHeader, maxLines, splitLines } from './text-files.ts'
import { readSource } from '#contest/questions/clean.ts'
import { cleanLines, cleanText } from '#contest/text.ts'
import { looksLikeAiken } from '../../files/looks-like-aiken.ts'
import { optionLetters } from '#contest/questions/letters.ts'

export const aikenReader: QuestionReader = {
  format: 'aiken',
  recognises: (file) => file.kind === 'text' && looksLikeAiken(file.text) && !hasQuestionHeader(file.text),
  read: (file) => readAiken(file.kind === 'text' ? file.text : ''),
}

interface Open {
  readonly line: number
  readonly stem: string[]
  readonly options: string[]
  readonly findings: Finding[]
}

const optionLine = /^([A-Z])\s*[.)]\s*(.*)$/
/** Where no option has a capital. */
const smallOption = /^([a-h])\s*[.)]\s*(.*)$/
const answerLine = /^ANSWER\s*:\s*(.*)$/i

function readAiken(text: string): Checked<DraftsRead> {
  const drafts: QuestionDraft[] = []
  const findings: Finding[] = []
  const between: LineBetween[] = []
  let open: Open | null = null
  let blank = false
  let answeredAt = 0
  const close = (answer: string | null, place: string): void => {
    const said = open !== null && open.options.length === 0 && answer === null ? saidIn(open, drafts.length - 1, answeredAt) : null
    if (said !== null && spokenOf(said.text) !== null) {
      findings.push(leftOut(said))
      between.push(said)
    } else if (open !== null) drafts.push(draftOf(open, drafts.length + 1, answer, place))
    open = null
  }
  const lines = splitLines(text)
  if (lines === null) return { ok: false, findings: [found('too-much-content', '', { limit: maxLines, what: 'dòng / lines' })] }
  const options = lines.some((line) => /^\s*A\s*[.)]/.test(line)) ? optionLine : smallOption
  for (const [index, raw] of lines.entries()) {
    const line = cleanText(raw)
    const place = `line ${index + 1}`
    if (line === '') {
      blank = true
      continue
    }
    const said = open === null && !blank ? withSaid(drafts.at(-1), line) : null
    if (said !== null) {
      drafts[drafts.length - 1] = said
      continue
    }
    const answer = answerLine.exec(line)
    const next: Open = open ?? { line: index + 1, stem: [], options: [], findings: [] }
    const option = options.exec(line)
    const isNext = option?.[1]?.toUpperCase() === optionLetters[next.options.length]
    if (answer !== null && open === null) findings.push(...strayAnswer(drafts, line, place))
    else if (answer !== null) {
      open = next
      close(answer[1] ?? '', place)
      answeredAt = index + 1
    } else if (option !== null && isNext && next.stem.length > 0) {
      open = next
      next.options.push(option[2] ?? '')
    } else if (next.options.length === 0) {
      // A heading stands alone between blank lines; the stem is what is nearest to the options.
      if (blank && next.stem.length > 0) {
        const said = saidIn(next, drafts.length - 1, answeredAt)
        findings.push(leftOut(said))
        between.push(said)
        open = { line: index + 1, stem: [line], options: [], findings: [] }
      } else {
        next.stem.push(line)
        open = next
      }
    } else if (blank) {
      close(null, place)
      open = { line: index + 1, stem: [line], options: [], findings: [] }
    } else {
      const question = `Câu ${drafts.length + 1}`
      next.findings.push(found('aiken-text', place, { question, text: excerpt(line) }))
    }
    blank = false
    const tooMany = tooManyQuestions(drafts.length)
    if (tooMany !== null) return { ok: false, findings: [tooMany] }
  }
  close(null, '')
  return {
    ok: true,
    value: { drafts: withLines(withoutNumbers(drafts, 1), between), pictures: [], pieces: piecesOfLines(lines) },
    findings,
  }
}

const saidIn = ({ stem, line }: Open, above: number, answeredAt: number): LineBetween => ({
  ...{ text: stem.join(' '), place: `line ${line}`, above },
  isTight: line === answeredAt + 1,
})

/** What is a doubt of the question above it is only told to be left out. */
function leftOut({ text, place, above }: LineBetween): Finding {
  const spoken = spokenOf(text)
  const isOfLast = above >= 0 && spoken !== null && !isNamed(spoken.subjects)
  return isOfLast ? found('text-ignored', place, { text: excerpt(text) }) : textLeftOut(text, place)
}

/** The question with what a line right behind its answer says of it; null for any other line. */
function withSaid(last: QuestionDraft | undefined, line: string): QuestionDraft | null {
  const field = last === undefined ? null : readField(line)
  if (last === undefined || field === null) return null
  const words = line.slice(field.from)
  if (field.name === 'source') return { ...last, source: readSource(words) }
  return field.name === 'explanation' ? { ...last, explanation: cleanLines(`${last.explanation ?? ''}\n${words}`) } : null
}

/** An answer behind no options: a second one of the question above is weighed with the first. */
function strayAnswer(drafts: QuestionDraft[], line: string, place: string): readonly Finding[] {
  const last = drafts.at(-1)
  if (last === undefined) return [found('answer-astray', place, { text: excerpt(line) })]
  const answer = readAnswer(answerLine.exec(line)?.[1] ?? '', last.options.length)
  if (answer === null || !sameAnswer(answer, last.correct)) {
    const unclear = found('answer-unclear', place, { question: last.label, text: excerpt(line) })
    drafts[drafts.length - 1] = { ...last, correct: [], findings: [...last.findings, unclear] }
  }
  return []
}

function draftOf({ line, stem, options, findings }: Open, ordinal: number, answer: string | null, place: string): QuestionDraft {
  const label = `Câu ${ordinal}`
  const correct = answer === null ? [] : readAnswer(answer, options.length)
  return {
    ...plainContent,
    place: `line ${line}`,
    label,
    number: null,
    stem: cleanLines(stem.join('\n')),
    options,
    correct: correct ?? [],
    findings: [
      ...findings,
      ...signFindings(options, correct ?? [], label, place),
      ...(correct === null ? [found('answer-unclear', place, { question: label, text: excerpt(answer ?? '') })] : []),
    ],
  }
}

export const aikenWriter: QuestionWriter = {
  format: 'aiken',
  extension: 'txt',
  mediaType: 'text/plain; charset=utf-8',
  drops: ['optionOrder', 'source', 'topic', 'difficulty', 'pictures', 'explanation', 'apart'],
  skips: whyNot,
  write: (questions) => {
    const blocks = questions
      .filter((question) => whyNot(question) === null)
      .map(({ stem, options, correct }) =>
        [
          stem,
          ...options.map((option, position) => `${optionLetters[position] ?? ''}. ${option}`),
          `ANSWER: ${optionLetters[correct[0] ?? 0] ?? ''}`,
        ].join('\n'),
      )
    return new TextEncoder().encode(`${blocks.join('\n\n')}\n`)
  },
}

/** The format has no escapes: what it cannot hold would be read as something else. */
function whyNot({ code, stem, options, correct, pictures }: Question): Finding | null {
  const values = { question: code, format: 'Aiken' }
  if (correct.length !== 1) return found('write-answers', code, values)
  if (pictures.length > 0) return found('write-picture', code, values)
  const plain = [stem, ...options].every((text) => text !== '' && !text.includes('\n'))
  return plain && !optionLine.test(stem) && !answerLine.test(stem) && headOf(stem) === null ? null : found('write-lines', code, values)
}
