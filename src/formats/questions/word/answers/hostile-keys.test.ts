/** Keys that belong to other papers, say two things, or count otherwise: none of them answers a question in silence. */
import { describe, expect, it } from 'vitest'
import { bold, docxOf, numberingPart, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'

type Blocks = readonly BlockOf[]
const read = (blocks: Blocks, extra: Readonly<Record<string, string>> = {}): QuestionsRead =>
  readQuestions(docxOf(blocks, extra), { fileName: 'de.docx' })
const answers = (result: QuestionsRead): string =>
  result.questions.map(({ content }) => content.correct.map((at) => 'ABCDEFGH'[at]).join('') || '-').join(' ')
const codes = (result: QuestionsRead): readonly string[] => [
  ...new Set(result.questions.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))),
]
const paper = (title: string, count = 3): Blocks => [
  ...(title === '' ? [] : [title]),
  ...Array.from({ length: count }, (_, at) => [`Câu ${at + 1}: ${title} hỏi ${at + 1}?`, 'A. a', 'B. b', 'C. c', 'D. d']).flat(),
]
const table = (...rows: readonly string[]): BlockOf => ({ rows: rows.map((row) => row.split('|').map((cell) => cell.trim())) })

describe('a key with a name', () => {
  it.each<readonly [string, Blocks]>([
    ['heading', ['ĐÁP ÁN MÃ ĐỀ 102', '1A 2B 3C']],
    ['heading with a colon', ['ĐÁP ÁN - MÃ ĐỀ: 102', '1A 2B 3C']],
    ['line below the heading', ['ĐÁP ÁN', 'Mã đề 102', '1A 2B 3C']],
    ['line above the heading', ['Mã đề 102', 'ĐÁP ÁN', '1A 2B 3C']],
    ['line without a heading', ['MÃ ĐỀ 102', '1A 2B 3C']],
    ['in the line of the answers', ['Mã đề 102: 1A 2B 3C']],
    ['above a table', ['MÃ ĐỀ 102', table('Câu | Đáp án', '1 | A', '2 | B', '3 | C')]],
    ['in a table', [table('MÃ ĐỀ 102 | ', 'Câu | Đáp án', '1 | A', '2 | B', '3 | C')]],
    ['head of a column', [table('Câu | Mã đề 102', '1 | A', '2 | B', '3 | C')]],
    ['a number as the head of a column', [table('Câu | 102', '1 | A', '2 | B', '3 | C')]],
    ['a row of a table lying down', [table('Câu | 1 | 2 | 3', '102 | A | B | C')]],
    ['another word', ['ĐÁP ÁN ĐỀ SỐ 2', '1A 2B 3C']],
    ['part', ['ĐÁP ÁN PHẦN II', '1A 2B 3C']],
    ['board', ['ĐÁP ÁN BẢNG B', '1A 2B 3C']],
    ['topic', ['ĐÁP ÁN CHỦ ĐỀ KINH TẾ SỐ', '1A 2B 3C']],
    ['people', ['ĐÁP ÁN DÀNH CHO HỌC SINH', '1A 2B 3C']],
  ])('of another part answers nothing and is named: %s', (_, key) => {
    const result = read([...paper('MÃ ĐỀ 101'), ...key])
    expect([answers(result), codes(result)]).toEqual(['- - -', ['answer-key-other']])
    expect(result.findings.map(({ code }) => code)).toContain('key-other')
  })

  it('finds the questions of that name, in whatever order', () => {
    const two = [...paper('MÃ ĐỀ 101'), ...paper('MÃ ĐỀ 102')]
    for (const key of [
      ['ĐÁP ÁN', 'Mã đề 102: 1D 2D 3D', 'Mã đề 101: 1A 2B 3C'],
      ['ĐÁP ÁN MÃ ĐỀ 102', '1D 2D 3D', 'ĐÁP ÁN MÃ ĐỀ 101', '1A 2B 3C'],
      ['ĐÁP ÁN', 'MÃ ĐỀ 102', '1D', '2D', '3D', 'MÃ ĐỀ 101', '1. A', '2. B', '3. C'],
      [table('Câu | 102 | 101', '1 | D | A', '2 | D | B', '3 | D | C')],
      [table('Câu | Mã đề | ', ' | 102 | 101', '1 | D | A', '2 | D | B', '3 | D | C')],
      [table('Mã đề | 1 | 2 | 3', '102 | D | D | D', '101 | A | B | C')],
    ]) {
      const result = read([...two, ...key])
      expect([key, answers(result), codes(result)]).toEqual([key, 'A B C D D D', []])
    }
  })

  it('may name one of several papers only, and the part inside a paper', () => {
    const result = read([...paper('MÃ ĐỀ 101'), ...paper('MÃ ĐỀ 102'), 'ĐÁP ÁN MÃ ĐỀ 102', '1D 2D 3D'])
    expect([answers(result), codes(result)]).toEqual(['- - - D D D', ['answer-missing']])
    const parts = [...paper('Phần I. Luật', 2), ...paper('Phần II. Kỹ năng', 2)]
    for (const key of [
      ['ĐÁP ÁN', 'Phần II: 1D 2D', 'Phần I: 1A 2B'],
      ['ĐÁP ÁN', 'Phần 2', '1D 2D', 'Phần 1', '1A 2B'],
      ['ĐÁP ÁN', 'Kỹ năng: 1D 2D', 'Luật: 1A 2B'],
    ]) {
      expect([key, answers(read([...parts, ...key]))]).toEqual([key, 'A B D D'])
    }
    const topics = [...paper('Chủ đề: Kinh tế số', 2), ...paper('Chủ đề: An toàn thông tin', 2)]
    expect(answers(read([...topics, 'ĐÁP ÁN AN TOÀN THÔNG TIN', '1D 2D', 'ĐÁP ÁN KINH TẾ SỐ', '1A 2B']))).toBe('A B D D')
  })

  it('leaves a marked file to its marks, and says so', () => {
    const marked = paper('MÃ ĐỀ 101').map((block) => (block === 'B. b' ? bold('B. b') : block))
    const result = read([...marked, 'ĐÁP ÁN MÃ ĐỀ 102', '1A 2B 3C'])
    expect([answers(result), codes(result), result.findings.map(({ code }) => code)]).toContainEqual('B B B')
    expect(result.findings.map(({ code }) => code)).toContain('key-other')
  })

  it('and one without answers only below its part, never by the order of parts', () => {
    const parts = [...paper('Phần I. Luật', 2), ...paper('Phần II. Kỹ năng', 2)]
    expect(codes(read([...parts, 'ĐÁP ÁN', '1A 2B 1C 2D']))).toEqual(['number-twice'])
    expect(codes(read([...parts, 'ĐÁP ÁN', '1A 2B', 'ĐÁP ÁN', '1C 2D']))).toEqual(['number-twice'])
  })
})

describe('a key that says two things', () => {
  it.each<readonly [string, Blocks]>([
    ['the corrected one behind', [table('Câu | Đáp án | Đáp án sửa', '1 | A | A', '2 | B | C', '3 | C | C')]],
    ['old and new', [table('Câu | Đáp án (cũ) | Đáp án (mới)', '1 | A | A', '2 | B | C', '3 | C | C')]],
    ['lying down', [table('Câu | 1 | 2 | 3', 'Đáp án | A | B | C', 'Đáp án sửa | A | C | C')]],
    ['a column of letters under another head', [table('Câu | Đáp án | Chốt', '1 | A | A', '2 | B | C', '3 | C | C')]],
    ['one of them empty', [table('Câu | Đáp án | Đáp án sửa', '1 | A | A', '2 | B | ', '3 | C | C')]],
  ])('in two columns is asked about where they differ: %s', (_, key) => {
    const result = read([...paper(''), ...key])
    expect([answers(result), codes(result)]).toEqual(['A - C', ['answer-columns']])
    expect(result.questions[1]?.findings[0]?.message.vi).toContain('Đáp án')
  })

  it('keeps its other columns out', () => {
    const result = read([
      ...paper(''),
      table('Câu | Đáp án | Điểm | Căn cứ', '1 | A | 0,5 | Điều 1', '2 | B | 0,5 | Điều 2', '3 | C | 1 | Điều 3'),
    ])
    expect([answers(result), codes(result)]).toEqual(['A B C', []])
  })

  it('for one number, is asked about, and the first is not kept', () => {
    for (const key of [['ĐÁP ÁN: 1A 2B 3C 2D'], ['ĐÁP ÁN', '1A 2B 3C', 'ĐÁP ÁN (sửa)', '2D']]) {
      const result = read([...paper(''), ...key])
      expect([key, answers(result), codes(result)]).toEqual([key, 'A - C', ['key-twice']])
    }
    expect(answers(read([...paper(''), 'ĐÁP ÁN: 1A 2B 3C 2B']))).toBe('A B C')
  })
})

describe('a key that counts otherwise', () => {
  it('than the questions is asked about as a whole', () => {
    for (const key of ['2A 3B 4C 5D', '1A 2B 3C 4D 5A']) {
      const result = read([...paper('', 4), 'ĐÁP ÁN', key])
      expect([key, answers(result).includes('-'), codes(result)]).toEqual([key, true, expect.arrayContaining(['answer-key-unfit'])])
      expect(answers(result)).toBe('- - - -')
    }
  })

  it('only by a question that is not there moves no other', () => {
    const blocks = paper('', 4).filter((_, at) => at < 5 || at >= 10)
    expect(answers(read([...blocks, 'ĐÁP ÁN', '1A 2B 3C 4D']))).toBe('A C D')
  })

  it('agrees with a mark, which is then an answer', () => {
    const marked = paper('').map((block) => (block === 'B. b' ? bold('B. b') : block))
    expect(answers(read([...marked, 'ĐÁP ÁN', '1B 2B 3B 4C']))).toBe('B B B')
  })

  it('or ends before questions counted automatically, among which one may have been put in', () => {
    const numbering = numberingPart(
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Câu %1:"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    const listed = paper('', 3).map((block) =>
      typeof block === 'string' && block.startsWith('Câu')
        ? { runs: [block.slice(7)], properties: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' }
        : block,
    )
    const result = read([...listed, 'ĐÁP ÁN', '1A 2B'], { 'word/numbering.xml': numbering })
    expect([answers(result), codes(result)]).toEqual(['- - -', ['answer-key-unfit', 'answer-missing']])
    expect(answers(read([...listed, 'ĐÁP ÁN', '1A 3C'], { 'word/numbering.xml': numbering }))).toBe('A - C')
  })
})

describe('a key of papers nobody foresaw', () => {
  it.each([
    ['Mã: 101', 'ĐÁP ÁN MÃ 102'], ['CÂU HỎI THÁNG 9', 'ĐÁP ÁN THÁNG 8'], ['CÂU HỎI NGÀY 6/9', 'ĐÁP ÁN NGÀY 5/9'], ['KỲ 2', 'ĐÁP ÁN KỲ 1'], ['ĐỀ SỐ 2', 'ĐÁP ÁN SỐ 1'],
    ['ĐỘI 1', 'ĐÁP ÁN ĐỘI 2'], ['LỚP 6', 'ĐÁP ÁN LỚP 7'], ['ĐỀ CHẴN', 'ĐÁP ÁN ĐỀ LẺ'], ['TUẦN 2', 'ĐÁP ÁN TUẦN 1'], ['Mã đề thi 132', 'ĐÁP ÁN MÃ ĐỀ THI 209'],
    ['BỘ CÂU HỎI DÀNH CHO HỌC SINH', 'ĐÁP ÁN BỘ CÂU HỎI DÀNH CHO GIÁO VIÊN'], ['MÃ ĐỀ 101', 'ĐÁP ÁN CÁC MÃ ĐỀ 102 VÀ 104'],
  ])('%s is not answered by %s', (title, heading) => {
    expect(codes(read([...paper(title), heading, '1A 2B 3C']))).toEqual(['answer-key-other'])
  }) // prettier-ignore

  it('may have a title that parts nothing', () => {
    for (const heading of ['ĐÁP ÁN NĂM 2024', 'ĐÁP ÁN CUỘC THI LẦN THỨ 2', 'ĐÁP ÁN ĐỀ THI TÌM HIỂU PHÁP LUẬT', 'ĐÁP ÁN (20 câu)'])
      expect([heading, answers(read([...paper(''), heading, '1A 2B 3C']))]).toEqual([heading, 'A B C'])
  })

  it('has a column for each board or part', () => {
    expect(answers(read([...paper('BẢNG B'), table('Câu | Bảng A | Bảng B', '1 | D | A', '2 | D | B', '3 | D | C')]))).toBe('A B C')
    const parts = [...paper('Phần I. Luật', 2), ...paper('Phần II. Kỹ năng', 2)]
    expect(answers(read([...parts, table('Câu | Phần II | Phần I', '1 | D | A', '2 | D | B')]))).toBe('A B D D')
  })

  it('may be corrected below, which is asked about', () => {
    for (const line of ['Đính chính: câu 2 đáp án C', 'Sửa câu 2 thành C', 'Câu 2: B → C']) {
      const result = read([...paper(''), 'ĐÁP ÁN: 1A 2B 3C', line])
      expect([line, answers(result), codes(result)]).toEqual([line, 'A - C', ['key-twice']])
    }
    expect(codes(read([...paper(''), 'ĐÁP ÁN', 'Câu 1: A', 'Câu 2: B → C', 'Câu 3: C']))).toEqual(['answer-unclear'])
  })

  it('with struck-out letters is an error of the file', () => {
    const result = read([
      ...paper(''),
      'ĐÁP ÁN',
      [
        ['1', ''],
        ['A', '<w:strike/>'],
        ['B 2B 3C', ''],
      ],
    ])
    expect(result.findings.map(({ severity, code }) => [severity, code])).toContainEqual(['error', 'text-struck'])
  })
})

it('takes the words of an option with a date for an answer, and for no heading of a key', () => {
  const dated = [
    'Câu 1: Ngày nào?',
    'A. Ngày 02 tháng 9',
    'B. Ngày 10 tháng 10',
    'Đáp án: Ngày 10 tháng 10',
    'Câu 2: Ai?',
    'A. a',
    'B. b',
    'Đáp án: A',
  ]
  expect(answers(read(dated))).toBe('B A')
})
