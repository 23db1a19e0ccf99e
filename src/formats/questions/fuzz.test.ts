/** A short slice of `test/fuzz/formats.ts`, with other seeds each run; fast-check prints the seed of a failure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questionCorpus } from '#test/support/formats/corpus.ts'
import { bytesOf, docxOf, xlsxOf } from '#test/support/formats/office.ts'
import { damaged } from '#test/support/formats/mutate.ts'
import { contestFile, questionFiles, samplesOf } from '#test/support/formats/samples.ts'
import { wordSamples } from '#test/support/formats/word-samples.ts'
import { readBoards } from '../people/boards.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'
import { readRoster } from '../people/roster.ts'
import { readUnits } from '../people/units.ts'

const { units } = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })
const samples = [...samplesOf([...questionFiles, 'boards.xlsx', 'units.csv']), ...wordSamples()]
const MAX_MS = 5000

const corpus = await questionCorpus()

/** All four readers give findings, and a reason whenever they refuse. */
function expectAnswered(bytes: Uint8Array, fileName: string): void {
  const started = performance.now()
  const questions = readQuestions(bytes, { fileName })
  for (const read of [
    questions,
    readRoster(bytes, { fileName, units }),
    readBoards(bytes, { fileName, units }),
    readUnits(bytes, { fileName }),
  ]) {
    const all = 'questions' in read ? [...read.findings, ...read.questions.flatMap((question) => question.findings)] : read.findings
    expect(read.hasErrors).toBe(all.some(({ severity }) => severity === 'error'))
    for (const { message } of all) {
      expect(message.vi).not.toMatch(/undefined|\[object/)
      expect(message.en).not.toMatch(/undefined|\[object/)
    }
  }
  expectWhole(questions)
  expect(performance.now() - started).toBeLessThan(MAX_MS)
}

/** What may be imported can be answered and shown. */
function expectWhole(read: QuestionsRead): void {
  if (read.hasErrors) return
  const digests = new Set(read.pictures.map(({ digest }) => digest))
  for (const { content } of read.questions) {
    expect(content.options.length).toBeGreaterThanOrEqual(2)
    expect(content.correct.length).toBeGreaterThan(0)
    expect(content.correct.every((position) => position >= 0 && position < content.options.length)).toBe(true)
    expect(content.pictures.every(({ digest, option }) => digests.has(digest) && (option ?? 0) < content.options.length)).toBe(true)
    expect(`${content.stem}${content.options.join('')}${content.explanation ?? ''}`).not.toContain('\u0000')
  }
}

/** Pieces a question file is made of, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    'Câu 1: ',
    'Câu 2. ',
    'A. ',
    'B. ',
    'C) ',
    'd. ',
    '\t',
    '\n',
    '  ',
    'Đáp án: B',
    'ĐÁP ÁN',
    '1A 2B',
    'Phần II',
    'Chủ đề: ',
    '(NB)',
    'Giải thích: ',
    '[<br>]',
    '[<sg>]',
    '',
    '*',
    'STT',
    'Câu hỏi',
    'A',
    'B',
    'Đáp án',
    'Mã cán bộ',
    'Họ và tên',
    'Đơn vị công tác',
    'code',
    'name',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const words = fc
  .array(piece, { maxLength: 6 })
  .map((pieces) => pieces.join('').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/g, '')) // eslint-disable-line no-control-regex

describe('whatever is uploaded', () => {
  it('real files, damaged', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const { name, bytes } = damaged(samples, seed)
        expectAnswered(bytes, name)
      }),
      { numRuns: 100 },
    )
  })

  it.each([...corpus])('files of our exporters and of other systems, damaged: %s', (format, files) => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const { name, bytes } = damaged(files, seed)
        const read = readQuestions(bytes, { fileName: name })
        const all = [...read.findings, ...read.questions.flatMap((question) => question.findings)]
        expect(read.hasErrors).toBe(all.some(({ severity }) => severity === 'error'))
        expect(all.some(({ message }) => /undefined|\[object/.test(message.vi + message.en))).toBe(false)
        expectWhole(read)
        expect(() => readQuestions(bytes, { fileName: name, format })).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  it('bytes', () => {
    const start = fc.constantFrom(
      [],
      [0x50, 0x4b, 3, 4],
      [0x50, 0x4b, 5, 6],
      [0xff, 0xfe],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0x5b],
      [0x7b],
    )
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        expectAnswered(new Uint8Array([...head, ...tail]), 'a.docx')
      }),
      { numRuns: 200 },
    )
  })

  it('documents and sheets of any words', () => {
    const row = fc.array(words, { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            words,
            fc.array(row, { maxLength: 3 }).map((rows) => ({ rows })),
          ),
          { maxLength: 12 },
        ),
        fc.array(row, { maxLength: 8 }),
        (blocks, rows) => {
          expectAnswered(docxOf(blocks), 'a.docx')
          expectAnswered(xlsxOf([{ rows }]), 'a.xlsx')
          expectAnswered(bytesOf(rows.map((cells) => cells.join(';')).join('\n')), 'a.csv')
        },
      ),
      { numRuns: 100 },
    )
  })

  it('JSON of any shape', () => {
    const question = fc.record(
      {
        stem: fc.jsonValue(),
        options: fc.oneof(fc.jsonValue(), fc.array(fc.string())),
        correct: fc.jsonValue(),
        source: fc.jsonValue(),
        difficulty: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(question), fc.record({ questions: fc.array(question) })), (value) => {
        expectAnswered(bytesOf(JSON.stringify(value)), 'a.json')
      }),
      { numRuns: 200 },
    )
  })
})
