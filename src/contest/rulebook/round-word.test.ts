import { describe, expect, it } from 'vitest'
import { plainRules } from '#test/support/contest.ts'
import type { ContestRules } from '../rules/rules.ts'
import { rulebook, rulebookBullets } from './rulebook.ts'
import { roundWord, roundWordOf, withRoundWord } from './round-word.ts'

const day = 86_400_000
const round = (name: string, days = 5) => ({ name, opensAt: 0, closesAt: days * day })

/** The rules with rounds of these names. */
const named = (...names: readonly string[]): ContestRules => ({
  ...plainRules,
  rounds: names.map((name, at) => ({ ...(plainRules.rounds[0] as ContestRules['rounds'][number]), key: `r${at}`, name })),
})

describe('what a round is called', () => {
  it('is the word of their names', () => {
    expect(roundWord([round('Vòng 1'), round('Vòng chung kết', 30)])).toBe('vòng')
    expect(roundWord([round('ĐỢT THI'.normalize('NFD'), 30)])).toBe('đợt')
    expect(roundWord([round('Tuần 1', 30)])).toBe('tuần')
  })

  it('is by how long they last where the names say nothing, or not one thing', () => {
    expect([roundWord([round('Lần 1')]), roundWord([round('Lần 1', 10)]), roundWord([round('Lần 1', 11)])]).toEqual(['tuần', 'tuần', 'đợt'])
    expect(roundWord([round('Vòng 1'), round('Tuần 2')])).toBe('tuần')
    expect(roundWord([])).toBe('tuần')
  })

  it('is what the organisers write themselves', () => {
    expect(roundWordOf(named('Vòng 1'))).toBe('vòng')
    const own: ContestRules = { ...named('Vòng 1'), audience: 'Mọi người, mỗi tuần thi một lượt'.normalize('NFD') }
    expect(roundWordOf(own)).toBe('tuần')
  })

  it('stands in texts in place of the week, and nowhere else', () => {
    const texts = [
      'Tuần thi chưa mở; mỗi tuần thi một lượt.',
      'Người dự thi tuần này',
      'câu của các tuần trước',
      'giữ thứ trong tuần',
      'tuần lễ',
      'Mỗi tuần bạn có',
      'Tuần',
      'Tuần {number}',
      'lượt sau trong cùng tuần',
    ]
    expect(texts.map((text) => withRoundWord('vòng', text))).toEqual([
      ...[
        'Vòng thi chưa mở; mỗi vòng thi một lượt.',
        'Người dự thi vòng này',
        'câu của các vòng trước',
        'giữ thứ trong tuần',
        'tuần lễ',
        'Mỗi vòng bạn có',
        'Vòng',
        'Vòng {number}',
        'lượt sau trong cùng vòng',
      ],
    ])
    expect(texts.map((text) => withRoundWord('tuần', text))).toEqual(texts)
  })

  it('stands in the whole rulebook, and its six sentences', () => {
    const texts = (rules: ContestRules): string =>
      [...rulebook(rules).sections.flatMap(({ title, clauses }) => [title, ...clauses.map(({ text }) => text)]), ...rulebookBullets(rules)]
        .map(({ vi }) => vi)
        .join('\n')
    expect(texts(named('Tuần 1'))).toContain('mỗi tuần thi')
    expect(texts(named('Vòng 1'))).not.toMatch(/tuần/i)
    expect(texts(named('Đợt 1'))).toContain('mỗi đợt thi')
  })
})
