/** What stands in the cells of a column, where its head alone does not tell. */
import { foldText } from '#contest/text.ts'
import type { Row } from '../../../sheets/sheet.ts'

/** A tick, or a cross as people make one for want of it. */
export const isTick = (text: string): boolean => /^\s*(?:[x*✓✔☑]|đúng|đ|true|yes|right)\s*$/iu.test(text)

/** No tick, said in words: `Sai`, `FALSE`. */
export const isNoTick = (text: string): boolean => /^\s*(?:sai|s|false|no|wrong|[☐✗✘-])\s*$/iu.test(text)

const startsOption = /^\s*[*]?[([]?[A-Ha-h][.):/]\s*\S/

/** Whether a column holds options: lettered in its cells, or one a row below the question. */
export function optionsIn(rows: readonly Row[], column: number, stem: number | undefined): boolean {
  const texts = rows.map(({ cells }) => cells.get(column))
  const lettered = texts.filter((cell) => cell?.spread !== true && startsOption.test(cell?.text ?? '')).length
  const held = texts.filter((cell) => /(?:^|\n)\s*[*]?[([]?B[.):/]\s*\S/i.test(cell?.text ?? '')).length
  if (held > 0) return true
  // "B. Huế" beside a question is its answer.
  if (stem === undefined) return lettered > 1
  const below = rows.filter(({ cells }) => {
    const [own, above] = [cells.get(column), cells.get(stem)]
    return (
      own !== undefined && own.spread !== true && !isTick(own.text) && !isNoTick(own.text) && (above === undefined || above.spread === true)
    )
  })
  return below.length * 2 > rows.length
}

/** What stands below a list and nowhere else: who made it, where and when. Options may well be offices: "Chủ tịch UBND xã". */
export const isSignature = (text: string): boolean =>
  /^(nguoi (lap|tong hop|ra de|bien soan|soan|duyet)\b.{0,25}$|noi nhan\b|(tm|kt|tl|tuq)\.|\(?(da )?ky( ten)?[,)]|[^,]{2,30}, ngay ?[\d.… ]+ ?thang)/.test(
    foldText(text.slice(0, 80)),
  )

/** The same, and what can only be told where no option stands: offices, totals, notes. */
export const isClosing = (text: string): boolean =>
  isSignature(text) ||
  /^(ke toan|truong (phong|ban|khoa|bo mon)|pho |thu truong|giam doc|chu tich|thu ky|ban to chuc|ban giam khao|can bo|don vi|xac nhan|tong( cong| so)?\b|cong:|ghi chu|luu y|note|het\b)/.test(
    foldText(text.slice(0, 80)),
  )

/** A heading of a part: "Phần II", "I. LUẬT ĐẤT ĐAI", "Chủ đề 2: …". */
export const isHeading = (text: string): boolean =>
  /^(phan|chuong|muc|chu de|chuyen de|bai|linh vuc|noi dung|part|section)\b/.test(foldText(text.slice(0, 80))) ||
  /^[IVX]{1,5}[.)/:-]/.test(text.trim()) ||
  (/\p{Lu}/u.test(text) && text === text.toUpperCase() && text.length < 120)

/** "Dự đoán số người trả lời đúng": asked of everybody, with no options. */
export const isPrediction = (text: string): boolean =>
  /\b(du doan|cau hoi phu)\b|\bco bao nhieu (nguoi|thi sinh|luot|ban)\b.*\b(dung|du thi|tham gia|tra loi)\b/.test(
    foldText(text.slice(0, 500)),
  )

/** Đúng, Sai, Đ, S, TRUE, FALSE, said as an answer. */
export const isTrueFalse = (text: string): boolean => isNoTick(text) || /^\s*(?:đúng|đ|true|yes)\s*$/iu.test(text)
