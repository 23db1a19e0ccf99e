/** Whoever holds a copy of the database, and no key, learns nothing of a result; one that lay in the clear is brought over whole. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { awardsOf, setAsideOf } from '#store/results/results.ts'
import { standingsPage } from '#store/results/standings.ts'
import { startDigest } from '#usecases/results/digest.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, takeStep, signInDeciders, type Deciders, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'
import { layInTheClear } from './result-in-the-clear.ts'

const people = 60
const tables = ['round_result', 'standing', 'contestant_rank', 'set_aside', 'award'] as const
/** Columns that say whose round it is, how much there is and when; a rank stands beside a keyed hash only. */
const harmless = ['round_id', 'participants', 'digest', 'computed_at', 'block', 'place', 'rank']

describe.each(['sqlite', 'postgres'] as const)('a result in a copy of the database (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let address: string
  let cookies: Deciders
  afterEach(() => test.close())

  async function tallied(): Promise<void> {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, people, (rules) => ({ ...rules, minimumCorrect: 0 }))
    await answerRound(test.app, contest)
    const { db } = test.app.database
    const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
    for (const i of [3, 4]) {
      const id = contest.contestants[i]?.id ?? ''
      const staffCode = (await peopleByIds(db, test.app.codec, [id])).get(id)?.staffCode ?? null
      const member = { id: `member-${String(i)}`, board: 'juror', fullName: '', staffCode, phone: null, role: '' } as const
      await insertBoardMember(db, test.app.codec, contestId, member, test.clock.at)
    }
    address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    cookies = await signInDeciders(test)
    expect((await step('tally')).status).toBe(200)
  }

  const step = (name: string, who: keyof typeof cookies = 'organiser') => takeStep(test, address, name, cookies[who])
  async function publish(): Promise<void> {
    for (const [name, who] of [
      ['approve', 'one'],
      ['approve', 'two'],
      ['publish', 'organiser'],
    ] as const)
      expect((await step(name, who)).status).toBe(200)
  }

  /** Every cell of the tables, as text. */
  async function rowsNow(): Promise<readonly { readonly column: string; readonly text: string }[]> {
    const cells = []
    for (const table of tables) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(test.app.database.db)
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          cells.push({ column, text: value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value) })
    }
    return cells
  }

  /** What is shown of the result to everybody, to each contestant and to the staff. */
  async function shown(): Promise<readonly unknown[]> {
    const { rows } = await sql<{ id: string; person: string }>`select id, contestant_id as person from attempt order by id`.execute(
      test.app.database.db,
    )
    const own = []
    for (const { id, person } of rows) {
      const cookie = contest.contestants.find((one) => one.id === person)?.cookie ?? ''
      own.push((await test.call('GET', `/api/attempts/${id}/result`, { cookie })).json as unknown)
    }
    const asked = [`${address}/standings?page=1&pageSize=100`, `${address}/standings?q=LT000001`, `${address}/awards`, address]
    const staff = []
    for (const path of asked) {
      const { status, json } = await test.call('GET', path, { cookie: cookies.organiser })
      expect(status).toBe(200)
      staff.push(json as unknown)
    }
    const everybody = await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)
    expect(everybody.status).toBe(200)
    return [everybody.json, own, staff]
  }

  /** As a server of this version starts, twice at once on PostgreSQL. */
  async function upgrade(): Promise<void> {
    const config = { ...readConfig({ data: test.data }, {}), database: test.app.database.address }
    const start = async () => (await openApp(config, 'command')).close()
    await (dialect === 'postgres' ? Promise.all([start(), start()]) : start())
    await start()
  }

  it('names nobody and tells nothing before publication', async () => {
    await tallied()
    const { db } = test.app.database
    const { codec } = test.app
    const lines = await standingsPage(db, codec, contest.roundId, { offset: 0, limit: people })
    const aside = await setAsideOf(db, codec, contest.roundId)
    const awards = await awardsOf(db, codec, [contest.roundId])
    expect([lines.length, aside.length, awards.length]).toEqual([people - 2, 2, 5])
    const telling = [
      ...[...lines, ...aside].flatMap(({ contestantId, entryId }) => [contestantId, entryId]),
      ...lines.map(({ unitId }) => unitId),
      ...awards.flatMap(({ explanation }) => [Buffer.from(explanation.vi).toString('latin1'), explanation.en]),
      ...['barred', 'scores', 'predictions', 'unawarded'],
    ]
    const cells = await rowsNow()
    expect(new Set(cells.map(({ column }) => column))).toEqual(new Set([...harmless, 'contestant_index', 'sealed']))
    for (const { column, text } of cells)
      expect(
        telling.filter((one) => text.includes(one)),
        `${column}: ${text}`,
      ).toEqual([])
    // In the order in which contestants, entries or ranks lie elsewhere they would be told by their places.
    const { rows } = await sql<{ rank: number }>`select rank from contestant_rank order by contestant_index`.execute(db)
    const placeOf = new Map(lines.map(({ rank, contestantId }) => [rank, contestantId]))
    const found = rows.map(({ rank }) => placeOf.get(rank) ?? '')
    expect(found).not.toEqual(found.toSorted())
    // Nor can the digest be tried: who does not know the seed of the lots knows no result that has it.
    const rest = { actual: 0, participants: 0, summary: '{}', setAside: [], awards: [] }
    const digestOf = (seed: number) => startDigest(Buffer.alloc(32, seed)).finish(rest)
    expect(digestOf(1)).not.toBe(digestOf(2))
  })

  it('that was published in the clear shows the same after the upgrade, sealed; one that was not is tallied anew', async () => {
    await tallied()
    const { database } = test.app
    const explanation = (await awardsOf(database.db, test.app.codec, [contest.roundId]))[0]?.explanation.vi ?? ''
    await step('approve', 'one')
    await layInTheClear(test.app, contest.roundId)
    await upgrade()
    expect(await rowsNow()).toEqual([])
    expect((await test.call('GET', address, { cookie: cookies.organiser })).json).toMatchObject({ status: 'closed', approval: null })
    if (database.address.dialect === 'sqlite') {
      await sql`pragma wal_checkpoint(truncate)`.execute(database.db)
      expect(readFileSync(database.address.file).includes(explanation)).toBe(false)
    }
    expect((await step('tally')).status).toBe(200)
    await publish()

    const before = await shown()
    await layInTheClear(test.app, contest.roundId)
    expect((await rowsNow()).filter(({ text }) => text === explanation)).toHaveLength(1)
    await upgrade()
    expect(await shown()).toEqual(before)
    const ids = contest.contestants.map(({ id }) => id)
    const cells = await rowsNow()
    expect(cells.length).toBeGreaterThan(people)
    for (const { column, text } of cells)
      expect(
        ids.filter((id) => text.includes(id)),
        column,
      ).toEqual([])
  })
})
