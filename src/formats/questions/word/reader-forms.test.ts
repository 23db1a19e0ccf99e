/** The forms in which people write questions in Word: numbers, options, tables, lists, several in a paragraph. */
import { describe, expect, it } from 'vitest'
import { docxOf, numberingPart, raw, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type Blocks = readonly (BlockOf | { readonly raw: string })[]
const read = (blocks: Blocks, extra: Readonly<Record<string, string>> = {}): QuestionsRead =>
  readQuestions(docxOf(blocks, extra), { fileName: 'de.docx' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

const two = [
  ['Một?', 'a1', 'b1', 'c1', [1]],
  ['Hai?', 'a2', 'b2', 'c2', [0]],
]
const below = (first: string, second: string): Blocks => [
  first, 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B',
  second, 'A. a2', 'B. b2', 'C. c2', 'Đáp án: A',
] // prettier-ignore

const level = (at: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const list = (id: number, ...levels: readonly string[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`
const number = (id: number): string => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`
const listed = (text: string, id: number, at = 0, inner = ''): BlockOf => ({
  properties: `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id + 1}"/></w:numPr>`,
  runs: [[text, inner]],
})

describe('a question', () => {
  it.each([
    ['Câu 1: Một?', 'Câu 2: Hai?'],
    ['Câu 1. Một?', 'Câu 2. Hai?'],
    ['Câu 1) Một?', 'câu 2/ Hai?'],
    ['CÂU 1: Một?', 'CÂU 2: Hai?'],
    ['Câu 01: Một?', 'Câu 02: Hai?'],
    ['Câu hỏi 1 Một?', 'Câu hỏi 2 Hai?'],
    ['Câu hỏi 1: Một?', 'Câu hỏi số 2: Hai?'],
    ['Câu [1] Một?', 'Câu [2]: Hai?'],
    ['Câu\u00a01\u00a0:\u00a0Một?', 'Câu\u00a02 – Hai?'],
    ['Ca\u0302u 1: Mo\u0302\u0323t?', 'Ca\u0302u 2: Hai?'],
    ['Question 1 Một?', 'Question 2: Hai?'],
    ['1. Một?', '2. Hai?'],
    ['1) Một?', '2) Hai?'],
    ['01. Một?', '02. Hai?'],
    ['[1] Một?', '[2] Hai?'],
    ['1/ Một?', '2/ Hai?'],
    ['Câu 1 (NB): Một?', 'Câu 2 [TH] Hai?'],
    ['Câu 1: (NB) Một?', 'Câu 2. [TH]. Hai?'],
    ['[NB] Câu 1: Một?', '(TH) Câu 2: Hai?'],
    ['1. (NB) Một?', '[TH] 2. Hai?'],
    ['Câu 1: Một? (NB)', 'Câu 2: Hai? [TH]'],
  ])('begins with %j', (first, second) => {
    const result = read(below(first, second))
    expect(contents(result)).toEqual(two)
    expect(codes(result)).toEqual([])
    if (first.includes('NB')) expect(result.questions.map(({ content }) => content.difficulty)).toEqual([1, 2])
  })

  it('begins with an automatic number', () => {
    for (const format of ['Câu %1:', 'Câu %1', '%1.', '%1)', '[%1]', '%1']) {
      const numbering = numberingPart(list(0, level(0, 'decimal', format)) + number(0))
      const blocks = below('', '').map((block) => (block === '' ? null : block))
      let next = 0
      const filled = blocks.map((block) => block ?? listed(['Một?', 'Hai?'][next++] ?? '', 0))
      const result = read(filled, { 'word/numbering.xml': numbering })
      expect([format, contents(result), codes(result)]).toEqual([format, two, []])
    }
  })

  it('does not begin in a list inside a stem, nor at a number that is not due', () => {
    const result = read([
      '1. Cho các ý:', '1. x', '2. y', 'Chọn:', 'A. a', 'B. b', 'Đáp án: A',
      '2. Năm nào', '2024. Khi đó', 'A. c', 'B. d', 'Đáp án: B',
    ]) // prettier-ignore
    expect(contents(result)).toEqual([
      ['Cho các ý:\n1. x\n2. y\nChọn:', 'a', 'b', [0]],
      ['Năm nào 2024. Khi đó', 'c', 'd', [1]],
    ])
  })

  it('may share its paragraph with others', () => {
    const named = read(['Câu 1: Một? A. a1 B. b1 C. c1 Đáp án: B Câu 2: Hai? A. a2 B. b2 C. c2 Đáp án: A'])
    expect(contents(named)).toEqual(two)
    expect(codes(named)).toEqual([])
    const bare = read(['1. Một? A. a1 B. b1 C. c1 2. Hai? A. a2 B. b2 C. c2', 'ĐÁP ÁN: 1B, 2A'])
    expect(contents(bare)).toEqual(two)
    expect(codes(bare)).toEqual(['warning question-inline at paragraph 1'])
    const broken = read(['Câu 1: Một?\nA. a1\nB. b1\nC. c1\nĐáp án: B\nCâu 2: Hai?\nA. a2\nB. b2\nC. c2\nĐáp án: A'])
    expect(contents(broken)).toEqual(two)
  })

  it('may speak of another question', () => {
    const result = read(['Câu 1: Xem Câu 2: đúng không? A. a1 như Câu 2: b B. b1', 'Đáp án: B', 'Câu 2: Hai?', 'A. x', 'B. y', 'Đáp án: A'])
    expect(contents(result)).toEqual([
      ['Xem Câu 2: đúng không?', 'a1 như Câu 2: b', 'b1', [1]],
      ['Hai?', 'x', 'y', [0]],
    ])
  })

  it('keeps the lines and signs of a list in its stem, and joins lines that were only wrapped', () => {
    const numbering = numberingPart(list(0, level(0, 'bullet', '-')) + number(0) + list(1, level(0, 'bullet', '')) + number(1))
    const result = read(
      [
        'Câu 1: Cho các ý sau', listed('ý thứ nhất', 0), listed('ý thứ hai', 1), '+ ý thứ ba', 'Chọn ý đúng nhất của huyện', 'Phú Lộc.', 'Một dòng nữa?',
        'A. a1', 'B. b1', 'Đáp án: A',
      ],
      { 'word/numbering.xml': numbering },
    ) // prettier-ignore
    expect(contents(result)).toEqual([
      ['Cho các ý sau\n- ý thứ nhất\n• ý thứ hai\n+ ý thứ ba\nChọn ý đúng nhất của huyện Phú Lộc.\nMột dòng nữa?', 'a1', 'b1', [0]],
    ])
  })
})

describe('options', () => {
  const three = [['Một?', 'a1', 'b1', 'c1', [1]]]
  it.each<readonly [string, Blocks]>([
    ['A)', ['A) a1', 'B) b1', 'C) c1']],
    ['A/', ['A/ a1', 'B/ b1', 'C/ c1']],
    ['A:', ['A: a1', 'B: b1', 'C: c1']],
    ['a.', ['a. a1', 'b. b1', 'c. c1']],
    ['a)', ['a) a1', 'b) b1', 'c) c1']],
    ['(A)', ['(A) a1', '(B) b1', '(C) c1']],
    ['[A]', ['[A] a1', '[B] b1', '[C] c1']],
    ['A.a1 without a blank', ['A.a1', 'B.b1', 'C.c1']],
    ['A .', ['A . a1', 'B . b1', 'C . c1']],
    ['no-break blanks', ['A.\u00a0a1', '\u00a0B.\u00a0b1', 'C.\u00a0c1']],
    ['tabs', ['\tA. a1\tB. b1\tC. c1']],
    ['tabs without blanks', ['A.a1\tB.b1\tC.c1']],
    ['many blanks', ['A. a1      B. b1      C. c1']],
    ['one paragraph', ['A. a1 B. b1 C. c1']],
  ])('are written %s', (_, options) => {
    const result = read(['Câu 1: Một?', ...options, 'Đáp án: B'])
    expect(contents(result)).toEqual(three)
    expect(codes(result)).toEqual([])
  })

  it('go to F and to H', () => {
    const options = [...'ABCDEFGH'].map((letter) => `${letter}. ${letter}1`)
    for (const count of [5, 6, 8]) {
      expect(read(['Câu 1: Một?', ...options.slice(0, count), 'Đáp án: E']).questions[0]?.content).toMatchObject({
        options: options.slice(0, count).map((one) => one.slice(3)),
        correct: [4],
      })
    }
  })

  it.each([
    ['upperLetter', '%1.'],
    ['upperLetter', '%1)'],
    ['upperLetter', '%1'],
    ['lowerLetter', '%1.'],
    ['lowerLetter', '(%1)'],
  ])('have automatic letters: %s %s', (format, text) => {
    const numbering = numberingPart(
      list(0, level(0, 'decimal', 'Câu %1:')) + number(0) + list(1, level(0, format, text)) +
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' +
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ) // prettier-ignore
    const result = read(
      [
        listed('Một?', 0), listed('a1', 1), listed('b1', 1, 0, '<w:b/>'), listed('c1', 1),
        listed('Hai?', 0), listed('a2', 2, 0, '<w:b/>'), listed('b2', 2), listed('c2', 2),
      ],
      { 'word/numbering.xml': numbering },
    ) // prettier-ignore
    expect(contents(result)).toEqual(two)
    expect(codes(result)).toEqual([])
  })

  it('have automatic numbers or dots, with a warning', () => {
    const numbering = numberingPart(
      list(0, level(0, 'decimal', '%1.'), level(1, 'decimal', '%2)')) + number(0) + list(1, level(0, 'bullet', '')) + number(1),
    )
    const parts = { 'word/numbering.xml': numbering }
    const numbered = read(
      [
        listed('Một?', 0), listed('a1', 0, 1), listed('b1', 0, 1, '<w:b/>'), listed('c1', 0, 1),
        listed('Hai?', 0), listed('a2', 0, 1, '<w:b/>'), listed('b2', 0, 1), listed('c2', 0, 1),
      ],
      parts,
    ) // prettier-ignore
    expect(contents(numbered)).toEqual(two)
    expect(codes(numbered)).toEqual(['warning options-by-list at paragraph 1', 'warning options-by-list at paragraph 5'])
    const dotted = read(['Câu 1: Một?', listed('a1', 1), listed('b1', 1), listed('c1', 1), 'Đáp án: B'], parts)
    expect(contents(dotted)).toEqual(three)
    expect(codes(dotted)).toEqual(['warning options-by-list at paragraph 1'])
    const typed = read(['Câu 1: Một?', '1. a1', '2. b1', '3. c1', 'Đáp án: 2'])
    expect(contents(typed)).toEqual(three)
    expect(codes(typed)).toEqual(['warning options-by-list at paragraph 1'])
  })

  const tables: readonly (readonly [string, Blocks])[] = [
    ['two by two', ['Câu 1: Một?', { rows: [['A. a1', 'B. b1'], ['C. c1', '']] }, 'Đáp án: B']],
    ['one row', ['Câu 1: Một?', { rows: [['A. a1', 'B. b1', 'C. c1']] }, 'Đáp án: B']],
    ['letters in cells of their own', ['Câu 1: Một?', { rows: [['A', 'a1', 'B.', 'b1'], ['C)', 'c1', '', '']] }, 'Đáp án: B']],
    ['a table of the question', [{ rows: [['Câu 1', 'Một?'], ['A', 'a1'], ['B', 'b1'], ['C', 'c1'], ['Đáp án', 'B']] }]],
    ['a table of questions with a column of options', [{ rows: [['STT', 'Nội dung câu hỏi', 'Phương án', 'Đáp án'], ['1', 'Một?', 'A. a1\nB. b1\nC. c1', 'B']] }]],
    ['options in the cell of the question', [{ rows: [['TT', 'Câu hỏi', 'Đáp án'], ['1', 'Một?\nA. a1\nB. b1\nC. c1', 'B']] }]],
    ['a table without headings', [{ rows: [['1', 'Một?\nA. a1\nB. b1\nC. c1', 'B']] }]],
  ] // prettier-ignore
  it.each(tables)('stand in a table: %s', (_, blocks) => {
    const result = read(blocks)
    expect(contents(result)).toEqual(three)
    expect(codes(result)).toEqual([])
  })

  it('stand in a table of questions without answers, the right one marked', () => {
    const cell = (text: string, inner = ''): string => `<w:tc><w:p><w:r><w:rPr>${inner}</w:rPr><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`
    const result = read([
      raw(
        `<w:tbl>${row(...['STT', 'Câu hỏi', 'A', 'B', 'C'].map((text) => cell(text)))}${row(cell('1'), cell('Một?'), cell('a1'), cell('b1', '<w:b/>'), cell('c1'))}` +
          `${row(cell('2'), cell('Hai?'), cell('a2', '<w:b/>'), cell('b2'), cell('c2'))}</w:tbl>`,
      ),
    ])
    expect(contents(result)).toEqual(two)
    expect(codes(result)).toEqual([])
  })

  it('may be marked by the shade of their cell or paragraph', () => {
    const shaded = (text: string): string =>
      `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="FFFF00"/></w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const plain = (text: string): string => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const cells = read(['Câu 1: Một?', raw(`<w:tbl><w:tr>${plain('A. a1')}${shaded('B. b1')}${plain('C. c1')}</w:tr></w:tbl>`)])
    expect(contents(cells)).toEqual(three)
    const paragraph: BlockOf = { properties: '<w:shd w:val="clear" w:fill="FFFF00"/>', runs: ['B. b1'] }
    expect(contents(read(['Câu 1: Một?', 'A. a1', paragraph, 'C. c1']))).toEqual(three)
  })

  it('may be right by a sign before or behind', () => {
    for (const right of ['*B. b1', 'B*. b1', 'B. *b1', 'B. b1*', 'B. b1 *', '#B. b1', 'B. #b1', '$B. b1', '* B. b1'.replace('* ', '*')]) {
      const result = read(['Câu 1: Một?', 'A. a1', right, 'C. c1'])
      expect([right, contents(result), codes(result)]).toEqual([right, three, []])
    }
    // All of them have it: it belongs to their words.
    expect(contents(read(['Câu 1: Tệp nào?', 'A. *.doc', 'B. *.xls', 'C. *.ppt', 'Đáp án: C']))).toEqual([
      ['Tệp nào?', '*.doc', '*.xls', '*.ppt', [2]],
    ])
    expect(contents(read(['Câu 1: Ngôn ngữ nào?', 'A. C#', 'B. F#', 'C. Go', 'Đáp án: B']))).toEqual([
      ['Ngôn ngữ nào?', 'C#', 'F#', 'Go', [1]],
    ])
  })
})

describe('without numbers', () => {
  const asked = [
    ['Một?', ...'abc'],
    ['Hai?', ...'abc'],
  ] as const
  const lines = (heads: readonly string[], parted: readonly string[]): Blocks =>
    asked.flatMap(([stem, ...own], at) => [
      `${heads[at]}${stem}`,
      ...own.map((word, to) => `${'ABC'[to]}. ${word}${at + 1}`),
      `Đáp án: ${'BA'[at]}`,
      ...parted,
    ])

  it.each([
    [['', ''], ['']], [['', ''], []], [['I. ', 'II. '], []], [['Câu I: ', 'Câu II: '], ['']],
  ])('a question is told by its options: %j %j', (heads, parted) => {
    expect(contents(read(['BỘ CÂU HỎI', ...lines(heads, parted)]))).toEqual(two)
    const text = (lines(heads, parted) as readonly string[]).join('\n')
    expect(contents(readQuestions(Buffer.from(text), { fileName: 'de.txt' }))).toEqual(two)
  }) // prettier-ignore

  it('a line that may end the explanation above or begin a stem makes the file unread', () => {
    const [first, ...rest] = lines(['', ''], []) as readonly string[]
    const torn = [first, ...rest.slice(0, 4), 'Giải thích: vì luật', 'quy định như vậy', ...rest.slice(4)] as readonly string[]
    expect(read(torn).questions).toEqual([])
  })

  it('options may have dashes behind their letters', () => {
    for (const dash of ['-', ' -', ' –']) {
      const dashed = below('Câu 1: Một?', 'Câu 2: Hai?').map((line) => (line as string).replace(/^([A-C])\./, `$1${dash}`))
      expect(contents(read(dashed))).toEqual(two)
    }
    const road = read(['Câu 1: Đường', 'A - B dài mấy km?', 'A. a', 'B. b', 'Đáp án: A'])
    expect(contents(road)).toEqual([['Đường A - B dài mấy km?', 'a', 'b', [0]]])
  })
})

it('a number that was typed twice is one', () => {
  expect(contents(read(below('Câu 1: Câu 1. Một?', 'Câu 2: Hai?')))).toEqual(two)
  expect(contents(read(below('Câu 1: Câu 2 nói gì?', 'Câu 2: Hai?')))[0]?.[0]).toBe('Câu 2 nói gì?')
})

it('the first question without a number begins where the title ends', () => {
  const paper = (...first: readonly string[]): Blocks => [
    ...first,
    'A. a',
    'B. b',
    'Đáp án: A',
    '(câu này bỏ)',
    'Hai?',
    'A. c',
    'B. d',
    'Đáp án: B',
  ]
  const result = read(paper('Bộ câu hỏi năm 2024', 'Ông Bình khiếu nại.', 'Ai giải quyết?'))
  expect(contents(result).map(([stem]) => stem)).toEqual(['Ông Bình khiếu nại.\nAi giải quyết?', 'Hai?'])
  expect(result.questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual(['words-beside', ''])
})

describe('an answer', () => {
  const papers = (...answer: readonly (readonly string[])[]): Blocks =>
    ['Một?', 'Hai?'].flatMap((stem, at) =>
      [`Câu ${at + 1}: ${stem}`, ...'abc']
        .map((one, to) => (to === 0 ? one : `${'ABC'[to - 1]}. ${one}${at + 1}`))
        .concat(answer[at] ?? []),
    )

  it('may stand below its name, or behind the number of its question', () => {
    for (const blocks of [
      papers(['Đáp án:', 'B'], ['Đáp án:', 'A']),
      papers(['ĐÁP ÁN', '', 'b.', ''], ['ĐÁP ÁN', '', 'a.', '']),
      papers(['Đáp án câu 1: B'], ['Đáp án câu 2 là A']),
    ])
      expect([contents(read(blocks)), codes(read(blocks))]).toEqual([two, []])
  })

  it('of another number is none', () => {
    const result = read(papers(['Đáp án câu 1: B'], ['Đáp án câu 1: A']))
    expect(result.questions[1]?.content.correct).toEqual([])
    expect(result.questions[1]?.findings.map(({ severity }) => severity)).toContain('error')
  })

  it('whose letter was forgotten below its name is missing', () => {
    const blocks = [...papers(['Đáp án:', 'B'], ['Đáp án:', '']), 'Câu 3: Ba?', 'A. x', 'B. y', 'Đáp án:', 'A']
    expect(read(blocks).questions.map(({ content }) => content.correct)).toEqual([[1], [], [0]])
  })
})
