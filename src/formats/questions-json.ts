/**
 * Questions as JSON: a plain list of `{stem, options, correct | answer, source?, topic?, difficulty?}`, or the object that
 * `questions import --dry-run --json` prints, which holds such a list under `questions`. Places are JSON pointers.
 */
import { plainContent, type QuestionSource } from '#contest/question.ts'
import type { Difficulty } from '#contest/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { readAnswer } from './answers.ts'
import { excerpt, found } from './findings.ts'
import { maxQuestions, readDifficulty, readSource, type QuestionDraft } from './question-draft.ts'
import type { QuestionReader } from './question-format.ts'
import { cleanText } from './text.ts'

type Values = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

const used = new Set(['stem', 'options', 'correct', 'answer', 'source', 'topic', 'difficulty'])
/** Printed by us or by other banks, of no use to an import. */
const quiet = new Set(['id', 'code', 'place', 'findings'])

export const jsonReader: QuestionReader = {
  format: 'json',
  recognises: ({ kind }) => kind === 'json',
  read: (file) => {
    const drafts = readQuestionsJson(file.kind === 'json' ? file.text : '')
    return drafts.ok ? { ...drafts, value: { drafts: drafts.value, pictures: [] } } : drafts
  },
}

function readQuestionsJson(text: string): Checked<readonly QuestionDraft[]> {
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const inside = isObject(parsed.value)
  const list: unknown = isObject(parsed.value) ? parsed.value['questions'] : parsed.value
  if (!Array.isArray(list)) {
    const wanted = 'một danh sách câu hỏi, hoặc {"questions": […]} / a list of questions, or {"questions": […]}'
    return { ok: false, findings: [found('json-shape', inside ? '/questions' : '/', { wanted })] }
  }
  if (list.length > maxQuestions) {
    return { ok: false, findings: [found('too-much-content', '', { limit: maxQuestions, what: 'câu hỏi / questions' })] }
  }
  const root = inside ? '/questions' : ''
  return { ok: true, value: list.map((one: unknown, index) => readQuestion(one, `${root}/${index}`, index + 1)), findings: [] }
}

function parse(text: string): Checked<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, findings: [] }
  } catch (error) {
    const reason = error instanceof Error ? excerpt(error.message, 120) : ''
    return { ok: false, findings: [found('json-damaged', '', { reason })] }
  }
}

function readQuestion(value: unknown, place: string, ordinal: number): QuestionDraft {
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
    if (typeof given === 'string') return cleanText(given)
    if (required || (given !== undefined && given !== null)) wants(key, 'chữ / text')
    return ''
  }
  const stem = text('stem', true)
  const options = readOptions(value['options'])
  if (options === null) wants('options', 'một danh sách chữ / a list of texts')
  const correct = readCorrect(value, options?.length ?? 0)
  if (correct === null) {
    const key = value['correct'] === undefined ? 'answer' : 'correct'
    findings.push(found('answer-unclear', `${place}/${key}`, { question: empty.label, text: excerpt(JSON.stringify(value[key] ?? null)) }))
  }
  const source = readSourceValue(value['source'])
  if (source === undefined) wants('source', 'chữ hoặc {"document", "detail"} / text or {"document", "detail"}')
  const difficulty = readLevel(value['difficulty'])
  if (difficulty === undefined) wants('difficulty', '1, 2, 3')
  return {
    ...empty,
    stem,
    options: options ?? [],
    correct: correct ?? [],
    source: source ?? null,
    topic: text('topic', false) || null,
    difficulty: difficulty ?? null,
    findings,
  }
}

function readOptions(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > 100) return null
  return value.every((option) => typeof option === 'string') ? value.map(cleanText) : null
}

/** Positions from 0, one or several, under `correct` or `answer`; or letters. Null for what is none of these. */
function readCorrect(value: Values, count: number): readonly number[] | null {
  const given = value['correct'] ?? value['answer']
  if (given === undefined || given === null) return []
  if (typeof given === 'string') return readAnswer(given, count)
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  const positions = list.flatMap((one) =>
    typeof one === 'number' ? [one] : typeof one === 'string' ? (readAnswer(one, count) ?? [-1]) : [-1],
  )
  const fit = positions.every((position) => Number.isInteger(position) && position >= 0 && position < count)
  return fit ? [...new Set(positions)].sort((a, b) => a - b) : null
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
