import { describe, expect, it } from 'vitest'
import { createCodec } from '../database/codec.ts'
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { bankSize, countBank, insertQuestions, stemHolders, stemIndex } from './questions.ts'
import { questionsOf } from './whole-bank.ts'

const codec = testCodec()
const content = (stem: string): QuestionContent => ({
  ...plainContent,
  stem,
  options: ['Có', 'Không', 'Tất cả các phương án trên'],
  correct: [2],
  source: { document: 'Luật số 17/2023/QH15', detail: 'Điều 4' },
  topic: 'Chuyển đổi số',
  difficulty: 2,
})

describe('the index of a stem', () => {
  const same = (one: string, other: string): boolean => Buffer.from(stemIndex(codec, 'c', one)).equals(stemIndex(codec, 'c', other))

  it('takes a question for the same after composition, case, spacing and punctuation', () => {
    expect(same('Chuyển đổi số là gì?', '  CHUYỂN  ĐỔI SỐ, là gì'.normalize('NFD'))).toBe(true)
    expect(same('Chuyển đổi số là gì?', 'Chuyển đổi sổ là gì?')).toBe(false)
    expect(Buffer.from(stemIndex(codec, 'c', 'x')).equals(stemIndex(codec, 'd', 'x'))).toBe(false)
  })

  // As banks have stored it ever since.
  it.each([
    ['Chuyển đổi số là gì?', '6bbaca27fb159c180f10b60815d967c69560db5a82319ec2a11d6cc396c294b9'],
    ['Điều 4 – “khoản 2”: 1 + 1 = ?', '1b880f3c55178ed4a0fe6844eca34c281703692c2fd4a8956f45a7ec84d469f8'],
    ['x² ≤ 9 & y\u00a0> 0', '706f38d4a0babb3d3a1bf0cf466ff8ac91c3590a9c37c88b8cca71aed40a1969'],
    ['İSTANBUL ΣΑΣ', '3829a65841918900ff6054fd170b18b032cd55e141058dabf2bbffcff8e4fcc7'],
    ['😀 đ/Đ ﬁ ½', '0d7fc26cd4c5b35e47d459438dc9a5897f8c9760c36330ed820c38faa4888e57'],
    ['?!…', 'c8dfd88d97a9b9abefab0cb809385a96ba21444de4e4d41d9f7e3d5690a08ef0'],
  ])('of %j never changes', (stem, index) => {
    expect(Buffer.from(stemIndex(createCodec(new Uint8Array(32).fill(7)), 'c', stem)).toString('hex')).toBe(index)
  })
})

describeOnEachDatabase('questions', (maker) => {
  async function withQuestions(stems: readonly string[]) {
    const { db } = await maker.migrated()
    const { contestId } = await insertContestRows(db, codec)
    const other = await insertContestRows(db, codec)
    await insertQuestions(
      db,
      codec,
      stems.map((stem, at) => ({
        id: `q-${String(at)}`,
        contestId,
        code: `Q00${String(stems.length - at)}`,
        content: content(stem),
        origin: `đề.docx, câu ${String(at)}`,
        state: 'approved',
        by: { kind: 'command', id: null },
        at: 1,
      })),
    )
    return { db, contestId, otherId: other.contestId }
  }

  it('come back opened, by code', async () => {
    const { db, contestId, otherId } = await withQuestions(['Một?', 'Hai?'])
    expect(await questionsOf(db, codec, contestId)).toEqual([
      {
        id: 'q-1',
        version: 1,
        question: { code: 'Q001', apart: [], ...content('Hai?') },
        state: 'approved',
        origin: 'đề.docx, câu 1',
        practice: null,
      },
      {
        id: 'q-0',
        version: 1,
        question: { code: 'Q002', apart: [], ...content('Một?') },
        state: 'approved',
        origin: 'đề.docx, câu 0',
        practice: null,
      },
    ])
    expect(await questionsOf(db, codec, otherId)).toEqual([])
    expect(await bankSize(db, contestId)).toEqual({ questions: 2, approved: 2, submitted: 0 })
    await db.updateTable('question').set({ state: 'retired' }).where('id', '=', 'q-0').execute()
    expect(await bankSize(db, contestId)).toEqual({ questions: 2, approved: 1, submitted: 0 })
  })

  it('are known by their stems', async () => {
    const { db, contestId } = await withQuestions(['Một?', 'Hai?', 'một'])
    const known = await stemHolders(
      db,
      contestId,
      ['MỘT', 'hai', 'Ba?'].map((stem) => stemIndex(codec, contestId, stem)),
    )
    expect(known.get(Buffer.from(stemIndex(codec, contestId, 'MỘT')).toString('hex'))).toMatchObject([
      { id: 'q-2', code: 'Q001', version: 1 },
      { id: 'q-0', code: 'Q003', version: 1 },
    ])
    expect(known.size).toBe(2)
    expect(await countBank(db, contestId)).toBe(3)
  })

  it('show neither text nor key in the database', async () => {
    const { db, contestId } = await withQuestions(['Bí mật quốc gia?'])
    const row = await db.selectFrom('question_version').selectAll().executeTakeFirstOrThrow()
    expect(Buffer.from(row.sealed).includes('Bí mật')).toBe(false)
    await expect(questionsOf(db, testCodec(), contestId)).rejects.toThrow()
  })
})
