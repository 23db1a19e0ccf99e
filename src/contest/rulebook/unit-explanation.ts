/** Why a unit has its place, in one paragraph made from the rules and the standings alone. */
import { unitCriteria, type UnitCriterion, type UnitCriterionValue } from '../criteria.ts'
import type { UnitStanding } from '../tally/result.ts'
import type { Bilingual } from '../values.ts'
import { formatNumber, formatShare } from '../wording.ts'

/**
 * “45 trong số 60 người của đơn vị dự thi (75,0%), 12 người đúng tất cả câu hỏi; xếp thứ 2 trong 33 đơn vị. Đơn vị xếp liền trên …”
 * @param standings of all units, as they rank
 * @param unit one of them
 */
export function explainUnit(standings: readonly UnitStanding[], unit: UnitStanding): Bilingual {
  const sharing = standings.filter(({ rank }) => rank === unit.rank)
  const above = sharing[0]?.partedBy ?? null
  const below = standings[unit.rank - 1 + sharing.length]?.partedBy ?? null
  const sentences = [
    factsOf(standings.length, unit),
    above === null ? null : aheadBy(above, { vi: 'Đơn vị xếp liền trên được xếp cao hơn nhờ', en: 'The unit just above is ahead by' }),
    sharing.length === 1 ? null : tieOf(sharing.length - 1, unit.awarded),
    below === null ? null : aheadBy(below, { vi: 'Xếp trên đơn vị kế tiếp nhờ', en: 'Ahead of the next unit by' }),
  ]
  const join = (language: keyof Bilingual): string =>
    sentences.flatMap((sentence) => (sentence === null ? [] : [sentence[language]])).join(' ')
  return { vi: join('vi'), en: join('en') }
}

function factsOf(units: number, { participants, headcount, allCorrect, rank }: UnitStanding): Bilingual {
  const vi = (value: number) => formatNumber(value, 'vi')
  const en = (value: number) => formatNumber(value, 'en')
  const share = (language: 'vi' | 'en') => formatShare(participants, headcount, language)
  return {
    vi: `${headcount === 0 ? `${vi(participants)} người dự thi` : `${vi(participants)} trong số ${vi(headcount)} người của đơn vị dự thi (${share('vi')})`}, ${vi(allCorrect)} người đúng tất cả câu hỏi; xếp thứ ${vi(rank)} trong ${vi(units)} đơn vị.`,
    en: `${headcount === 0 ? `${en(participants)} took part` : `${en(participants)} of ${en(headcount)} people took part (${share('en')})`}, ${en(allCorrect)} of them all-correct; rank ${en(rank)} of ${en(units)} units.`,
  }
}

function aheadBy(criterion: UnitCriterion, lead: Bilingual): Bilingual {
  const value: UnitCriterionValue = unitCriteria[criterion]
  const { vi, en } = value.ahead ?? value.words
  return { vi: `${lead.vi} ${vi}.`, en: `${lead.en} ${en}.` }
}

const tieOf = (others: number, awarded: boolean): Bilingual =>
  awarded
    ? { vi: `Đồng hạng với ${others} đơn vị khác, đều trong số được giải.`, en: `Tied with ${others} others, all within the prizes.` }
    : {
        vi: `Đồng hạng với ${others} đơn vị khác ở ranh giới số giải: thể lệ để Ban Giám khảo quyết định nên chưa trao.`,
        en: `Tied with ${others} others at the border of the prizes: the rules leave it to the jury, so none is given yet.`,
      }
