import { describe, expect, it } from 'vitest'
import type { Contribution, ContributionItem } from '#contract/contributions.ts'
import { emptyContent } from '../../questions/draft.ts'
import { keepDraft, keptDraft, dropDraft } from '../../questions/kept-draft.ts'
import { placeQuery, reviewOf } from './review.ts'

const item = (index: number, part: Partial<ContributionItem> = {}): ContributionItem => ({
  ...{ index, place: `câu ${index}`, content: emptyContent, findings: [], leftOut: false, mended: false, repeats: null },
  ...part,
})
const doubt = { findings: [{ severity: 'warning' as const, place: '', code: 'x', message: { vi: 'v', en: 'e' } }] }
const items = Array.from({ length: 45 }, (_, index) => item(index, index % 10 === 3 ? doubt : {}))
items[13] = item(13, { ...doubt, leftOut: true })
items[23] = item(23, { ...doubt, repeats: 'Q001' })
const contribution = { items, id: 'c', version: 1 } as unknown as Contribution
const at = (query: string) => reviewOf(contribution, new URLSearchParams(query))

describe('the preview of an upload', () => {
  it('shows a page of everything, and how many need a look', () => {
    expect(at('')).toMatchObject({ all: 45, toLook: 3, total: 45, page: 1, open: null })
    expect(at('trang=3').shown.map(({ index }) => index)).toEqual([40, 41, 42, 43, 44])
  })

  it('lists only those to look at, and the one being mended', () => {
    expect(at('xem=can-xem').shown.map(({ index }) => index)).toEqual([3, 33, 43])
    expect(at('xem=can-xem&sua=5').shown.map(({ index }) => index)).toEqual([3, 5, 33, 43])
  })

  it('makes the best of a spoilt address', () => {
    expect(at('trang=99')).toMatchObject({ page: 3 })
    expect(at('trang=-1&sua=x')).toMatchObject({ page: 1, open: null })
  })

  it('writes the place it was read from', () => {
    expect(placeQuery(at('xem=can-xem'))).toBe('xem=can-xem')
    expect(placeQuery(at('trang=2'), 7)).toBe('trang=2&sua=7')
    expect(placeQuery(at(''))).toBe('')
  })
})

describe('a kept draft', () => {
  const boxOf = (kept = new Map<string, string>()) => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })

  it('comes back until it is dropped', () => {
    const box = boxOf()
    keepDraft(box, 'Q1', { at: 5, content: emptyContent })
    expect(keptDraft(box, 'Q1')).toEqual({ at: 5, content: emptyContent })
    expect(keptDraft(box, 'Q2')).toBeNull()
    dropDraft(box, 'Q1')
    expect(keptDraft(box, 'Q1')).toBeNull()
  })

  it('is nothing when the store holds something else or refuses', () => {
    const box = boxOf(
      new Map([
        ['hoithi:cau-hoi:Q1', '{"at":"x"}'],
        ['hoithi:cau-hoi:Q2', '{'],
      ]),
    )
    expect(keptDraft(box, 'Q1')).toBeNull()
    expect(keptDraft(box, 'Q2')).toBeNull()
    const full = { ...box, setItem: () => { throw new Error('full') }, removeItem: () => { throw new Error('no') } } // prettier-ignore
    expect(() => keepDraft(full, 'Q3', { at: 1, content: emptyContent })).not.toThrow()
    expect(() => dropDraft(full, 'Q3')).not.toThrow()
  })
})
