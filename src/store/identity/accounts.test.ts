/** Staff, sessions, failed sign-ins and the audit log. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { auditPage, writeAudit } from '../audit/lines.ts'
import { deleteExpiredSessions, deleteSession, insertSession, sessionByTokenHash, type SessionRecord } from './sessions.ts'
import { countTry, forgetEndedTries, giveTryBack, nextTryAt, type CountedTry } from './counted-tries.ts'
import { disableStaff, insertStaff, listStaff, staffById, staffByLogin, type StaffRecord } from './staff.ts'

const codec = testCodec()
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

describeOnEachDatabase('accounts', (maker) => {
  const staff = (id: string): StaffRecord => ({
    id,
    login: `login-${id}`,
    name: 'Lê Văn Đ',
    administrator: false,
    passwordHash: '$argon2id$…',
    passwordGiven: false,
    disabledAt: null,
  })
  const session = (token: string, more: Partial<SessionRecord> = {}): SessionRecord => ({
    tokenHash: hashOf(token),
    kind: 'staff',
    subjectId: 'a',
    contestId: null,
    createdAt: 10,
    expiresAt: 100,
    ...more,
  })

  it('of staff are listed, found, and disabled with their sessions', async () => {
    const { db } = await maker.migrated()
    for (const id of ['b', 'a']) await insertStaff(db, { ...staff(id), createdAt: 1 })
    expect(await listStaff(db)).toEqual([staff('a'), staff('b')])
    expect(await staffByLogin(db, 'login-a')).toEqual(staff('a'))
    expect(await staffById(db, 'b')).toEqual(staff('b'))
    expect(await staffByLogin(db, 'none')).toBeNull()
    expect(await staffById(db, 'none')).toBeNull()
    await expect(insertStaff(db, { ...staff('c'), login: 'login-a', createdAt: 1 })).rejects.toThrow(/unique/i)
    await insertSession(db, codec, session('of a'))
    await insertSession(db, codec, session('of b', { subjectId: 'b' }))
    await insertSession(db, codec, session('of a contestant', { kind: 'contestant' }))
    expect(await disableStaff(db, 'a', 50)).toBe(true)
    expect(await disableStaff(db, 'a', 60)).toBe(false)
    expect((await staffById(db, 'a'))?.disabledAt).toBe(50)
    expect(await sessionByTokenHash(db, codec, hashOf('of a'), 20)).toBeNull()
    expect(await sessionByTokenHash(db, codec, hashOf('of b'), 20)).not.toBeNull()
    expect(await sessionByTokenHash(db, codec, hashOf('of a contestant'), 20)).not.toBeNull()
  })

  it('have sessions until they expire or end', async () => {
    const { db } = await maker.migrated()
    await insertSession(db, codec, session('one'))
    await insertSession(db, codec, session('two', { expiresAt: 200 }))
    expect(await sessionByTokenHash(db, codec, hashOf('one'), 99)).toEqual({
      ...session('one'),
      tokenHash: expect.anything() as Uint8Array,
    })
    expect(Buffer.from((await sessionByTokenHash(db, codec, hashOf('one'), 99))?.tokenHash ?? [])).toEqual(hashOf('one'))
    expect(await sessionByTokenHash(db, codec, hashOf('one'), 100)).toBeNull()
    expect(await sessionByTokenHash(db, codec, hashOf('none'), 0)).toBeNull()
    // A row somebody wrote or changed who has the database and not its key.
    const { token_hash: _hash, ...two } = await db.selectFrom('session').selectAll().where('expires_at', '=', 200).executeTakeFirstOrThrow()
    const forged = [
      { ...two, tag: null },
      { ...two, tag: Buffer.alloc(3) },
      { ...two, tag: Buffer.alloc(32) },
      two,
      { ...two, subject_id: 'b' },
      { ...two, expires_at: 2000 },
    ]
    for (const [at, row] of forged.entries()) {
      await db
        .insertInto('session')
        .values({ ...row, token_hash: hashOf(`forged ${String(at)}`) })
        .execute()
      expect(await sessionByTokenHash(db, codec, hashOf(`forged ${String(at)}`), 20)).toBeNull()
    }
    await db.updateTable('session').set({ subject_id: 'b' }).where('token_hash', '=', hashOf('two')).execute()
    expect(await sessionByTokenHash(db, codec, hashOf('two'), 20)).toBeNull()
    await db
      .deleteFrom('session')
      .where('token_hash', 'not in', [hashOf('one'), hashOf('two')])
      .execute()
    expect(await deleteExpiredSessions(db, 100)).toBe(1)
    expect(await deleteExpiredSessions(db, 100)).toBe(0)
    await deleteSession(db, hashOf('two'), 5)
    expect(await db.selectFrom('session').selectAll().execute()).toEqual([])
  })

  const limit = { free: 3, stepMs: 10, longestMs: 25, windowMs: 500 } as const
  const of = (...buckets: readonly string[]) => buckets.map((bucket) => ({ bucket, limit }))

  it('have their tries counted inside a window, and wait longer and longer beyond what is free', async () => {
    const { db } = await maker.migrated()
    const at = (now: number) => countTry(db, 'account 1', limit, now)
    expect(await at(1000)).toEqual({ bucket: 'account 1', tries: 1, nextAt: 1000, resetsAt: 1500 })
    expect((await at(1000))?.nextAt).toBe(1000)
    expect(await at(1000)).toEqual({ bucket: 'account 1', tries: 3, nextAt: 1010, resetsAt: 1500 })
    expect([await at(1009), await nextTryAt(db, of('account 1', 'none'), 1009)]).toEqual([null, 1010])
    expect((await at(1010))?.nextAt).toBe(1030)
    expect(await at(1029)).toBeNull()
    expect((await at(1030))?.nextAt).toBe(1055)
    expect((await at(1100))?.nextAt).toBe(1125)
    expect((await countTry(db, 'account 2', limit, 1100))?.tries).toBe(1)
    expect(await at(1500)).toEqual({ bucket: 'account 1', tries: 1, nextAt: 1500, resetsAt: 2000 })
    await forgetEndedTries(db, 1600)
    expect((await db.selectFrom('sign_in_failure').select('bucket').execute()).map(({ bucket }) => bucket)).toEqual(['account 1'])
    expect(await nextTryAt(db, of('account 1'), 1600)).toBe(1600)
    expect((await countTry(db, 'at once', { ...limit, free: 1 }, 1000))?.nextAt).toBe(1010)
  })

  it('wait for nothing a clock counted that ran ahead', async () => {
    const { db } = await maker.migrated()
    const ahead = 3_600_000
    const right = await countTry(db, 'right', limit, ahead)
    if (right !== null) await giveTryBack(db, right, ahead)
    for (let i = 0; i < 3; i++) await countTry(db, 'wrong', limit, ahead)
    expect(await nextTryAt(db, of('right', 'wrong'), 1000)).toBe(1000)
    for (const bucket of ['right', 'wrong'])
      expect(await countTry(db, bucket, limit, 1000)).toMatchObject({ tries: 1, nextAt: 1000, resetsAt: 1500 })
    // Begun before it ran ahead.
    const long = { ...limit, windowMs: 2 * ahead } as const
    for (const now of [1000, ahead]) {
      const counted = await countTry(db, 'before', long, now)
      if (counted !== null) await giveTryBack(db, counted, now)
    }
    expect(await nextTryAt(db, [{ bucket: 'before', limit: long }], 2000)).toBe(2000)
    expect(await countTry(db, 'before', long, 2000)).toMatchObject({ tries: 1, nextAt: 2000 })
    // As far as clocks of two processes differ, the count goes on.
    for (let i = 0; i < 2; i++) await countTry(db, 'near', limit, 1000)
    expect((await countTry(db, 'near', limit, 990))?.tries).toBeUndefined()
    expect(await nextTryAt(db, of('near'), 990)).toBe(1000)
  })

  it('are given back a try that held the right secret, and no more than it', async () => {
    const { db } = await maker.migrated()
    const at = async (now: number): Promise<CountedTry> => {
      const counted = await countTry(db, 'account 1', limit, now)
      if (counted === null) throw new Error('too early')
      return counted
    }
    for (let i = 0; i < 2; i++) await giveTryBack(db, await at(1000), 1000)
    const [one, two, three] = [await at(1000), await at(1000), await at(1000)]
    await giveTryBack(db, one, 1000)
    expect(await countTry(db, 'account 1', limit, 1009)).toBeNull()
    await giveTryBack(db, three, 1009)
    expect((await at(1009)).tries).toBe(2)
    // Of a window that is over.
    await at(1600)
    await giveTryBack(db, two, 1600)
    expect((await at(1600)).tries).toBe(2)
  })

  it('let no more of many tries at once through than one after another', async () => {
    const { db } = await maker.migrated()
    const tries = await Promise.all(Array.from({ length: 200 }, () => countTry(db, 'account 1', limit, 1000)))
    expect(tries.flatMap((one) => one?.tries ?? []).toSorted()).toEqual([1, 2, 3])
  })

  it('leave an audit trail, newest first', async () => {
    const { db } = await maker.migrated()
    const { contestId } = await insertContestRows(db, testCodec())
    const other = await insertContestRows(db, testCodec())
    await writeAudit(db, { at: 5, actor: { kind: 'staff', id: 's' }, event: 'round.opened', contestId, data: { round: 'tuan-1' } })
    await writeAudit(db, { at: 4, actor: { kind: 'system' }, event: 'round.closing', contestId, data: {} })
    await writeAudit(db, { at: 6, actor: { kind: 'command' }, event: 'round.opened', contestId: other.contestId, data: {} })
    await writeAudit(db, { at: 7, actor: { kind: 'command' }, event: 'round.opened', contestId: null, data: {} })
    expect(await auditPage(db, contestId, { offset: 0, limit: 10 })).toMatchObject({
      total: 2,
      items: [
        { at: 4, actorKind: 'system', actorId: null, subjectId: null, event: 'round.closing', data: '{}', times: 1 },
        { at: 5, actorKind: 'staff', actorId: 's', subjectId: null, event: 'round.opened', data: '{"round":"tuan-1"}', times: 1 },
      ],
    })
    expect((await auditPage(db, contestId, { offset: 1, limit: 1 })).items.map(({ at }) => at)).toEqual([5])
  })
})
