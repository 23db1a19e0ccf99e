/** The prizes of units in words of both languages: what they go by, and what counts for a unit. */
import { collectiveMeasures, collectiveTieBreaks } from '../criteria.ts'
import type { CollectiveRules, EntryFloor } from '../rules/rules.ts'
import type { Bilingual, Language } from '../values.ts'
import { formatCount, formatDay, formatDuration, formatMoney, formatTime } from '../wording.ts'
import { isMidnight, prizeInSentence } from './words.ts'

/** What the listed tie-breaks leave equal is for the jury, whether the rules name it or not. */
export function collectiveWords(rules: CollectiveRules): Bilingual {
  const what = collectiveMeasures[rules.by].words
  const listed = rules.tieBreaks.flatMap((tieBreak) => collectiveTieBreaks[tieBreak]?.words ?? [])
  const ties: Bilingual =
    listed.length === 0
      ? { vi: 'Nếu bằng nhau thì Ban Giám khảo quyết định.', en: 'Ties are decided by the jury.' }
      : {
          vi: `Nếu bằng nhau thì xét lần lượt: ${listed.map(({ vi }) => vi).join('; ')}; sau cùng do Ban Giám khảo quyết định.`,
          en: `Ties are decided in turn by: ${listed.map(({ en }) => en).join('; ')}; at last by the jury.`,
        }
  const prizes = prizesWords(rules)
  return {
    vi: `Có ${formatCount(rules.count, 'vi')} giải tập thể${prizes.vi} trao cho các đơn vị ${what.vi} trong suốt hội thi; mỗi người chỉ được tính một lần. ${ties.vi}`,
    en: `There are ${rules.count} collective prizes${prizes.en} for the units ${what.en} over the whole contest; each person counts once. ${ties.en}`,
  }
}

function prizesWords({ amount, levels }: CollectiveRules): Bilingual {
  if (levels.length === 0)
    return amount === null
      ? { vi: '', en: '' }
      : { vi: `, mỗi giải ${formatMoney(amount, 'vi')},`, en: ` of ${formatMoney(amount, 'en')} each` }
  const each = (of: number | null, language: Language): string =>
    of === null ? '' : language === 'vi' ? ` (mỗi giải ${formatMoney(of, 'vi')})` : ` (${formatMoney(of, 'en')} each)`
  return {
    vi: `, gồm ${levels.map((level) => `${formatCount(level.count, 'vi')} ${prizeInSentence(level.name)}${each(level.amount, 'vi')}`).join(', ')},`,
    en: `, ${levels.map((level) => `${level.count} × ${level.name}${each(level.amount, 'en')}`).join(', ')},`,
  }
}

/** Against whom a unit's participants are counted, how the rate is rounded, and from which rate on a unit is considered; null: nothing said. */
export function rateWords({ listClosesAt, notCounted, rateDecimals, minimumRate }: CollectiveRules, zone: string): Bilingual | null {
  if (listClosesAt === null && notCounted.length === 0 && rateDecimals === null && minimumRate === null) return null
  const list = listClosesAt === null ? { vi: '', en: '' } : closingWords(listClosesAt, zone)
  const left =
    notCounted.length === 0
      ? { vi: '', en: '' }
      : { vi: `, không tính: ${notCounted.join('; ')}`, en: `, without: ${notCounted.join('; ')}` }
  const rounded: Bilingual =
    rateDecimals === null
      ? { vi: '', en: '' }
      : {
          vi: ` Tỷ lệ được làm tròn ${rateDecimals === 0 ? 'đến phần trăm nguyên' : `đến ${rateDecimals} chữ số thập phân`} trước khi so sánh.`,
          en: ` It is rounded to ${rateDecimals === 0 ? 'a whole percent' : `${rateDecimals} decimal${rateDecimals === 1 ? '' : 's'}`} before it is compared.`,
        }
  const floor: Bilingual =
    minimumRate === null
      ? { vi: '', en: '' }
      : {
          vi: ` Chỉ đơn vị có tỷ lệ từ ${minimumRate}% trở lên${rateDecimals === null ? '' : ' (tính trước khi làm tròn)'} được xét giải tập thể.`,
          en: ` Only units that reach ${minimumRate}%${rateDecimals === null ? '' : ' (before rounding)'} are considered for a collective prize.`,
        }
  return {
    vi: `Tỷ lệ người dự thi của đơn vị là số người dự thi chia cho số người thuộc đối tượng dự thi của đơn vị${list.vi}${left.vi}.${rounded.vi}${floor.vi}`,
    en: `The rate of a unit is the number of its participants divided by the people of the unit who may take part${list.en}${left.en}.${rounded.en}${floor.en}`,
  }
}

function closingWords(at: number, zone: string): Bilingual {
  const [last, is] = [at - 1, isMidnight(at, zone)]
  return {
    vi: is
      ? ` theo danh sách chốt đến hết ${formatDay(last, zone, 'vi')}`
      : ` theo danh sách chốt lúc ${formatTime(at, zone)} ${formatDay(at, zone, 'vi')}`,
    en: is
      ? `, by the list closed at the end of ${formatDay(last, zone, 'en')}`
      : `, by the list closed at ${formatTime(at, zone)} on ${formatDay(at, zone, 'en')}`,
  }
}

/** What an entry needs to count for its unit; null: nothing. */
export function entryFloorWords({ entryFloor }: CollectiveRules): Bilingual | null {
  const needs = needsWords(entryFloor)
  if (needs === null) return null
  return { vi: `Một bài dự thi chỉ được tính cho đơn vị khi ${needs.vi}.`, en: `An entry counts for its unit only if it ${needs.en}.` }
}

/** In a sentence; null: nothing. */
export function needsWords({ correct, seconds }: EntryFloor): Bilingual | null {
  if (correct === 0 && seconds === 0) return null
  const took = (language: Language): string => formatDuration(seconds * 1000, language)
  const vi = [...(correct > 0 ? [`đúng từ ${correct} câu trở lên`] : []), ...(seconds > 0 ? [`làm trong ít nhất ${took('vi')}`] : [])]
  const en = [...(correct > 0 ? [`has at least ${correct} right`] : []), ...(seconds > 0 ? [`took at least ${took('en')}`] : [])]
  return { vi: vi.join(' và '), en: en.join(' and ') }
}

/** What a mean is, where one decides; null: none does. */
export const meanWords = ({ tieBreaks }: CollectiveRules): Bilingual | null =>
  tieBreaks.includes('mean-score-desc')
    ? {
        vi: 'Điểm trung bình của đơn vị là tổng số câu đúng chia cho số bài dự thi được tính của đơn vị trong tất cả các tuần thi.',
        en: 'The mean score of a unit is the number of right answers divided by the number of its entries that count, over all rounds.',
      }
    : null
