import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { criteria, idsOf } from '#contest/criteria.ts'
import { rulebook } from '#contest/rulebook/rulebook.ts'
import { fullRulesFile, rulesOf } from '../support/contest.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

interface Row {
  readonly clause: string
  readonly setting: string
  readonly functions: readonly { readonly file: string; readonly name: string }[]
  readonly tests: readonly { readonly file: string; readonly name: string }[]
}

const rows = [...read('docs/rules.md').matchAll(/^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, clause = '', setting = '', functions = '', tests = '']): Row => ({
    clause,
    setting,
    functions: [...functions.matchAll(/`(\S+\.ts)` `(\w+)`/g)].map(([, file = '', name = '']) => ({ file, name })),
    tests: [...tests.matchAll(/`(\S+\.test\.ts)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name })),
  }),
)

describe('docs/rules.md', () => {
  it('has every clause the rulebook can have, and no other', () => {
    const full = rulesOf(fullRulesFile)
    // The lot or the organisers come last; the organisers have a clause of their own.
    const clauses = rulebook({ ...full, ranking: [...full.ranking.slice(0, -1), 'organisers'] }).sections.flatMap((section) => section.clauses.map(({ id }) => id))
    const known = clauses.map((id) => id.replace(/^(rounds\.round|paper\.round)\..+$/, '$1.<key>').replace(/^(prizes\.level)\..+$/, '$1.<id>').replace(/^(paper\.document)\..+$/, '$1.<n>'))
    expect(rows.map(({ clause }) => clause)).toEqual([...new Set(known)])
  })

  it.each(rows)('$clause: its functions are exported where it says', ({ functions }) => {
    expect(functions).not.toEqual([])
    for (const { file, name } of functions) expect(read(file)).toMatch(new RegExp(`^export (async )?(function|const) ${name}\\b`, 'm'))
  })

  it.each(rows)('$clause: its tests are in their files', ({ tests }) => {
    expect(tests).not.toEqual([])
    for (const { file, name } of tests) {
      expect(existsSync(new URL(file, root)), file).toBe(true)
      expect(read(file)).toContain(`'${name.replaceAll("'", "\\'")}'`)
    }
  })

  it('says what each criterion of ranking means', () => {
    const explained = [...read('docs/rules.md').matchAll(/^- `([^`]+)`: /gm)].map(([, id]) => id)
    expect(explained).toEqual(idsOf(criteria))
  })

  it('names settings that the rules have', () => {
    const rules = rulesOf(fullRulesFile) as unknown as Readonly<Record<string, unknown>>
    for (const { setting } of rows.filter((row) => row.setting !== 'none')) {
      for (const [, path = ''] of setting.matchAll(/`([^`]+)`/g)) {
        const value = path.split('.').reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], rules)
        expect(value, path).not.toBe(undefined)
      }
    }
  })
})
