/** A question as a reader found it, and the checks every question passes whatever file it came from. */
import { mostQuestions } from '#contest/limits.ts'
import { faultsOf, repeatedStems } from '#contest/questions/check.ts'
import { letterOf } from '#contest/questions/letters.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found, hasError } from '../findings/findings.ts'
import { insideFindings, remarkFindings } from './contradictions.ts'
import { explanationFindings, sourceFindings } from './explanations.ts'
import { withoutContradictions } from './elsewhere.ts'
import { leftoversOf } from './leftovers.ts'
import { concernsAny, withLines, type LineBetween } from './remarks.ts'
import { takesBack } from './second-thoughts.ts'
import { spokenOf } from './spoken.ts'
import { isNamed } from './subjects.ts'

/** The content is not checked yet: `correct` is empty when unknown, and the reason may already be among the findings. */
export interface QuestionDraft extends QuestionContent {
  readonly place: string
  /** What people call it: `Câu 5`. */
  readonly label: string
  /** As numbered in the file; null where it is not. */
  readonly number: number | null
  readonly findings: readonly Finding[]
}

export interface ReadQuestion {
  /** Usable only when `findings` holds no error: a question in doubt may still lack options or a right answer. */
  readonly content: QuestionContent
  readonly place: string
  readonly findings: readonly Finding[]
}

/** Why a file of so many questions is refused; null when it is not: no bank holds more. */
export const tooManyQuestions = (count: number): Finding | null =>
  count > mostQuestions ? found('too-much-content', '', { limit: mostQuestions, what: 'câu hỏi / questions' }) : null

/** "Đất đai (câu 3 sai đáp án)": what a topic says of the questions it names, or of its own. */
function withTopicWords(drafts: readonly QuestionDraft[]): readonly QuestionDraft[] {
  const topics = Map.groupBy(
    drafts.map(({ topic, place }, above) => ({ text: topic ?? '', place, above })),
    ({ text }) => text,
  )
  const lines = [...topics].flatMap(([text, own]) => {
    const spoken = spokenOf(text)
    if (spoken === null || !takesBack(text) || !concernsAny(spoken, text)) return []
    return (isNamed(spoken.subjects) ? own.slice(0, 1) : own).map((one): LineBetween => ({ ...one, isInside: true }))
  })
  return lines.length === 0 ? drafts : withLines(drafts, lines)
}

/** Checks each draft by itself and against the others. */
export function finishQuestions(given: readonly QuestionDraft[]): readonly ReadQuestion[] {
  const drafts = withTopicWords(withoutContradictions(given))
  const usual = usualCount(drafts)
  const repeated = repeatedStems(drafts.map(({ stem }) => stem))
  let previous: number | null = null
  const read = drafts.map((draft, index) => {
    const { label: question, place, number } = draft
    const content = contentOf(draft)
    const findings = [
      ...draft.findings,
      ...leftoversOf(content, question, place),
      ...explanationFindings(content, question, place),
      ...remarkFindings(content, question, place),
      ...insideFindings(content, question, place),
      ...sourceFindings(content, question, place),
      ...findingsOf(content, question, place).filter(isNews(draft.findings)),
    ]
    if (drafts.length > 2 && draft.options.length !== usual && draft.options.length >= 2) {
      findings.push(found('options-uneven', place, { question, count: draft.options.length, usual }))
    }
    if (draft.options.length > 1 && draft.options.every((option, at) => isLettered(option, at))) {
      findings.push(found('options-lettered', place, { question }))
    }
    const letters = draft.options.flatMap((option) => /^([A-H])\s?[.):/]\s*\S/.exec(option)?.[1] ?? [])
    if (isReordered(letters, draft.options.length) && !findings.some(({ code }) => code === 'options-order')) {
      findings.push(found('options-order', place, { question, letters: letters.join(', ') }))
    }
    const other = drafts[repeated[index] ?? -1]
    if (other !== undefined) findings.push(found('stem-twice', place, { question, other: other.place }))
    // Parts of a file often start again at 1.
    if (number !== null && previous !== null && number !== previous + 1 && number !== 1) {
      findings.push(found('number-order', place, { question, previous }))
    }
    previous = number ?? previous
    return { content, place, findings }
  })
  const replaced = new Map(
    drafts.flatMap((draft) =>
      (replacing.exec(draft.stem.slice(0, 200))?.slice(1) ?? []).map((number) => [Number(number), draft.stem] as const),
    ),
  )
  return read.map((one, at) => {
    const text = replaced.get(drafts[at]?.number ?? -1) ?? remarkOnLast.exec(drafts[at + 1]?.stem.slice(0, 200) ?? '')?.[0]
    const { label = '', place = '' } = drafts[at] ?? {}
    return text === undefined
      ? one
      : { ...one, findings: [...one.findings, found('remark-inside', place, { question: label, text: excerpt(text) })] }
  })
}

/** "Đề nghị thay câu 5 bằng câu này: …" in another question. */
const replacing = /(?<!\p{L})(?:thay(?: thế)?|đổi|bỏ|sửa|hủy|huỷ|loại)(?:\s+cho)?\s+câu\s+(?:số\s+)?(\d{1,4})(?!\d)/iu

/** "(đáp án câu trên: C)" in the question behind it. */
const remarkOnLast = /(?<!\p{L})(?:đáp án|chọn|sửa)[^\n.?!]{0,15}câu (?:trên|trước)(?!\p{L})[^\n?!]{0,30}/iu

/** Each option has a letter in its words, and not that of its place: which of the two an answer means, nobody can tell. */
const isReordered = (letters: readonly string[], count: number): boolean =>
  count > 1 && letters.length === count && new Set(letters).size === count && letters.some((letter, at) => letter !== letterOf(at))

const isLettered = (option: string, at: number): boolean => option.startsWith(letterOf(at)) && /^[A-H]\s?[.):/]\s*\S/.test(option)

/** Whoever could not read the answer has said so; and what is in doubt anyway is not called doubtful besides. */
const isNews =
  (said: readonly Finding[]) =>
  ({ code }: Finding): boolean =>
    code === 'answer-missing'
      ? !said.some(
          (one) =>
            one.severity === 'error' &&
            /^(answer|number-twice|key-twice|options-joined|options-order|rows-joined|ticks-unclear)/.test(one.code),
        )
      : code !== 'answer-several' || !hasError(said)

/**
 * What the judge has against a clean content, in the words of the catalogue.
 * @param question what it is called: `Câu 5`
 * @param pictures digests of those that are here; left out: nobody asks
 */
export const findingsOf = (content: QuestionContent, question: string, place: string, pictures?: ReadonlySet<string>): readonly Finding[] =>
  faultsOf(content, pictures).map(({ code, values }) => found(code, place, { question, ...values }))

const contentOf = ({ place: _place, label: _label, number: _number, findings: _findings, ...content }: QuestionDraft): QuestionContent =>
  content

function usualCount(drafts: readonly QuestionDraft[]): number {
  const counts = new Map<number, number>()
  for (const { options } of drafts) counts.set(options.length, (counts.get(options.length) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0]
}

/**
 * Options without the full stop that only one of them has: it comes from a paragraph's end, and shown to contestants it
 * would tell that option from the others.
 */
export function withoutLoneFullStop(
  options: readonly string[],
  question: string,
  place: string,
): { readonly options: readonly string[]; readonly findings: readonly Finding[] } {
  const stopped = options.map((option) => /[^.…]\.$/.test(option))
  const at = stopped.indexOf(true)
  if (at < 0 || stopped.lastIndexOf(true) !== at || options.length < 3) return { options, findings: [] }
  return {
    options: options.map((option, position) => (position === at ? option.slice(0, -1).trimEnd() : option)),
    findings: [found('option-full-stop', place, { question, letter: letterOf(at) })],
  }
}

type Cleaned = ReturnType<typeof withoutLoneFullStop>

const parting = /(?<=[\p{L}\p{N})"”%])\s*[;,]$/u

/** Options of a list in one text, which are parted by signs that the last one lacks: "a) …; b) …; c) …." */
export function withoutListSigns(options: readonly string[], question: string, place: string): Cleaned {
  const signs = new Set(options.slice(0, -1).map((option) => (parting.test(option) ? option.slice(-1) : '')))
  const [sign = ''] = signs
  if (signs.size !== 1 || sign === '' || parting.test(options.at(-1) ?? '')) return withoutLoneFullStop(options, question, place)
  return {
    options: options.map((option, at) => (at < options.length - 1 ? option.replace(parting, '') : option.replace(/(?<=[^.…])\.$/, ''))),
    findings: [found('option-parting', place, { question, sign })],
  }
}

const levels: readonly (readonly [RegExp, Difficulty])[] = [
  [/^(1|de|easy|nhan biet|nb|muc( do)? 1)$/, 1],
  [/^(2|trung binh|tb|medium|average|thong hieu|th|muc( do)? 2)$/, 2],
  [/^(3|kho|hard|difficult|van dung( (cao|thap))?|vdc?|vdt|muc( do)? 3)$/, 3],
]

/** Null for what is no level. */
export function readDifficulty(text: string): Difficulty | null {
  const words = foldText(text)
  return levels.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
