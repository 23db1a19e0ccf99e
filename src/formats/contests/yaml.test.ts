import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rulebook } from '#contest/rulebook/rulebook.ts'
import { rulesSchema, textForms } from '#contest/rules/schema.ts'
import { writtenRules } from '#contest/rules/written.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { arbitraryRulesFile } from '#test/support/arbitrary-rules.ts'
import { rulesOf } from '#test/support/contest.ts'
import { contestYaml, readContestYaml } from './yaml.ts'

const text = readFileSync(new URL('../../../contests/phu-loc-2024/contest.yaml', import.meta.url), 'utf8')

const changed = (from: string | RegExp, to: string) => {
  const other = text.replace(from, to)
  expect(other).not.toBe(text)
  return readContestYaml(other).findings.map(({ place, code }) => `${place}: ${code}`)
}
const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length

describe('the shipped contest.yaml', () => {
  it('reads as the plan of Phú Lộc says', () => {
    const read = readContestYaml(text)
    expect(read.findings).toEqual([])
    if (!read.ok) throw new Error('not read')
    const { rounds, paper, prizes, collective, ranking, minimumCorrect, access, documents } = read.value
    expect(rounds.map(({ opensAt, closesAt }) => [new Date(opensAt).toISOString(), new Date(closesAt).toISOString()])).toEqual([
      ['2024-09-08T17:00:00.000Z', '2024-09-13T17:00:00.000Z'],
      ['2024-09-15T17:00:00.000Z', '2024-09-20T17:00:00.000Z'],
    ])
    expect(paper.blueprint).toEqual([{ topic: null, difficulty: null, count: 15 }])
    expect(prizes.levels.map(({ count }) => count)).toEqual([1, 2, 2])
    expect([collective?.count, minimumCorrect, access.who, documents.length]).toEqual([5, 15, 'roster', 6])
    expect(ranking).toEqual(['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'])
    expect(rulebook(read.value).sections.length).toBe(10)
  })

  it('is written as it has always been: its digest stands in the logs of its rounds', () => {
    const read = readContestYaml(text)
    if (!read.ok) throw new Error('not read')
    // Rules of before say nothing of how long personal data is kept; a file that leaves it out says the usual months.
    expect(read.value.retention).toEqual({ months: 12 })
    const digest = createHash('sha256')
      .update(canonicalJson(writtenRules({ ...read.value, retention: null })))
      .digest('hex')
    expect(digest).toBe('86376cce2aa94088415a645691dc47c03ab41597233ab0f25d4252428b4b3c8e')
  })

  it('comes with a schema that is the one in force', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../../contests/contest.schema.json', import.meta.url), 'utf8'))
    expect(published, 'run `npm run schema`').toEqual(JSON.parse(JSON.stringify(rulesSchema)))
  })
})

describe('a contest.yaml with mistakes', () => {
  it('names line and column of an unknown key', () => {
    expect(changed('minimumCorrect: 15\n', 'minimumCorrect: 15\nminimumRight: 15\n')).toEqual([
      `line ${lineOf('minimumCorrect: 15\n') + 1}, column 1: key-unknown`,
    ])
    expect(changed('  perRound: 1', '  perRound: 1\n  perHour: 2')).toEqual([`line ${lineOf('  perRound: 1') + 1}, column 3: key-unknown`])
  })

  it('names what is missing at the group that lacks it', () => {
    expect(changed('  required: true\n', '').length).toBe(0)
    expect(changed('  asked: true\n', '')).toEqual([`line ${lineOf('prediction:\n')}, column 1: key-missing`])
  })

  it('says in words how dates and keys are written', () => {
    const told = (from: string | RegExp, to: string): readonly string[] =>
      readContestYaml(text.replace(from, to)).findings.flatMap(({ message }) => [message.vi, message.en])
    const wrong = [told('opens: 2024-09-09 00:00', 'opens: 13/9/2024'), told('closes: 2024-09-14 00:00', 'closes: 2024-9-14 20h'), told('{ id: tuan-1', '{ id: Tuần 1')]
    expect(wrong.map((words) => words.length > 0)).toEqual([true, true, true])
    expect(wrong.flat().filter((words) => /[\\^$]|\\d/.test(words))).toEqual([])
    expect([wrong[0]?.[0], wrong[2]?.[0]]).toEqual([expect.stringContaining('2026-09-13 20:00'), expect.stringContaining('chữ thường không dấu')])
  })

  it('has words for every form of the schema', () => {
    const forms = new Set([...JSON.stringify(rulesSchema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, form = '""']) => JSON.parse(form) as string))
    expect(new Set<string>(Object.values(textForms))).toEqual(forms)
  })

  it('refuses values of another kind, out of range or out of the list', () => {
    expect(changed('questions: 15', 'questions: fifteen')).toEqual([`line ${lineOf('questions: 15')}, column 3: shape-type`])
    expect(changed('perRound: 1', 'perRound: 0')).toEqual([`line ${lineOf('perRound: 1')}, column 3: shape-minimum`])
    expect(changed('counts: first', 'counts: luckiest')).toEqual([`line ${lineOf('counts: first')}, column 3: shape-enum`])
    expect(changed('timeLimitMinutes: null', 'timeLimitMinutes: -3')).toEqual([
      `line ${lineOf('  timeLimitMinutes')}, column 3: shape-minimum`,
    ])
  })

  it('passes on what does not make sense, with its line', () => {
    expect(changed('closes: 2024-09-14 00:00', 'closes: 2024-09-08 00:00')).toEqual([
      `line ${lineOf('id: tuan-1')}, column 58: round-ends-first`,
    ])
    expect(changed('zone: Asia/Ho_Chi_Minh', 'zone: Asia/Saigon_City')).toEqual([`line ${lineOf('zone: Asia')}, column 1: zone-unknown`])
  })

  it('says where the text is no YAML, and refuses bombs', () => {
    expect(changed('rounds:', 'rounds: [')[0]).toMatch(/^line \d+, column \d+: yaml-damaged$/)
    const bomb = [
      'a: &a [x]',
      ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
    ].join('\n')
    expect(readContestYaml(bomb).ok).toBe(false)
    expect(readContestYaml('x'.repeat(1_000_001)).findings[0]?.code).toBe('file-too-large')
    expect(readContestYaml('').ok).toBe(false)
  })
})

it('writes what it reads: the same rules come back from any it wrote', () => {
  fc.assert(
    fc.property(arbitraryRulesFile, (file) => {
      const rules = rulesOf(file)
      expect(readContestYaml(contestYaml(rules))).toEqual({ ok: true, value: rules, findings: [] })
    }),
  )
})
