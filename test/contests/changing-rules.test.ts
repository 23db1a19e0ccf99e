/** What may still change of a contest once a round has opened, by `contest apply`, on both databases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContestRules } from '#contest/rules/rules.ts'
import { roundByKey } from '#store/rounds/rounds.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const day = 86_400_000

describe.each(['sqlite', 'postgres'] as const)('rules after a round has opened (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  afterEach(() => test.close())
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    const inHours = (rules: ContestRules): ContestRules => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + 3_600_000, closesAt: round.closesAt + 3_600_000 })),
    })
    contest = await makeLiveContest(test.app, 0, inHours)
    test.clock.at += 123
    await departNow(test.app, command, contest.slug, 'tuan-1', { kind: 'open', reason: 'Theo quyết định của Ban Tổ chức' }, 10_000)
  })

  it('cannot change what decides prizes; rounds to come still move, also when the first was opened by hand', async () => {
    const { rules, id } = (await contestBySlug(test.app.database.db, contest.slug)) as ContestRecord
    const refused = applyContest(test.app, command, {
      ...rules,
      access: { ...rules.access, barredBoards: [] },
      collective: null,
      jury: { approvals: 1 },
    })
    await expect(refused).rejects.toMatchObject({
      code: 'rules-frozen',
      detail: { findings: [{ place: 'access/barredBoards' }, { place: 'collective' }, { place: 'jury/approvals' }] },
    })
    expect((await contestBySlug(test.app.database.db, contest.slug))?.rules).toEqual(rules)

    // The file says what was announced, and still may: the round opened an hour earlier.
    const opened = (await roundByKey(test.app.database.db, id, 'tuan-1'))?.opensAt ?? 0
    expect((rules.rounds[0]?.opensAt ?? 0) - opened).toBe(3_600_000 - 123)
    const later = rules.rounds[1]?.opensAt ?? 0
    await applyContest(test.app, command, {
      ...rules,
      title: 'Tên mới',
      rounds: rules.rounds.map((round, at) =>
        at === 0 ? round : { ...round, opensAt: later + day, closesAt: round.closesAt + day },
      ),
    })
    expect((await roundByKey(test.app.database.db, id, 'tuan-2'))?.opensAt).toBe(later + day)
    expect((await roundByKey(test.app.database.db, id, 'tuan-1'))?.opensAt).toBe(opened)
    expect((await contestBySlug(test.app.database.db, contest.slug))?.rules.rounds[0]).toEqual(rules.rounds[0])
  })
})
