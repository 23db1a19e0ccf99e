/** Single settings of the rules in words of both languages; rulebook.ts makes clauses of them. */
import { instantOf, wallTime } from '../calendar.ts'
import { criteria, endsByHand, type Criterion } from '../criteria.ts'
import { isWhole } from '../rules/percent.ts'
import { predictedText, predictedValues } from '../rules/predicted.ts'
import type {
  AttemptRules,
  BlueprintCell,
  ComplaintRules,
  ContestRules,
  Difficulty,
  FixedSets,
  IncidentRules,
  PredictionRules,
  RetentionRules,
  RoundRules,
  StudyDocument,
  PrizeRules,
} from '../rules/rules.ts'
import { onItsWayMs } from '../tally/attempt.ts'
import type { Bilingual, Instant, Language } from '../values.ts'
import { formatDate, formatDay, formatDuration, formatNumber, formatTime } from '../wording.ts'

/** “Tuần 1: từ 00:00 thứ Hai, 09/9/2024 đến hết thứ Sáu, 13/9/2024.” */
export function roundWords({ name, opensAt, closesAt }: RoundRules, zone: string): Bilingual {
  const at = (instant: Instant, language: Language) =>
    `${formatTime(instant, zone)} ${language === 'vi' ? '' : 'on '}${formatDay(instant, zone, language)}`
  const end: Bilingual = isMidnight(closesAt, zone)
    ? { vi: `hết ${formatDay(closesAt - 1, zone, 'vi')}`, en: `the end of ${formatDay(closesAt - 1, zone, 'en')}` }
    : { vi: `trước ${at(closesAt, 'vi')}`, en: at(closesAt, 'en') }
  return { vi: `${name}: từ ${at(opensAt, 'vi')} đến ${end.vi}.`, en: `${name}: from ${at(opensAt, 'en')} until ${end.en}.` }
}

export function isMidnight(at: Instant, zone: string): boolean {
  const { hour, minute, second } = wallTime(at, zone)
  return hour + minute + second === 0
}

/** What official documents call themselves: the first words of their titles. The number and the date follow it, then who issued it. */
const documentKinds =
  /^(Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chương trình hành động|Chương trình|Chỉ thị|Thông tư|Thông báo|Kết luận|Quy định|Quy chế|Hướng dẫn|Công văn|Đề án|Báo cáo|Luật|Pháp lệnh)(?= )/

const kindOf = (title: string): string | null => documentKinds.exec(title)?.[0] ?? null

/** As questions cite a document: “Nghị quyết số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy Thừa Thiên Huế”. */
export function documentCitation({ number, date, issuer, title }: Omit<StudyDocument, 'link'>): string {
  // `checkRules` vouches for the date.
  const day = formatDate(instantOf(date, 'UTC') as Instant, 'UTC')
  return `${kindOf(title) ?? 'Văn bản'} số ${number} ngày ${day} của ${issuer}`
}

/**
 * “Nghị quyết số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy Thừa Thiên Huế về chuyển đổi số …” as official documents name one another (Nghị định
 * 30/2020/NĐ-CP). Titles are Vietnamese in both languages.
 */
export function documentWords(document: StudyDocument): Bilingual {
  const { number, date, issuer, title, link } = document
  const kind = kindOf(title)
  const subject = kind === null ? title : title.slice(kind.length + 1)
  const joined = kind === null ? `: ${subject}` : /^\p{Lu}/u.test(subject) ? ` về ${subject}` : ` ${subject}`
  const found = link === null ? '' : ` (${link})`
  const day = formatDate(instantOf(date, 'UTC') as Instant, 'UTC')
  return {
    vi: `${documentCitation(document)}${joined}${found}`,
    en: `No. ${number} of ${day} by ${issuer}: ${title}${found}`,
  }
}

const difficulties: Readonly<Record<Difficulty, Bilingual>> = {
  1: { vi: 'dễ', en: 'easy' },
  2: { vi: 'trung bình', en: 'medium' },
  3: { vi: 'khó', en: 'hard' },
}

/** “3 câu mức khó về “Dịch vụ công””. */
export function cellWords({ topic, difficulty, count, percent }: BlueprintCell): Bilingual {
  const share = percent === undefined ? '' : ` (${percent}%)`
  if (topic === null && difficulty === null) return { vi: `${count} câu${share} bất kỳ`, en: `${count}${share} of any kind` }
  const level =
    difficulty === null ? { vi: '', en: '' } : { vi: ` mức ${difficulties[difficulty].vi}`, en: ` ${difficulties[difficulty].en}` }
  const about = topic === null ? { vi: '', en: '' } : { vi: ` về “${topic}”`, en: ` on “${topic}”` }
  return { vi: `${count} câu${share}${level.vi}${about.vi}`, en: `${count}${share}${level.en}${about.en}` }
}

/** What follows a blueprint some of whose percentages are no whole questions. */
export const remainderWords = (cells: readonly BlueprintCell[], questions: number): Bilingual =>
  cells.every(({ percent }) => percent === undefined || isWhole(questions, percent))
    ? { vi: '', en: '' }
    : {
        vi: '; số câu lẻ khi tính theo tỷ lệ được trao cho những phần có số dư lớn nhất',
        en: '; questions left over by the percentages go to the largest remainders',
      }

/** How the papers of a round (its place counts from 0), of so many questions, differ from those of the others; null when they do not. */
export function roundDrawWords({ name, draw }: RoundRules, place: number, questions: number): Bilingual | null {
  const { blueprint } = draw
  const cells = blueprint?.map(cellWords)
  const sentences: Bilingual[] = []
  if (cells !== undefined) {
    const left = remainderWords(blueprint as readonly BlueprintCell[], questions)
    sentences.push({
      vi: `${name}: mỗi đề thi gồm ${cells.map(({ vi }) => vi).join('; ')}${left.vi}.`,
      en: `${name}: a paper has ${cells.map(({ en }) => en).join('; ')}${left.en}.`,
    })
  }
  // Nothing comes before the first round.
  if (place > 0) {
    sentences.push(
      draw.reuse
        ? {
            vi: `${name} có thể rút lại câu hỏi trong bộ đề của các tuần thi trước, dù đáp án của tuần trước đã công bố.`,
            en: `${name} may draw questions that are in the set of an earlier round, though its answers are public by then.`,
          }
        : {
            vi: `${name} không rút lại câu hỏi trong bộ đề của các tuần thi trước.`,
            en: `${name} draws no question that is in the set of an earlier round.`,
          },
    )
  }
  return sentences.length === 0 ? null : { vi: sentences.map(({ vi }) => vi).join(' '), en: sentences.map(({ en }) => en).join(' ') }
}

/** Which sets there are, and what each is made of. */
export function setsWords({ names }: FixedSets, rounds: number, made: Bilingual): Bilingual {
  const each = rounds === 1 ? { vi: '', en: '' } : { vi: ' ở mỗi tuần thi', en: ' in each round' }
  return {
    vi: `Đề thi do Ban Tổ chức chốt trước khi mở thi, gồm ${names.length} đề${each.vi}: ${listWords(names, 'vi')}. Mỗi đề gồm ${made.vi}. Không câu hỏi nào có trong hai đề.`,
    en: `The organisers lock ${names.length} sets${each.en} before the opening: ${listWords(names, 'en')}. Each has ${made.en}. No question is in two of them.`,
  }
}

/** Who says which set an attempt has. */
export function setChoiceWords({ chosenBy, further }: FixedSets, perRound: number): Bilingual {
  const first: Bilingual =
    chosenBy === 'contestant'
      ? {
          vi: 'Thí sinh tự chọn một đề trước khi bấm “Vào thi”; đã vào thi thì không đổi đề.',
          en: 'Contestants choose one set before pressing “Start”; an attempt keeps its set.',
        }
      : {
          vi: 'Đề của mỗi lượt thi do phần mềm bốc thăm; đã vào thi thì không đổi đề.',
          en: 'The set of each attempt is drawn by lot; an attempt keeps its set.',
        }
  if (perRound === 1) return first
  const later: Bilingual =
    further === 'another'
      ? { vi: 'Lượt thi sau phải là một đề chưa làm.', en: 'A further attempt takes a set not taken before.' }
      : { vi: 'Lượt thi sau có thể là đề đã làm.', en: 'A further attempt may take a set taken before.' }
  return { vi: `${first.vi} ${later.vi}`, en: `${first.en} ${later.en}` }
}

/** A clause that follows “Trong mỗi tuần thi, …”. */
const countsWords: Readonly<Record<AttemptRules['counts'], Bilingual>> = {
  first: { vi: 'bài nộp ở lượt đầu được tính', en: 'the first one submitted counts' },
  last: { vi: 'bài nộp ở lượt cuối được tính', en: 'the last one submitted counts' },
  best: {
    vi: 'bài đúng nhiều câu nhất được tính (bằng nhau thì tính lượt trước)',
    en: 'the one with most right answers counts (of equal ones, the earlier)',
  },
}

/** What is said of attempts given one by one; null where none is. */
export function extraAttemptWords({ extra, counts }: AttemptRules): Bilingual | null {
  if (extra === null) return null
  const which =
    extra === 'replaces'
      ? { vi: 'bài nộp ở lượt thi thêm được tính thay các bài trước', en: 'what is submitted in it counts in place of what was before' }
      : countsWords[counts]
  return {
    vi: `Khi có sự cố, thí sinh đã dùng hết lượt thi có thể được cho thi thêm một lượt khi tuần thi còn mở, do hai người của hội thi quyết định và ghi rõ lý do; ${which.vi}.`,
    en: `After trouble, a contestant who has no attempt left may be given another while the round is open; two people of the contest decide and write down why; ${which.en}.`,
  }
}

export function attemptsWords({ perRound, perDay, counts }: AttemptRules): Bilingual {
  if (perRound === 1) return { vi: 'mỗi thí sinh có một lượt thi', en: 'each contestant has one attempt' }
  const daily = perDay === null ? { vi: '', en: '' } : { vi: `, mỗi ngày nhiều nhất ${perDay} lượt`, en: `, ${perDay} a day at most` }
  return {
    vi: `mỗi thí sinh có tối đa ${perRound} lượt thi${daily.vi}; ${countsWords[counts].vi}`,
    en: `each contestant has up to ${perRound} attempts${daily.en}; ${countsWords[counts].en}`,
  }
}

export function timeLimitWords({ timeLimitMs, lateStart }: AttemptRules): Bilingual {
  if (timeLimitMs === null) {
    return {
      vi: 'Không giới hạn thời gian làm bài; bài phải nộp trước khi tuần thi kết thúc.',
      en: 'There is no time limit; the entry must arrive before the round closes.',
    }
  }
  const limit = { vi: formatDuration(timeLimitMs, 'vi'), en: formatDuration(timeLimitMs, 'en') }
  return lateStart === 'refused'
    ? {
        vi: `Thời gian làm bài là ${limit.vi} kể từ khi bấm “Vào thi”, hết giờ thì bài được nộp như đang có; khi không còn đủ ${limit.vi} trước giờ kết thúc thì không được vào thi.`,
        en: `The time limit is ${limit.en} from pressing “Start”, and what is there when it ends is submitted; nobody can start when less than ${limit.en} is left before closing.`,
      }
    : {
        vi: `Thời gian làm bài là ${limit.vi} kể từ khi bấm “Vào thi”, hết giờ thì bài được nộp như đang có; người vào muộn chỉ được làm đến giờ kết thúc.`,
        en: `The time limit is ${limit.en} from pressing “Start”, and what is there when it ends is submitted; who starts late has only until the round closes.`,
      }
}

/** What a network may take beyond the time limit, where there is one. */
export const onItsWayWords: Bilingual = {
  vi: `Bài gửi đi khi hết giờ làm bài mà đường truyền chậm vẫn được nhận nếu đến máy chủ trong vòng ${formatDuration(onItsWayMs, 'vi')} sau khi hết giờ và trước khi tuần thi kết thúc.`,
  en: `An entry sent when the time limit ends, and slow on its way, is still accepted if it arrives within ${formatDuration(onItsWayMs, 'en')} after the end of that time and before the round closes.`,
}

export function predictionWords({ prediction, attempts, ranking, paper: { questions } }: ContestRules): Bilingual {
  const counted: Bilingual =
    prediction.actualCounts === 'before-disqualification'
      ? { vi: 'kể cả bài bị Ban Giám khảo loại', en: 'including entries the jury disqualified' }
      : { vi: 'không kể bài bị Ban Giám khảo loại', en: 'not counting entries the jury disqualified' }
  const ended: Bilingual =
    prediction.required && attempts.timeLimitMs !== null
      ? {
          vi: ' Hết thời gian làm bài mà chưa dự đoán thì những câu đã trả lời vẫn được nộp.',
          en: ' When the time ends before a prediction is made, what was answered is submitted all the same.',
        }
      : { vi: '', en: '' }
  const mayMiss = !prediction.required || attempts.timeLimitMs !== null
  const missing: Bilingual =
    mayMiss && ranking.some((criterion) => criteria[criterion].predicts)
      ? {
          vi: `${ended.vi} Khi xét dự đoán, bài không có số dự đoán xếp sau.`,
          en: `${ended.en} Entries without a prediction come after those with one.`,
        }
      : ended
  const value = predictedValues[prediction.of]
  const [what, to, rounded] = [value.words(questions), mostWords(prediction, attempts.perRound), roundingWords(prediction)]
  return {
    vi: `Thí sinh ${prediction.required ? 'phải' : 'có thể'} dự đoán ${what.vi} (từ 0 ${to.vi}). ${value.counted.vi}, ${counted.vi}${rounded.vi}.${missing.vi}`,
    en: `A contestant ${prediction.required ? 'must' : 'may'} predict ${what.en} (0 ${to.en}). ${value.counted.en}, ${counted.en}${rounded.en}.${missing.en}`,
  }
}

/** The largest number that is accepted. */
function mostWords({ of, decimals, maximum }: PredictionRules, perRound: number): Bilingual {
  if (maximum !== 'roster') {
    const most = (language: Language): string =>
      of === 'all-correct-percentage' ? '100' : predictedText({ of, decimals }, maximum, language)
    return { vi: `đến ${most('vi')}`, en: `to ${most('en')}` }
  }
  return of === 'attempts' && perRound > 1
    ? {
        vi: `đến ${formatNumber(perRound, 'vi')} lần số người có tên trong danh sách thí sinh`,
        en: `to ${formatNumber(perRound, 'en')} times the number of people on the roster`,
      }
    : { vi: 'đến số người có tên trong danh sách thí sinh', en: 'to the number of people on the roster' }
}

function roundingWords({ of, decimals }: PredictionRules): Bilingual {
  if (of !== 'all-correct-percentage') return { vi: '', en: '' }
  return decimals === 0
    ? { vi: ', làm tròn đến phần trăm nguyên', en: ', rounded to a whole percent' }
    : { vi: `, làm tròn đến ${decimals} chữ số thập phân`, en: `, rounded to ${decimals} decimal${decimals === 1 ? '' : 's'}` }
}

export const orderWords = (ranking: readonly Criterion[]): Bilingual => ({
  vi: `Thí sinh được xếp hạng lần lượt theo: ${ranking.map((criterion, i) => `(${i + 1}) ${criteria[criterion].rankedBy.vi}`).join('; ')}.`,
  en: `Contestants are ranked in turn by: ${ranking.map((criterion, i) => `(${i + 1}) ${criteria[criterion].rankedBy.en}`).join('; ')}.`,
})

/** What the organisers decide, and how; null: the lot parts all. */
export const byHandWords = (ranking: readonly Criterion[]): Bilingual | null =>
  endsByHand(ranking)
    ? {
        vi: 'Khi các thí sinh bằng nhau ở mọi tiêu chí khác mà việc trao giải phụ thuộc vào thứ tự giữa họ, Ban Tổ chức xem xét, quyết định: một người đề xuất thứ tự kèm lý do cho từng người xếp sau, một người khác đồng ý. Kết quả chỉ được phê duyệt, công bố sau quyết định ấy. Những người bằng nhau còn lại đồng hạng.',
        en: 'When contestants are equal by every other criterion and prizes depend on their order, the organisers decide: one proposes the order with a reason for everybody placed below another, a second person agrees. Results are approved and published only after that. Others who are equal share their place.',
      }
    : null

/** Who wins at all. */
export const floorWords = ({ minimumCorrect, paper }: Pick<ContestRules, 'minimumCorrect' | 'paper'>): Bilingual =>
  minimumCorrect === 0
    ? { vi: 'Mọi thí sinh có bài dự thi được tính đều được xét giải.', en: 'Everybody whose entry counts is considered for a prize.' }
    : minimumCorrect >= paper.questions
      ? {
          vi: `Chỉ thí sinh trả lời đúng cả ${paper.questions} câu được xét giải.`,
          en: `Only who answers all ${paper.questions} questions right is considered for a prize.`,
        }
      : {
          vi: `Thí sinh trả lời đúng từ ${minimumCorrect} câu trở lên được xét giải.`,
          en: `An entry needs at least ${minimumCorrect} right answers to be considered for a prize.`,
        }

/** Where a doubt about a result goes, and until when. */
export const complaintWords = ({ to, days }: ComplaintRules): Bilingual => ({
  vi: `Khiếu nại về kết quả gửi bằng văn bản đến ${to} ${days === null ? 'trước khi trao giải' : `trong vòng ${days} ngày kể từ khi công bố kết quả của tuần thi`}.`,
  en: `Complaints about a result go in writing to ${to} ${days === null ? 'before the prizes are handed over' : `within ${days} days of the publication of the results of the round`}.`,
})

/** How long personal data is kept, and what stays. */
export const retentionWords = ({ months }: RetentionRules): Bilingual => ({
  vi: `Dữ liệu cá nhân của thí sinh được lưu ${formatNumber(months, 'vi')} tháng kể từ lần công bố kết quả cuối cùng của hội thi, sau đó được xóa; kết quả đã công bố, trong đó có tên người đạt giải, và bằng chứng để kiểm chứng được giữ lại.`,
  en: `Personal data of contestants is kept for ${formatNumber(months, 'en')} ${months === 1 ? 'month' : 'months'} from the last publication of results of the contest and then erased; what was published, with the names of the winners, and the proofs of it stay.`,
})

/** Who tells of trouble, and what it is decided by. */
export const incidentWords = ({ by, to }: IncidentRules): Bilingual => ({
  vi: `Khi có sự cố trong thời gian thi, ${by === 'unit' ? 'đơn vị của thí sinh' : 'thí sinh'} báo ngay cho ${to}; Ban Tổ chức căn cứ dữ liệu được ghi trên hệ thống để xem xét, quyết định.`,
  en: `In case of trouble while a round runs, ${by === 'unit' ? "the contestant's unit tells" : 'the contestant tells'} ${to} at once; the organisers decide by what the system has recorded.`,
})

/** The name of a prize inside a sentence: its first letter small, the rest as the organisers write it. */
export const prizeInSentence = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)

/** `a`, `a và b`, `a, b và c`. */
export function listWords(words: readonly string[], language: Language): string {
  const last = words.at(-1) as string
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} ${language === 'vi' ? 'và' : 'and'} ${last}`
}

/** What becomes of a prize that is revoked after publication. */
export const revokedWords: Readonly<Record<NonNullable<PrizeRules['whenRevoked']>, Bilingual>> = {
  'next-moves-up': {
    vi: 'Giải cá nhân đã công bố chỉ bị thu hồi khi có hai người của Ban Tổ chức hoặc Ban Giám khảo cùng quyết định và nêu lý do. Khi đó mỗi người được giải thấp hơn được chuyển lên một bậc, người xếp kế tiếp được xét giải nhận giải cuối; nếu những người lẽ ra được chuyển lên bằng nhau ở mọi tiêu chí thì giải bị thu hồi để trống; kết quả được công bố lại kèm lý do, bản công bố trước vẫn xem được.',
    en: 'A published individual prize is revoked only when two people of the organisers or the jury decide so and say why. Then everybody with a lower prize moves up a place and the next person who can be considered takes the last one; if those who would move up are equal by every criterion, the revoked prize stays empty; the results are published anew with the reason, and those of before can still be read.',
  },
  'stays-empty': {
    vi: 'Giải cá nhân đã công bố chỉ bị thu hồi khi có hai người của Ban Tổ chức hoặc Ban Giám khảo cùng quyết định và nêu lý do. Khi đó giải ấy không trao cho người khác; kết quả được công bố lại kèm lý do, bản công bố trước vẫn xem được.',
    en: 'A published individual prize is revoked only when two people of the organisers or the jury decide so and say why. Then nobody else gets it; the results are published anew with the reason, and those of before can still be read.',
  },
}
