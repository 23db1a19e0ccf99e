import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fullRulesFile, rulesOf } from '#test/support/contest.ts'
import { checkRules } from './check.ts'
import { usualCollective } from './usual.ts'
import { rulesSchema, type RulesFile } from './schema.ts'

const found = (change: Partial<RulesFile>): readonly string[] =>
  checkRules({ ...fullRulesFile, ...change }).findings.map(({ place, code }) => `${place} ${code}`)
const round = (id: string, opens: string, closes: string) => ({ id, name: id, opens, closes })
const { paper, prizes } = fullRulesFile

const staffPages = fileURLToPath(new URL('../../../web/src/routes/quan-tri', import.meta.url))
const addressesOfPages = ['', '(in)']
  .flatMap((group) => readdirSync(join(staffPages, group), { withFileTypes: true }))
  .filter((one) => one.isDirectory() && /^[a-z]/.test(one.name))
  .map(({ name }) => name)

describe('rules that make sense', () => {
  it('may be of more than one line, and have signs that documents show', () => {
    expect(found({ title: 'Hội thi\n“Chuyển đổi số”\t– lần 1 ★ ⚡ ≤ ½' })).toEqual([])
  })

  it('become a value with instants, milliseconds and nulls', () => {
    const rules = rulesOf(fullRulesFile)
    expect(rules.rounds[1]).toEqual({
      key: 'tuan-2',
      name: 'Tuần 2',
      opensAt: Date.parse('2024-09-16T00:00:00+07:00'),
      closesAt: Date.parse('2024-09-20T17:00:30+07:00'),
      draw: {
        blueprint: [
          { topic: 'Xã hội số', difficulty: 2, count: 5 },
          { topic: null, difficulty: null, count: 10 },
        ],
        reuse: true,
      },
    })
    expect(rules.rounds[0]?.draw).toEqual({ blueprint: null, reuse: false })
    expect(rules.attempts.timeLimitMs).toBe(1_200_000)
    expect(rules.paper.blueprint[2]).toEqual({ topic: null, difficulty: 1, count: 4 })
  })

  it('name a topic as the bank keeps it', () => {
    const blueprint = [{ topic: ' Xã\u00a0 hội \u200bsố '.normalize('NFD'), count: 15 }]
    const rules = rulesOf({
      ...fullRulesFile,
      paper: { ...paper, blueprint },
      rounds: [{ ...round('tuan-1', '2024-09-09', '2024-09-14'), blueprint }],
    })
    const cells = [{ topic: 'Xã hội số', difficulty: null, count: 15 }]
    expect([rules.paper.blueprint, rules.rounds[0]?.draw.blueprint]).toEqual([cells, cells])
  })

  it('make whole questions of percentages, and keep both', () => {
    const blueprint = [{ topic: 'Xã hội số', percent: 45 }, { difficulty: 3, percent: 20 }, { percent: 35 }] as const
    const rules = rulesOf({ ...fullRulesFile, paper: { ...paper, blueprint } })
    expect(rules.paper.blueprint).toEqual([
      { topic: 'Xã hội số', difficulty: null, count: 7, percent: 45 },
      { topic: null, difficulty: 3, count: 3, percent: 20 },
      { topic: null, difficulty: null, count: 5, percent: 35 },
    ])
  })

  it('have a percentage with two decimals where they say no number, kept in units of the last', () => {
    const read = (prediction: NonNullable<RulesFile['prediction']>) => rulesOf({ ...fullRulesFile, prediction }).prediction
    expect(read({ asked: true, of: 'all-correct-percentage' })).toMatchObject({ decimals: 2, maximum: 10_000 })
    expect(read({ asked: true, of: 'all-correct-percentage', decimals: 5 })).toMatchObject({ decimals: 5, maximum: 10_000_000 })
    expect(read({ asked: true, of: 'attempts' })).toMatchObject({ of: 'attempts', decimals: 0, maximum: 1_000_000 })
  })

  it('fill in what is left out', () => {
    const { version, slug, title, audience, rounds, ranking, minimumCorrect, access } = fullRulesFile
    const least: RulesFile = {
      version,
      slug,
      title,
      audience,
      rounds,
      minimumCorrect,
      access,
      organiser: { name: 'UBND' },
      paper: { questions: 15 },
      ranking: ranking.filter((criterion) => !criterion.startsWith('prediction')),
      prizes: { levels: [{ id: 'nhat', name: 'Giải Nhất', count: 1 }] },
    }
    expect(rulesOf(least)).toMatchObject({
      zone: 'Asia/Ho_Chi_Minh',
      organiser: { name: 'UBND', superior: null, standingUnit: null },
      paper: {
        blueprint: [{ topic: null, difficulty: null, count: 15 }],
        fixedSets: null,
        shuffleQuestions: true,
        shuffleOptions: true,
        pinnedLast: [],
        apart: [],
      },
      attempts: { perRound: 1, counts: 'first', timeLimitMs: null, lateStart: 'shortened' },
      prediction: { asked: false, required: false, maximum: 1_000_000, actualCounts: 'after-disqualification' },
      prizes: { levels: [{ id: 'nhat', name: 'Giải Nhất', count: 1, amount: null }], capPerContest: null, whenTooFew: 'leave-unawarded' },
      collective: null,
      documents: [],
    })
    expect(rulesOf({ ...least, collective: null }).collective).toBeNull()
    expect(rulesOf({ ...least, collective: { count: 5, by: 'participants' } }).collective).toEqual({
      ...usualCollective,
      count: 5,
      amount: null,
      by: 'participants',
      tieBreaks: [],
    })
    expect(rulesOf({ ...least, prediction: { asked: true } }).prediction.required).toBe(true)
    expect(
      rulesOf({ ...least, documents: [{ number: '1', date: '2024-02-29', issuer: 'UBND', title: 'Kế hoạch' }] }).documents[0]?.link,
    ).toBeNull()
  })
})

describe('rules that do not', () => {
  it.each<[string, Partial<RulesFile>, readonly string[]]>([
    ['a zone nobody knows', { zone: 'Asia/Saigon_City' }, ['/zone zone-unknown']],
    ['a time no calendar has', { rounds: [round('a', '2024-02-30 07:00', '2024-03-01')] }, ['/rounds/0/opens time-unreadable']],
    [
      'a time the zone skips',
      { zone: 'Europe/Berlin', rounds: [round('a', '2024-03-30', '2024-03-31 02:30')] },
      ['/rounds/0/closes time-unreadable'],
    ],
    ['a round that ends as it opens', { rounds: [round('a', '2024-09-09', '2024-09-09')] }, ['/rounds/0/closes round-ends-first']],
    [
      'rounds that overlap',
      { rounds: [round('a', '2024-09-09', '2024-09-12'), round('b', '2024-09-11', '2024-09-13')] },
      ['/rounds/1/opens rounds-overlap'],
    ],
    [
      'rounds out of order',
      { rounds: [round('b', '2024-09-16', '2024-09-17'), round('a', '2024-09-09', '2024-09-10')] },
      ['/rounds/1/opens rounds-overlap'],
    ],
    [
      'two rounds of one id',
      { rounds: [round('a', '2024-09-09', '2024-09-10'), round('a', '2024-09-10', '2024-09-11')] },
      ['/rounds/1/id id-repeated'],
    ],
    ['a blueprint of another sum', { paper: { ...paper, blueprint: [{ count: 14 }] } }, ['/paper/blueprint blueprint-sum']],
    [
      'a blueprint of a round of another sum',
      {
        rounds: [
          round('a', '2024-09-09', '2024-09-10'),
          { ...round('b', '2024-09-10', '2024-09-11'), blueprint: [{ count: 9 }, { count: 7 }] },
        ],
      },
      ['/rounds/1/blueprint blueprint-sum'],
    ],
    ...addressesOfPages.map((slug): [string, Partial<RulesFile>, string[]] => [
      `“${slug}”, the address of another page`,
      { slug },
      ['/slug slug-taken'],
    ]),
    ...['\u0001', '\uf0b7', '\ud800', '\ufffe', '🎉'].map((sign): [string, Partial<RulesFile>, string[]] => [
      `a sign no document shows, ${JSON.stringify(sign)}`,
      { title: `Hội thi${sign} tìm hiểu` },
      ['/title sign-unprintable'],
    ]),
    [
      'a link that is no page',
      { documents: [{ number: '1', date: '2024-02-29', issuer: 'UBND', title: 'Kế hoạch', link: 'javascript:alert(1)' }] },
      ['/documents/0/link link-not-web'],
    ],
    ['a floor above the paper', { minimumCorrect: 16 }, ['/minimumCorrect floor-above-paper']],
    [
      'a question in two groups',
      {
        paper: {
          ...paper,
          apart: [
            ['Q1', 'Q2'],
            ['Q3', 'Q1'],
          ],
        },
      },
      ['/paper/apart/1 apart-repeated'],
    ],
    ['a question twice in a group', { paper: { ...paper, apart: [['Q1', 'Q1']] } }, ['/paper/apart/0 apart-repeated']],
    [
      'a set of questions nobody has approved',
      { rounds: [{ ...round('a', '2024-09-09', '2024-09-10'), questionStates: ['submitted', 'approved'] }] },
      ['/rounds/0/questionStates unapproved-drawn'],
    ],
    ['a criterion twice', { ranking: ['correct-desc', 'correct-desc', 'public-lot'] }, ['/ranking/1 criterion-repeated']],
    [
      'percentages that are not a whole',
      { paper: { ...paper, blueprint: [{ topic: 'x', percent: 45 }, { percent: 45 }] } },
      ['/paper/blueprint percent-sum'],
    ],
    [
      'percentages beside counts',
      { paper: { ...paper, blueprint: [{ topic: 'x', percent: 40 }, { count: 9 }] } },
      ['/paper/blueprint/1 cell-count', '/paper/blueprint percent-sum'],
    ],
    ['a line that says nothing', { paper: { ...paper, blueprint: [{ topic: 'x' }, { count: 15 }] } }, ['/paper/blueprint/0 cell-count']],
    ['a line that says both', { paper: { ...paper, blueprint: [{ count: 15, percent: 100 }] } }, ['/paper/blueprint/0 cell-count']],
    [
      'a percentage that is no question',
      { paper: { ...paper, blueprint: [{ topic: 'x', percent: 1 }, { percent: 99 }] } },
      ['/paper/blueprint/0 percent-none'],
    ],
    [
      'two fixed sets of one name',
      { paper: { ...paper, fixedSets: { names: ['Đề 1', 'Đề 2', 'Đề 1'] } } },
      ['/paper/fixedSets/names/2 name-repeated'],
    ],
    [
      'fewer sets than attempts that each want another',
      { paper: { ...paper, fixedSets: { names: ['Đề 1', 'Đề 2'] } }, attempts: { perRound: 3 } },
      ['/paper/fixedSets/further too-few-sets'],
    ],
    ['no way to sign in', { signIn: { roster: false, providers: [] } }, ['/signIn/roster no-way-in']],
    ['as many attempts a day as in the round', { attempts: { perRound: 2, perDay: 2 } }, ['/attempts/perDay day-says-nothing']],
    ['no lot', { ranking: ['correct-desc'] }, ['/ranking/0 lot-not-last']],
    ['a lot too early', { ranking: ['correct-desc', 'public-lot', 'submitted-asc'] }, ['/ranking/1 lot-not-last']],
    ['a prediction that ranks but is not asked', { prediction: { asked: false } }, ['/ranking/1 prediction-not-asked']],
    [
      'a percentage with a largest number',
      { prediction: { asked: true, of: 'all-correct-percentage', maximum: 50 } },
      ['/prediction/maximum percentage-bounded'],
    ],
    ['decimals of people', { prediction: { asked: true, of: 'participants', decimals: 2 } }, ['/prediction/decimals decimals-of-count']],
    [
      'two levels of one id',
      { prizes: { ...prizes, levels: [prizes.levels[0]!, prizes.levels[0]!] } },
      ['/prizes/levels/1/id id-repeated'],
    ],
    [
      'a tie-break twice',
      { collective: { count: 1, by: 'participants', tieBreaks: ['headcount-desc', 'headcount-desc'] } },
      ['/collective/tieBreaks/1 criterion-repeated'],
    ],
    [
      'a tie-break after the jury',
      { collective: { count: 1, by: 'participants', tieBreaks: ['jury', 'headcount-desc'] } },
      ['/collective/tieBreaks/0 jury-not-last'],
    ],
    [
      'collective prizes with a count and with levels',
      { collective: { count: 1, by: 'participants', levels: prizes.levels } },
      ['/collective/levels collective-count'],
    ],
    [
      'collective prizes with an amount beside levels, and two levels of one id',
      { collective: { amount: 1, by: 'participants', levels: [prizes.levels[0]!, prizes.levels[0]!] } },
      ['/collective/levels collective-count', '/collective/levels/1/id id-repeated'],
    ],
    ['collective prizes without a number', { collective: { by: 'participants' } }, ['/collective/levels collective-count']],
    [
      'a list closed at no time, and an entry that needs more than its paper has',
      { collective: { count: 1, by: 'participants', listCloses: '2024-02-30', entryFloor: { correct: 16 } } },
      ['/collective/listCloses time-unreadable', '/collective/entryFloor/correct floor-above-paper'],
    ],
    [
      'a registration, which does not exist yet',
      { access: { who: 'roster-or-registration', barredBoards: [] } },
      ['/access/who registration-not-yet'],
    ],
    ['a board twice', { access: { who: 'open', barredBoards: ['juror', 'juror'] } }, ['/access/barredBoards/1 board-repeated']],
    [
      'a document of a date that is none',
      { documents: [{ number: '1', date: '2024-02-30', issuer: 'x', title: 'x' }] },
      ['/documents/0/date date-unknown'],
    ],
  ])('%s', (_, change, codes) => {
    const checked = checkRules({ ...fullRulesFile, ...change })
    expect(found(change)).toEqual(codes)
    expect(checked.ok).toBe(false)
    for (const { severity, message } of checked.findings) {
      expect(severity).toBe('error')
      expect([message.vi, message.en].map((text) => /^\S.*\.$/.test(text))).toEqual([true, true])
    }
  })

  it('are all told at once', () => {
    expect(found({ zone: 'Nowhere', minimumCorrect: 99, ranking: ['correct-desc'] })).toEqual([
      '/zone zone-unknown',
      '/minimumCorrect floor-above-paper',
      '/ranking/0 lot-not-last',
    ])
  })
})

describe('the schema', () => {
  it('is what the type of the file is made from', () => {
    const { ranking, prizes: kept, ...rest } = fullRulesFile
    // @ts-expect-error a criterion the schema does not list
    const luck: RulesFile = { ...rest, prizes: kept, ranking: ['luck'] }
    // @ts-expect-error what the schema requires is missing
    const without: RulesFile = { ...rest, ranking }
    // @ts-expect-error a number where the schema has a text
    const numbered: RulesFile = { ...fullRulesFile, title: 5 }
    const leftOut: RulesFile['collective'] = null
    expect([luck, without, numbered, leftOut]).toHaveLength(4)
  })

  it('names every key of the file, and refuses others at every level', () => {
    expect(Object.keys(rulesSchema.properties).sort()).toEqual(Object.keys(fullRulesFile).sort())
    const objects: Record<string, unknown>[] = []
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      const schema = value as Record<string, unknown>
      if (schema['type'] === 'object') objects.push(schema)
      Object.values(schema).forEach(walk)
    }
    walk(rulesSchema)
    expect(objects.length).toBe(36)
    for (const schema of objects) {
      expect(schema['additionalProperties']).toBe(false)
      expect(Object.keys(schema['properties'] as object)).toEqual(expect.arrayContaining(schema['required'] as string[]))
    }
  })
})
