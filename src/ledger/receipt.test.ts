import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { formatReceipt, parseReceipt, verifyReceipt, type Trust } from './receipt.ts'

const key = naive.keyFromSeed(Buffer.alloc(32, 1))
const origin = 'hoithi.local/phu-loc-2024/tuan-1'
const leavesOf = (size: number): readonly Buffer[] => Array.from({ length: size }, (_, index) => Buffer.from(`{"leaf":${String(index)}}`))
const receiptOf = (index: number, size: number): string =>
  naive.receipt(index, leavesOf(size), naive.checkpoint(origin, leavesOf(size), key))

const trust: Trust = { publicKey: key.publicKey, verify: naive.verify, origin }
const headOf = (size: number) => ({ origin, size, root: naive.treeHash(leavesOf(size)) })
const cases = fc.integer({ min: 1, max: 40 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)))

describe('a receipt', () => {
  it('is what the specification says, to the byte', () => {
    fc.assert(
      fc.property(cases, ([index, size]) => {
        const leaves = leavesOf(size)
        const receipt = {
          leaf: leaves[index] ?? Buffer.alloc(0),
          index,
          proof: naive.path(index, leaves),
          checkpoint: naive.checkpoint(origin, leaves, key),
        }
        expect(formatReceipt(receipt)).toBe(receiptOf(index, size))
      }),
      { numRuns: 30 },
    )
  })

  it('verifies with the key of the log, and against the head itself', () => {
    fc.assert(
      fc.property(cases, ([index, size]) => {
        const head = headOf(size)
        const verdict = {
          ok: true,
          leaf: new Uint8Array(leavesOf(size)[index] ?? []),
          index,
          head: { ...head, root: new Uint8Array(head.root) },
        }
        expect(verifyReceipt(receiptOf(index, size), trust)).toEqual(verdict)
        expect(verifyReceipt(receiptOf(index, size), { checkpoint: head })).toEqual(verdict)
      }),
      { numRuns: 30 },
    )
  })

  it('fails with any byte changed', () => {
    const bytes = Buffer.from(receiptOf(5, 11))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(at) ^ change, at)
        return !verifyReceipt(changed.toString(), trust).ok
      }),
      { numRuns: 3000 },
    )
  })

  it('tells why it is not believed', () => {
    const receipt = receiptOf(5, 11)
    const other = naive.keyFromSeed(Buffer.alloc(32, 2))
    const reason = (text: string, by: Trust): string | null => {
      const verdict = verifyReceipt(text, by)
      return verdict.ok ? null : verdict.reason
    }
    expect(reason('', trust)).toBe('malformed')
    expect(reason(receipt, { ...trust, origin: 'hoithi.local/other/tuan-1' })).toBe('other-log')
    expect(reason(receipt, { checkpoint: { ...headOf(11), origin: 'other' } })).toBe('other-log')
    expect(reason(receipt, { ...trust, publicKey: other.publicKey })).toBe('not-signed')
    expect(reason(receipt, { checkpoint: headOf(12) })).toBe('other-head')
    expect(reason(receipt, { checkpoint: { ...headOf(12), size: 11 } })).toBe('other-head')
    expect(reason(receipt.replace('index 5', 'index 4'), trust)).toBe('not-included')
    expect(reason(receipt, { publicKey: key.publicKey, verify: naive.verify })).toBeNull()
  })

  const good = receiptOf(5, 11)
  it.each([
    ['another first line', good.replace('@v1', '@v2')],
    ['no leaf', good.replace(/extra .*\n/, '')],
    ['a leaf that is no base64', good.replace('extra ', 'extra *')],
    ['no index', good.replace('index 5\n', '')],
    ['an index with a leading zero', good.replace('index 5', 'index 05')],
    ['a hash too short', good.replace(/(index 5\n).*\n/, '$1AAAA\n')],
    ['a hash that is no base64', good.replace(/(index 5\n)./, '$1*')],
    ['a path too long for any tree', good.replace('index 5\n', `index 5\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(61)}`)],
    ['no checkpoint', good.slice(0, good.indexOf('\n\n') + 2)],
    ['no blank line', 'c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n'],
    ['a first line alone', 'c2sp.org/tlog-proof@v1\n\n'],
    ['no index line', 'c2sp.org/tlog-proof@v1\nextra AAAA\n\n'],
  ])('is not one with %s', (_, text) => {
    expect(parseReceipt(text)).toBeNull()
  })
})
