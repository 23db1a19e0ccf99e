/** One paper as a contestant would get it, printed without its key, to look at before the round. */
import { roundWordOf, withRoundWord } from '#contest/rulebook/round-word.ts'
import type { Paper as DrawnPaper } from '#contest/paper/answers.ts'
import type { LockedSet, Question } from '#contest/questions/question.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Predicted } from '#contest/rules/predicted.ts'
import { headOf, type OfficialDocument, type DocumentPicture } from './document.ts'
import { printQuestion } from './question-print.ts'

export interface SamplePaperData {
  readonly rules: Pick<ContestRules, 'organiser' | 'title' | 'rounds' | 'prediction' | 'attempts'>
  /** Its name. */
  readonly round: string
  /** Which of the samples. */
  readonly sample: number
  readonly set: LockedSet
  readonly paper: DrawnPaper
  readonly pictures: readonly DocumentPicture[]
}

/** The question, and what the number is of. */
const predictionAsked: Readonly<Record<Predicted, (questions: number) => { readonly ask: string; readonly unit: string }>> = {
  'all-correct': (questions) => ({
    ask: `Theo bạn, có bao nhiêu người trả lời đúng tất cả ${questions} câu hỏi của tuần này?`,
    unit: 'người',
  }),
  participants: () => ({ ask: 'Theo bạn, tuần này có bao nhiêu người dự thi?', unit: 'người' }),
  attempts: () => ({ ask: 'Theo bạn, tuần này có bao nhiêu lượt thi?', unit: 'lượt' }),
  'all-correct-percentage': (questions) => ({
    ask: `Theo bạn, có bao nhiêu phần trăm người dự thi tuần này trả lời đúng tất cả ${questions} câu hỏi?`,
    unit: '%',
  }),
}

/** With what the contest calls a round. */
function asked(rules: SamplePaperData['rules'], questions: number) {
  const { ask, unit } = predictionAsked[rules.prediction.of](questions)
  return { ask: withRoundWord(roundWordOf(rules), ask), unit }
}

export const samplePaper: OfficialDocument<SamplePaperData, 'round'> = {
  id: 'sample-paper',
  subject: 'round',
  address: 'sample',
  fileName: 'de-mau',
  title: { vi: 'Đề thi mẫu', en: 'Sample paper' },
  access: { permission: 'questions.print', event: 'questions.printed' },
  needs: 'locked-set',
  formats: ['pdf'],
  numbered: { by: 'sample', usual: 1 },
  set: ({ rules, round, sample, set, paper, pictures }) => {
    const title = `Đề thi mẫu ${round}`
    return {
      title: `${title} - ${rules.title}`,
      data: {
        head: headOf(rules),
        footer: `${title}, đề số ${sample}, mã kiểm bộ đề ${set.digest.slice(0, 12)}`,
        title,
        contest: rules.title,
        sample: String(sample),
        digest: set.digest,
        minutes: rules.attempts.timeLimitMs === null ? '' : String(rules.attempts.timeLimitMs / 60_000),
        prediction: rules.prediction.asked ? asked(rules, paper.length) : null,
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
      digest: set.digest,
    }
  },
}
