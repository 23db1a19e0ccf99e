/** Staff, sessions, failed sign-ins and the audit log. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { auditPage, writeAudit } from '../contests/audit.ts'
import { deleteExpiredSessions, deleteSession, insertSession, sessionByTokenHash, type SessionRecord } from './sessions.ts'
import { clearFailures, deleteEndedFailures, failuresOf, recordFailure } from './sign-in-failures.ts'
import { disableStaff, insertStaff, listStaff, staffById, staffByLogin, type StaffRecord } from './staff.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

describeOnEachDatabase('accounts', (maker) => {
  const staff = (id: string): StaffRecord => ({
    id,
    login: `login-${id}`,
    name: 'Lê Văn Đ',
    role: 'juror',
    unit: null,
    passwordHash: '$argon2id$…',
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
    await insertSession(db, session('of a'))
    await insertSession(db, session('of b', { subjectId: 'b' }))
    await insertSession(db, session('of a contestant', { kind: 'contestant' }))
    expect(await disableStaff(db, 'a', 50)).toBe(true)
    expect(await disableStaff(db, 'a', 60)).toBe(false)
    expect((await staffById(db, 'a'))?.disabledAt).toBe(50)
    expect(await sessionByTokenHash(db, hashOf('of a'), 20)).toBeNull()
    expect(await sessionByTokenHash(db, hashOf('of b'), 20)).not.toBeNull()
    expect(await sessionByTokenHash(db, hashOf('of a contestant'), 20)).not.toBeNull()
  })

  it('have sessions until they expire or end', async () => {
    const { db } = await maker.migrated()
    await insertSession(db, session('one'))
    await insertSession(db, session('two', { expiresAt: 200 }))
    expect(await sessionByTokenHash(db, hashOf('one'), 99)).toEqual({ ...session('one'), tokenHash: expect.anything() as Uint8Array })
    expect(Buffer.from((await sessionByTokenHash(db, hashOf('one'), 99))?.tokenHash ?? [])).toEqual(hashOf('one'))
    expect(await sessionByTokenHash(db, hashOf('one'), 100)).toBeNull()
    expect(await sessionByTokenHash(db, hashOf('none'), 0)).toBeNull()
    expect(await deleteExpiredSessions(db, 100)).toBe(1)
    expect(await deleteExpiredSessions(db, 100)).toBe(0)
    await deleteSession(db, hashOf('two'))
    expect(await db.selectFrom('session').selectAll().execute()).toEqual([])
  })

  it('have their failures counted inside a window', async () => {
    const { db } = await maker.migrated()
    expect(await recordFailure(db, 'account 1', 1000, 500)).toBe(1)
    expect(await recordFailure(db, 'account 1', 1400, 500)).toBe(2)
    expect(await recordFailure(db, 'address 1', 1400, 500)).toBe(1)
    expect(await failuresOf(db, ['account 1', 'address 1', 'none'], 1499)).toEqual(
      new Map([
        ['account 1', { failures: 2, resetsAt: 1500 }],
        ['address 1', { failures: 1, resetsAt: 1900 }],
      ]),
    )
    expect([...(await failuresOf(db, ['account 1', 'address 1'], 1500)).keys()]).toEqual(['address 1'])
    expect(await recordFailure(db, 'account 1', 1500, 500)).toBe(1)
    await clearFailures(db, 'account 1')
    expect(await failuresOf(db, ['account 1'], 1501)).toEqual(new Map())
    await deleteEndedFailures(db, 1899)
    expect((await failuresOf(db, ['address 1'], 0)).size).toBe(1)
    await deleteEndedFailures(db, 1900)
    expect((await failuresOf(db, ['address 1'], 0)).size).toBe(0)
  })

  it('lose no failure of many at once', async () => {
    const { db } = await maker.migrated()
    const counts = await Promise.all(Array.from({ length: 20 }, () => recordFailure(db, 'account 1', 1000, 500)))
    expect(counts.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })

  it('leave an audit trail, newest first', async () => {
    const { db } = await maker.migrated()
    const { contestId } = await insertContestRows(db, testCodec())
    const other = await insertContestRows(db, testCodec())
    await writeAudit(db, { at: 5, actor: { kind: 'staff', id: 's' }, event: 'round.opened', contestId, data: { round: 'tuan-1' } })
    await writeAudit(db, { at: 4, actor: { kind: 'system' }, event: 'round.closing', contestId, data: {} })
    await writeAudit(db, { at: 6, actor: { kind: 'command' }, event: 'round.opened', contestId: other.contestId, data: {} })
    await writeAudit(db, { at: 7, actor: { kind: 'command' }, event: 'round.opened', contestId: null, data: {} })
    expect(await auditPage(db, contestId, { offset: 0, limit: 10 })).toEqual({
      total: 2,
      items: [
        { at: 4, actorKind: 'system', actorId: null, event: 'round.closing', data: '{}' },
        { at: 5, actorKind: 'staff', actorId: 's', event: 'round.opened', data: '{"round":"tuan-1"}' },
      ],
    })
    expect((await auditPage(db, contestId, { offset: 1, limit: 1 })).items.map(({ at }) => at)).toEqual([5])
  })
})
