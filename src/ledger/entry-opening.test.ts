import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { entryTexts, type EntryOpening } from './entry-opening.ts'

const integers = fc.array(fc.nat({ max: 300 }), { maxLength: 6 })
const opening: fc.Arbitrary<EntryOpening> = fc.record(
  {
    answers: fc.array(integers, { maxLength: 20 }),
    paper: fc.array(fc.tuple(fc.nat({ max: 5000 }), integers).map(([question, options]) => [question, ...options])),
    prediction: fc.option(fc.nat({ max: 1_000_000_000 })),
    seconds: fc.array(fc.nat({ max: 86_400 }), { maxLength: 20 }),
    set: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: ['answers', 'paper', 'prediction'] },
)

it('an opening put together from texts is canonical JSON, and so is the body of its entry', () => {
  fc.assert(
    fc.property(opening, (value) => {
      const { paper, set, ...entry } = value
      expect(entryTexts(canonicalJson(paper), entry, set)).toEqual({ body: canonicalJson(entry), opening: canonicalJson(value) })
    }),
  )
})
