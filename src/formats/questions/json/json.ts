/**
 * Questions as JSON. Our own form is `{format: 'hoithi-questions', version: 1, questions: […], pictures: {…}}` and carries everything;
 * a plain list of `{stem, options, correct | answer, …}` is read too, and the object that `questions import --dry-run --json`
 * prints. Places are JSON pointers.
 */
import { plainContent, type Question, type QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { lettersOf } from '#contest/questions/letters.ts'
import { isAmbiguous, optionsSaying, readAnswer, readNumberedAnswer, sameAnswer } from '../answers.ts'
import { excerpt, found, type FindingCode } from '../../findings/findings.ts'
import { tooManyQuestions, readDifficulty, type QuestionDraft } from '../draft.ts'
import { withLines, type LineBetween } from '../remarks.ts'
import { JsonPictures } from './pictures.ts'
import type { DraftsRead, QuestionReader, QuestionWriter } from '../format.ts'
import { cleanLines, cleanText } from '#contest/text.ts'
import { readSource } from '#contest/questions/clean.ts'

type Values = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

const used = new Set(['stem', 'options', 'correct', 'answer', 'optionOrder', 'source', 'topic', 'difficulty', 'pictures', 'explanation'])
/** Printed by us or by other banks, of no use to an import. */
const quiet = new Set(['id', 'code', 'apart', 'place', 'findings'])

/** What stands around the list of questions; the title of a bank is not the title of a contest. */
const outer = new Set(['format', 'version', 'title', 'questions', 'pictures', 'findings', 'fileName', 'toMend'])

const formatName = 'hoithi-questions'
const version = 1

export const jsonReader: QuestionReader = {
  format: 'json',
  recognises: ({ kind }) => kind === 'json',
  read: (file) => readQuestionsJson(file.kind === 'json' ? file.text : ''),
}

function readQuestionsJson(text: string): Checked<DraftsRead> {
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const whole = isObject(parsed.value) ? parsed.value : null
  const newer = whole?.['format'] === formatName && whole['version'] !== version
  if (newer) {
    const given = excerpt(JSON.stringify(whole['version'] ?? null), 20)
    return { ok: false, findings: [found('json-version', '/version', { version: given, known: version })] }
  }
  const list: unknown = whole === null ? parsed.value : whole['questions']
  if (!Array.isArray(list)) {
    const wanted = 'một danh sách câu hỏi, hoặc {"questions": […]} / a list of questions, or {"questions": […]}'
    return { ok: false, findings: [found('json-shape', whole === null ? '/' : '/questions', { wanted })] }
  }
  const tooMany = tooManyQuestions(list.length)
  if (tooMany !== null) return { ok: false, findings: [tooMany] }
  const root = whole === null ? '' : '/questions'
  const pictures = new JsonPictures(whole?.['pictures'])
  const counting = whole?.['format'] === undefined ? countingOf(list) : 'from-0'
  const drafts = list.map((one: unknown, index) => readQuestion(one, `${root}/${index}`, index + 1, pictures, counting))
  const unused = Object.keys(whole ?? {}).filter((key) => !outer.has(key))
  const beside = [
    ...[...unused, 'title'].flatMap((key) => wordsIn(whole?.[key]).map((text): LineBetween => ({ text, place: `/${key}`, above: -1 }))),
    ...list.flatMap((one: unknown, above) => besideQuestion(one, `${root}/${above}`, above)),
  ]
  // Keys that are read are read whole; others are named (json-unknown-key).
  return {
    ok: true,
    value: { drafts: withLines(drafts, beside), pictures: pictures.accepted, pieces: [] },
    findings: unused.map((key) => found('json-unknown-key', '/', { key: excerpt(key) })),
  }
}

/** Below keys that are not used. */
const besideQuestion = (one: unknown, place: string, above: number): readonly LineBetween[] =>
  isObject(one)
    ? Object.keys(one)
        .filter((key) => !used.has(key) && !quiet.has(key))
        .flatMap((key) => wordsIn(one[key]).map((text): LineBetween => ({ text, place: `${place}/${key}`, above, isInside: true })))
    : []

const MAX_DEPTH = 8

/** Every text in a value. */
const wordsIn = (value: unknown, depth = 0): readonly string[] => {
  if (typeof value === 'string') return [value]
  const isOpen = typeof value === 'object' && value !== null && depth < MAX_DEPTH
  return isOpen ? Object.values(value).flatMap((one) => wordsIn(one, depth + 1)) : []
}

/** Whether numbers of answers are positions from 0: what we write says so, what others write has to show it. */
type Counting = 'from-0' | 'from-1' | 'unknown'

/** A first option that is right somewhere shows it; a position just behind the last option shows the contrary. */
function countingOf(list: readonly unknown[]): Counting {
  let counting: Counting = 'unknown'
  for (const one of list) {
    if (!isObject(one) || !Array.isArray(one['options'])) continue
    const positions = [one['correct'] ?? one['answer']].flat().filter((given) => typeof given === 'number')
    if (positions.includes(one['options'].length)) return 'from-1'
    if (positions.includes(0)) counting = 'from-0'
  }
  return counting
}

function parse(text: string): Checked<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, findings: [] }
  } catch (error) {
    const reason = error instanceof Error ? excerpt(error.message, 120) : ''
    return { ok: false, findings: [found('json-damaged', '', { reason })] }
  }
}

function readQuestion(value: unknown, place: string, ordinal: number, gallery: JsonPictures, counting: Counting): QuestionDraft {
  const findings: Finding[] = []
  const wants = (key: string, wanted: string): void => void findings.push(found('json-shape', `${place}/${key}`, { wanted }))
  const empty = {
    place,
    label: `Câu ${ordinal}`,
    number: null,
    stem: '',
    options: [],
    correct: [],
    ...plainContent,
  }
  if (!isObject(value)) {
    return { ...empty, findings: [found('json-shape', place, { wanted: 'một câu hỏi {…} / a question {…}' })] }
  }
  for (const key of Object.keys(value)) {
    if (!used.has(key) && !quiet.has(key)) findings.push(found('json-unknown-key', place, { key: excerpt(key) }))
  }
  const text = (key: string, required: boolean): string => {
    const given = value[key]
    if (typeof given === 'string') return cleanLines(given)
    if (required || (given !== undefined && given !== null)) wants(key, 'chữ / text')
    return ''
  }
  const stem = text('stem', true)
  const options = readOptions(value['options'])
  if (options === null) wants('options', 'một danh sách chữ / a list of texts')
  const { correct, findings: doubts } = readCorrect(value, options ?? [], counting, empty.label, place)
  findings.push(...doubts)
  const source = readSourceValue(value['source'])
  if (source === undefined) wants('source', 'chữ hoặc {"document", "detail"} / text or {"document", "detail"}')
  const difficulty = readLevel(value['difficulty'])
  if (difficulty === undefined) wants('difficulty', '1, 2, 3')
  const order = value['optionOrder'] ?? 'shuffled'
  if (order !== 'shuffled' && order !== 'kept') wants('optionOrder', '"shuffled", "kept"')
  const shown = gallery.read(value['pictures'], options?.length ?? 0, empty.label, `${place}/pictures`)
  findings.push(...shown.findings)
  return {
    ...empty,
    stem,
    options: options ?? [],
    correct,
    source: source ?? null,
    optionOrder: order === 'kept' ? 'kept' : 'shuffled',
    topic: cleanText(text('topic', false)) || null,
    difficulty: difficulty ?? null,
    pictures: shown.pictures,
    explanation: text('explanation', false) || null,
    findings,
  }
}

function readOptions(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > 100) return null
  return value.every((option) => typeof option === 'string') ? value.map(cleanLines) : null
}

interface CorrectRead {
  readonly correct: readonly number[]
  readonly findings: readonly Finding[]
}

/**
 * Positions, one or several, under `correct` or `answer`; or letters, or the words of an option. Two that differ, a number that is also
 * another option's text, and numbers in a file that counts from 1 or may do so are said.
 */
function readCorrect(value: Values, options: readonly string[], counting: Counting, question: string, place: string): CorrectRead {
  const keys = ['correct', 'answer'].filter((key) => value[key] !== undefined && value[key] !== null)
  const [key = 'correct'] = keys
  const [first, second] = keys.map((one) => positionsOf(value[one], options))
  const doubt = (code: FindingCode, correct: readonly number[] = []): CorrectRead => ({
    correct,
    findings: [found(code, `${place}/${key}`, { question, text: excerpt(JSON.stringify(value[key])), letters: lettersOf(correct) })],
  })
  if (first === undefined) return { correct: [], findings: [] }
  if (first === null || second === null || (second !== undefined && !sameAnswer(first, second))) return doubt('answer-unclear')
  const numbers = keys.flatMap((one) => [value[one]].flat()).filter((one) => typeof one === 'number')
  if (numbers.length === 0 || counting === 'from-0') return { correct: first, findings: [] }
  if (numbers.some((one) => options.includes(String(one)) && options[one] !== String(one))) return doubt('answer-unclear')
  return counting === 'from-1' ? doubt('answer-counted') : doubt('answer-counting', first)
}

/** Null for what names no option. */
function positionsOf(given: unknown, options: readonly string[]): readonly number[] | null {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  const positions = list.flatMap((one) =>
    typeof one === 'number' ? [one] : typeof one === 'string' ? (positionsNamed(one, options) ?? [-1]) : [-1],
  )
  const fit = positions.every((position) => Number.isInteger(position) && position >= 0 && position < options.length)
  return fit ? [...new Set(positions)].sort((a, b) => a - b) : null
}

/** By letter or by the words of one option, unless these are two. */
function positionsNamed(text: string, options: readonly string[]): readonly number[] | null {
  const byWords = optionsSaying(text, options)
  // "2" may be the second option as well as the one that says so.
  const byLetter = readAnswer(text, options.length) ?? (byWords.length === 0 ? null : readNumberedAnswer(text, options.length))
  if (byLetter === null) return byWords.length === 1 ? byWords : null
  if (isAmbiguous(byLetter, options)) return null
  return byWords.length === 0 || sameAnswer(byLetter, byWords) ? byLetter : null
}

/** Undefined for what is no source. */
function readSourceValue(value: unknown): QuestionSource | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return readSource(value)
  if (!isObject(value)) return undefined
  const { document, detail = '' } = value
  if (typeof document !== 'string' || typeof detail !== 'string') return undefined
  return cleanText(document) === '' ? null : { document: cleanText(document), detail: cleanText(detail) }
}

/** Undefined for what is no level. */
function readLevel(value: unknown): Difficulty | null | undefined {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  return readDifficulty(String(value)) ?? undefined
}

export const jsonWriter: QuestionWriter = {
  format: 'json',
  extension: 'json',
  mediaType: 'application/json',
  drops: [],
  write: (questions, { title, picture }) => {
    const files = questions.flatMap((question) => question.pictures).map(({ digest, mediaType }) => [digest, mediaType] as const)
    const pictures = [...new Map(files)].flatMap(([digest, mediaType]) => {
      const bytes = picture(digest)
      return bytes === undefined ? [] : [[digest, { mediaType, base64: Buffer.from(bytes).toString('base64') }] as const]
    })
    const whole = { format: formatName, version, title, questions: questions.map(plain), pictures: Object.fromEntries(pictures) }
    return new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`)
  },
}

/** Named one by one: what else an object may carry is nobody's business outside. */
const plain = (question: Question): Question => ({
  code: question.code,
  stem: question.stem,
  options: question.options,
  correct: question.correct,
  optionOrder: question.optionOrder,
  source: question.source,
  topic: question.topic,
  difficulty: question.difficulty,
  pictures: question.pictures,
  explanation: question.explanation,
  apart: question.apart,
})
