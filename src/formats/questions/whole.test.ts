/** No item of an exchange file vanishes: each comes out as the question that was meant, or is named. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { arbitraryItems, itemFiles, type Meant } from '#test/support/formats/items.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'

/** What became of an item, empty where all is well. */
function verdict(item: Meant, read: QuestionsRead): string {
  const { token, kind, options, correct } = item
  const named = read.findings.filter(({ message }) => message.vi.includes(token) && message.en.includes(token))
  const asked = read.questions.filter(({ content }) => content.stem.includes(token))
  const [question] = asked
  if (question === undefined) return kind === 'other' && named.length === 1 ? '' : `lost, named ${named.length} times`
  if (asked.length > 1 || named.length > 0) return 'told twice'
  const { content, findings } = question
  if (findings.some(({ severity }) => severity === 'error'))
    return kind === 'other' ? '' : `refused: ${findings.map(({ code }) => code).join()}`
  if (kind === 'other') return 'taken for a choice'
  return JSON.stringify([content.options, content.correct]) === JSON.stringify([options, correct])
    ? ''
    : `altered to ${JSON.stringify([content.options, content.correct])}`
}

describe('an item', () => {
  it.each(Object.entries(itemFiles))('of %s comes out or is named', (_, write) => {
    fc.assert(
      fc.property(arbitraryItems, (items) => {
        const { name, bytes } = write(items)
        const read = readQuestions(bytes, { fileName: name })
        expect(items.map((item) => verdict(item, read))).toEqual(items.map(() => ''))
        expect(read.questions.length + read.findings.filter(({ code }) => /left-out$/.test(code)).length).toBe(items.length)
      }),
      { numRuns: cases(150) },
    )
  })
})
