import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import { leafHash } from './merkle.ts'
import { displayReceiptCode, normaliseReceiptCode, receiptCode } from './receipt-code.ts'

describe('the code of a receipt', () => {
  it('is the first fifty bits of the labelled hash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (leaf) => {
        const code = receiptCode(leafHash(leaf))
        expect(code).toBe(naive.code(leaf))
        expect(normaliseReceiptCode(code)).toBe(code)
        expect(normaliseReceiptCode(displayReceiptCode(code).toLowerCase())).toBe(code)
      }),
    )
  })

  it.each([
    ['7k2qm-xv9td', '7K2QMXV9TD'],
    [' 7K2QM \u2013 XV9TD\n', '7K2QMXV9TD'],
    ['oOiIlL2345', '0011112345'],
    ['7K2QM-XV9T', null],
    ['7K2QM-XV9TDD', null],
    ['7K2QM-XV9TU', null],
    ['7K2QM_XV9TD', null],
    ['', null],
  ])('typed as %j is looked up as %s', (typed, code) => {
    expect(normaliseReceiptCode(typed)).toBe(code)
  })

  it('is shown in two halves', () => {
    expect(displayReceiptCode('7K2QMXV9TD')).toBe('7K2QM-XV9TD')
  })
})
