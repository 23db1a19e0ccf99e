/** Scoring: how many answers of an entry are right. A question is right when exactly its right options are ticked. */
import type { Answers, Paper } from '../paper/answers.ts'
import type { LockedSet, Question } from '../questions/question.ts'

/** Do the answers have the shape of this paper: one list a question, shown positions ascending and in range? */
export function answersFit(set: LockedSet, paper: Paper, answers: Answers): boolean {
  return (
    answers.length === paper.length &&
    paper.every(({ question, optionOrder }, i) => {
      const ticked = answers[i] as readonly number[]
      const several = (set.questions[question] as Question).correct.length > 1
      return (
        (several || ticked.length <= 1) &&
        ticked.every((shown, j) => Number.isInteger(shown) && shown > (ticked[j - 1] ?? -1) && shown < optionOrder.length)
      )
    })
  )
}

/** For each question of the paper, whether it was answered right. The answers fit the paper (`answersFit`). */
export function markAnswers(set: LockedSet, paper: Paper, answers: Answers): readonly boolean[] {
  return paper.map(({ question, optionOrder }, i) => {
    const right = (set.questions[question] as Question).correct
    const ticked = answers[i] as readonly number[]
    return ticked.length === right.length && ticked.every((shown) => right.includes(optionOrder[shown] as number))
  })
}

/** Number of right answers, 0 … paper.length. */
export function score(set: LockedSet, paper: Paper, answers: Answers): number {
  return markAnswers(set, paper, answers).reduce((sum, right) => sum + (right ? 1 : 0), 0)
}
