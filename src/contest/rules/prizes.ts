/** The prizes of a file of rules: read, and looked at together with the rest (check.ts). */
import { instantOf, isZone, usualZone } from '../calendar.ts'
import type { ContestRules, PrizeLevel } from './rules.ts'
import type { RulesFile } from './schema.ts'
import { noEntryFloor, usualCollective, usualPrizes } from './usual.ts'

export type Report = (place: string, code: string, vi: string, en: string) => void

const levelOf = ({ id, name, count, amount }: RulesFile['prizes']['levels'][number]): PrizeLevel => ({
  id,
  name,
  count,
  amount: amount ?? null,
})

export const prizesOf = ({ prizes }: RulesFile): ContestRules['prizes'] => ({
  levels: prizes.levels.map(levelOf),
  capPerContest: prizes.capPerContest ?? null,
  shareOfParticipants: prizes.shareOfParticipants ?? usualPrizes.shareOfParticipants,
  whenTooFew: prizes.whenTooFew ?? 'leave-unawarded',
  whenRevoked: prizes.whenRevoked ?? usualPrizes.whenRevoked,
})

export function collectiveOf({ collective = null, zone = usualZone }: RulesFile, report: Report): ContestRules['collective'] {
  if (collective === null) return null
  const { by, tieBreaks = [], count, amount = null, minimumRate, rateDecimals, listCloses = null, entryFloor } = collective
  const levels = (collective.levels ?? []).map(levelOf)
  if ((count === undefined) === (levels.length === 0) || (levels.length > 0 && amount !== null)) {
    report(
      '/collective/levels',
      'collective-count',
      'Giải tập thể nói số giải và mức thưởng chung, hoặc nói từng hạng giải; không nói cả hai.',
      'Collective prizes have one count and amount, or levels of their own; not both.',
    )
  }
  const listClosesAt = listCloses === null || !isZone(zone) ? null : instantOf(listCloses, zone)
  if (listCloses !== null && listClosesAt === null && isZone(zone)) {
    const [vi, en] = [`Không có thời điểm “${listCloses}” ở múi giờ ${zone}.`, `There is no time “${listCloses}” in the zone ${zone}.`]
    report('/collective/listCloses', 'time-unreadable', vi, en)
  }
  return {
    count: count ?? levels.reduce((sum, level) => sum + level.count, 0),
    amount,
    levels,
    by,
    tieBreaks,
    minimumRate: minimumRate ?? usualCollective.minimumRate,
    rateDecimals: rateDecimals ?? usualCollective.rateDecimals,
    listClosesAt,
    notCounted: collective.notCounted ?? usualCollective.notCounted,
    entryFloor: { ...noEntryFloor, ...entryFloor },
  }
}

export const referralOf = ({ referral = null }: RulesFile): ContestRules['referral'] =>
  referral === null
    ? null
    : {
        count: referral.count,
        amount: referral.amount ?? null,
        mostCounted: referral.mostCounted ?? null,
        entryFloor: { ...noEntryFloor, ...referral.entryFloor },
        ties: referral.ties ?? 'reached-first',
      }

export function checkPrizes({ prizes, collective, referral, paper }: ContestRules, report: Report): void {
  repeated(prizes.levels.map(({ id }) => id)).forEach((index) => {
    report(`/prizes/levels/${index}/id`, 'id-repeated', 'Mã giải này đã dùng ở trên.', 'This prize id is used above.')
  })
  repeated((collective?.levels ?? []).map(({ id }) => id)).forEach((index) => {
    report(`/collective/levels/${index}/id`, 'id-repeated', 'Mã giải này đã dùng ở trên.', 'This prize id is used above.')
  })
  for (const [of, floor] of [
    ['collective', collective?.entryFloor],
    ['referral', referral?.entryFloor],
  ] as const) {
    if ((floor?.correct ?? 0) <= paper.questions) continue
    report(
      `/${of}/entryFloor/correct`,
      'floor-above-paper',
      `Đề thi chỉ có ${paper.questions} câu.`,
      `A paper has only ${paper.questions} questions.`,
    )
  }
  const tieBreaks = collective?.tieBreaks ?? []
  repeated(tieBreaks).forEach((index) => {
    report(`/collective/tieBreaks/${index}`, 'criterion-repeated', 'Tiêu chí này đã có ở trên.', 'This criterion is above already.')
  })
  const jury = tieBreaks.indexOf('jury')
  if (jury >= 0 && jury !== tieBreaks.length - 1) {
    report(`/collective/tieBreaks/${jury}`, 'jury-not-last', 'Sau “jury” không còn tiêu chí nào khác.', 'Nothing can come after “jury”.')
  }
}

/** Positions of the values that stand earlier in the list as well. */
export const repeated = (values: readonly string[]): readonly number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []))
