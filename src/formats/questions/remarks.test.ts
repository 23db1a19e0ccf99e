/** Words on answers that stand outside the questions are doubts of every question they could concern. */
import { describe, expect, it } from 'vitest'
import { docxOf, xlsxOf, type CellOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'

const stems = [1, 2, 3, 4, 5, 6].map((at) => `Điều ${at} của quy chế nói về việc gì?`)
const options = ['Họp', 'Thi', 'Chấm', 'Khen']
const right = 'BCBDAC'
const asked = stems.map((stem, at) => [`Câu ${at + 1}. ${stem}`, ...options.map((text, to) => `${'ABCD'[to]}. ${text} ${at}`)])
const answered = asked.map((lines, at) => [...lines, `Đáp án: ${right[at]}`])
const heads = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án']
const rows = stems.map((stem, at): readonly CellOf[] => [at + 1, stem, ...options.map((text) => `${text} ${at}`), right[at] ?? ''])

const word = (lines: readonly string[]): QuestionsRead => readQuestions(docxOf(lines), { fileName: 'de.docx' })
const text = (lines: readonly string[]): QuestionsRead => readQuestions(Buffer.from(lines.join('\n')), { fileName: 'de.txt' })
const excel = (...more: readonly (readonly CellOf[])[]): QuestionsRead =>
  readQuestions(xlsxOf([{ name: 'Câu hỏi', rows: [heads, ...rows, ...more] }]), { fileName: 'de.xlsx' })
const doubtful = ({ questions }: QuestionsRead): string =>
  questions.map(({ findings }) => (findings.some(({ code }) => /^(words|note|answer|key)-/.test(code)) ? 'x' : '.')).join('')

const remarks = [
  ['(câu 1 đổi lại phương án thứ ba)', 'x.....'], ['Câu đầu tiên sửa thành D', 'x.....'], ['Hai câu đầu đáp án là D', 'xx....'],
  ['câu 1 lấy ý thứ ba', 'x.....'], ['Câu hỏi số 1 đáp án thứ 3', 'x.....'], ['Câu 1: chọn ba1', 'x.....'], ['câu 1: không tính', 'x.....'],
  ['Câu 2 và câu 3 xin rút', '.xx...'], ['Ba câu cuối chưa chốt', '...xxx'], ['Từ câu 4 trở đi đáp án chưa duyệt', '...xxx'],
  ['Câu 2-4 lấy theo Luật mới', '.xxx..'], ['Đáp án câu 3 theo anh Nam phải là Thi', '..x...'], ['Một số câu cần rà soát lại đáp án', 'xxxxxx'],
  ['Question 2: answer should be C', '.x....'], ['Q3 drop', '..x...'], ['Câu 3. Bỏ', '..x...'], ['3/ không dùng', '..x...'],
  ['Các đáp án trên mới là dự kiến', 'xxxxxx'], ['Mọi câu hỏi về đất đai lấy theo Luật 2024', 'xxxxxx'], ['câu sáu kết quả thay đổi', '.....x'],
  ['Đáp án trên còn 02 câu chưa thống nhất, xin ý kiến', 'xxxxxx'],
  ['Danh sách câu cần bỏ: 4; 6', '...x.x'], ['P/s: câu 3 chị Hương có ý kiến khác', '..x...'], ['Phản biện: Hoa (không đồng ý câu 3)', '..x...'], ['Câu tô vàng: bỏ', 'xxxxxx'], ['Dòng màu đỏ là câu không dùng', 'xxxxxx'],
] as const // prettier-ignore

describe.each(remarks)('%s', (remark, whose) => {
  it('is a doubt of what it names, wherever it stands', () => {
    const key = ['ĐÁP ÁN', [...right].map((letter, at) => `${at + 1}${letter}`).join(' ')]
    const within = [...answered.slice(0, 3).flat(), '', remark, '', ...answered.slice(3).flat()]
    const all = answered.flat()
    const results = [
      text([...all, '', remark]), word([...all, '', remark]), text([...asked.flat(), ...key, remark]), word([...asked.flat(), ...key, remark]),
      text(within), word(within), text(['Bộ câu hỏi', remark, '', ...all]), excel([], [remark]),
      readQuestions(xlsxOf([{ name: 'Câu hỏi', rows: [heads, ...rows] }, { name: 'Ghi chú', rows: [[remark]] }]), { fileName: 'de.xlsx' }),
    ] // prettier-ignore
    expect(results.map(doubtful)).toEqual(results.map(() => whose))
    expect(results.map(({ questions }) => questions.length)).toEqual(results.map(() => 6))
  })
})

it.each([
  'BỘ CÂU HỎI VÀ ĐÁP ÁN', 'Thí sinh chọn một phương án đúng nhất', 'Mỗi câu chỉ chọn 01 phương án đúng', 'Hội thi có 6 câu hỏi', 'Nơi nhận: Ban Tổ chức',
  'Người tổng hợp: Nguyễn Văn A', 'Từ câu 1 đến câu 6: mỗi câu 0,5 điểm', 'Luật sửa đổi, bổ sung năm 2020', 'ĐÁP ÁN ĐỀ KIỂM TRA KIẾN THỨC',
])('is no doubt: %s', (words) => {
  const results = [text([words, '', ...answered.flat()]), text([...answered.flat(), '', words]), excel([], [words])]
  expect(results.map(doubtful)).toEqual(results.map(() => '......'))
}) // prettier-ignore

it('is weighed between the questions of Aiken, in the notes of a key, and behind an arrow', () => {
  const aiken = asked.map(([head = '', ...own], at) => [
    head.slice(7),
    ...own,
    `ANSWER: ${right[at]}`,
    ...(at === 3 ? ['(câu này bỏ)'] : []),
    '',
  ])
  expect(doubtful(text(aiken.flat()))).toBe('...x..')
  const rowsOf = [
    ['Câu', 'Đáp án', 'Căn cứ'],
    ...[...right].map((letter, at) => [`${at + 1}`, letter, at === 2 ? 'Đáp án D – Điều 7' : 'Điều 7']),
  ]
  const key = readQuestions(docxOf([...asked.flat(), 'ĐÁP ÁN', { rows: rowsOf }]), { fileName: 'de.docx' })
  expect(doubtful(key)).toBe('..x...')
  expect(
    doubtful(text([...answered.slice(0, 2).flat(), '', '[Câu sau lấy đáp án theo Nghị định mới: D]', ...answered.slice(2).flat()])),
  ).toBe('..x...')
  const arrow = answered.map((lines, at) => (at === 1 ? lines.map((line) => (line.startsWith('D.') ? `${line} ←` : line)) : lines))
  expect(text(arrow.flat()).questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual([
    '',
    'remark-inside',
    '',
    '',
    '',
    '',
  ])
})

it('in a row of a review is of the question it names, not of the one its row counts', () => {
  const book = (own: readonly (readonly CellOf[])[]): QuestionsRead =>
    readQuestions(xlsxOf([{ name: 'Câu hỏi', rows: [heads, ...rows] }, { name: 'Góp ý', rows: own }]), { fileName: 'de.xlsx' }) // prettier-ignore
  expect(doubtful(book([['Đơn vị', 'Số câu', 'Câu lỗi'], ['Phòng Tư pháp', 6, '2, 5']]))).toBe('.x..x.') // prettier-ignore
  expect(doubtful(book([['TT', 'Nội dung góp ý'], [1, 'Câu 4 đề nghị sửa đáp án B']]))).toBe('...x..') // prettier-ignore
  expect(doubtful(book([['Câu', 'Nội dung góp ý'], [4, 'đề nghị sửa đáp án B']]))).toBe('...x..') // prettier-ignore
})

it('answers of a column that ends early may have moved', () => {
  const short = readQuestions(xlsxOf([{ rows: [heads, ...rows.map((row, at) => (at === 5 ? row.slice(0, 6) : row))] }]), {
    fileName: 'de.xlsx',
  })
  expect(short.questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual([
    ...Array<string>(5).fill('answer-key-gap'),
    'answer-missing',
  ])
})

it('is read by the number before a letter, and below an answer of a key', () => {
  const key = ['ĐÁP ÁN', [...right].map((letter, at) => `${at + 1}:${letter}`).join('  ')]
  expect(doubtful(text([...asked.flat(), ...key, 'Đính chính: 5:B; 2:D']))).toBe('.x..x.')
  const listed = [...right].flatMap((letter, at) => [
    `Câu ${at + 1}. ${letter}`,
    at === 2 ? 'Căn cứ: Điều 3. Tuy nhiên Thông tư mới quy định Khen 2' : `Căn cứ: Điều ${at}`,
  ])
  for (const read of [text, word]) expect(doubtful(read([...asked.flat(), 'II. ĐÁP ÁN VÀ CĂN CỨ', ...listed]))).toBe('..x...')
})

it('a letter among numbers is asked about', () => {
  const numbered = rows.map((row, at) => [...row.slice(0, 6), at === 2 ? 'B' : 'ABCD'.indexOf(right[at] ?? '') + 1])
  const { questions } = readQuestions(xlsxOf([{ rows: [['STT', 'Câu hỏi', '1', '2', '3', '4', 'Đáp án'], ...numbered] }]), {
    fileName: 'de.xlsx',
  })
  expect(questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual(['', '', 'answer-manner', '', '', ''])
})

it('does not make its line the way a file calls its questions', () => {
  const bare = stems.flatMap((stem, at) => [
    `${at + 1}. ${stem}`,
    ...options.map((one, to) => `${'ABCD'[to]}. ${one} ${at}`),
    `Đáp án: ${right[at]}`,
    '',
  ])
  expect(doubtful(text([...bare, 'Câu 5: cần thay đáp án']))).toBe('....x.')
})

it('is weighed in words beside the letters of a key, in blocks of GIFT, behind the last of Aiken, and in another question', () => {
  const words = [...right].map((letter, at) => [`${at + 1}`, letter, `${options[at === 2 ? 3 : 'ABCD'.indexOf(letter)]} ${at}`])
  const key = readQuestions(docxOf([...asked.flat(), 'ĐÁP ÁN', { rows: [['Câu', 'Đáp án', 'Nội dung'], ...words] }]), {
    fileName: 'de.docx',
  })
  expect(doubtful(key)).toBe('..x...')
  const gift = stems.map(
    (stem, at) =>
      `::${at + 1}::${stem} {\n${options.map((one, to) => `${'ABCD'[to] === right[at] ? '=' : '~'}${one} ${at}`).join('\n')}\n}`,
  )
  const giftRead = (...blocks: readonly string[]): string =>
    doubtful(readQuestions(Buffer.from(blocks.join('\n\n')), { fileName: 'a.gift' }))
  expect(giftRead(...gift, 'Câu 5 nên bỏ vì trùng')).toBe('....x.')
  const aiken = asked.flatMap(([head = '', ...own], at) => [head.slice(7), ...own, `ANSWER: ${right[at]}`, ''])
  expect(doubtful(text([...aiken, 'Note: question 5 has no correct answer']))).toBe('....x.')
  const other = [...rows.slice(0, 5), [6, 'Đề nghị thay câu 3 bằng câu này: Tết là ngày nào?', 'a', 'b', 'c', 'd', 'A']]
  const codes = readQuestions(xlsxOf([{ rows: [heads, ...other] }]), { fileName: 'de.xlsx' }).questions.map(({ findings }) =>
    findings.map(({ code }) => code).join(),
  )
  expect(codes).toEqual(['', '', 'remark-inside', '', '', ''])
})

it('options that are all judged keep no sign of it in silence', () => {
  const judged = asked.map((lines, at) =>
    lines.map((line, to) => (to === 0 ? line : `${line} (${'ABCD'[to - 1] === right[at] ? 'Đ' : 'S'})`)),
  )
  expect(text(judged.flat()).questions.every(({ findings }) => findings.some(({ code }) => code === 'option-judged'))).toBe(true)
})

it('"câu này" apart from all is the question above or below, and the name of a sheet is read, too', () => {
  const lines = answered.flatMap((own, at) => ['', ...(at === 2 ? ['[10:15] Hoa: câu này bỏ nhé'] : []), ...own])
  expect(doubtful(text(lines))).toBe('.xx...')
  const named = readQuestions(xlsxOf([{ name: 'CH (câu 5 sửa ĐA)', rows: [heads, ...rows] }]), { fileName: 'de.xlsx' })
  expect(doubtful(named)).toBe('....x.')
})

it('"(ĐA)" behind an option is a word on the answer', () => {
  const marked = answered.flatMap((own, at) => own.map((line, to) => (at === 2 && to === 1 ? `${line} (ĐA)` : line)))
  expect(text(marked).questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual([
    '',
    '',
    'remark-inside',
    '',
    '',
    '',
  ])
})

it('what a topic says is a doubt, be it of a file, of a sheet or of a question', () => {
  const topics = (topic: (at: number) => string): string =>
    doubtful(
      readQuestions(xlsxOf([{ rows: [[...heads, 'Chủ đề'], ...rows.map((row, at) => [...row, topic(at)])] }]), { fileName: 'de.xlsx' }),
    )
  expect(topics((at) => (at === 2 ? 'Đất đai (đáp án sai)' : 'Đất đai'))).toBe('..x...')
  expect(topics(() => 'Đất đai (câu 3 chờ sửa)')).toBe('..x...')
  expect(topics(() => 'Luật Đất đai sửa đổi; kiểm tra, giám sát')).toBe('......')
  const moodle = `<quiz><question type="category"><category><text>top/Nhà ở (câu 1 sai đáp án)</text></category></question><question type="multichoice"><questiontext><text>Gì?</text></questiontext><single>true</single><answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer></question></quiz>`
  expect(doubtful(readQuestions(Buffer.from(moodle), { fileName: 'a.xml' }))).toBe('x')
})

it('words behind a number are a note on its question', () => {
  const numbered = rows.map((row, at) => (at === 2 ? ['3 - trùng câu 1', ...row.slice(1)] : row))
  expect(doubtful(excel()).includes('x')).toBe(false)
  expect(doubtful(readQuestions(xlsxOf([{ rows: [heads, ...numbered] }]), { fileName: 'de.xlsx' }))).toBe('..x...')
})

it.each(['(TODO) Gì?', 'Gì? (?)', 'Gì? - trùng câu 1, bỏ'])('is heard in a stem: %s', (stem) => {
  const result = excel([7, stem, 'a', 'b', 'c', 'd', 'A'])
  expect(result.questions.at(-1)?.findings.map(({ code }) => code)).toContain('remark-inside')
})
