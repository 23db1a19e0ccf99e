import { describe, expect, it } from 'vitest'
import { bold, docxOf, numberingPart, raw, stylesPart, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type Blocks = readonly (BlockOf | { readonly raw: string })[]
const read = (blocks: Blocks, extra: Readonly<Record<string, string>> = {}): QuestionsRead =>
  readQuestions(docxOf(blocks, extra), { fileName: 'de.docx' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

const plain = ['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1']
const marked = (properties: string): Blocks => [
  'Câu 1: Một?', 'A. a1', ['B. b1', properties], 'C. c1',
  'Câu 2: Hai?', ['A. a2', properties], 'B. b2', 'C. c2',
] // prettier-ignore
const twoAnswers = [
  ['Một?', 'a1', 'b1', 'c1', [1]],
  ['Hai?', 'a2', 'b2', 'c2', [0]],
]

describe('the right option in a Word file', () => {
  it.each(['<w:b/>', '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', '<w:color w:val="FF0000"/>', '<w:shd w:fill="FFFF00"/>'])(
    'is the one marked by %s',
    (properties) => {
      const result = read(marked(properties))
      expect(contents(result)).toEqual(twoAnswers)
      expect(codes(result)).toEqual([])
    },
  )

  it.each([
    '<w:b w:val="0"/>',
    '<w:u w:val="none"/>',
    '<w:highlight w:val="none"/>',
    '<w:color w:val="auto"/>',
    '<w:color w:val="000000"/>',
  ])('is not the one with %s', (properties) => {
    const result = read(marked(properties))
    expect(result.hasErrors).toBe(true)
    expect(codes(result)).toEqual(['error answer-missing at paragraph 1', 'error answer-missing at paragraph 5'])
  })

  it('may be told by its letter alone', () => {
    const letter = (sign: string, text: string): BlockOf => [[sign, '<w:u w:val="single"/>'], `. ${text}`]
    expect(
      contents(read(['Câu 1: Một?', 'A. a1', letter('B', 'b1'), 'C. c1', 'Câu 2: Hai?', letter('A', 'a2'), 'B. b2', 'C. c2'])),
    ).toEqual(twoAnswers)
  })

  it('may be told by a colour among other colours', () => {
    const blue = (text: string): BlockOf => [text, '<w:color w:val="0000FF"/>']
    expect(contents(read(['Câu 1: Một?', blue('A. a1'), ['B. b1', '<w:color w:val="FF0000"/>'], blue('C. c1')]))).toEqual([
      ['Một?', 'a1', 'b1', 'c1', [1]],
    ])
  })

  it('may be bold through the styles of paragraph or character, which cancel each other', () => {
    const styles = stylesPart(
      '<w:style w:type="paragraph" w:styleId="Dap"><w:rPr><w:b/></w:rPr></w:style>' +
        '<w:style w:type="character" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Strong"><w:basedOn w:val="Base"/></w:style>',
    )
    const styled = (text: string, inner = ''): BlockOf => ({ properties: '<w:pStyle w:val="Dap"/>', runs: [[text, inner]] })
    const strong = '<w:rStyle w:val="Strong"/>'
    const result = read(
      [
        'Câu 1: Một?',
        'A. a1',
        styled('B. b1'),
        styled('C. c1', strong),
        'Câu 2: Hai?',
        ['A. a2', strong],
        'B. b2',
        styled('C. c2', '<w:b w:val="false"/>'),
      ],
      { 'word/styles.xml': styles },
    )
    expect(contents(result)).toEqual(twoAnswers)
  })

  it('may be stated under the question, with its source', () => {
    const result = read([
      ...plain,
      'Đáp án: b',
      'Căn cứ: Nghị định 47/2024/NĐ-CP: Điều 3',
      'Câu 2: Hai?',
      'A. a2',
      'B. b2',
      'C. c2',
      'Đáp án đúng là A.',
    ])
    expect(contents(result)).toEqual(twoAnswers)
    expect(result.questions[0]?.content.source).toEqual({ document: 'Nghị định 47/2024/NĐ-CP', detail: 'Điều 3' })
    expect(codes(result)).toEqual([])
  })

  it('may have an asterisk', () => {
    expect(contents(read(['Câu 1: Một?', 'A. a1', '*B. b1', 'C. c1']))).toEqual([['Một?', 'a1', 'b1', 'c1', [1]]])
  })

  const keyed: Blocks = [...plain, 'Câu 2: Hai?', 'A. a2', 'B. b2', 'C. c2']
  it.each<readonly [string, Blocks]>([
    [
      'a table',
      [
        {
          rows: [
            ['Câu', 'Đáp án'],
            ['1', 'B'],
            ['2', 'A'],
          ],
        },
      ],
    ],
    [
      'a table in two halves',
      [
        {
          rows: [
            ['Câu', 'Đáp án', 'Câu', 'Đáp án'],
            ['1', 'B', '2', 'A'],
          ],
        },
      ],
    ],
    [
      'a table lying down',
      [
        {
          rows: [
            ['Câu', '1', '2'],
            ['Đáp án', 'B', 'A'],
          ],
        },
      ],
    ],
    [
      'a table without headings',
      [
        {
          rows: [
            ['1', '2'],
            ['B', 'A'],
          ],
        },
      ],
    ],
    ['a table of pairs', [{ rows: [['1. B', '2. A']] }]],
    ['lines', ['ĐÁP ÁN', '1. B', 'Câu 2: A']],
    ['one line', ['Bảng đáp án:', '1B 2-A']],
  ])('may stand in a key: %s', (_, key) => {
    const result = read([...keyed, ...key])
    expect(contents(result)).toEqual(twoAnswers)
    expect(codes(result)).toEqual([])
  })

  it('may be several where that is said outright', () => {
    const result = read([...plain, 'Đáp án: A, C'])
    expect(contents(result)).toEqual([['Một?', 'a1', 'b1', 'c1', [0, 2]]])
    expect(codes(result)).toEqual(['warning answer-several at paragraph 1'])
    expect(result.hasErrors).toBe(false)
  })

  it('is an error when two are marked, missing, beyond the options or contradicted', () => {
    expect(codes(read(['Câu 1: Một?', bold('A. a1'), bold('B. b1'), 'C. c1']))).toEqual(['error answer-several-marked at paragraph 1'])
    expect(codes(read(['Câu 1: Một?', bold('A. a1'), bold('B. b1'), bold('C. c1')]))).toEqual(['error answer-missing at paragraph 1'])
    expect(codes(read([...plain, 'Đáp án: D']))).toEqual(['error answer-unclear at paragraph 5'])
    expect(codes(read(['Câu 1: Một?', bold('A. a1'), 'B. b1', 'C. c1', 'Đáp án: B']))).toEqual(['error answer-conflict at paragraph 1'])
    expect(codes(read(['Câu 1: Một?', bold('A. a1'), ['B. b1', '<w:highlight w:val="yellow"/>'], 'C. c1']))).toEqual([
      'error answer-conflict at paragraph 1',
    ])
    expect(codes(read([...plain, 'Đáp án: B', 'ĐÁP ÁN', '1A']))).toEqual(['error answer-conflict at paragraph 1'])
  })

  it('is an error when the key leaves a doubt', () => {
    const key = (...rows: string[][]): Blocks => [...keyed, { rows: [['Câu', 'Đáp án'], ...rows] }]
    expect(codes(read(key(['1', 'B'])))).toEqual(['error answer-missing at paragraph 5'])
    expect(codes(read(key(['1', 'B'], ['2', 'X'])))).toEqual(['error answer-unclear at table 1, row 3'])
    expect(codes(read(key(['1', 'B'], ['2', ''])))).toEqual(['error answer-unclear at table 1, row 3'])
    expect(codes(read(key(['1', 'B'], ['2', 'A'], ['2', 'C'])))).toEqual(['error key-twice at table 1, row 4'])
    expect(codes(read(key(['1', 'B'], ['2', 'A'], ['3', 'C'])))).toEqual([
      'warning key-unused at table 1, row 4',
      'error answer-key-unfit at paragraph 1',
      'error answer-key-unfit at paragraph 5',
    ])
    expect(
      codes(
        read([
          ...keyed,
          ...plain,
          {
            rows: [
              ['Câu', 'Đáp án'],
              ['1', 'B'],
              ['2', 'A'],
            ],
          },
        ]),
      ).filter((one) => one.startsWith('error')),
    ).toEqual(['error number-twice at paragraph 1', 'error number-twice at paragraph 9'])
  })

  it('is not taken from bold words when the key forgot the question', () => {
    expect(codes(read([...plain, 'Câu 2: Hai?', bold('A. a2'), 'B. b2', 'C. c2', 'ĐÁP ÁN', '1B']))).toEqual([
      'error answer-missing-mark at paragraph 5',
    ])
  })
})

describe('the options in a Word file', () => {
  it.each<readonly [string, Blocks]>([
    ['in one line, one blank apart', ['Câu 1: Một? A. a1 B. b1 C. c1', 'Đáp án: B']],
    ['with tabs', ['Câu 1: Một?', 'A. a1\tB. b1\t\tC. c1', 'Đáp án: B']],
    ['with line breaks', ['Câu 1: Một?\nA. a1\nB. b1\nC. c1', 'Đáp án: B']],
    ['in small letters', ['Câu 1: Một?', 'a) a1', 'b) b1', 'c) c1', 'Đáp án: b']],
    [
      'in a table',
      [
        'Câu 1: Một?',
        {
          rows: [
            ['A. a1', 'B. b1'],
            ['C. c1', ''],
          ],
        },
        'Đáp án: B',
      ],
    ],
    ['in a table of one cell', [{ rows: [['Câu 1: Một?'], ['A. a1'], ['B. b1'], ['C. c1'], ['Đáp án: B']] }]],
    ['under "Câu 1 (NB)."', ['Câu 1 (NB). Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B']],
    ['under "Câu 1" alone', ['Câu 1', 'Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B']],
    ['under a number', ['1. Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B']],
    [
      'as a row of a table',
      [
        {
          rows: [
            ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án'],
            ['1', 'Một?', 'a1', 'b1', 'c1', 'B'],
          ],
        },
      ],
    ],
    ['in runs that cut letters from their marks', [['Câu 1: Mo', '\u0302', '\u0323t?'], 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B']],
    ['behind invisible characters', ['\u200bCâu 1: Một?', '\ufeffA. a1', 'B\u200b. b1', 'C. c1', 'Đáp án: B']],
  ])('are found %s', (_, blocks) => {
    const result = read(blocks)
    expect(contents(result)).toEqual([['Một?', 'a1', 'b1', 'c1', [1]]])
    expect(result.hasErrors).toBe(false)
  })

  it('are found behind automatic numbers and letters', () => {
    const level = (at: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = numberingPart(
      `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', 'Câu %1:')}${level(1, 'upperLetter', '%2.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
    )
    const listed = (text: string, at: number, inner = ''): BlockOf => ({
      properties: `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="1"/></w:numPr>`,
      runs: [[text, inner]],
    })
    const blocks = [
      listed('Một?', 0),
      listed('a1', 1),
      listed('b1', 1, '<w:b/>'),
      listed('c1', 1),
      listed('Hai?', 0),
      listed('a2', 1, '<w:b/>'),
      listed('b2', 1),
      listed('c2', 1),
    ]
    expect(contents(read(blocks, { 'word/numbering.xml': numbering }))).toEqual(twoAnswers)
  })

  it('do not begin inside a sentence', () => {
    const result = read(['Câu 1: Loại nào nhiều vitamin A. Chọn một:', 'A. Vitamin B. Nhóm', 'B. C. Mác', 'C. a. b', 'Đáp án: B'])
    expect(contents(result)).toEqual([['Loại nào nhiều vitamin A. Chọn một:', 'Vitamin B. Nhóm', 'C. Mác', 'a. b', [1]]])
  })

  it('are capitals when the stem holds a list in small letters', () => {
    const result = read(['Câu 1: Cho:', 'a) x', 'b) y', 'Chọn:', 'A. chỉ a', 'B. chỉ b', 'Đáp án: A'])
    expect(contents(result)).toEqual([['Cho:\na) x\nb) y\nChọn:', 'chỉ a', 'chỉ b', [0]]])
  })

  it('end at a heading or behind a blank paragraph; what follows is said to be left out', () => {
    const result = read([...plain, 'Phần II. Chung', 'Câu 2: Hai?', 'A. a2', 'B. b2', 'C. c2', '', 'Người lập', 'ĐÁP ÁN', '1B', '2A'])
    expect(contents(result)).toEqual(twoAnswers)
    expect(codes(result)).toEqual(['info text-ignored at paragraph 5', 'info text-ignored at paragraph 11'])
  })

  it('go on in the next paragraph, with a warning', () => {
    const result = read(['Câu 1: Một?', 'A. a1', 'B. b1', 'và nữa', 'C. c1', 'Đáp án: B'])
    expect(contents(result)).toEqual([['Một?', 'a1', 'b1 và nữa', 'c1', [1]]])
    expect(codes(result)).toEqual(['warning option-continued at paragraph 1'])
  })

  it('keep deleted and hidden text out and inserted text in', () => {
    const result = read([
      'Câu 1: Một?',
      raw('<w:p><w:r><w:t>A. a</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>1</w:t></w:r></w:ins></w:p>'),
      ['B. b1', ['ẩn', '<w:vanish/>']],
      'C. c1',
      'Đáp án: B',
    ])
    expect(contents(result)).toEqual([['Một?', 'a1', 'b1', 'c1', [1]]])
  })
})

describe('doubts and errors in a Word file', () => {
  const cases: readonly (readonly [string, Blocks, string])[] = [
    ['one option', ['Câu 1: Một?', bold('A. a1')], 'error options-too-few at paragraph 1'],
    ['no option', ['Câu 1: Một?'], 'error options-too-few at paragraph 1'],
    ['no stem', ['Câu 1:', 'A. a1', 'B. b1', 'Đáp án: A'], 'error stem-empty at paragraph 1'],
    ['an empty option', ['Câu 1: Một?', 'A. a1', 'B.', 'C. c1', 'Đáp án: A'], 'error option-empty at paragraph 1'],
    ['the same option twice', ['Câu 1: Một?', 'A. Có', 'B. Có.', 'C. c1', 'Đáp án: C'], 'error options-same at paragraph 1'],
    ['a letter twice', ['Câu 1: Một?', 'A. a1', 'B. b1', 'B. c1', 'Đáp án: A'], 'error options-order at paragraph 1'],
    ['a letter left out', ['Câu 1: Một?', 'A. a1', 'C. c1', 'Đáp án: A'], 'error options-order at paragraph 1'],
    [
      'many more options than usual',
      [
        'Câu 1: Một?',
        ...[...'ABCDEFGH'].map((letter) => `${letter}. ${letter}`),
        'Đáp án: A',
        'Câu 2: Hai?',
        'A. a',
        'B. b',
        'Đáp án: A',
        'Câu 3: Ba?',
        'A. a',
        'B. b',
        'Đáp án: B',
      ],
      'warning options-uneven at paragraph 1',
    ],
    [
      'the same question twice',
      [...plain, 'Đáp án: A', 'Câu 2: MỘT !', 'A. a2', 'B. b2', 'C. c2', 'Đáp án: A'],
      'warning stem-twice at paragraph 6',
    ],
    [
      'a gap in the numbers',
      [...plain, 'Đáp án: A', 'Câu 5: Hai?', 'A. a2', 'B. b2', 'C. c2', 'Đáp án: A'],
      'warning number-order at paragraph 6',
    ],
    [
      'a text box',
      ['Câu 1: Một?', raw('<w:p><w:r><w:t>A. a1</w:t><w:drawing><w:t>B. x</w:t></w:drawing></w:r></w:p>'), 'B. b1', 'Đáp án: A'],
      'warning text-box at paragraph 1',
    ],
    [
      'an old font',
      [['Câu 1: ', ['Theá naøo?', '<w:rFonts w:ascii="VPS Times"/>']], 'A. a1', 'B. b1', 'Đáp án: A'],
      'error legacy-font at paragraph 1',
    ],
    ['a stem of 5,000 letters', [`Câu 1: ${'x'.repeat(5000)}`, 'A. a1', 'B. b1', 'Đáp án: A'], 'error text-too-long at paragraph 1'],
  ]
  it.each(cases)('%s', (_, blocks, expected) => {
    const result = read(blocks)
    expect(codes(result)).toContain(expected)
    expect(result.hasErrors).toBe(codes(result).some((one) => one.startsWith('error')))
  })

  it('reads Unicode in an old font as it is', () => {
    expect(read([['Câu 1: ', ['Thế nào à?', '<w:rFonts w:ascii=".VnTime"/>']], 'A. a1', 'B. b1', 'Đáp án: A']).hasErrors).toBe(false)
  })
})
