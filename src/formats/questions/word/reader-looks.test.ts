/** What a person reads at once in papers of offices: other heads, boxes, crosses beside options, rows of options, lines below them. */
import { describe, expect, it } from 'vitest'
import { docxOf, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type Blocks = readonly BlockOf[]
const read = (blocks: Blocks): QuestionsRead => readQuestions(docxOf(blocks), { fileName: 'de.docx' })
const contents = (result: QuestionsRead) =>
  result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, ...correct])
const errors = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap(({ findings }) => findings)].flatMap(({ severity, code }) =>
    severity === 'error' ? [code] : [],
  )
const two = (first: string, second: string, options: Blocks = ['A. một', 'B. hai', 'C. ba'], answers: Blocks = ['Đáp án: B', 'Đáp án: C']): Blocks =>
  [first, ...options, ...answers.slice(0, 1), second, ...options, ...answers.slice(1)] // prettier-ignore
const table = (...rows: readonly string[]): BlockOf => ({ rows: rows.map((row) => row.split('|').map((cell) => cell.trim())) })
const right = [
  ['Xã?', 'một', 'hai', 'ba', 1],
  ['Yên?', 'một', 'hai', 'ba', 2],
]

describe('a question', () => {
  it.each<readonly [string, Blocks]>([
    ['Question without a number', two('Question: Xã?', 'Question: Yên?', undefined, ['Correct Answer: B', 'Correct answer: C'])],
    ['Câu hỏi without a number', two('Câu hỏi: Xã?', 'Câu hỏi: Yên?')],
    ['Câu 1.1', two('Câu 1.1: Xã?', 'Câu 1.2: Yên?')],
    ['C1.', two('C1. Xã?', 'C2. Yên?')],
    ['1-', two('1- Xã?', '2- Yên?')],
    ['1 –', two('1 – Xã?', '2 – Yên?')],
  ])('begins with %s', (_, blocks) => {
    const result = read(blocks)
    expect([contents(result), errors(result)]).toEqual([right, []])
  })

  it('has its level in front of an unnumbered stem, and a number where numbers count on', () => {
    const levels = read([...two('[1] Xã?', '[1] Yên?'), ...two('[2] Z?', '[4] T?')])
    expect(levels.questions.map(({ content }) => [content.stem, content.difficulty])).toEqual([['Xã?', 1], ['Yên?', 1], ['Z?', 2], ['T?', 3]]) // prettier-ignore
    const numbers = read(two('[1] Xã?', '[2] Yên?'))
    expect(numbers.questions.map(({ content }) => [content.stem, content.difficulty])).toEqual([['Xã?', null], ['Yên?', null]]) // prettier-ignore
  })

  it('of a part is found by both numbers of its key', () => {
    const blocks = [...two('Câu 1.1. Xã?', 'Câu 1.2. Yên?', undefined, []), ...two('Câu 2.1. Z?', 'Câu 2.2. T?', undefined, [])]
    expect(contents(read([...blocks, 'ĐÁP ÁN', '2.1 B; 2.2 C; 1.1 A; 1.2 B'])).map((one) => one.at(-1))).toEqual([0, 1, 1, 2])
    expect(errors(read([...blocks, 'ĐÁP ÁN', '1A 2B']))).toEqual(['number-twice', 'number-twice', 'number-twice', 'number-twice'])
  })
})

describe('options', () => {
  it.each<readonly [string, Blocks, Blocks]>([
    ['boxes before letters', ['☐ A. một', '☑ B. hai', '☐ C. ba'], ['☐ A. một', '☐ B. hai', '☑ C. ba']],
    ['crossed boxes', ['☐ A. một', '☒ B. hai', '☐ C. ba'], ['☐ A. một', '☐ B. hai', '☒ C. ba']],
    ['boxes without letters', ['☐ một', '☑ hai', '☐ ba'], ['☐ một', '☐ hai', '☑ ba']],
    ['boxes behind', ['A. một ☐', 'B. hai ☑', 'C. ba ☐'], ['A. một ☐', 'B. hai ☐', 'C. ba ☑']],
    ['an x in front', ['A. một', 'x B. hai', 'C. ba'], ['A. một', 'B. hai', '(x) C. ba']],
    ['an x behind a tab', ['A. một', 'B. hai\tx', 'C. ba'], ['A. một', 'B. hai', 'C. ba\t\tX']],
    ['the word behind', ['A. một', 'B. hai (đúng)', 'C. ba'], ['A. một', 'B. hai', 'C. ba (Đáp án đúng)']],
    ['an x in the cell behind', [table('A. một | | B. hai | x', 'C. ba | | |')], [table('A. một | | B. hai | ', 'C. ba | x | |')]],
    ['an x in the cell before', [table(' | A. một', 'x | B. hai', ' | C. ba')], [table(' | A. một', ' | B. hai', 'x | C. ba')]],
    [
      'an x beside cells with letters',
      [table('A | một | ', 'B | hai | x', 'C | ba | ')],
      [table('A | một | ', 'B | hai | ', 'C | ba | x')],
    ],
  ])('are ticked by %s', (_, first, second) => {
    const result = read(['Câu 1: Xã?', ...first, 'Câu 2: Yên?', ...second])
    expect([contents(result), errors(result)]).toEqual([right, []])
  })

  it('side by side keep the sign they have in front or behind', () => {
    const answer = (line: string): readonly number[] => read(['Câu 1: Xã?', line, 'Câu 2: Yên?', line]).questions[0]?.content.correct ?? []
    for (const line of [
      '☐ A. một ☑ B. hai ☐ C. ba',
      'A. một ☐ B. hai ☑ C. ba ☐',
      'A. một B. hai * C. ba',
      'A. một *B. hai C. ba',
      'A. một\tB. hai ✓\tC. ba',
      'A. một   ☑ B. hai   C. ba',
    ])
      expect([line, answer(line)]).toEqual([line, [1]])
  })

  it('may have boxes that nobody ticked, or dashes', () => {
    expect(contents(read(two('Câu 1: Xã?', 'Câu 2: Yên?', ['☐ A. một', '☐ B. hai', '☐ C. ba'])))).toEqual(right)
    for (const sign of ['-', '–', '+', '•']) {
      const result = read(
        two(
          'Câu 1: Xã?',
          'Câu 2: Yên?',
          ['một', 'hai', 'ba'].map((text) => `${sign} ${text}`),
          ['Đáp án: hai', 'Đáp án: C'],
        ),
      )
      expect([contents(result), errors(result)]).toEqual([right, []])
    }
  })

  it('count "d), đ), e)" as Vietnamese lists do', () => {
    const options = ['a) một', 'b) hai', 'c) ba', 'd) bốn', 'đ) năm', 'e) sáu']
    const answer = (text: string): readonly number[] =>
      read(['Câu 1: Xã?', ...options, `Đáp án: ${text}`]).questions[0]?.content.correct ?? []
    expect([answer('d'), answer('đ'), answer('e'), answer('Đ. năm'), answer('a, đ'), answer('a, b')]).toEqual([
      [3],
      [4],
      [5],
      [4],
      [],
      [0, 1],
    ])
  })

  it.each([
    ['a letter in the first row', 'B', '', '', 'C', '', ''],
    ['a cross beside it', '', 'x', '', '', '', 'X'],
    ['words', 'hai', '', '', 'Ba', '', ''],
    ['true and false', 'Sai', 'Đúng', 'Sai', 'Sai', 'Sai', 'Đúng'],
  ])('stand one a row in a table: %s', (_, ...answers) => {
    for (const letters of [
      ['A. ', 'B. ', 'C. '],
      ['', '', ''],
    ]) {
      const row = (number: string, stem: string, at: number): string =>
        `${number} | ${stem} | ${letters[at % 3]}${['một', 'hai', 'ba'][at % 3]} | ${answers[at]}`
      const rows = [row('1', 'Xã?', 0), row('', '', 1), row('', '', 2), row('2', 'Yên?', 3), row('', '', 4), row('', '', 5)]
      for (const head of ['STT | Câu hỏi | Phương án | Đáp án', 'TT | Nội dung câu hỏi | Đáp án | Đáp án đúng']) {
        const result = read([table(head, ...rows)])
        expect([head, contents(result), errors(result)]).toEqual([head, right, []])
      }
    }
  })

  it('in a table of questions that cannot be read are an error of the file, wherever the heads look like a key', () => {
    const result = read([
      'Câu 1: Xã?',
      'A. một',
      'B. hai',
      'Đáp án: A',
      '',
      'ĐÁP ÁN',
      table('STT | Câu hỏi | Phương án | Đáp án', '1 | Yên? | | B', '2 | Z? | | C'),
    ])
    expect(errors(result)).toContain('table-unread')
  })
})

describe('a line below the options', () => {
  const below = (line: string): QuestionsRead =>
    read(['Câu 1: Xã?', 'A. một', 'B. hai', 'C. ba', line, 'Câu 2: Yên?', 'A. một', 'B. hai', 'C. ba', 'ĐÁP ÁN: 1B 2C'])

  it.each([
    'TM. BAN TỔ CHỨC', 'KT. TRƯỞNG BAN', 'Trưởng ban Tổ chức', 'Người ra đề: Nguyễn Văn A', 'Hết', '--- HẾT ---', 'Phú Lộc, ngày 05 tháng 9 năm 2024', 'Dành cho học sinh',
    'Chúc các thí sinh làm bài tốt!', 'Lưu ý: Thí sinh không được dùng tài liệu', '(Mỗi câu 0,5 điểm)', 'Câu hỏi dự đoán: Có bao nhiêu người trả lời đúng?', 'Mã đề 101 - Trang 2/4',
  ])('that says nothing of them is left out: %s', (line) => {
    const result = below(line)
    expect([contents(result), errors(result)]).toEqual([right, []])
  }) // prettier-ignore

  it.each([
    '(Theo Điều 5 Luật An ninh mạng)',
    'Theo Điều 5 Luật An ninh mạng',
    '(Điều 5 Luật An ninh mạng)',
    'Trích Nghị định 47/2024/NĐ-CP',
    '(Nguồn: Luật An ninh mạng)',
    'Nguồn: Luật An ninh mạng',
  ])('that names a source is the source: %s', (line) => {
    const result = below(line)
    expect([contents(result), errors(result)]).toEqual([right, []])
    expect(result.questions[0]?.content.source?.document).toMatch(/An ninh mạng|47/)
  })

  it('goes on with the last one when it begins small, and is a doubt when it may stand alone', () => {
    expect(contents(below('và cả bốn'))[0]).toEqual(['Xã?', 'một', 'hai', 'ba và cả bốn', 1])
    expect(errors(below('Tất cả những điều này'))).toEqual(['option-tail'])
  })
})

describe('what is no choice among options', () => {
  it.each<readonly [string, Blocks]>([
    ['a prediction', ['Câu 3: Dự đoán có bao nhiêu người trả lời đúng tất cả các câu hỏi?', 'Trả lời: ………… người']],
    ['a prediction in its part', ['PHẦN II. CÂU HỎI DỰ ĐOÁN', 'Câu 3: Có bao nhiêu người tham gia?']],
    ['true or false', ['Phần II. Câu hỏi đúng/sai', 'Câu 3: Hue-S là ứng dụng của Huế.', 'Đáp án: Đúng']],
    ['statements to be judged', ['Câu 3: Các ý sau đúng hay sai?', 'a) một', 'b) hai', 'c) ba', 'd) bốn', 'Đáp án: a) Đ b) S c) Đ d) S']],
    ['an essay', ['PHẦN II. TỰ LUẬN', 'Câu 3: Nêu các bước.']],
  ])('is left out by name: %s', (_, blocks) => {
    const result = read([...two('Câu 1: Xã?', 'Câu 2: Yên?'), ...blocks])
    expect([contents(result), errors(result)]).toEqual([right, []])
    expect(result.findings.find(({ code }) => code === 'question-kind')?.message.vi).toContain('Câu 3')
  })

  it('may have its number in the key', () => {
    const result = read([...two('Câu 1: Xã?', 'Câu 2: Yên?', undefined, []), 'Câu 3: Dự đoán số người trả lời đúng?', 'ĐÁP ÁN: 1B 2C 3A'])
    expect([contents(result), errors(result)]).toEqual([right, []])
  })
})
