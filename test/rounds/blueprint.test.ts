/** The blueprint of a round: checked while it is edited, seen beside those of the other rounds, kept, over the routes, on both databases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoundBlueprint } from '#contract/rounds.ts'
import { contest, hard, rest, slug, makeRoundSets, type RoundSets } from '../support/round-sets.ts'

describe.each(['sqlite', 'postgres'] as const)('the blueprint of a round (%s)', (dialect) => {
  let sets: RoundSets
  beforeEach(async () => {
    sets = await makeRoundSets(dialect)
  })
  afterEach(() => sets.test.close())

  it('is checked while the blueprint is edited, and nothing is kept', async () => {
    const { see, edit, events } = sets
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
    const { test, cookies, see, edit } = sets
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
    const { test, see, edit, events } = sets
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
})
