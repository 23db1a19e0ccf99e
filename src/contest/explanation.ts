/** Why a winner won, in one paragraph made from the rules and the standings alone. */
import type { Award, RoundStandings, Standing } from './result.ts'
import type { ContestRules, Criterion } from './rules.ts'
import type { Bilingual } from './values.ts'
import { formatDate, formatDuration, formatPreciseTime } from './wording.ts'

/** How a line stands above the next one, by the criterion that parted them. */
export const partingWords: Readonly<Record<Criterion, Bilingual>> = {
  'correct-desc': { vi: 'trả lời đúng nhiều câu hơn', en: 'more right answers' },
  'prediction-distance-asc': { vi: 'dự đoán gần số thực tế hơn', en: 'a prediction closer to the actual number' },
  'prediction-closest-without-exceeding': {
    vi: 'dự đoán gần số thực tế hơn mà không vượt quá',
    en: 'a prediction closer to the actual number without exceeding it',
  },
  'submitted-asc': { vi: 'nộp bài sớm hơn', en: 'an earlier submission' },
  'duration-asc': { vi: 'làm bài nhanh hơn', en: 'a shorter time' },
  'public-lot': { vi: 'kết quả bốc thăm công khai', en: 'the public lot' },
}

/**
 * “Đúng 15/15 câu, dự đoán 143 (thực tế 141, lệch 2), nộp bài lúc 09:14:07,312 ngày 09/9/2024, xếp thứ 2. …”
 * @param award one of the awards of `round`
 */
export function explainAward(
  rules: Pick<ContestRules, 'paper' | 'prediction' | 'prizes' | 'minimumCorrect' | 'zone' | 'ranking'>,
  round: RoundStandings,
  award: Award,
): Bilingual {
  const line = round.standings.at(award.rank - 1) as Standing
  const above = line.partedBy
  const below = round.standings.at(award.rank)?.partedBy ?? null
  const level = rules.prizes.levels.find(({ id }) => id === award.level)?.name ?? award.level
  const facts = factsOf(rules, round, line)
  const join = (language: keyof Bilingual, sentences: readonly (Bilingual | null)[]): string =>
    sentences.flatMap((sentence) => (sentence === null ? [] : [sentence[language]])).join(' ')
  const sentences = [
    {
      vi: `${level}: ${facts.vi.join(', ')}; xếp thứ ${award.rank} trong ${round.participants} người dự thi.`,
      en: `${level}: ${facts.en.join(', ')}; rank ${award.rank} of ${round.participants} participants.`,
    },
    above === null ? null : sentenceAbove(above),
    below === null ? null : sentenceBelow(below),
    line.eligible
      ? null
      : {
          vi: `Số người đạt từ ${rules.minimumCorrect} câu đúng ít hơn số giải nên thể lệ lấy người kế tiếp.`,
          en: `Fewer people than prizes reached ${rules.minimumCorrect} right answers, so the rules take the next in order.`,
        },
  ]
  return { vi: join('vi', sentences), en: join('en', sentences) }
}

const sentenceAbove = (criterion: Criterion): Bilingual => ({
  vi: `Người xếp ngay trên hơn ở tiêu chí: ${partingWords[criterion].vi}.`,
  en: `The person just above is ahead by ${partingWords[criterion].en}.`,
})

const sentenceBelow = (criterion: Criterion): Bilingual => ({
  vi: `Xếp trên người kế tiếp nhờ ${partingWords[criterion].vi}.`,
  en: `Ahead of the next person by ${partingWords[criterion].en}.`,
})

function factsOf(
  rules: Pick<ContestRules, 'paper' | 'prediction' | 'zone' | 'ranking'>,
  round: RoundStandings,
  { entry, predictionDistance }: Standing,
): { readonly vi: readonly string[]; readonly en: readonly string[] } {
  const facts: Bilingual[] = [
    {
      vi: `đúng ${entry.correct}/${rules.paper.questions} câu`,
      en: `${entry.correct}/${rules.paper.questions} right`,
    },
  ]
  if (rules.prediction.asked) {
    const actual = round.actualAllCorrect
    facts.push(
      entry.prediction === null
        ? { vi: `không dự đoán (thực tế ${actual})`, en: `no prediction (actual ${actual})` }
        : {
            vi: `dự đoán ${entry.prediction} (thực tế ${actual}, ${predictionDistance === 0 ? 'đúng tuyệt đối' : `lệch ${predictionDistance}`})`,
            en: `predicted ${entry.prediction} (actual ${actual}, ${predictionDistance === 0 ? 'exact' : `off by ${predictionDistance}`})`,
          },
    )
  }
  facts.push({
    vi: `nộp bài lúc ${formatPreciseTime(entry.submittedAt, rules.zone, 'vi')} ngày ${formatDate(entry.submittedAt, rules.zone)}`,
    en: `submitted at ${formatPreciseTime(entry.submittedAt, rules.zone, 'en')} on ${formatDate(entry.submittedAt, rules.zone)}`,
  })
  if (rules.ranking.includes('duration-asc')) {
    const duration = entry.submittedAt - entry.startedAt
    facts.push({ vi: `làm bài trong ${formatDuration(duration, 'vi')}`, en: `took ${formatDuration(duration, 'en')}` })
  }
  return { vi: facts.map(({ vi }) => vi), en: facts.map(({ en }) => en) }
}
