import { describe, expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import type { ReferrerStanding } from '../tally/result.ts'
import { explainReferrer, referralBullet, referralClauses } from './referral.ts'

const rules = rulesOf(fullRulesFile).referral
if (rules === null) throw new Error('the full rules have prizes for spreading the contest')
const at = Date.parse('2024-09-09T09:14:07.312+07:00')

const line = (rank: number, change: Partial<ReferrerStanding> = {}): ReferrerStanding => ({
  ...{ rank, contestantId: `c${rank}`, came: 12, counted: 12, reachedAt: at, partedBy: rank === 1 ? null : 'people', awarded: true },
  ...change,
})

describe('who brought others', () => {
  it('is explained by how many, when, the rank and both neighbours', () => {
    const standings = [line(1, { came: 60, counted: 50 }), line(2), line(3, { partedBy: 'public-lot' })]
    const [first, second, third] = standings.map((one) => explainReferrer(plainRules, standings, one))
    expect(first?.vi).toBe(
      '60 người dự thi qua liên kết mời, được tính 50 người là mức tối đa theo thể lệ, đủ 50 người lúc 09:14:07,312 ngày 09/9/2024; xếp thứ 1 trong 3 người mời. Xếp trên người kế tiếp nhờ có nhiều người được tính hơn.',
    )
    expect(first?.en).toContain('60 took part by the personal link, of whom 50 count, the most by the rules, 50 of them by 09:14:07.312')
    expect(second).toEqual({
      vi: '12 người dự thi qua liên kết mời, đủ 12 người lúc 09:14:07,312 ngày 09/9/2024; xếp thứ 2 trong 3 người mời. Người xếp liền trên được xếp cao hơn nhờ có nhiều người được tính hơn. Xếp trên người kế tiếp nhờ bốc thăm công khai.',
      en: '12 took part by the personal link, 12 of them by 09:14:07.312 on 09/9/2024; rank 2 of 3 who brought people. The person just above is ahead by more people who count. Ahead of the next person by the public lot.',
    })
    expect(third?.vi).toMatch(/nhờ bốc thăm công khai\.$/)
  })

  it('has a clause of the prizes and one of who counts, without what the rules do not ask', () => {
    const [prizes, counts] = referralClauses({
      ...rules,
      amount: null,
      mostCounted: null,
      entryFloor: { correct: 0, seconds: 0 },
      ties: 'public-lot',
    })
    expect(prizes?.text.vi).toMatch(/^Mỗi tuần thi có 10 giải người lan tỏa trao cho/)
    expect(prizes?.text.en).toMatch(/^Each round has 10 prizes for the contestants/)
    expect(prizes?.text.vi).toMatch(/Nếu bằng nhau thì bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước\.$/)
    expect(counts?.text.vi).not.toMatch(/tối đa|câu trở lên/)
    expect(counts?.text.en).not.toMatch(/At most|at least/)
  })

  it('stands among the six sentences of the landing page where there are such prizes', () => {
    expect([referralBullet(null).vi, referralBullet(rules).vi]).toEqual(['', '; thêm 10 giải người lan tỏa'])
  })
})
