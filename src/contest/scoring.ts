/** Scoring: how many answers of an entry are right. A question is right when exactly its right options are ticked. */
import type { Answers, Paper } from './entry.ts'
import type { LockedSet } from './question.ts'

/** Do the answers have the shape of this paper: one list a question, shown positions ascending and in range? */
export function answersFit(set: LockedSet, paper: Paper, answers: Answers): boolean {
  return (
    answers.length === paper.length &&
    paper.every(({ question, optionOrder }, i) => {
      const ticked = answers[i] as readonly number[]
      const several = (set.questions[question]?.correct.length ?? 0) > 1
      return (
        (several || ticked.length <= 1) &&
        ticked.every((shown, j) => Number.isInteger(shown) && shown > (ticked[j - 1] ?? -1) && shown < optionOrder.length)
      )
    })
  )
}

/** For each question of the paper, whether it was answered right. */
export function markAnswers(set: LockedSet, paper: Paper, answers: Answers): readonly boolean[] {
  return paper.map(({ question, optionOrder }, i) => {
    const right = set.questions[question]?.correct ?? []
    const ticked = answers[i] ?? []
    return ticked.length === right.length && ticked.every((shown) => right.includes(optionOrder[shown] ?? -1))
  })
}

/** Number of right answers, 0 … paper.length. */
export function score(set: LockedSet, paper: Paper, answers: Answers): number {
  return markAnswers(set, paper, answers).reduce((sum, right) => sum + (right ? 1 : 0), 0)
}
