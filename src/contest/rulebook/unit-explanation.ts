/** Why a unit has its place, in one paragraph made from the rules and the standings alone. */
import { reachesRate, roundedRate, unitCriteria, type UnitCriterion, type UnitCriterionValue } from '../criteria.ts'
import type { CollectiveRules } from '../rules/rules.ts'
import type { UnitStanding } from '../tally/result.ts'
import type { Bilingual, Language } from '../values.ts'
import { formatDecimals, formatNumber, formatShare } from '../wording.ts'

/**
 * “45 trong số 60 người của đơn vị dự thi (75,0%), 12 người đúng tất cả câu hỏi; xếp thứ 2 trong 33 đơn vị. Đơn vị xếp liền trên …”
 * @param standings of all units, as they rank
 * @param unit one of them
 */
export function explainUnit(rules: CollectiveRules, standings: readonly UnitStanding[], unit: UnitStanding): Bilingual {
  const first = unit.rank - 1
  let next = first + 1
  while (standings[next]?.rank === unit.rank) next++
  const above = standings[first]?.partedBy ?? null
  const below = standings[next]?.partedBy ?? null
  const sentences = [
    factsOf(rules, standings.length, unit),
    reachesRate(unit, rules.minimumRate) ? null : belowFloor(rules),
    prizeOf(rules, unit),
    above === null ? null : aheadBy(above, { vi: 'Đơn vị xếp liền trên được xếp cao hơn nhờ', en: 'The unit just above is ahead by' }),
    next - first === 1 ? null : tieOf(next - first - 1, unit),
    below === null ? null : aheadBy(below, { vi: 'Xếp trên đơn vị kế tiếp nhờ', en: 'Ahead of the next unit by' }),
  ]
  const join = (language: keyof Bilingual): string =>
    sentences.flatMap((sentence) => (sentence === null ? [] : [sentence[language]])).join(' ')
  return { vi: join('vi'), en: join('en') }
}

function factsOf(rules: CollectiveRules, units: number, unit: UnitStanding): Bilingual {
  const { participants, headcount, allCorrect, rank } = unit
  const vi = (value: number) => formatNumber(value, 'vi')
  const en = (value: number) => formatNumber(value, 'en')
  const share = (language: Language): string => {
    if (rules.rateDecimals === null) return formatShare(participants, headcount, language)
    return `${formatDecimals(roundedRate(unit, rules.rateDecimals), rules.rateDecimals, language)}${language === 'vi' ? '\u00a0' : ''}%`
  }
  const mean = meanOf(rules, unit)
  return {
    vi: `${headcount === 0 ? `${vi(participants)} người dự thi` : `${vi(participants)} trong số ${vi(headcount)} người của đơn vị dự thi (${share('vi')})`}, ${vi(allCorrect)} người đúng tất cả câu hỏi${mean.vi}; xếp thứ ${vi(rank)} trong ${vi(units)} đơn vị.`,
    en: `${headcount === 0 ? `${en(participants)} took part` : `${en(participants)} of ${en(headcount)} people took part (${share('en')})`}, ${en(allCorrect)} of them all-correct${mean.en}; rank ${en(rank)} of ${en(units)} units.`,
  }
}

/** The mean score, where it ranks: to two decimals here, compared exactly. */
function meanOf({ tieBreaks }: CollectiveRules, { right, entries }: UnitStanding): Bilingual {
  if (!tieBreaks.includes('mean-score-desc') || entries === 0) return { vi: '', en: '' }
  const hundredths = Math.floor((200 * right + entries) / (2 * entries))
  return {
    vi: `, điểm trung bình ${formatDecimals(hundredths, 2, 'vi')} câu đúng`,
    en: `, on average ${formatDecimals(hundredths, 2, 'en')} right`,
  }
}

const belowFloor = ({ minimumRate }: CollectiveRules): Bilingual => ({
  vi: `Chưa đạt tỷ lệ tối thiểu ${String(minimumRate)}% nên không được xét giải.`,
  en: `Below the minimum rate of ${String(minimumRate)}%, so not considered for a prize.`,
})

function prizeOf({ levels }: CollectiveRules, { level }: UnitStanding): Bilingual | null {
  const given = levels.find(({ id }) => id === level)
  return given === undefined ? null : { vi: `Được ${given.name}.`, en: `Wins ${given.name}.` }
}

function aheadBy(criterion: UnitCriterion, lead: Bilingual): Bilingual {
  const value: UnitCriterionValue = unitCriteria[criterion]
  const { vi, en } = value.ahead ?? value.words
  return { vi: `${lead.vi} ${vi}.`, en: `${lead.en} ${en}.` }
}

function tieOf(others: number, { awarded, undecided }: UnitStanding): Bilingual {
  const [vi, en] = [`Đồng hạng với ${others} đơn vị khác`, `Tied with ${others} others`]
  if (awarded) return { vi: `${vi}, đều trong số được giải.`, en: `${en}, all within the prizes.` }
  if (!undecided) return { vi: `${vi}.`, en: `${en}.` }
  return {
    vi: `${vi} ở ranh giới số giải: thể lệ để Ban Giám khảo quyết định nên chưa trao.`,
    en: `${en} at the border of the prizes: the rules leave it to the jury, so none is given yet.`,
  }
}
