/** Kinds of questions that are no choices, as systems call them, in words for people. */
import { excerpt } from '../../findings/findings.ts'

const kinds: readonly (readonly [RegExp, string])[] = [
  [/match/i, 'ghép cặp / matching'],
  [/essay|extendedtext|^response_str$|long.?answer|opinion|likert/i, 'tự luận, ý kiến / essay, opinion'],
  [/short.?answer|textentry/i, 'trả lời ngắn / short answer'],
  [/numeric|calculat|formula|^response_num$|simple$/i, 'điền số, tính toán / numerical'],
  [/cloze|multianswer|gap|ddwtos|missing.?word|fill|blank|\bfib\b|dropdown|inline/i, 'điền chỗ trống / gaps'],
  [/order|sequence|jumble/i, 'sắp thứ tự / ordering'],
  [/hot.?spot|ddmarker|ddimage|graphic|selectpoint|^response_xy$/i, 'chọn trên hình / places in a picture'],
  [/upload|file/i, 'nộp tệp / file'],
  [/description|text_only/i, 'đoạn giới thiệu, không hỏi / a text, no question'],
  [/random/i, 'lấy ngẫu nhiên từ ngân hàng / drawn at random'],
]

/** The name of the file's own stays beside the words. */
export function kindName(type: string): string {
  const own = excerpt(type, 60)
  if (own === '') return 'không ghi / not stated'
  const words = kinds.find(([names]) => names.test(type))?.[1]
  return words === undefined ? own : `${own}: ${words}`
}
