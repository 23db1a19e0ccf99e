/** Damaged exports of every format: never thrown at, never slow, never without a reason. A slice of `test/load/fuzz-formats.ts`. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportedSamples } from '#test/support/formats/exported.ts'
import { damaged } from '#test/support/formats/mutate.ts'
import { bytesOf } from '#test/support/formats/office.ts'
import { readQuestions } from './questions.ts'

/** Two seconds are what a person waits; cores may be shared. */
const MAX_MS = 5000

function expectAnswered(bytes: Uint8Array, fileName: string): void {
  const started = performance.now()
  const read = readQuestions(bytes, { fileName })
  expect(performance.now() - started).toBeLessThan(MAX_MS)
  const all = [...read.findings, ...read.questions.flatMap(({ findings }) => findings)]
  expect(read.hasErrors).toBe(all.some(({ severity }) => severity === 'error'))
  for (const { message } of all) expect(`${message.vi}${message.en}`).not.toMatch(/undefined|\[object/)
  if (read.hasErrors) return
  const known = new Set(read.pictures.map(({ digest }) => digest))
  for (const { content } of read.questions) {
    expect(content.options.length).toBeGreaterThanOrEqual(2)
    expect(content.correct.length).toBeGreaterThan(0)
    expect(content.correct.every((position) => position >= 0 && position < content.options.length)).toBe(true)
    expect(content.pictures.every(({ digest }) => known.has(digest))).toBe(true)
  }
}

const samples = await exportedSamples()

describe('whatever happens to an exported file', () => {
  it('reads as it was written', () => {
    for (const { name, bytes } of samples) expect([name, readQuestions(bytes, { fileName: name }).hasErrors]).toEqual([name, false])
  })

  it('is answered when it is damaged', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const { name, bytes } = damaged(samples, seed)
        expectAnswered(bytes, name)
      }),
      { numRuns: 400 },
    )
  })

  it('is answered when it is text of any pieces', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '=', '~', '#', '####', '%50%', '::', '\\', '\n', '\n\n', '$CATEGORY: a/b', '//', 'A. ', 'B) ', 'ANSWER: A', 'T', '->', '[html]', '<p>', '&amp;', ';', '"', 'Câu hỏi,A,B,Đáp án\n'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ) // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expectAnswered(bytesOf(pieces.join('')), 'a.txt')
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['{=', 'a'], ['', '{=a ~b}'], ['x {=', '~%1%'], ['', '::a'], ['', '\\\\'], ['A. a\nB. b\nANSWER: A\n', 'A. '], ['A. a\nB. b\nANSWER: A\n', 'x\n'], ['$CATEGORY: ', '/'], ['[html]', '<b>'], ['x {=a ~b####', '<i>'],
    ['Câu hỏi,A,B,Đáp án\n', '"'], ['Câu hỏi;A;B;Đáp án\n', 'a;b;c;A\n'], ['Câu hỏi,Phương án,Đáp án\n', '"a. x b. y","a. ;|",A\n'], ['', "'="],
  ])('is answered when %j is followed by %j without end', (start, piece) => {
    expectAnswered(bytesOf(start + piece.repeat(Math.floor(2_000_000 / piece.length))), 'a.txt')
  }) // prettier-ignore
})
