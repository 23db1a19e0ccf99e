/** Which option of a row is right, from what columns and keys say and from what is marked; where they differ a person has to decide. */
import { lettersOf } from '#contest/questions/letters.ts'
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { readBracketed, sameAnswer } from '../../answers.ts'
import type { LearnedMarks, Marking } from '../../marks/learning.ts'
import { findAnswer, type Numbering } from './reading.ts'

export interface Said {
  readonly text: string
  readonly place: string
  /** What the column or the sheet is called. */
  readonly title: string
  readonly numbered: Numbering
  /** The option whose row it stands in; null where it stands for the whole question. */
  readonly besides: number | null
}

export interface Asked {
  readonly question: string
  readonly place: string
  readonly options: readonly string[]
  readonly said: readonly Said[]
  /** Somewhere in the table answers are stated: a question without one is in doubt whatever is coloured in it. */
  readonly isStated: boolean
  readonly marking: Marking
  /** What the mark of the file is called; null where it has none. */
  readonly mark: string | null
  readonly rare: LearnedMarks['rare']
  /** One option looks otherwise in every row: the column does, not the answer. */
  readonly isColumnMarked: boolean
  readonly isTickUnclear: boolean
}

export interface Right {
  readonly correct: readonly number[]
  readonly findings: readonly Finding[]
}

const none = (...findings: readonly Finding[]): Right => ({ correct: [], findings })

export function chooseRight(asked: Asked): Right {
  if (asked.isTickUnclear) return none(found('ticks-unclear', asked.place, { question: asked.question }))
  return asked.isStated ? stated(asked) : marked(asked)
}

function stated(asked: Asked): Right {
  const { question, place, options, said } = asked
  const answers = said.map((one) => ({ ...one, positions: findAnswer(one.text, options, one.numbered) }))
  const filled = answers.filter(({ text }) => text !== '')
  const [first] = filled
  if (first === undefined) return none(...missing(asked))
  const unclear = filled.find(({ positions, besides }) => positions === null || (besides !== null && !sameAnswer(positions, [besides])))
  if (unclear !== undefined) return none(found('answer-unclear', unclear.place, { question, text: excerpt(unclear.text) }))
  const correct = first.positions ?? []
  const differs = answers.some(({ text, title, positions }) => (text === '' ? !isCorrection(title) : !sameAnswer(positions ?? [], correct)))
  if (differs) return none(found('answers-differ', place, { question, answers: answers.map(naming).join('; ') }))
  return { correct, findings: [...filled.flatMap((one) => remark(one, asked)), ...conflict(asked, correct)] }
}

/** What brackets behind a letter say besides where it stands in the law: "B (bản năm 2023)". */
function remark({ text, place }: Said, { question, options }: Asked): readonly Finding[] {
  const rest = readBracketed(text, options)?.rest ?? ''
  return rest === '' || lawPlace.test(rest) ? [] : [found('answer-remark', place, { question, text: excerpt(rest) })]
}

const lawPlace =
  /^(?:(?:theo|căn cứ|trích|xem|tại)\s+)?(?:điểm|khoản|điều|mục|chương|phần|luật|bộ luật|nghị|thông tư|quyết định|chỉ thị|kế hoạch|trang|slide|bài)(?!\p{L})/iu

/** A column of corrections is empty where nothing was to correct. */
const isCorrection = (title: string): boolean => /\b(sua|dieu chinh|dinh chinh|chinh sua|thay doi|correction)/.test(foldText(title))

const naming = ({ title, text }: Said): string => `${title}: ${text === '' ? '(trống / empty)' : excerpt(text, 20)}`

function conflict({ question, place, marking, isColumnMarked }: Asked, correct: readonly number[]): readonly Finding[] {
  if (isColumnMarked) return []
  const { marked: shown, others } = marking
  const singled = correct.length > 1 ? [] : others.map((position) => [position])
  const other = [...(shown.length > 0 ? [shown] : []), ...singled].find((answer) => !sameAnswer(answer, correct))
  return other === undefined ? [] : [found('answer-conflict', place, { question, stated: lettersOf(correct), marked: lettersOf(other) })]
}

/** Without anything odd about it the judge of questions says that the answer is missing. */
function missing({ question, place, marking: { marked: shown, odd } }: Asked): readonly Finding[] {
  const what = odd ?? (shown.length > 0 ? { positions: shown, name: 'dấu / a mark' } : null)
  if (what === null) return []
  return [
    found('answer-missing-mark', place, { question, letters: lettersOf(what.positions), odd: what.name, mark: 'cột đáp án / a column' }),
  ]
}

function marked({ question, place, marking, mark, rare }: Asked): Right {
  const { marked: shown, others, odd } = marking
  const several = shown.length > 1 ? shown : odd !== null && odd.positions.length > 1 ? odd.positions : null
  if (several !== null) return none(found('answer-several-cells', place, { question, letters: lettersOf(several) }))
  if (odd !== null && rare?.name === odd.name) {
    const values = { question, letters: lettersOf(odd.positions), odd: odd.name, count: rare.count, asked: rare.asked }
    return none(found('answer-mark-rare', place, values))
  }
  if (odd !== null) {
    const values = { question, letters: lettersOf(odd.positions), odd: odd.name, mark: mark ?? 'không có / none' }
    return { correct: shown, findings: [found('answer-missing-mark', place, values)] }
  }
  const other = others.filter((position) => !shown.includes(position))
  const isConflict = shown.length === 1 && other.length > 0
  return {
    correct: shown,
    findings: isConflict ? [found('answer-conflict', place, { question, stated: lettersOf(shown), marked: lettersOf(other) })] : [],
  }
}
