/** Why a winner won, in one paragraph made from the rules and the standings alone. */
import type { Award, PassedOver, RoundStandings, Standing } from '../tally/result.ts'
import { criteria, sortsByFloor } from '../criteria.ts'
import { setName } from '../rules/round-draw.ts'
import { predictedText } from '../rules/predicted.ts'
import type { ContestRules, PredictionRules, PrizeLevel } from '../rules/rules.ts'
import { isExtra } from '../tally/attempt.ts'
import { mostPrizes } from '../tally/prizes.ts'
import type { Bilingual } from '../values.ts'
import { formatDate, formatNumber, formatPreciseTime } from '../wording.ts'

/**
 * “Đúng 15/15 câu, dự đoán 143 (thực tế 141, lệch 2), nộp bài lúc 09:14:07,312 ngày 09/9/2024, xếp thứ 2. …”
 * @param award one of the awards of `round`
 * @param over who above has none, where prizes were revoked: those it was taken from, and who may not take part by now
 */
export function explainAward(
  rules: Pick<ContestRules, 'paper' | 'attempts' | 'prediction' | 'prizes' | 'minimumCorrect' | 'zone' | 'ranking'>,
  round: RoundStandings,
  award: Award,
  over: readonly PassedOver[] = [],
): Bilingual {
  const line = round.standings.at(award.rank - 1) as Standing
  const next = round.standings.at(award.rank)
  const level = (rules.prizes.levels.find(({ id }) => id === award.level) as PrizeLevel).name
  const facts = factsOf(rules, round, line)
  const aboveIt = over.filter(({ rank }) => rank < award.rank)
  const leftOut = (['revoked', 'barred'] as const).map((reason) => ({
    reason,
    people: rules.prizes.whenRevoked === 'next-moves-up' ? aboveIt.filter((one) => one.reason === reason).length : 0,
  }))
  const join = (language: keyof Bilingual, sentences: readonly (Bilingual | null)[]): string =>
    sentences.flatMap((sentence) => (sentence === null ? [] : [sentence[language]])).join(' ')
  const sentences = [
    {
      vi: `${level}: ${facts.vi.join(', ')}; xếp thứ ${formatNumber(award.rank, 'vi')} trong ${formatNumber(round.participants, 'vi')} người dự thi.`,
      en: `${level}: ${facts.en.join(', ')}; rank ${formatNumber(award.rank, 'en')} of ${formatNumber(round.participants, 'en')} participants.`,
    },
    award.rank === 1 ? null : sentenceAbove(line),
    next === undefined ? null : sentenceBelow(next),
    ...leftOut.map(leftOutSentence),
    passedOver(rules, line, award.rank - award.place - leftOut.reduce((sum, { people }) => sum + people, 0)),
    fewer(rules, round.participants),
    extraAttempt(rules, line),
    line.eligible
      ? null
      : {
          vi: `Người được xét giải (đúng ${rules.minimumCorrect >= rules.paper.questions ? 'cả' : 'từ'} ${rules.minimumCorrect} câu) ít hơn số giải nên theo thể lệ, giải được trao cho người xếp kế tiếp.`,
          en: `Fewer people than prizes could be considered (${rules.minimumCorrect} right answers or more), so the rules take the next in order.`,
        },
  ]
  return { vi: join('vi', sentences), en: join('en', sentences) }
}

function leftOutSentence({ reason, people }: { readonly reason: 'revoked' | 'barred'; readonly people: number }): Bilingual | null {
  if (people === 0) return null
  const [vi, en] = [formatNumber(people, 'vi'), formatNumber(people, 'en')]
  return reason === 'revoked'
    ? { vi: `Giải của ${vi} người xếp trên đã bị thu hồi.`, en: `The prizes of ${en} above were revoked.` }
    : {
        vi: `Có ${vi} người xếp trên không còn được dự thi nên không được chuyển lên.`,
        en: `${en} above may not take part by now, and did not move up.`,
      }
}

/** How many prizes the number of participants left. */
function fewer({ prizes }: Pick<ContestRules, 'prizes'>, participants: number): Bilingual | null {
  const most = mostPrizes(prizes, participants)
  if (prizes.shareOfParticipants === null || most === mostPrizes({ ...prizes, shareOfParticipants: null }, participants)) return null
  const share = prizes.shareOfParticipants
  return {
    vi: `Theo thể lệ, số giải không vượt quá ${share}% số người dự thi nên tuần thi này trao nhiều nhất ${formatNumber(most, 'vi')} giải.`,
    en: `By the rules prizes do not exceed ${share}% of the participants, so this round gives ${formatNumber(most, 'en')} at most.`,
  }
}

/** The entry is of an attempt that two people gave this person. */
const extraAttempt = ({ attempts }: Pick<ContestRules, 'attempts'>, { entry }: Standing): Bilingual | null =>
  isExtra(attempts, entry.attemptNumber)
    ? {
        vi: `Bài được tính là của lượt thi thứ ${entry.attemptNumber}, lượt do hai người của hội thi quyết định cho thi thêm.`,
        en: `The entry that counts is of attempt ${entry.attemptNumber}, which two people of the contest gave in addition.`,
      }
    : null

/** Equal lines win the same, or people have parted them. */
function sentenceAbove({ partedBy, reason }: Standing): Bilingual {
  if (partedBy === null) return { vi: 'Bằng người xếp liền trên ở mọi tiêu chí.', en: 'Equal to the person just above by every criterion.' }
  const [{ ahead }, why] = [criteria[partedBy], reasonWords(reason)]
  return {
    vi: `Người xếp liền trên được xếp cao hơn nhờ ${ahead.vi}${why.vi}.`,
    en: `The person just above is ahead by ${ahead.en}${why.en}.`,
  }
}

function sentenceBelow({ partedBy, reason }: Standing): Bilingual {
  if (partedBy === null) return { vi: 'Bằng người kế tiếp ở mọi tiêu chí.', en: 'Equal to the next person by every criterion.' }
  const [{ ahead }, why] = [criteria[partedBy], reasonWords(reason)]
  return { vi: `Xếp trên người kế tiếp nhờ ${ahead.vi}${why.vi}.`, en: `Ahead of the next person by ${ahead.en}${why.en}.` }
}

/** As the organisers wrote it, in their language. */
const reasonWords = (reason: string | null): Bilingual =>
  reason === null ? { vi: '', en: '' } : { vi: ` (lý do: ${reason})`, en: ` (reason: ${reason})` }

/**
 * Why this prize did not go to people who rank higher. Who is below the floor comes last in the line of prizes; unless
 * the standings are sorted by right answers it is then unknown here how many of those above have a prize.
 */
function passedOver(rules: Pick<ContestRules, 'prizes' | 'ranking'>, line: Standing, people: number): Bilingual | null {
  const sortedByFloor = sortsByFloor(rules.ranking)
  if (people <= 0 || !(line.eligible || sortedByFloor)) return null
  const cap = rules.prizes.capPerContest
  const reasons: readonly Bilingual[] = [
    ...(cap === null ? [] : [{ vi: `đã nhận đủ ${cap} giải của cả hội thi`, en: `had ${cap} of the whole contest already` }]),
    ...(sortedByFloor ? [] : [{ vi: 'chưa đạt mức xét giải', en: 'did not reach the floor' }]),
  ]
  return {
    vi: `Trong số người xếp trên, có ${formatNumber(people, 'vi')} người không được xét giải này vì ${reasons.map(({ vi }) => vi).join(' hoặc ')}.`,
    en: `Of the people above, ${formatNumber(people, 'en')} could not have this prize: they ${reasons.map(({ en }) => en).join(' or ')}.`,
  }
}

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
  const set = setName(rules.paper, entry.paperSet)
  if (set !== null) facts.push({ vi: `làm ${set}`, en: `took ${set}` })
  if (rules.prediction.asked) {
    facts.push(predictionFact(rules.prediction, round.actual, entry.prediction, predictionDistance))
  }
  facts.push({
    vi: `nộp bài lúc ${formatPreciseTime(entry.submittedAt, rules.zone, 'vi')} ngày ${formatDate(entry.submittedAt, rules.zone)}`,
    en: `submitted at ${formatPreciseTime(entry.submittedAt, rules.zone, 'en')} on ${formatDate(entry.submittedAt, rules.zone)}`,
  })
  facts.push(...rules.ranking.flatMap((criterion) => criteria[criterion].fact?.(entry) ?? []))
  return { vi: facts.map(({ vi }) => vi), en: facts.map(({ en }) => en) }
}

function predictionFact(rules: PredictionRules, actual: number, prediction: number | null, distance: number | null): Bilingual {
  const vi = (value: number) => predictedText(rules, value, 'vi')
  const en = (value: number) => predictedText(rules, value, 'en')
  if (distance === null || prediction === null) {
    return { vi: `không dự đoán (thực tế ${vi(actual)})`, en: `no prediction (actual ${en(actual)})` }
  }
  return {
    vi: `dự đoán ${vi(prediction)} (thực tế ${vi(actual)}, ${distance === 0 ? 'đúng tuyệt đối' : `lệch ${vi(distance)}`})`,
    en: `predicted ${en(prediction)} (actual ${en(actual)}, ${distance === 0 ? 'exact' : `off by ${en(distance)}`})`,
  }
}
