import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ContestError, errorCatalogue, type ErrorCode } from '#contest/errors.ts'
import { statuses } from '#http/problems.ts'

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \| (.+) \|$/gm)].map(([, code, status, when]) => ({ code: code ?? '', status: Number(status), when: when ?? '' }))

describe('docs/errors.md', () => {
  it('lists exactly the catalogue, each code once', () => {
    expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(errorCatalogue).sort())
  })

  it('names the statuses of http/problems.ts', () => {
    expect(Object.fromEntries(rows.map(({ code, status }) => [code, status]))).toEqual(statuses)
  })
})

describe('the catalogue', () => {
  const texts = Object.entries(errorCatalogue)

  it('says everything in both languages, in whole sentences', () => {
    for (const [, { vi, en }] of texts) {
      expect(vi).toMatch(/^\p{Lu}.+\.$/u)
      expect(en).toMatch(/^\p{Lu}.+\.$/u)
      expect(vi).toBe(vi.normalize('NFC'))
    }
  })

  it('says nothing twice', () => {
    expect(new Set(texts.flatMap(([, { vi, en }]) => [vi, en])).size).toBe(2 * texts.length)
  })

  it('gives errors an English message for logs, a code and a detail', () => {
    for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
      expect(new ContestError(code)).toMatchObject({ name: 'ContestError', code, message: errorCatalogue[code].en, detail: {} })
    }
    expect(new ContestError('conflict', { round: 'tuan-1' }).detail).toEqual({ round: 'tuan-1' })
  })
})
