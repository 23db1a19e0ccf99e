/** Standings, awards and units against the slow second computation of test/support/oracles/oracle.ts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oracleAwards, oracleReferrers, oracleRound, oracleUnits } from '#test/support/oracles/oracle.ts'
import { sha256 } from '#test/support/contest.ts'
import { triedArrivals, triedLines, triedReferral } from '#test/support/oracles/tried-referrals.ts'
import { contextOf, lotSeed, triedRounds } from '#test/support/tried-rounds.ts'
import { rankUnits } from './collective.ts'
import { awardRound, revokePrize } from './prizes.ts'
import { rankRound } from './ranking.ts'
import { rankReferrers } from './referral.ts'
import { usualCollective } from '../rules/usual.ts'
import type { CollectiveRules } from '../rules/rules.ts'
import type { CollectiveTieBreak } from '../criteria.ts'

describe('the oracle', () => {
  it('agrees on the actual number, the order, its reasons and what is set aside', () => {
    const seen = { lot: 0, barred: 0, disqualified: 0, others: 0 }
    fc.assert(
      fc.property(triedRounds, ({ rules, entries }) => {
        const round = rankRound(entries, contextOf(rules))
        const oracle = oracleRound(entries, rules)
        expect(round.actual).toBe(oracle.actual)
        expect(round.participants).toBe(oracle.lines.length)
        const lines = [...round.standings]
        expect(lines.map(({ rank, entry, eligible }) => ({ rank, entry, eligible }))).toEqual(
          oracle.lines.map(({ rank, entry, eligible }) => ({ rank, entry, eligible })),
        )
        expect(lines.map(({ partedBy }) => partedBy)).toEqual(oracle.lines.map(({ rank }) => oracle.partedBy(rank)))
        expect(round.setAside.map(({ entry }) => entry)).toEqual([...oracle.aside].sort((a, b) => a.logIndex - b.logIndex))
        seen.lot += lines.filter(({ partedBy }) => partedBy === 'public-lot').length
        for (const { reason } of round.setAside) seen[reason === 'another-attempt-counts' ? 'others' : reason]++
      }),
      { numRuns: 1500, seed: 2024 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })

  it('agrees on the awards: floor, cap, too few winners', () => {
    const seen = { unawarded: 0, capped: 0, belowFloor: 0, lowWinners: 0 }
    fc.assert(
      fc.property(triedRounds, ({ rules, entries, won }) => {
        const round = rankRound(entries, contextOf(rules))
        const { awards, passedOver, unawarded } = awardRound(rules, round, won)
        const oracle = oracleAwards(oracleRound(entries, rules).lines, rules, won)
        expect(oracle.map(({ level }) => awards.flatMap((award) => (award.level === level ? [award.entryId] : [])))).toEqual(
          oracle.map(({ winners }) => winners),
        )
        expect(unawarded).toEqual(oracle.flatMap(({ level, left }) => (left === 0 ? [] : [{ level, count: left }])))
        seen.unawarded += unawarded.length
        seen.capped += passedOver.filter(({ reason }) => reason === 'cap-per-contest').length
        seen.belowFloor += passedOver.filter(({ reason }) => reason === 'below-floor').length
        seen.lowWinners += awards.filter(({ rank }) => round.standings.at(rank - 1)?.eligible === false).length
      }),
      { numRuns: 1500, seed: 2024 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })

  it('agrees on what becomes of prizes that are revoked, one after another', () => {
    const seen = { moved: 0, emptied: 0, nobodyNext: 0 }
    fc.assert(
      fc.property(triedRounds, fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 3 }), ({ rules, entries, won }, taken) => {
        const round = rankRound(entries, contextOf(rules))
        const lines = oracleRound(entries, rules).lines
        let now = awardRound(rules, round, won)
        const revoked: string[] = []
        for (const at of taken) {
          const loser = now.awards[at % Math.max(1, now.awards.length)]
          if (loser === undefined) break
          revoked.push(loser.contestantId)
          const before = now.awards.length
          now = revokePrize({ rules, round, won }, now.awards, loser.contestantId, { revoked: new Set(revoked), barred: new Set() })
          const oracle = oracleAwards(lines, rules, won, revoked)
          expect(oracle.map(({ level }) => now.awards.flatMap((award) => (award.level === level ? [award.entryId] : [])))).toEqual(
            oracle.map(({ winners }) => winners),
          )
          expect(now.unawarded).toEqual(oracle.flatMap(({ level, left }) => (left === 0 ? [] : [{ level, count: left }])))
          if (rules.prizes.whenRevoked !== 'next-moves-up') seen.emptied++
          else seen[now.awards.length === before ? 'moved' : 'nobodyNext']++
        }
      }),
      { numRuns: 1500, seed: 2024 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })

  it('agrees on the units', () => {
    const tieBreaks = fc.shuffledSubarray<CollectiveTieBreak>([
      'participation-rate-desc',
      'all-correct-desc',
      'headcount-desc',
      'last-participant-asc',
      'mean-score-desc',
      'participants-desc',
    ])
    const collective: fc.Arbitrary<CollectiveRules> = fc
      .record({
        count: fc.integer({ min: 1, max: 5 }),
        sizes: fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 3 }),
        minimumRate: fc.constantFrom(null, null, 1, 50, 70, 100),
        rateDecimals: fc.constantFrom(null, 0, 2),
        amount: fc.constant(null),
        by: fc.constantFrom<CollectiveRules['by'][]>('participants', 'participation-rate'),
        tieBreaks,
        jury: fc.boolean(),
      })
      .map(({ jury, sizes, count, ...rules }) => ({
        ...usualCollective,
        ...rules,
        count: sizes.reduce((sum, size) => sum + size, 0) || count,
        levels: sizes.map((size, i) => ({ id: `giai-${i}`, name: `Giải ${i}`, count: size, amount: null })),
        tieBreaks: jury ? [...rules.tieBreaks, 'jury'] : rules.tieBreaks,
      }))
    const units = fc
      .array(fc.constantFrom(0, 2, 4, 6), { minLength: 1, maxLength: 6 })
      .map((list) => list.map((headcount, i) => ({ unitId: `u${i}`, headcount })))
      .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }))
    const people = fc.array(
      fc.record({
        unit: fc.nat({ max: 5 }),
        allCorrect: fc.boolean(),
        right: fc.integer({ min: 0, max: 3 }),
        entries: fc.integer({ min: 1, max: 2 }),
        firstSubmittedAt: fc.constantFrom(1000, 2000, 3000),
      }),
      { maxLength: 14 },
    )
    const seen = { tied: 0, awarded: 0, tiedAcross: 0, levelled: 0, belowMinimum: 0 }
    fc.assert(
      fc.property(collective, units, people, (rules, facts, list) => {
        const participation = list.flatMap(({ unit, ...one }, i) =>
          unit < facts.length ? [{ ...one, unitId: `u${unit}`, contestantId: `c${i}` }] : [],
        )
        const standings = rankUnits(rules, facts, participation)
        const short = standings.map(({ unitId, rank, tied, awarded, level }) => ({ unitId, rank, tied, awarded, level }))
        const byUnit = (a: { readonly unitId: string }, b: { readonly unitId: string }) => (a.unitId < b.unitId ? -1 : 1)
        expect([...short].sort(byUnit)).toEqual([...oracleUnits(rules, facts, participation)].sort(byUnit))
        expect(short.map(({ rank }) => rank)).toEqual(short.map(({ rank }) => rank).sort((a, b) => a - b))
        seen.tied += short.filter(({ tied }) => tied).length
        seen.awarded += short.filter(({ awarded }) => awarded).length
        seen.tiedAcross += standings.filter(({ undecided }) => undecided).length
        seen.levelled += short.filter(({ level }) => level !== null).length
        seen.belowMinimum += standings.filter(({ partedBy }) => partedBy === 'minimum-rate').length
        for (const { undecided, tied, awarded } of standings) expect(!undecided || (tied && !awarded)).toBe(true)
      }),
      { numRuns: 1500, seed: 2024 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })

  it('agrees on who brought others', () => {
    const seen = { people: 0, 'reached-first': 0, 'public-lot': 0, capped: 0, unawarded: 0 }
    fc.assert(
      fc.property(triedLines, triedReferral, triedArrivals, (lines, referral, arrivals) => {
        const standings = rankReferrers(referral, lines, arrivals, { sha256, seed: lotSeed })
        expect(standings).toEqual(oracleReferrers(referral, lines, arrivals))
        for (const { partedBy } of standings) if (partedBy !== null) seen[partedBy]++
        seen.capped += standings.filter(({ came, counted }) => counted < came).length
        seen.unawarded += standings.filter(({ awarded }) => !awarded).length
      }),
      { numRuns: 1500, seed: 2024 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })
})
