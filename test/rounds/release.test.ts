/** A locked set is released by two people, before the opening, over the routes, on both databases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listStaff } from '#store/identity/staff.ts'
import { roundByKey } from '#store/rounds/rounds.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { agreeRelease, askRelease } from '#usecases/rounds/locking.ts'
import { testStart } from '../support/app.ts'
import { command, opening, reason, round, rules, slug, makeRoundSets, type RoundSets } from '../support/round-sets.ts'

describe.each(['sqlite', 'postgres'] as const)('the locked set of a round (%s)', (dialect) => {
  let sets: RoundSets
  beforeEach(async () => {
    sets = await makeRoundSets(dialect)
  })
  afterEach(() => sets.test.close())

  it('is released by two people only', async () => {
    const { test, cookies, see, post, events } = sets
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
    const { test, cookies, post, edit } = sets
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

  it('is never released from the opening instant on, asked before or not', async () => {
    const { test, cookies, see, post, edit, signIn } = sets
    await post(`${round('tuan-1')}/lock`)
    await post(`${round('tuan-1')}/release`, cookies.organiser, { reason })
    test.clock.at = opening
    await signIn()
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
    const { test, contestId, post } = sets
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
      const open = departNow(test.app, command, slug, key, { kind: 'open', reason: 'Theo quyết định của Ban Tổ chức' }, 0).then(
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
