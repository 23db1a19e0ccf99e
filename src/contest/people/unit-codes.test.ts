import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textLimits } from '../limits.ts'
import { foldText } from '../text.ts'
import { freeCodes } from './unit-codes.ts'

it('takes the first letters of the words, and a number where they are taken, also by one another', () => {
  expect(freeCodes(['Ủy ban nhân dân xã Lộc An', 'UBND xã Lộc An (cũ)', 'Đảng ủy', '…'], ['uxla'])).toEqual([
    'UBNDXLA',
    'UXLAC',
    'DU',
    'DV',
  ])
  expect(freeCodes(['Sở Y tế', 'Sở Y tế 2', 'Sở yêu tinh'], ['SYT', 'syt2'])).toEqual(['SYT3', 'SYT22', 'SYT4'])
})

it('gives every name one that nobody has', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.string()), (names, taken) => {
      const codes = freeCodes(names, taken)
      expect(new Set([...codes, ...taken].map(foldText)).size).toBe(names.length + new Set(taken.map(foldText)).size)
      for (const code of codes) expect(code.length > 0 && code.length <= textLimits.unitCode).toBe(true)
    }),
  )
})
