/** Roster, boards and contestants: one person found by the same keyed hashes everywhere. */
import { expect, it } from 'vitest'
import { profileOf } from '#contest/person.ts'
import { insertContestRows, plainUnit, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { sealJson } from '../database/codec.ts'
import { barredContestants, boardMembers, boardsOf, insertBoardMember, type BoardMemberRecord } from './boards.ts'
import { contestantById, contestantBySignIn, recordConsent } from './contestants.ts'
import { insertPerson, peopleByIds, peopleOf, putUnit, rosterSize, sealPerson, unitsOf, updatePeople, type PersonRecord } from './roster.ts'

const codec = testCodec()

describeOnEachDatabase('people', (maker) => {
  async function empty() {
    const { db } = await maker.migrated()
    const { contestId, unitIds } = await insertContestRows(db, codec, { units: 2, people: 0 })
    return { db, contestId, unitIds }
  }
  const person = (id: string, unitId: string, more: Partial<PersonRecord> = {}): PersonRecord => ({
    ...profileOf({ fullName: `Trần Thị ${id}`, staffCode: `PL-${id}`, position: 'Chuyên viên', phone: `+8490000000${id}` }),
    ...{ id, unitId },
    ...more,
  })

  it('are listed opened, and brought up to date', async () => {
    const { db, contestId, unitIds } = await empty()
    const [one, two] = [person('1', unitIds[0] ?? ''), person('2', unitIds[1] ?? '', { phone: null })]
    await insertPerson(db, codec, contestId, one, 1)
    await insertPerson(db, codec, contestId, two, 1)
    expect((await peopleOf(db, codec, contestId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([one, two])
    expect(await rosterSize(db, contestId)).toEqual({ people: 2, units: 2, boardMembers: 0 })
    const moved = { ...one, unitId: unitIds[1] ?? '', fullName: 'Trần Thị Ánh', phone: '+84911111111' }
    await updatePeople(db, [sealPerson(codec, contestId, moved)])
    expect(await peopleByIds(db, codec, ['1', 'none'])).toEqual(new Map([['1', moved]]))
    expect(await peopleByIds(db, codec, [])).toEqual(new Map())
    // More than a statement takes parameters on either database.
    const many = [...Array.from({ length: 70_000 }, (_, at) => `nobody-${String(at)}`), '1']
    expect(await peopleByIds(db, codec, many)).toEqual(new Map([['1', moved]]))
    await expect(insertPerson(db, codec, contestId, { ...one, id: '3', staffCode: ' pl-1 ' }, 1)).rejects.toThrow(/unique/i)
  })

  it('open as they were sealed before a field was there, and as they were sealed with one that is gone', async () => {
    const { db, contestId, unitIds } = await empty()
    const one = person('1', unitIds[0] ?? '')
    await insertPerson(db, codec, contestId, one, 1)
    const { fullName, staffCode, position, phone } = one
    const opens = async (sealed: object) => {
      await db
        .updateTable('contestant')
        .set({ personal: sealJson(codec, 'personal', 'contestant 1', sealed) })
        .execute()
      return (await peopleOf(db, codec, contestId))[0]
    }
    expect(await opens({ fullName, staffCode, position, phone })).toEqual(one)
    expect(await opens({ fullName, staffCode })).toEqual({ ...one, position: '', phone: null })
    expect(await opens({ fullName, staffCode, position, phone, faith: 'none' })).toEqual(one)
  })

  it('have units that keep their id when they are imported again', async () => {
    const { db, contestId, unitIds } = await empty()
    await putUnit(db, contestId, { id: 'another', code: 'U0', name: 'Xã Lộc An', kind: 'xã', headcount: 77, ...plainUnit })
    expect(await unitsOf(db, contestId)).toEqual([
      { id: unitIds[0], code: 'U0', name: 'Xã Lộc An', kind: 'xã', headcount: 77, ...plainUnit },
      { id: unitIds[1], code: 'U1', name: 'Đơn vị 1', kind: 'xã', headcount: 10, ...plainUnit },
    ])
  })

  it('sign in with staff code and phone, both', async () => {
    const { db, contestId, unitIds } = await empty()
    await insertPerson(db, codec, contestId, person('1', unitIds[0] ?? ''), 1)
    await insertPerson(db, codec, contestId, person('2', unitIds[0] ?? '', { phone: null }), 1)
    const found = { ...person('1', unitIds[0] ?? ''), contestId, createdAt: 1, unitName: 'Đơn vị 0', consentedAt: null }
    expect(await contestantBySignIn(db, codec, contestId, { staffCode: ' pl-1', phone: '+84900000001' })).toEqual(found)
    expect(await contestantById(db, codec, '1')).toEqual(found)
    expect(await contestantById(db, codec, 'none')).toBeNull()
    for (const signIn of [
      { staffCode: 'PL-1', phone: '+84900000002' },
      { staffCode: 'PL-2', phone: '+84900000001' },
      { staffCode: 'PL-2', phone: '' },
    ]) {
      expect(await contestantBySignIn(db, codec, contestId, signIn)).toBeNull()
    }
    expect(await contestantBySignIn(db, codec, 'other', { staffCode: 'PL-1', phone: '+84900000001' })).toBeNull()
  })

  it('of a file that is still being written are not on the roster, and nobody signs in as one of them', async () => {
    const { db, contestId, unitIds } = await empty()
    const [one, two] = [person('1', unitIds[0] ?? ''), person('2', unitIds[0] ?? '')]
    await insertPerson(db, codec, contestId, one, 7)
    await insertPerson(db, codec, contestId, two, 8)
    const signsIn = async ({ staffCode, phone }: PersonRecord): Promise<boolean> =>
      (await contestantBySignIn(db, codec, contestId, { staffCode, phone: phone ?? '' })) !== null
    for (const [revision, isThere] of [
      [0, true],
      [-8, false],
      [8, true],
    ] as const) {
      await db.updateTable('contest').set({ roster_revision: revision }).execute()
      expect([await signsIn(one), await signsIn(two)]).toEqual([true, isThere])
      expect(await peopleOf(db, codec, contestId)).toEqual(isThere ? [one, two] : [one])
    }
  })

  it('consent once; the first instant stays', async () => {
    const { db, contestId, unitIds } = await empty()
    await insertPerson(db, codec, contestId, person('1', unitIds[0] ?? ''), 1)
    await recordConsent(db, '1', 50)
    await recordConsent(db, '1', 60)
    expect((await contestantById(db, codec, '1'))?.consentedAt).toBe(50)
  })

  it('on a board are barred by staff code or by phone, on the boards asked about', async () => {
    const { db, contestId, unitIds } = await empty()
    for (const id of ['1', '2', '3', '4']) await insertPerson(db, codec, contestId, person(id, unitIds[0] ?? ''), 1)
    const members: readonly BoardMemberRecord[] = [
      { id: 'm1', board: 'organiser', fullName: 'Trần Thị 1', staffCode: 'pl-1', phone: null, role: 'Trưởng ban' },
      { id: 'm2', board: 'juror', fullName: 'Trần Thị 2', staffCode: null, phone: '+84900000002', role: 'Giám khảo' },
      { id: 'm3', board: 'assistant', fullName: 'Trần Thị 3', staffCode: 'PL-3', phone: '+84900000003', role: 'Tổ giúp việc' },
      { id: 'm4', board: 'juror', fullName: 'Trần Thị 3', staffCode: 'PL-3', phone: null, role: 'Thư ký' },
    ]
    for (const member of members) await insertBoardMember(db, codec, contestId, member, 5)
    expect(await boardMembers(db, codec, contestId)).toEqual(members)
    expect(await barredContestants(db, contestId, ['organiser', 'juror', 'assistant'])).toEqual(new Set(['1', '2', '3']))
    expect(await barredContestants(db, contestId, ['assistant'])).toEqual(new Set(['3']))
    expect(await barredContestants(db, contestId, [])).toEqual(new Set())
    expect(await boardsOf(db, codec, contestId, { id: 'p', staffCode: 'PL-1', phone: null })).toEqual(['organiser'])
    expect(await boardsOf(db, codec, contestId, { id: 'p', staffCode: 'PL-9', phone: '+84900000002' })).toEqual(['juror'])
    expect([...(await boardsOf(db, codec, contestId, { id: 'p', staffCode: 'PL-3', phone: '+84900000003' }))].sort()).toEqual([
      'assistant',
      'juror',
    ])
    expect(await boardsOf(db, codec, contestId, { id: 'p', staffCode: 'PL-4', phone: '+84900000004' })).toEqual([])
  })
})
