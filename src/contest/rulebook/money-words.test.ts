import { expect, it } from 'vitest'
import { moneyInWords } from './money-words.ts'

it.each([
  [0, 'Không đồng'],
  [1_000_000, 'Một triệu đồng'],
  [700_000, 'Bảy trăm nghìn đồng'],
  [1_500_000, 'Một triệu năm trăm nghìn đồng'],
  [2_015_000, 'Hai triệu không trăm mười lăm nghìn đồng'],
  [21_000, 'Hai mươi mốt nghìn đồng'],
  [24_055, 'Hai mươi tư nghìn không trăm năm mươi lăm đồng'],
  [105_004, 'Một trăm linh năm nghìn không trăm linh bốn đồng'],
  [1_000_000_000, 'Một tỷ đồng'],
  [
    999_999_999_999,
    'Chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng',
  ],
  [10_011, 'Mười nghìn không trăm mười một đồng'],
])('%d is said in words', (amount, words) => {
  expect(moneyInWords(amount)).toBe(words)
})
