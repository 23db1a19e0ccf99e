/** One paper as a contestant would get it, printed without its key, to look at before the round. */
import type { Paper } from '#contest/paper/answers.ts'
import type { LockedSet, Question } from '#contest/questions/question.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { headOf, type PaperDocument, type PaperPicture } from './document.ts'
import { printQuestion } from './question-print.ts'

export function samplePaper(
  rules: Pick<ContestRules, 'organiser' | 'title' | 'prediction' | 'attempts'>,
  round: { readonly name: string; /** Which of the samples. */ readonly sample: number },
  set: LockedSet,
  paper: Paper,
  pictures: readonly PaperPicture[],
): PaperDocument {
  const title = `Đề thi mẫu ${round.name}`
  return {
    template: 'sample-paper',
    title: `${title} - ${rules.title}`,
    data: {
      head: headOf(rules),
      footer: `${title}, đề số ${round.sample}, mã kiểm bộ đề ${set.digest.slice(0, 12)}`,
      title,
      contest: rules.title,
      sample: String(round.sample),
      digest: set.digest,
      minutes: rules.attempts.timeLimitMs === null ? '' : String(rules.attempts.timeLimitMs / 60_000),
      predicts: rules.prediction.asked,
      questions: paper.map(({ question, optionOrder }) => {
        const { answer: _, ...printed } = printQuestion(set.questions[question] as Question, optionOrder)
        const several = (set.questions[question] as Question).correct.length > 1
        return {
          ...printed,
          several,
          options: printed.options.map(({ letter, text, pictures: shown }) => ({ letter, text, pictures: shown })),
        }
      }),
    },
    pictures,
  }
}
