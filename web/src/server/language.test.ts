import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './language.ts'

describe('the language of an answer', () => {
  it.each([
    ['en', 'vi', 'en'],
    ['vi', 'en-GB,en;q=0.9', 'vi'],
    [undefined, 'en-GB,en;q=0.9,vi;q=0.8', 'en'],
    [undefined, 'fr;q=1, vi;q=0.4, en;q=0.5', 'en'],
    [undefined, 'vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
    [undefined, 'en;q=0, vi;q=0.1', 'vi'],
    [undefined, 'fr, de', 'vi'],
    [undefined, null, 'vi'],
    ['xx', null, 'vi'],
  ] as const)('cookie %s, header %s → %s', (cookie, header, language) => {
    expect(chooseLanguage(cookie, header)).toBe(language)
  })
})
