import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { caseless, cleanLines, cleanText, foldText, foldWords, optionKey, search, textKey } from './text.ts'

describe('clean text', () => {
  it('is composed, with single blanks and nothing invisible', () => {
    expect(cleanText('  Tổ\u00a0 \u200bhợp\r\n '.normalize('NFD'))).toBe('Tổ hợp')
    expect(cleanLines('\n a\u00a0 b \r\n\r\n\n\u2028c\ufeff\n'.normalize('NFD'))).toBe('a b\n\nc')
  })

  it('stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
        expect(cleanLines(cleanLines(text))).toBe(cleanLines(text))
      }),
      { numRuns: cases(100) },
    )
  })
})

describe('the key of a text', () => {
  // Stored in every bank and read by every draw: taken before the function had this place, never to be changed.
  it.each([
    ['Chuyển đổi số là gì?', 'chuyển đổi số là gì'],
    ['  CHUYỂN  ĐỔI SỐ,\n là gì'.normalize('NFD'), 'chuyển đổi số là gì'],
    ['Điều 4 – “khoản 2”: 1 + 1 = ?', 'điều 4 khoản 2 1 + 1 ='],
    ['x² ≤ 9 & y\u00a0> 0', 'x² ≤ 9 y > 0'],
    ['a\u200bb', 'a\u200bb'],
    ['İSTANBUL ΣΑΣ', 'i\u0307stanbul σας'],
    ['😀 đ/Đ ﬁ ½', '😀 đ đ ﬁ ½'],
    ['?!…', ''],
  ])('of %j stays', (text, key) => {
    expect(textKey(text)).toBe(key)
  })
})

describe('options', () => {
  it('are the same but for blanks and one full stop', () => {
    expect(optionKey(' Đúng  RỒI. ')).toBe('Đúng RỒI')
    expect(optionKey('IF')).not.toBe(optionKey('if'))
    expect([optionKey('-5'), optionKey('…'), optionKey('v.v..'), optionKey('.')]).toEqual(['-5', '…', 'v.v..', '.'])
  })
})

describe('folded text', () => {
  it('has neither case nor diacritics', () => {
    expect(caseless('  NGUYỄN  thị Thúy')).toBe('nguyễn thị thúy')
    expect(foldText('  ĐÁP   Án: ')).toBe('dap an:')
    expect(foldWords('  “Chuyển ĐỔI”  số, là gì?'.normalize('NFD'))).toBe('chuyen doi so la gi')
  })

  it('is found by parts of words in any order, all of it by nothing', () => {
    const text = foldText('Nguyễn Thị Thúy 0123')
    expect([search('thuy ngu')(text), search('Thuỳ x')(text), search('  ')(text)]).toEqual([true, false, true])
  })

  it('has the words it always had, for likeness', () => {
    const before = (text: string): string =>
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/đ/g, 'd')
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
    const letters = fc.constantFrom('Đ', 'đ', 'Ệ', 'ơ\u0323', 'Ứ', 'a', 'Z', '1', '²', 'İ', ' ', '–', '“', '.', '\n')
    fc.assert(
      fc.property(fc.array(fc.oneof(letters, fc.string({ unit: 'grapheme' }))), (parts) => {
        const text = cleanText(parts.join(''))
        expect(foldWords(text)).toBe(before(text))
      }),
    )
  })
})
