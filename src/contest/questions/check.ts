/**
 * What is wrong with a question: the one judge, for readers of files, for the bank and for the marks beside the fields of
 * a page. It judges a clean content (clean.ts) and speaks no language: each place has its own words for a code.
 */
import { questionLimits } from '../limits.ts'
import { caseless, optionKey, textKey } from '../text.ts'
import type { Finding } from '../values.ts'
import { letterOf, lettersOf } from './letters.ts'
import type { QuestionContent } from './question.ts'

/** An `error` keeps a question from being submitted and approved, a `warning` asks a person to look. */
export const faultSeverity = {
  'stem-empty': 'error',
  'text-too-long': 'error',
  'options-too-few': 'error',
  'options-too-many': 'error',
  'option-empty': 'error',
  'options-same': 'error',
  'options-alike': 'warning',
  'option-names-others': 'warning',
  'answer-missing': 'error',
  'answer-several': 'warning',
  'picture-unknown': 'error',
} as const satisfies Readonly<Record<string, Finding['severity']>>

type FaultCode = keyof typeof faultSeverity

/** Where in the question: options and pictures by their position from 0. */
type QuestionField = 'stem' | 'options' | 'correct' | `option-${number}` | `picture-${number}`

export interface Fault {
  readonly code: FaultCode
  readonly field: QuestionField
  /** What the words of the code name. */
  readonly values: Readonly<Record<string, string | number>>
}

/** @param pictures digests of the pictures that are here; left out: nobody asks */
export const faultsOf = (content: QuestionContent, pictures?: ReadonlySet<string>): readonly Fault[] => [
  ...astrayPictures(content),
  ...faultsOfStem(content),
  ...faultsOfOptions(content),
  ...faultsOfAnswer(content),
  ...(pictures === undefined ? [] : unknownPicture(content, pictures)),
]

/** Pictures of options there are not. */
const astrayPictures = ({ options, pictures }: QuestionContent): readonly Fault[] =>
  pictures.flatMap(({ option }, index) =>
    option === null || option < options.length ? [] : [fault('option-empty', `picture-${index}`, { letter: letterOf(option) })],
  )

const faultsOfStem = ({ stem }: QuestionContent): readonly Fault[] => [
  ...(stem === '' ? [fault('stem-empty', 'stem')] : []),
  ...(stem.length > questionLimits.stem ? [fault('text-too-long', 'stem', { limit: questionLimits.stem })] : []),
]

function faultsOfOptions({ options, pictures }: QuestionContent): readonly Fault[] {
  const faults: Fault[] = []
  const tooLong = options.findIndex((option) => option.length > questionLimits.option)
  if (tooLong >= 0) faults.push(fault('text-too-long', `option-${tooLong}`, { limit: questionLimits.option }))
  // A picture may stand for the words of an option.
  const pictured = new Set(pictures.map(({ option }) => option))
  const filled = options.filter((option, position) => option !== '' || pictured.has(position)).length
  if (filled < questionLimits.fewestOptions) faults.push(fault('options-too-few', 'options', { count: filled }))
  if (options.length > questionLimits.options) {
    faults.push(fault('options-too-many', 'options', { count: options.length, limit: questionLimits.options }))
  }
  options.forEach((option, position) => {
    if (namesOthers(option)) faults.push(fault('option-names-others', `option-${position}`, { letter: letterOf(position) }))
    if (option !== '') faults.push(...likeOneBefore(option, options, position))
    else if (!pictured.has(position)) faults.push(fault('option-empty', `option-${position}`, { letter: letterOf(position) }))
  })
  return faults
}

const letters =
  /^(?:cả |chỉ |both )?(?:(?:hai |ba )?(?:phương án |đáp án |câu |ý |options? |answers? ))?[a-h](?: ?(?:,|;|&|\+| và | hoặc | and | or ) ?[a-h])+(?![\p{L}\p{N}])/u
const named = /^(?:phương án|đáp án|option|answer) [a-h](?![\p{L}\p{N}])/u

/** “Cả A và B”, “Đáp án B sai”: on a paper options are shuffled and have no letters. */
const namesOthers = (option: string): boolean => letters.test(caseless(option)) || named.test(caseless(option))

/** Of commands and signs the case may be all there is to tell them apart; of words it is rather an oversight. */
function likeOneBefore(option: string, options: readonly string[], position: number): readonly Fault[] {
  const key = optionKey(option)
  const before = options.slice(0, position).map(optionKey)
  const same = before.indexOf(key)
  const alike = same < 0 ? before.findIndex((one) => caseless(one) === caseless(key)) : same
  if (alike < 0) return []
  const values = { first: letterOf(alike), second: letterOf(position) }
  return [fault(same < 0 ? 'options-alike' : 'options-same', `option-${position}`, values)]
}

function faultsOfAnswer({ correct }: QuestionContent): readonly Fault[] {
  if (correct.length === 0) return [fault('answer-missing', 'correct')]
  return correct.length === 1 ? [] : [fault('answer-several', 'correct', { letters: lettersOf(correct) })]
}

/** The first of them; they are sent again together. */
function unknownPicture({ pictures }: QuestionContent, known: ReadonlySet<string>): readonly Fault[] {
  const index = pictures.findIndex(({ digest }) => !known.has(digest))
  return index < 0 ? [] : [fault('picture-unknown', `picture-${index}`)]
}

const fault = (code: FaultCode, field: QuestionField, values: Fault['values'] = {}): Fault => ({ code, field, values })

/** For each stem the position of the first that asks the same; null: it is the first, or empty. */
export function repeatedStems(stems: readonly string[]): readonly (number | null)[] {
  const firstOf = new Map<string, number>()
  return stems.map((stem, position) => {
    const key = textKey(stem)
    const first = firstOf.get(key)
    if (first !== undefined) return first
    if (key !== '') firstOf.set(key, position)
    return null
  })
}
