/** A `contest.yaml` to begin with: the smallest that says a whole contest, each value with what it means beside it. */
import { wallTime } from '#contest/calendar.ts'
import type { Instant } from '#contest/values.ts'

const zone = 'Asia/Ho_Chi_Minh'
const day = 86_400_000

/** Two rounds, each from a Monday to the end of that Friday; the first Monday lies two to three weeks ahead of `now`. */
export function starterYaml(now: Instant): string {
  const { weekday } = wallTime(now, zone)
  const monday = now + (14 + ((8 - weekday) % 7)) * day
  const date = (days: number): string => {
    const { year, month, day: of } = wallTime(monday + days * day, zone)
    return `${String(year)}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`
  }
  return `# Thể lệ của một hội thi. Sửa những chỗ cần sửa rồi chạy: npx hoithi contest apply contest.yaml
# The rules of a contest. Change what is yours, then run: npx hoithi contest apply contest.yaml
version: 1
# Có trong địa chỉ các trang: chữ thường không dấu, chữ số và dấu gạch ngang. / Stands in addresses.
slug: hoi-thi-cua-toi
title: Hội thi trực tuyến tìm hiểu …
organiser:
  name: Ủy ban nhân dân …
  # superior: Ủy ban nhân dân tỉnh …
  # standingUnit: Phòng …
audience: Cán bộ, công chức, viên chức đang công tác tại …
zone: ${zone}

# "Đến hết thứ Sáu" là đóng lúc 00:00 thứ Bảy. / "Until the end of Friday" closes on Saturday at 00:00.
rounds:
  - { id: tuan-1, name: Tuần 1, opens: ${date(0)} 00:00, closes: ${date(5)} 00:00 }
  - { id: tuan-2, name: Tuần 2, opens: ${date(7)} 00:00, closes: ${date(12)} 00:00 }

paper:
  questions: 15
  # Phương án nhắc đến những phương án trên luôn đứng cuối. / Options that speak of those above stay last.
  pinnedLast: [Tất cả các phương án trên, Cả ba phương án trên]

# Một lượt mỗi tuần, không giới hạn thời gian làm bài (timeLimitMinutes: 20 là 20 phút).
# One attempt a round without a time limit.
attempts: { perRound: 1, counts: first, timeLimitMinutes: null }

# Dự đoán bao nhiêu người đúng hết, nhiều nhất bằng số người trong danh sách (roster) hoặc một con số.
# How many will be all-correct, at most as many as are on the roster, or a number.
prediction: { asked: true, required: true, maximum: roster }

# Xét lần lượt; sau cùng bốc thăm công khai. / In turn, at last by a public lot.
ranking: [correct-desc, prediction-distance-asc, submitted-asc, public-lot]
# Đúng cả 15 câu mới được xét giải. / Prizes are for the all-correct.
minimumCorrect: 15

# amount: tiền thưởng bằng đồng; null khi chưa quyết định. / In đồng; null while undecided.
prizes:
  levels:
    - { id: nhat, name: Giải Nhất, count: 1, amount: null }
    - { id: nhi, name: Giải Nhì, count: 2, amount: null }
    - { id: ba, name: Giải Ba, count: 2, amount: null }
  capPerContest: null
  whenTooFew: leave-unawarded

# Năm đơn vị có nhiều người dự thi nhất. Không có giải tập thể: collective: null
# The five units with most participants; without such prizes: null
collective: { count: 5, amount: null, by: participants, tieBreaks: [jury] }

# Người có tên trong danh sách được thi, trừ thành viên ba ban. / The roster may enter, members of the boards may not.
access: { who: roster, barredBoards: [organiser, juror, assistant] }
jury: { approvals: 2 }

# Văn bản để ôn tập. / What is studied.
# documents:
#   - { number: 12-NQ/TU, date: '2021-11-12', issuer: Tỉnh ủy …, title: Nghị quyết về … }
documents: []
`
}
