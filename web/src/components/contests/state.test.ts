import { describe, expect, it } from 'vitest'
import type { PublicRound } from '#contract/rounds.ts'
import { contestState } from './state.ts'

const round = (key: string, status: PublicRound['status']): PublicRound => ({
  id: key,
  key,
  name: key,
  opensAt: 0,
  closesAt: 1,
  status,
  participants: 0,
  departures: [],
})
const told = (...rounds: PublicRound[]) => {
  const { stage, round: now, published } = contestState({ rounds })
  return [stage, now?.key ?? null, published?.key ?? null]
}

describe('what the landing page says first', () => {
  it('is the open round, then the next one, then the one under review, then that all is over', () => {
    expect(told(round('1', 'published'), round('2', 'open'), round('3', 'scheduled'))).toEqual(['open', '2', '1'])
    expect(told(round('1', 'closed'), round('2', 'scheduled'))).toEqual(['scheduled', '2', null])
    expect(told(round('1', 'published'), round('2', 'closed'))).toEqual(['between', '2', '1'])
    expect(told(round('1', 'published'), round('2', 'published'))).toEqual(['over', '2', '2'])
    expect(told()).toEqual(['over', null, null])
  })
})
