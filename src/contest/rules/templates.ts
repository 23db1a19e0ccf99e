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
      vi: 'Phú Lộc 2024: hai tuần, 15 câu, giải tập thể',
      en: 'Phú Lộc 2024: two weeks, 15 questions, prizes of units',
    },
  },
  'vcnet-2019': {
    file: 'templates/vcnet-2019.yaml',
    words: {
      vi: 'VCNET 2019: hai mươi tuần, 5 câu, tính lượt tốt nhất',
      en: 'VCNET 2019: twenty weeks, 5 questions, the best try counts',
    },
  },
  'thanh-khe-2026': {
    file: 'templates/thanh-khe-2026.yaml',
    words: {
      vi: 'Phường Thanh Khê 2026: 40 câu, ba đề cố định, giải tập thể theo tỷ lệ',
      en: 'Thanh Khê ward 2026: 40 questions, three fixed sets, prizes of units by rate',
    },
  },
  'tu-phap-2021': {
    file: 'templates/tu-phap-2021.yaml',
    words: {
      vi: 'Bộ Tư pháp 2021: 30 ngày, 19 câu trong 20 phút',
      en: 'Ministry of Justice 2021: 30 days, 19 questions in 20 minutes',
    },
  },
  'bau-cu-2026': {
    file: 'templates/bau-cu-2026.yaml',
    words: {
      vi: 'Bầu cử 2026: hai tuần, 10 câu, tối đa 7 lượt, giải người lan tỏa',
      en: 'Elections 2026: two weeks, 10 questions, up to 7 attempts, prizes for spreading it',
    },
  },
} satisfies Readonly<Record<string, ContestTemplate>>

export type TemplateId = keyof typeof templates
export const contestTemplates: Readonly<Record<TemplateId, ContestTemplate>> = templates
