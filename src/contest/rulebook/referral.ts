/** The prizes of those who spread the contest, in words of both languages: for what they are given, who counts, and why somebody won one. */
import type { ContestRules, ReferralRules } from '../rules/rules.ts'
import type { ReferrerStanding } from '../tally/result.ts'
import type { Bilingual } from '../values.ts'
import { formatCount, formatDate, formatMoney, formatNumber, formatPreciseTime } from '../wording.ts'
import { needsWords } from './collective.ts'

export const referralClauses = (rules: ReferralRules): readonly { readonly id: string; readonly text: Bilingual }[] => [
  { id: 'prizes.referral', text: prizesWords(rules) },
  { id: 'prizes.referral-counts', text: countsWords(rules) },
]

/** After the other prizes of a round, in the same sentence. */
export const referralBullet = (rules: ReferralRules | null): Bilingual =>
  rules === null
    ? { vi: '', en: '' }
    : { vi: `; thêm ${formatCount(rules.count, 'vi')} giải người lan tỏa`, en: `; and ${rules.count} for those who bring the most people` }

const tieWords = {
  'reached-first': {
    vi: 'xét người đạt số người ấy sớm hơn; sau cùng bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước',
    en: 'by who had that many first; at last by the public lot from the sealed random number',
  },
  'public-lot': {
    vi: 'bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước',
    en: 'by the public lot from the sealed random number',
  },
} as const satisfies Readonly<Record<ReferralRules['ties'], Bilingual>>

function prizesWords({ count, amount, ties }: ReferralRules): Bilingual {
  const each: Bilingual =
    amount === null ? { vi: '', en: '' } : { vi: `, mỗi giải ${formatMoney(amount, 'vi')},`, en: ` of ${formatMoney(amount, 'en')} each` }
  return {
    vi: `Mỗi tuần thi có ${formatCount(count, 'vi')} giải người lan tỏa${each.vi} trao cho những thí sinh có nhiều người dự thi qua liên kết mời của mình nhất; giải này trao thêm, không tính vào số giải tối đa và tỷ lệ giải nêu trên. Nếu bằng nhau thì ${tieWords[ties].vi}.`,
    en: `Each round has ${count} prizes${each.en} for the contestants by whose personal link the most people took part; they are given besides the others and count in no limit above. Ties are decided ${tieWords[ties].en}.`,
  }
}

function countsWords({ entryFloor, mostCounted }: ReferralRules): Bilingual {
  const needs = needsWords(entryFloor)
  const floor: Bilingual = needs === null ? { vi: '', en: '' } : { vi: `, ${needs.vi}`, en: ` that ${needs.en}` }
  const most: Bilingual =
    mostCounted === null
      ? { vi: '', en: '' }
      : {
          vi: ` Mỗi người mời được tính tối đa ${formatNumber(mostCounted, 'vi')} người trong một tuần thi.`,
          en: ` At most ${formatNumber(mostCounted, 'en')} people count for one person in a round.`,
        }
  return {
    vi: `Một người được tính cho người mời khi đăng nhập qua liên kết mời trước khi bắt đầu lượt thi đầu tiên của mình trong hội thi và có bài dự thi được xếp hạng trong tuần thi đầu tiên mà mình nộp bài${floor.vi}; mỗi người chỉ được tính một lần trong cả hội thi, cho liên kết dùng đầu tiên. Người mời cũng phải có bài dự thi được xếp hạng trong tuần thi ấy; không tính việc tự mời mình và thành viên các ban không được dự thi.${most.vi} Phần mềm không cho ai biết ai đã dự thi qua liên kết của ai.`,
    en: `Somebody counts for who invited them by signing in through the personal link before beginning their first attempt of the contest, with a ranked entry${floor.en} in the first round in which they submit one; each person counts once in the whole contest, for the first link used. Who invites must have a ranked entry in that round too; nobody counts for themselves, and members of barred boards do not count.${most.en} The software tells nobody who took part by whose link.`,
  }
}

const aheadWords = {
  people: { vi: 'có nhiều người được tính hơn', en: 'more people who count' },
  'reached-first': { vi: 'đạt số người ấy sớm hơn', en: 'having had that many first' },
  'public-lot': { vi: 'bốc thăm công khai', en: 'the public lot' },
} as const satisfies Readonly<Record<NonNullable<ReferrerStanding['partedBy']>, Bilingual>>

/**
 * “12 người dự thi qua liên kết mời, đủ 12 người lúc 09:14:07,312 ngày 09/9/2024; xếp thứ 2 trong 31 người mời. …”
 * @param standings of all who brought anybody, as they rank
 */
export function explainReferrer(
  { zone }: Pick<ContestRules, 'zone'>,
  standings: readonly ReferrerStanding[],
  referrer: ReferrerStanding,
): Bilingual {
  const { came, counted, reachedAt, rank, partedBy } = referrer
  const below = standings[rank]?.partedBy ?? null
  const vi = (value: number): string => formatNumber(value, 'vi')
  const en = (value: number): string => formatNumber(value, 'en')
  const most: Bilingual =
    counted === came
      ? { vi: '', en: '' }
      : { vi: `, được tính ${vi(counted)} người là mức tối đa theo thể lệ`, en: `, of whom ${en(counted)} count, the most by the rules` }
  const sentences: readonly Bilingual[] = [
    {
      vi: `${vi(came)} người dự thi qua liên kết mời${most.vi}, đủ ${vi(counted)} người lúc ${formatPreciseTime(reachedAt, zone, 'vi')} ngày ${formatDate(reachedAt, zone)}; xếp thứ ${vi(rank)} trong ${vi(standings.length)} người mời.`,
      en: `${en(came)} took part by the personal link${most.en}, ${en(counted)} of them by ${formatPreciseTime(reachedAt, zone, 'en')} on ${formatDate(reachedAt, zone)}; rank ${en(rank)} of ${en(standings.length)} who brought people.`,
    },
    ...(partedBy === null
      ? []
      : [
          {
            vi: `Người xếp liền trên được xếp cao hơn nhờ ${aheadWords[partedBy].vi}.`,
            en: `The person just above is ahead by ${aheadWords[partedBy].en}.`,
          },
        ]),
    ...(below === null
      ? []
      : [{ vi: `Xếp trên người kế tiếp nhờ ${aheadWords[below].vi}.`, en: `Ahead of the next person by ${aheadWords[below].en}.` }]),
  ]
  return { vi: sentences.map((one) => one.vi).join(' '), en: sentences.map((one) => one.en).join(' ') }
}
