/** How the questions of a round worked, for the office, with what every column means. */
import type { Takers } from '#contest/analysis/counts.ts'
import { flagLimits, flagKinds } from '#contest/analysis/flags.ts'
import type { ItemAnalysis, QuestionAnalysis } from '#contest/analysis/item-analysis.ts'
import { longestSeconds } from '#contest/analysis/times.ts'
import { flagWords } from '#contest/analysis/words.ts'
import type { Question } from '#contest/questions/question.ts'
import type { Cell, Table } from './workbook.ts'
import { letterOf } from '#contest/questions/letters.ts'

type Counted = Pick<Takers, 'count' | 'restSum' | 'upper'>

/** A question with what was counted of it. */
interface DescribedQuestion
  extends Omit<QuestionAnalysis, 'question' | 'options' | 'unanswered'>, Pick<Question, 'code' | 'stem' | 'topic' | 'difficulty'> {
  readonly source: string | null
  readonly unanswered: Counted
  /** An empty text: a picture stands for it. */
  readonly options: readonly (Counted & { readonly text: string; readonly correct: boolean })[]
}

export interface AnalysedRound extends Omit<ItemAnalysis, 'questions'> {
  readonly round: { readonly name: string }
  readonly questions: readonly DescribedQuestion[]
}

export const analysisTables = (round: AnalysedRound): readonly Table[] => [
  questionTable(round),
  optionTable(round),
  groupTable(round),
  explanation(round),
]

const share = (part: number, whole: number): Cell => (whole === 0 ? null : { value: part / whole, format: '0.0%' })
const mean = (sum: number, count: number): Cell => (count === 0 ? null : { value: sum / count, format: '0.0' })
const correlation = (thousandths: number | null): Cell => (thousandths === null ? null : { value: thousandths / 1000, format: '0.00' })

/** “Nghi sai đáp án (B); Quá khó” */
const flagText = ({ flags }: DescribedQuestion): string =>
  flags
    .map(({ kind, options }) => flagWords[kind].name.vi + (options.length === 0 ? '' : ` (${options.map(letterOf).join(', ')})`))
    .join('; ')

const keyText = ({ options }: DescribedQuestion): string =>
  options.flatMap(({ correct }, position) => (correct ? [letterOf(position)] : [])).join(', ')

const questionTable = ({ questions }: AnalysedRound): Table => ({
  name: 'Câu hỏi',
  header: [
    ...['Mã', 'Câu hỏi', 'Chủ đề', 'Mức độ', 'Đáp án', 'Số đề', 'Có trả lời', 'Số người đúng', 'Tỉ lệ đúng', 'Độ phân biệt', 'Cần xem'],
    ...['Thời gian (giây)', 'Giây, người đúng', 'Giây, người chưa đúng', 'Số đề có thời gian'],
    'Nguồn',
  ],
  widths: [8, 60, 20, 8, 8, 8, 10, 10, 10, 10, 32, 12, 12, 12, 12, 40],
  rows: questions.map((question) => [
    ...[question.code, question.stem, question.topic ?? '', question.difficulty, keyText(question)],
    ...[question.papers, question.answered, question.right],
    share(question.right, question.papers),
    correlation(question.discrimination),
    flagText(question),
    ...[question.time?.median ?? null, question.time?.right ?? null, question.time?.wrong ?? null, question.time?.papers ?? 0],
    question.source ?? '',
  ]),
})

const optionTable = ({ questions }: AnalysedRound): Table => ({
  name: 'Phương án',
  header: [
    'Mã',
    'Phương án',
    'Nội dung',
    'Là đáp án',
    'Số người chọn',
    'Tỉ lệ chọn',
    'Điểm các câu khác (trung bình)',
    'Trong nhóm khá nhất',
    'Ghi chú',
  ],
  widths: [8, 11, 60, 10, 12, 10, 16, 14, 24],
  rows: questions.flatMap((question): Cell[][] => [
    ...question.options.map(({ text, correct, count, restSum, upper }, position) => [
      ...[question.code, letterOf(position), text === '' ? '(hình ảnh)' : text, correct ? 'x' : '', count],
      ...[share(count, question.papers), mean(restSum, count), upper],
      question.flags.flatMap(({ kind, options }) => (options.includes(position) ? [flagWords[kind].name.vi] : [])).join('; '),
    ]),
    [
      ...[question.code, '–', 'Không trả lời', '', question.unanswered.count],
      ...[share(question.unanswered.count, question.papers), mean(question.unanswered.restSum, question.unanswered.count)],
      ...[question.unanswered.upper, ''],
    ],
  ]),
})

const levelNames = { 1: 'Dễ', 2: 'Trung bình', 3: 'Khó' } as const

function groupTable({ topics, levels }: AnalysedRound): Table {
  const row = (kind: string, name: string, group: AnalysedRound['topics'][number] | AnalysedRound['levels'][number]): Cell[] => [
    ...[kind, name, group.questions, group.papers, group.right],
    ...[share(group.right, group.papers), correlation(group.discrimination), group.flagged],
  ]
  return {
    name: 'Chủ đề và mức độ',
    header: ['Theo', 'Tên', 'Số câu', 'Lượt ra đề', 'Lượt đúng', 'Tỉ lệ đúng', 'Độ phân biệt trung bình', 'Số câu cần xem'],
    widths: [12, 40, 8, 12, 12, 12, 14, 12],
    rows: [
      ...topics.map((group) => row('Chủ đề', group.key ?? 'Chưa ghi chủ đề', group)),
      ...levels.map((group) => row('Mức độ', group.key === null ? 'Chưa ghi mức độ' : levelNames[group.key], group)),
    ],
  }
}

function explanation({ round, entries, questionsPerPaper, right, questions }: AnalysedRound): Table {
  const { enoughPapers, upperShare } = flagLimits
  const average = entries === 0 ? '' : `; trung bình đúng ${(right / entries).toFixed(1).replace('.', ',')} câu`
  return {
    name: 'Giải thích',
    header: ['Mục', 'Nghĩa'],
    widths: [28, 110],
    rows: [
      ['Tuần thi', `${round.name}: ${String(entries)} bài được tính, mỗi đề ${String(questionsPerPaper)} câu${average}.`],
      ['Bài được tính', 'Mỗi thí sinh một bài; không gồm bài không xếp hạng (thành viên các ban, bài bị loại, lượt thi khác được tính).'],
      ['Số đề', `Số đề thi có câu này. Dưới ${String(enoughPapers)} đề, mọi con số của câu chỉ để tham khảo và câu không bị đánh dấu.`],
      ['Tỉ lệ đúng', 'Số người đúng chia cho số đề có câu đó; không trả lời tính là chưa đúng.'],
      [
        'Độ phân biệt',
        'Hệ số tương quan điểm – nhị phân giữa việc đúng câu này và số câu đúng trong các câu khác của cùng đề, từ −1 đến 1. Càng cao, câu càng tách được người nắm vững và người chưa nắm vững. Để trống khi không tính được: ai cũng đúng, không ai đúng, hoặc mọi người bằng điểm nhau.',
      ],
      ['Điểm các câu khác', 'Số câu đúng trong các câu còn lại của đề, tính trung bình trên những người chọn phương án.'],
      [
        'Nhóm khá nhất',
        `Những đề có điểm các câu khác cao nhất, ít nhất ${String(upperShare)} % số đề có câu đó; người bằng điểm nhau luôn cùng nhóm.`,
      ],
      [
        'Thời gian',
        questions.every(({ time }) => time === null)
          ? 'Chưa có số liệu về thời gian làm từng câu.'
          : `Số giây câu hỏi hiện trên màn hình, tính trung vị: một nửa số người không lâu hơn. ${String(longestSeconds)} nghĩa là từ ${String(longestSeconds)} giây trở lên. Máy của thí sinh tự ghi nên chỉ để tham khảo, không dùng để xếp hạng.`,
      ],
      ...flagKinds.map((kind): Cell[] => [flagWords[kind].name.vi, `${flagWords[kind].meaning.vi} ${flagWords[kind].advice.vi}`]),
    ],
  }
}
