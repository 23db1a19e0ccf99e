/** Contests whose rules others can begin with: each is an ordinary contest.yaml of a real contest (contests/templates/README.md). */
import type { Bilingual } from '../values.ts'

export interface ContestTemplate {
  /** Below `contests/`. */
  readonly file: string
  readonly words: Bilingual
}

const templates = {
  'phu-loc-2024': {
    file: 'phu-loc-2024/contest.yaml',
    words: {
      vi: 'Phú Lộc 2024: hai tuần, 15 câu, dự đoán số người đúng tất cả, giải tập thể theo số người dự thi',
      en: 'Phú Lộc 2024: two weeks, 15 questions, the number of all-correct predicted, units by participants',
    },
  },
  'vcnet-2019': {
    file: 'templates/vcnet-2019.yaml',
    words: {
      vi: 'VCNET 2019: hai mươi tuần, 5 câu, nhiều lượt và tính lượt tốt nhất',
      en: 'VCNET 2019: twenty weeks, 5 questions, several attempts of which the best counts',
    },
  },
  'tu-phap-2021': {
    file: 'templates/tu-phap-2021.yaml',
    words: {
      vi: 'Bộ Tư pháp 2021: một đợt 30 ngày, 19 câu và câu dự đoán trong 20 phút',
      en: 'Ministry of Justice 2021: one round of 30 days, 19 questions and a prediction in 20 minutes',
    },
  },
} satisfies Readonly<Record<string, ContestTemplate>>

export type TemplateId = keyof typeof templates
export const contestTemplates: Readonly<Record<TemplateId, ContestTemplate>> = templates
