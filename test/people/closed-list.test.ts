/** The list that rates of participation rest on, once the rules have closed it. */
import { afterEach, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { unitsOf, type UnitRecord } from '#store/people/roster.ts'
import { editUnits, undoPeople } from '#usecases/people/by-hand.ts'
import { importUnits } from '#usecases/people/people.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest } from '../support/live.ts'

const who = { kind: 'command' } as const
const now = { dryRun: false } as const
const day = 86_400_000

describeOnEachDatabase('the list of units', ({ dialect }) => {
  let test: TestApp
  afterEach(() => test.close())

  it('takes no other headcount once it is closed, in no way', async () => {
    test = await makeTestApp(dialect)
    const closes = test.clock.at + day
    const { slug } = await makeLiveContest(test.app, 0, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + 7 * day, closesAt: round.closesAt + 7 * day })),
      collective: rules.collective === null ? null : { ...rules.collective, listClosesAt: closes },
    }))
    const units = async () => unitsOf(test.app.database.db, (await contestBySlug(test.app.database.db, slug))?.id ?? '')
    const [first, second] = (await units()) as [UnitRecord, UnitRecord]
    const put = ({ id: _, ...unit }: UnitRecord) =>
      editUnits(test.app, who, slug, { act: 'put', isNew: false, unit: { ...unit, aliases: [...unit.aliases] } }, now)
    const file = (headcount: number) => ({
      name: 'units.csv',
      bytes: Buffer.from(`code,name,kind,headcount\r\n${first.code},${first.name},${first.kind},${String(headcount)}\r\n`),
    })
    const headcount = async () => (await units()).find(({ code }) => code === first.code)?.headcount

    await put({ ...first, headcount: 41 })
    expect(await headcount()).toBe(41)
    test.clock.at = closes
    const refused = { code: 'unit-list-closed', detail: { unit: first.code } }
    await expect(put({ ...first, headcount: 42 })).rejects.toMatchObject(refused)
    await expect(importUnits(test.app, who, slug, file(43), now)).rejects.toMatchObject(refused)
    await expect(undoPeople(test.app, who, slug, now)).rejects.toMatchObject(refused)
    const merge = { act: 'merge', from: second.code, into: first.code, headcount: 44 } as const
    await expect(editUnits(test.app, who, slug, merge, now)).rejects.toMatchObject({ code: 'unit-list-closed' })
    await expect(editUnits(test.app, who, slug, { act: 'remove', code: second.code }, now)).rejects.toMatchObject({
      code: 'unit-list-closed',
    })
    // What else is kept of a unit still changes.
    await put({ ...first, headcount: 41, aliases: [...first.aliases, 'Tên khác'] })
    expect((await units()).find(({ code }) => code === first.code)).toMatchObject({
      headcount: 41,
      aliases: expect.arrayContaining(['Tên khác']) as unknown,
    })
  })
})
