/** Papers anybody may practise with: nothing of them is kept, and nobody is counted. */
import { foldText } from '../text.ts'
import type { QuestionContent } from './question.ts'

/**
 * How many papers there are, and the questions of one: those that are neighbours in the bank come into different papers.
 * @param size of a paper @param number from 1
 */
export function practicePaper<Question>(questions: readonly Question[], size: number, number: number) {
  const papers = Math.ceil(questions.length / size)
  return { papers, questions: questions.filter((_, at) => at % papers === number - 1) }
}

/** Right when exactly the right options are chosen. */
export const isAnsweredRight = ({ correct }: Pick<QuestionContent, 'correct'>, chosen: readonly number[]): boolean =>
  chosen.length === correct.length && correct.every((option) => chosen.includes(option))

/** The same for two questions that say the same, in whatever order their options stand: whoever knows the answer of one knows the other's. */
export const wordsOf = ({ stem, options }: { readonly stem: string; readonly options: readonly string[] }): string =>
  [foldText(stem), ...options.map(foldText).sort()].join('\n')
