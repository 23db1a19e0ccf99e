import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { commitment, entryLeafText, leafBytes, parseLeaf, seedCommitment, type Leaf } from './leaves.ts'

const digest = 'ab'.repeat(32)
const instant = fc.maxSafeNat()
const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => Buffer.from(some).toString('hex'))
const round = fc.string({ minLength: 1, unit: 'grapheme' })

const leaves: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    schema: fc.constant('contest-genesis/v1' as const),
    ...{
      round,
      opensAt: instant,
      closesAt: instant,
      rulesDigest: hex(32),
      lockedSetDigest: hex(32),
      paperSeedCommitment: hex(32),
      lotSeedCommitment: hex(32),
    },
  }),
  fc.record({ schema: fc.constant('contest-entry/v1' as const), round, submittedAt: instant, pseudonym: hex(16), commitment: hex(32) }),
  fc.record({ schema: fc.constant('contest-close/v1' as const), round, closedAt: instant, entries: instant }),
  fc.record({ schema: fc.constant('contest-reopened/v1' as const), round, reopenedAt: instant, closesAt: instant }),
  fc.record({
    schema: fc.constant('contest-restored/v1' as const),
    ...{ round, epoch: instant, backup: hex(32), backupAt: instant, restoredAt: instant },
  }),
)

const entry = {
  schema: 'contest-entry/v1',
  round: 'tuan-1',
  submittedAt: 1725811200000,
  pseudonym: 'cd'.repeat(16),
  commitment: digest,
} as const
const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

describe('a leaf', () => {
  it('has the bytes the document shows', () => {
    expect(Buffer.from(leafBytes(entry)).toString()).toBe(
      `{"commitment":"${digest}","pseudonym":"${'cd'.repeat(16)}","round":"tuan-1","schema":"contest-entry/v1","submittedAt":1725811200000}`,
    )
  })

  it('of an entry is the same written member by member', () => {
    fc.assert(
      fc.property(fc.record({ round, submittedAt: instant, pseudonym: hex(16), commitment: hex(32) }), (members) => {
        expect(entryLeafText(members)).toBe(Buffer.from(leafBytes({ schema: 'contest-entry/v1', ...members })).toString())
      }),
    )
  })

  it('parses back', () => {
    fc.assert(
      fc.property(leaves, (leaf) => {
        expect(parseLeaf(leafBytes(leaf))).toEqual(leaf)
      }),
    )
  })

  const { commitment: entryCommitment, pseudonym, ...rest } = entry
  const sorted = { commitment: entryCommitment, pseudonym, round: rest.round, schema: rest.schema, submittedAt: rest.submittedAt }
  it.each([
    ['no UTF-8', Buffer.of(0xff)],
    ['no JSON', Buffer.from('{')],
    ['no object', Buffer.from('null')],
    ['an array', Buffer.from('[]')],
    ['a text', Buffer.from('"contest-entry/v1"')],
    ['members out of order', text(entry)],
    ['a space', Buffer.from(JSON.stringify(sorted).replace(',', ', '))],
    ['an unknown schema', text({ ...sorted, schema: 'contest-entry/v2' })],
    ['a schema every object has', text({ ...sorted, schema: 'toString' })],
    ['a schema that is no text', text({ ...sorted, schema: 1 })],
    ['a member more', text({ ...sorted, zone: 'x' })],
    ['a member missing', text({ ...sorted, submittedAt: undefined })],
    ['a member of another name', text({ ...sorted, submittedAt: undefined, submittedBt: 1 })],
    ['an empty round', text({ ...sorted, round: '' })],
    ['a round that is no text', text({ ...sorted, round: 1 })],
    ['a lone surrogate', Buffer.from(JSON.stringify(sorted).replace('tuan-1', '\\ud800'))],
    ['an instant that is no integer', text({ ...sorted, submittedAt: 1.5 })],
    ['a negative instant', text({ ...sorted, submittedAt: -1 })],
    ['an instant as text', text({ ...sorted, submittedAt: '1' })],
    ['a pseudonym too long', text({ ...sorted, pseudonym: digest })],
    ['a commitment in capitals', text({ ...sorted, commitment: digest.toUpperCase() })],
    ['a commitment that is no text', text({ ...sorted, commitment: 1 })],
  ])('is not one with %s', (_, bytes) => {
    expect(parseLeaf(bytes)).toBeNull()
  })

  it('commits to its opening under its salt', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.string(), (salt, opening) => {
        expect(commitment(salt, Buffer.from(opening))).toBe(naive.commitment(salt, opening))
      }),
    )
    expect(() => commitment(new Uint8Array(15), new Uint8Array(0))).toThrow(RangeError)
  })

  it('commits to a seed', () => {
    expect(seedCommitment(Buffer.from('seed'))).toBe(naive.sha256(Buffer.from('seed')).toString('hex'))
  })
})
