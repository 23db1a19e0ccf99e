/** Lines below the options of a question that say something about it: "Đáp án: B", "Căn cứ: …", "Giải thích: …". */
import { cleanText } from '#contest/text.ts'

export type FieldName = 'answer' | 'source' | 'detail' | 'explanation' | 'topic' | 'level'

export interface Field {
  readonly name: FieldName
  /** Where its words begin in the line. */
  readonly from: number
}

const patterns: readonly (readonly [FieldName, RegExp])[] = [
  [
    'answer',
    /^[\s(=>➔→•+*–-]*(?:(?:đáp án|phương án|câu trả lời|correct answer)(?:\s+(?:đúng|là|chính xác))*\s*[:.\-–]?\s+|(?:đáp án|phương án)(?:\s+đúng)?\s*:\s*|(?:đ\.?\s?án|đ\/?a|answer|key|trả lời)\s*[:.]\s*|chọn(?:\s+(?:đáp án|phương án|câu|ý))?\s*:?\s+(?=[A-H](?![\p{L}\d])))(?=\S)/iu,
  ],
  ['source', /^[\s(]*(?:căn cứ(?: pháp lý)?|nguồn|cơ sở pháp lý|tài liệu(?: tham khảo)?)\s*:\s*(?=\S)/iu],
  ['detail', /^[\s(]*(?:trích dẫn|trích)\s*:\s*(?=\S)/iu],
  [
    'explanation',
    /^\s*(?:(?:giải thích(?:\s+chi tiết)?|hướng dẫn(?: giải| chi tiết| trả lời)?|lời giải(?: chi tiết)?|explanation|feedback)\s*(?::\s*|[.\-–]\s+|$)|giải\s*:\s*)/iu,
  ],
  ['topic', /^[\s(]*(?:chủ đề|chuyên đề|lĩnh vực|topic)\s*:\s*(?=\S)/iu],
  ['level', /^[\s(]*(?:mức độ(?:\s+(?:nhận thức|câu hỏi))?|độ khó|level|mức)\s*:\s*(?=\S)/iu],
]

const acts = String.raw`(?:khoản|điểm|điều|mục|chương|luật|bộ\s+luật|hiến\s+pháp|pháp\s+lệnh|nghị\s+định|nghị\s+quyết|thông\s+tư|quyết\s+định|chỉ\s+thị|kế\s+hoạch|công\s+văn|công\s+điện|văn\s+bản)\s`
const reference = new RegExp(
  String.raw`^\s*(?:[(\[]\s*(?:(?:theo|trích|căn cứ|xem|tại)\s*:?\s+)?|(?:theo|trích|căn cứ|xem)\s+)(?=${acts})`,
  'iu',
)

/** Behind the last option: "(Theo Điều 5 Luật An ninh mạng)", "Trích Nghị định 47/2020/NĐ-CP". */
export function readReference(text: string): Field | null {
  const match = text.length > 300 ? null : reference.exec(text)
  return match === null ? null : { name: 'source', from: match[0].length }
}

const MAX_NAME = 200
const endings =
  /(?:^|[\s(])(?:đáp án(?:\s+đúng)?|đ\.?\s?án|đ\/?a|answer|key)\s*[:\-–]\s*[A-H](?:\s*[,;&]?\s*[A-H])*(?![\p{L}\d])\s*[.)]*\s*$/iu

export function readField(text: string): Field | null {
  const head = text.slice(0, MAX_NAME).replaceAll('\u00a0', ' ')
  for (const [name, pattern] of patterns) {
    const match = pattern.exec(head)
    if (match === null) continue
    if (name === 'answer' && !looksLikeAnswer(text.slice(match[0].length))) continue
    return { name, from: match[0].length }
  }
  return null
}

/** A stem may begin its second paragraph with "Phương án …"; an answer is short, or says what it is. */
const looksLikeAnswer = (text: string): boolean => cleanText(text.slice(0, 60)).length <= 40 || /^\s*[A-H]\s*[.):\-–]/.test(text)

/** Where an answer begins that stands behind other words of its line: "D. Bốn. Đáp án: B". Null when none does. */
export function trailingAnswer(text: string): number | null {
  const tail = Math.max(0, text.length - 60)
  const match = endings.exec(text.slice(tail).replaceAll('\u00a0', ' '))
  if (match === null) return null
  const at = tail + match.index
  return text.slice(0, at).trim() === '' ? null : at
}
