/** A password that somebody else made is good for one thing: taking another. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { changePassword, staffByLogin } from '#store/identity/staff.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describeOnEachDatabase('one’s own password', ({ dialect }) => {
  let test: TestApp
  let contest: LiveContest
  let administrator: string
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 1)
    administrator = await test.signInAs('administrator')
  })
  afterEach(() => test.close())

  const own = 'bốn con trâu ăn cỏ ngoài đê'
  const made = async (): Promise<string> => {
    const body = { login: 'lan.tran', name: 'Trần Thị Lan', in: { contest: contest.slug, role: 'juror', unit: null } }
    const { status, json } = await test.call('POST', '/api/staff/accounts', { cookie: administrator, body })
    expect(status).toBe(201)
    return (json as { readonly password: string }).password
  }
  async function signIn(password: string): Promise<string> {
    const answer = await test.server.inject({ method: 'POST', url: '/api/staff/session', payload: { login: 'lan.tran', password } })
    const { name = '', value = '' } = answer.cookies.find((cookie) => cookie.name.endsWith('hoithi-staff')) ?? {}
    return answer.statusCode === 204 ? `${name}=${value}` : ''
  }
  const overview = (cookie: string) => test.call('GET', `/api/staff/contests/${contest.slug}`, { cookie })
  const change = (cookie: string, current: string, next: string) =>
    test.call('PUT', '/api/staff/password', { cookie, body: { current, next } })

  it('is taken before anything else where somebody else made the one there is', async () => {
    const given = await made()
    const cookie = await signIn(given)
    expect((await test.call('GET', '/api/staff/me', { cookie })).json).toMatchObject({ login: 'lan.tran', passwordGiven: true })
    expect(await overview(cookie)).toMatchObject({ status: 403, json: { code: 'password-given' } })
    expect((await test.call('POST', '/api/staff/accounts', { cookie, body: {} })).status).not.toBe(201)
    expect((await change(cookie, 'không phải mật khẩu này', own)).json).toMatchObject({ code: 'wrong-credentials' })
    expect((await change(cookie, given, given)).json).toMatchObject({ code: 'invalid-request' })
    expect((await change(cookie, given, 'lan.tran lan.tran')).json).toMatchObject({ code: 'weak-password' })
    const elsewhere = await signIn(given)
    const changed = await test.server.inject({
      ...{ method: 'PUT', url: '/api/staff/password', headers: { cookie } },
      payload: { current: given, next: own },
    })
    expect(changed.statusCode).toBe(204)
    // Here one stays signed in, elsewhere nobody does, and the one that was made opens nothing.
    const after = changed.cookies.find((one) => one.name.endsWith('hoithi-staff'))
    expect((await overview(`${after?.name ?? ''}=${after?.value ?? ''}`)).status).toBe(200)
    expect((await overview(elsewhere)).status).toBe(401)
    expect(await signIn(given)).toBe('')
    expect((await overview(await signIn(own))).status).toBe(200)
    const { id = '' } = (await contestBySlug(test.app.database.db, contest.slug)) ?? {}
    expect(id).not.toBe('')
    const told = await test.app.database.db
      .selectFrom('audit')
      .select(['actor_id', 'subject_id'])
      .where('event', '=', 'staff.password-changed')
      .execute()
    expect(told.map(({ actor_id, subject_id }) => actor_id === subject_id)).toEqual([true])
  })

  it('is given anew by the administrator, and then taken anew', async () => {
    const first = await made()
    await change(await signIn(first), first, own)
    const { json } = await test.call('POST', '/api/staff/accounts/lan.tran/password', { cookie: administrator })
    const { password } = json as { readonly password: string }
    expect((await overview(await signIn(password))).json).toMatchObject({ code: 'password-given' })
  })

  it('does not take the place of one the administrator gives in the same moment', async () => {
    const given = await made()
    const cookie = await signIn(given)
    const { db } = test.app.database
    const { id, passwordHash: old = '' } = (await staffByLogin(db, 'lan.tran')) ?? {}
    const changing: ReturnType<typeof change>[] = []
    await inTransaction(db, async (inside) => {
      await changePassword(inside, id ?? '', { hash: old.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), given: true })
      changing.push(change(cookie, given, own))
      // It looks at the password that is still there, and waits for its row.
      await sleep(1000)
    })
    expect((await changing[0])?.json).toMatchObject({
      code: expect.stringMatching(/wrong-credentials|not-signed-in/) as string,
    })
    expect((await staffByLogin(db, 'lan.tran'))?.passwordGiven).toBe(true)
  }, 60_000)

  it('is changed and told so, however many tries at signing in were wrong before', async () => {
    const given = await made()
    const cookie = await signIn(given)
    for (let tries = 0; tries < 12; tries++) await signIn(`lần thử thứ ${String(tries)}`)
    expect(await signIn(given)).toBe('')
    expect((await change(cookie, given, own)).status).toBe(204)
  }, 60_000)

  it('is guessed no faster by whoever holds a session', async () => {
    const cookie = await signIn(await made())
    const answers: string[] = []
    for (let tries = 0; tries < 32; tries++) answers.push((await change(cookie, `lần thử thứ ${String(tries)}`, own)).json.code as string)
    expect(answers.at(-1)).toBe('too-many-attempts')
  }, 60_000)

  it('is not needed to see where one is signed in, and to end it', async () => {
    const given = await made()
    const first = await signIn(given)
    await change(first, given, own)
    const [here, there, lost] = [await signIn(own), await signIn(own), await signIn(own)]
    const list = async () =>
      (
        (await test.call('GET', '/api/staff/sessions', { cookie: here })).json as {
          readonly items: readonly { readonly id: string; readonly isThis: boolean }[]
        }
      ).items
    const all = await list()
    expect(all.filter(({ isThis }) => isThis)).toHaveLength(1)
    expect(all).toHaveLength(4)
    const end = (id: string | null) => test.call('POST', '/api/staff/sessions/end', { cookie: here, body: { id } })
    const shown = (
      (await test.call('GET', '/api/staff/sessions', { cookie: there })).json as {
        readonly items: readonly { readonly id: string; readonly isThis: boolean }[]
      }
    ).items
    const theirs = shown.find(({ isThis }) => isThis)?.id ?? ''
    expect((await end(theirs)).status).toBe(204)
    expect((await end(theirs)).status).toBe(404)
    expect((await overview(there)).status).toBe(401)
    expect((await overview(lost)).status).toBe(200)
    // Nobody ends another account's.
    const others = (await test.call('GET', '/api/staff/sessions', { cookie: administrator })).json as {
      readonly items: readonly { readonly id: string }[]
    }
    expect((await end(others.items[0]?.id ?? '')).status).toBe(404)
    expect((await end(null)).status).toBe(204)
    expect([(await overview(lost)).status, (await overview(here)).status]).toEqual([401, 200])
    expect(await list()).toHaveLength(1)
  })

  it('ends also a session that began while it was being changed', async () => {
    let now = await made()
    for (let turn = 0; turn < 6; turn++) {
      const [asked, cookie] = await Promise.all([
        test.call('POST', '/api/staff/accounts/lan.tran/password', { cookie: administrator }),
        sleep(turn * 8).then(() => signIn(now)),
      ])
      now = (asked.json as { readonly password: string }).password
      if (cookie !== '') expect((await test.call('GET', '/api/staff/me', { cookie })).status).toBe(401)
    }
  })
})
