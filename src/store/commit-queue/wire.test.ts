import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import type { Answer, Operation } from './decide.ts'
import { packAnswers, packOperations, unpackAnswers, unpackOperations } from './wire.ts'

const text = fc.string({ unit: 'binary' })
const count = fc.maxSafeNat()
const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some))
const attempt = fc.record({
  id: text,
  roundId: text,
  contestantId: text,
  number: count,
  startedAt: count,
  deadlineAt: count,
  paperSet: count,
})

const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('attempt' as const), draft: attempt }),
  fc.record({
    kind: fc.constant('entry' as const),
    draft: fc.record({
      id: text,
      roundId: text,
      attemptId: text,
      contestantId: text,
      submittedAt: count,
      bodyDigest: bytes,
      opening: text,
      pseudonym: text,
    }),
  }),
  fc.record({
    kind: fc.constant('marker' as const),
    roundId: text,
    marker: fc.constantFrom('genesis' as const, 'close' as const, 'reopened' as const, 'restored' as const),
    leaf: bytes,
  }),
)

const done = <Kind extends string, Outcome>(kind: Kind, outcome: fc.Arbitrary<Outcome>) =>
  fc.record({ ok: fc.constant(true as const), kind: fc.constant(kind), outcome })

const answers: fc.Arbitrary<Answer> = fc.oneof(
  done('attempt' as const, fc.record({ attempt, created: fc.boolean() })),
  done(
    'entry' as const,
    fc.oneof(
      fc.record({ kind: fc.constantFrom('conflict' as const) }),
      fc.record({ kind: fc.constantFrom('log-closed' as const) }),
      fc.record({
        kind: fc.constantFrom('accepted' as const, 'repeated' as const),
        ...{ entryId: text, code: text, submittedAt: count, logIndex: count, receiptHead: text },
        checkpoint: fc.constantFrom('one', 'two', 'three'),
      }),
    ),
  ),
  done('marker' as const, fc.record({ checkpoint: fc.constantFrom('one', 'four'), size: count })),
)

describe('a batch between threads', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(fc.array(operations), (batch) => {
        expect(unpackOperations(structuredClone(packOperations(batch)))).toEqual(batch)
      }),
    )
  })

  it('is answered as it was decided, each checkpoint sent once', () => {
    fc.assert(
      fc.property(fc.array(answers), (batch) => {
        const packed = structuredClone(packAnswers(batch))
        expect(unpackAnswers(packed)).toEqual(batch)
        expect(new Set(packed.checkpoints).size).toBe(packed.checkpoints.length)
      }),
    )
  })

  it('carries failures with their code', () => {
    const refused: Answer = { ok: false, error: new ContestError('conflict', { entries: 3 }) }
    const broken: Answer = { ok: false, error: new Error('constraint failed') }
    const [first, second] = unpackAnswers(structuredClone(packAnswers([refused, broken])))
    expect(first).toMatchObject({ ok: false, error: { code: 'conflict', detail: { entries: 3 } } })
    expect(first?.ok === false && first.error).toBeInstanceOf(ContestError)
    expect(second).toEqual(broken)
    expect(() => unpackAnswers({ checkpoints: [], fields: [{ text: 'refusedtoString{}', ends: Uint32Array.of(7, 15, 17) }] })).toThrow(
      'no such error code',
    )
  })
})
