/** Papers anybody may practise with: nothing of them is kept, and nobody is counted. */
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
