/** Units, people and boards changed by hand: shown before, written once, told, taken back; by two once a round has opened. */
import { afterEach, expect, it } from 'vitest'
import type { UnitEdit } from '#contract/people.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleOf, unitsOf } from '#store/people/roster.ts'
import { boardPage } from '#usecases/people/board-members.ts'
import { editPerson, editSeat, editUnits, lastPeopleChange, undoPeople } from '#usecases/people/by-hand.ts'
import { exportRoster } from '#usecases/people/contestants.ts'
import { importRoster, importUnits } from '#usecases/people/people.ts'
import { exportUnits, unitDetail, unitPage } from '#usecases/people/units.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const who = { kind: 'command' } as const
const now = { dryRun: false } as const
const file = (name: string, ...lines: readonly string[]) => ({ name, bytes: Buffer.from([...lines, ''].join('\r\n')) })
const roster = (...rows: readonly string[]) => file('ds.csv', 'Mã cán bộ,Họ và tên,Chức vụ,Đơn vị công tác,Số điện thoại', ...rows)

describeOnEachDatabase('people by hand', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let contest: ContestRecord
  let slug: string

  async function begin(opened: boolean, contestants: number) {
    test = await makeTestApp(dialect)
    const week = 7 * 86_400_000
    live = await makeLiveContest(test.app, contestants, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => (opened ? round : { ...round, opensAt: round.opensAt + week, closesAt: round.closesAt + week })),
    }))
    slug = live.slug
    contest = (await contestBySlug(test.app.database.db, slug)) as ContestRecord
  }
  afterEach(() => test.close())

  const people = () => peopleOf(test.app.database.db, test.app.codec, contest.id)
  const units = () => unitsOf(test.app.database.db, contest.id)
  const unitNamed = async (code: string) => (await units()).find((unit) => unit.code === code)
  const plain = { kind: 'phòng', headcount: 5, aliases: [], parent: null, validFrom: null, validUntil: null }
  const put = (
    code: string,
    more: Partial<Extract<UnitEdit, { act: 'put' }>['unit']> & { readonly name: string },
    isNew = true,
  ): UnitEdit => ({
    act: 'put',
    isNew,
    unit: { ...plain, code, ...more },
  })
  const events = async () =>
    (await test.app.database.db.selectFrom('audit').select(['event', 'data']).orderBy('id').execute())
      .filter(({ event }) => /^(person|people|units|boards|roster)\./.test(event))
      .map(({ event, data }) => [event, JSON.parse(data) as Readonly<Record<string, unknown>>] as const)
  const lastEvent = async () => (await events()).at(-1)

  it('begins one contest before its first opening', async () => {
    await begin(false, 0)
    // A unit: added, changed, put below another, found without diacritics, removed.
    const added = await editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['P. Mới', ' P. Mới '] }), { dryRun: true })
    expect(added).toMatchObject({ added: 1, request: null, needsSecond: false, changes: [{ kind: 'unit', how: 'added' }] })
    expect(await unitNamed('MOI')).toBeUndefined()
    await editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['P. Mới'] }), now)
    // What was looked at is done, and nothing else: somebody saved another headcount meanwhile.
    const looked = await editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['PM'] }, false), { dryRun: true })
    await editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['P. Mới'], headcount: 99 }, false), now)
    const seen = { dryRun: false, seen: looked.digest }
    await expect(editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['PM'] }, false), seen)).rejects.toMatchObject({
      code: 'edited-meanwhile',
    })
    expect((await unitNamed('MOI'))?.headcount).toBe(99)
    const undo = await undoPeople(test.app, who, slug, { dryRun: true })
    await editUnits(test.app, who, slug, put('MOI', { name: 'Phòng Mới', aliases: ['P. Mới'], headcount: 98 }, false), now)
    await expect(undoPeople(test.app, who, slug, { dryRun: false, seen: undo.digest })).rejects.toMatchObject({ code: 'edited-meanwhile' })
    expect((await unitNamed('MOI'))?.headcount).toBe(98)
    await editUnits(test.app, who, slug, put('CON', { name: 'Tổ Con', parent: 'MOI' }), now)
    expect(await unitPage(test.app, who, slug, { q: 'to con', below: 'MOI', state: 'in-force', page: 1, pageSize: 9 })).toMatchObject({
      items: [{ code: 'CON', depth: 1, parentName: 'Phòng Mới', people: 0 }],
    })
    for (const [edit, code] of [
      [put('moi', { name: 'Khác' }), 'code-taken'],
      [put('KHAC', { name: 'p. mới' }), 'unit-name-taken'],
      [put('MOI', { name: 'Phòng Mới', parent: 'CON' }, false), 'unit-circle'],
      [put('MOI', { name: 'Phòng Mới', parent: 'KHONG' }, false), 'unit-unknown'],
      ...['  ', '\u200b', '\u3164\u2063', '…'].map((name) => [put('MOI', { name }, false), 'invalid-request'] as const),
      [put('MOI', { name: 'Phòng Mới', validFrom: '2026-99-99' }, false), 'invalid-request'],
      [put('MOI', { name: 'Phòng Mới', validUntil: '2026-02-30' }, false), 'invalid-request'],
      [put('MOI', { name: 'Phòng Mới', validFrom: '2025-07-01', validUntil: '2025-06-30' }, false), 'invalid-request'],
      [{ act: 'remove', code: 'MOI' }, 'unit-unknown'],
      [{ act: 'merge', from: 'MOI', into: 'MOI', headcount: 1 }, 'invalid-request'],
    ] as const)
      await expect(editUnits(test.app, who, slug, edit, now), code).rejects.toMatchObject({ code })
    await editUnits(test.app, who, slug, { act: 'remove', code: 'CON' }, now)
    expect(await unitNamed('CON')).toBeUndefined()
    expect(await lastEvent()).toEqual(['units.changed', { units: ['CON'], added: 0, updated: 0, removed: 1 }])

    // A person: added, moved, phone changed without being typed again, taken away.
    const unit = (await units())[0]?.code ?? ''
    const person = { staffCode: ' pl 9001 ', fullName: 'Lê Thị Hoa', position: '', unit, phone: '0905 123 456' }
    await editPerson(test.app, who, slug, { act: 'put', id: null, person }, now)
    const [hoa] = await people()
    expect(hoa).toMatchObject({ staffCode: 'PL9001', phone: '+84905123456' })
    const { phone: _phone, ...kept } = person
    const moved = await editPerson(test.app, who, slug, { act: 'put', id: hoa?.id ?? '', person: { ...kept, unit: 'MOI' } }, now)
    expect(moved.changes).toMatchObject([{ how: 'changed', values: [{ field: 'unit', after: 'Phòng Mới' }] }])
    // Looking at what a change would do shows nobody's number: that is asked for, and told.
    const removal = await editPerson(test.app, who, slug, { act: 'remove', id: hoa?.id ?? '' }, { dryRun: true })
    expect(removal.changes[0]?.values).toContainEqual({ field: 'phone', before: '••• ••• 456', after: null })
    expect(JSON.stringify(await undoPeople(test.app, who, slug, { dryRun: true }))).not.toContain('905123456')
    expect((await people())[0]).toMatchObject({ phone: '+84905123456', unitId: (await unitNamed('MOI'))?.id })
    expect(await lastEvent()).toEqual(['person.changed', { contestant: hoa?.id, fields: ['unit'] }])
    for (const [edit, code] of [
      [{ act: 'put', id: null, person }, 'code-taken'],
      [{ act: 'put', id: hoa?.id ?? '', person: { ...person, phone: '123' } }, 'invalid-request'],
      [{ act: 'put', id: hoa?.id ?? '', person: { ...person, unit: 'KHONG' } }, 'unit-unknown'],
      [{ act: 'remove', id: 'nobody' }, 'not-found'],
    ] as const)
      await expect(editPerson(test.app, who, slug, edit, now), code).rejects.toMatchObject({ code })
    await expect(editUnits(test.app, who, slug, { act: 'remove', code: 'MOI' }, now)).rejects.toMatchObject({ code: 'unit-used' })
    const csv = Buffer.from((await exportRoster(test.app, who, slug, { q: '', unit: 'MOI' }, { format: 'csv' })).bytes).toString('utf8')
    expect(csv).toContain('PL9001')
    expect(await lastEvent()).toEqual(['people.exported', { kind: 'roster', format: 'csv', lines: 1 }])
    // What was taken away comes back as it was.
    expect(await importRoster(test.app, who, slug, { name: 'ds.csv', bytes: Buffer.from(csv) }, { dryRun: true })).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 1,
    })
    const list = await exportUnits(test.app, who, slug, { q: '', below: '', state: 'all' }, { format: 'xlsx' })
    expect(await importUnits(test.app, who, slug, list, { dryRun: true })).toMatchObject({ added: 0, updated: 0, findings: [] })

    // A seat: whom it bars is shown first; the person may sign in no more, and again after it is gone.
    const seat = { board: 'juror', role: 'Thành viên', fullName: 'Lê Thị Hoa', staffCode: 'PL9001', phone: null, unit: null } as const
    const shown = await editSeat(test.app, who, slug, { act: 'put', id: null, seat }, { dryRun: true })
    expect(shown.changes).toMatchObject([
      { kind: 'seat', board: 'juror', bars: [{ staffCode: 'PL9001', grounds: ['code', 'name'], certain: true }] },
    ])
    await editSeat(test.app, who, slug, { act: 'put', id: null, seat }, now)
    await expect(editSeat(test.app, who, slug, { act: 'put', id: null, seat }, now)).rejects.toMatchObject({ code: 'code-taken' })
    const [member] = (await boardPage(test.app, who, slug)).items
    expect(member).toMatchObject({ board: 'juror', bars: [{ staffCode: 'PL9001' }] })
    const signIn = { body: { staffCode: 'PL9001', phone: '0905123456' } }
    expect((await test.call('POST', `/api/contests/${slug}/session`, signIn)).json.code).toBe('barred')
    await editSeat(test.app, who, slug, { act: 'put', id: member?.id ?? '', seat: { ...seat, role: 'Trưởng ban' } }, now)
    expect(await boardMembers(test.app.database.db, test.app.codec, contest.id)).toMatchObject([{ id: member?.id, role: 'Trưởng ban' }])
    const freed = await editSeat(test.app, who, slug, { act: 'remove', id: member?.id ?? '' }, now)
    expect(freed.changes).toMatchObject([{ how: 'removed', frees: [{ staffCode: 'PL9001' }] }])
    expect((await test.call('POST', `/api/contests/${slug}/session`, signIn)).status).toBe(204)

    await editPerson(test.app, who, slug, { act: 'remove', id: hoa?.id ?? '' }, now)
    expect(await people()).toEqual([])
    expect((await test.call('POST', `/api/contests/${slug}/session`, signIn)).status).toBe(422)
  }, 60_000)

  it('opens the roster for the page of the boards once for each state of it', async () => {
    await begin(false, 0)
    const unit = (await units())[0]?.code ?? ''
    const rows = Array.from({ length: 40 }, (_, i) => `PL9${String(100 + i)},Lê Thị Hoa ${String(i)},,${unit},0905123${String(100 + i)}`)
    await importRoster(test.app, who, slug, roster(...rows), now)
    const seat = { board: 'juror', role: 'Thành viên', fullName: 'Trần Văn Ba', staffCode: 'PL9100', phone: null, unit: null } as const
    await editSeat(test.app, who, slug, { act: 'put', id: null, seat }, now)
    let opened = 0
    const { codec } = test.app
    const app = { ...test.app, codec: { ...codec, open: (...args: Parameters<typeof codec.open>) => (opened++, codec.open(...args)) } }
    const look = async () => {
      opened = 0
      const { items } = await boardPage(app, who, slug)
      return { opened, barred: items.flatMap(({ bars }) => bars.map(({ fullName }) => fullName)) }
    }
    const first = await look()
    expect([first.opened > 40, first.barred]).toEqual([true, ['Lê Thị Hoa 0']])
    const again = await look()
    expect([again.opened < 10, again.barred]).toEqual([true, ['Lê Thị Hoa 0']])
    const hoa = (await people()).find(({ staffCode }) => staffCode === 'PL9139')
    const person = { staffCode: 'PL9139', fullName: 'Lê Thị Hoa', position: '', unit, phone: '0905999999' }
    await editPerson(test.app, who, slug, { act: 'put', id: hoa?.id ?? '', person }, now)
    expect((await look()).opened).toBeGreaterThan(40)
    await editSeat(test.app, who, slug, { act: 'put', id: null, seat: { ...seat, staffCode: 'PL9101', fullName: 'Lê Ơn' } }, now)
    expect((await look()).barred.toSorted().at(-1)).toBe('Lê Thị Hoa 1')
  })

  it('takes no name of a person that shows nothing, or longer than a list takes', async () => {
    await begin(false, 0)
    const unit = (await units())[0]?.code ?? ''
    for (const fullName of ['\u3164', 'Lê Thị Hoa '.repeat(10)]) {
      const person = { staffCode: 'PL9001', fullName, position: '', unit }
      const edited = editPerson(test.app, who, slug, { act: 'put', id: null, person }, now)
      await expect(edited).rejects.toMatchObject({ code: 'invalid-request', detail: { field: 'fullName' } })
    }
  })

  it('merges units, whose people go along, and takes it back', async () => {
    await begin(false, 6)
    const [from, into] = await units()
    const before = { people: await people(), units: await units() }
    const moved = before.people.filter(({ unitId }) => unitId === from?.id)
    expect(moved.length).toBeGreaterThan(0)
    const merge = { act: 'merge', from: from?.code ?? '', into: into?.code ?? '', headcount: 99 } as const
    const shown = await editUnits(test.app, who, slug, merge, { dryRun: true })
    expect(shown).toMatchObject({ added: 0, updated: moved.length + 1, removed: 1 })
    await editUnits(test.app, who, slug, merge, now)
    expect(await unitNamed(from?.code ?? '')).toBeUndefined()
    expect(await unitNamed(into?.code ?? '')).toMatchObject({ headcount: 99, aliases: [from?.name] })
    expect((await people()).filter(({ unitId }) => unitId === into?.id)).toHaveLength(
      moved.length + before.people.filter(({ unitId }) => unitId === into?.id).length,
    )
    expect((await events()).find(([event]) => event === 'units.changed')?.[1]).toMatchObject({ from: from?.code, people: moved.length })
    // By its old name people are still brought to where they belong now.
    const read = await importRoster(test.app, who, slug, roster(`N1,Trần An,,${from?.name ?? ''},`), { dryRun: true })
    expect(read.people).toMatchObject([{ unit: into?.name }])

    expect(await lastPeopleChange(test.app, who, slug)).toMatchObject({ kind: 'units', fileName: '', removed: 1, by: null })
    await undoPeople(test.app, who, slug, now)
    expect(await people()).toEqual(before.people)
    expect(await units()).toEqual(before.units)
    expect(await lastPeopleChange(test.app, who, slug)).toBeNull()
    await expect(undoPeople(test.app, who, slug, now)).rejects.toMatchObject({ code: 'nothing-to-undo' })
  }, 60_000)

  it('keeps a merged unit that something still names, ended', async () => {
    await begin(false, 2)
    const [from, into] = await units()
    await test.signInAs('contributor', { unit: { contest: slug, code: from?.code ?? '' } })
    const merge = { act: 'merge', from: from?.code ?? '', into: into?.code ?? '', headcount: 1 } as const
    await editUnits(test.app, who, slug, merge, now)
    expect(await unitNamed(from?.code ?? '')).toMatchObject({ headcount: 0, aliases: [], validUntil: '2026-09-07' })
    expect(await unitDetail(test.app, who, slug, from?.code ?? '')).toMatchObject({ people: 0, senders: 1 })
    const ended = await unitPage(test.app, who, slug, { q: '', below: '', state: 'ended', page: 1, pageSize: 9 })
    test.clock.at += 86_400_000
    expect([ended.total, (await unitPage(test.app, who, slug, { q: '', below: '', state: 'ended', page: 1, pageSize: 9 })).total]).toEqual([
      0, 1,
    ])
    expect((await importRoster(test.app, who, slug, roster(`N1,Trần An,,${from?.name ?? ''},`), { dryRun: true })).people).toMatchObject([
      { unit: into?.name },
    ])
  }, 60_000)

  it('takes an import back, unless something else was changed or somebody began', async () => {
    await begin(false, 3)
    const unit = (await units())[0]?.code ?? ''
    const before = await people()
    const sheet = roster(`LT0000001,Tên Khác,,${unit},0905777666`, `MOI1,Lê Mới,,${unit},0905777667`)
    await importRoster(test.app, who, slug, sheet, now)
    expect(await people()).toHaveLength(4)
    expect(await lastPeopleChange(test.app, who, slug)).toMatchObject({ kind: 'roster', fileName: 'ds.csv', added: 1, updated: 1 })
    expect(await undoPeople(test.app, who, slug, { dryRun: true })).toMatchObject({ added: 0, updated: 1, removed: 1 })
    await undoPeople(test.app, who, slug, now)
    expect(await people()).toEqual(before)
    expect((await events()).filter(([event]) => event === 'people.undone')).toMatchObject([
      ['people.undone', { kind: 'roster', fileName: 'ds.csv', removed: 1 }],
    ])

    await importRoster(test.app, who, slug, sheet, now)
    await editUnits(test.app, who, slug, put('X', { name: 'Phòng X' }), now)
    // Now that is what would be taken back.
    expect(await lastPeopleChange(test.app, who, slug)).toMatchObject({ kind: 'units', added: 1 })
  }, 60_000)

  it('offers unknown units of a roster once each, to be matched or made', async () => {
    await begin(false, 0)
    const [first, second] = await units()
    const rows = Array.from(
      { length: 30 },
      (_, at) => `N${String(at)},Trần An ${'ABC'[at % 3] ?? ''},,${at % 3 === 0 ? 'Sở Lạ' : 'Cục Kỳ Cục'},`,
    )
    const read = await importRoster(test.app, who, slug, roster(...rows), { dryRun: true })
    expect(read.unknownUnits).toMatchObject([
      { typed: 'Cục Kỳ Cục', rows: 20 },
      { typed: 'Sở Lạ', rows: 10 },
    ])
    expect(read.unknownUnits[0]?.nearest).toHaveLength(3)
    // Nobody changes who is there, so nothing is shown from old to new.
    expect(read.changes).toEqual([])
    expect(read.findings.filter(({ code }) => code === 'unit-unknown')).toHaveLength(2)
    const edit = {
      act: 'match',
      spellings: [{ typed: 'Sở Lạ', code: first?.code ?? '' }],
      made: [{ code: 'CKC', name: 'Cục Kỳ Cục', kind: '' }],
    } as const
    // Each line is held to the others of the same press.
    const made = (code: string, name: string) => ({ code, name, kind: '' })
    const twoUnits = [first?.code ?? '', second?.code ?? ''].map((code) => ({ typed: 'Sở Lạ', code }))
    for (const [wrong, code] of [
      [{ act: 'match', spellings: [], made: [made('ff', 'Trường một'), made('FF', 'Trường hai')] }, 'code-taken'],
      [{ act: 'match', spellings: [], made: [made('E', 'Trường một'), made('E', 'Trường hai')] }, 'code-taken'],
      [{ act: 'match', spellings: twoUnits, made: [] }, 'unit-name-taken'],
    ] as const)
      await expect(
        editUnits(test.app, who, slug, { ...wrong, spellings: [...wrong.spellings], made: [...wrong.made] }, now),
      ).rejects.toMatchObject({ code })
    await editUnits(test.app, who, slug, { ...edit, spellings: [...edit.spellings], made: [...edit.made] }, now)
    expect(await unitNamed(first?.code ?? '')).toMatchObject({ name: first?.name, headcount: first?.headcount, aliases: ['Sở Lạ'] })
    const again = await importRoster(test.app, who, slug, roster(...rows), now)
    expect([again.added, again.unknownUnits]).toEqual([30, []])
  }, 60_000)

  it('asks a second person once a round has opened', async () => {
    await begin(true, 3)
    const cookies = { assistant: await test.signInAs('assistant'), organiser: await test.signInAs('organiser') }
    const base = `/api/staff/contests/${slug}`
    const [one, two] = live.contestants
    await test.start(live.roundId, one?.cookie ?? '')
    const remove = (id: string, dryRun = false) =>
      test.call('POST', `${base}/roster/edit?dryRun=${String(dryRun)}`, { cookie: cookies.assistant, body: { act: 'remove', id } })
    // Who began stays: papers and receipts belong to somebody.
    expect((await remove(one?.id ?? '')).json.code).toBe('person-took-part')
    expect((await remove(two?.id ?? '', true)).json).toMatchObject({ dryRun: true, removed: 1, needsSecond: true, request: null })
    const asked = await remove(two?.id ?? '')
    const id = String(asked.json.request)
    expect(await people()).toHaveLength(3)
    const seen = (await test.call('GET', `${base}/people-requests/${id}`, { cookie: cookies.organiser })).json
    expect(seen).toMatchObject({ removed: 1, fileName: '', changes: [{ kind: 'person', how: 'removed' }] })
    const approve = { cookie: cookies.organiser, body: { digest: String(seen.digest) } }
    expect((await test.call('POST', `${base}/people-requests/${id}/approve`, approve)).status).toBe(200)
    expect((await people()).map((person) => person.id)).not.toContain(two?.id)
    expect((await test.call('GET', '/api/me', { cookie: two?.cookie ?? '' })).status).toBe(401)
    expect((await lastEvent())?.[0]).toBe('person.removed')

    // By their addresses: lists, a rehearsal, and a list taken away.
    const get = (path: string) => test.call('GET', `${base}/${path}`, { cookie: cookies.assistant })
    const [unit] = await units()
    expect((await get('units/list?state=in-force&q=lang+co')).json).toMatchObject({
      total: 1,
      all: 33,
      items: [{ code: 'TT-LANGCO', inForce: true }],
    })
    expect((await get('units/names')).json.items).toHaveLength(33)
    expect((await get(`units/${unit?.code ?? ''}`)).json).toMatchObject({ name: unit?.name, inResults: false })
    expect((await get('boards')).json).toEqual({ barring: ['organiser', 'juror', 'assistant'], items: [] })
    const seat = { board: 'juror', role: '', fullName: 'Ai Đó', staffCode: 'LT0000003', phone: null, unit: null }
    const rehearsed = await test.call('POST', `${base}/boards/edit?dryRun=true`, {
      cookie: cookies.assistant,
      body: { act: 'put', id: null, seat },
    })
    expect(rehearsed.json).toMatchObject({
      dryRun: true,
      added: 1,
      request: null,
      changes: [{ bars: [{ staffCode: 'LT0000003', certain: true }] }],
    })
    const file = await get('contestants/export?format=csv')
    expect([file.status, file.headers['content-disposition']]).toEqual([200, `attachment; filename="thi-sinh-${slug}.csv"`])
    expect((await test.call('GET', `${base}/contestants/export?format=csv`, { cookie: await test.signInAs('juror') })).status).toBe(403)

    // Taking that back is asked for as well.
    const undo = await test.call('POST', `${base}/people/undo`, { cookie: cookies.assistant })
    expect(undo.json).toMatchObject({ added: 1, needsSecond: true })
    const again = (await test.call('GET', `${base}/people-requests/${String(undo.json.request)}`, { cookie: cookies.organiser })).json
    const agree = { cookie: cookies.organiser, body: { digest: String(again.digest) } }
    expect((await test.call('POST', `${base}/people-requests/${String(undo.json.request)}/approve`, agree)).status).toBe(200)
    expect((await people()).map((person) => person.id)).toContain(two?.id)
  }, 60_000)
})
