/** What is erased of a contest, and what keeps it from being, as pages and the command line say it. */
import type { Bilingual } from '../values.ts'
import type { ErasureBlocker, ErasureKind } from './retention.ts'

export const erasureKindWords: Readonly<Record<ErasureKind, Bilingual>> = {
  names: {
    vi: 'Họ tên, mã cán bộ, chức vụ của người không có giải đã công bố',
    en: 'Names, staff codes and positions of people without a published prize',
  },
  winnerDetails: {
    vi: 'Mã cán bộ, chức vụ của người đạt giải (họ tên giữ lại)',
    en: 'Staff codes and positions of winners (their names stay)',
  },
  phones: { vi: 'Số điện thoại', en: 'Phone numbers' },
  boards: {
    vi: 'Mã cán bộ, số điện thoại của thành viên ba ban (họ tên, nhiệm vụ giữ lại)',
    en: 'Staff codes and phones of board members (names and duties stay)',
  },
  answers: {
    vi: 'Bài làm đã niêm phong, trừ bài của người đạt giải',
    en: 'Sealed answers, but for those of winners',
  },
  reasons: { vi: 'Lý do cho thi thêm một lượt', en: 'Reasons for another attempt' },
  links: { vi: 'Người nhận của link gửi câu hỏi', en: 'Whom upload links were for' },
  referrals: { vi: 'Ai đến bằng đường dẫn của ai', en: 'Who came by whose personal link' },
  requests: {
    vi: 'Đề nghị thay đổi danh sách còn chờ, và bản hoàn tác',
    en: 'Waiting changes to people, and what takes the last one back',
  },
  doubts: { vi: 'Các cặp nghi là một người', en: 'Pairs that may be one person' },
  sessions: { vi: 'Phiên đăng nhập của thí sinh và người gửi câu hỏi', en: 'Sessions of contestants and link holders' },
}

export const erasureBlockerWords: Readonly<Record<ErasureBlocker, Bilingual>> = {
  rounds: { vi: 'Còn vòng thi chưa công bố kết quả.', en: 'The results of a round are not published.' },
  conclusion: { vi: 'Chưa công bố giải tập thể.', en: 'The prizes of the units are not published.' },
  complaints: { vi: 'Còn trong thời hạn khiếu nại.', en: 'Results may still be doubted.' },
  revocation: { vi: 'Có đề nghị thu hồi giải chưa quyết định.', en: 'Nobody has decided on a prize that is to be taken back.' },
  people: { vi: 'Đang nhập một tệp danh sách.', en: 'A file of people is being written.' },
}

/** What stays. */
export const keptWords = {
  winners: { vi: 'Người đạt giải (họ tên, đơn vị)', en: 'Winners (name and unit)' },
  publications: { vi: 'Bản kết quả đã công bố', en: 'Published results' },
  entries: { vi: 'Dòng của nhật ký niêm phong, biên nhận và bằng chứng', en: 'Entries of the signed log, with receipts and proofs' },
  units: { vi: 'Đơn vị, số người tham gia', en: 'Units with their numbers' },
} as const satisfies Readonly<Record<string, Bilingual>>
