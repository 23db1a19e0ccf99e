/** The standings and the prizes of a round, for the office. */
import { criteria, type Criterion } from '#contest/criteria.ts'
import { personFields, type PersonKey } from '#contest/person.ts'
import type { ContestRules, PredictionRules } from '#contest/rules/rules.ts'
import type { Instant } from '#contest/values.ts'
import { formatDate, formatPreciseTime } from '#contest/wording.ts'
import type { Table } from './workbook.ts'

interface RankedPerson {
  readonly rank: number
  readonly person: { readonly staffCode: string; readonly fullName: string }
  readonly unitName: string
}

export interface RankingLine extends RankedPerson {
  readonly correct: number
  readonly prediction: number | null
  readonly predictionDistance: number | null
  readonly submittedAt: Instant
  readonly durationMs: number
  readonly partedBy: Criterion | null
  /** Name of the prize level. */
  readonly award: string | null
}

export interface PrizeLine extends RankedPerson {
  readonly place: number
  readonly levelName: string
  readonly explanation: { readonly vi: string }
}

const words = (key: PersonKey): string => personFields[key].words.vi

/** @param rules `zone` in which the instants are told, and what was predicted */
export const rankingTable = (lines: readonly RankingLine[], { zone, prediction }: Pick<ContestRules, 'zone' | 'prediction'>): Table => ({
  name: 'Xếp hạng',
  header: [
    'Hạng',
    ...[words('staffCode'), words('fullName'), words('unit')],
    'Số câu đúng',
    ...(prediction.of === 'all-correct-percentage' ? ['Dự đoán (%)', 'Chênh lệch (%)'] : ['Dự đoán', 'Chênh lệch']),
    'Ngày nộp',
    'Giờ nộp',
    'Thời gian làm bài (giây)',
    'Tiêu chí phân định với người trên',
    'Giải',
  ],
  rows: lines.map((line) => [
    line.rank,
    line.person.staffCode,
    line.person.fullName,
    line.unitName,
    line.correct,
    unscaled(line.prediction, prediction),
    unscaled(line.predictionDistance, prediction),
    formatDate(line.submittedAt, zone),
    formatPreciseTime(line.submittedAt, zone, 'vi'),
    Math.round(line.durationMs / 1000),
    line.partedBy === null ? '' : criteria[line.partedBy].ahead.vi,
    line.award ?? '',
  ]),
})

const unscaled = (number: number | null, { decimals }: PredictionRules): number | null => (number === null ? null : number / 10 ** decimals)

export const prizeTable = (prizes: readonly PrizeLine[]): Table => ({
  name: 'Giải thưởng',
  header: ['Thứ tự', 'Giải', words('fullName'), words('unit'), 'Hạng', 'Lý do'],
  rows: prizes.map(({ place, levelName, person, unitName, rank, explanation }) => [
    ...[place, levelName, person.fullName, unitName, rank, explanation.vi],
  ]),
})

export interface ReferralLine {
  readonly place: number
  readonly fullName: string
  readonly unit: string
  readonly people: number
  readonly explanation: { readonly vi: string }
}

export const referralTable = (winners: readonly ReferralLine[]): Table => ({
  name: 'Giải người lan tỏa',
  header: ['Thứ tự', words('fullName'), words('unit'), 'Số người được tính', 'Lý do'],
  rows: winners.map(({ place, fullName, unit, people, explanation }) => [place, fullName, unit, people, explanation.vi]),
})
