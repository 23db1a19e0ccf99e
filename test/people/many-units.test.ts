/** A contest of hundreds of units: what lists them shows some at a time, and finds each. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UnitBoard } from '#contract/contests.ts'
import type { UnitList, UnitNames } from '#contract/people.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { putUnit } from '#store/people/roster.ts'
import { newId } from '#usecases/ids.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest } from '../support/live.ts'

describeOnEachDatabase('hundreds of units', ({ dialect }) => {
  let test: TestApp
  let slug: string
  let cookie: string
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    ;({ slug } = await makeLiveContest(test.app, 3))
    cookie = await test.signInAs('organiser')
    const { db } = test.app.database
    const contest = await contestBySlug(db, slug)
    await inTransaction(db, async (tx) => {
      for (let i = 0; i < 330; i++) {
        const unit = { code: `DV${String(i).padStart(3, '0')}`, name: `Đơn vị số ${String(i)}`, kind: 'xã', headcount: 10 } as const
        await putUnit(tx, contest?.id ?? '', { ...unit, id: newId(), aliases: [], parent: null, validFrom: null, validUntil: null })
      }
    })
  })
  afterEach(() => test.close())

  const names = async (query: string): Promise<UnitNames> =>
    (await test.call('GET', `/api/staff/contests/${slug}/units/names${query}`, { cookie })).json as UnitNames
  const board = async (query: string): Promise<UnitBoard> =>
    (await test.call('GET', `/api/contests/${slug}/units${query}`)).json as UnitBoard

  it('are not all put into a list to choose from: one is found by words, or by its code', async () => {
    const all = await names('')
    expect([all.total > 330, all.items]).toEqual([true, []])
    expect((await names('?code=DV007')).items).toEqual([{ code: 'DV007', name: 'Đơn vị số 7', headcount: 10 }])
    expect((await names('?q=don+vi+so+32')).items.map(({ code }) => code)).toContain('DV032')
    expect((await names('?q=don+vi')).items).toHaveLength(20)
    expect((await names('?q=dv329')).items.map(({ name }) => name)).toEqual(['Đơn vị số 329'])
    expect((await names('?q=khong-co')).items).toEqual([])
  })

  it('are shown to everybody a page at a time, with the sums of all', async () => {
    const first = await board('')
    expect([first.items.length, first.total, first.page]).toEqual([100, (await names('')).total, 1])
    expect(first.sum.headcount).toBeGreaterThanOrEqual(3300)
    const last = await board(`?page=${String(Math.ceil(first.total / first.pageSize))}`)
    expect(last.items).toHaveLength(first.total % 100)
    const found = await board('?q=đơn+vị+số+329')
    expect([found.items.map(({ code }) => code), found.total, found.sum]).toEqual([['DV329'], 1, first.sum])
    expect((await board('?page=99')).items).toEqual([])
    expect((await test.call('GET', `/api/contests/${slug}/units?page=0`)).status).toBe(400)
  })

  it('are listed for the staff with how many took part', async () => {
    const list = (await test.call('GET', `/api/staff/contests/${slug}/units/list?q=DV300`, { cookie })).json as UnitList
    expect(list.items).toMatchObject([{ code: 'DV300', participants: 0, people: 0 }])
  })
})
