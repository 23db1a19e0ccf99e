import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { advanceBank, bankRecordsByCode, bankRevision, changeQuestions, historyOf, openContents, putTie, type Author } from './bank.ts'
import {
  contributionById,
  contributionsOf,
  insertContribution,
  markSubmitted,
  updateContribution,
  type Staged,
} from '../contributions/contributions.ts'
import { inTransaction, type Db } from '../database/database.ts'
import { keepPictures, openPicture, ownsPicture, putPicture, releasePictures } from './pictures.ts'
import { insertQuestions } from './questions.ts'
import { questionsOf } from './whole-bank.ts'

const codec = testCodec()
const command: Author = { kind: 'command', id: null }
const content = (stem: string): QuestionContent => ({ ...plainContent, stem, options: ['Có', 'Không'], correct: [0] })

/** Of the first `count` codes. */
const bankRecords = async (db: Db, contestId: string, count: number) => {
  const codes = Array.from({ length: count }, (_, at) => `Q${String(at + 1).padStart(3, '0')}`)
  return [...(await bankRecordsByCode(db, contestId, codes)).values()]
}

describeOnEachDatabase('the bank', (maker) => {
  async function withQuestions(count: number) {
    const { db } = await maker.migrated()
    const { contestId } = await insertContestRows(db, codec)
    const all = Array.from({ length: count }, (_, at) => ({
      ...{ id: `q${String(at)}`, contestId, code: `Q${String(at + 1).padStart(3, '0')}`, origin: 'đề.docx', state: 'submitted' as const },
      ...{ content: content(`Câu ${String(at)}?`), by: command, at: 1 },
    }))
    await insertQuestions(db, codec, all)
    return { db, contestId }
  }

  it('keeps every version and every line of the timeline, sealed', async () => {
    const { db, contestId } = await withQuestions(2)
    const by: Author = { kind: 'staff', id: 'someone' }
    const question = async () => {
      const found = (await bankRecordsByCode(db, contestId, ['Q001', 'Q999'])).get('Q001')
      if (found === undefined) throw new Error('Q001 is there')
      return found
    }
    await changeQuestions(db, codec, { kind: 'commented', by, at: 2 }, [{ question: await question(), text: 'Bí mật?' }])
    await changeQuestions(db, codec, { kind: 'edited', by, at: 3, set: { state: 'draft' } }, [
      { question: await question(), content: content('Bản hai?') },
    ])
    expect(await question()).toMatchObject({ version: 2, state: 'draft', author: by, changes: 3, comments: 1, changedAt: 3 })
    const { changes, versions } = await historyOf(db, codec, 'q0')
    expect(changes).toEqual([
      { at: 1, by: command, kind: 'created', version: 1, text: '' },
      { at: 2, by, kind: 'commented', version: 1, text: 'Bí mật?' },
      { at: 3, by, kind: 'edited', version: 2, text: '' },
    ])
    expect([...versions].map(([version, { stem }]) => [version, stem])).toEqual([
      [1, 'Câu 0?'],
      [2, 'Bản hai?'],
    ])
    expect((await questionsOf(db, codec, contestId)).map(({ question: { stem } }) => stem)).toEqual(['Bản hai?', 'Câu 1?'])
    const rows = JSON.stringify([
      (await db.selectFrom('question_change').selectAll().execute()).map(({ sealed }) => Buffer.from(sealed ?? []).toString('latin1')),
      (await db.selectFrom('question_version').selectAll().execute()).map(({ sealed }) => Buffer.from(sealed).toString('latin1')),
    ])
    expect(rows).not.toMatch(/B. m.t|Câu|Bản/)
    // A version put in another's place does not open.
    await sql`update question_version set sealed = (select sealed from question_version where question_id = 'q0' and version = 1) where question_id = 'q0' and version = 2`.execute(
      db,
    )
    await expect(openContents(db, codec, [{ id: 'q0', version: 2 }])).rejects.toThrow()
  })

  it('changes many in one go', async () => {
    const { db, contestId } = await withQuestions(1000)
    const all = await bankRecords(db, contestId, 1000)
    await changeQuestions(
      db,
      codec,
      { kind: 'approved', by: command, at: 5, set: { state: 'approved' } },
      all.map((question) => ({ question })),
    )
    const after = await bankRecords(db, contestId, 1000)
    expect(after).toHaveLength(1000)
    expect(after.every(({ state, changes, version }) => state === 'approved' && changes === 2 && version === 1)).toBe(true)
    expect((await openContents(db, codec, after)).size).toBe(1000)
  })

  it('counts its acts, and undoes them whole', async () => {
    const { db, contestId } = await withQuestions(1)
    expect(await bankRevision(db, contestId)).toBe(0)
    await Promise.all(Array.from({ length: 10 }, () => inTransaction(db, (act) => advanceBank(act, contestId))))
    expect(await bankRevision(db, contestId)).toBe(10)
    const cut = inTransaction(db, async (act) => {
      await advanceBank(act, contestId)
      const question = (await bankRecords(act, contestId, 1)).map((one) => ({ question: one, content: content('Nửa chừng?') }))
      await changeQuestions(act, codec, { kind: 'edited', by: command, at: 9 }, question)
      throw new Error('the power failed')
    })
    await expect(cut).rejects.toThrow('the power failed')
    expect([await bankRevision(db, contestId), (await bankRecords(db, contestId, 1))[0]?.version]).toEqual([10, 1])
    expect((await historyOf(db, codec, 'q0')).changes).toHaveLength(1)
  })

  it('ties each pair once, whichever is named first', async () => {
    const { db, contestId } = await withQuestions(3)
    expect(await putTie(db, contestId, 'q2', 'q0', true)).toBe(true)
    expect(await putTie(db, contestId, 'q0', 'q2', true)).toBe(false)
    expect((await questionsOf(db, codec, contestId)).map(({ question: { apart } }) => apart)).toEqual([['Q003'], [], ['Q001']])
    expect(await putTie(db, contestId, 'q2', 'q0', false)).toBe(true)
    expect(await putTie(db, contestId, 'q2', 'q0', false)).toBe(false)
    await expect(putTie(db, contestId, 'q0', 'none', true)).rejects.toThrow(/foreign key/i)
    const other = await insertContestRows(db, codec)
    await expect(putTie(db, other.contestId, 'q0', 'q1', true)).rejects.toThrow(/foreign key/i)
  })

  it('keeps contributions sealed and lets one of two writers win', async () => {
    const { db, contestId } = await withQuestions(0)
    const item = { place: 'Câu 1', content: content('Bí mật?'), findings: [], leftOut: false, mended: false }
    const staged: Staged = { fileName: 'đề.docx', format: 'docx', findings: [], items: [item] }
    const counts = { questions: 1, broken: 0, doubtful: 0, leftOut: 0 }
    const record = {
      ...{
        id: 'c',
        contestId,
        unitId: null,
        owner: { kind: 'staff' as const, id: 's' },
        state: 'staged' as const,
        version: 1,
        staged,
        ...counts,
      },
      ...{ createdAt: 1, submittedAt: null },
    } as const
    await insertContribution(db, codec, record)
    expect(await contributionById(db, codec, contestId, 'c')).toEqual(record)
    expect(await contributionsOf(db, codec, contestId, 'other')).toEqual([])
    expect(Buffer.from((await db.selectFrom('contribution').select('sealed').executeTakeFirstOrThrow()).sealed).includes('docx')).toBe(
      false,
    )
    const writes = await Promise.all([1, 2].map(() => updateContribution(db, codec, record, staged, counts)))
    expect(writes.sort()).toEqual([false, true])
    expect(await markSubmitted(db, record, 5)).toBe(false)
    expect(await markSubmitted(db, { ...record, version: 2 }, 5)).toBe(true)
    expect(await updateContribution(db, codec, { ...record, version: 3 }, staged, counts)).toBe(false)
  })

  it('keeps a picture as long as somebody holds it', async () => {
    const { db, contestId } = await withQuestions(0)
    const picture = (digit: string) => ({ digest: digit.repeat(64), mediaType: 'image/png', bytes: Buffer.from(`hình ${digit}`) }) as const
    await putPicture(db, codec, contestId, picture('1'), 'one', 1)
    await putPicture(db, codec, contestId, picture('1'), 'two', 1)
    await putPicture(db, codec, contestId, picture('2'), 'one', 1)
    await putPicture(db, codec, contestId, picture('3'), 'one', 1)
    await putPicture(db, codec, contestId, picture('3'), null, 1)
    const sealed = (await db.selectFrom('picture').select('sealed').execute()).map((row) => Buffer.from(row.sealed))
    expect(sealed.some((bytes) => bytes.includes('hình'))).toBe(false)
    expect([await ownsPicture(db, contestId, '1'.repeat(64), 'two'), await ownsPicture(db, contestId, '2'.repeat(64), 'two')]).toEqual([
      true,
      false,
    ])
    await releasePictures(db, contestId, 'one')
    const there = async (digit: string) => (await openPicture(db, codec, contestId, digit.repeat(64)))?.bytes.toString()
    expect([await there('1'), await there('2'), await there('3')]).toEqual(['hình 1', undefined, 'hình 3'])
    await keepPictures(db, contestId, ['1'.repeat(64)])
    await releasePictures(db, contestId, 'two')
    expect([await there('1'), await there('3')]).toEqual(['hình 1', 'hình 3'])
  })
})
