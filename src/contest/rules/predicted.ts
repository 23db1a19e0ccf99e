/**
 * What contestants may be asked to predict. Each is one value: its words; how the actual number is counted stands in
 * tally/prediction.ts. A prediction and its actual number are whole numbers: a percentage is kept in units of its last decimal.
 */
import { formatDecimals, formatNumber } from '../wording.ts'
import type { Bilingual, Finding, Language } from '../values.ts'

export interface PredictedValue {
  /** After “predict” in the rulebook. @param questions of a paper */
  readonly words: (questions: number) => Bilingual
  /** How the actual number is found, a sentence without its end. */
  readonly counted: Bilingual
  /** As a contestant is asked. */
  readonly ask: (questions: number, decimals: number) => Bilingual
  /** Of the actual number, where results are shown. */
  readonly label: (questions: number) => Bilingual
  /** While a round is open anybody may see how the number grows: the page of the contest, and the places of receipts in the log, tell it. */
  readonly seenGrowing: boolean
}

const values = {
  'all-correct': {
    words: (questions) => ({
      vi: `số người trả lời đúng tất cả ${questions} câu hỏi của tuần thi`,
      en: `how many people answer all ${questions} questions right in the round`,
    }),
    counted: {
      vi: 'Số thực tế được đếm sau khi tuần thi kết thúc',
      en: 'The actual number is counted after the round has closed',
    },
    ask: (questions) => ({
      vi: `Bạn đoán tuần này có bao nhiêu người trả lời đúng cả ${questions} câu?`,
      en: `How many people will answer all ${questions} questions of this round correctly?`,
    }),
    label: (questions) => ({ vi: `Số người đúng cả ${questions} câu`, en: `All ${questions} right` }),
    seenGrowing: false,
  },
  participants: {
    words: () => ({ vi: 'số người dự thi của tuần thi', en: 'how many people take part in the round' }),
    counted: {
      vi: 'Số thực tế là số người có bài nộp được nhận, mỗi người tính một lần, đếm sau khi tuần thi kết thúc',
      en: 'The actual number is that of the people with an accepted entry, each counted once after the round has closed',
    },
    ask: () => ({ vi: 'Bạn đoán tuần này có bao nhiêu người dự thi?', en: 'How many people will take part in this round?' }),
    label: () => ({ vi: 'Số người dự thi thực tế', en: 'Actual participants' }),
    seenGrowing: true,
  },
  attempts: {
    words: () => ({ vi: 'số lượt thi của tuần thi', en: 'how many attempts are made in the round' }),
    counted: {
      vi: 'Số thực tế là số lượt thi có bài nộp được nhận, kể cả những lượt không được tính để xếp hạng, đếm sau khi tuần thi kết thúc',
      en: 'The actual number is that of the attempts with an accepted entry, also those that do not count for the ranking, after the round has closed',
    },
    ask: () => ({ vi: 'Bạn đoán tuần này có bao nhiêu lượt thi?', en: 'How many attempts will be made in this round?' }),
    label: () => ({ vi: 'Số lượt thi thực tế', en: 'Actual attempts' }),
    seenGrowing: true,
  },
  'all-correct-percentage': {
    words: (questions) => ({
      vi: `tỷ lệ phần trăm người trả lời đúng tất cả ${questions} câu hỏi trong số người dự thi của tuần thi`,
      en: `what percentage of the people who take part in the round answer all ${questions} questions right`,
    }),
    counted: {
      vi: 'Tỷ lệ thực tế là số người trả lời đúng tất cả câu hỏi chia cho số người có bài nộp được nhận, tính sau khi tuần thi kết thúc',
      en: 'The actual percentage is that of the all-correct among the people with an accepted entry, taken after the round has closed',
    },
    ask: (questions, decimals) => ({
      vi: `Bạn đoán có bao nhiêu phần trăm người dự thi tuần này trả lời đúng cả ${questions} câu? Có thể ghi đến ${decimals} chữ số sau dấu phẩy.`,
      en: `What percentage of the people who take part will answer all ${questions} questions right? Up to ${decimals} digits after the point.`,
    }),
    label: (questions) => ({ vi: `Tỷ lệ người đúng cả ${questions} câu`, en: `Share with all ${questions} right` }),
    seenGrowing: false,
  },
} satisfies Readonly<Record<string, PredictedValue>>

export type Predicted = keyof typeof values
export const predictedValues: Readonly<Record<Predicted, PredictedValue>> = values

/** What a number is of, and how many of its digits are decimals: none but of a percentage. */
export interface PredictedNumber {
  readonly of: Predicted
  readonly decimals: number
}

/** What whoever writes the rules should know of what they have predicted. */
export const predictedSeen = ({ asked, of }: { readonly asked: boolean; readonly of: Predicted }): readonly Finding[] =>
  asked && predictedValues[of].seenGrowing
    ? [
        {
          severity: 'warning',
          place: '/prediction/of',
          code: 'prediction-seen',
          message: {
            vi: 'Khi tuần thi đang mở, ai cũng xem được số này đang là bao nhiêu (trang hội thi, biên nhận): người nộp bài cuối giờ đoán đúng hơn người nộp sớm. Số người hoặc tỷ lệ trả lời đúng tất cả thì không ai biết trước khi công bố.',
            en: 'While a round is open anybody sees what this number has come to (page of the contest, receipts): who submits late predicts better than who submits early. How many are all-correct nobody knows before the results are published.',
          },
        },
      ]
    : []

/** What a contest has predicted whose rules do not speak of it. */
export const usualPredicted = { of: 'all-correct', decimals: 0 } as const satisfies PredictedNumber

export const mostDecimals = 6
/** Of a percentage whose rules do not say how many. */
export const usualDecimals = 2

/** 100 % in units of the last decimal. */
export const wholeOf = ({ decimals }: Pick<PredictedNumber, 'decimals'>): number => 100 * 10 ** decimals

/** A prediction, an actual number or the distance of the two, as people write it: `1.515`, `87,65432 %`. */
export function predictedText({ of, decimals }: PredictedNumber, value: number, language: Language): string {
  if (of !== 'all-correct-percentage') return formatNumber(value, language)
  return `${formatDecimals(value, decimals, language)}${language === 'vi' ? '\u00a0%' : '%'}`
}
