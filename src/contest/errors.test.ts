import { expect, it } from 'vitest'
import { ContestError, errorCatalogue } from './errors.ts'

it('carries its code and its facts, and says in English what the catalogue says', () => {
  const error = new ContestError('not-found', { place: 'x' })
  expect([error.name, error.code, error.message, error.detail]).toEqual([
    'ContestError',
    'not-found',
    errorCatalogue['not-found'].en,
    { place: 'x' },
  ])
  expect(new ContestError('not-found').detail).toEqual({})
})

it('has official Vietnamese and plain English for every failure', () => {
  for (const [code, { vi, en }] of Object.entries(errorCatalogue)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect([vi, en].filter((words) => !/^["“\p{Lu}].*[.!…]$/u.test(words))).toEqual([])
    expect(vi).toBe(vi.normalize('NFC'))
  }
})
