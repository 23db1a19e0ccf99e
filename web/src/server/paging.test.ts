import { describe, expect, it } from 'vitest'
import { listQuery } from './paging.ts'

const query = (search: string, filters?: readonly string[]): string => listQuery(new URL(`http://site/list${search}`), filters)

describe('the query of a list', () => {
  it('hands on what was searched for, the filters it knows, and the page', () => {
    expect(query('?q=loc+an&unit=XA-LOCAN&trang=3&other=1', ['unit'])).toBe('q=loc+an&unit=XA-LOCAN&page=3')
    expect(query('?q=Lộc')).toBe('q=L%E1%BB%99c&page=1')
  })

  it('is page 1 without a sensible page, and drops empty filters', () => {
    expect(query('')).toBe('page=1')
    for (const page of ['0', '-1', '1.5', 'x', '']) expect(query(`?q=+&trang=${page}`)).toBe('page=1')
  })
})
