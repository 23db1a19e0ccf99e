import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOf, sha256 } from '#test/support/contest.ts'
import { triedArrivals, triedLines, triedReferral } from '#test/support/oracles/tried-referrals.ts'
import { lotSeed } from '#test/support/tried-rounds.ts'
import type { ReferralRules } from '../rules/rules.ts'
import { rankReferrers, type Arrival } from './referral.ts'

const rules: ReferralRules = { count: 1, amount: null, mostCounted: null, entryFloor: { correct: 0, seconds: 0 }, ties: 'reached-first' }

/** Everybody from `c1` to `c9` in the standings; who came by whose link. */
const rank = (came: Readonly<Record<number, number | Partial<Arrival>>>, change: Partial<ReferralRules> = {}, people = 9) =>
  rankReferrers(
    { ...rules, ...change },
    Array.from({ length: people }, (_, i) => ({ entry: entryOf(i + 1) })),
    Object.entries(came).map(([contestant, by]): Arrival => {
      const usual = { contestantId: `c${contestant}`, usedAt: 1, firstStartedAt: 2, isFirstRound: true }
      return typeof by === 'number' ? { ...usual, referrerId: `c${by}` } : { ...usual, referrerId: 'c1', ...by }
    }),
    { sha256, seed: lotSeed },
  )
const short = (standings: ReturnType<typeof rank>) => standings.map(({ contestantId, counted }) => `${contestantId} ${counted}`)

describe('prizes for spreading the contest', () => {
  it('give the prizes down the standings, of equals to who had that many first, then by the lot', () => {
    const standings = rank({ 3: 1, 4: 1, 5: 2, 6: 9, 7: 2 })
    expect(short(standings)).toEqual(['c1 2', 'c2 2', 'c9 1'])
    expect(standings.map(({ partedBy, awarded }) => [partedBy, awarded])).toEqual([
      [null, true],
      ['reached-first', false],
      ['people', false],
    ])
    const lots = short(rank({ 3: 1, 4: 2 }, { ties: 'public-lot' }))
    expect(lots).toEqual(short(rank({ 4: 1, 3: 2 }, { ties: 'public-lot' })))
    expect(rank({ 3: 1, 4: 2 }, { ties: 'public-lot' })[1]?.partedBy).toBe('public-lot')
  })

  it('count only who came by the link before a first attempt, and took part then', () => {
    expect(short(rank({ 2: { usedAt: 2 }, 3: { usedAt: 3 }, 4: { isFirstRound: false }, 5: 1 }))).toEqual(['c1 1'])
    expect(short(rank({ 2: 1, 3: 1 }, { entryFloor: { correct: 15, seconds: 60 } }))).toEqual(['c1 2'])
    expect(rank({ 2: 1, 3: 1 }, { entryFloor: { correct: 15, seconds: 61 } })).toEqual([])
    expect(rank({ 2: 1, 3: 1 }, { entryFloor: { correct: 16, seconds: 0 } })).toEqual([])
  })

  it('count nobody for themselves, nor by or for somebody who does not rank', () => {
    expect(rank({ 1: 1 })).toEqual([])
    expect(rank({ 8: 1, 1: 9 }, {}, 7)).toEqual([])
  })

  it('count as many as the rules let, and say when that many were there', () => {
    const [first] = rank({ 3: 1, 4: 1, 5: 1 }, { mostCounted: 2 })
    expect(first).toMatchObject({ came: 3, counted: 2, reachedAt: entryOf(4).submittedAt })
  })

  it('are a total order in which nobody counts twice, whatever the order people are read in', () => {
    fc.assert(
      fc.property(triedLines, triedReferral, triedArrivals, (lines, referral, arrivals) => {
        const lot = { sha256, seed: lotSeed }
        const standings = rankReferrers(referral, lines, arrivals, lot)
        expect(rankReferrers(referral, lines.toReversed(), arrivals.toReversed(), lot)).toEqual(standings)
        expect(standings.map(({ rank: place }) => place)).toEqual(standings.map((_, i) => i + 1))
        expect(standings.reduce((sum, { came }) => sum + came, 0)).toBeLessThanOrEqual(arrivals.length)
        expect(standings.filter(({ awarded }) => awarded).length).toBe(Math.min(referral.count, standings.length))
        for (const { came, counted } of standings) {
          expect(counted).toBe(Math.min(came, referral.mostCounted ?? came))
          expect(counted).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})
