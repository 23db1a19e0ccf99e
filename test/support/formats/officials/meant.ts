/** What the author of a generated file meant: its questions, how right options are told, and the one question that is damaged. */
import { chanceFrom } from '../mutate.ts'

export interface MeantQuestion {
  readonly stem: string
  readonly options: readonly string[]
  /** Position of the right option; null where the damage took every sign of it: nobody can tell. */
  readonly correct: number | null
  /** Position of the option that looks otherwise for no reason of the author's; null where none does. */
  readonly odd: number | null
  /** Codes of findings that are the true reason why it may be in doubt although a person could tell; none where it must be read. */
  readonly fair?: readonly string[]
  /** No choice among options: to be left out by name. */
  readonly isOther?: true
}

export interface Chance {
  readonly pick: <T>(list: readonly T[]) => T
  readonly below: (limit: number) => number
  readonly often: (share: number) => boolean
}

export function chanceOf(seed: number): Chance {
  const next = chanceFrom(seed)
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    often: (share) => next() < share,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
  }
}

/** Digits above and below the line stand in Unicode here; the files hold them as Word and Excel do. */
const pool: readonly (readonly [stem: string, ...options: readonly string[]])[] = [
  ['Luật Chuyển đổi số có hiệu lực từ ngày nào?', '01/7/2024', '01/01/2025', '01/7/2026', '15/10/2025'],
  ['Diện tích tối thiểu của điểm phục vụ là bao nhiêu?', '20 m²', '25 m²', '30 m²', '40 m²'],
  ['Khí nào gây hiệu ứng nhà kính nhiều nhất?', 'O₂', 'CO₂', 'N₂', 'Khí hiếm'],
  ['Số nào lớn nhất trong các số sau?', '10⁶', '10⁵', '10⁴', '10³'],
  ['Tra cứu tài khoản điện thoại bằng cú pháp nào?', '*101#', '*102#', '*900#', '*199#'],
  ['Thẻ dùng khi chia sẻ bài dự thi là gì?', '#phuloc2024', 'Không dùng thẻ', 'Tên đơn vị', 'Tên thí sinh'],
  ['Cơ quan nào chủ trì cuộc thi?', 'Phòng Văn hóa và Thông tin', 'Văn phòng UBND huyện', 'Huyện Đoàn', 'Mặt trận Tổ quốc'],
  ['Hàm nào trong Excel trả về giá trị theo điều kiện?', 'Hàm IF', 'Hàm SUM', 'Hàm LEFT', 'Hàm NOW'],
  ['Thời hạn giải quyết hồ sơ là bao lâu?', '03 ngày làm việc', '05 ngày làm việc', '07 ngày làm việc', 'Không quy định'],
  ['Chọn phát biểu đúng về dữ liệu mở.', 'Ai cũng được dùng', 'Chỉ cơ quan nhà nước dùng', 'Phải trả phí', 'Cả A và B'],
  ['Mật khẩu mạnh cần có gì?', 'Chữ hoa và chữ thường', 'Chữ số', 'Ký tự đặc biệt', 'Tất cả các phương án trên'],
  ['Cổng dịch vụ công quốc gia có địa chỉ nào?', 'dichvucong.gov.vn', 'chinhphu.vn', 'moj.gov.vn', 'mic.gov.vn'],
  ['Tổng đài hỗ trợ trẻ em là số nào?', '111', '113', '114', '115'],
  ['Nội dung nào không thuộc quyền của công dân?', 'Được thông tin', 'Được khiếu nại', 'Được trốn thuế', 'Được học tập'],
  ['Việt Nam có bao nhiêu dân tộc?', '52', '53', '54', '55'],
  ['Chính quyền địa phương từ 01/7/2025 có mấy cấp?', 'Một', 'Hai', 'Ba', 'Bốn'],
  ['Một đội thi có mấy thành viên?', '3', '4', '1', '2'],
  ['Trong Excel, tên hàm nào viết đúng trong mã lệnh?', 'IF', 'if', 'SUM', 'sum'],
  ['Nghị quyết số 57-NQ/TW nói về lĩnh vực nào?', 'Khoa học, công nghệ', 'Đất đai', 'Nhà ở', 'Hôn nhân và gia đình'],
]

/** @param damaged position of the question that lost the sign of its answer; null: none did */
export function meantQuestions(chance: Chance, count: number, damaged: number | null, hasOdd: boolean): readonly MeantQuestion[] {
  const left = [...pool]
  return Array.from({ length: count }, (_, index): MeantQuestion => {
    const [[stem, ...options] = ['']] = left.splice(chance.below(left.length), 1)
    const isDamaged = index === damaged
    const position = chance.below(options.length)
    // Among such options the words of one are a number or letters, too.
    const fair = options.includes('Ba') || options.every((option) => /^\d$/.test(option)) ? ['answer-unclear'] : []
    return { stem, options, correct: isDamaged ? null : position, odd: isDamaged && hasOdd ? position : null, fair }
  })
}

export const letterAt = (position: number): string => 'ABCD'[position] ?? '?'

export interface MeantFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly questions: readonly MeantQuestion[]
  /** Questions that are no choice questions: left out, and named. */
  readonly leftOut?: readonly string[]
  /** How it was made, for whoever looks into a failure. */
  readonly made: Readonly<Record<string, string | number>>
}
