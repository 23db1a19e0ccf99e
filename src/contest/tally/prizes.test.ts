import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOf, plainRules } from '#test/support/contest.ts'
import { contextOf, triedRounds } from '#test/support/tried-rounds.ts'
import { awardRound, mostPrizes, revokePrize } from './prizes.ts'
import { rankRound } from './ranking.ts'
import type { RoundAwards } from './result.ts'
import type { ContestRules, PrizeRules } from '../rules/rules.ts'

/** Awards of people c1, c2, … who rank in this order when they have these numbers of right answers, descending. */
function award(scores: readonly number[], prizes: Partial<PrizeRules> = {}, won: Readonly<Record<string, number>> = {}): RoundAwards {
  const rules: ContestRules = { ...plainRules, prizes: { ...plainRules.prizes, ...prizes } }
  const entries = scores.map((correct, i) => entryOf(i + 1, { correct }))
  return awardRound(rules, rankRound(entries, contextOf(rules)), new Map(Object.entries(won)))
}
const winners = ({ awards }: RoundAwards) => awards.map(({ level, contestantId }) => `${level} ${contestantId}`)

describe('awardRound', () => {
  it('gives one prize a line, from the highest level down', () => {
    const round = award([15, 15, 15, 15, 15, 15])
    expect(winners(round)).toEqual(['nhat c1', 'nhi c2', 'nhi c3', 'ba c4', 'ba c5'])
    expect(round.awards[3]).toEqual({ roundId: 'tuan-1', level: 'ba', place: 4, contestantId: 'c4', entryId: 'e4', rank: 4 })
    expect([round.passedOver, round.unawarded]).toEqual([[], []])
  })

  it('leaves prizes unawarded when too few reach the floor', () => {
    const round = award([15, 15, 14])
    expect(winners(round)).toEqual(['nhat c1', 'nhi c2'])
    expect(round.unawarded).toEqual([
      { level: 'nhi', count: 1 },
      { level: 'ba', count: 2 },
    ])
    expect(award([]).unawarded).toEqual([
      { level: 'nhat', count: 1 },
      { level: 'nhi', count: 2 },
      { level: 'ba', count: 2 },
    ])
  })

  it('or takes the next below the floor, when the rules say so', () => {
    const round = award([15, 15, 14, 3], { whenTooFew: 'next-best-below-floor' })
    expect(winners(round)).toEqual(['nhat c1', 'nhi c2', 'nhi c3', 'ba c4'])
    expect(round.unawarded).toEqual([{ level: 'ba', count: 1 }])
  })

  it('passes over who has won as often as one may', () => {
    const round = award(
      [15, 15, 15, 15],
      { capPerContest: 2, levels: [{ id: 'nhat', name: 'Giải Nhất', count: 2, amount: null }] },
      { c1: 2, c2: 1, c3: 3 },
    )
    expect(winners(round)).toEqual(['nhat c2', 'nhat c4'])
    expect(round.passedOver).toEqual([
      { contestantId: 'c1', rank: 1, reason: 'cap-per-contest' },
      { contestantId: 'c3', rank: 3, reason: 'cap-per-contest' },
    ])
  })

  it('passes over who is below the floor but ranks above, where right answers are not the first criterion', () => {
    const one = { levels: [{ id: 'nhat', name: 'Giải Nhất', count: 1, amount: null }] }
    const entries = [entryOf(1, { correct: 14 }), entryOf(2)]
    for (const whenTooFew of ['leave-unawarded', 'next-best-below-floor'] as const) {
      const rules: ContestRules = {
        ...plainRules,
        ranking: ['submitted-asc', 'public-lot'],
        prizes: { ...plainRules.prizes, ...one, whenTooFew },
      }
      const round = awardRound(rules, rankRound(entries, contextOf(rules)), new Map())
      expect(winners(round)).toEqual(['nhat c2'])
      expect(round.passedOver).toEqual([{ contestantId: 'c1', rank: 1, reason: 'below-floor' }])
    }
  })
})

describe('revokePrize', () => {
  const entries = Array.from({ length: 8 }, (_, i) => entryOf(i + 1, { correct: i === 6 ? 14 : 15 }))
  const revoke = (
    whenRevoked: PrizeRules['whenRevoked'],
    who: string,
    barred: readonly string[] = [],
    won: Readonly<Record<string, number>> = {},
  ) => {
    const rules: ContestRules = { ...plainRules, prizes: { ...plainRules.prizes, capPerContest: 1, whenRevoked } }
    const round = rankRound(entries, contextOf(rules))
    const before = awardRound(rules, round, new Map())
    const leftOut = { revoked: new Set([who]), barred: new Set(barred) }
    return revokePrize({ rules, round, won: new Map(Object.entries(won)) }, before.awards, who, leftOut)
  }

  it('moves everybody after it up a place, and the next takes the last prize', () => {
    const round = revoke('next-moves-up', 'c2')
    expect(winners(round)).toEqual(['nhat c1', 'nhi c3', 'nhi c4', 'ba c5', 'ba c6'])
    expect(round.awards.map(({ place, rank }) => `${place} ${rank}`)).toEqual(['1 1', '2 3', '3 4', '4 5', '5 6'])
    expect(round.passedOver).toEqual([{ contestantId: 'c2', rank: 2, reason: 'revoked' }])
    expect(round.unawarded).toEqual([])
  })

  it('or leaves the place empty and every other prize as it is, also where the rules do not say', () => {
    for (const said of ['stays-empty', null] as const) {
      const round = revoke(said, 'c2')
      expect(winners(round)).toEqual(['nhat c1', 'nhi c3', 'ba c4', 'ba c5'])
      expect(round.awards.map(({ place }) => place)).toEqual([1, 3, 4, 5])
      expect(round.unawarded).toEqual([{ level: 'nhi', count: 1 }])
    }
  })

  it('moves nobody up who may not take part by now or has won as often as one may, and takes no prize from anybody else', () => {
    expect(winners(revoke('next-moves-up', 'c1', ['c6', 'c3']))).toEqual(['nhat c2', 'nhi c3', 'nhi c4', 'ba c5', 'ba c8'])
    const round = revoke('next-moves-up', 'c1', ['c6'], { c8: 1 })
    expect([winners(round), round.unawarded]).toEqual([['nhat c2', 'nhi c3', 'nhi c4', 'ba c5'], [{ level: 'ba', count: 1 }]])
    expect(revoke('next-moves-up', 'c1', ['c6']).passedOver).toEqual([
      { contestantId: 'c1', rank: 1, reason: 'revoked' },
      { contestantId: 'c6', rank: 6, reason: 'barred' },
    ])
  })
})

describe('properties of the awards', () => {
  const tried = (
    check: (rules: ContestRules, round: ReturnType<typeof rankRound>, awards: RoundAwards, won: ReadonlyMap<string, number>) => void,
  ) => {
    fc.assert(
      fc.property(triedRounds, ({ rules, entries, won }) => {
        const round = rankRound(entries, contextOf(rules))
        check(rules, round, awardRound(rules, round, won), won)
      }),
      { numRuns: 300 },
    )
  }

  it('hold the caps: one prize a round, so many a contest, so many a level', () => {
    tried(({ prizes }, _, { awards, unawarded }, won) => {
      expect(new Set(awards.map(({ contestantId }) => contestantId)).size).toBe(awards.length)
      for (const { contestantId } of awards) expect((won.get(contestantId) ?? 0) + 1).toBeLessThanOrEqual(prizes.capPerContest ?? Infinity)
      for (const { id, count } of prizes.levels) {
        const left = unawarded.find(({ level }) => level === id)?.count ?? 0
        expect(awards.filter(({ level }) => level === id).length + left).toBe(count)
      }
    })
  })

  it('give a reason for every line above a winner that has no prize, and for no other line', () => {
    tried(({ prizes }, round, { awards, passedOver }, won) => {
      const lowest = Math.max(0, ...awards.map(({ rank }) => rank))
      const told = [...awards, ...passedOver].map(({ rank }) => rank).sort((a, b) => a - b)
      expect(told).toEqual(Array.from({ length: lowest }, (_, i) => i + 1))
      for (const { rank, contestantId, reason } of passedOver) {
        if (reason === 'below-floor') expect(round.standings.at(rank - 1)?.eligible).toBe(false)
        else expect(won.get(contestantId)).toBeGreaterThanOrEqual(prizes.capPerContest as number)
      }
    })
  })

  it('never go to somebody below the floor unless the rules say so, nor before everybody who reached it', () => {
    tried(({ prizes }, round, { awards }) => {
      const eligible = awards.map(({ rank }) => round.standings.at(rank - 1)?.eligible)
      expect(eligible).toEqual([...eligible].sort().reverse())
      if (prizes.whenTooFew === 'leave-unawarded') expect(eligible).not.toContain(false)
    })
  })

  it('never exceed the share of the participants the rules allow, the lowest left out first', () => {
    expect([mostPrizes({ ...plainRules.prizes, shareOfParticipants: 50 }, 7), mostPrizes(plainRules.prizes, 1)]).toEqual([3, 5])
    expect(mostPrizes({ ...plainRules.prizes, shareOfParticipants: 100 }, 0)).toBe(0)
    const rules = { ...plainRules, prizes: { ...plainRules.prizes, shareOfParticipants: 50 } }
    const round = rankRound(
      Array.from({ length: 7 }, (_, i) => entryOf(i + 1)),
      contextOf(rules),
    )
    const { awards, unawarded } = awardRound(rules, round, new Map())
    expect(awards.map(({ level }) => level)).toEqual(['nhat', 'nhi', 'nhi'])
    expect(unawarded).toEqual([{ level: 'ba', count: 2 }])
  })
})
