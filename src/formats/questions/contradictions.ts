/** Words beside the options that name another answer than the file gives: explanations, feedback, ticks in the text of an option. */
import { lettersOf } from '#contest/questions/letters.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'
import { signOf } from './marks/signs.ts'
import { isLooseCorrection, takesBack } from './second-thoughts.ts'
import { spokenOf } from './spoken.ts'

const MAX_READ = 2000

const inBrackets = /[([]\s*((?:đáp án|đ\/?a|chọn|sửa(?: lại)?(?: đáp án)? thành|đính chính)(?!\p{L})[^()[\]]{0,60})[)\]]\s*[.;?:]?$/iu
/** In brackets at the end: of a letter as an answer, or that the question is no good. */
const bracketed = /[([]\s*([^()[\]]{1,60})[)\]]\s*[.;?:]?$/u
const ofLetter =
  /(?:(?<!\p{L})(?:đáp án|đ\/?a|chọn|sửa|phương án|key|đính chính)(?!\p{L}).*(?<![\p{L}\d])[A-H](?![\p{L}\d])|(?<!\p{L})(?:đúng|là)\s*:?\s*[A-H]\s*$)/iu
const ofQuestion =
  /(?<!\p{L})(?:đã (?:thay|sửa|bỏ|đổi|hủy|huỷ|loại)|xem câu \d|thay bằng|mới đúng|sai đáp án|câu này sai|xem lại|kiểm tra lại|bỏ câu)(?!\p{L})/iu
/** "(đúng?)", "(đúng - xem lại)", "(sai)" at the end of an option. */
const unsure =
  /^(?:đúng|đ|x|chọn|đáp án|✓|sai|s)(?:\s*[?!…]|\s*[-–,;:.]\s*\p{L}|\s+(?:theo|nhưng|chưa|rồi|mà|nếu|hay)(?!\p{L}))|^\?+$|^(?:chọn|sai|đáp án(?: đúng)?|đ\/?a|key|answer)$/iu
const behindDash = /\s[-–—*]\s*(?:(?:đáp án|chọn|phương án|đ\/?a)\s*:?\s*)[A-H]\s*[.)]?$/iu
const arrowTo = /(?:←|⇐|<[-=]+)\s*[^\n]{0,20}$/u
/** "Huế - đáp án" at one option. */
const namedRight = /[-–—:]\s*(?:đáp án|phương án)(?:\s+đúng)?\s*[.!]?$/iu
const behindArrow = /(?:=>|→|➔|->)\s*[A-H]\s*[.)]?$/u
/** "(C)" at the end, or a letter on a line of its own. */
const letterAlone = /(?:[([]\s*[A-H]\s*[)\]]\s*[.?:]?|\n[A-H]\s*[.)]?)$/u

/** The same anywhere in a stem: lines of notes, "câu này phải chọn C", "đáp án: C". */
const withinStem = [
  /^[([]?\s*(?:todo|tbd|draft|nháp|chờ duyệt)\s*[)\]:]/iu,
  /[([]\s*\?+\s*[)\]]\s*$/u,
  /[-–—]\s*(?:trùng (?:với )?câu|bỏ|xem lại|chờ)(?!\p{L})[^?\n]{0,30}$/iu,
  /(?<!\p{L})câu (?:hỏi )?này[^\n]{0,40}?(?:chọn|đáp án|bỏ(?!\p{L})|trùng|sai(?!\p{L})|xem lại|kiểm tra|tranh luận|tranh cãi|chưa)/iu,
  /(?<!\p{L})(?:[Đđ]áp án|ĐÁP ÁN|[Đđ]\/[Aa]|[Cc]họn)(?:\s+(?:đúng|là|phải|[cC]âu|này|trên|trước|\d+))*\s*:?\s*[A-H](?=\s*(?:[.,;:)!?\]\n]|$|vì|mới|theo|cũng|nhé))/u,
  /(?<![\p{L}\d])[A-H] mới đúng/u,
  /^[([*\s]*(?:đã\s+)?(?:bỏ|hủy|huỷ|loại|không dùng|xem lại|kiểm tra lại|chưa duyệt|chưa chốt|sửa|trùng|thay(?: thế)?|dự phòng)(?:\s+câu)?(?:\s+này)?\s*[)\]:–.-]/iu,
  /[*#]\s*[A-H]\s*$/u,
  /[([][^()[\]\n]{0,30}(?:trùng|giống)[^()[\]\n]{0,20}câu (?:số )?\d/iu,
  /(?:^|\n)\s*câu (?:số )?\d+ (?:bị |xin )?(?:bỏ|sửa|trùng|loại)(?!\p{L})/iu,
]
const note = /(?:^|[\n(.?!;])\s*\*?\s*(?:lưu ý|ghi chú|chú ý|gc|nb|note|góp ý|nhận xét|thẩm định)\s*[:.–-]\s*([^\n]+)/iu

/** "(chọn 2 đáp án)" where the file gives one. */
const ofSeveral =
  /(?<!\p{L})(?:chọn|có|gồm)\s+(?:0?[2-4]|hai|ba|bốn|nhiều)\s+(?:đáp án|phương án|câu trả lời|ý)(?:\s+đúng)?(?!\p{L})|(?:choose|select)\s+(?:two|three|[23])(?!\p{L})/iu

/** An x at one option, set behind its words like a tick. */
const crossed = /\p{L}\s+[xX✗]$/u

const isRemarkInStem = (stem: string): boolean => {
  const noted = note.exec(stem)?.[1]
  return withinStem.some((pattern) => pattern.test(stem.slice(0, MAX_READ))) || (noted !== undefined && spokenOf(noted) !== null)
}

/** Behind the end of one question the number of the next: "…? 5. Ai…?". */
const nextInside = /\?\s+(?:câu\s*(?:hỏi\s*)?\d{1,3}\s*[.:)/]|\d{1,3}\s*[.)/])\s*\p{Lu}[^?]{5,}\?/iu

export function insideFindings({ stem }: QuestionContent, question: string, place: string): readonly Finding[] {
  const text = nextInside.exec(stem.slice(0, MAX_READ))?.[0]
  return text === undefined ? [] : [found('question-inside', place, { question, text: excerpt(text.slice(1)) })]
}

/** A remark on the answer at the end of a stem or an option: "(Đáp án C)", "=> C". Whoever answers would read it, too. */
export function remarkFindings({ stem, options, correct }: QuestionContent, question: string, place: string): readonly Finding[] {
  const isRemark = (text: string): boolean => {
    const inside = inBrackets.exec(text.slice(-120))?.[1]
    const end = bracketed.exec(text.slice(-120))?.[1] ?? ''
    return (
      behindArrow.test(text.slice(-20)) ||
      arrowTo.test(text.slice(-30)) ||
      namedRight.test(text.slice(-30)) ||
      behindDash.test(text.slice(-30)) ||
      ofLetter.test(end) ||
      ofQuestion.test(end) ||
      (inside !== undefined && (takesBack(inside) || /(?<![\p{L}\d])[A-H](?![\p{L}\d])/u.test(inside)))
    )
  }
  const isUnsure = (text: string): boolean => unsure.test(bracketed.exec(text.slice(-120))?.[1] ?? '')
  const ticked = options.filter((option) => crossed.test(option))
  const text =
    (ticked.length === 1 ? ticked[0] : undefined) ??
    options.find((option) => isRemark(option) || isUnsure(option)) ??
    (isRemark(stem) ||
    isRemarkInStem(stem) ||
    (correct.length === 1 && ofSeveral.test(stem.slice(0, MAX_READ))) ||
    letterAlone.test(stem.slice(-20))
      ? stem
      : undefined)
  return text === undefined ? [] : [found('remark-inside', place, { question, text: excerpt(text.slice(-60), 60) })]
}

const refuses =
  /^[\s"“]*(?:sai|chưa đúng|chưa chính xác|không đúng|không chính xác|rất tiếc|incorrect|wrong|not (?:quite )?right)(?!\p{L})/iu
const confirms =
  /^[\s"“]*(?:(?:rất |hoàn toàn )?(?:đúng|chính xác)|bạn (?:đã )?(?:trả lời|chọn) đúng|correct|right|well done|exactly)(?:\s+rồi)?\s*(?:[.!,;:]|$|vì|bởi|do)/iu
const partly = /nhưng|một phần|chưa|tuy nhiên|không|but|partly|partially/iu

/** Feedback that calls the right option wrong, or a wrong one right. */
const isAgainst = (feedback: string, isRight: boolean): boolean =>
  isRight ? refuses.test(feedback) || isLooseCorrection(feedback) : confirms.test(feedback) && !partly.test(feedback.slice(0, 60))

export function feedbackFindings(
  feedback: readonly string[],
  correct: readonly number[],
  question: string,
  place: string,
): readonly Finding[] {
  const at = correct.length === 0 ? -1 : feedback.findIndex((words, position) => isAgainst(words, correct.includes(position)))
  if (at < 0) return []
  return [found('explanation-against', place, { question, text: excerpt(feedback[at] ?? '', 40), letters: lettersOf(correct) })]
}

/** A sign at one option alone, and not at the right one, in a file that states its answers otherwise: an asterisk may be a word. */
export function signFindings(options: readonly string[], correct: readonly number[], question: string, place: string): readonly Finding[] {
  const signs = options.map(signOf)
  const [signed, ...more] = signs.flatMap((sign, position) => (sign === null ? [] : [position]))
  if (signed === undefined || more.length > 0 || correct.length !== 1 || correct.includes(signed)) return []
  const letters = { stated: lettersOf(correct), marked: lettersOf([signed]) }
  return [found(signs[signed]?.isTick === true ? 'answer-conflict' : 'option-sign', place, { question, ...letters })]
}
