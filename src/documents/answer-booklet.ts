/** The answer booklet of a locked set, printed for the jury: every question with its right answer and where it stands. */
import type { LockedSet } from '#contest/questions/question.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { headOf, type PaperDocument, type PaperPicture } from './document.ts'
import { printQuestion } from './question-print.ts'

export function answerBooklet(
  rules: Pick<ContestRules, 'organiser' | 'title'>,
  round: { readonly name: string; /** When the set was locked, as people write it. */ readonly lockedAt: string },
  set: LockedSet,
  pictures: readonly PaperPicture[],
): PaperDocument {
  const title = `Đáp án bộ đề ${round.name}`
  return {
    template: 'answer-booklet',
    title: `${title} - ${rules.title}`,
    data: {
      head: headOf(rules),
      footer: `${title}, mã kiểm ${set.digest.slice(0, 12)}`,
      title,
      contest: rules.title,
      round: round.name,
      lockedAt: round.lockedAt,
      digest: set.digest,
      questions: set.questions.map((question) => printQuestion(question)),
    },
    pictures,
  }
}
