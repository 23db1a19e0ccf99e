/** Of which questions words speak that stand outside of them: by number, by order, from one on, or the whole file. */
import { cleanText } from '#contest/text.ts'

export interface Subjects {
  /** Named by number, in digits or in words. */
  readonly numbers: readonly number[]
  /** How many of the first, and of the last. */
  readonly first: number
  readonly last: number
  /** All from this number on; Infinity for none. */
  readonly from: number
  /** Several that it does not name, or all of them. */
  readonly isWide: boolean
}

const MAX_READ = 600
const MAX_RANGE = 200
const spelled = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười']
const ordinals: Readonly<Record<string, number>> = { nhất: 1, nhì: 2, tư: 4 }
const words = [...spelled, ...Object.keys(ordinals)].join('|')
const valueOf = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : (ordinals[word.toLowerCase()] ?? spelled.indexOf(word.toLowerCase()) + 1)

const question = String.raw`(?:câu|cau)(?:\s+(?:hỏi|hoi))?`
const joint = String.raw`\s*(?:,|;|&|-|–|và|va|and|đến|den|tới|to)\s*(?:(?:câu|cau)\s*)?`
const listed = new RegExp(
  String.raw`(?<!\p{L})(?:${question}(?:\s+(?:số|so|thứ|thu))?\s*|questions?\s*(?:no\.?\s*)?|(?:câu|cau)[^\d:\n]{1,30}:\s*|[cq](?=\d))0*(\d{1,4}(?:${joint}\d{1,4}(?![\d\p{L}/]))*)(?![\d\p{L}])`,
  'giu',
)
const range = /(\d+)(?:[-–](?=\d)|\s*[-–]\s*(?=câu|cau)|\s*(?:đến|den|tới|to)\s*)(?:(?:câu|cau)\s*)?(\d+)|(\d+)/giu
const inWords = new RegExp(String.raw`(?<!\p{L})câu (?:hỏi )?(?:số |thứ )?(${words})(?!\p{L})`, 'giu')
const atEnds = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(\d{1,3}|${words})\s+)?${question}\s+(đầu|dau|cuối|cuoi|chót)(?:\s+(?:tiên|tien|cùng|cung))?(?!\p{L})`,
  'giu',
)
/** "3/ không dùng". */
const counted = /^[\s(*]*0*(\d{1,3})\s*[/.):–-]\s*(?=\p{Ll}|.{1,30}$)/u
/** "Đính chính: 5:B; 7:C". */
const paired = /(?:^|[:;,(]\s*)0*(\d{1,3})\s*[:.)=–>-]{0,2}\s*[A-H](?=\s*(?:[.,;)]|$))/gu
const onwards =
  /(?<!\p{L})(?:câu|cau)\s+(?:số\s+)?0*(\d{1,4})\s+(?:trở (?:đi|xuống)|về sau|đến (?:hết|cuối)|tro (?:di|xuong)|onwards?)(?!\p{L})/iu
const wide =
  /(?<!\p{L})(?:(?:các|những|mọi|tất cả|toàn bộ|một số|nhiều|vài|mấy|có|hàng loạt|cac|nhung|tat ca|toan bo|mot so|some|all|several|these|the)\s+(?:các\s+)?(?:câu|cau|đáp án|dap an|questions?|answers?|keys?)|(?:bộ (?:câu hỏi|đề|đáp án)|(?:bảng|phần|bản) (?:đáp án|này|trên)|đáp án (?:này|trên|dưới|ở trên)|đề này|tệp này|file này|this (?:file|key|set)))(?!\p{L})/iu

export function subjectsOf(text: string): Subjects {
  const clean = cleanText(text.slice(0, MAX_READ))
  const ends = [...clean.matchAll(atEnds)].map(([, count = '1', end = '']) => ({ count: valueOf(count), isFirst: /^[đd]/iu.test(end) }))
  const most = (isFirst: boolean): number => Math.max(0, ...ends.flatMap((one) => (one.isFirst === isFirst ? [one.count] : [])))
  return {
    numbers: [
      ...new Set([
        ...[...clean.matchAll(listed)].flatMap(([, list = '']) => numbersOf(list)),
        ...[...clean.matchAll(inWords)].map(([, word = '']) => valueOf(word)),
        ...(counted.exec(clean)?.slice(1) ?? []).map(Number),
        ...[...clean.matchAll(paired)].map(([, number]) => Number(number)),
      ]),
    ],
    first: most(true),
    last: most(false),
    from: Number(onwards.exec(clean)?.[1] ?? Infinity),
    isWide: wide.test(clean),
  }
}

/** "2, 4", "2-4", "2 đến câu 4". */
const numbersOf = (list: string): readonly number[] =>
  [...list.matchAll(range)].flatMap(([, from, to, alone]) => {
    const [least, most] = [Number(from ?? alone), Number(to ?? alone)]
    return Array.from({ length: Math.min(MAX_RANGE, Math.max(1, most - least + 1)) }, (_, at) => least + at)
  })

/** Does it say of which, be they of this file or not? */
export const isNamed = ({ numbers, first, last, from }: Subjects): boolean => numbers.length > 0 || first > 0 || last > 0 || from < Infinity

/** @param numbers of the questions of the file, in order; where none has one they are counted */
export function positionsOf({ numbers: named, first, last, from }: Subjects, numbers: readonly (number | null)[]): readonly number[] {
  const isCounted = numbers.every((number) => number === null)
  return numbers.flatMap((given, at) => {
    const number = isCounted ? at + 1 : given
    const isByNumber = number !== null && (named.includes(number) || number >= from)
    return isByNumber || at < first || at >= numbers.length - last ? [at] : []
  })
}
