import { describe, expect, it } from 'vitest'
import { emptyContent } from './draft.ts'
import { faultsOf } from './faults.ts'

const good = { ...emptyContent, stem: 'Câu', options: ['a', 'b'], correct: [0] }
const picture = { digest: 'c'.repeat(64), mediaType: 'image/png', alt: '', option: null } as const

describe('what is wrong with a question', () => {
  it('is nothing when it is whole', () => {
    expect(faultsOf(good)).toEqual([])
    expect(faultsOf({ ...good, source: { document: 'd', detail: '' } })).toEqual([])
  })

  it.each([
    [{ ...good, stem: '' }, 'stem', 'stem-missing'],
    [{ ...good, stem: 'x'.repeat(4001) }, 'stem', 'stem-long'],
    [{ ...good, options: ['a'] }, 'options', 'options-few'],
    [{ ...good, options: ['a', '', 'b'] }, 'option-1', 'option-missing'],
    [{ ...good, options: ['Đúng  rồi', 'b', 'đúng rồi'] }, 'option-2', 'option-same'],
    [{ ...good, correct: [] }, 'right', 'right-missing'],
    [{ ...good, correct: [0, 1] }, 'right', 'right-all'],
    [{ ...good, source: { document: '', detail: 'Điều 1' } }, 'document', 'document-missing'],
    [{ ...good, pictures: [picture] }, 'alt-0', 'alt-missing'],
  ])('%# is said beside its field', (content, field, kind) => {
    expect(faultsOf(content)).toContainEqual(expect.objectContaining({ field, kind }))
  })

  it('lets a picture stand for a stem or an option', () => {
    expect(faultsOf({ ...good, stem: '', pictures: [{ ...picture, alt: 'x' }] })).toEqual([])
    expect(faultsOf({ ...good, options: ['a', ''], pictures: [{ ...picture, alt: 'x', option: 1 }] })).toEqual([])
  })

  it('is only advice for what need not keep a question back', () => {
    const kinds = faultsOf({ ...good, correct: [0, 1], pictures: [picture] }).filter(({ must }) => must)
    expect(kinds).toEqual([])
  })
})
