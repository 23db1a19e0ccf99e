/**
 * Words of a file that are part of no question that was read: whether they speak of an answer, how plainly, and of which question. One rule
 * for lines, boxes, footnotes, rows and columns of notes: whatever names a letter beside a word of answering, or takes something back, is a
 * doubt of the question it names, or stands next to.
 */
import { lettersOf } from '#contest/questions/letters.ts'
import { cleanText, foldText, foldWords } from '#contest/text.ts'
import { isLooseCorrection, letterNoted, lonePair, takesBack } from './second-thoughts.ts'

export interface Spoken {
  /** It names an answer or takes one back; otherwise it may speak of the question for another reason. */
  readonly isPlain: boolean
  /** The letters it names, in order; empty for none. */
  readonly letters: string
  /** Of the questions it names. */
  readonly numbers: readonly number[]
}

const MAX_READ = 600
const MAX_NOTE = 40

/** Letters that name something else: "hạng B", "Phần A", "ông A", "A. PHẦN TRẮC NGHIỆM". */
const named =
  /(?<![\p{L}\d])(?:hạng|nhóm|bảng|phần|mục|phụ lục|mẫu|biểu|vitamin|khối|lớp|đội|tổ|cụm|lô|nhà|đề|vòng|viêm gan|điểm|khoản|loại|cấp|mức|bậc|hạng mục|kỳ|đợt|tập|quyển|phòng|khu|ban|trường|ông|bà|anh|chị|em|bạn|cô|chú|bác|xã|huyện|tỉnh|công ty|group|class|part|section)\s+[A-H](?![\p{L}\d])/giu
const counted = /^\s*[A-H]\s*[.)]\s+(?=\S)/u
/** Of names: "Nguyễn Văn A", "TS. Lê B". */
const ofName = /(?<=\p{Lu}\p{Ll}+\s)(?<!(?:[ĐđCcPp](?:áp án|họn|hương án|âu|ý)|Answer|Key|Là|Thành|Sửa)\s)[A-H](?=\s*(?:[,;–-]|$))/gu

const letter = /(?<![\p{L}\d/&.-])[A-H](?![\p{L}\d&])(?!\.\p{Lu})/gu
const answering =
  /(?<!\p{L})(?:đáp\s*án|phương\s*án|câu trả lời|đ\.?\s?án|đ\/?a|đa|chọn|đúng|sai|sửa|đảo(?! bảo)|đổi (?:chỗ|thành|sang|lại)|hoán vị|thành|sang|kết quả|trả lời|key|answer|correct|right|wrong|dap an|chon|sua)(?!\p{L})/iu
/** A letter right behind such a word may be small. */
const answered =
  /(?<!\p{L})(?:đáp\s*án|phương\s*án|đ\.?\s?án|đ\/?a|chọn|ý|key|answer|dap an|chon)(?:\s+(?:đúng|là|phải|nhất|is))*\s*[:=.–-]?\s*(?:(?:câu|ý|phương án|là)\s+)?["“(]?([a-h])(?![\p{L}\d])/iu
/** "Luật mới: C", "chị Hoa nghĩ là C". */
const ending = /(?:(?<!\p{L})(?:là|thành|sang|thì|còn)|[:=]|[-=]+>|→|➔|⇒)\s*["“(]?([A-H])["”)]?\s*[.!?]*$/u
const several = /^[\s(]*[A-H](?:\s*(?:và|hoặc|hay|lẫn|[,;/&])\s*[A-H])+[\s).?!]*$/u

/** How to answer at all: "Thí sinh chọn một trong các phương án A, B, C, D". */
const instructing =
  /\b(thi sinh|moi cau|nguoi du thi|nguoi thi|vi du|khoanh tron|gach cheo|to kin|to den|danh dau|chu cai|huong dan (lam|tra loi|cach)|trong (cac|so|bon|4|04) (phuong an|dap an|lua chon|y)|chon (phuong an|dap an|cau tra loi|y)( tra loi)? dung|mot (phuong an|dap an|lua chon|y)|1 (phuong an|dap an)|01 (phuong an|dap an))\b/

const ofQuestion =
  /\b(cau( hoi)? (nay|tren|duoi|do)|tranh (luan|cai)|chua (chuan|thong nhat|on|hop ly|ro|chac|chot|duyet|biet)|con (ban khoan|phan van|y kien|nghi)|trung( lap)?( voi)? cau|(xem|kiem tra|ra|ra soat|doi chieu|tra|hoi) lai|het hieu luc|da thay doi|dap an)\b|\?{2,}/
const numbered =
  /(?<!\p{L})(?:câu(?:\s+hỏi)?(?:\s+(?:số|thứ))?|cau|question|[cq](?=\d))\s*0*(\d{1,4}(?:\s*(?:,|;|và|&)\s*(?:câu\s*)?\d{1,4}(?![\d\p{L}/]))*)(?![\d\p{L}])/giu
/** A heading or a title. */
const titled =
  /^\s*(?:[IVX\d]+[.)]\s*)?(?:bảng |phần |bộ |ngân hàng |đề |hướng dẫn (?:chấm )?)?(?:câu hỏi |đề )?(?:(?:và |có |kèm )?đáp án)(?![^:]*(?:[:?]|(?<!\p{L})là(?!\p{L})))/iu

const spelled = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười']
const ofSpelled = new RegExp(`(?<!\\p{L})câu (?:số |thứ )?(${spelled.join('|')})(?!\\p{L})`, 'giu')

function numbersIn(text: string): readonly number[] {
  const digits = [...text.matchAll(numbered)].flatMap(([, list = '']) => (list.match(/\d+/g) ?? []).map(Number))
  const words = [...text.matchAll(ofSpelled)].map(([, word = '']) => spelled.indexOf(word.toLowerCase()) + 1)
  return [...new Set([...digits, ...words])]
}

/** Null for what speaks of no answer. */
export function spokenOf(text: string): Spoken | null {
  const clean = cleanText(text.slice(0, MAX_READ))
  if (clean === '') return null
  const numbers = numbersIn(clean)
  const pair = lonePair.exec(clean)
  if (pair !== null)
    return { isPlain: true, letters: /[A-H](?=\s*[.)]?\s*$)/iu.exec(clean)?.[0].toUpperCase() ?? '', numbers: [Number(pair[1])] }
  const words = foldText(clean)
  if (instructing.test(words) && !/\bcau nay\b/.test(words)) return null
  const letters = lettersIn(clean)
  const isTaken = takesBack(clean)
  const isCorrection = isLooseCorrection(clean) || letterNoted.test(clean) || ending.test(clean) || several.test(clean)
  const isNamed = letters !== '' && letters.length <= 2 && (isCorrection || answering.test(clean))
  const isLoose = isLooseCorrection(clean) && !/^\P{L}*(?:đính chính|(?:đã )?sửa(?: lại)?|điều chỉnh)\P{L}*$/iu.test(clean)
  if (isNamed || isLoose || (isTaken && numbers.length > 0)) return { isPlain: true, letters, numbers }
  const isTitle = titled.test(clean) && !isTaken
  // A letter in a short note is about an option, whatever the note says.
  const isShort = letters !== '' && letters.length <= 2 && clean.length <= MAX_NOTE
  return isTaken || isShort || (!isTitle && ofQuestion.test(words)) ? { isPlain: false, letters: '', numbers } : null
}

/** Those that can be meant as answers, once each; the letters of a list of options are many. */
function lettersIn(clean: string): string {
  const bare = clean.replace(counted, '').replace(named, ' ').replace(ofName, ' ')
  const own = [...(bare.match(letter) ?? []), answered.exec(bare)?.[1]?.toUpperCase() ?? '', ending.exec(bare)?.[1] ?? '']
  if (letterNoted.test(clean)) own.push(letterNoted.exec(clean)?.[2]?.toUpperCase() ?? '')
  return [...new Set(own.filter((one) => one !== ''))].toSorted().join('')
}

/** Whether it says the same as the file: a remark that names the answer again is no doubt about it. */
export const agrees = ({ letters }: Spoken, text: string, correct: readonly number[]): boolean =>
  letters !== '' && letters === lettersOf(correct).replace(/[^A-H]/g, '') && !takesBack(text)

/** "Đọc đoạn sau và trả lời câu 4, 5": what questions below cannot be answered without. */
export function leadIn(text: string): readonly number[] | null {
  const words = foldText(text.slice(0, MAX_READ))
  const isLead =
    /\b(doc|dua vao|can cu|su dung|xem|cho) (doan|tinh huong|bang|thong tin|bieu|hinh|van ban|cau chuyen|du lieu)\b.*\b(tra loi|cau)\b|\btra loi (cac )?cau( hoi)? (tu )?\d/.test(
      words,
    )
  if (!isLead) return null
  const [, from, to] = /\bcau (?:hoi )?(?:so )?(\d{1,4})\s*(?:den|-|–)\s*(?:cau )?(\d{1,4})/.exec(words) ?? []
  const range = Array.from({ length: Math.min(50, Math.max(0, Number(to ?? 0) - Number(from ?? 1) + 1)) }, (_, at) => Number(from) + at)
  return range.length > 0 ? range : numbersIn(text)
}

/** "Các câu dưới đây …": not of what stands above. */
export const speaksOfNext = (text: string): boolean =>
  /\b(duoi day|sau day|tu cau nay|tu day|tro di|tro xuong)\b/.test(foldText(text.slice(0, MAX_READ)))

/** Questions of another kind, and what they ask: "Dự đoán có bao nhiêu người trả lời đúng?" */
const otherwise = /\b(du doan|cau hoi phu|bao nhieu)\b/

/** Words of answering where nothing is instructed: right below a question they are about it. */
export const mentionsAnswers = (text: string): boolean =>
  text.length <= MAX_READ &&
  answering.test(text) &&
  !otherwise.test(foldText(text)) &&
  !instructing.test(foldText(text)) &&
  !titled.test(text) &&
  leadIn(text) === null

/** It says the words of a wrong option and not those of the right one: "Luật mới quy định: 45 ngày". */
export function saysOtherOption(text: string, options: readonly string[], correct: readonly number[]): boolean {
  const words = ` ${foldWords(text)} `
  const said = options.flatMap((option, at) => (foldWords(option).length > 2 && words.includes(` ${foldWords(option)} `) ? [at] : []))
  return text.length <= MAX_READ && said.length > 0 && correct.length > 0 && !said.some((at) => correct.includes(at))
}
