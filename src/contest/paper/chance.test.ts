import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '#test/support/contest.ts'
import { asciiBytes, hmacSha256, keyedChance, shuffle, type Chance } from './chance.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('hmacSha256', () => {
  it('is HMAC-SHA-256 for keys of up to 64 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 200 }), (key, message) => {
        expect(hex(hmacSha256(sha256, key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'))
      }),
    )
  })
})

describe('asciiBytes', () => {
  it('joins by zero bytes', () => {
    expect([...asciiBytes('ab', 'c', 12)]).toEqual([97, 98, 0, 99, 0, 49, 50])
    expect([...asciiBytes('ab', '')]).toEqual([97, 98, 0])
    expect([...asciiBytes('\x7f')]).toEqual([127])
  })

  it('takes nothing but ASCII', () => {
    expect(() => asciiBytes('Lộc')).toThrow(RangeError)
  })
})

/** A stream whose blocks are these words; what is hashed is kept. */
function wordsOf(...words: readonly number[]): { readonly chance: Chance; readonly hashed: string[] } {
  const hashed: string[] = []
  const blocks = (input: Uint8Array): Uint8Array => {
    const block = new DataView(new ArrayBuffer(32))
    for (let i = 0; i < 8; i++) block.setUint32(4 * i, words[hashed.length * 8 + i] ?? 0)
    hashed.push(hex(input))
    return new Uint8Array(block.buffer)
  }
  return { chance: keyedChance(blocks, new Uint8Array([0xaa, 0xbb])), hashed }
}

describe('keyedChance', () => {
  it('reads big-endian words of blocks that hash the key and a counter of 4 bytes', () => {
    const { chance, hashed } = wordsOf(0, 1, 2, 3, 4, 5, 6, 7, 8)
    expect(Array.from({ length: 9 }, () => chance.below(100))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(hashed).toEqual(['aabb00000000', 'aabb00000001'])
  })

  it('reads nothing before it is asked', () => {
    expect(wordsOf().hashed).toEqual([])
  })

  it('passes over words at or above the largest multiple of the bound', () => {
    expect(wordsOf(0xffff_ffff, 5).chance.below(3)).toBe(2) // 2^32 = 3 · 1431655765 + 1: the last word is passed over
    expect(wordsOf(0xffff_fffe, 5).chance.below(3)).toBe(2)
    expect(wordsOf(0xffff_ffff).chance.below(2)).toBe(1)
    expect(wordsOf(0xffff_ffff).chance.below(2 ** 32)).toBe(0xffff_ffff)
    expect(wordsOf(0x8000_0001, 7).chance.below(0x8000_0001)).toBe(7)
  })

  it('spreads evenly', () => {
    const chance = keyedChance(sha256, asciiBytes('even'))
    const counts = Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[chance.below(7)]!++
    // Chi-squared with 6 degrees of freedom: above 22.46 once in a thousand seeds; the seed is fixed.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.46)
  })
})

describe('shuffle', () => {
  it('keeps what it shuffles, in place', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.uint8Array({ minLength: 1, maxLength: 8 }), (items, key) => {
        const shuffled = [...items]
        expect(shuffle(shuffled, keyedChance(sha256, key))).toBe(shuffled)
        expect([...shuffled].sort()).toEqual([...items].sort())
      }),
    )
  })

  it('makes every order about equally often', () => {
    const chance = keyedChance(sha256, asciiBytes('orders'))
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(['a', 'b', 'c', 'd'], chance).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    // 23 degrees of freedom, one in a thousand: 49.73.
    expect([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(49.73)
  })
})
