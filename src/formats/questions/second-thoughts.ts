/** Words behind an answer that take it back, or speak of another one: "(sửa thành C)", "-> C", "(D)", "(chưa chắc)", "Sai, phải là D". */
import { cleanText, foldText } from '#contest/text.ts'

const words = [
  // A law that amends another is no correction.
  'sửa(?! đổi)',
  'sửa đổi thành',
  'đính chính',
  'điều chỉnh (?:lại|thành|đáp án)',
  'đổi (?:thành|sang|lại|đáp án)',
  '(?:chuyển|chữa) (?:thành|sang)',
  'thay (?:bằng|thành|đáp án)',
  '(?:nay|phải|mới|đúng ra|lẽ ra|thực ra) là',
  'mới đúng',
  '(?:chưa|không|ko|k) (?:chắc|rõ|đúng|chính xác|phải)(?! [a-zà-ỹ]+ (?:pháp luật|quy định))',
  '(?:xem|kiểm tra|rà soát|hỏi|xác minh) lại',
  'nhầm',
  'bỏ (?:câu|đáp án|phương án|ý|qua|đi)',
  '(?:hủy|huỷ|loại|xóa|xoá) (?:câu|đáp án|phương án)',
  'câu (?:số )?\\d+ (?:bị |xin |thì )?(?:bỏ|hủy|huỷ|loại|nhầm)',
  'sai(?! phạm| trái| lệch| sự thật| quy định| lầm| số| phép| mục đích| đối tượng| thẩm quyền)',
  '(?:chờ|cần|đợi) (?:xác nhận|duyệt|thẩm định|kiểm tra|rà soát|xem|sửa|hỏi)',
  'wrong',
  'should be',
  'to be checked',
] as const
const wordsAlone = [
  '(?:đáp án |bản )?(?:cũ|mới)',
  'bỏ',
  'hủy',
  'huỷ',
  'loại',
  'đổi',
  'thay',
  'tạm(?: thời)?',
  'dự kiến',
  '(?:không|chưa) (?:duyệt|đạt|dùng|sử dụng|đồng ý|nhất trí|thống nhất|ổn|xong)',
  '(?:not sure|unsure|rejected|not approved)',
] as const
const wholeWords = (list: readonly string[], flags: string): RegExp => new RegExp(`(?<!\\p{L})(?:${list.join('|')})(?!\\p{L})`, flags)
const folded = (list: readonly string[]): readonly string[] => list.map((one) => foldText(one).replace('[a-za-y]', '[a-z]'))
const alone = (list: readonly string[]): RegExp => new RegExp(`^[\\s([]*(?:${list.join('|')})[\\s.!)\\]]*$`, 'iu')

const [marked, bare] = [wholeWords(words, 'iu'), wholeWords(folded(words), 'iu')]
const [markedAlone, bareAlone] = [alone(wordsAlone), alone(folded(wordsAlone))]

/** Words alone, of whatever answer: without marks they are read only where nothing in the text has any. */
export function takesBack(text: string): boolean {
  const clean = cleanText(text.slice(0, 500))
  const isBare = foldText(clean) === clean.toLowerCase()
  return marked.test(clean) || markedAlone.test(clean) || toLetter.test(clean) || (isBare && (bare.test(clean) || bareAlone.test(clean)))
}

const toLetter = /(?<!\p{L})(?:thành|sang|thanh)\s+(?:câu |ý |đáp án |phương án )?[a-hđ](?![\p{L}\d])/iu
const orLetter = /(?<!\p{L})(?:hoặc|hay|hoac|or)\s+(?:câu |ý |đáp án |phương án )?[a-hđ](?![\p{L}\d])/iu
const sign = /^\s*(?:[>=→➔⇒/]|-+>)|\?+(?=[\s)\].,;!]|$)|^[\s([]*[a-hđ][\s.)\]]*$/iu
/** A reason stands for the letter before it, whatever it says of the others: "Vì A và B trái luật". */
const reason = /^[\s([]*(?:vì|bởi vì|do|because)\s/iu
/** Letters that name something else: "hạng B", "vitamin C". */
const named = /(?:hạng|nhóm|bảng|phụ lục|mẫu|vitamin|khối|lớp|viêm gan|group|class|điểm|khoản)\s+[A-H](?![\p{L}\d])/giu
const letter = /(?<![\p{L}\d])[A-H](?![\p{L}\d])/gu

/** @param own the letters it stands behind */
export function isSecondThought(rest: string, own: string): boolean {
  const clean = cleanText(rest)
  if (sign.test(clean) && clean.replace(/[\s()[\].]/g, '').toUpperCase() !== own) return true
  if (takesBack(clean) || orLetter.test(clean)) return true
  if (reason.test(clean)) return false
  const others = clean.replace(named, ' ').match(letter) ?? []
  return others.some((one) => !own.includes(one))
}

/** "Chọn C", "→ C": in a note beside an answer. */
export const letterNoted =
  /^\s*(?:((?:đáp án|chọn|đ\/?a|phương án|answer)(?:\s+(?:đúng|là))*\s*:?\s*|[→➔⇒>=-]+\s*))?([A-H])\s*[.)?!]*\s*$/iu
export const namesLetter = (text: string): boolean => text.length < 60 && letterNoted.exec(text)?.[1] !== undefined

/** "Câu 3 đáp án đúng là C": a number and a letter, wherever it stands. */
export const correctedLetter =
  /(?<!\p{L})câu\s*(?:số\s*)?0*(\d{1,5})(?!\d)[^\n]{0,60}?(?:đáp\s+án|chọn|thành|là|đúng|→|->)(?:\s+(?:đúng|là|thành|sửa))*\s*:?\s*[A-H](?![\p{L}\d])/iu

const MAX_CORRECTION = 200
const beginning =
  /^[\s>*]*(?:[([→➔⇒]|-+>|=+>|(?:đã\s+)?(?:sửa|đính|đổi|nay|phải|bỏ|xem|kiểm|chưa|không|nhầm|sai|hoặc|hay|hủy|huỷ|loại)(?!\p{L}))/iu

/** May a line of its own belong to the answer before it? */
export const beginsAsCorrection = (text: string): boolean => text.length <= MAX_CORRECTION && beginning.test(text)

const letterAlone = /^[\s>*]*(?:[→➔⇒]|-+>|=+>|[([])\s*(?:[A-HĐ]|\?+)[\s.)\]]*$/u

/** Between questions, where no answer is at hand: "(sửa thành D)", "→ D". */
export const isLooseCorrection = (text: string): boolean => beginsAsCorrection(text) && (takesBack(text) || letterAlone.test(text))

/** "3C", "Câu 3: C". */
export const lonePair = /^\s*(?:câu\s*)?(\d{1,3})\s*[.:)|=>→-]{0,2}\s*[A-H]\s*[.)]?\s*$/iu
