/** What stands around questions in Word: keys of parts, levels, topics, explanations, sources, furniture, mark-up of test banks. */
import { describe, expect, it } from 'vitest'
import { bold, docxOf, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type Blocks = readonly BlockOf[]
const read = (blocks: Blocks): QuestionsRead => readQuestions(docxOf(blocks), { fileName: 'de.docx' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const answers = (result: QuestionsRead) =>
  result.questions.map(({ content }) => content.correct.map((position) => 'ABCDEFGH'[position]).join(''))
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )
const question = (head: string, name = head): Blocks => [
  `${head} Nội dung ${name}?`,
  `A. a ${name}`,
  `B. b ${name}`,
  `C. c ${name}`,
  `D. d ${name}`,
]
const three = [...question('Câu 1:'), ...question('Câu 2:'), ...question('Câu 3:')]

describe('a stated answer', () => {
  it.each([
    ['Đáp án: B'],
    ['Đáp án B'],
    ['Đáp án đúng: B'],
    ['Đáp án đúng là B.'],
    ['ĐÁP ÁN: B'],
    ['ANSWER: B'],
    ['Answer: b'],
    ['ĐA: B'],
    ['Đ/A: B'],
    ['Đ.án: B'],
    ['Key: B'],
    ['(Đáp án: B)'],
    ['Chọn B'],
    ['Chọn đáp án B.'],
    ['=> Đáp án: B'],
    ['Đáp án: B. b1'],
    ['Đáp án: b1'],
    ['Trả lời: B'],
  ])('%s', (line) => {
    const result = read(['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1', line])
    expect(contents(result)).toEqual([['Một?', 'a1', 'b1', 'c1', [1]]])
    expect(codes(result)).toEqual([])
  })

  it('may stand behind the last option or before the first', () => {
    for (const blocks of [
      ['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1 Đáp án: B'],
      ['Câu 1: Một?', 'A. a1\tB. b1\tC. c1\tĐA: B'],
      ['Câu 1: Một? (Đáp án: B)', 'A. a1', 'B. b1', 'C. c1'],
      ['Câu 1: Một?', 'Đáp án: B', 'A. a1', 'B. b1', 'C. c1'],
    ]) {
      const result = read(blocks)
      expect([blocks, contents(result), codes(result)]).toEqual([blocks, [['Một?', 'a1', 'b1', 'c1', [1]]], []])
    }
  })

  it('may be several, and says so', () => {
    for (const line of ['Đáp án: A, C', 'Đáp án: A và C', 'ĐA: AC', 'ANSWER: A;C']) {
      const result = read(['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1', line])
      expect([line, answers(result), codes(result)]).toEqual([line, ['AC'], ['warning answer-several at paragraph 1']])
    }
  })

  it('gives words behind its letter to the explanation, and is unclear with the words of another option', () => {
    const result = read(['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B. Vì Điều 3 quy định như vậy'])
    expect(result.questions[0]?.content).toMatchObject({ correct: [1], explanation: 'Vì Điều 3 quy định như vậy' })
    expect(codes(result)).toEqual(['warning answer-left-over at paragraph 5'])
    expect(codes(read(['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B. c1']))).toEqual(['error answer-unclear at paragraph 5'])
  })

  it('contradicts another one', () => {
    expect(codes(read(['Câu 1: Một?', '*A. a1', 'B. b1', 'C. c1', 'Đáp án: B']))).toEqual(['error answer-conflict at paragraph 1'])
    expect(codes(read(['Câu 1: Một?', 'A. a1', 'B. b1', 'C. c1', 'Đáp án: B', 'Chọn C']))).toEqual(['error answer-conflict at paragraph 1'])
  })
})

describe('a key', () => {
  it.each<readonly [string, Blocks]>([
    ['1-B, 2-C, 3-A', ['ĐÁP ÁN', '1-B, 2-C, 3-A']],
    ['1B 2C 3A', ['BẢNG ĐÁP ÁN', '1B 2C 3A']],
    ['on the line of its heading', ['Đáp án: 1B, 2C, 3A']],
    ['1. B below one another', ['ĐÁP ÁN THAM KHẢO', '1. B', '2. C', '3. A']],
    ['Câu 1: B below one another', ['Đáp án', 'Câu 1: B', 'Câu 2: C', 'Câu 3: A']],
    ['without a heading', ['1. B', '2. C', '3. A']],
    ['1.B; 2.C; 3.A', ['Đáp án', '1.B; 2.C; 3.A']],
    ['1=B', ['Đáp án', '1=B | 2=C | 3=A']],
    ['with the words of the options', ['ĐÁP ÁN', 'Câu 1: B. b Câu 1:', 'Câu 2: Chọn C. c Câu 2:', '3. A. a']],
    ['in small letters', ['Đáp án', '1b 2c 3a']],
    ['rows of numbers and letters', [{ rows: [['1', '2'], ['B', 'C'], ['3', ''], ['A', '']] }]],
    ['rows with headings', [{ rows: [['Câu', '1', '2'], ['ĐA', 'B', 'C'], ['Câu', '3', ''], ['ĐA', 'A', '']] }]],
    ['pairs in cells', [{ rows: [['1-B', '2-C', '3-A']] }]],
    ['upright', [{ rows: [['Câu hỏi', 'Đáp án'], ['Câu 1', 'B'], ['Câu 2', 'C'], ['Câu 3', 'A']] }]],
  ])('%s', (_, key) => {
    const result = read([...three, ...key])
    expect(answers(result)).toEqual(['B', 'C', 'A'])
    expect(codes(result)).toEqual([])
  }) // prettier-ignore

  it('may name several right options', () => {
    expect(answers(read([...three, 'ĐÁP ÁN', '1-A,C; 2-B; 3-BD']))).toEqual(['AC', 'B', 'BD'])
    expect(
      answers(
        read([
          ...three,
          {
            rows: [
              ['Câu', 'Đáp án'],
              ['1', 'A, C'],
              ['2', 'B'],
              ['3', 'B và D'],
            ],
          },
        ]),
      ),
    ).toEqual(['AC', 'B', 'BD'])
  })

  const part = (name: string): Blocks => [name, ...question('Câu 1:', `${name} 1`), ...question('Câu 2:', `${name} 2`)]

  it('may stand below each part', () => {
    const result = read([...part('Phần I. Luật'), 'Đáp án phần I', '1A 2B', ...part('Phần II. Kỹ năng'), 'Đáp án phần II', '1C 2D'])
    expect(answers(result)).toEqual(['A', 'B', 'C', 'D'])
    expect(result.hasErrors).toBe(false)
  })

  it('may name the parts at the end, in any order', () => {
    const result = read([...part('Phần I. Luật'), ...part('Phần II. Kỹ năng'), 'ĐÁP ÁN PHẦN II', '1C 2D', 'ĐÁP ÁN PHẦN I', '1A 2B'])
    expect(answers(result)).toEqual(['A', 'B', 'C', 'D'])
    const below = read([...part('Phần I. Luật'), ...part('Phần II. Kỹ năng'), 'ĐÁP ÁN', 'Phần I', '1A 2B', 'Phần II', '1C 2D'])
    expect(answers(below)).toEqual(['A', 'B', 'C', 'D'])
    expect([result.hasErrors, below.hasErrors]).toEqual([false, false])
  })

  it('is of no use where nobody can tell which part it means', () => {
    const result = read([...part('Phần I. Luật'), ...part('Phần II. Kỹ năng'), 'ĐÁP ÁN', '1A 2B'])
    expect(answers(result)).toEqual(['', '', '', ''])
    expect(codes(result).filter((one) => one.startsWith('error number-twice')).length).toBe(4)
  })

  it('leaves parts without a key to their marks', () => {
    const marked = [
      'Phần II. Kỹ năng',
      'Câu 3: Ba?',
      'A. a',
      bold('B. b'),
      'Câu 1: Bốn?',
      bold('A. a4'),
      'B. b4',
      'Câu 2: Năm?',
      'A. a5',
      bold('B. b5'),
    ]
    const result = read([...part('Phần I. Luật'), 'ĐÁP ÁN PHẦN I', '1A 2B', ...marked])
    expect(answers(result)).toEqual(['A', 'B', '', 'A', 'B'])
  })

  it('contradicts a mark or a stated answer', () => {
    expect(codes(read(['Câu 1: Một?', bold('A. a1'), 'B. b1', 'C. c1', 'ĐÁP ÁN', '1B']))).toEqual(['error answer-conflict at paragraph 1'])
  })
})

describe('what is said of a question', () => {
  it('its levels: codes beside the number, a line below, a heading above', () => {
    const level = (head: string, ...below: Blocks) => read([...question(head), 'Đáp án: A', ...below]).questions[0]?.content.difficulty
    expect(
      ['(NB)', '[TH]', '(VD)', '(VDC)', '(Mức 2)', '[Vận dụng cao]', '(NB - CLO1)', '[<TH>]'].map((tag) => level(`Câu 1 ${tag}:`)),
    ).toEqual([1, 2, 3, 3, 2, 3, 1, 2])
    expect([level('Câu 1:', 'Mức độ: NB'), level('Câu 1:', 'Mức độ: Thông hiểu'), level('Câu 1:', 'Độ khó: khó')]).toEqual([1, 2, 3])
    expect(codes(read([...question('Câu 1:'), 'Đáp án: A', 'Mức độ: vừa vừa']))).toEqual(['warning level-unclear at paragraph 7'])
    const headed = read([
      'I. NHẬN BIẾT', ...question('Câu 1:'), 'Đáp án: A', 'II. THÔNG HIỂU (2 câu)', ...question('Câu 2:'), 'Đáp án: A', ...question('Câu 3 (NB):'), 'Đáp án: A',
      'Mức độ 3: Vận dụng', ...question('Câu 4:'), 'Đáp án: A', 'Phần IV. Khác', ...question('Câu 5:'), 'Đáp án: A',
    ]) // prettier-ignore
    expect(headed.questions.map(({ content }) => content.difficulty)).toEqual([1, 2, 1, 3, null])
    expect(codes(headed).filter((one) => one.includes('level-read'))).toEqual([
      'info level-read at paragraph 1',
      'info level-read at paragraph 8',
      'info level-read at paragraph 21',
    ])
  })

  it('codes of outcomes are left out and said', () => {
    const result = read([
      '(CLO1) Câu 1: Một?',
      'A. a1',
      'B. b1',
      'Đáp án: A',
      'Câu 2 (0,25 điểm): Hai? (CLO2)',
      'A. a2',
      'B. b2',
      'Đáp án: A',
    ])
    expect(result.questions.map(({ content }) => content.stem)).toEqual(['Một?', 'Hai?'])
    expect(codes(result)).toEqual([
      'info tag-left-out at paragraph 1',
      'info tag-left-out at paragraph 5',
      'info tag-left-out at paragraph 5',
    ])
  })

  it('its topic: headings above, lines below', () => {
    const above = read([
      'Chủ đề: An toàn thông tin', ...question('Câu 1:'), 'Đáp án: A', ...question('Câu 2:'), 'Đáp án: A',
      'CHỦ ĐỀ 2: Chính quyền số', ...question('Câu 3:'), 'Đáp án: A', 'CHƯƠNG 3. KINH TẾ SỐ', ...question('Câu 4:'), 'Đáp án: A',
      'Chương IV', ...question('Câu 5:'), 'Đáp án: A',
    ]) // prettier-ignore
    expect(above.questions.map(({ content }) => content.topic)).toEqual([
      'An toàn thông tin', 'An toàn thông tin', 'Chính quyền số', 'KINH TẾ SỐ', 'Chương IV',
    ]) // prettier-ignore
    expect(codes(above).filter((one) => !/topic-read|answers-patterned/.test(one))).toEqual([])
    const below = read([...question('Câu 1:'), 'Đáp án: A', 'Chủ đề: Một', ...question('Câu 2:'), 'Đáp án: A', 'Chủ đề: Hai'])
    expect(below.questions.map(({ content }) => content.topic)).toEqual(['Một', 'Hai'])
    expect(codes(below)).toEqual([])
    expect(read(['Phần I. Chung', ...question('Câu 1:'), 'Đáp án: A']).questions[0]?.content.topic).toBe(null)
  })

  it.each(['Giải thích:', 'Hướng dẫn giải:', 'Lời giải:', 'Giải thích chi tiết:', 'Hướng dẫn:'])('its explanation: %s', (name) => {
    const result = read([
      ...question('Câu 1:'),
      'Đáp án: A',
      `${name} Theo Điều 3.`,
      'B. sai vì cũ',
      'Khoản 2 nói rõ.',
      ...question('Câu 2:'),
      'Đáp án: B',
    ])
    expect(result.questions.map(({ content }) => content.explanation)).toEqual(['Theo Điều 3.\nB. sai vì cũ\nKhoản 2 nói rõ.', null])
    expect(codes(result)).toEqual([])
    const alone = read([...question('Câu 1:'), name.replace(':', ''), 'Theo Điều 3.', 'Chọn A'])
    expect(alone.questions[0]?.content).toMatchObject({ explanation: 'Theo Điều 3.', correct: [0] })
  })

  it('its source, with the quotation on a line of its own', () => {
    const result = read([...question('Câu 1:'), 'Đáp án: A', 'Căn cứ: Nghị định 47/2020/NĐ-CP', 'Trích dẫn: Điều 3', 'khoản 2'])
    expect(result.questions[0]?.content.source).toEqual({ document: 'Nghị định 47/2020/NĐ-CP', detail: 'Điều 3 khoản 2' })
    expect(codes(result)).toEqual([])
  })
})

describe('what stands around questions', () => {
  it('is left out and said', () => {
    const result = read([
      'UBND HUYỆN PHÚ LỘC', 'CÂU HỎI', ...question('Câu 1:'), 'Đáp án: A', 'Trang 1/4', ...question('Câu 2:'), 'Đáp án: A', '------ HẾT ------',
      'Người lập', 'TM. BAN TỔ CHỨC', '(Ký, ghi rõ họ tên)',
    ]) // prettier-ignore
    expect(result.questions.map(({ content }) => content.options.at(-1))).toEqual(['d Câu 1:', 'd Câu 2:'])
    expect(codes(result)).toEqual(
      [1, 9, 16, 17, 18, 19].map((at) => `info text-ignored at paragraph ${at}`),
    )
    const marked = read(['Câu 1: Một?', 'A. a1', bold('B. b1'), 'Trang 2', 'Câu 2: Hai?', bold('A. a2'), 'B. b2', 'Mã đề 101', '- HẾT -'])
    expect(contents(marked)).toEqual([['Một?', 'a1', 'b1', [1]], ['Hai?', 'a2', 'b2', [0]]])
  }) // prettier-ignore

  it('a test bank says where questions begin and end', () => {
    const result = read([
      '(CLO1) Một?', 'A. a1', ['B. b1', '<w:u w:val="single"/>'], 'C. c1', '[<br>]',
      '(2) [<TN>] Hai?', ['A. a2', '<w:u w:val="single"/>'], 'B. b2', 'C. c2', '[<br>]',
      '[<sg>]', 'Đọc đoạn sau:', 'Một đoạn văn.', '[<egc>]', '(<1>) Ba?', 'A. a3', 'B. b3', ['C. c3', '<w:u w:val="single"/>'], '[<br>]',
      '(<2>) Bốn?', 'A. a4', ['B. b4', '<w:u w:val="single"/>'], 'C. c4', '[</sg>]',
      '(CLO2) [<TL>] Trình bày …', '[<br>]', '[ < br > ]', 'Năm? [<NB>]', ['A. a5', '<w:u w:val="single"/>'], 'B. b5', 'C. c5', '[<br>]',
    ]) // prettier-ignore
    expect(contents(result)).toEqual([
      ['Một?', 'a1', 'b1', 'c1', [1]],
      ['Hai?', 'a2', 'b2', 'c2', [0]],
      ['Đọc đoạn sau:\nMột đoạn văn.\nBa?', 'a3', 'b3', 'c3', [2]],
      ['Đọc đoạn sau:\nMột đoạn văn.\nBốn?', 'a4', 'b4', 'c4', [1]],
      ['Năm?', 'a5', 'b5', 'c5', [0]],
    ])
    expect(result.questions[4]?.content.difficulty).toBe(1)
    expect(codes(result)).toEqual([
      'warning question-kind at paragraph 25',
      'info tag-left-out at paragraph 1',
      'info group-text at paragraph 15',
      'info group-text at paragraph 20',
    ])
  })

  it('a test bank may have forgotten a mark, and may end with a key', () => {
    const result = read([
      'Câu 1: Một?',
      'A. a1',
      'B. b1',
      'Câu 2: Hai?',
      'A. a2',
      'B. b2',
      '[<br>]',
      'Câu 3: Ba?',
      'A. a3',
      'B. b3',
      'ĐÁP ÁN',
      '1B 2A 3B',
    ])
    expect(contents(result).map(([stem]) => stem)).toEqual(['Một?', 'Hai?', 'Ba?'])
    expect(answers(result)).toEqual(['B', 'A', 'B'])
  })
})
