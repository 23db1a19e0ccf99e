import { expect, it } from 'vitest'
import { inShort } from './shortage.ts'

const says = (vi: string, en: string) => ({ message: { vi, en } })

it('says in short what stands in the way first, and how many more things do', () => {
  const [short, unknown] = [says('Thiếu 15 câu.', '15 questions are missing.'), says('Không có câu nào.', 'There is none.')]
  expect(inShort([])).toEqual({ vi: '', en: '' })
  expect(inShort([short])).toEqual(short.message)
  expect(inShort([short, unknown])).toEqual({
    vi: 'Thiếu 15 câu. Còn 1 điều khác.',
    en: '15 questions are missing. And 1 other thing.',
  })
  expect(inShort([short, unknown, unknown]).en).toBe('15 questions are missing. And 2 other things.')
})
