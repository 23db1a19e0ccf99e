import { expect, it } from 'vitest'
import { idsOf } from '../criteria.ts'
import { contestTemplates } from './templates.ts'

it('every contest to begin with has a file and words of its own', () => {
  const texts = idsOf(contestTemplates).flatMap((id) => {
    const { file, words } = contestTemplates[id]
    return [file, words.vi, words.en]
  })
  expect(texts.every((text) => text.length > 10)).toBe(true)
  expect(new Set(texts).size).toBe(texts.length)
})
