/** On SQLite every writer waits for a transaction, submissions too: comparing a file with everybody on the roster is done in none. */
import { StatementSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { peopleOf, unitsOf } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { addStaff, grantRole, revokeRole, setWhose } from '#usecases/identity/staff-accounts.ts'
import { editPerson, editUnits, undoPeople } from '#usecases/people/by-hand.ts'
import { importRoster, importUnits } from '#usecases/people/people.ts'
import { approvePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const later = 30 * 86_400_000

describe('a file of people', () => {
  let test: TestApp
  let live: LiveContest
  beforeEach(async () => {
    test = await makeTestApp('sqlite')
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await test.close()
  })

  async function makeContest(opened: boolean): Promise<string> {
    live = await makeLiveContest(test.app, 3, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) =>
        opened ? round : { ...round, opensAt: round.opensAt + later, closesAt: round.closesAt + later },
      ),
    }))
    const contest = await contestBySlug(test.app.database.db, live.slug)
    return contest?.id ?? ''
  }
  async function roster(contestId: string, name: string, people = 700) {
    const unit = (await unitsOf(test.app.database.db, contestId))[0]?.code ?? ''
    const rows = Array.from({ length: people }, (_, at) => `CB${String(at)},${name},${unit},0905${String(100_000 + at)}`)
    return { name: 'ds.csv', bytes: Buffer.from(['Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại', ...rows].join('\n')) }
  }
  /** The statements of each transaction that was begun while `act` ran. */
  async function transactionsOf(act: () => Promise<unknown>): Promise<readonly (readonly string[])[]> {
    const transactions: string[][] = []
    let open: string[] | null = null
    const listen = (method: 'run' | 'all'): void => {
      const plain = StatementSync.prototype[method] as (this: StatementSync, ...values: unknown[]) => unknown
      vi.spyOn(StatementSync.prototype, method).mockImplementation(function (this: StatementSync, ...values: unknown[]) {
        if (this.sourceSQL === 'begin immediate') transactions.push((open = []))
        else if (this.sourceSQL === 'commit' || this.sourceSQL === 'rollback') open = null
        else open?.push(this.sourceSQL)
        return plain.apply(this, values) as never
      })
    }
    listen('run')
    listen('all')
    await act()
    vi.restoreAllMocks()
    return transactions
  }
  const readingPeople = (statements: readonly string[]): readonly string[] =>
    statements.filter((text) => text.startsWith('select') && text.includes('"personal"') && text.includes('from "contestant"'))

  it('is looked at in no transaction, and written in one that reads nobody', async () => {
    const contestId = await makeContest(false)
    expect((await roundsOf(test.app.database.db, contestId)).map(({ status }) => status)).toEqual(['scheduled', 'scheduled'])
    const file = await roster(contestId, 'Lê Thị Hoa')
    expect(await transactionsOf(() => importRoster(test.app, command, live.slug, file, { dryRun: true }))).toEqual([])

    // Who is new comes in portions before.
    for (const [name, portions] of [
      ['Lê Thị Hoa', 5],
      ['Lê Thị Hồng', 0],
    ] as const) {
      const changed = await roster(contestId, name)
      const transactions = await transactionsOf(() => importRoster(test.app, command, live.slug, changed, { dryRun: false }))
      expect(transactions.filter((statements) => statements.length > 0)).toHaveLength(portions + 1)
      expect(transactions.flatMap(readingPeople)).toEqual([])
    }
    const people = await peopleOf(test.app.database.db, test.app.codec, contestId)
    expect(people.filter(({ fullName }) => fullName === 'Lê Thị Hồng')).toHaveLength(700)
  })

  it('is asked for and approved in transactions that read nobody', async () => {
    const contestId = await makeContest(true)
    const file = await roster(contestId, 'Lê Thị Hoa')
    const asked = await importRoster(test.app, command, live.slug, file, { dryRun: false })
    expect(asked).toMatchObject({ added: 700, needsSecond: true })
    await test.signInAs('organiser')
    const staff = await test.app.database.db.selectFrom('staff').select('id').where('login', '=', 'organiser').executeTakeFirstOrThrow()
    const who = { kind: 'staff', id: staff.id, role: 'organiser', contestId, unitId: null, login: 'organiser', name: '' } as const
    const id = String(asked.request)
    const { digest } = await showPeopleRequest(test.app, command, live.slug, id)
    const transactions = await transactionsOf(() => approvePeopleRequest(test.app, who, live.slug, id, digest))
    expect(transactions.flatMap(readingPeople)).toEqual([])
    expect(await peopleOf(test.app.database.db, test.app.codec, contestId)).toHaveLength(703)
  })

  it('is changed by hand, merged and taken back in transactions that read nobody', async () => {
    const contestId = await makeContest(false)
    await importRoster(test.app, command, live.slug, await roster(contestId, 'Lê Thị Hoa'), { dryRun: false })
    const [from, into] = await unitsOf(test.app.database.db, contestId)
    const [one] = await peopleOf(test.app.database.db, test.app.codec, contestId)
    const merge = { act: 'merge', from: from?.code ?? '', into: into?.code ?? '', headcount: 9 } as const
    const acts: readonly (() => Promise<{ readonly changes: readonly unknown[] }>)[] = [
      () => editUnits(test.app, command, live.slug, merge, { dryRun: false }),
      () => undoPeople(test.app, command, live.slug, { dryRun: false }),
      () => editPerson(test.app, command, live.slug, { act: 'remove', id: one?.id ?? '' }, { dryRun: false }),
    ]
    for (const act of acts) {
      expect((await transactionsOf(async () => expect((await act()).changes).not.toEqual([]))).flatMap(readingPeople)).toEqual([])
    }
    expect(await peopleOf(test.app.database.db, test.app.codec, contestId)).toHaveLength(702)
  })

  it('is compared with accounts in no transaction that reads anybody', async () => {
    const contestId = await makeContest(false)
    await importRoster(test.app, command, live.slug, await roster(contestId, 'Lê Thị Hoa', 300), { dryRun: false })
    const password = 'mật khẩu dài của bài thử'
    const juror = { contest: live.slug, role: 'juror' } as const
    const likely = async () =>
      (await test.app.database.db.selectFrom('likely_same').select(['certain', 'grounds']).where('other_kind', '=', 'staff').execute()).map(
        ({ certain, grounds }) => `${String(certain)} ${grounds}`,
      )
    const acts: readonly (readonly [() => Promise<unknown>, readonly string[]])[] = [
      [() => addStaff(test.app, command, { login: 'an', name: 'Nguyễn An', password, in: null }), []],
      [() => addStaff(test.app, command, { login: 'hoa', name: 'Trần Hoa', password, in: juror }), []],
      [() => setWhose(test.app, command, 'hoa', { staffCode: 'CB7' }), ['1 code']],
      [() => revokeRole(test.app, command, 'hoa', live.slug), []],
      [() => grantRole(test.app, command, 'hoa', { ...juror, role: 'assistant' }), ['1 code']],
      [() => setWhose(test.app, command, 'hoa', { phone: '0905100009' }), ['1 phone']],
    ]
    for (const [act, found] of acts) {
      const transactions = await transactionsOf(act)
      expect(transactions.filter((statements) => statements.length > 0)).toHaveLength(1)
      expect(transactions.flatMap(readingPeople)).toEqual([])
      expect(await likely()).toEqual(found)
    }
  })

  it('is planned anew when somebody changes people meanwhile', async () => {
    const contestId = await makeContest(false)
    const units = { name: 'dv.csv', bytes: Buffer.from('Mã,Tên đơn vị,Loại,Số người\nMOI,Phòng Mới,phòng,7') }
    const [people, added] = await Promise.all([
      importRoster(test.app, command, live.slug, await roster(contestId, 'Lê Thị Hoa', 100), { dryRun: false }),
      importUnits(test.app, command, live.slug, units, { dryRun: false }),
    ])
    expect([people.added, added.added]).toEqual([100, 1])
    // Makers of the contest, units, roster.
    const { rosterRevision } = (await contestBySlug(test.app.database.db, live.slug)) ?? {}
    expect(rosterRevision).toBe(3)
  })
})
