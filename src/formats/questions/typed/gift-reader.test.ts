import { describe, expect, it } from 'vitest'
import { bytesOf } from '#test/support/formats/office.ts'
import { contestFile } from '#test/support/formats/samples.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const read = (text: string, fileName = 'cau-hoi.txt'): QuestionsRead => readQuestions(bytesOf(text), { fileName })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

describe('GIFT', () => {
  it('holds one or several right options, by marks and by weights', () => {
    const result = read(
      [
        '// một ghi chú',
        '::Q1::Thủ đô là gì? {=Hà Nội ~Huế ~Đà Nẵng}',
        '',
        '::Q2:: Chọn hai {',
        '  ~%50%a # được',
        '  ~%50%b',
        '  ~%-100%c',
        '}',
        '',
        'Ba phần {~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}',
      ].join('\n'),
    )
    expect(result.format).toBe('gift')
    expect(contents(result)).toEqual([
      ['Thủ đô là gì?', 'Hà Nội', 'Huế', 'Đà Nẵng', [0]],
      ['Chọn hai', 'a', 'b', 'c', [0, 1]],
      ['Ba phần', 'a', 'b', 'c', 'd', [0, 1, 2]],
    ])
    expect(result.questions.map(({ place }) => place)).toEqual(['line 2', 'line 4', 'line 10'])
    expect(result.questions[1]?.content.explanation).toBe('a: được')
    expect(result.hasErrors).toBe(false)
  })

  it('flags parts of a mark and refuses what adds up to nothing', () => {
    expect(codes(read('Một {=a ~%50%b ~c}'))).toEqual(['warning weight-partial at line 1'])
    expect(codes(read('Một {~%50%a ~%20%b ~c}'))).toEqual(['error weight-unclear at line 1', 'error answer-missing at line 1'])
  })

  it('turns true and false into two options in their order', () => {
    const result = read('::a::Đất tròn{T}\n\n::b::Đất vuông{FALSE#Nhầm rồi#Phải####Vì đất tròn}')
    expect(contents(result)).toEqual([
      ['Đất tròn', 'Đúng', 'Sai', [0]],
      ['Đất vuông', 'Đúng', 'Sai', [1]],
    ])
    expect(result.questions.map(({ content }) => content.optionOrder)).toEqual(['kept', 'kept'])
    expect(result.questions[1]?.content.explanation).toBe('Vì đất tròn\nĐúng: Nhầm rồi\nSai: Phải')
  })

  it('undoes escapes and nothing else', () => {
    expect(contents(read('Giá trị \\{x\\} \\= 1\\: a\\\\b \\c\\n// hai{=\\~1 ~\\#2 ~C\\:\\\\n}'))).toEqual([
      ['Giá trị {x} = 1: a\\b \\c\n// hai', '~1', '#2', 'C:\\n', [0]],
    ])
  })

  it('takes the last name of a category as the topic', () => {
    const text = [
      '$CATEGORY: $course$/top/Luật/Đất đai',
      'a {=1 ~2}',
      '',
      '$CATEGORY: tới//lui',
      '',
      'b {=1 ~2}',
      '',
      '$CATEGORY: $course$/top',
      'c {=1 ~2}',
    ]
    expect(read(text.join('\n')).questions.map(({ content }) => content.topic)).toEqual(['Đất đai', 'tới/lui', null])
  })

  it('makes safe text of HTML, with pictures and lost parts said', () => {
    const result = read(
      '[html]<p>Số&nbsp;<b>nào</b>\nlớn?</p><script>x</script>{=<i>5</i> m<sup>2</sup> ~[plain]<i>4</i>####<table><tr><td>a</td></tr></table>}\n\nHình <img src="a.png"> gì{=a ~b}',
    )
    expect(contents(result)).toEqual([
      ['Số nào lớn?', '5 m²', '<i>4</i>', [0]],
      ['Hình gì', 'a', 'b', [0]],
    ])
    expect(codes(result)).toEqual(['warning markup-lost at line 1', 'warning picture-absent at line 4'])
    expect(contents(read('[markdown]*Số* nào? 2 < 3 & x<y {=a ~b}'))).toEqual([['*Số* nào? 2 < 3 & x<y', 'a', 'b', [0]]])
  })

  it('lists what is no choice question with its line', () => {
    const result = read(
      [
        'Số nào? {#5:1}',
        '',
        'Ai? {=Nam =Bắc}',
        '',
        'Nối {=a -> 1 =b -> 2 =c -> 3}',
        '',
        'Viết {}',
        '',
        'Trời {=xanh ~đỏ} quá',
        '',
        'Lời dẫn',
        '',
        'Một {=a ~b}',
      ].join('\n'),
    )
    expect(contents(result)).toEqual([
      ['Trời _____ quá', 'xanh', 'đỏ', [0]],
      ['Một', 'a', 'b', [0]],
    ])
    expect(result.hasErrors).toBe(false)
    expect(codes(result)).toEqual([1, 3, 5, 7, 11].map((line) => `warning kind-left-out at line ${line}`))
    expect(result.findings[2]?.message.vi).toContain('ghép cặp')
  })

  it('puts a gap where the answers stand in the sentence, as Moodle does', () => {
    const result = read(
      [
        '::Quốc kỳ::[html]<p>Nền màu {=đỏ#Đúng vậy ~%-50%vàng#Đó là ngôi sao ####Điều 13} của cờ.</p>',
        'Một năm có {~10 ~11 =12} tháng.',
        'Hà Nội là thủ đô{ TRUE # Xem lại # Giỏi }.',
        'Không ai có{=a}cả',
        'Đi {=a ~b} về {=c ~d}.',
      ].join('\n\n'),
    )
    expect(contents(result)).toEqual([
      ['Nền màu _____ của cờ.', 'đỏ', 'vàng', [0]],
      ['Một năm có _____ tháng.', '10', '11', '12', [2]],
      ['Hà Nội là thủ đô.', 'Đúng', 'Sai', [0]],
      ['Đi {=a ~b} về {=c ~d}.', []],
    ])
    expect(result.questions.map(({ content }) => content.explanation)).toEqual([
      'Điều 13\nđỏ: Đúng vậy\nvàng: Đó là ngôi sao',
      null,
      'Đúng: Giỏi\nSai: Xem lại',
      null,
    ])
    expect(codes(result).filter((code) => !code.startsWith('info'))).toEqual([
      'warning kind-left-out at line 7',
      'warning options-uneven at line 3',
      'error gift-braces at line 9',
      ...['options-too-few', 'answer-missing'].map((code) => `error ${code} at line 9`),
    ])
  })

  it('takes the numbers off that all stems begin with, and names letters in the options', () => {
    const result = read('Câu 1: Ai? {=A. x ~B. y}\n\nCâu 2: Gì? {=x ~y}')
    expect(contents(result).map(([stem]) => stem)).toEqual(['Ai?', 'Gì?'])
    expect(codes(result)).toEqual(['warning options-lettered at line 1'])
    expect(contents(read('1. Tên {=x ~y}'))).toEqual([['1. Tên', 'x', 'y', [0]]])
  })

  it('asks where one of several right ones would be enough', () => {
    expect(codes(read('Một {=a =b ~c}'))).toEqual(['error answer-either at line 1'])
    expect(codes(read('Một {~%100%a ~%100%b ~c}'))).toEqual(['error answer-either at line 1'])
  })

  it('keeps a title that is not closed out of the question, and names sounds and addresses', () => {
    const result = read('::Tên\n[html]Nghe <audio src="a.mp3"></audio> <a href="https://a.vn/x">ở đây</a>{=a ~b}')
    expect(contents(result)).toEqual([['Tên\n[html]Nghe ở đây', 'a', 'b', [0]]])
    expect(codes(result)).toEqual(['error media-left-out at line 1', 'info link-left-out at line 1'])
  })

  it('names the line of what is damaged', () => {
    expect(codes(read('Một {=a ~b}\n\nHai {=a\n\n~b}\n\nBa {=a {~b}'))).toEqual(expect.arrayContaining([
      'error gift-braces at line 3', 'error gift-braces at line 5', 'error gift-braces at line 7',
    ])) // prettier-ignore
    expect(codes(read('Một {=a ~b}\n\nHai {xyz}'))).toContain('error gift-answers at line 3')
  })
})

describe('Aiken', () => {
  it('has a stem, options and an answer', () => {
    const result = read(
      'Thủ đô là gì?\nA. Hà Nội\nB. Huế\nANSWER: A\n\nHai?\nDòng nữa\nA) a\nB) b\nC) c\nanswer: C\nBa?\nA.a\nB.b\nANSWER: A, B',
    )
    expect(result.format).toBe('aiken')
    expect(contents(result)).toEqual([
      ['Thủ đô là gì?', 'Hà Nội', 'Huế', [0]],
      ['Hai?\nDòng nữa', 'a', 'b', 'c', [2]],
      ['Ba?', 'a', 'b', [0, 1]],
    ])
    expect(result.questions.map(({ place }) => place)).toEqual(['line 1', 'line 6', 'line 12'])
    expect(codes(result).filter((code) => !code.includes('options-uneven'))).toEqual(['warning answer-several at line 12'])
  })

  it('loses the numbers all stems begin with, and keeps what is said behind an answer', () => {
    const result = read('Câu 1 (NB). Một?\nA. a\nB. b\nANSWER: B\nGiải thích: Vì thế.\n2. Hai?\nA. a\nB. b\nANSWER: A')
    expect(result.questions.map(({ content }) => [content.stem, content.explanation, content.difficulty])).toEqual([
      ['Một?', 'Vì thế.', 1],
      ['Hai?', null, null],
    ])
    expect(contents(read('1. Một?\nA. a\nB. b\nANSWER: B\n\nHai?\nA. a\nB. b\nANSWER: A')).map(([stem]) => stem)).toEqual([
      '1. Một?',
      'Hai?',
    ])
  })

  it('has small letters where none is a capital, and a source behind an answer', () => {
    const result = read('Một?\na. x\nb. y\nANSWER: B\nCăn cứ: Luật số 1: Điều 2\n\nHai?\na) x\nb) y\nANSWER: a')
    expect(contents(result)).toEqual([
      ['Một?', 'x', 'y', [1]],
      ['Hai?', 'x', 'y', [0]],
    ])
    expect(result.questions[0]?.content.source).toEqual({ document: 'Luật số 1', detail: 'Điều 2' })
    expect(contents(read('Xét a. và\na. là gì?\nA. x\nB. y\nANSWER: B'))).toEqual([['Xét a. và\na. là gì?', 'x', 'y', [1]]])
  })

  it('names the line of what is missing or odd', () => {
    expect(codes(read('ĐỀ THI\n\nMột?\nA. a\nB. b\nANSWER: A'))).toEqual(['info text-ignored at line 1'])
    expect(codes(read('Một?\nA. a\nB. b\n\nHai?\nA. a\nB. b\nANSWER: B'))).toEqual(['error answer-missing at line 1'])
    expect(codes(read('Một?\nA. a\nB. b\nANSWER: C'))).toEqual(['error answer-unclear at line 4'])
    expect(codes(read('Một?\nA. a\nB. b\nD. d\nANSWER: B'))).toEqual(['error aiken-text at line 4'])
    expect(codes(read('Một?\nA. a\nB. b\nANSWER: B\nHai?\nA. a\nB. b'))).toEqual(['error answer-missing at line 5'])
  })
})

describe('text files', () => {
  const gift = 'Câu hỏi, A, B {=a ~b}\n'
  const aiken = 'Câu {=hỏi}?\nA. {=a ~b}\nB. b\nANSWER: A\n'
  const csv = 'Câu hỏi,A,B,Đáp án\n"{=a ~b}\n$CATEGORY: x\nMột?","A. x\nB. y\nANSWER: A",b,A\n'

  it('are told apart by content', () => {
    expect([gift, aiken, csv, `\ufeff${csv}`, `[html]${gift}`, `{x} ${aiken}`, `<b>${aiken}`].map((text) => read(text).format)).toEqual([
      'gift', 'aiken', 'csv', 'csv', 'gift', 'aiken', 'aiken',
    ]) // prettier-ignore
    for (const text of [gift, aiken, csv]) expect(read(text).hasErrors).toBe(false)
  })

  it('of people are no questions', () => {
    const units = readQuestions(contestFile('units.csv'), { fileName: 'units.csv' })
    expect([units.format, units.findings.map(({ code }) => code)]).toEqual(['csv', [expect.stringMatching(/^(header|column)-missing$/)]])
  })

  it('must be what was asked for', () => {
    expect(readQuestions(bytesOf(gift), { fileName: 'a.txt', format: 'aiken' }).findings.map(({ code }) => code)).toEqual([
      'file-wrong-kind',
    ])
    expect(readQuestions(bytesOf(gift), { fileName: 'a.txt', format: 'gift' }).hasErrors).toBe(false)
  })
})
