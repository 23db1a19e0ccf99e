import { describe, expect, it } from 'vitest'
import { flagKinds, flagLimits } from './flags.ts'
import { flagWords } from './words.ts'

describe('the words of flags', () => {
  it('are there for every flag, in both languages', () => {
    for (const kind of flagKinds)
      for (const { vi, en } of Object.values(flagWords[kind])) {
        expect(vi).toBe(vi.normalize('NFC'))
        expect([kind, vi.length > 5, en.length > 5]).toEqual([kind, true, true])
      }
  })

  it('name the limits the rules use', () => {
    for (const language of ['vi', 'en'] as const) {
      expect(flagWords['too-hard'].meaning[language]).toContain(`${String(flagLimits.tooHard)} %`)
      expect(flagWords['too-easy'].meaning[language]).toContain(`${String(flagLimits.tooEasy)} %`)
      expect(flagWords['unused-option'].meaning[language]).toContain(`${String(flagLimits.unusedShare)} %`)
    }
  })
})
