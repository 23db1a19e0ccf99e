import { describe, expect, it } from 'vitest'
import { isFromThisSite } from './same-site.ts'

const from = (headers: Record<string, string>): boolean =>
  isFromThisSite(new Request('http://thi.example.vn/vao-thi', { method: 'POST', headers }))

describe('a form', () => {
  it('is ours when the browser says so, and only then', () => {
    expect(from({ 'sec-fetch-site': 'same-origin', origin: 'https://thi.example.vn' })).toBe(true)
    expect(from({ 'sec-fetch-site': 'cross-site', origin: 'http://thi.example.vn' })).toBe(false)
    expect(from({ 'sec-fetch-site': 'same-site', origin: 'http://thi.example.vn' })).toBe(false)
  })

  it('from an older browser is ours when the hosts agree, whatever the protocol', () => {
    expect(from({ origin: 'https://thi.example.vn' })).toBe(true)
    expect(from({ origin: 'https://evil.example' })).toBe(false)
    expect(from({ origin: 'null' })).toBe(false)
    expect(from({})).toBe(false)
  })
})
