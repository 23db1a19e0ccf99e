/** The answer booklet of a locked set, printed for the jury: every question with its right answer and where it stands. */
import type { LockedSet } from '#contest/questions/question.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { headOf, type OfficialDocument, type DocumentPicture } from './document.ts'
import { printQuestion } from './question-print.ts'

export interface BookletData {
  readonly rules: Pick<ContestRules, 'organiser' | 'title'>
  /** Its name. */
  readonly round: string
  /** When the set was locked, as people write it. */
  readonly lockedAt: string
  readonly set: LockedSet
  readonly pictures: readonly DocumentPicture[]
}

export const booklet: OfficialDocument<BookletData, 'round'> = {
  id: 'booklet',
  subject: 'round',
  address: 'booklet',
  fileName: 'dap-an',
  title: { vi: 'Tập đáp án cho Ban Giám khảo', en: 'Answer booklet for the jury' },
  access: { permission: 'questions.print', event: 'questions.printed' },
  needs: 'locked-set',
  formats: ['pdf'],
  numbered: null,
  set: ({ rules, round, lockedAt, set, pictures }) => {
    const title = `Đáp án bộ đề ${round}`
    return {
      title: `${title} - ${rules.title}`,
      data: {
        head: headOf(rules),
        footer: `${title}, mã kiểm ${set.digest.slice(0, 12)}`,
        title,
        contest: rules.title,
        round,
        lockedAt,
        digest: set.digest,
        questions: set.questions.map((question) => printQuestion(question)),
      },
      pictures,
      digest: set.digest,
    }
  },
}
