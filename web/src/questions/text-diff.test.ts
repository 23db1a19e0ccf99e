import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sideOf, textDiff } from './text-diff.ts'

const side = (before: string, after: string, without: 'added' | 'removed'): string =>
  textDiff(before, after)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

describe('the difference of two texts', () => {
  it('marks the words that went and came', () => {
    expect(textDiff('Ngày 10 tháng 10', 'Ngày 20 tháng 10')).toEqual([
      { text: 'Ngày ', kind: 'same' },
      { text: '10', kind: 'removed' },
      { text: '20', kind: 'added' },
      { text: ' tháng 10', kind: 'same' },
    ])
  })

  it('is nothing for two empty texts, and the whole for two equal ones', () => {
    expect(textDiff('', '')).toEqual([])
    expect(textDiff('a b', 'a b')).toEqual([{ text: 'a b', kind: 'same' }])
    expect(textDiff('', 'a')).toEqual([{ text: 'a', kind: 'added' }])
  })

  it('holds both texts whole, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'ă', '\n', ' ', '.'), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(side(before, after, 'added')).toBe(before)
        expect(side(before, after, 'removed')).toBe(after)
      }),
    )
  })

  it('shows two books whole instead of comparing them', () => {
    const [before, after] = ['một '.repeat(2000), 'hai '.repeat(2000)]
    expect(textDiff(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('is shown from one side in runs of changed words', () => {
    const pieces = textDiff('một hai ba', 'bốn năm ba')
    expect(sideOf(pieces, 'after')).toEqual([
      { text: 'bốn năm', kind: 'added' },
      { text: ' ba', kind: 'same' },
    ])
    expect(sideOf(pieces, 'before').map(({ text }) => text)).toEqual(['một hai', ' ba'])
  })
})
