/** The rulebook (thể lệ), generated in both languages from the same value that draws, ranks and awards. */
import { formatInstant, formatMoney, formatNumber, formatDuration } from './wording.ts'
import type { BlueprintCell, BoardKind, CollectiveTieBreak, ContestRules, Criterion, Difficulty } from './rules.ts'
import type { Bilingual, Instant } from './values.ts'

export interface RulebookSection {
  readonly id: string
  readonly title: Bilingual
  /** Numbered in the order given; `id` is stable, docs/rules.md names it. */
  readonly clauses: readonly { readonly id: string; readonly text: Bilingual }[]
}

export interface Rulebook {
  readonly title: Bilingual
  readonly sections: readonly RulebookSection[]
}

type Clause = RulebookSection['clauses'][number]

export function rulebook(rules: ContestRules): Rulebook {
  return {
    title: { vi: `Thể lệ ${rules.title}`, en: `Rules: ${rules.title}` },
    sections: [
      { id: 'entrants', title: { vi: 'Đối tượng dự thi', en: 'Who may enter' }, clauses: entrants(rules) },
      { id: 'rounds', title: { vi: 'Thời gian', en: 'Time' }, clauses: times(rules) },
      { id: 'paper', title: { vi: 'Đề thi và cách làm bài', en: 'The paper' }, clauses: paper(rules) },
      { id: 'ranking', title: { vi: 'Chấm và xếp hạng', en: 'Marking and ranking' }, clauses: ranking(rules) },
      { id: 'prizes', title: { vi: 'Giải thưởng', en: 'Prizes' }, clauses: prizes(rules) },
      { id: 'publication', title: { vi: 'Công bố và kiểm chứng', en: 'Publication and checking' }, clauses: publication() },
    ],
  }
}

/** Six sentences for the landing page. */
export function rulebookBullets(rules: ContestRules): readonly Bilingual[] {
  const { paper: of, prizes: given, collective } = rules
  const total = given.levels.reduce((sum, { count }) => sum + count, 0)
  const levels = (language: keyof Bilingual) =>
    given.levels.map(({ name, count }) => (language === 'vi' ? `${count} ${name.toLowerCase()}` : `${count} × ${name}`)).join(', ')
  return [
    {
      vi: `Có ${rules.rounds.length} tuần thi; mỗi tuần ${attemptsWords(rules).vi}.`,
      en: `There are ${rules.rounds.length} rounds; ${attemptsWords(rules).en} in each.`,
    },
    {
      vi: `Mỗi đề có ${of.questions} câu trắc nghiệm rút từ ngân hàng câu hỏi của Ban Tổ chức${rules.prediction.asked ? ' và một câu dự đoán' : ''}.`,
      en: `Each paper has ${of.questions} multiple-choice questions drawn from the organisers' bank${rules.prediction.asked ? ' and one prediction' : ''}.`,
    },
    timeLimit(rules),
    orderWords(rules.ranking),
    {
      vi: `Mỗi tuần có ${total} giải cá nhân: ${levels('vi')}.`,
      en: `Each round has ${total} individual prizes: ${levels('en')}.`,
    },
    collective === null
      ? { vi: 'Mỗi người nhận tối đa một giải trong một tuần.', en: 'One person wins at most one prize in a round.' }
      : collectiveWords(collective),
  ]
}

function entrants({ audience, access }: ContestRules): readonly Clause[] {
  const who: Readonly<Record<ContestRules['access']['who'], Bilingual>> = {
    roster: {
      vi: 'Chỉ người có tên trong danh sách thí sinh của Ban Tổ chức được dự thi.',
      en: "Only people on the organisers' roster may enter.",
    },
    'roster-or-registration': {
      vi: 'Người chưa có tên trong danh sách thí sinh có thể đăng ký và dự thi sau khi được Ban Tổ chức duyệt.',
      en: 'People not on the roster may register and enter once the organisers have approved them.',
    },
    open: { vi: 'Mọi người đều có thể dự thi.', en: 'Anyone may enter.' },
  }
  const clauses: Clause[] = [
    { id: 'entrants.audience', text: { vi: sentence(audience), en: sentence(audience) } },
    { id: 'entrants.access', text: who[access.who] },
  ]
  if (access.barredBoards.length > 0) {
    const boards = (language: keyof Bilingual) =>
      listWords(access.barredBoards.map((board) => boardNames[board][language]), language)
    clauses.push({
      id: 'entrants.barred',
      text: {
        vi: `Thành viên ${boards('vi')} không được dự thi. Người tham gia các ban này sau khi đã dự thi thì bài thi không được xếp hạng và không tính cho đơn vị.`,
        en: `Members of ${boards('en')} may not enter. The entry of somebody who joins one of them afterwards is neither ranked nor counted for the unit.`,
      },
    })
  }
  return clauses
}

export const boardNames: Readonly<Record<BoardKind, Bilingual>> = {
  organiser: { vi: 'Ban Tổ chức', en: 'the organising board' },
  juror: { vi: 'Ban Giám khảo', en: 'the jury' },
  assistant: { vi: 'Tổ giúp việc', en: 'the helping team' },
}

function times({ rounds, zone }: ContestRules): readonly Clause[] {
  const at = (instant: Instant, language: keyof Bilingual) => formatInstant(instant, zone, language)
  return [
    ...rounds.map(({ id, name, opensAt, closesAt }) => ({
      id: `rounds.${id}`,
      text: {
        vi: `${name}: mở lúc ${at(opensAt, 'vi')}; kết thúc lúc ${at(closesAt, 'vi')}.`,
        en: `${name}: opens ${at(opensAt, 'en')}; closes ${at(closesAt, 'en')}.`,
      },
    })),
    {
      id: 'rounds.arrival',
      text: {
        vi: `Thời điểm nộp bài là thời điểm bài đến máy chủ, theo giờ ${zone}. Bài đến đúng giờ kết thúc hoặc muộn hơn không được nhận.`,
        en: `The submission instant is the arrival at the server, in the zone ${zone}. An entry arriving at the closing instant or later is not accepted.`,
      },
    },
  ]
}

function paper(rules: ContestRules): readonly Clause[] {
  const { questions, blueprint, shuffleQuestions, shuffleOptions } = rules.paper
  const cells = (language: keyof Bilingual) => blueprint.map((cell) => cellWords(cell)[language]).join(', ')
  const clauses: Clause[] = [
    {
      id: 'paper.questions',
      text: {
        vi: `Mỗi đề thi gồm ${questions} câu trắc nghiệm, rút riêng cho từng thí sinh từ bộ đề đã chốt: ${cells('vi')}.`,
        en: `A paper has ${questions} multiple-choice questions, drawn for each contestant from the locked set: ${cells('en')}.`,
      },
    },
  ]
  if (shuffleQuestions || shuffleOptions) {
    const shuffled: Bilingual = !shuffleOptions
      ? { vi: 'Thứ tự câu hỏi', en: 'The order of questions differs' }
      : shuffleQuestions
        ? { vi: 'Thứ tự câu hỏi và phương án', en: 'The orders of questions and options differ' }
        : { vi: 'Thứ tự phương án', en: 'The order of options differs' }
    clauses.push({ id: 'paper.shuffle', text: { vi: `${shuffled.vi} khác nhau giữa các đề.`, en: `${shuffled.en} from paper to paper.` } })
  }
  const words = attemptsWords(rules)
  clauses.push(
    { id: 'paper.attempts', text: { vi: `Trong một tuần, ${words.vi}.`, en: `In a round there is ${words.en}.` } },
    { id: 'paper.time', text: timeLimit(rules) },
  )
  if (rules.prediction.asked) clauses.push({ id: 'paper.prediction', text: predictionWords(rules) })
  return clauses
}

const difficulties: Readonly<Record<Difficulty, Bilingual>> = {
  1: { vi: 'dễ', en: 'easy' },
  2: { vi: 'trung bình', en: 'medium' },
  3: { vi: 'khó', en: 'hard' },
}

function cellWords({ topic, difficulty, count }: BlueprintCell): Bilingual {
  const level = difficulty === null ? { vi: '', en: '' } : { vi: ` mức ${difficulties[difficulty].vi}`, en: ` ${difficulties[difficulty].en}` }
  return {
    vi: `${count} câu${level.vi}${topic === null ? (difficulty === null ? ' bất kỳ' : '') : ` về “${topic}”`}`,
    en: `${count}${level.en}${topic === null ? (difficulty === null ? ' of any kind' : '') : ` on “${topic}”`}`,
  }
}

function attemptsWords({ attempts: { perRound, counts } }: ContestRules): Bilingual {
  if (perRound === 1) return { vi: 'mỗi thí sinh có một lượt thi', en: 'one attempt per contestant' }
  const which: Readonly<Record<typeof counts, Bilingual>> = {
    first: { vi: 'tính lượt đầu tiên', en: 'the first one counts' },
    last: { vi: 'tính lượt cuối cùng', en: 'the last one counts' },
    best: { vi: 'tính lượt đúng nhiều câu nhất', en: 'the best one counts' },
  }
  return {
    vi: `mỗi thí sinh có tối đa ${perRound} lượt thi và ${which[counts].vi}`,
    en: `a limit of ${perRound} attempts per contestant and ${which[counts].en}`,
  }
}

function timeLimit({ attempts: { timeLimitMs, lateStart } }: ContestRules): Bilingual {
  if (timeLimitMs === null) {
    return {
      vi: 'Không giới hạn thời gian làm bài; phải nộp trước khi tuần thi kết thúc.',
      en: 'There is no time limit; the entry must arrive before the round closes.',
    }
  }
  const limit = { vi: formatDuration(timeLimitMs, 'vi'), en: formatDuration(timeLimitMs, 'en') }
  return lateStart === 'refused'
    ? {
        vi: `Thời gian làm bài là ${limit.vi} kể từ khi bấm “Vào thi”; phải vào thi khi còn đủ thời gian trước giờ kết thúc.`,
        en: `The time limit is ${limit.en} from pressing “Start”; start while that much time is left before closing.`,
      }
    : {
        vi: `Thời gian làm bài là ${limit.vi} kể từ khi bấm “Vào thi”; vào muộn thì chỉ làm đến giờ kết thúc.`,
        en: `The time limit is ${limit.en} from pressing “Start”; starting late, only until the round closes.`,
      }
}

function predictionWords({ prediction, paper: { questions } }: ContestRules): Bilingual {
  const counted: Bilingual =
    prediction.actualCounts === 'before-disqualification'
      ? { vi: 'kể cả bài bị Ban Giám khảo loại', en: 'including entries the jury disqualified' }
      : { vi: 'không kể bài bị Ban Giám khảo loại', en: 'not counting entries the jury disqualified' }
  return {
    vi: `Thí sinh ${prediction.required ? 'phải' : 'có thể'} dự đoán số người trả lời đúng tất cả ${questions} câu trong tuần (từ 0 đến ${formatNumber(prediction.maximum, 'vi')}). Số thực tế được đếm sau khi tuần thi kết thúc, ${counted.vi}.`,
    en: `A contestant ${prediction.required ? 'must' : 'may'} predict how many people answer all ${questions} questions right in the round (0 to ${formatNumber(prediction.maximum, 'en')}). The actual number is counted after the round has closed, ${counted.en}.`,
  }
}

const criterionWords: Readonly<Record<Criterion, Bilingual>> = {
  'correct-desc': { vi: 'số câu đúng nhiều hơn', en: 'more right answers' },
  'prediction-distance-asc': { vi: 'dự đoán gần số thực tế hơn', en: 'the prediction closer to the actual number' },
  'prediction-closest-without-exceeding': {
    vi: 'dự đoán gần số thực tế hơn mà không vượt quá',
    en: 'the prediction closer to the actual number without exceeding it',
  },
  'submitted-asc': { vi: 'nộp bài sớm hơn', en: 'the earlier submission' },
  'duration-asc': { vi: 'thời gian làm bài ngắn hơn', en: 'the shorter time taken' },
  'public-lot': { vi: 'bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước', en: 'a public lot from a seed committed beforehand' },
}

const orderWords = (ranking: readonly Criterion[]): Bilingual => ({
  vi: `Xếp hạng lần lượt theo: ${ranking.map((criterion, i) => `(${i + 1}) ${criterionWords[criterion].vi}`).join('; ')}.`,
  en: `Ranked in turn by: ${ranking.map((criterion, i) => `(${i + 1}) ${criterionWords[criterion].en}`).join('; ')}.`,
})

function ranking(rules: ContestRules): readonly Clause[] {
  return [
    {
      id: 'ranking.marking',
      text: {
        vi: 'Một câu được tính đúng khi chọn đúng và đủ các phương án đúng.',
        en: 'A question is right when exactly its right options are chosen.',
      },
    },
    { id: 'ranking.order', text: orderWords(rules.ranking) },
    {
      id: 'ranking.floor',
      text: {
        vi: `Được xét giải khi trả lời đúng từ ${rules.minimumCorrect} câu trở lên.`,
        en: `An entry needs at least ${rules.minimumCorrect} right answers to be considered for a prize.`,
      },
    },
  ]
}

function prizes({ prizes: { levels, capPerContest, whenTooFew }, collective }: ContestRules): readonly Clause[] {
  const clauses: Clause[] = levels.map(({ id, name, count, amount }) => ({
    id: `prizes.${id}`,
    text: {
      vi: `${name}: ${count} giải mỗi tuần${amount === null ? '' : `, mỗi giải ${formatMoney(amount, 'vi')}`}.`,
      en: `${name}: ${count} in each round${amount === null ? '' : `, ${formatMoney(amount, 'en')} each`}.`,
    },
  }))
  clauses.push({
    id: 'prizes.cap',
    text: {
      vi: `Mỗi người nhận tối đa một giải trong một tuần${capPerContest === null ? '' : ` và ${capPerContest} giải trong cả hội thi`}.`,
      en: `One person wins at most one prize in a round${capPerContest === null ? '' : ` and ${capPerContest} in the whole contest`}.`,
    },
  })
  clauses.push({
    id: 'prizes.too-few',
    text:
      whenTooFew === 'leave-unawarded'
        ? { vi: 'Không đủ người đạt mức xét giải thì các giải còn lại không trao.', en: 'Prizes nobody qualifies for are not awarded.' }
        : {
            vi: 'Không đủ người đạt mức xét giải thì lấy người kế tiếp trong bảng xếp hạng.',
            en: 'When too few qualify, the next in the standings are taken.',
          },
  })
  if (collective !== null) clauses.push({ id: 'prizes.collective', text: collectiveWords(collective) })
  return clauses
}

const tieBreakWords: Readonly<Record<CollectiveTieBreak, Bilingual>> = {
  'participation-rate-desc': { vi: 'tỷ lệ tham gia cao hơn', en: 'the higher participation rate' },
  'all-correct-desc': { vi: 'có nhiều người đúng tất cả các câu hơn', en: 'more all-correct people' },
  'headcount-desc': { vi: 'đông người hơn', en: 'the larger headcount' },
  'last-participant-asc': { vi: 'đạt số người dự thi đó sớm hơn', en: 'reaching that number earlier' },
  jury: { vi: 'Ban Giám khảo quyết định', en: "the jury's decision" },
}

function collectiveWords({ count, amount, by, tieBreaks }: NonNullable<ContestRules['collective']>): Bilingual {
  const what: Bilingual =
    by === 'participants'
      ? { vi: 'có nhiều người dự thi nhất', en: 'with most participants' }
      : { vi: 'có tỷ lệ người dự thi cao nhất', en: 'with the highest participation rate' }
  const ties = (language: keyof Bilingual) => tieBreaks.map((tieBreak) => tieBreakWords[tieBreak][language]).join('; ')
  return {
    vi: `${count} giải tập thể${amount === null ? '' : ` (mỗi giải ${formatMoney(amount, 'vi')})`} cho đơn vị ${what.vi} trong suốt hội thi; mỗi người tính một lần${tieBreaks.length === 0 ? '' : `. Bằng nhau thì xét: ${ties('vi')}`}.`,
    en: `${count} collective prizes${amount === null ? '' : ` (${formatMoney(amount, 'en')} each)`} for the units ${what.en} over the whole contest; each person counts once${tieBreaks.length === 0 ? '' : `. Ties are decided by: ${ties('en')}`}.`,
  }
}

const publication = (): readonly Clause[] => [
  {
    id: 'publication.secrecy',
    text: {
      vi: 'Trước khi công bố, không ai được biết đáp án, số câu đúng và các số dự đoán.',
      en: 'Before publication nobody learns the key, who was right, or any prediction.',
    },
  },
  {
    id: 'publication.receipt',
    text: {
      vi: 'Mỗi bài nộp có một biên nhận đã ký kèm mã mười ký tự, dùng để tra cứu và kiểm chứng.',
      en: 'Every entry gets a signed receipt with a ten-character code by which it can be found and checked.',
    },
  },
  {
    id: 'publication.reasons',
    text: {
      vi: 'Kết quả công bố kèm lý do xếp hạng của từng người đạt giải.',
      en: "Results are published with the reason for each winner's place.",
    },
  },
]

function listWords(words: readonly string[], language: keyof Bilingual): string {
  const last = words.at(-1) as string
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} ${language === 'vi' ? 'và' : 'and'} ${last}`
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
