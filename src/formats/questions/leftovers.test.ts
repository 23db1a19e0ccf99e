import { describe, expect, it } from 'vitest'
import { bytesOf, docxOf, xlsxOf } from '#test/support/formats/office.ts'
import { readQuestions } from './registry.ts'

const codes = (bytes: Uint8Array): readonly string[] =>
  readQuestions(bytes, { fileName: '' }).questions.flatMap(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`))

describe('marks of other programs', () => {
  it.each([
    '[<df>] Gì?',
    'Nghe [<audio>]a.mp3[</audio>]',
    'Xem @@PLUGINFILE@@/a.png',
    'Xem $IMS-CC-FILEBASE$/a.png',
    '[audio]a[/audio]?',
    'Luật do [[1]] ban hành?',
  ])('are named in every format: %s', (stem) => {
    const files = [
      docxOf([`Câu 1: ${stem}`, 'A. a', 'B. b', 'Đáp án: A']),
      bytesOf(`${stem.replace(/[=:]/g, '\\$&')} {=a ~b}`),
      bytesOf(`${stem}\nA. a\nB. b\nANSWER: A\n`),
      bytesOf(JSON.stringify([{ stem, options: ['a', 'b'], answer: 'A' }])),
    ]
    for (const file of files) expect(codes(file)).toEqual(['error foreign-mark'])
  })

  it('are named in options and explanations too, and formulas in TeX', () => {
    const file = (question: object): Uint8Array => bytesOf(JSON.stringify([{ stem: 'Gì?', options: ['a', 'b'], answer: 'A', ...question }]))
    expect(codes(file({ options: ['a', '[<video>]'] }))).toEqual(['error foreign-mark'])
    expect(codes(file({ stem: '{mlang vi}Ai?{mlang}' }))).toEqual(['error foreign-mark'])
    expect(codes(file({ options: ['yes_or.true', 'yes_or.false'] }))).toEqual(['error foreign-mark'])
    expect(codes(file({ stem: 'Do {1:MULTICHOICE:Chính phủ~=Quốc hội} ban hành?' }))).toEqual(['error foreign-mark'])
    expect(codes(file({ explanation: '\\frac{1}{2}' }))).toEqual(['warning formula-tex'])
    expect(codes(file({ stem: '$$x^2$$ là gì?' }))).toEqual(['warning formula-tex'])
    expect(codes(file({ stem: 'Giá $5 hay [10]? C:\\temp, mảng a[<i>]' }))).toEqual([])
  })
})

it('an option that was left to be written is named, in a text and in a sheet', () => {
  const read = (...options: readonly string[]): readonly (readonly string[])[] => [
    codes(docxOf(['Câu 1: Gì?', ...options.map((text, at) => `${'ABC'[at]}. ${text}`), 'Đáp án: A'])),
    codes(
      xlsxOf([
        {
          rows: [
            ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án'],
            [1, 'Gì?', ...options, 'A'],
          ],
        },
      ]),
    ),
  ]
  for (const words of ['-', '…', 'C', '???', 'xxx'])
    expect(read('một', 'hai', words)).toEqual([['error option-placeholder'], ['error option-placeholder']])
  expect(read('A', 'B', 'AB').flat()).toEqual([])
  expect(read('+', '-', '*').flat()).toEqual([])
})

it('mark-up of a page that was pasted is named', () => {
  expect(codes(docxOf(['Câu 1: <p>Gì?</p>', 'A. a', 'B. b', 'Đáp án: A']))).toEqual(['warning html-left'])
  expect(codes(bytesOf('Câu hỏi,A,B,Đáp án\nGì?,a &amp; c,b,A\n'))).toEqual(['warning html-left'])
  expect(codes(docxOf(['Câu 1: 3 < x và y > 5 khi nào?', 'A. x & y', 'B. z', 'Đáp án: A']))).toEqual([])
})

it('a star at an option that is not the stated one is named', () => {
  const plain = ['Câu 1: Ai?', 'A. x', 'B. y', 'C. z', 'Đáp án: A']
  expect(
    codes(docxOf([...plain, 'Câu 2: Gì?', 'A. x', 'B. y *', 'C. z', 'Đáp án: A', ...plain.map((line) => line.replace('1: Ai', '3: Sao'))])),
  ).toEqual(['warning option-sign'])
})
