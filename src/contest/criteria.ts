/**
 * What entries, and units, are ranked by. Each criterion is one value: what it compares and its words; the schema of the
 * rules, the ranking, the rulebook, the explanations, the exports and the pages are made from it.
 */
import { formatDuration } from './wording.ts'
import type { Bilingual, Instant } from './values.ts'

/** The numbers of an entry, which a criterion may look at. */
export interface EntryNumbers {
  /** Index in the round's log; unique in the round. */
  readonly logIndex: number
  readonly attemptNumber: number
  readonly startedAt: Instant
  /** Arrival instant of the entry. */
  readonly submittedAt: Instant
  readonly correct: number
  readonly prediction: number | null
}

export interface RankingCriterion {
  /**
   * The smaller number ranks higher; an integer that a double holds exactly.
   * Null of the two that may come last: the public lot, drawn by contestant from a seed (tally/ranking.ts), and what people decide.
   * @param actual the actual number that was predicted
   */
  readonly key: ((entry: EntryNumbers, actual: number) => number) | null
  /** Ranks by the prediction, which the rules must then ask. */
  readonly predicts?: true
  /** In the rulebook: contestants are ranked by … */
  readonly rankedBy: Bilingual
  /** Of a line, over the next one: it stands above by … */
  readonly ahead: Bilingual
  /** Of a line, under the one above: it stands below because … */
  readonly behind: Bilingual
  /** What the explanation tells of a winner where this ranks, beyond what it always tells. */
  readonly fact?: (entry: EntryNumbers) => Bilingual
}

/** No prediction comes after every prediction. */
const byPrediction =
  (key: (prediction: number, actual: number) => number): RankingCriterion['key'] =>
  ({ prediction }, actual) =>
    prediction === null ? Number.MAX_SAFE_INTEGER : key(prediction, actual)

const predictedWorse: Bilingual = { vi: 'dự đoán lệch nhiều hơn', en: 'prediction further off' }

const ranking = {
  'correct-desc': {
    key: ({ correct }) => -correct,
    rankedBy: { vi: 'trả lời đúng nhiều câu hơn', en: 'more right answers' },
    ahead: { vi: 'trả lời đúng nhiều câu hơn', en: 'more right answers' },
    behind: { vi: 'ít câu đúng hơn', en: 'fewer right answers' },
  },
  'prediction-distance-asc': {
    key: byPrediction((prediction, actual) => Math.abs(prediction - actual)),
    predicts: true,
    rankedBy: { vi: 'dự đoán gần số thực tế hơn', en: 'the prediction closer to the actual number' },
    ahead: { vi: 'dự đoán gần số thực tế hơn', en: 'a prediction closer to the actual number' },
    behind: predictedWorse,
  },
  'prediction-closest-without-exceeding': {
    // Every one that exceeds comes after every one that does not.
    key: byPrediction((prediction, actual) => (prediction <= actual ? actual - prediction : 2 ** 40 + prediction)),
    predicts: true,
    rankedBy: {
      vi: 'dự đoán gần số thực tế hơn mà không vượt quá (số vượt quá xếp sau)',
      en: 'the prediction closer to the actual number without exceeding it (those that exceed it come after)',
    },
    ahead: {
      vi: 'dự đoán tốt hơn theo cách tính “gần số thực tế nhất mà không vượt quá”',
      en: 'the better prediction by “closest to the actual number without exceeding it”',
    },
    behind: predictedWorse,
  },
  'submitted-asc': {
    key: ({ submittedAt }) => submittedAt,
    rankedBy: { vi: 'nộp bài sớm hơn', en: 'the earlier submission' },
    ahead: { vi: 'nộp bài sớm hơn', en: 'an earlier submission' },
    behind: { vi: 'nộp sau', en: 'submitted later' },
  },
  'duration-asc': {
    key: ({ submittedAt, startedAt }) => submittedAt - startedAt,
    rankedBy: { vi: 'làm bài trong thời gian ngắn hơn', en: 'the shorter time taken' },
    ahead: { vi: 'làm bài nhanh hơn', en: 'a shorter time' },
    behind: { vi: 'làm lâu hơn', en: 'took longer' },
    fact: ({ submittedAt, startedAt }) => ({
      vi: `làm bài trong ${formatDuration(submittedAt - startedAt, 'vi')}`,
      en: `took ${formatDuration(submittedAt - startedAt, 'en')}`,
    }),
  },
  'public-lot': {
    key: null,
    rankedBy: { vi: 'bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước', en: 'a public lot from a seed committed beforehand' },
    ahead: { vi: 'kết quả bốc thăm công khai', en: 'the public lot' },
    behind: { vi: 'bốc thăm công khai', en: 'public lot' },
  },
  organisers: {
    key: null,
    rankedBy: { vi: 'Ban Tổ chức xem xét, quyết định', en: 'a decision of the organisers' },
    ahead: { vi: 'quyết định của Ban Tổ chức', en: 'a decision of the organisers' },
    behind: { vi: 'theo quyết định của Ban Tổ chức', en: 'by a decision of the organisers' },
  },
} satisfies Readonly<Record<string, RankingCriterion>>

/** The id of a criterion, as it stands in `contest.yaml`. Rules list them in order, the lot or the organisers last; the earlier one decides. */
export type Criterion = keyof typeof ranking
export const criteria: Readonly<Record<Criterion, RankingCriterion>> = ranking

/** What nothing else has parted is parted by people, and only where a prize depends on it. */
export const endsByHand = (order: readonly Criterion[]): boolean => order.at(-1) === 'organisers'

/** One of them is the last of every order, and no other criterion. */
export const lastCriteria = ['public-lot', 'organisers'] as const satisfies readonly Criterion[]

export const idsOf = <Id extends string>(values: Readonly<Record<Id, unknown>>): readonly Id[] => Object.keys(values) as Id[]

// ── units ──

/** What a unit came to over all rounds. */
interface UnitNumbers {
  readonly participants: number
  readonly headcount: number
  readonly allCorrect: number
  /** Right answers in all entries that count for it, and how many those are. */
  readonly right: number
  readonly entries: number
  /** When the unit reached its number of participants. */
  readonly lastParticipantAt: Instant
}

/** How the rules take rates of participation. */
export interface RateRules {
  /** Percent of the headcount without which no unit gets a prize; null: none. */
  readonly minimumRate: number | null
  /** Decimals of the percentage it is rounded to before it is compared, half up; null: compared exactly. */
  readonly rateDecimals: number | null
}

export interface UnitCriterionValue {
  /** Below zero: `a` ranks higher. */
  readonly compare: (a: UnitNumbers, b: UnitNumbers, rates: RateRules) => number
  /** In the rulebook. */
  readonly words: Bilingual
  /** What somebody is ahead by, where the rulebook's words do not say it. */
  readonly ahead?: Bilingual
}

type Rated = Pick<UnitNumbers, 'participants' | 'headcount'>

/** The percentage of participants in units of its last decimal, rounded half up, in integers; no headcount is a rate of zero. */
export const roundedRate = ({ participants, headcount }: Rated, decimals: number): number =>
  headcount === 0 ? 0 : Math.floor((2 * participants * 100 * 10 ** decimals + headcount) / (2 * headcount))

/** Of the exact rate, before it is rounded. A unit without headcount reaches none. */
export const reachesRate = ({ participants, headcount }: Rated, minimumRate: number | null): boolean =>
  minimumRate === null || (headcount > 0 && participants * 100 >= minimumRate * headcount)

/** Exact rates by cross-multiplying, in integers; no headcount is a rate of zero. */
function compareRates(a: UnitNumbers, b: UnitNumbers, { rateDecimals }: RateRules): number {
  if (rateDecimals !== null) return roundedRate(b, rateDecimals) - roundedRate(a, rateDecimals)
  const rate = ({ headcount, participants }: UnitNumbers) => (headcount === 0 ? 0 : participants)
  return rate(b) * Math.max(a.headcount, 1) - rate(a) * Math.max(b.headcount, 1)
}

/** By cross-multiplying, in integers; no entries are a mean of zero. */
const compareMeans = (a: UnitNumbers, b: UnitNumbers): number => b.right * Math.max(a.entries, 1) - a.right * Math.max(b.entries, 1)

/** What the collective prizes are given by, in words after “units”. */
export const collectiveMeasures = {
  participants: {
    compare: (a, b) => b.participants - a.participants,
    words: { vi: 'có nhiều người dự thi nhất', en: 'with most participants' },
    ahead: { vi: 'có nhiều người dự thi hơn', en: 'more participants' },
  },
  'participation-rate': {
    compare: compareRates,
    words: { vi: 'có tỷ lệ người dự thi cao nhất', en: 'with the highest participation rate' },
    ahead: { vi: 'tỷ lệ người dự thi cao hơn', en: 'the higher participation rate' },
  },
} satisfies Readonly<Record<string, UnitCriterionValue>>
export type CollectiveMeasure = keyof typeof collectiveMeasures

/** What breaks ties between units; `jury` breaks none. */
export const collectiveTieBreaks = {
  'mean-score-desc': {
    compare: compareMeans,
    words: { vi: 'điểm trung bình của các bài dự thi cao hơn', en: 'the higher mean score of its entries' },
  },
  'participants-desc': {
    compare: (a, b) => b.participants - a.participants,
    words: { vi: 'có nhiều người dự thi hơn', en: 'more participants' },
  },
  'participation-rate-desc': { compare: compareRates, words: { vi: 'tỷ lệ người dự thi cao hơn', en: 'the higher participation rate' } },
  'all-correct-desc': {
    compare: (a, b) => b.allCorrect - a.allCorrect,
    words: { vi: 'có nhiều người trả lời đúng tất cả câu hỏi hơn', en: 'more all-correct people' },
  },
  'headcount-desc': {
    compare: (a, b) => b.headcount - a.headcount,
    words: { vi: 'đơn vị đông người hơn', en: 'the larger headcount' },
  },
  'last-participant-asc': {
    compare: (a, b) => a.lastParticipantAt - b.lastParticipantAt,
    words: { vi: 'đạt số người dự thi sớm hơn', en: 'reaching its number of participants earlier' },
  },
  jury: null,
} satisfies Readonly<Record<string, UnitCriterionValue | null>>
export type CollectiveTieBreak = keyof typeof collectiveTieBreaks

const { jury: _, ...partingTieBreaks } = collectiveTieBreaks
/** Before all else, where the rules have a minimum: units that reach it come before those that do not. */
const floorCriterion = {
  'minimum-rate': {
    compare: (a, b, { minimumRate }) => Number(reachesRate(b, minimumRate)) - Number(reachesRate(a, minimumRate)),
    words: { vi: 'đạt tỷ lệ người dự thi tối thiểu', en: 'reaching the minimum rate of participation' },
  },
} satisfies Readonly<Record<string, UnitCriterionValue>>
/** What parts two units. */
export const unitCriteria = { ...floorCriterion, ...collectiveMeasures, ...partingTieBreaks } satisfies Readonly<
  Record<string, UnitCriterionValue>
>
export type UnitCriterion = keyof typeof unitCriteria

/** Ranked by right answers first, nobody after the first line below the floor can reach it. */
export const sortsByFloor = (ranking: readonly Criterion[]): boolean => ranking[0] === 'correct-desc'
