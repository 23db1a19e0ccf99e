import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './language.ts'

describe('the language of an answer', () => {
  it.each([
    ['en', 'en'],
    ['vi', 'vi'],
    [undefined, 'vi'],
    ['xx', 'vi'],
  ] as const)('cookie %s → %s', (cookie, language) => {
    expect(chooseLanguage(cookie)).toBe(language)
  })
})
