/** A round's blueprint, its locked set and the release of it by two people, over the routes, on both databases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainContent } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { RoundBlueprint } from '#contract/rounds.ts'
import type { ChecklistItem } from '#contract/contests.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { roundByKey, roundsOf } from '#store/rounds/rounds.ts'
import { listStaff } from '#store/identity/staff.ts'
import { newId } from '#usecases/ids.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { agreeRelease, askRelease } from '#usecases/rounds/locking.ts'
import { moveRound, stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, testStart, type TestApp } from '../support/app.ts'
import { fullRulesFile, rulesOf } from '../support/contest.ts'

const command = { kind: 'command' } as const
const hour = 3_600_000
const slug = 'phu-loc-2024'
const contest = `/api/staff/contests/${slug}`
const round = (key: string): string => `${contest}/rounds/${key}`

/** Three questions a paper, two rounds from tomorrow on that may ask the same. */
const rules = rulesOf({
  ...fullRulesFile,
  rounds: [
    { id: 'tuan-1', name: 'Tuần 1', opens: '2026-09-08 08:00', closes: '2026-09-10', reuseQuestions: true },
    { id: 'tuan-2', name: 'Tuần 2', opens: '2026-09-11 08:00', closes: '2026-09-13', reuseQuestions: true },
  ],
  paper: { questions: 3 },
  minimumCorrect: 3,
})
const opening = rules.rounds[0]?.opensAt ?? 0

describe.each(['sqlite', 'postgres'] as const)('the set of a round (%s)', (dialect) => {
  let test: TestApp
  let cookies: Record<'organiser' | 'juror' | 'assistant', string>
  let contestId: string
  let number = 0

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    await applyContest(test.app, command, rules)
    contestId = (await test.app.database.db.selectFrom('contest').select('id').executeTakeFirstOrThrow()).id
    cookies = {
      organiser: await test.signInAs('organiser'),
      juror: await test.signInAs('juror'),
      assistant: await test.signInAs('assistant'),
    }
    number = 0
    await addQuestions('An toàn thông tin', 3, 1)
    await addQuestions('An toàn thông tin', 1, 3)
    await addQuestions(null, null, 4)
  })
  afterEach(() => test.close())

  async function addQuestions(topic: string | null, difficulty: Difficulty | null, count: number): Promise<void> {
    await advanceBank(test.app.database.db, contestId)
    for (let i = 0; i < count; i++) {
      number++
      const content = { ...plainContent, stem: `Câu hỏi ${String(number)}?`, options: ['A', 'B', 'C'], correct: [0], topic, difficulty }
      const code = `Q${String(number).padStart(3, '0')}`
      const by = { kind: 'command', id: null } as const
      const question = { id: newId(), contestId, code, content, origin: 'thử', state: 'approved', by, at: testStart } as const
      await insertQuestions(test.app.database.db, test.app.codec, [question])
    }
  }

  const see = async (key: string, cookie = cookies.organiser): Promise<RoundBlueprint> =>
    (await test.call('GET', `${round(key)}/blueprint`, { cookie })).json as RoundBlueprint
  const post = (path: string, cookie = cookies.organiser, body?: object) =>
    test.call('POST', path, { cookie, ...(body === undefined ? {} : { body }) })
  async function edit(key: string, change: object, cookie = cookies.organiser) {
    const { rulesDigest, cells, reuse } = await see(key)
    return test.call('PUT', `${round(key)}/blueprint`, {
      cookie,
      body: { cells, reuse, rulesDigest, dryRun: false, ...change },
    })
  }
  const events = async (): Promise<string[]> =>
    ((await test.call('GET', `${contest}/audit`, { cookie: cookies.organiser })).json.items as { event: string }[]).map(
      ({ event }) => event,
    )
  const hard = { topic: 'An toàn thông tin', difficulty: 3, count: 2 } as const
  const rest = { topic: null, difficulty: null, count: 1 } as const
  const reason = 'Câu hỏi cần thay theo văn bản mới'

  it('is checked while the blueprint is edited, and nothing is kept', async () => {
    const before = await see('tuan-1')
    expect(before).toMatchObject({ questions: 3, cells: null, available: 8, ok: true, expectedSharedHundredths: 113, locked: null })
    expect(before.supply).toEqual([
      { topic: 'An toàn thông tin', difficulty: 1, available: 3 },
      { topic: 'An toàn thông tin', difficulty: 3, available: 1 },
      { topic: null, difficulty: null, available: 4 },
    ])
    expect(before.may).toEqual({ edit: true, lock: true, askRelease: false, agreeRelease: false, withdrawRelease: false })
    const short = (await edit('tuan-1', { cells: [hard, rest], dryRun: true })).json as RoundBlueprint
    expect(short).toMatchObject({ cells: [hard, rest], ok: false, expectedSharedHundredths: null })
    expect(short.findings.map(({ place, message }) => [place, message.vi])).toEqual([
      ['/cells/0', 'Thiếu 1 câu mức 3 chủ đề An toàn thông tin: cần 2, có 1.'],
    ])
    const typed = (await edit('tuan-1', { cells: [{ ...hard, topic: ' An  toàn\u00a0thông tin' }, rest], dryRun: true }))
      .json as RoundBlueprint
    expect(typed).toEqual(short)
    const wrongSum = (await edit('tuan-1', { cells: [rest], dryRun: true })).json as RoundBlueprint
    expect(wrongSum.findings).toMatchObject([{ place: '/cells', code: 'blueprint-sum' }])
    expect(await see('tuan-1')).toEqual(before)
    expect(await events()).not.toContain('blueprint.changed')
  })

  it('is seen beside the sets of the other rounds, which share no question', async () => {
    const beside = (cookie: string) => test.call('GET', `${contest}/blueprints`, { cookie })
    for (const key of ['tuan-1', 'tuan-2']) await edit(key, { reuse: false })
    const { items } = (await beside(cookies.organiser)).json as { items: RoundBlueprint[] }
    expect(items).toEqual([await see('tuan-1'), await see('tuan-2')])
    expect(items.map(({ known, available }) => [known, available])).toEqual([
      [0, 4],
      [0, 4],
    ])
    expect((await beside(cookies.assistant)).status).toBe(403)
  })

  it('has a blueprint that is kept, for one round alone, unless the rules changed in between', async () => {
    const cells = [
      { ...hard, count: 1 },
      { ...rest, count: 2 },
    ]
    expect((await edit('tuan-1', { cells: [rest] })).json).toMatchObject({ code: 'rules-invalid', findings: [{ code: 'blueprint-sum' }] })
    const { rulesDigest } = await see('tuan-2')
    const kept = await edit('tuan-1', { cells, reuse: false })
    expect(kept.json).toMatchObject({ cells, reuse: false, ok: true })
    expect((await see('tuan-2')).cells).toBeNull()
    expect((await edit('tuan-2', { reuse: false, rulesDigest })).json).toMatchObject({ code: 'conflict' })
    expect((await see('tuan-2')).reuse).toBe(true)
    expect(await events()).toContain('blueprint.changed')
    const said = JSON.stringify((await test.call('GET', `/api/contests/${slug}/rulebook`)).json)
    expect(said).toContain('Tuần 1: mỗi đề thi gồm 1 câu mức khó về “An toàn thông tin”; 2 câu bất kỳ.')
  })

  it('is locked for the rounds that have none, and not silently again', async () => {
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
    await test.app.database.db.updateTable('question').set({ state: 'submitted' }).where('code', 'in', ['Q001', 'Q005']).execute()
    await advanceBank(test.app.database.db, contestId)
    expect((await post(`${round('tuan-1')}/lock`)).json).toMatchObject({ locked: { questions: 6 } })
    expect((await codesLocked())[0]).toEqual(['Q002', 'Q003', 'Q004', 'Q006', 'Q007', 'Q008'])
    expect((await edit('tuan-2', { states: ['submitted', 'approved'] })).json.code).toBe('invalid-request')
  })

  it('is not locked under a rule that names a question it cannot find, and the check says so before', async () => {
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

  /** Of each round, in order. */
  async function codesLocked(): Promise<readonly (readonly string[])[]> {
    const codes: (readonly string[])[] = []
    for (const { lockedSetId } of await roundsOf(test.app.database.db, contestId))
      codes.push(lockedSetId === null ? [] : await test.app.sets.codesOf(lockedSetId))
    return codes
  }

  async function release(key: string): Promise<void> {
    expect((await post(`${round(key)}/release`, cookies.organiser, { reason })).status).toBe(200)
    expect((await post(`${round(key)}/release/agree`, cookies.juror)).status).toBe(200)
  }

  it('is released by two people only', async () => {
    const { json: locked } = await post(`${round('tuan-1')}/lock`)
    expect((await post(`${round('tuan-2')}/release`, cookies.organiser, { reason })).json).toMatchObject({ code: 'wrong-status' })
    expect((await post(`${round('tuan-1')}/release`, cookies.organiser, { reason: 'vì' })).status).toBe(400)
    expect((await post(`${round('tuan-1')}/release/agree`, cookies.juror)).json).toMatchObject({ code: 'conflict' })
    const asked = await post(`${round('tuan-1')}/release`, cookies.organiser, { reason })
    expect(asked.json).toMatchObject({
      locked: { digest: locked.locked.digest },
      release: { by: { login: 'organiser', name: 'organiser' }, reason, at: testStart },
      may: { askRelease: false, agreeRelease: false, withdrawRelease: true },
    })
    expect((await post(`${round('tuan-1')}/release`, cookies.juror, { reason })).json).toMatchObject({ code: 'conflict' })
    expect((await post(`${round('tuan-1')}/release/agree`)).json).toMatchObject({ status: 403, code: 'second-person-needed' })
    expect((await see('tuan-1', cookies.juror)).may).toMatchObject({ agreeRelease: true, withdrawRelease: true })
    expect((await test.call('DELETE', `${round('tuan-1')}/release`, { cookie: cookies.juror })).json).toMatchObject({ release: null })
    expect((await test.call('DELETE', `${round('tuan-1')}/release`, { cookie: cookies.juror })).json).toMatchObject({ code: 'conflict' })
    await post(`${round('tuan-1')}/release`, cookies.juror, { reason })
    expect((await post(`${round('tuan-1')}/release/agree`)).json).toMatchObject({
      locked: null,
      release: null,
      may: { edit: true, lock: true },
    })
    expect((await events()).filter((event) => event.startsWith('lock.'))).toEqual([
      'lock.released',
      'lock.release-asked',
      'lock.release-withdrawn',
      'lock.release-asked',
    ])
    expect((await post(`${round('tuan-1')}/lock`)).json.locked.digest).toBe(locked.locked.digest)
  })

  it('is not seen, locked or released by those who may not', async () => {
    await post(`${round('tuan-1')}/lock`)
    const { assistant, juror } = cookies
    const refused = [
      await test.call('GET', `${round('tuan-1')}/blueprint`, { cookie: assistant }),
      await post(`${round('tuan-1')}/release`, assistant, { reason }),
      await post(`${round('tuan-1')}/release/agree`, assistant),
      await test.call('DELETE', `${round('tuan-1')}/release`, { cookie: assistant }),
      await post(`${round('tuan-2')}/lock`, juror),
      await edit('tuan-2', { reuse: false }, juror),
    ]
    expect(refused.map(({ json }) => json.code as string)).toEqual(Array(6).fill('forbidden'))
    await expect(askRelease(test.app, command, slug, 'tuan-1', reason)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('keeps the rules it was locked under until it is released', async () => {
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
    const { json: locked } = await post(`${round('tuan-1')}/lock`)
    await advanceBank(test.app.database.db, contestId)
    await test.app.database.db.updateTable('question').set({ state: 'retired' }).execute()
    expect(await see('tuan-1')).toMatchObject({ locked: locked.locked, available: 8, ok: true })
    expect(await see('tuan-2')).toMatchObject({ available: 0, ok: false })
    test.clock.at = opening
    expect(await stepDueRounds(test.app)).toEqual(['tuan-1 scheduled'])
  })

  it('stands in the first leaf of its own round', async () => {
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

  it('is never released from the opening instant on, asked before or not', async () => {
    await post(`${round('tuan-1')}/lock`)
    await post(`${round('tuan-1')}/release`, cookies.organiser, { reason })
    test.clock.at = opening
    cookies = { ...cookies, juror: await test.signInAs('juror'), organiser: await test.signInAs('organiser') }
    expect((await post(`${round('tuan-1')}/release/agree`, cookies.juror)).json).toMatchObject({ code: 'wrong-status' })
    await stepDueRounds(test.app)
    for (const call of [
      await post(`${round('tuan-1')}/release/agree`, cookies.juror),
      await post(`${round('tuan-1')}/release`, cookies.juror, { reason }),
      await test.call('DELETE', `${round('tuan-1')}/release`, { cookie: cookies.organiser }),
      await post(`${round('tuan-1')}/lock`),
      await edit('tuan-1', { reuse: false }),
    ]) {
      expect(call.json).toMatchObject({ status: 409, code: 'wrong-status' })
    }
    expect(await see('tuan-1')).toMatchObject({
      round: { status: 'open' },
      release: null,
      may: { edit: false, lock: false, askRelease: false },
    })
    await expect(
      applyContest(test.app, command, { ...rules, rounds: rules.rounds.map((one) => ({ ...one, draw: { ...one.draw, reuse: false } })) }),
    ).rejects.toMatchObject({ code: 'rules-frozen' })
  })

  it('is opened with or released, never both, when both happen at once', async () => {
    const known = await listStaff(test.app.database.db)
    const staff = (role: 'juror' | 'organiser') => {
      const { id = '' } = known.find((one) => one.login === role) ?? {}
      return { kind: 'staff', id, login: role, name: role, role, contestId, unitId: null } as const
    }
    const outcomes = new Set<string>()
    for (const key of ['tuan-1', 'tuan-2']) {
      await post(`${round(key)}/lock`)
      await askRelease(test.app, staff('organiser'), slug, key, reason)
      const agree = agreeRelease(test.app, staff('juror'), slug, key).then(
        () => true,
        () => false,
      )
      const open = moveRound(test.app, command, slug, key, 'open', 0).then(
        () => true,
        () => false,
      )
      const [released] = await Promise.all([agree, open])
      const stored = await roundByKey(test.app.database.db, contestId, key)
      outcomes.add(`${String(released)} ${stored?.status ?? ''} ${String(stored?.lockedSetId !== null)}`)
    }
    for (const outcome of outcomes) expect(['true scheduled false', 'false open true']).toContain(outcome)
  })
})
