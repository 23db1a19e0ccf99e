/** Words on an answer that stand where nobody reads them: boxes, footnotes, notes between questions; what pages leave inside a question. */
import { describe, expect, it } from 'vitest'
import { bytesOf, docxOf, raw, type BlockOf as Paper } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type BlockOf = Parameters<typeof docxOf>[0][number]

const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
] as const
const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?'] as const
const right = 'BCB'
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const line = (inside: string): string => `<w:p>${inside}</w:p>`
const box = (text: string): string =>
  `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${line(run(text))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
const asked = (at: number, head = `Câu ${at + 1}: `): readonly string[] => [
  `${head}${stems[at]}`,
  ...(options[at] ?? []).map((text, to) => `${'ABCD'[to]}. ${text}`),
]
const answered = (at: number): readonly string[] => [...asked(at), `Đáp án: ${right[at]}`]
const read = (blocks: readonly BlockOf[], parts: Readonly<Record<string, string>> = {}): QuestionsRead =>
  readQuestions(docxOf(blocks, parts), { fileName: 'de.docx' })
const text = (lines: readonly string[]): QuestionsRead => readQuestions(bytesOf(lines.join('\n')), { fileName: 'de.txt' })
/** Of each question, then of the file. */
const codes = ({ findings, questions }: QuestionsRead): readonly (readonly string[])[] =>
  [...questions.map((one) => one.findings), findings].map((list) =>
    list.flatMap(({ severity, code }) => (severity === 'info' ? [] : [`${severity} ${code}`])),
  )
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')
const key = ['ĐÁP ÁN', { rows: [['Câu', 'Đáp án'], ['1', 'B'], ['2', 'C'], ['3', 'B']] }] as const // prettier-ignore
const doubted = (at: number, code: string): readonly (readonly string[])[] => [0, 1, 2, 3].map((one) => (one === at ? [code] : []))

describe('a text box that speaks of the answer', () => {
  const within = (...blocks: readonly BlockOf[]): readonly BlockOf[] => [...answered(0), ...blocks, ...answered(2)]
  it.each([
    ['beside the answer', within(...asked(1), raw(line(run('Đáp án: C') + box('Sửa lại thành D'))))],
    ['below it', within(...answered(1), raw(line(box('Đáp án phải là D'))), raw(line(run(' '))))],
    ['in the line of the source', within(...answered(1), raw(line(run('Căn cứ: Hiến pháp') + box('Đáp án: D'))))],
    ['above the question, by its number', within(raw(line(box('Câu 2: đáp án D mới đúng'))), ...answered(1))],
  ])('is a doubt of it: %s', (_, blocks) => {
    expect([codes(read(blocks)).slice(0, 3).flat(), answers(read(blocks))]).toEqual([['error words-against'], 'B C B'])
    expect(codes(read(blocks))[1]).toEqual(['error words-against'])
  })

  it('between two questions is a doubt of both', () => {
    const read2 = codes(read(within(raw(line(box('Đáp án phải là A'))), ...answered(1))))
    expect(read2.slice(0, 3)).toEqual([['error words-against'], ['error words-against'], []])
  })

  it('in a key is a doubt of the questions of its cell or its line', () => {
    const cell = (inside: string): string => `<w:tc>${line(inside)}</w:tc>`
    const rows = [['1', 'B'], ['2', 'C'], ['3', 'B']].map(([number = '', answer = '']) => `<w:tr>${cell(run(number))}${cell(run(answer) + (number === '2' ? box('D') : ''))}</w:tr>`) // prettier-ignore
    const table = raw(`<w:tbl><w:tr>${cell(run('Câu'))}${cell(run('Đáp án'))}</w:tr>${rows.join('')}</w:tbl>`)
    const all = [0, 1, 2].flatMap((at) => asked(at))
    expect(codes(read([...all, 'ĐÁP ÁN', table]))).toEqual(doubted(1, 'error words-against'))
    expect(codes(read([...all, 'ĐÁP ÁN', raw(line(run('1B 2C 3B') + box('Câu 2 sửa thành D')))]))).toEqual(
      doubted(1, 'error words-against'),
    )
  })

  it('is a warning where it says something else', () => {
    const other = within(...asked(1), raw(line(run('Đáp án: C') + box('Lễ hội áo dài'))))
    expect(codes(read(other)).flat()).toEqual(['warning text-box'])
  })
})

describe('a footnote on an answer', () => {
  const note = (words: string) => ({
    'word/footnotes.xml': `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:footnote></w:footnotes>`,
    'word/_rels/document.xml.rels':
      '<Relationships><Relationship Id="fn" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
  })
  const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
  const all = [...answered(0), ...asked(1), raw(line(run('Đáp án: C') + mark)), ...answered(2)]
  it('is an error of its question, unless it says the same', () => {
    expect(codes(read(all, note('Đáp án phải là D')))[1]).toContain('error words-against')
    expect(codes(read(all, note('Đáp án C theo Điều 5')))[1]).toEqual(['warning footnote-left-out'])
    expect(codes(read(all, note('Sửa đổi, bổ sung năm 2013')))[1]).toEqual(['warning footnote-left-out'])
  })

  it('in a title is one of the question it names', () => {
    const titled = [raw(line(run('ĐỀ THI') + mark)), ...[0, 1, 2].flatMap(answered)]
    expect(codes(read(titled, note('Câu 3 đáp án phải là D')))[2]).toEqual(['error words-against'])
  })
})

describe('a note between questions', () => {
  it.each([
    'Lưu ý: câu này đáp án là D theo Luật mới',
    'Ghi chú: đáp án D mới đúng',
    'Câu này phải chọn D',
    'GC: đáp án theo đ/c Nam là D',
  ])('is an error of the question above it: %s', (note) => {
    const lines = [...answered(0), ...answered(1), note, ...answered(2)]
    for (const result of [read(lines), text(lines)])
      expect([answers(result), codes(result)]).toEqual(['B C B', doubted(1, 'error words-against')])
  })

  it('is none where it names the answer of the file, and a warning where it names nothing', () => {
    expect(codes(text([...answered(0), ...answered(1), 'Ghi chú: đáp án C theo Luật mới', ...answered(2)])).flat()).toEqual([])
    const vague = [...answered(0), ...answered(1), 'Ghi chú: Câu này còn tranh luận', ...answered(2)]
    expect(codes(text(vague))).toEqual(doubted(1, 'warning words-beside'))
  })

  it('is weighed in the source, in the stem and behind an option as well', () => {
    const middle = (...own: readonly string[]): string => codes(text([...answered(0), ...own, ...answered(2)])).flat().join() // prettier-ignore
    expect(middle(...answered(1), '(Nguồn: Hiến pháp; đáp án: D)')).toBe('warning source-doubts')
    expect(middle(...answered(1), 'Căn cứ: Điều 5, chọn D')).toBe('warning source-doubts')
    expect(middle(...answered(1), 'Căn cứ: Điều 5, chọn C')).toBe('')
    const noted = (note: string): string => middle(`Câu 2: ${stems[1]}`, note, ...answered(1).slice(1))
    for (const note of ['Lưu ý: câu này đáp án là D', 'Câu này phải chọn D', 'Câu 2 bỏ'])
      expect([note, noted(note)]).toEqual([note, 'warning remark-inside'])
    expect(noted('(Chọn một phương án đúng nhất)')).toBe('')
    const behind = (more: string): string => middle(...asked(1).slice(0, 4), `D. Cần Thơ ${more}`, 'Đáp án: C')
    for (const more of ['(đúng?)', '(đúng - xem lại)', '(đúng, chờ duyệt)'])
      expect([more, behind(more)]).toEqual([more, 'warning remark-inside'])
    expect(behind('(nay là thành phố)')).toBe('')
  })
})

describe('what a page leaves inside a question', () => {
  const torn = (...own: readonly string[]): readonly string[] => [...answered(0), ...own, ...answered(2)]
  const stem = (between: string): readonly string[] =>
    torn('Câu 2: Thủ đô của nước ta hiện nay', between, 'là thành phố nào?', ...answered(1).slice(1))
  it.each(['3', '- 3 -', 'Trang 3', 'Trang 3/7', '3/7', 'UBND xã Phú Lộc - Bộ câu hỏi 2024'])('is named: %s', (between) => {
    for (const result of [read(stem(between)), text(stem(between))]) expect(codes(result)).toEqual(doubted(1, 'error page-inside'))
  })

  it('is named by the title of the file, and where several pages repeat it', () => {
    expect(codes(text(['Câu hỏi ôn tập', ...stem('Câu hỏi ôn tập')]))).toEqual(doubted(1, 'error page-inside'))
    const twice = [...stem('Tài liệu nội bộ'), 'Câu 4: Quê hương của', 'Tài liệu nội bộ', 'bạn ở đâu?', 'A. Huế', 'B. Vinh', 'Đáp án: A']
    expect(codes(text(twice)).map((list) => list.includes('error page-inside'))).toEqual([false, true, false, true, false])
  })

  it('is named inside options, and no option loses its end', () => {
    const option = (...own: readonly string[]): string =>
      codes(text(torn('Câu 2: Ai?', 'A. Lan', 'B. Chủ tịch Ủy ban', ...own, 'C. Huệ', 'Đáp án: A')))[1]?.join() ?? ''
    expect(option('3', 'nhân dân xã')).toContain('error page-inside')
    expect(option('Trang 3', 'nhân dân xã')).toContain('error option-tail')
    const last = text(torn('Câu 2: Ai?', 'A. Lan', 'B. Chủ tịch Ủy ban', 'Trang 3', 'nhân dân xã', 'Đáp án: A'))
    expect(codes(last)[1]).toContain('error option-tail')
  })

  it('is none where it is all there is of an option, or a line of the question', () => {
    const numbers = torn('Câu 2: Mấy?', 'A.', '3', 'B.', '5', 'Đáp án: A')
    expect(codes(text(numbers))[1]?.filter((code) => code.startsWith('error'))).toEqual([])
    expect(codes(text(torn('Câu 2: Theo Luật', 'Tiếp công dân thì', 'ai tiếp dân?', 'A. Lan', 'B. Huệ', 'Đáp án: A')))[1]).toEqual([
      'warning options-uneven',
    ])
    expect(codes(text([...answered(0), 'Trang 3', ...answered(1), ...answered(2)])).flat()).toEqual([])
  })
})

describe('questions that would be lost', () => {
  it('are listed to be mended where the first has no number', () => {
    for (const result of [text, read].map((reader) => reader([stems[0], ...answered(0).slice(1), ...answered(1), ...answered(2)]))) {
      expect([answers(result), codes(result)]).toEqual(['B C B', doubted(0, 'error question-headless')])
    }
    expect(codes(text(['A. MỤC ĐÍCH', 'B. NỘI DUNG', 'C. CÂU HỎI', ...[0, 1, 2].flatMap(answered)])).flat()).toEqual([])
  })

  it('are read from a table with other heads behind typed ones, or said to be unread', () => {
    const typed = [...answered(0), ...answered(1)]
    const table = (stem: string) => ({ rows: [['STT', stem, 'A', 'B', 'C', 'D', 'Đáp án'], ['3', stems[2], ...options[2], 'B']] }) // prettier-ignore
    expect(answers(read([...typed, table('Tình huống')]))).toBe('B C B')
    expect(codes(read([...typed, table('Chuyện')]))).toEqual([[], [], ['error table-unread'], []])
  })
})

it('reads an answer for each number of a range, and none where there are more or fewer', () => {
  const all = [0, 1, 2].flatMap((at) => asked(at))
  for (const line of ['1-3: BCB', '1 – 3: B C B', 'Câu 1 đến câu 3: B, C, B', '1-2: BC; 3. B'])
    expect([line, answers(text([...all, 'ĐÁP ÁN', line]))]).toEqual([line, 'B C B'])
  expect(answers(text([...all, 'ĐÁP ÁN', '1-3: BC']))).toBe('- - -')
  expect(answers(read([...all, ...key]))).toBe('B C B')
})

describe('words beside a question that marks answer', () => {
  const marked = (change: (lines: string[]) => readonly string[]): QuestionsRead =>
    text(change([0, 1, 2].flatMap((at) => asked(at).map((one) => (one.startsWith(`${right[at]}. `) ? `*${one}` : one)))))
  const replaced = (from: string, to: string): QuestionsRead => marked((lines) => lines.map((one) => one.replace(from, to)))

  it('are a doubt of it: a letter beside its number, an answer in its stem or in the next, an x behind an option', () => {
    expect(codes(replaced('Câu 2:', 'Câu 2 (D):'))).toEqual(doubted(1, 'error words-against'))
    expect(codes(replaced('Câu 2:', 'Câu 2 (C):')).flat()).toEqual([])
    expect(codes(replaced('Câu 2:', 'Câu 2: [Đáp án: D]'))).toEqual(doubted(1, 'warning remark-inside'))
    expect(codes(replaced('Câu 3:', 'Câu 3: (đáp án câu trên: D)'))[1]).toEqual(['warning remark-inside'])
    expect(codes(replaced('Cần Thơ', 'Cần Thơ x'))).toEqual(doubted(1, 'warning remark-inside'))
    expect(codes(replaced('Sông nào chảy qua Huế?', 'Sông nào chảy qua Huế? 4. Núi nào ở Huế?'))).toEqual(
      doubted(2, 'warning question-inside'),
    )
  })

  it('are none where letters beside most numbers say something else', () => {
    const coded = marked((lines) => lines.map((one) => one.replace(/^Câu (\d):/, 'Câu $1 (A):')))
    expect(codes(coded).flat()).toEqual([])
  })

  it('are a doubt of the next question where they say so', () => {
    const lines = [...answered(0), '', 'Các câu dưới đây chưa thống nhất đáp án', ...answered(1), ...answered(2)]
    expect(codes(text(lines))).toEqual([[], ['warning words-of-file'], ['warning words-of-file'], []])
  })
})

describe('an answer', () => {
  it('in ordinal words is not understood, and takes no letter for itself', () => {
    const lines = [...answered(0), ...asked(1), 'Đáp án đúng là phương án thứ ba', ...answered(2)]
    expect([answers(text(lines)), codes(text(lines))]).toEqual(['B - B', doubted(1, 'error answer-unclear')])
  })

  it('of two lines in a cell is both of them, and one behind a bullet an answer', () => {
    const cell = (own: readonly string[]): string => `<w:tc>${own.map((one) => line(run(one))).join('')}</w:tc>`
    const row = (at: number, own: readonly string[]): string => `<w:tr>${cell(asked(at))}${cell(own)}</w:tr>`
    const table = raw(
      `<w:tbl><w:tr>${cell(['Câu hỏi'])}${cell(['Đáp án'])}</w:tr>${row(0, ['B'])}${row(1, ['C', 'D'])}${row(2, ['B'])}</w:tbl>`,
    )
    expect([answers(read([table])), codes(read([table]))[1]]).toEqual(['B CD B', ['warning answer-several']])
    expect(answers(text([0, 1, 2].flatMap((at) => [...asked(at), `• Đáp án: ${right[at]}`])))).toBe('B C B')
  })

  it('is in doubt where the same question stands again with another one', () => {
    const again = [...answered(0), ...answered(1), ...asked(1, 'Câu 3: '), 'Đáp án: D']
    expect(codes(text(again)).map((list) => list.filter((code) => code.startsWith('error')))).toEqual([
      [],
      ['error answer-elsewhere'],
      ['error answer-elsewhere'],
      [],
    ])
  })

  it('of a key that is called old or a draft is used with a warning', () => {
    const all = [0, 1, 2].flatMap((at) => asked(at))
    for (const head of ['ĐÁP ÁN (DỰ KIẾN)', 'ĐÁP ÁN CŨ'])
      expect([head, codes(text([...all, head, '1B 2C 3B'])).flat()]).toEqual([head, ['warning key-draft']])
  })
})

describe('tables', () => {
  const all = [0, 1, 2].flatMap((at) => asked(at))
  it('of a review are weighed by the numbers in them', () => {
    const review = { rows: [['Câu', 'Ý kiến', 'Tiếp thu'], ['2', 'Đề nghị chọn D', 'Có'], ['3', 'Nhất trí', 'Có']] } // prettier-ignore
    for (const title of ['TỔNG HỢP GÓP Ý', 'Góp ý:']) {
      const result = codes(read([...[0, 1, 2].flatMap(answered), title, review]))
      expect(result.slice(0, 3)).toEqual([[], ['error words-against'], []])
    }
  })

  it('of answers with one beside no number answer nothing', () => {
    const moved = { rows: [['Câu', 'Đáp án'], ['1', ''], ['2', 'B'], ['3', 'C'], ['', 'B']] } // prettier-ignore
    expect(answers(read([...all, 'ĐÁP ÁN', moved]))).toBe('- - -')
  })

  it('inside a stem are no words of it', () => {
    const data = { rows: [['Năm', 'Số vụ'], ['2022', '15'], ['2023', '18']] } // prettier-ignore
    const lines = [...answered(0), `Câu 2: ${stems[1]}`, data, ...asked(1).slice(1), 'Đáp án: C', ...answered(2)]
    expect(codes(read(lines))).toEqual(doubted(1, 'error table-flat'))
  })

  it('with a column nobody knows keep what it says of a question', () => {
    const cell = (own: readonly string[]): string => `<w:tc>${own.map((one) => line(run(one))).join('')}</w:tc>`
    const row = (at: number, note: string): string =>
      `<w:tr>${cell([String(at + 1)])}${cell(asked(at, ''))}${cell([right[at] ?? ''])}${cell([note])}</w:tr>`
    const heads = ['STT', 'Câu hỏi', 'Đáp án', 'Ghi chú'].map((head) => cell([head])).join('')
    const table = raw(`<w:tbl><w:tr>${heads}</w:tr>${row(0, '')}${row(1, 'còn băn khoăn')}${row(2, 'Điều 5')}</w:tbl>`)
    expect(codes(read([table]))).toEqual(doubted(1, 'warning words-beside'))
  })
})

it('names what a field of Word shows when it finds nothing', () => {
  const lines = [
    ...answered(0),
    ...answered(1).map((one, at) => (at === 0 ? `${one} Error! Reference source not found.` : one)),
    ...answered(2),
  ]
  expect(codes(text(lines))).toEqual(doubted(1, 'error foreign-mark'))
})

describe('lines outside the questions', () => {
  it('name several questions, or the state of all answers', () => {
    const all = [0, 1, 2].flatMap(answered)
    expect(codes(text([...all, '', 'Câu 1, 3: chọn lại D']))).toEqual([['error words-against'], [], ['error words-against'], []])
    const ofAll = [...Array<string[]>(3).fill(['warning words-of-file']), []]
    expect(codes(text(['BẢN NHÁP – chưa chốt đáp án', ...all]))).toEqual(ofAll)
    expect(codes(text(['BỘ CÂU HỎI VÀ ĐÁP ÁN', ...all])).flat()).toEqual([])
  })

  it('that lead in to questions are missed there', () => {
    const lead = (words: string) => codes(text([...answered(0), words, ...answered(1), ...answered(2)])).map((list) => list.join())
    expect(lead('Đọc đoạn sau và trả lời câu 2, câu 3:')).toEqual(['', 'error lead-in-left-out', 'error lead-in-left-out', ''])
    expect(lead('Dựa vào bảng sau trả lời các câu hỏi từ câu 2 đến câu 3:')).toEqual([
      '',
      'error lead-in-left-out',
      'error lead-in-left-out',
      '',
    ])
  })

  it('take a question back where its stem begins so', () => {
    const lines = [...answered(0), `Câu 2: ĐÃ BỎ - ${stems[1]}`, ...answered(1).slice(1), ...answered(2)]
    expect(codes(text(lines))).toEqual(doubted(1, 'warning remark-inside'))
  })
})

it('names letters of old encodings without their fonts, and formulas of fields', () => {
  const garbled = (stem: string) => codes(text([...answered(0), `Câu 2: ${stem}`, ...answered(1).slice(1), ...answered(2)]))
  expect(garbled('C¬ quan nµo ban hµnh LuËt TiÕp c«ng d©n?')).toEqual(doubted(1, 'error letters-garbled'))
  expect(garbled('Cô quan naøo ban haønh Luaät Tieáp coâng daân, ngöôøi naøo?')).toEqual(doubted(1, 'error letters-garbled'))
  expect(garbled('Müller đến Huế năm nào (15µg, 20°C, §5)?').flat()).toEqual([])
  const field = raw(
    line(
      `${run('D. Bằng ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\f(1,2)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>${run(' lương')}`,
    ),
  )
  expect(codes(read([...answered(0), ...asked(1).slice(0, 4), field, 'Đáp án: C', ...answered(2)]))[1]).toEqual(['error formula-left-out'])
})

it('weighs any word of answering, or the words of another option, right below a question', () => {
  const below = (note: string) => codes(text([...answered(0), ...answered(1), note, ...answered(2)]))
  for (const note of ['Không có phương án nào đúng', 'Luật mới quy định: Cần Thơ', '✓ D', 'should be D'])
    expect([note, below(note)]).toEqual([note, doubted(1, 'warning words-beside')])
  for (const note of ['Dự đoán có bao nhiêu người trả lời đúng?', 'Chúc may mắn', 'Từ năm 1946 Hà Nội là thủ đô', 'Phần II. Cần Thơ'])
    expect([note, below(note)[1]]).toEqual([note, []])
})

it('knows questions by letter, in words and in rows of text', () => {
  const end = (note: string) => codes(text([...[0, 1, 2].flatMap(answered), '', note])).slice(0, 3)
  for (const note of ['P/S: C2 ĐA D', 'Câu hai chọn D', '2 | D', '2 => D'])
    expect([note, end(note)]).toEqual([note, [[], ['error words-against'], []]])
})

describe('comments and margins of a page', () => {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const related = (type: string): string =>
    `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${type}.xml"/></Relationships>`
  const paper = [1, 2, 3].flatMap((at) => [`Câu ${at}: Điều ${at} nói gì?`, 'A. một', 'B. hai', `Đáp án: ${'BAB'[at - 1]}`])
  const doubted = (type: string, part: string, blocks: readonly Paper[]): string =>
    readQuestions(docxOf(blocks, { [`word/${type}.xml`]: part, 'word/_rels/document.xml.rels': related(type) }), { fileName: 'de.docx' })
      .questions.map(({ findings }) => (findings.some(({ code }) => code === 'words-against') ? 'x' : '.'))
      .join('')

  it('are weighed with the questions they name', () => {
    const said = '<w:p><w:r><w:t>Câu 2 sửa thành B</w:t></w:r></w:p>'
    expect(doubted('header', `<w:hdr ${W}>${said}</w:hdr>`, paper)).toBe('.x.')
    const noted = raw('<w:p><w:r><w:t>Câu 3: Điều 3 nói gì?</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>')
    expect(
      doubted('comments', `<w:comments ${W}><w:comment w:id="0">${said}</w:comment></w:comments>`, [
        ...paper.slice(0, 8),
        noted as unknown as Paper,
        ...paper.slice(9),
      ]),
    ).toBe('.x.')
    expect(doubted('footer', `<w:ftr ${W}><w:p><w:r><w:t>Trang 2 – Đề thi tìm hiểu pháp luật</w:t></w:r></w:p></w:ftr>`, paper)).toBe('...')
  })
})
