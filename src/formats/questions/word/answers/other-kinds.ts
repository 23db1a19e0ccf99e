/** Questions of a file that are no choice among options, and ask nothing this contest scores: left out by name, not as errors. */
import { foldText } from '#contest/text.ts'
import type { QuestionBody, QuestionLines } from '../question.ts'

/** "a) Đ, b) S", "Đ S Đ S", "Đúng - Sai - Đúng". */
const truths = /^\s*(?:[a-hđ]\s*[.):\-–]?\s*)?(?:đúng|sai|đ|s)(?:[\s,;.\-–/]+(?:[a-hđ]\s*[.):\-–]?\s*)?(?:đúng|sai|đ|s))+\s*[.;]?\s*$/iu
const truth = /^\s*(?:đúng|sai|đ|s|true|false)\s*[.;]?\s*$/iu

/** What it is, in the words of the finding; null for a question among options. */
export function otherKind({ names }: QuestionLines, { stem, options, stated }: QuestionBody): string | null {
  const part = names.map(({ words }) => words).join(' ')
  if (stated.some(({ text }) => truths.test(text))) return 'đúng/sai từng ý / true or false, statement by statement'
  if (options.length >= 2) return null
  const asked = foldText(stem)
  if (isPrediction(asked) || /du doan/.test(part)) return 'câu dự đoán / prediction'
  if (stated.some(({ text }) => truth.test(text)) || /\bdung( hoac| hay)? sai\b/.test(part)) return 'đúng/sai / true or false'
  if (/tu luan/.test(part)) return 'tự luận / essay'
  return /(tra loi ngan|dien khuyet|dien tu)/.test(part) ? 'trả lời ngắn / short answer' : null
}

/** "Dự đoán có bao nhiêu người trả lời đúng tất cả các câu hỏi?" */
const isPrediction = (asked: string): boolean =>
  /\bdu doan\b/.test(asked) && /(bao nhieu|so luong|so) (nguoi|thi sinh|luot|bai)/.test(asked)
