/**
 * Words of a file that are part of no question that was read: whether they speak of an answer, how plainly, and of which question. One rule
 * for lines, boxes, footnotes, rows and columns of notes: whatever names a letter beside a word of answering, or takes something back, is a
 * doubt of the question it names, or stands next to.
 */
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'
import { cleanText, foldText, foldWords } from '#contest/text.ts'
import { isLooseCorrection, letterNoted, lonePair, takesBack } from './second-thoughts.ts'
import { isNamed, subjectsOf, type Subjects } from './subjects.ts'

export interface Spoken {
  /** It names an answer or takes one back; otherwise it may speak of the question for another reason. */
  readonly isPlain: boolean
  /** The letters it names, in order; empty for none. */
  readonly letters: string
  /** Of which questions. */
  readonly subjects: Subjects
}

const MAX_READ = 600
const MAX_NOTE = 40

/** Letters that name something else: "hạng B", "Phần A", "ông A", "A. PHẦN TRẮC NGHIỆM". */
export const notLetters =
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
/** A heading or a title. */
const titled =
  /^\s*(?:[IVX\d]+[.)]\s*)?(?:bảng |phần |bộ |ngân hàng |đề |hướng dẫn (?:chấm )?)?(?:câu hỏi |đề )?(?:(?:và |có |kèm )?đáp án)(?![^:]*(?:[:?]|(?<!\p{L})là(?!\p{L})))/iu

/** "phương án thứ ba", "ý 3", "đáp án số 2": letters of the options, by order. */
const byOrder =
  /(?<!\p{L})(?:phương án|đáp án|lựa chọn|ý|option)\s+(?:đúng\s+)?(?:là\s+)?(?:(?:thứ|số)\s*)?([1-8](?![\d\p{L}])|nhất|hai|ba|tư|bốn|năm|sáu)(?!\p{L})/giu
const orders = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu']
function orderedLetter(word: string): string {
  const at = /\d/.test(word) ? Number(word) - 1 : word.toLowerCase() === 'bốn' ? 3 : orders.indexOf(word.toLowerCase())
  return optionLetters[at] ?? ''
}
const ordered = (text: string): readonly string[] => [...text.matchAll(byOrder)].map(([, word = '']) => orderedLetter(word))

/** What is done to a question or an answer that was settled, and words of doubt. */
const doubts =
  '(?:không|ko) (?:tính|dùng|lấy|sử dụng|hợp lệ|chấm|thi|còn|có hiệu lực|ổn|thống nhất)|bỏ|hủy|huỷ|loại|xóa|xoá|rút|gỡ|sửa|đổi|đảo|thay|chuyển|nhầm|sai|lỗi|chưa|tạm|dự kiến|xem (?:lại|xét)|rà soát|kiểm tra|cân nhắc|tranh (?:cãi|luận)|góp ý|(?:có|còn) ý kiến|ý kiến khác|không (?:đồng ý|nhất trí)|băn khoăn|phân vân|chờ|drop(?:ped)?|deleted?|removed?|wrong|changed?|skip(?:ped)?|cancel(?:led)?|void|should|check|review|unsure|tbd|to ?do|not sure'
const wholeWord = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu')
const [doubting, bareDoubting] = [wholeWord(doubts), wholeWord(foldText(doubts))]

/** Without marks the words are read only where nothing in the text has any: "bộ" is no "bỏ". */
function isDoubting(clean: string): boolean {
  const words = clean.replace(ofTests, '')
  return doubting.test(words) || (foldText(words) === words.toLowerCase() && bareDoubting.test(words))
}
/** "ĐÁP ÁN ĐỀ KIỂM TRA". */
const ofTests = /(?<!\p{L})(?:đề|bài|thi|đợt|kỳ) kiểm tra(?!\p{L})/giu

const ofAnswers =
  /\b(dap an|da|phuong an|ket qua|y (dung|thu|cuoi|\d|[a-h])|chon|lay|dung|theo|moi|cu|hieu luc|trung|thay doi|answers?|keys?|options?|correct|right)\b/
const ofAllAnswers = /\b(dap an|phuong an|answers?|keys?|options?)\b/

/** How to answer, whatever the question; "mọi câu" is no "mỗi câu", and what names a question by number instructs nobody. */
function isInstruction(clean: string, words: string, subjects: Subjects): boolean {
  if (isNamed(subjects) && !toAll.test(words)) return false
  return instructing.test(/mọi câu/iu.test(clean) ? words.replaceAll('moi cau', '') : words) && !/\bcau nay\b/.test(words)
}
const toAll = /\b(thi sinh|moi cau|nguoi (du )?thi|khoanh tron|huong dan|vi du|to (kin|den)|(tra loi|chon) dung)\b/

/** A question named outside of the questions beside any word of answering, or all of them beside words of doubt. */
function isAbout(clean: string, words: string, subjects: Subjects): boolean {
  if (isNamed(subjects)) return isDoubting(clean) || ofAnswers.test(words)
  if (subjects.isWide && /\b(lay|chon) theo\b/.test(words)) return true
  return (subjects.isWide || /\b(dap an|answers?|keys?)\b/.test(words)) && ofAllAnswers.test(words) && isDoubting(clean)
}

/** "Câu tô vàng: bỏ", "dòng màu đỏ là câu không dùng": what is marked so only a person sees. */
const legend =
  /(?<!\p{L})(?:câu|dòng|ô|hàng|chữ|phần|rows?|questions?)(?!\p{L})[^.\n]{0,30}(?<!\p{L})(?:tô|bôi|gạch|in (?:đậm|nghiêng)|màu|đánh dấu|highlight(?:ed)?|đỏ|vàng|xanh|cam|tím|red|yellow)(?!\p{L})[^.\n]{0,40}(?<!\p{L})(?:bỏ|không (?:dùng|sử dụng|lấy|tính|thi)|xem (?:lại|xét)|chưa|cần|sai|hủy|huỷ|loại|kiểm tra|rà soát|trùng|dropped|unused|check)(?!\p{L})/iu

/** Null for what speaks of no answer. */
export function spokenOf(text: string): Spoken | null {
  const clean = cleanText(text.slice(0, MAX_READ))
  if (clean === '') return null
  const subjects = subjectsOf(clean)
  const pair = lonePair.exec(clean)
  if (pair !== null) {
    const letters = /[A-H](?=\s*[.)]?\s*$)/iu.exec(clean)?.[0].toUpperCase() ?? ''
    return { isPlain: true, letters, subjects: { ...subjects, numbers: [Number(pair[1])] } }
  }
  if (legend.test(clean)) return { isPlain: false, letters: '', subjects: { ...subjects, isWide: true } }
  const words = foldText(clean)
  if (isInstruction(clean, words, subjects) || leadIn(clean) !== null) return null
  const letters = lettersIn(clean)
  const isTaken = takesBack(clean)
  if (namesLetter(clean, letters) || isLoose(clean) || (isNamed(subjects) && (isTaken || isDoubting(clean))))
    return { isPlain: true, letters, subjects }
  const isTitle = titled.test(clean) && !isTaken && !isNamed(subjects) && !isDoubting(clean)
  // A letter in a short note is about an option, whatever the note says.
  const isShort = isFew(letters) && clean.length <= MAX_NOTE
  const isVague = isTaken || isShort || (!isTitle && (ofQuestion.test(words) || isAbout(clean, words, subjects)))
  return isVague ? { isPlain: false, letters: '', subjects } : null
}

const isFew = (letters: string): boolean => letters !== '' && letters.length <= 2

function namesLetter(clean: string, letters: string): boolean {
  const isCorrection = isLooseCorrection(clean) || letterNoted.test(clean) || ending.test(clean) || several.test(clean)
  return isFew(letters) && (isCorrection || answering.test(clean) || ordered(clean).length > 0)
}

/** A correction that says more than that it is one. */
const isLoose = (clean: string): boolean =>
  isLooseCorrection(clean) && !/^\P{L}*(?:đính chính|(?:đã )?sửa(?: lại)?|điều chỉnh)\P{L}*$/iu.test(clean)

/** Those that can be meant as answers, once each; the letters of a list of options are many. */
function lettersIn(clean: string): string {
  const bare = clean.replace(counted, '').replace(notLetters, ' ').replace(ofName, ' ')
  const own = [...(bare.match(letter) ?? []), answered.exec(bare)?.[1]?.toUpperCase() ?? '', ending.exec(bare)?.[1] ?? '']
  if (letterNoted.test(clean)) own.push(letterNoted.exec(clean)?.[2]?.toUpperCase() ?? '')
  own.push(...ordered(clean))
  return [...new Set(own.filter((one) => one !== ''))].toSorted().join('')
}

export interface LetterSaid {
  readonly letter: string
  readonly from: number
  readonly to: number
}

/**
 * Letters of options in a sentence, each with its place.
 * @param isNamed only those behind a word of answering: others may be names
 */
export function lettersSaid(sentence: string, isNamed: boolean): readonly LetterSaid[] {
  const blank = (text: string): string => ' '.repeat(text.length)
  const bare = sentence.replace(notLetters, blank).replace(ofName, blank)
  // An article of English is none.
  const alone = isNamed
    ? []
    : [...bare.matchAll(letter)].filter(({ 0: one, index }) => one !== 'A' || !/^A [a-z]{3,} (?!đ)/.test(bare.slice(index)))
  const named = [...bare.matchAll(new RegExp(answered.source, 'giu'))]
  const byPlace = new Map<number, LetterSaid>()
  for (const { 0: one, index } of alone) byPlace.set(index, { letter: one, from: index, to: index + 1 })
  for (const { 0: all, 1: one = '', index } of named) {
    const from = index + all.length - 1
    byPlace.set(from, { letter: one.toUpperCase(), from, to: from + 1 })
  }
  for (const { 0: all, 1: word = '', index } of sentence.matchAll(byOrder))
    byPlace.set(index, { letter: orderedLetter(word), from: index, to: index + all.length })
  return [...byPlace.values()].filter((one) => one.letter !== '').toSorted((one, other) => one.from - other.from)
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
  return range.length > 0 ? range : subjectsOf(text).numbers
}

/** "Các câu dưới đây …", "câu sau": not of what stands above. */
export const speaksOfNext = (text: string): boolean =>
  /(?<!\p{L})(?:dưới đây|sau đây|bên dưới|phía dưới|câu (?:hỏi )?(?:dưới|sau|tiếp theo|kế tiếp)|từ câu này|từ đây|trở đi|trở xuống|below|next)(?!\p{L})/iu.test(
    cleanText(text.slice(0, MAX_READ)),
  )

/** "Câu này …", "câu trên …": of what stands above. */
export const speaksOfLast = (text: string): boolean =>
  /\bcau (hoi )?(nay|tren|vua roi|do)\b|\b(o|ben|phia) tren\b/.test(foldText(text.slice(0, MAX_READ)))

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
