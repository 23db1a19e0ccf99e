import { expect, it } from 'vitest'
import { profileOf } from '#contest/person.ts'
import { advanceRosterFrom, contestById } from '#store/contests/contests.ts'
import { insertPerson, peopleByIds, sealPerson, updatePeople, type PersonRecord } from '#store/people/roster.ts'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { createRosterDesk } from './roster-desk.ts'

describeOnEachDatabase('the roster at the desk', (maker) => {
  async function peopled() {
    const database = await maker.migrated()
    const { db } = database
    const plain = testCodec()
    let opened = 0
    const codec: typeof plain = { ...plain, open: (...args) => (opened++, plain.open(...args)) }
    const { contestId, unitIds } = await insertContestRows(db, codec, { units: 2, people: 0 })
    const person = (i: number, fullName: string): PersonRecord => ({
      ...profileOf({ fullName, staffCode: `PL-${String(9 - i)}`, phone: `+8490000000${String(i)}` }),
      ...{ id: `person-${String(i)}`, unitId: unitIds[i % 2] ?? '' },
    })
    const people = ['Trần Thị Ánh', 'Đặng Văn Đức', 'Trần Đức Thọ', 'Lê Ơn'].map((name, i) => person(i, name))
    for (const one of people) await insertPerson(db, codec, contestId, one, 1)
    const desk = createRosterDesk(database, codec)
    const find = async (query: string, unitId: string | null = null): Promise<readonly string[]> => {
      const contest = await contestById(db, contestId)
      if (contest === null) throw new Error('no contest')
      return (await desk.find(contest, { query, unitIds: unitId === null ? null : new Set([unitId]) })).map(({ id }) => id)
    }
    const change = async (act: () => Promise<unknown>): Promise<void> => {
      const contest = await contestById(db, contestId)
      await act()
      await advanceRosterFrom(db, contestId, contest?.rosterRevision ?? 0)
    }
    return { db, codec, contestId, unitIds, people, person, find, change, opened: () => opened }
  }

  it('is found by words without marks, by unit, in the order of codes', async () => {
    const { find, unitIds } = await peopled()
    expect(await find('')).toEqual(['person-3', 'person-2', 'person-1', 'person-0'])
    expect(await find('duc')).toEqual(['person-2', 'person-1'])
    expect(await find('ĐỨC trần')).toEqual(['person-2'])
    expect(await find('pl-6')).toEqual(['person-3'])
    expect(await find('nobody')).toEqual([])
    expect(await find('', unitIds[1])).toEqual(['person-3', 'person-1'])
    expect(await find('duc', unitIds[0])).toEqual(['person-2'])
    expect(await find('', 'no unit')).toEqual([])
  })

  it('is opened once, and anew after a change by whomever; two who ask at once wait for the same', async () => {
    const { db, codec, contestId, people, person, find, change, opened } = await peopled()
    await Promise.all([find('duc'), find('an')])
    for (const query of ['', 'tran', 'le']) await find(query)
    expect(opened()).toBe(people.length)

    await change(() => insertPerson(db, codec, contestId, person(4, 'Phan Đức Mới'), 2))
    expect(await find('duc')).toEqual(['person-4', 'person-2', 'person-1'])
    const [first] = people
    if (first === undefined) throw new Error('nobody')
    await change(() => updatePeople(db, [sealPerson(codec, contestId, { ...first, fullName: 'Trần Thị Đức' })]))
    expect(await find('duc')).toEqual(['person-4', 'person-2', 'person-1', 'person-0'])
    expect((await peopleByIds(db, codec, ['person-0'])).get('person-0')?.fullName).toBe('Trần Thị Đức')
  })

  it('that changed while it was read is read again by whoever comes next', async () => {
    const { db, codec, contestId, person, find, change, opened } = await peopled()
    const reading = find('duc')
    await change(() => insertPerson(db, codec, contestId, person(4, 'Phan Đức Mới'), 2))
    await reading
    expect(await find('duc')).toContain('person-4')
    const before = opened()
    await find('duc')
    expect(opened()).toBe(before)
  })
})
