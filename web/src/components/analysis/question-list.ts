/** Which of the analysed questions are shown, and in what order: all of it stands in the address, so that it can be shared. */
import { flagKinds, type FlagKind } from '#contest/analysis/flags.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import { foldText, search } from '#contest/text.ts'
import type { AnalysedQuestion } from '#contract/analysis.ts'

/** Values of `xep`; a minus before one turns the order around. */
const sortKeys = ['can-xem', 'ma', 'so-de', 'ti-le', 'phan-biet', 'thoi-gian'] as const
export type SortKey = (typeof sortKeys)[number]

export interface QuestionChoice {
  readonly query: string
  /** A kind, or `any`: questions with some flag. */
  readonly flag: FlagKind | 'any' | null
  /** `''`: those that name no topic. */
  readonly topic: string | null
  readonly level: Difficulty | null
  readonly sort: SortKey
  readonly descending: boolean
  /** From 1. */
  readonly page: number
}

export function choiceOf(parameters: Pick<URLSearchParams, 'get'>): QuestionChoice {
  const flag = parameters.get('co')
  const level = Number(parameters.get('muc'))
  const sort = parameters.get('xep') ?? ''
  const page = Number(parameters.get('trang'))
  const topic = parameters.get('chu-de')
  return {
    query: parameters.get('q')?.trim() ?? '',
    flag: flagKinds.find((kind) => kind === flag) ?? (flag === 'any' ? 'any' : null),
    topic: topic === null || topic === 'tat-ca' ? null : topic,
    level: level === 1 || level === 2 || level === 3 ? level : null,
    sort: sortKeys.find((key) => key === sort || `-${key}` === sort) ?? 'can-xem',
    descending: sort.startsWith('-'),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

export function chosenQuestions(questions: readonly AnalysedQuestion[], choice: QuestionChoice): readonly AnalysedQuestion[] {
  const matches = search(choice.query)
  const direction = choice.descending ? -1 : 1
  return questions
    .filter((question) => {
      const { code, stem, options, topic, difficulty, flags } = question
      return (
        (choice.query === '' || matches(foldText([code, stem, topic ?? '', ...options.map((option) => option.text)].join(' ')))) &&
        (choice.flag === null || (choice.flag === 'any' ? flags.length > 0 : flags.some(({ kind }) => kind === choice.flag))) &&
        (choice.topic === null || (topic ?? '') === choice.topic) &&
        (choice.level === null || difficulty === choice.level)
      )
    })
    .map((question, at) => ({ question, key: keyOf(question, at, choice.sort) }))
    .sort((a, b) => {
      // What has no number stands last whichever way the order goes.
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return direction * (a.key - b.key)
    })
    .map(({ question }) => question)
}

/** Smaller first; null: nothing to sort by. Questions come in the order of their codes, and equal ones keep it. */
function keyOf({ papers, right, discrimination, time, flags }: AnalysedQuestion, at: number, sort: SortKey): number | null {
  switch (sort) {
    case 'ma':
      return at
    case 'so-de':
      return papers
    case 'ti-le':
      return papers === 0 ? null : right / papers
    case 'phan-biet':
      return discrimination
    case 'thoi-gian':
      return time?.median ?? null
    case 'can-xem': {
      const [worst] = flags
      return worst === undefined ? null : flagKinds.indexOf(worst.kind)
    }
  }
}

/** Questions whose gravest flag is of this kind, the most striking first. */
export function gravest(questions: readonly AnalysedQuestion[], kind: FlagKind): readonly AnalysedQuestion[] {
  return questions
    .filter(({ flags }) => flags[0]?.kind === kind)
    .map((question) => ({ question, weight: weightOf(question, kind) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ question }) => question)
}

/** How much a question stands out by a flag; larger is more. */
function weightOf({ options, flags, papers, right, discrimination }: AnalysedQuestion, kind: FlagKind): number {
  const about = flags.find((flag) => flag.kind === kind)?.options ?? []
  const most = Math.max(0, ...about.map((position) => options[position]?.count ?? 0))
  switch (kind) {
    case 'key-suspect':
      return (most - Math.min(...options.flatMap(({ correct, count }) => (correct ? [count] : [])))) / papers
    case 'too-hard':
      return -right / papers
    case 'too-easy':
      return right / papers
    case 'unused-option':
      return about.length
    case 'negative-discrimination':
    case 'low-discrimination':
      return -(discrimination ?? 0)
  }
}

/** The query with some parameters changed, and where to go on the page; null takes a parameter out. */
export function addressWith(
  parameters: Iterable<readonly [string, string]>,
  changes: Readonly<Record<string, string | null>>,
  place: '' | '#cau' | '#bang',
): string {
  const all = new URLSearchParams([...parameters].map(([name, value]) => [name, value]))
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) all.delete(name)
    else all.set(name, value)
  }
  return `?${all.toString()}${place}`
}
