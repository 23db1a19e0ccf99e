import { describe, expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { rulebookBullets } from './rulebook.ts'

const full = rulesOf(fullRulesFile)

describe('rulebookBullets', () => {
  it('are six sentences in both languages', () => {
    for (const rules of [full, plainRules, { ...full, collective: null }]) {
      const bullets = rulebookBullets(rules)
      expect(bullets.length).toBe(6)
      for (const { vi, en } of bullets) expect([vi.at(-1), en.at(-1)]).toEqual(['.', '.'])
    }
  })

  it('read as people speak', () => {
    expect(rulebookBullets(plainRules).map(({ vi }) => vi)).toEqual([
      'Hội thi có 2 tuần thi. Trong mỗi tuần thi, mỗi thí sinh có một lượt thi.',
      'Mỗi đề thi có 15 câu hỏi trắc nghiệm rút từ bộ câu hỏi của Ban Tổ chức và một câu dự đoán.',
      'Không giới hạn thời gian làm bài; bài phải nộp trước khi tuần thi kết thúc.',
      'Chỉ thí sinh trả lời đúng cả 15 câu được xét giải. Thí sinh được xếp hạng lần lượt theo: (1) trả lời đúng nhiều câu hơn; (2) dự đoán gần số thực tế hơn; (3) nộp bài sớm hơn; (4) bốc thăm công khai bằng số ngẫu nhiên đã niêm phong từ trước.',
      'Mỗi tuần thi có 05 giải cá nhân: 01 giải Nhất, 02 giải Nhì, 02 giải Ba.',
      'Có 05 giải tập thể trao cho các đơn vị có nhiều người dự thi nhất trong suốt hội thi; mỗi người chỉ được tính một lần. Nếu bằng nhau thì Ban Giám khảo quyết định.',
    ])
  })

  it('speak of the cap where there are no collective prizes, and of no prediction where none is asked', () => {
    const bullets = rulebookBullets({ ...full, collective: null, prediction: { ...full.prediction, asked: false } })
    expect(bullets[5]?.vi).toBe('Mỗi người được nhận tối đa một giải trong một tuần thi và 1 giải trong cả hội thi.')
    expect(bullets[1]?.vi).not.toContain('dự đoán')
    expect(bullets[1]?.en).not.toContain('prediction')
  })
})
