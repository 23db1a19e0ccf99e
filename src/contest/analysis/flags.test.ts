import { describe, expect, it } from 'vitest'
import type { Takers } from './counts.ts'
import { flagsOf, type FlagFacts } from './flags.ts'

/** `count` takers with this mean rest score, a standard deviation of about 2, `upper` of them among the better. */
const takers = (count: number, mean: number, upper: number): Takers => ({
  count,
  restSum: count * mean,
  restSquares: count * (mean ** 2 + 4),
  upper,
})
const none = takers(0, 0, 0)

/** Two hundred papers, the key first. */
function flags(options: readonly Takers[], change: Partial<FlagFacts> = {}): readonly string[] {
  const right = options[0]?.count ?? 0
  const facts = { papers: 200, right, discrimination: 300, correct: [0], options, ...change }
  return flagsOf(facts).map(({ kind, options: about }) => [kind, ...about].join(' '))
}

describe('flags of a question', () => {
  it('are none when it works', () => {
    expect(flags([takers(120, 10, 45), takers(40, 7, 5), takers(25, 7, 3), takers(15, 6, 1)])).toEqual([])
  })

  it('are none under twenty papers, whatever the numbers', () => {
    const options = [none, takers(19, 9, 19), none, none]
    expect(flags(options, { papers: 19, discrimination: -900 })).toEqual([])
    expect(flags([none, takers(20, 9, 20), none, none], { papers: 20, discrimination: null })).toContain('key-suspect 1')
  })
})

describe('a key that is probably wrong', () => {
  it('is one beside which the better contestants took another option', () => {
    expect(flags([takers(55, 8, 8), takers(105, 9, 44), takers(20, 8, 1), takers(20, 8, 1)])).toEqual(['key-suspect 1'])
  })

  it('is accused by the option most of the better took, not by every option above it', () => {
    expect(flags([takers(55, 8, 3), takers(85, 9, 32), takers(40, 8, 15), takers(20, 8, 1)])).toEqual(['key-suspect 1'])
  })

  it('is not accused by a lead of one or two people', () => {
    expect(flags([takers(80, 9, 25), takers(80, 9, 27), takers(20, 8, 1), takers(20, 8, 1)])).toEqual([])
  })

  it('is not accused by a common misbelief, whose takers are the weaker ones', () => {
    // Many more of the better took option 1, because many more of all did; yet those who took the key stand above them.
    expect(flags([takers(60, 11, 18), takers(110, 9, 34), takers(15, 8, 1), takers(15, 8, 1)])).toEqual([])
    // With only seven takers of the key nobody can say so.
    expect(flags([takers(7, 11, 5), takers(163, 9, 46), takers(15, 8, 1), takers(15, 8, 1)], { discrimination: 100 })).toEqual([
      'key-suspect 1',
      'too-hard',
    ])
  })

  it('is one whose takers stand clearly below those of another option, few as these may be', () => {
    expect(flags([takers(150, 8, 40), takers(20, 10, 12), takers(15, 8, 1), takers(15, 8, 1)])).toEqual(['key-suspect 1'])
    // The same difference between smaller groups is chance, and seven takers are too few to have a mean.
    expect(flags([takers(150, 8, 40), takers(8, 9, 5), takers(21, 8, 1), takers(21, 8, 1)])).toEqual([])
    expect(flags([takers(150, 8, 40), takers(7, 13, 7), takers(21, 8, 1), takers(22, 8, 1)])).toEqual([])
  })

  it('is not accused by a difference that only a million entries can see', () => {
    const many = { papers: 1_000_000, discrimination: 200 }
    expect(flags([takers(800_000, 8, 250_000), takers(100_000, 8.3, 30_000), takers(50_000, 7, 1), takers(50_000, 7, 1)], many)).toEqual([])
    expect(flags([takers(800_000, 8, 250_000), takers(100_000, 8.5, 30_000), takers(50_000, 7, 1), takers(50_000, 7, 1)], many)).toEqual([
      'key-suspect 1',
    ])
  })

  it('of several right options is compared by the one the better took least', () => {
    const options = [takers(180, 9, 50), takers(40, 8, 6), takers(120, 9, 45), takers(30, 8, 2)]
    expect(flags(options, { correct: [0, 1], right: 60 })).toEqual(['key-suspect 2'])
    expect(flags(options, { correct: [0, 2], right: 60 })).toEqual([])
  })
})

describe('other flags', () => {
  const wrong = [takers(30, 7, 2), takers(30, 7, 2), takers(20, 7, 2)]

  it('discrimination is low or negative when it is so even a standard error higher', () => {
    // 1000 / √199 ≈ 71
    expect(flags([takers(120, 10, 45), ...wrong], { discrimination: 78 })).toEqual(['low-discrimination'])
    expect(flags([takers(120, 10, 45), ...wrong], { discrimination: 80 })).toEqual([])
    expect(flags([takers(120, 10, 45), ...wrong], { discrimination: -70 })).toEqual(['low-discrimination'])
    expect(flags([takers(120, 10, 45), ...wrong], { discrimination: -72 })).toEqual(['negative-discrimination'])
    expect(flags([takers(120, 10, 45), ...wrong], { discrimination: null })).toEqual([])
  })

  it('a question is too easy from 95 % right on; its discrimination and its options are then not held against it', () => {
    expect(flags([takers(190, 10, 50), takers(10, 8, 0), none, none], { discrimination: 0 })).toEqual(['too-easy'])
    expect(flags([takers(189, 10, 50), takers(11, 8, 0), none, none], { discrimination: 200 })).toEqual(['unused-option 2 3'])
  })

  it('a question is too hard when no more are right than by blind choice', () => {
    expect(flags([takers(50, 10, 45), takers(60, 8, 2), takers(50, 8, 2), takers(40, 8, 2)], { discrimination: 20 })).toEqual(['too-hard'])
    expect(flags([takers(51, 10, 45), takers(59, 8, 2), takers(50, 8, 2), takers(40, 8, 2)])).toEqual([])
    // Of two options half are right by chance; of several right answers at once hardly anybody, so 20 % is the bound.
    expect(flags([takers(100, 10, 45), takers(100, 8, 2)])).toEqual(['too-hard'])
    const several = [takers(150, 10, 50), takers(150, 10, 50), takers(60, 7, 2)]
    expect(flags(several, { correct: [0, 1], right: 40 })).toEqual(['too-hard'])
    expect(flags(several, { correct: [0, 1], right: 41 })).toEqual([])
  })

  it('an option is unused when nobody took it, or next to nobody of those who missed the question', () => {
    expect(flags([takers(120, 10, 45), takers(40, 7, 3), takers(40, 7, 3), none])).toEqual(['unused-option 3'])
    // 80 missed it: 5 % are 4.
    expect(flags([takers(120, 10, 45), takers(40, 7, 3), takers(37, 7, 3), takers(3, 7, 0)])).toEqual(['unused-option 3'])
    expect(flags([takers(120, 10, 45), takers(40, 7, 3), takers(36, 7, 3), takers(4, 7, 0)])).toEqual([])
    // Nineteen who missed it are too few to say so.
    expect(flags([takers(181, 10, 50), takers(10, 7, 0), takers(9, 7, 0), takers(0, 7, 0)])).toEqual(['unused-option 3'])
    expect(flags([takers(21, 10, 12), takers(10, 7, 0), takers(8, 7, 0), takers(1, 7, 0)], { papers: 40 })).toEqual([])
  })
})
