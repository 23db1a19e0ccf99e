/** Questions for practice: public with their answers, never from a locked set, and never in a later one; also when two act at once. */
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainContent, type Question, type QuestionContent } from '#contest/questions/question.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { insertQuestions } from '#store/questions/questions.ts'
import { newId } from '#usecases/ids.ts'
import { contest, makeRoundSets, round, type RoundSets } from '../support/round-sets.ts'

describe.each(['sqlite', 'postgres'] as const)('questions for practice (%s)', (dialect) => {
  let sets: RoundSets
  beforeEach(async () => {
    sets = await makeRoundSets(dialect)
  }, 60_000)
  afterEach(() => sets.test.close())

  const bulk = (codes: readonly string[], released: boolean, dryRun = false) =>
    sets.post(`${contest}/questions/bulk`, undefined, { codes, act: { kind: 'practice', released }, dryRun })
  const publicly = (paper = 1) => sets.test.call('GET', `${contest.replace('/staff', '')}/practice?paper=${String(paper)}`)
  const bank = async (query = '') => (await sets.test.call('GET', `${contest}/questions?${query}`, { cookie: sets.cookies.organiser })).json
  const practised = async () =>
    (
      await sets.test.app.database.db
        .selectFrom('practice_question')
        .innerJoin('question', 'question.id', 'question_id')
        .select('code')
        .orderBy('code')
        .execute()
    ).map(({ code }) => code)

  it('are released and withdrawn by organisers, found by a filter, counted, told, and public with answers and sources', async () => {
    const { test, cookies, events } = sets
    expect((await publicly()).status).toBe(404)
    expect((await bulk(['Q001', 'Q002', 'Q404'], true, true)).json).toMatchObject({
      changed: ['Q001', 'Q002'],
      refused: [{ code: 'Q404', reason: 'not-found' }],
    })
    expect(await practised()).toEqual([])
    expect((await bulk(['Q001', 'Q002'], true)).json.changed).toEqual(['Q001', 'Q002'])
    expect((await bulk(['Q001'], true)).json).toMatchObject({ changed: [], unchanged: ['Q001'] })
    const shown = await bank('flag=practice')
    expect([shown.total, shown.items.map(({ practice }: { practice: string }) => practice)]).toEqual([2, ['released', 'released']])
    expect(shown.facets.flag).toContainEqual({ value: 'practice', count: 2 })
    const paper = await publicly()
    expect([paper.status, paper.json.papers, paper.json.questions.length]).toEqual([200, 1, 2])
    expect(Object.keys(paper.json.questions[0]).sort()).toEqual(['correct', 'explanation', 'options', 'pictures', 'source', 'stem'])
    expect((await publicly(2)).status).toBe(404)
    const refused = await test.call('POST', `${contest}/questions/bulk`, {
      cookie: cookies.juror,
      body: { codes: ['Q003'], act: { kind: 'practice', released: true }, dryRun: false },
    })
    expect(refused.status).toBe(403)
    expect((await bulk(['Q001', 'Q003'], false)).json).toMatchObject({ changed: ['Q001'], unchanged: ['Q003'] })
    expect(await bank('flag=was-practice')).toMatchObject({ total: 1, items: [{ code: 'Q001', practice: 'withdrawn' }] })
    expect((await events()).filter((event) => event === 'questions.changed')).toHaveLength(2)
  })

  it('are none of a locked set, and come into no later one, not even once they are withdrawn', async () => {
    const { post, codesLocked, addQuestions } = sets
    expect((await bulk(['Q001', 'Q002'], true)).json.changed).toHaveLength(2)
    expect((await bulk(['Q002'], false)).json.changed).toEqual(['Q002'])
    await addQuestions(null, null, 4)
    await post(`${round('tuan-1')}/lock`)
    const [held = []] = await codesLocked()
    expect([held.length > 0, held.includes('Q001'), held.includes('Q002')]).toEqual([true, false, false])
    expect((await bulk([held[0] ?? ''], true)).json).toMatchObject({ changed: [], refused: [{ code: held[0], reason: 'practice-locked' }] })
    // Nor is one that says the same as one of them, nor does one that says the same as one released come into a set.
    const { app } = sets.test
    const set = await app.database.db.selectFrom('locked_set').select('id').executeTakeFirstOrThrow()
    const { code: _, ...twin } = (await app.sets.get(set.id)).questions[0] as Question
    const insert = async (code: string, content: QuestionContent): Promise<void> => {
      await advanceBank(app.database.db, sets.contestId)
      const of = {
        id: newId(),
        contestId: sets.contestId,
        origin: 'thử',
        state: 'approved',
        by: { kind: 'command', id: null },
        at: 1,
      } as const
      await insertQuestions(app.database.db, app.codec, [{ ...of, code, content }])
    }
    await insert('Q901', { ...plainContent, ...twin, options: twin.options.toReversed(), correct: [twin.options.length - 1] })
    expect((await bulk(['Q901'], true)).json.refused).toEqual([{ code: 'Q901', reason: 'practice-locked' }])
    // One that was withdrawn may be released again: its answer is known.
    expect((await bulk(['Q002'], true)).json.changed).toEqual(['Q002'])
  })

  it('bring their pictures along, and no picture of anything else', async () => {
    const { test, cookies, post, codesLocked, addQuestions } = sets
    const { app } = test
    const digests: string[] = []
    for (const width of [3, 4]) {
      const bytes = await sharp({ create: { width, height: 2, channels: 3, background: '#612f8d' } })
        .png()
        .toBuffer()
      digests.push((await test.upload(`${contest}/pictures`, cookies.organiser, { name: 'a.png', bytes })).json.digest as string)
    }
    const pictured = async (code: string, stem: string, digest: string, option: number | null): Promise<void> => {
      await advanceBank(app.database.db, sets.contestId)
      const picture = { digest, mediaType: 'image/png', alt: 'Hình', option } as const
      const content = { ...plainContent, stem, options: ['Một', 'Hai'], correct: [0], pictures: [picture] }
      const of = {
        id: newId(),
        contestId: sets.contestId,
        origin: 'thử',
        state: 'approved',
        by: { kind: 'command', id: null },
        at: 1,
      } as const
      await insertQuestions(app.database.db, app.codec, [{ ...of, code, content }])
    }
    await pictured('Q801', 'Biển báo này là gì?', digests[0] ?? '', 1)
    const picture = (digest: string | undefined) => test.call('GET', `${contest.replace('/staff', '')}/practice/pictures/${digest ?? ''}`)
    expect((await picture(digests[0])).status).toBe(404)
    expect((await bulk(['Q801'], true)).json.changed).toEqual(['Q801'])
    expect((await publicly()).json.questions[0].pictures).toEqual([{ digest: digests[0], alt: 'Hình', option: 1 }])
    expect([(await picture(digests[0])).status, (await picture(digests[1])).status]).toEqual([200, 404])
    // A picture that stands in a locked set is shown with no other question either.
    await addQuestions(null, null, 4)
    await pictured('Q802', 'Hình này vẽ gì?', digests[1] ?? '', null)
    await post(`${round('tuan-1')}/lock`)
    expect((await codesLocked())[0]).toContain('Q802')
    await pictured('Q803', 'Bức tranh này của ai?', digests[1] ?? '', null)
    expect((await bulk(['Q803'], true)).json.refused).toEqual([{ code: 'Q803', reason: 'practice-locked' }])
    expect((await bulk(['Q801'], false)).json.changed).toEqual(['Q801'])
    expect((await picture(digests[0])).status).toBe(404)
  })

  it('are approved as they stand: an edited one is not shown until it is approved again', async () => {
    await bulk(['Q001', 'Q002'], true)
    await sets.test.app.database.db.updateTable('question').set({ state: 'submitted' }).where('code', '=', 'Q001').execute()
    await sets.test.app.database.db.updateTable('bank').set({ revision: 999 }).execute()
    expect((await publicly()).json.questions).toHaveLength(1)
    expect((await bulk(['Q001'], false)).json.changed).toEqual(['Q001'])
    expect((await bulk(['Q001'], true)).json.refused).toEqual([{ code: 'Q001', reason: 'wrong-state' }])
  })

  it('stay apart from the sets when somebody locks in the same moment', async () => {
    const { post, codesLocked, release, addQuestions } = sets
    await addQuestions(null, null, 12)
    const all = Array.from({ length: 20 }, (_, at) => `Q${String(at + 1).padStart(3, '0')}`)
    for (const [turn, some] of [all.slice(0, 3), all.slice(3, 6), all.slice(6, 9)].entries()) {
      const acts = [() => post(`${round('tuan-1')}/lock`), () => bulk(some, true)]
      const answers = await Promise.all((turn % 2 === 0 ? acts : acts.toReversed()).map((act) => act()))
      expect(answers.filter(({ status }) => status >= 500)).toEqual([])
      const [held = []] = await codesLocked()
      const free = await practised()
      expect(held.length).toBeGreaterThan(0)
      expect(held.filter((code) => free.includes(code))).toEqual([])
      await release('tuan-1')
    }
  })
})
