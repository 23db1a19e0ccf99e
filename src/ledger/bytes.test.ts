import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { concat, fromBase64, fromHex, fromUtf8, hashOf, sameBytes, sha256, toBase64, toHex, utf8 } from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 100 })

describe('bytes', () => {
  it('are hashed and written as node writes them', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        const buffer = Buffer.from(some)
        expect(toHex(sha256(some))).toBe(createHash('sha256').update(some).digest('hex'))
        expect(toHex(some)).toBe(buffer.toString('hex'))
        expect(toBase64(some)).toBe(buffer.toString('base64'))
        expect(fromHex(toHex(some), some.length)).toEqual(some)
        expect(fromBase64(toBase64(some))).toEqual(some)
      }),
    )
  })

  it('become texts and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text)
        expect(Buffer.from(utf8(text)).toString()).toBe(text)
      }),
    )
    expect(fromUtf8(Uint8Array.of(0xc3, 0x28))).toBeNull()
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('\ufeff')
  })

  it.each(['A', 'AA', 'AA=', 'AB==', 'AAB=', 'AA==A', 'AAA=AAAA', '====', 'AA\n=', 'AA_-', 'AAAA '])('takes %j for no base64', (text) => {
    expect(fromBase64(text)).toBeNull()
  })

  it.each(['', '0', '0g', 'AB', '000'])('takes %j for no byte of hex', (text) => {
    expect(fromHex(text, 1)).toBeNull()
  })

  it('are joined and compared', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(Buffer.from(concat(one, other))).toEqual(Buffer.concat([one, other]))
        expect(sameBytes(one, other)).toBe(Buffer.compare(one, other) === 0)
        expect(sameBytes(one, one.slice())).toBe(true)
      }),
    )
    expect(concat()).toEqual(new Uint8Array(0))
  })
})

describe('a hash of parts', () => {
  it('is that of the parts one after the other, however long they are', () => {
    for (const lengths of [[], [1, 0, 64], [4096], [4000, 97], [10, 20_000], [5]]) {
      const parts = lengths.map((length, at) => new Uint8Array(length).fill(at + 1))
      expect(hashOf(sha256, ...parts)).toEqual(sha256(concat(...parts)))
    }
  })
})
