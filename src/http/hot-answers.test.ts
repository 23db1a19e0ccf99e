import { gunzipSync } from 'node:zlib'
import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { AcceptedEntry, StartedAttempt } from '#contract/taking-part.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { entryOf, plainRules } from '#test/support/contest.ts'
import type { OpenAttempt } from '#usecases/app.ts'
import { acceptedEntryJson, startedAttemptGzip, startedAttemptJson } from './hot-answers.ts'

const question = (code: string, stem: string, correct: readonly number[]) => ({
  ...{ code, stem, correct, options: ['Đúng “hoàn toàn”', 'Sai\n\\ hẳn', '🙂 < 3'] },
  ...{ topic: null, difficulty: null, source: `Bí mật ${code}` },
  pictures: code === 'B2' ? [{ digest: 'b2', mediaType: 'image/png', alt: 'Sơ đồ', option: 0 }] : [],
})
const set = {
  digest: 'd',
  questions: [question('A1', 'Nghị quyết số 57?', [0]), question('B2', 'Chọn "nhiều" ý', [0, 2])],
} as unknown as LockedSet

it('a started attempt is the contract’s, with the words of the paper in the order shown and nothing else', () => {
  const { id, contestantId } = { id: 'attempt-1', contestantId: entryOf(1).contestantId }
  const open = {
    attempt: { id, roundId: 'r', contestantId, number: 1, startedAt: 5, deadlineAt: 9 },
    runtime: { round: { id: 'r', name: 'Tuần 1 – “mở”' }, contest: { rules: plainRules }, set, mostPredicted: 1515 },
    paperText: '[[1,2,0,1],[0,1,0,2]]',
  } as unknown as OpenAttempt
  const answer: unknown = JSON.parse(startedAttemptJson(open, 7, 'token').toString('utf8'))
  expect(Value.Check(StartedAttempt, answer)).toBe(true)
  expect(answer).toEqual({
    sendToken: 'token',
    ...{ id, roundId: 'r', roundName: 'Tuần 1 – “mở”', number: 1, now: 7, startedAt: 5, deadlineAt: 9 },
    timed: plainRules.attempts.timeLimitMs !== null,
    prediction: {
      asked: plainRules.prediction.asked,
      required: plainRules.prediction.required,
      maximum: 1515,
      ask: {
        vi: 'Bạn đoán tuần này có bao nhiêu người trả lời đúng cả 15 câu?',
        en: 'How many people will answer all 15 questions of this round correctly?',
      },
    },
    paper: [
      {
        stem: 'Chọn "nhiều" ý',
        options: ['🙂 < 3', 'Đúng “hoàn toàn”', 'Sai\n\\ hẳn'],
        several: true,
        pictures: [{ digest: 'b2', alt: 'Sơ đồ', option: 1 }],
      },
      { stem: 'Nghị quyết số 57?', options: ['Sai\n\\ hẳn', 'Đúng “hoàn toàn”', '🙂 < 3'], several: false, pictures: [] },
    ],
  })
})

it('a started attempt packed is the same, whoever’s pieces it is made of', () => {
  const openOf = (id: string, paperText: string, of = set): OpenAttempt =>
    ({
      attempt: { id, roundId: 'r', contestantId: 'c', number: 1, startedAt: 5, deadlineAt: 9 },
      runtime: { round: { id: 'r', name: 'Tuần 1 – “mở”' }, contest: { rules: plainRules }, set: of },
      paperText,
    }) as unknown as OpenAttempt
  for (const [i, paper] of [
    '[[1,2,0,1],[0,1,0,2]]',
    '[[0,1,0,2],[1,2,0,1]]',
    '[[1,0,2,1],[0,1,0,2]]',
    '[[1,2,0,1],[0,1,0,2]]',
    // The same question in the same place, its options in another order.
    '[[1,2,0,1],[0,2,1,0]]',
    '[]',
  ].entries()) {
    const open = openOf(`attempt-${String(i)}`, paper)
    const packed = startedAttemptGzip(open, 7, `token ${String(i)}`)
    expect(packed === null ? null : gunzipSync(packed).toString()).toBe(startedAttemptJson(open, 7, `token ${String(i)}`).toString())
  }
  // Drawn from too many to pack each once, a paper goes out as it is.
  const large = { digest: 'e', questions: Array.from({ length: 4001 }, (_, i) => question(`Q${String(i)}`, 'Câu', [0])) }
  expect(startedAttemptGzip(openOf('attempt-9', '[[1,2,0,1]]', large as unknown as LockedSet), 7, 'token')).toBeNull()
})

it('an accepted entry is the contract’s, its receipt to the byte, in ASCII', () => {
  for (const checkpoint of ['hoithi.local/a\n3\nroot\n\n— hoithi.local/a sig=\n', 'hội-thi/ă\n4\n\n— ă 🙂\n']) {
    const accepted = {
      entryId: 'entry-of-somebody',
      code: '0123456789',
      submittedAt: 8,
      logIndex: 2,
      receiptHead: 'c2sp\nextra YQ==\n\n',
      checkpoint,
    }
    const json = acceptedEntryJson(accepted)
    expect(json).toMatch(/^[\x20-\x7e]+$/)
    const answer: unknown = JSON.parse(json)
    expect(Value.Check(AcceptedEntry, answer)).toBe(true)
    const { entryId, code, submittedAt, logIndex, receiptHead } = accepted
    expect(answer).toEqual({ entryId, code, submittedAt, logIndex, receipt: receiptHead + checkpoint })
  }
})
