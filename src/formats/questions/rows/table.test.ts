import { describe, expect, it } from 'vitest'
import { sha256, toHex } from '#ledger/bytes.ts'
import { pictureBytes } from '#test/support/formats/arbitrary-questions.ts'
import { bytesOf, xlsxOf, type CellOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án']
const sheet = (...rows: (readonly CellOf[])[]): QuestionsRead =>
  readQuestions(xlsxOf([{ name: 'S', rows: [head, ...rows] }], ['General', '0%', 'dd/mm/yyyy']), { fileName: 'de.xlsx' })
const json = (value: unknown): QuestionsRead => readQuestions(bytesOf(JSON.stringify(value)), { fileName: 'de.json' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

describe('questions in rows', () => {
  it.each<readonly [string, readonly number[]]>([
    ['B', [1]], ['b', [1]], [' B. ', [1]], ['Câu B', [1]], ['Đáp án B'.normalize('NFD'), [1]], ['(B)', [1]], ['A, C', [0, 2]], ['C và A', [0, 2]], ['AC', [0, 2]], ['b1', [1]],
  ])('understand the answer %j', (answer, correct) => {
    expect(contents(sheet([1, 'Một?', 'a1', 'b1', 'c1', answer]))).toEqual([['Một?', 'a1', 'b1', 'c1', correct]])
  }) // prettier-ignore

  it.each(['D', 'X', '2', 'A hoặc B', 'không rõ', 'Bảng'])('refuse the answer %j at its cell', (answer) => {
    const result = sheet([1, 'Một?', 'a1', 'b1', 'c1', answer])
    expect([result.hasErrors, codes(result)]).toEqual([true, ['error answer-unclear at S!F2']])
  })

  it('read answers as numbers only where the options are numbered', () => {
    const rows = [
      ['Câu hỏi', 'Phương án 1', 'Phương án 2', 'Đáp án đúng'],
      ['Một?', 'a1', 'b1', 2],
    ]
    expect(contents(readQuestions(xlsxOf([{ rows }]), { fileName: 'a.xlsx' }))).toEqual([['Một?', 'a1', 'b1', [1]]])
    expect(codes(readQuestions(xlsxOf([{ rows: [rows[0] ?? [], ['Một?', 'a1', 'b1', 0]] }]), { fileName: 'a.xlsx' }))).toEqual([
      'error answer-unclear at Trang 1!D2',
    ])
  })

  it('say so when something is missing, empty or the same', () => {
    expect(codes(sheet([1, 'Một?', 'a1', 'b1', 'c1', null]))).toEqual(['error answer-missing at S!2'])
    expect(codes(sheet([1, null, 'a1', 'b1', 'c1', 'A']))).toEqual(['error stem-empty at S!2'])
    expect(codes(sheet([1, null, null, null, null, 'A']))).toContain('error stem-empty at S!2')
    expect(codes(sheet([1, 'Một?', 'a1', null, null, 'A']))).toEqual(['error options-too-few at S!2'])
    expect(codes(sheet([1, 'Một?', 'a1', null, 'c1', 'A']))).toEqual(['error option-empty at S!2'])
    expect(codes(sheet([1, 'Một?', 'a1', null, 'c1', 'B']))).toEqual(['error answer-unclear at S!F2', 'error option-empty at S!2'])
    expect(codes(sheet([1, 'Một?', 'Có', 'Có', 'c1', 'A']))).toEqual(['error options-same at S!2'])
  })

  it('show numbers and dates as the sheet does, with a warning', () => {
    const percent: CellOf = { type: 'n', style: 1, inside: '<v>0.8</v>' }
    const date: CellOf = { type: 'n', style: 2, inside: '<v>45548</v>' }
    const result = sheet([1, 'Một?', percent, date, 1.5, 'A'])
    expect(contents(result)).toEqual([['Một?', '80%', '13/09/2024', '1,5', [0]]])
    expect(codes(result)).toEqual(['warning cell-number at S!C2', 'warning cell-number at S!D2', 'warning cell-number at S!E2'])
  })

  it('refuse cells with errors and formulas without results', () => {
    const result = sheet([1, 'Một?', { type: 'e', inside: '<v>#REF!</v>' }, { type: 'n', inside: '<f>A1</f>' }, 'c1', 'C'])
    expect(codes(result).slice(0, 2)).toEqual(['error cell-error at S!C2', 'error cell-error at S!D2'])
    expect(result.hasErrors).toBe(true)
  })

  it('tell options apart by their case where that is all there is, and name it', () => {
    const result = sheet(
      [1, 'Lệnh nào?', 'IF', 'if', 'For', 'if'],
      [2, 'Lệnh gì?', 'IF', 'if', 'For', 'FOR'],
      [3, 'Gì?', 'IF', 'if', 'For', 'If'],
    )
    expect(result.questions.map(({ content }) => content.correct)).toEqual([[1], [2], []])
    expect(codes(result)).toEqual([
      ...['S!2', 'S!3'].map((place) => `warning options-alike at ${place}`),
      expect.stringMatching(/^error answer-unclear at S!/),
      'warning options-alike at S!4',
    ])
  })

  it('leave out totals and signatures, and say so', () => {
    const result = sheet(
      [1, 'Một?', 'a1', 'b1', 'c1', 'A'],
      [],
      ['Tổng cộng: 1 câu'],
      [null, 'Phần II'],
      [null, null, null, null, null, 'NGƯỜI LẬP'],
    )
    expect(result.questions.length).toBe(1)
    expect(codes(result)).toEqual(['info row-ignored at S!4', 'info row-ignored at S!5', 'info row-ignored at S!6'])
  })

  it('take source, detail, topic and level from their columns', () => {
    const rows = [
      [...head, 'Căn cứ', 'Trích dẫn', 'Chủ đề', 'Mức độ'],
      [1, 'Một?', 'a1', 'b1', 'c1', 'A', 'Luật số 1', 'Điều 2', 'Luật', 'Khó'],
      [2, 'Hai?', 'a1', 'b1', 'c1', 'A', 'Luật số 1: Điều 3', null, null, 'rất khó'],
    ]
    const result = readQuestions(xlsxOf([{ name: 'S', rows }]), { fileName: 'a.xlsx' })
    expect(result.questions.map(({ content: { source, topic, difficulty } }) => [source, topic, difficulty])).toEqual([
      [{ document: 'Luật số 1', detail: 'Điều 2' }, 'Luật', 3],
      [{ document: 'Luật số 1', detail: 'Điều 3' }, null, null],
    ])
    expect(codes(result)).toEqual(['warning value-unknown at S!J3'])
  })

  it('name the columns that are missing or doubled, and sheets that were not read', () => {
    const of = (...sheets: { name: string; rows: CellOf[][]; hidden?: boolean }[]): readonly string[] =>
      codes(readQuestions(xlsxOf(sheets), { fileName: 'a.xlsx' }))
    expect(
      of({
        name: 'S',
        rows: [
          ['STT', 'Câu hỏi', 'A', 'B'],
          [1, 'Một?', 'a', 'b'],
        ],
      }),
    ).toEqual(['error column-missing at S!1'])
    expect(
      of({
        name: 'S',
        rows: [
          ['Câu hỏi', 'A', 'B', 'Đáp án', 'B'],
          ['Một?', 'a', 'b', 'A', 'c'],
        ],
      }),
    ).toEqual(['error column-twice at S!E1'])
    expect(of({ name: 'S', rows: [['xin chào'], ['bạn']] })).toEqual(['error header-missing at S'])
    const good = {
      name: 'S',
      rows: [
        ['Câu hỏi', 'A', 'B', 'Đáp án'],
        ['Một?', 'a', 'b', 'A'],
      ],
    }
    expect(of(good, { name: 'Ghi chú', rows: [['xin chào']] }, { ...good, name: 'Cũ', hidden: true })).toEqual([
      'info sheet-hidden at Cũ',
      'warning sheet-ignored at Ghi chú',
      'warning sheet-hidden-questions at Cũ',
    ])
  })

  it('name the line where quotes of a CSV are broken', () => {
    const result = readQuestions(bytesOf('Câu hỏi,A,B,Đáp án\n"Một?,a,b,A\nHai?,a,b,B\n'), { fileName: 'a.csv' })
    expect(result.findings.map(({ code, place }) => [code, place])).toEqual([['csv-damaged', expect.stringMatching(/^row \d+$/)]])
    expect(result.hasErrors).toBe(true)
  })
})

describe('questions in JSON', () => {
  const good = { stem: 'Một?', options: ['a', 'b'], answer: 'B' }

  it.each<readonly [object, readonly number[]]>([
    [{ correct: [1, 0] }, [0, 1]], [{ correct: 1 }, [1]], [{ answer: 0 }, [0]], [{ answer: 'B' }, [1]], [{ answer: ['A', 'B'] }, [0, 1]],
  ])('take the right option from %j', (right, correct) => {
    const result = json([{ stem: 'Một?', options: ['a', 'b'], ...right }])
    expect(contents(result)).toEqual([['Một?', 'a', 'b', correct]])
    expect(result.hasErrors).toBe(false)
  }) // prettier-ignore

  it.each([[{ correct: [2] }], [{ correct: [-1] }], [{ correct: [0.5] }], [{ correct: true }], [{ answer: 'C' }]])('refuse %j', (right) => {
    const result = json([{ stem: 'Một?', options: ['a', 'b'], ...right }])
    expect(codes(result)).toEqual([`error answer-unclear at /0/${Object.keys(right)[0] ?? ''}`])
    expect(result.hasErrors).toBe(true)
  })

  it('point at what has the wrong shape', () => {
    expect(codes(json({ hello: 1 }))).toEqual(['error json-shape at /questions'])
    expect(codes(json([[]]))).toContain('error json-shape at /0')
    expect(codes(json({ questions: [good, { ...good, stem: 5 }] }))).toContain('error json-shape at /questions/1/stem')
    expect(codes(json([{ ...good, options: 'a' }]))).toContain('error json-shape at /0/options')
    expect(codes(json([{ ...good, options: ['a', 3] }]))).toContain('error json-shape at /0/options')
    expect(codes(json([{ ...good, source: 7, difficulty: 'x', topic: 1 }])).toSorted()).toEqual([
      'error json-shape at /0/difficulty',
      'error json-shape at /0/source',
      'error json-shape at /0/topic',
    ])
    expect(codes(json([{ ...good, colour: 'red' }]))).toEqual(['warning json-unknown-key at /0'])
    expect(codes(json([{ ...good, options: [...'abcdefghi'] }]))).toEqual(['error options-too-many at /0'])
    expect(codes(json([]))).toEqual(['error no-questions at '])
    expect(codes(readQuestions(bytesOf('[{"stem": '), { fileName: 'a.json' }))).toEqual(['error json-damaged at '])
  })

  it('take a source as text or in parts', () => {
    const sources = ['Luật 1: Điều 2', { document: 'Luật 1', detail: 'Điều 2' }, { document: 'Luật 1' }, null, '']
    expect(
      json(sources.map((source, at) => ({ ...good, stem: `Câu ${at}?`, source }))).questions.map(({ content }) => content.source),
    ).toEqual([
      { document: 'Luật 1', detail: 'Điều 2' },
      { document: 'Luật 1', detail: 'Điều 2' },
      { document: 'Luật 1', detail: '' },
      null,
      null,
    ])
  })
})

describe('JSON of our own', () => {
  const good = { stem: 'Một?\nHai', options: ['a', 'b'], correct: [1] }
  const own = (questions: readonly object[], pictures: unknown = {}): QuestionsRead =>
    json({ format: 'hoithi-questions', version: 1, questions, pictures })
  const bytes = pictureBytes(1)
  const digest = toHex(sha256(bytes))
  const base64 = Buffer.from(bytes).toString('base64')
  const shown = { digest, mediaType: 'image/png', alt: 'Sơ đồ', option: 0 }

  it('carries order, explanation and pictures, and codes without notice', () => {
    const question = {
      ...good,
      options: ['', 'b'],
      code: 'Q007',
      apart: ['Q008'],
      optionOrder: 'kept',
      explanation: 'Vì\nthế',
      pictures: [shown],
    }
    const read = own([question], { [digest]: { mediaType: 'image/png', base64 } })
    expect(codes(read)).toEqual([])
    expect(read.questions[0]?.content).toMatchObject({ stem: 'Một?\nHai', optionOrder: 'kept', explanation: 'Vì\nthế', pictures: [shown] })
    expect(read.pictures).toEqual([{ digest, mediaType: 'image/png', bytes }])
  })

  it('of another version is refused', () => {
    const read = json({ format: 'hoithi-questions', version: 2, questions: [good] })
    expect(codes(read)).toEqual(['error json-version at /version'])
    expect(read.findings[0]?.message.vi).toContain('phiên bản 2')
  })

  it('names pictures that are missing, damaged, false or misplaced', () => {
    const of = (picture: object, pictures: unknown): readonly string[] => codes(own([{ ...good, pictures: [picture] }], pictures))
    expect(of(shown, {})).toEqual(['warning picture-absent at /questions/0/pictures/0'])
    expect(of(shown, null)).toEqual(['warning picture-absent at /questions/0/pictures/0'])
    expect(of({ ...shown, digest: '__proto__' }, {})).toEqual(['warning picture-absent at /questions/0/pictures/0'])
    expect(of(shown, { [digest]: { base64: 'QUJD' } })).toEqual(['error picture-kind at /questions/0/pictures/0'])
    expect(of(shown, { [digest]: { base64: 5 } })).toEqual(['error picture-kind at /questions/0/pictures/0'])
    expect(of({ ...shown, digest: 'b' }, { b: { base64 } })).toEqual(['error picture-damaged at /questions/0/pictures/0'])
    expect(of({ ...shown, option: 2 }, { [digest]: { base64 } })).toEqual(['error json-shape at /questions/0/pictures/0'])
    expect(codes(own([{ ...good, pictures: 'a', optionOrder: 'x' }]))).toEqual([
      'error json-shape at /questions/0/optionOrder',
      'error json-shape at /questions/0/pictures',
    ])
  })
})
