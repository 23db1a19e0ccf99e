import { expect, it } from 'vitest'
import { textLimits } from '#contest/limits.ts'
import { auditFilter } from './filter.ts'

const of = (query: string) => auditFilter(new URL(`https://hoithi.local/nhat-ky?${query}`))

it('asks the API for what is typed, page by page, and for all of it in a file', () => {
  const { query, filters, isNarrowed, fault } = of('q=tuần+1&kind=round&person=+an+&from=2026-09-07&to=2026-09-08&trang=3')
  const asked = 'q=tu%E1%BA%A7n+1&kind=round&person=an&from=2026-09-07&to=2026-09-08'
  expect([query, filters, isNarrowed, fault]).toEqual([`${asked}&page=3`, asked, true, null])
  expect(of('')).toMatchObject({ query: 'page=1', filters: '', isNarrowed: false, fault: null })
})

it('leaves out what is no kind and no day, and says so of days', () => {
  expect(of('kind=moon&from=2026-02-30')).toMatchObject({ query: 'page=1', fault: 'wrongDay' })
  expect(of('from=hôm+qua&to=2026-09-08')).toMatchObject({ filters: 'to=2026-09-08', fault: 'wrongDay' })
  expect(of('from=2026-09-09&to=2026-09-08')).toMatchObject({ fault: 'turned' })
})

it('asks for nothing the API refuses: a day without a day after it, words longer than a name', () => {
  expect(of('to=9999-12-31')).toMatchObject({ filters: '', fault: 'wrongDay' })
  const { filter } = of(`person=${'a'.repeat(500)}&q=${'b'.repeat(5000)}`)
  expect([filter.person.length, filter.q.length]).toEqual([textLimits.login, textLimits.search])
})
