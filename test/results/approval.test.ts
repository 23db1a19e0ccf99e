/** Approval and publication of a result: who approved which one, and what is published is what the entries say. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StaffRound } from '#contract/rounds.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { openDatabase } from '#store/database/database.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { awardsOf, insertAwards, insertSetAside, type AwardRecord } from '#store/results/results.ts'
import { sealPart } from '#store/results/sealed-lines.ts'
import { insertStandings, standingsPage, type StandingRecord } from '#store/results/standings.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound } from '../support/answered-round.ts'
import { replaceLikely } from '#store/people/likely-same.ts'
import { makeTestApp, takeStep, signInDeciders, type Deciders, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const

describe.each(['sqlite', 'postgres'] as const)('the result of a round (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let address: string
  let cookies: Deciders
  afterEach(() => test.close())
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })

  async function closeRound(change?: (rules: ContestRules) => ContestRules): Promise<void> {
    contest = await makeLiveContest(test.app, 12, change)
    await answerRound(test.app, contest)
    address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    cookies = await signInDeciders(test)
    await step('tally')
  }

  const step = (name: string, who: keyof typeof cookies = 'organiser') => takeStep(test, address, name, cookies[who])
  const seen = async (who: keyof typeof cookies = 'organiser') =>
    (await test.call('GET', address, { cookie: cookies[who] })).json as StaffRound
  const digestNow = async () => (await seen()).approval?.digest ?? ''
  const press = (name: 'approve' | 'publish', who: keyof typeof cookies, digest: string) =>
    test.call('POST', `${address}/${name}`, { cookie: cookies[who], body: { digest } })
  const whoApproved = async () => (await seen()).approval?.given.map(({ by, digest }) => [by.login, digest])
  const events = async (name: string) => {
    const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: cookies.organiser })
    const items = json.items as readonly { readonly event: string; readonly actor: string; readonly data: string }[]
    return items.filter(({ event }) => event === name).map(({ actor, data }) => ({ actor, data: JSON.parse(data) as object }))
  }

  async function joinBoard(i: number): Promise<void> {
    const { db } = test.app.database
    const id = contest.contestants[i]?.id ?? ''
    const staffCode = (await peopleByIds(db, test.app.codec, [id])).get(id)?.staffCode ?? null
    const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
    const member = { id: `member-${String(i)}`, board: 'juror', fullName: '', staffCode, phone: null, role: '' } as const
    await insertBoardMember(db, test.app.codec, contestId, member, test.clock.at)
  }

  it('is approved by two jurors who saw it, each counted once', async () => {
    await closeRound()
    const digest = await digestNow()
    expect((await seen('one')).actions).toEqual(['tally', 'approve'])
    expect((await test.call('POST', `${address}/approve`, { cookie: cookies.one })).json.code).toBe('invalid-request')

    // Two presses at once, one of them at another process.
    const other = openDatabase(test.app.database.address)
    const id = (await test.app.database.db.selectFrom('staff').select('id').where('login', '=', 'juror').executeTakeFirstOrThrow()).id
    const contestId = (await contestBySlug(test.app.database.db, contest.slug))?.id ?? null
    const juror = { kind: 'staff', id, login: 'juror', name: 'juror', role: 'juror', contestId, unitId: null } as const
    const elsewhere = approveRound({ ...test.app, database: other }, juror, contest.slug, contest.roundKey, { digest })
    expect((await Promise.all([press('approve', 'one', digest), press('approve', 'one', digest), elsewhere])).slice(0, 2)).toMatchObject([
      { status: 200 },
      { status: 200 },
    ])
    await other.close()
    expect(await whoApproved()).toEqual([['juror', digest]])
    expect(await events('round.approval-given')).toMatchObject([{ actor: 'juror', data: { digest } }])
    expect((await seen('one')).actions).toEqual(['tally'])
    expect((await press('publish', 'organiser', digest)).json.code).toBe('wrong-status')

    expect((await Promise.all([press('approve', 'two', digest), press('approve', 'two', digest)])).map(({ status }) => status)).toEqual([
      200, 200,
    ])
    expect(await whoApproved()).toEqual([
      ['juror', digest],
      ['juror2', digest],
    ])
    expect(await events('round.approved')).toMatchObject([{ actor: 'juror2', data: { digest, approvals: 2 } }])
    expect((await press('publish', 'organiser', digest)).status).toBe(200)
    expect((await press('publish', 'organiser', digest)).json.code).toBe('wrong-status')
  })

  it('that was tallied again is approved and published by nobody who saw the one before', async () => {
    await closeRound()
    const before = await digestNow()
    expect((await press('approve', 'one', before)).status).toBe(200)
    await joinBoard(0)
    expect((await step('tally')).status).toBe(200)
    expect(await digestNow()).not.toBe(before)
    expect(await whoApproved()).toEqual([])
    const refused = await press('approve', 'two', before)
    expect([refused.status, refused.json.code]).toEqual([409, 'result-changed'])

    // The same result counted anew is approved anew, also after it was approved whole.
    for (const who of ['one', 'two'] as const) expect((await step('approve', who)).status).toBe(200)
    const approved = await digestNow()
    expect((await step('tally')).json).toMatchObject({ status: 'tallied', approvedAt: null, approval: { digest: approved, given: [] } })
    for (const who of ['one', 'two'] as const) expect((await step('approve', who)).status).toBe(200)
    expect((await press('publish', 'organiser', before)).json.code).toBe('result-changed')
    expect((await step('publish')).status).toBe(200)
    expect((await step('tally')).json.code).toBe('wrong-status')
  })

  it('is not published when what is stored is not what the entries say', async () => {
    await closeRound((rules) => ({ ...rules, minimumCorrect: 0 }))
    const { db } = test.app.database
    const { codec } = test.app
    const { roundId } = contest
    const lines = await standingsPage(db, codec, roundId, { offset: 0, limit: 99 })
    const winner = { contestantId: lines.at(-1)?.contestantId ?? '', entryId: lines.at(-1)?.entryId ?? '' }
    // This forger holds the key of results too.
    const forgeAwards = async (change: (award: AwardRecord) => AwardRecord | null) => {
      const awards = await awardsOf(db, codec, [roundId])
      await db.deleteFrom('award').execute()
      await insertAwards(
        db,
        codec,
        awards.flatMap((award) => change(award) ?? []),
      )
    }
    const forgeStandings = async (change: (line: StandingRecord) => StandingRecord) => {
      const stored = await standingsPage(db, codec, roundId, { offset: 0, limit: 99 })
      await db.deleteFrom('standing').execute()
      await insertStandings(db, codec, roundId, stored.map(change))
    }
    const all = async () => {
      await forgeAwards((award) =>
        award.place === 3 ? null : award.place === 2 ? { ...award, explanation: { ...award.explanation, vi: 'Vì quen biết.' } } : award,
      )
      await forgeStandings((line) => (line.rank === 3 ? { ...line, correct: 0 } : line))
      await db.updateTable('contestant_rank').set({ rank: 1 }).execute()
      await insertSetAside(db, codec, roundId, 0, [{ roundId, reason: 'barred', ...winner }])
      await db
        .updateTable('round_result')
        .set({ sealed: sealPart(codec, 'round_result', roundId, 0, [9, '{}']) })
        .execute()
      await db.deleteFrom('round_approval').execute()
    }
    const forgeries: readonly (readonly [readonly string[], () => Promise<unknown>])[] = [
      [['award-differs awards/1'], () => forgeAwards((award) => (award.place === 1 ? { ...award, ...winner } : award))],
      // This one does not: what is moved or changed opens nowhere.
      [
        ['award-differs awards/1'],
        async () => {
          const other = await db.selectFrom('award').select('sealed').where('place', '=', 2).executeTakeFirstOrThrow()
          await db.updateTable('award').set(other).where('place', '=', 1).execute()
          const refused = await test.call('GET', `${address}/awards`, { cookie: cookies.organiser })
          expect([refused.status, refused.json.code]).toEqual([409, 'result-differs'])
        },
      ],
      [
        ['standings-count-differs standings', ...Array.from({ length: 9 }, (_, at) => `standing-differs standings/${String(at + 1)}`)],
        () =>
          db
            .updateTable('standing')
            .set({ sealed: new Uint8Array(64) })
            .execute(),
      ],
      [
        [
          'approvals-missing approvals',
          'totals-differ totals',
          'summary-differs summary',
          'set-aside-differs set-aside',
          'standings-count-differs standings',
          'award-differs awards/2',
          'award-differs awards/3',
          'standing-differs standings/3',
        ],
        all,
      ],
      // The forger knows of the digest, and of those who approved it.
      [
        ['digest-differs digest'],
        () =>
          Promise.all(
            (['round_result', 'round_approval'] as const).map((table) =>
              db
                .updateTable(table)
                .set({ digest: 'f'.repeat(64) })
                .execute(),
            ),
          ),
      ],
    ]
    for (const [found, forge] of forgeries) {
      for (const who of ['one', 'two'] as const) expect((await step('approve', who)).status).toBe(200)
      await forge()
      const refused = await step('publish')
      expect([refused.status, refused.json.code]).toEqual([409, 'result-differs'])
      const said = refused.json.findings.map(({ code, place }: { code: string; place: string }) => `${code} ${place}`)
      expect(said).toEqual(found)
      expect((await events('round.differed'))[0]?.data).toMatchObject({ found: found.map((one) => one.split(' ').reverse().join(' ')) })
      expect((await seen()).status).toBe('approved')
      expect((await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)).json.code).toBe('not-published')
      expect((await step('tally')).status).toBe(200)
    }
    // Somebody became a member of a board after the tally: the entries are the same, who ranks is not.
    for (const who of ['one', 'two'] as const) expect((await step('approve', who)).status).toBe(200)
    await joinBoard(0)
    expect((await step('publish')).json.findings.map(({ code }: { code: string }) => code)).toContain('set-aside-differs')
    await step('tally')
    for (const who of ['one', 'two'] as const) await step('approve', who)
    expect((await step('publish')).status).toBe(200)
  }, 120_000)

  it('is not approved while it is undecided whether a prize-winner is one person with somebody of a board', async () => {
    await closeRound((rules) => ({ ...rules, minimumCorrect: 0 }))
    const { db } = test.app.database
    const digest = await digestNow()
    const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
    const [award] = await awardsOf(db, test.app.codec, [contest.roundId])
    const doubt = { contestantId: award?.contestantId ?? '', otherKind: 'board', otherId: 'm' } as const
    await replaceLikely(db, contestId, [{ ...doubt, grounds: ['name'], certain: false }])
    expect((await seen('one')).approval?.inDoubt).toBe(1)
    expect((await press('approve', 'one', digest)).json.code).toBe('doubts-undecided')
    // Standings were seen: it takes two people who say the same.
    const say = (same: boolean, who: keyof typeof cookies) =>
      test.call('POST', `/api/staff/contests/${contest.slug}/doubts`, {
        cookie: cookies[who],
        body: { person: doubt.contestantId, otherKind: 'board', other: 'm', same },
      })
    for (const same of [false, false, true]) {
      expect((await say(same, 'one')).status).toBe(204)
      expect((await press('approve', 'one', digest)).json.code).toBe('doubts-undecided')
    }
    expect((await say(false, 'two')).status).toBe(204)
    expect((await press('approve', 'one', digest)).json.code).toBe('doubts-undecided')
    expect((await say(false, 'organiser')).status).toBe(204)
    expect((await press('approve', 'one', digest)).status).toBe(200)
    expect((await press('approve', 'two', digest)).status).toBe(200)
    // Nor is it published while one has arisen since.
    await replaceLikely(db, contestId, [{ ...doubt, otherId: 'another', grounds: ['name'], certain: false }])
    expect((await press('publish', 'organiser', digest)).json.code).toBe('doubts-undecided')
    expect((await events('person.doubt-proposed')).map(({ actor }) => actor)).toHaveLength(4)
    expect(await events('person.doubt-decided')).toHaveLength(1)
  })

  it('is approved by one juror where the rules say so, and at the command line in the name of a juror only', async () => {
    await closeRound((rules) => ({ ...rules, jury: { approvals: 1 } }))
    const digest = await digestNow()
    const approve = (juror?: string) =>
      approveRound(test.app, command, contest.slug, contest.roundKey, { digest, ...(juror !== undefined && { juror }) })
    for (const nobody of [undefined, 'organiser', 'no-such']) await expect(approve(nobody)).rejects.toMatchObject({ code: 'forbidden' })
    await approve('juror2')
    expect(await seen()).toMatchObject({
      status: 'approved',
      approval: { needed: 1, given: [{ by: { login: 'juror2' }, atCommandLine: true }] },
    })
    expect((await step('publish')).status).toBe(200)
  })
})
