import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawBytes } from './chance.ts'
import { createCodec, hmac, openJson, sealJson, sealingKey } from './codec.ts'
import { openEntry, sealEntry } from '../commit-queue/entry-seal.ts'

const codec = createCodec(Buffer.alloc(32, 3))
const bytes = fc.uint8Array({ maxLength: 200 })

it('an HMAC is that of RFC 2104, whatever the key, the length and the letters', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 64 })
  const message = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ unit: 'grapheme', minLength: 200, maxLength: 500 }))
  fc.assert(
    fc.property(key, fc.array(message, { minLength: 1, maxLength: 3 }), (bytes, messages) => {
      const made = sealingKey(bytes)
      // One after another: what a longer one left behind is no part of the next.
      for (const text of messages) expect(hmac(made, text)).toEqual(createHmac('sha256', bytes).update(text).digest())
    }),
  )
  expect(() => hmac(sealingKey(Buffer.alloc(65)), 'a')).toThrow(RangeError)
})

describe('sealing', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plain, context) => {
        const sealed = codec.seal('personal', context, plain)
        expect(sealed.length).toBe(plain.length + 28)
        expect(new Uint8Array(codec.open('personal', context, sealed))).toEqual(new Uint8Array(plain))
      }),
    )
    expect(openJson(codec, 'questions', 'question 1', sealJson(codec, 'questions', 'question 1', { đáp: ['án'] }))).toEqual({ đáp: ['án'] })
  })

  it('does not open when changed, moved, for another purpose or under another key', () => {
    const sealed = codec.seal('personal', 'contestant 1', Buffer.from('Nguyễn Văn Á'))
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(sealed, (byte, position) => (position === at ? byte ^ change : byte))
        expect(() => codec.open('personal', 'contestant 1', changed)).toThrow()
      }),
    )
    expect(() => codec.open('personal', 'contestant 2', sealed)).toThrow()
    expect(() => codec.open('questions', 'contestant 1', sealed)).toThrow()
    expect(() => createCodec(randomBytes(32)).open('personal', 'contestant 1', sealed)).toThrow()
  })

  it('takes no tag that was cut short, which would be found by trying', async () => {
    for (const length of [4, 8, 12]) {
      expect(() => codec.open('personal', '', randomBytes(length))).toThrow(/authentication tag/i)
      await expect(codec.openLong('personal', '', randomBytes(length))).rejects.toThrow(/authentication tag/i)
    }
  })

  it('never uses a nonce twice', () => {
    const nonces = Array.from({ length: 3000 }, () =>
      Buffer.from(codec.seal('personal', '', new Uint8Array(0)).subarray(0, 12)).toString('hex'),
    )
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  it('keeps the opening of an entry to its row', () => {
    const key = sealingKey(randomBytes(32))
    const opening = { salt: new Uint8Array(randomBytes(16)), opening: new Uint8Array(Buffer.from('{"answers":[]}')) }
    const sealed = sealEntry(key, 'entry-1', opening)
    const opened = openEntry(key, 'entry-1', sealed)
    expect(Buffer.from(opened.salt)).toEqual(Buffer.from(opening.salt))
    expect(Buffer.from(opened.opening)).toEqual(Buffer.from(opening.opening))
    expect(() => openEntry(key, 'entry-2', sealed)).toThrow()
  })
})

describe('look-up indexes', () => {
  it('are equal for equal values of one column, and for nothing else', () => {
    expect(codec.index('phone 1', '+84901234567')).toEqual(codec.index('phone 1', '+84901234567'))
    const values = [
      codec.index('phone 1', 'a'),
      codec.index('phone 2', 'a'),
      codec.index('phone 1', 'b'),
      createCodec(Buffer.alloc(32, 4)).index('phone 1', 'a'),
    ]
    expect(new Set(values.map((value) => Buffer.from(value).toString('hex'))).size).toBe(4)
    expect(values.every((value) => value.length === 32)).toBe(true)
  })

  it('come from keys that are stable, and apart by purpose', () => {
    expect(codec.key('session')).toEqual(createCodec(Buffer.alloc(32, 3)).key('session'))
    expect(codec.key('session')).not.toEqual(codec.key('ticket'))
    expect(codec.key('session')).toHaveLength(32)
  })
})

describe('random bytes', () => {
  it('are drawn once each', () => {
    const drawn = Array.from({ length: 2000 }, () => Buffer.from(drawBytes(16)).toString('hex'))
    expect(new Set(drawn).size).toBe(2000)
    expect(drawBytes(8192)).toHaveLength(8192)
  })
})
