import { describe, expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { rulebook } from './rulebook.ts'
import type { CollectiveRules, ContestRules } from '../rules/rules.ts'
import { usualCollective } from '../rules/usual.ts'

const full = rulesOf(fullRulesFile)

const clause = (rules: ContestRules, id: string): { readonly vi: string; readonly en: string } | undefined =>
  rulebook(rules)
    .sections.flatMap(({ clauses }) => clauses)
    .find((one) => one.id === id)?.text

describe('clauses of predicting, prizes, trouble and attempts', () => {
  it('says how large a prediction may be: a number, or as many as are on the roster', () => {
    const most = (maximum: ContestRules['prediction']['maximum']) =>
      clause({ ...full, prediction: { ...full.prediction, maximum } }, 'paper.prediction')
    expect(most(1500)?.vi).toContain('(từ 0 đến 1.500)')
    expect(most('roster')?.vi).toContain('(từ 0 đến số người có tên trong danh sách thí sinh)')
    expect(most('roster')?.en).toContain('(0 to the number of people on the roster)')
  })

  it('say what is predicted, and how its actual number is found', () => {
    const predicting = (change: Partial<ContestRules['prediction']>) =>
      clause({ ...full, prediction: { ...full.prediction, ...change } }, 'paper.prediction')
    expect(predicting({ of: 'participants', maximum: 'roster' })?.vi).toContain(
      'có thể dự đoán số người dự thi của tuần thi (từ 0 đến số người có tên trong danh sách thí sinh). Số thực tế là số người có bài nộp được nhận, mỗi người tính một lần, đếm sau khi tuần thi kết thúc, không kể bài bị Ban Giám khảo loại.',
    )
    expect(predicting({ of: 'attempts', maximum: 'roster' })?.vi).toContain('(từ 0 đến 2 lần số người có tên trong danh sách thí sinh)')
    expect(predicting({ of: 'attempts', maximum: 'roster' })?.en).toContain('(0 to 2 times the number of people on the roster)')
    const share = (decimals: number) => predicting({ of: 'all-correct-percentage', decimals, maximum: 100 * 10 ** decimals })
    expect(share(5)?.vi).toContain(
      'dự đoán tỷ lệ phần trăm người trả lời đúng tất cả 15 câu hỏi trong số người dự thi của tuần thi (từ 0 đến 100). Tỷ lệ thực tế là',
    )
    expect([share(5)?.vi, share(1)?.en, share(0)?.vi, share(0)?.en, share(2)?.en]).toEqual([
      expect.stringContaining(', làm tròn đến 5 chữ số thập phân.'),
      expect.stringContaining(', rounded to 1 decimal.'),
      expect.stringContaining(', làm tròn đến phần trăm nguyên.'),
      expect.stringContaining(', rounded to a whole percent.'),
      expect.stringContaining(', rounded to 2 decimals.'),
    ])
    expect(
      clause(
        { ...full, attempts: { ...full.attempts, perRound: 1 }, prediction: { ...full.prediction, of: 'attempts', maximum: 'roster' } },
        'paper.prediction',
      )?.vi,
    ).toContain('(từ 0 đến số người có tên trong danh sách thí sinh)')
  })

  it('say where who does not predict stands, if that ranks at all', () => {
    const missing = 'Khi xét dự đoán, bài không có số dự đoán xếp sau.'
    expect(clause(full, 'paper.prediction')?.vi).toContain(missing)
    expect(clause({ ...full, ranking: ['correct-desc', 'public-lot'] }, 'paper.prediction')?.vi).not.toContain(missing)
    expect(clause(plainRules, 'paper.prediction')?.vi).not.toContain(missing)
  })

  it('say of collective prizes in levels what each of them is', () => {
    const levels = [
      { id: 'nhat', name: 'Giải Nhất', count: 1, amount: 2_000_000 },
      { id: 'nhi', name: 'Giải Nhì', count: 5, amount: null },
    ]
    const collective: CollectiveRules = { ...usualCollective, count: 6, amount: null, levels, by: 'participation-rate', tieBreaks: [] }
    expect(clause({ ...full, collective }, 'prizes.collective')?.vi).toBe(
      'Có 06 giải tập thể, gồm 01 giải Nhất (mỗi giải 2.000.000 đồng), 05 giải Nhì, trao cho các đơn vị có tỷ lệ người dự thi cao nhất trong suốt hội thi; mỗi người chỉ được tính một lần. Nếu bằng nhau thì Ban Giám khảo quyết định.',
    )
    expect(clause({ ...full, collective }, 'prizes.collective')?.en).toContain(
      'There are 6 collective prizes, 1 × Giải Nhất (2,000,000 VND each), 5 × Giải Nhì, for the units',
    )
  })

  it('say of rates what they are of, how they are rounded and from where on a unit is considered', () => {
    const of = (change: Partial<CollectiveRules>) =>
      clause(
        { ...full, collective: { ...usualCollective, count: 1, amount: null, by: 'participation-rate', tieBreaks: [], ...change } },
        'prizes.collective-rate',
      )
    const listClosesAt = Date.parse('2026-10-05T00:00:00+07:00')
    expect(of({})).toBeUndefined()
    expect(of({ listClosesAt, notCounted: ['người nghỉ thai sản', 'người đi học tập trung'], rateDecimals: 2, minimumRate: 70 })).toEqual({
      vi: 'Tỷ lệ người dự thi của đơn vị là số người dự thi chia cho số người thuộc đối tượng dự thi của đơn vị theo danh sách chốt đến hết Chủ nhật, 04/10/2026, không tính: người nghỉ thai sản; người đi học tập trung. Tỷ lệ được làm tròn đến 2 chữ số thập phân trước khi so sánh. Chỉ đơn vị có tỷ lệ từ 70% trở lên (tính trước khi làm tròn) được xét giải tập thể.',
      en: 'The rate of a unit is the number of its participants divided by the people of the unit who may take part, by the list closed at the end of Sunday, 04/10/2026, without: người nghỉ thai sản; người đi học tập trung. It is rounded to 2 decimals before it is compared. Only units that reach 70% (before rounding) are considered for a collective prize.',
    })
    expect(of({ listClosesAt: listClosesAt + 3_600_000 })?.vi).toMatch(/ theo danh sách chốt lúc 01:00 thứ Hai, 05\/10\/2026\.$/)
    expect(of({ listClosesAt: listClosesAt + 3_600_000 })?.en).toMatch(/, by the list closed at 01:00 on Monday, 05\/10\/2026\.$/)
    expect([of({ minimumRate: 50 })?.vi, of({ minimumRate: 50 })?.en]).toEqual([
      expect.stringMatching(/Chỉ đơn vị có tỷ lệ từ 50% trở lên được xét giải tập thể\.$/),
      expect.stringMatching(/Only units that reach 50% are considered/),
    ])
    expect([of({ rateDecimals: 0 })?.vi, of({ rateDecimals: 0 })?.en, of({ rateDecimals: 1 })?.en]).toEqual([
      expect.stringContaining('làm tròn đến phần trăm nguyên trước'),
      expect.stringContaining('to a whole percent before'),
      expect.stringContaining('to 1 decimal before'),
    ])
  })

  it('say whom to tell of trouble, and where a complaint goes until when', () => {
    const { incidents, complaints } = full
    expect(clause(full, 'publication.incidents')?.vi).toBe(
      'Khi có sự cố trong thời gian thi, đơn vị của thí sinh báo ngay cho Tổ giúp việc; Ban Tổ chức căn cứ dữ liệu được ghi trên hệ thống để xem xét, quyết định.',
    )
    if (incidents === null || complaints === null) throw new Error('not said')
    expect(clause({ ...full, incidents: { ...incidents, by: 'contestant' } }, 'publication.incidents')?.vi).toContain(
      'thi, thí sinh báo ngay cho',
    )
    expect(clause(full, 'publication.complaints')?.vi).toBe(
      'Khiếu nại về kết quả gửi bằng văn bản đến Ban Tổ chức trong vòng 5 ngày kể từ khi công bố kết quả của tuần thi.',
    )
    const open = clause({ ...full, complaints: { ...complaints, days: null } }, 'publication.complaints')
    expect([open?.vi, open?.en]).toEqual([
      'Khiếu nại về kết quả gửi bằng văn bản đến Ban Tổ chức trước khi trao giải.',
      'Complaints about a result go in writing to Ban Tổ chức before the prizes are handed over.',
    ])
    expect([clause(plainRules, 'publication.incidents'), clause(plainRules, 'publication.complaints')]).toEqual([undefined, undefined])
  })

  it('say how long personal data is kept, where the rules say it', () => {
    expect(clause(full, 'publication.retention')?.vi).toBe(
      'Dữ liệu cá nhân của thí sinh được lưu 18 tháng kể từ lần công bố kết quả cuối cùng của hội thi, sau đó được xóa; kết quả đã công bố, trong đó có tên người đạt giải, và bằng chứng để kiểm chứng được giữ lại.',
    )
    expect(clause({ ...full, retention: { months: 1 } }, 'publication.retention')?.en).toContain('kept for 1 month from')
    expect(clause({ ...full, retention: { months: 12 } }, 'publication.retention')?.en).toContain('kept for 12 months from')
    expect(clause(plainRules, 'publication.retention')).toBeUndefined()
    const { retention: _, ...unsaid } = fullRulesFile
    expect(rulesOf(unsaid).retention).toEqual({ months: 12 })
  })

  it('say how an attempt counts that is given after trouble', () => {
    const of = (change: Partial<ContestRules['attempts']>) => clause({ ...full, attempts: { ...full.attempts, ...change } }, 'paper.extra')
    expect(of({ extra: null })).toBeUndefined()
    expect(of({ extra: 'replaces' })).toEqual({
      vi: 'Khi có sự cố, thí sinh đã dùng hết lượt thi có thể được cho thi thêm một lượt khi tuần thi còn mở, do hai người của hội thi quyết định và ghi rõ lý do; bài nộp ở lượt thi thêm được tính thay các bài trước.',
      en: 'After trouble, a contestant who has no attempt left may be given another while the round is open; two people of the contest decide and write down why; what is submitted in it counts in place of what was before.',
    })
    expect(of({ extra: 'as-others', counts: 'last' })?.vi).toMatch(/; bài nộp ở lượt cuối được tính\.$/)
  })

  it('say how many attempts there are, in the round and a day', () => {
    const of = (perDay: number | null) => clause({ ...full, attempts: { ...full.attempts, perRound: 7, perDay } }, 'paper.attempts')
    expect([of(null)?.vi, of(2)?.vi, of(2)?.en]).toEqual([
      expect.stringContaining('mỗi thí sinh có tối đa 7 lượt thi; bài'),
      expect.stringContaining('mỗi thí sinh có tối đa 7 lượt thi, mỗi ngày nhiều nhất 2 lượt; bài'),
      expect.stringContaining('each contestant has up to 7 attempts, 2 a day at most; the'),
    ])
  })

  it('say what an entry needs to count for its unit', () => {
    const of = (correct: number, seconds: number) =>
      clause(
        { ...full, collective: { ...(full.collective as CollectiveRules), entryFloor: { correct, seconds } } },
        'prizes.collective-entry',
      )
    expect(of(0, 0)).toBeUndefined()
    expect([of(5, 90)?.vi, of(5, 0)?.vi, of(0, 90)?.vi]).toEqual([
      'Một bài dự thi chỉ được tính cho đơn vị khi đúng từ 5 câu trở lên và làm trong ít nhất 1 phút 30 giây.',
      'Một bài dự thi chỉ được tính cho đơn vị khi đúng từ 5 câu trở lên.',
      'Một bài dự thi chỉ được tính cho đơn vị khi làm trong ít nhất 1 phút 30 giây.',
    ])
    expect(of(5, 90)?.en).toBe('An entry counts for its unit only if it has at least 5 right and took at least 1 minute 30 seconds.')
  })

  it('leave the last tie of units to the jury, whether it is listed or not', () => {
    const ties = (tieBreaks: NonNullable<ContestRules['collective']>['tieBreaks']) =>
      clause({ ...full, collective: { ...usualCollective, count: 5, amount: null, by: 'participants', tieBreaks } }, 'prizes.collective')
        ?.vi
    expect(ties([])).toMatch(/Nếu bằng nhau thì Ban Giám khảo quyết định\.$/)
    expect(ties(['jury'])).toBe(ties([]))
    expect(ties(['headcount-desc'])).toMatch(
      /Nếu bằng nhau thì xét lần lượt: đơn vị đông người hơn; sau cùng do Ban Giám khảo quyết định\.$/,
    )
  })
})
