import fc from 'fast-check'
import { expect, it } from 'vitest'
import { paperText, parsePaperText } from './text.ts'

const item = fc.record({ question: fc.nat({ max: 5000 }), optionOrder: fc.array(fc.nat({ max: 300 }), { maxLength: 6 }) })

it('a paper comes back from its text', () => {
  fc.assert(
    fc.property(fc.array(item), (paper) => {
      expect(parsePaperText(paperText(paper))).toEqual(paper)
    }),
  )
})

it('an item without a question is no question of any set', () => {
  expect(parsePaperText('[[]]')).toEqual([{ question: -1, optionOrder: [] }])
})
