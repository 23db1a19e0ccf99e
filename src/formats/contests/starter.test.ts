import { expect, it } from 'vitest'
import { wallTime } from '#contest/calendar.ts'
import { starterYaml } from './starter.ts'
import { readContestYaml } from './yaml.ts'

it('the file to begin with is a contest as it is, whose rounds lie ahead and run from Monday to the end of Friday', () => {
  for (let day = 0; day < 14; day++) {
    const now = Date.UTC(2026, 11, 20 + day, 15, 30)
    const read = readContestYaml(starterYaml(now))
    expect(read.findings).toEqual([])
    if (!read.ok) throw new Error('not read')
    for (const { opensAt, closesAt } of read.value.rounds) {
      expect((opensAt - now) / 86_400_000).toBeGreaterThan(13)
      expect([opensAt, closesAt].map((at) => wallTime(at, 'Asia/Ho_Chi_Minh').weekday)).toEqual([1, 6])
    }
    expect(((read.value.rounds[0]?.opensAt ?? 0) - now) / 86_400_000).toBeLessThan(21)
  }
})
