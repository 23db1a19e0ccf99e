/** Locking the sets of rounds: what they hold and what they rest on, over the routes, on both databases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChecklistItem } from '#contract/contests.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { roundByKey } from '#store/rounds/rounds.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { testStart } from '../support/app.ts'
import { command, contest, hard, opening, rest, round, rules, makeRoundSets, type RoundSets } from '../support/round-sets.ts'

const hour = 3_600_000

describe.each(['sqlite', 'postgres'] as const)('the set of a round (%s)', (dialect) => {
  let sets: RoundSets
  beforeEach(async () => {
    sets = await makeRoundSets(dialect)
  })
  afterEach(() => sets.test.close())

  it('is locked for the rounds that have none, and not silently again', async () => {
    const { addQuestions, see, post, edit, events } = sets
    const one = await post(`${round('tuan-1')}/lock`)
    expect(one.json).toMatchObject({
      locked: { questions: 8, by: 'organiser', at: testStart },
      available: 8,
      may: { edit: false, lock: false },
    })
    await addQuestions(null, null, 1)
    const all = await post(`${contest}/questions/lock`)
    expect(all.json).toMatchObject({ rounds: 1, questions: 9, sets: [{ round: 'tuan-2', questions: 9 }] })
    expect((await see('tuan-1')).locked?.digest).toBe(one.json.locked.digest)
    expect((await see('tuan-2')).locked?.digest).toBe(all.json.digest)
    for (const again of [`${contest}/questions/lock`, `${round('tuan-1')}/lock`]) {
      expect((await post(again)).json).toMatchObject({ status: 409, code: 'set-locked' })
    }
    expect((await edit('tuan-1', { reuse: false })).json).toMatchObject({ status: 409, code: 'set-locked' })
    expect((await post(`${round('tuan-9')}/lock`)).status).toBe(404)
    expect((await events()).filter((event) => event === 'questions.locked')).toHaveLength(2)
  })

  it('is locked for all rounds or for none, and the refusal says what is missing and where', async () => {
    const { test, cookies, see, post, edit } = sets
    await edit('tuan-2', { cells: [hard, rest] })
    const refused = await post(`${contest}/questions/lock`)
    expect(refused.json).toMatchObject({ code: 'nothing-to-lock', findings: [{ code: 'cell-short', place: 'tuan-2/paper/blueprint/0' }] })
    expect((await see('tuan-1')).locked).toBeNull()
    const { checklist } = (await test.call('GET', contest, { cookie: cookies.organiser })).json as { checklist: ChecklistItem[] }
    const of = (id: ChecklistItem['id']) =>
      checklist.filter((item) => item.id === id).map(({ roundKey, done, detail }) => [roundKey, done, detail?.vi ?? null])
    expect(of('questions-sufficient')).toEqual([
      ['tuan-1', true, null],
      ['tuan-2', false, 'Thiếu 1 câu mức 3 chủ đề An toàn thông tin: cần 2, có 1.'],
    ])
    await post(`${round('tuan-1')}/lock`)
    const after = (await test.call('GET', contest, { cookie: cookies.organiser })).json
    expect(after.checklist.filter(({ id }: ChecklistItem) => id === 'set-locked').map(({ done }: ChecklistItem) => done)).toEqual([
      true,
      false,
    ])
    expect(after.rounds.map(({ lockedSetDigest }: { lockedSetDigest: string | null }) => lockedSetDigest)).toEqual([
      after.lockedSet.digest,
      null,
    ])
  })

  it('leaves out what earlier rounds hold when the rules say so', async () => {
    const { addQuestions, see, post, edit, codesLocked, release } = sets
    expect((await edit('tuan-2', { reuse: false })).json).toMatchObject({ available: 4, known: 0, ok: true, findings: [] })
    expect(await see('tuan-1')).toMatchObject({ available: 4, known: 0 })
    // Whichever is locked first, the other's share is kept for it.
    expect((await post(`${round('tuan-2')}/lock`)).json).toMatchObject({ locked: { questions: 4 }, known: 0, findings: [] })
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ locked: { questions: 4 }, known: 0 })
    const [one = [], two = []] = await codesLocked()
    expect([...one, ...two].sort()).toEqual(Array.from({ length: 8 }, (_, at) => `Q00${String(at + 1)}`))
    // Locked again, the earlier round must not take what the later one was promised alone.
    await release('tuan-1')
    await addQuestions('Kinh tế số', 2, 4)
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ locked: { questions: 8 }, known: 0 })
  })

  it('says how many questions are known from earlier rounds where the rules let them be asked again', async () => {
    const { see, post } = sets
    await post(`${round('tuan-1')}/lock`)
    expect(await see('tuan-2')).toMatchObject({
      available: 8,
      known: 8,
      ok: true,
      findings: [{ code: 'questions-known', severity: 'warning' }],
    })
    const locked = await post(`${contest}/questions/lock`)
    expect(locked.json).toMatchObject({ sets: [{ round: 'tuan-2', known: 8 }], findings: [{ code: 'questions-known' }] })
    expect(await see('tuan-2')).toMatchObject({ known: 8 })
  })

  it('holds approved questions alone', async () => {
    const { test, contestId, post, edit, codesLocked } = sets
    await test.app.database.db.updateTable('question').set({ state: 'submitted' }).where('code', 'in', ['Q001', 'Q005']).execute()
    await advanceBank(test.app.database.db, contestId)
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ locked: { questions: 6 } })
    expect((await codesLocked())[0]).toEqual(['Q002', 'Q003', 'Q004', 'Q006', 'Q007', 'Q008'])
    expect((await edit('tuan-2', { states: ['submitted', 'approved'] })).json.code).toBe('invalid-request')
  })

  it('is not locked under a rule that names a question it cannot find, and the check says so before', async () => {
    const { test, contestId, see, post } = sets
    const named = (name: string) => ({ ...rules, paper: { ...rules.paper, apart: [['Câu hỏi 1', name]] } })
    await applyContest(test.app, command, named('Q002'))
    expect(await see('tuan-1')).toMatchObject({ ok: false, findings: [{ code: 'apart-unknown', place: '/paper/apart/0' }] })
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ code: 'nothing-to-lock', findings: [{ code: 'apart-unknown' }] })
    await applyContest(test.app, command, named('Câu hỏi 7'))
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ locked: { questions: 8 }, ok: true })
    const { lockedSetId } = (await roundByKey(test.app.database.db, contestId, 'tuan-1')) ?? {}
    const { questions } = await test.app.sets.get(lockedSetId ?? '')
    expect(questions.flatMap(({ code, apart }) => (apart.length === 0 ? [] : [[code, ...apart]]))).toEqual([
      ['Q001', 'Q007'],
      ['Q007', 'Q001'],
    ])
  })

  it('keeps the rules it was locked under until it is released', async () => {
    const { test, cookies, see, post, release } = sets
    await post(`${round('tuan-2')}/lock`)
    const { json: first } = await test.call('GET', `${round('tuan-1')}/blueprint`, { cookie: cookies.organiser })
    const apply = (change: Partial<typeof rules>) => applyContest(test.app, command, { ...rules, ...change })
    const [one, two] = rules.rounds
    if (one === undefined || two === undefined) throw new Error('two rounds')
    const refusals = [
      { paper: { ...rules.paper, shuffleOptions: false } },
      { rounds: [one, { ...two, draw: { ...two.draw, reuse: false } }] },
      { rounds: [one] },
    ]
    for (const [at, change] of refusals.entries()) {
      const place = ['paper', 'rounds/tuan-2/draw', 'rounds/tuan-2'][at]
      await expect(apply(change)).rejects.toMatchObject({ code: 'set-locked', detail: { findings: [{ place }] } })
    }
    expect((await see('tuan-1')).rulesDigest).toBe(first.rulesDigest)
    // What papers do not rest on may still change, also the draw of a round without a set.
    await apply({ title: 'Tên khác', rounds: [{ ...one, draw: { ...one.draw, reuse: false } }, two] })
    await apply({})
    await release('tuan-2')
    await apply({ rounds: [one] })
  })

  it('stays what it was when a question of it is retired', async () => {
    const { test, contestId, see, post } = sets
    const { json: locked } = await post(`${round('tuan-1')}/lock`)
    await advanceBank(test.app.database.db, contestId)
    await test.app.database.db.updateTable('question').set({ state: 'retired' }).execute()
    expect(await see('tuan-1')).toMatchObject({ locked: locked.locked, available: 8, ok: true })
    expect(await see('tuan-2')).toMatchObject({ available: 0, ok: false })
    test.clock.at = opening
    expect(await stepDueRounds(test.app)).toEqual(['tuan-1 scheduled'])
  })

  it('stands in the first leaf of its own round', async () => {
    const { test, addQuestions, post } = sets
    const digests: string[] = []
    for (const key of ['tuan-1', 'tuan-2']) {
      digests.push((await post(`${round(key)}/lock`)).json.locked.digest as string)
      await addQuestions(null, null, 1)
    }
    expect(digests[0]).not.toBe(digests[1])
    for (const [at, { opensAt, closesAt }] of rules.rounds.entries()) {
      test.clock.at = opensAt
      await stepDueRounds(test.app)
      const leaf = await test.app.database.db
        .selectFrom('marker_leaf')
        .innerJoin('round', 'round.id', 'marker_leaf.round_id')
        .select('leaf')
        .where('round.ordinal', '=', at + 1)
        .where('log_index', '=', 0)
        .executeTakeFirstOrThrow()
      expect(Buffer.from(leaf.leaf).toString('utf8')).toContain(`"lockedSetDigest":"${digests[at] ?? ''}"`)
      test.clock.at = closesAt + hour
      await stepDueRounds(test.app)
      await stepDueRounds(test.app)
    }
  })
})
