import { unzipSync, strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { plainContent, type Question } from '#contest/questions/question.ts'
import { bytesOf, xlsxOf, zipOf, type CellOf, type SheetOf } from '#test/support/formats/office.ts'
import { readCsv } from '../../sheets/csv.ts'
import { csvWriter, xlsxWriter } from './writer.ts'
import { questionTemplate } from './template.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

/** Styles 0 plain, 1 bold, 2 red, 3 yellow fill, 4 underlined, 5 black by name, 6 grey fill. */
const styles = `<styleSheet><fonts><font/><font><b/></font><font><color rgb="FFFF0000"/></font><font><u/></font><font><b val="0"/><color theme="1"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.15"/></patternFill></fill></fills>
<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fillId="2"/><xf fontId="3"/><xf fontId="4" fillId="1"/><xf fillId="3"/></cellXfs></styleSheet>`
const styled = (text: string, style: number): CellOf => ({ type: 'inlineStr', style, inside: `<is><t>${text}</t></is>` })

const book = (...sheets: SheetOf[]): QuestionsRead =>
  readQuestions(xlsxOf(sheets, [], { 'xl/styles.xml': styles }), { fileName: 'de.xlsx' })
const sheet = (...rows: (readonly CellOf[])[]): QuestionsRead => book({ name: 'S', rows })
const csv = (text: string | Uint8Array): QuestionsRead =>
  readQuestions(typeof text === 'string' ? bytesOf(text) : text, { fileName: 'de.csv' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

describe('marked options', () => {
  const head = ['STT', 'Câu hỏi', 'A', 'B', 'C']

  it.each([
    ['bold', 1],
    ['coloured', 2],
    ['filled', 3],
    ['underlined', 4],
  ])('are right where no answer is stated: %s', (_, style) => {
    const result = sheet(head, [1, 'Một?', 'a', styled('b', style), 'c'], [2, 'Hai?', styled('a', style), 'b', styled('c', 5)])
    expect(contents(result)).toEqual([
      ['Một?', 'a', 'b', 'c', [1]],
      ['Hai?', 'a', 'b', 'c', [0]],
    ])
    expect(codes(result)).toEqual([])
  })

  it('count by the kind of mark that tells options apart in most rows', () => {
    const result = sheet(
      head,
      [1, 'Một?', styled('a', 6), styled('b', 6), styled('c', 2)],
      [2, 'Hai?', styled('a', 1), styled('b', 2), 'c'],
      [3, 'Ba?', 'a', styled('b', 2), 'c'],
    )
    expect(contents(result).map((content) => content.at(-1))).toEqual([[2], [1], [1]])
  })

  it('are an error when there are several, missing when there is none', () => {
    const result = sheet(
      [...head, 'D'],
      [1, 'Một?', styled('a', 1), styled('b', 1), 'c', 'd'],
      [2, 'Hai?', 'a', 'b', 'c', 'd'],
      [3, 'Ba?', styled('a', 1), 'b', 'c', 'd'],
    )
    expect(codes(result)).toEqual(['error answer-several-cells at S!2', 'error answer-missing at S!3', 'error answer-mark-rare at S!4'])
    const four = sheet([...head, 'D'], [1, 'Một?', styled('a', 1), styled('b', 1), 'c', 'd'], [2, 'Ba?', styled('a', 1), 'b', 'c', 'd'])
    expect(codes(four)).toEqual(['error answer-several-cells at S!2', 'error answer-mark-rare at S!3'])
  })

  it('do not count where any answer is stated', () => {
    const result = sheet([...head, 'Đáp án'], [1, 'Một?', 'a', styled('b', 1), 'c', 'A'], [2, 'Hai?', 'a', styled('b', 1), 'c', null])
    expect(contents(result)[0]).toEqual(['Một?', 'a', 'b', 'c', [0]])
    expect(codes(result)).toEqual(['error answer-conflict at S!2', 'error answer-missing-mark at S!3'])
    expect(contents(sheet([...head, 'Đáp án'], [1, 'Một?', 'a', styled('b', 3), 'c', null]))).toEqual([['Một?', 'a', 'b', 'c', [1]]])
  })

  it('may be marked by asterisks, ticks, or an x in the column beside', () => {
    expect(contents(sheet(head, [1, 'Một?', 'a', '*b', 'c'], [2, 'Hai?', 'a', 'b', 'c (x)'], [3, 'Ba?', '✓ a', 'b', 'c']))).toEqual([
      ['Một?', 'a', 'b', 'c', [1]],
      ['Hai?', 'a', 'b', 'c', [2]],
      ['Ba?', 'a', 'b', 'c', [0]],
    ])
    const beside = [
      ['Câu hỏi', 'A', null, 'B', null],
      ['Một?', 'a', null, 'b', 'x'],
      ['Hai?', 'a', 'X', 'b', null],
    ]
    expect(contents(sheet(...beside))).toEqual([
      ['Một?', 'a', 'b', [1]],
      ['Hai?', 'a', 'b', [0]],
    ])
    // With stated answers an asterisk is text.
    expect(contents(sheet([...head, 'Đáp án'], [1, 'Một?', 'a*', '*b', 'c', 'A']))).toEqual([['Một?', 'a*', '*b', 'c', [0]]])
  })
})

describe('options in one cell', () => {
  const head = ['STT', 'Câu hỏi', 'Phương án', 'Đáp án']

  it.each([
    ['A. một\nB. hai\nC. ba', ['một', 'hai', 'ba']],
    ['a) một b\nb) hai;\nC) ba', ['một b', 'hai', 'ba']],
    ['A. một; B. hai; C. ba', ['một', 'hai', 'ba']],
    ['A. một   B. hai   C. ba', ['một', 'hai', 'ba']],
    ['một\nhai, hai\nba', ['một', 'hai, hai', 'ba']],
    ['một | hai; và | ba', ['một', 'hai; và', 'ba']],
    ['một; hai; ba', ['một', 'hai', 'ba']],
  ])('%j', (cell, options) => {
    const read = sheet(head, ...[1, 2, 3].map((number) => [number, `Câu ${number} gì?`, cell, 'B']))
    expect(contents(read)).toEqual([1, 2, 3].map((number) => [`Câu ${number} gì?`, ...options, [1]]))
    expect(read.hasErrors).toBe(false)
  })

  it('are asked about where only line ends or semicolons part them and too few questions tell how many there are', () => {
    for (const cell of ['một\nhai, hai\nba', 'một; hai; ba']) {
      const read = sheet(head, [1, 'Một?', cell, 'B'])
      expect(codes(read)).toContain('error options-joined at S!C2')
      expect(read.questions[0]?.content.correct).toEqual([])
    }
  })

  it('are an error when they cannot be told apart', () => {
    expect(codes(sheet(head, [1, 'Một?', 'một hai ba', 'B']))).toContain('error options-joined at S!C2')
  })

  it('may be marked line by line', () => {
    const rich = '<sst><si><r><t xml:space="preserve">A. một\n</t></r><r><rPr><color rgb="FFFF0000"/></rPr><t>B. hai</t></r></si></sst>'
    const bytes = xlsxOf(
      [
        {
          name: 'S',
          rows: [
            ['Câu hỏi', 'Các phương án'],
            ['Một?', { type: 's', inside: '<v>0</v>' }],
            ['Hai?', '*A. x\nB. y'],
          ],
        },
      ],
      [],
      {
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml': rich,
      },
    )
    const [first] = contents(readQuestions(bytes, { fileName: 'a.xlsx' }))
    // The asterisk of the second row is what the table goes by; the bold of the first then says nothing.
    expect(first).toEqual(['Một?', 'một', 'hai', []])
    const bold = xlsxOf(
      [
        {
          name: 'S',
          rows: [
            ['Câu hỏi', 'Các phương án'],
            ['Một?', { type: 's', inside: '<v>0</v>' }],
          ],
        },
      ],
      [],
      {
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml': rich,
      },
    )
    expect(contents(readQuestions(bold, { fileName: 'a.xlsx' }))).toEqual([['Một?', 'một', 'hai', [1]]])
    expect(contents(sheet(['Câu hỏi', 'Các phương án'], ['Hai?', 'A. x\n*B. y']))).toEqual([['Hai?', 'x', 'y', [1]]])
  })
})

describe('templates of others', () => {
  it('Kahoot: instructions above, numbers as answers', () => {
    const result = sheet(
      ['Quiz template'],
      ['Add questions, at least two answer alternatives, time limit and choose correct answers (at least one).'],
      [],
      [null, 'Question - max 120 characters', ...['1', '2', '3', '4'].map((n) => `Answer ${n} - max 75 characters`), 'Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs', 'Correct answer(s) - choose at least one'],
      [1, 'Một?', 'a', 'b', 'c', 'd', 30, 2],
      [2, 'Hai?', 'a', 'b', 'c', 'd', 30, '1,3'],
      [3, 'Ba?', 'a', 'b', null, null, 20, 1],
    ) // prettier-ignore
    expect(contents(result)).toEqual([
      ['Một?', 'a', 'b', 'c', 'd', [1]],
      ['Hai?', 'a', 'b', 'c', 'd', [0, 2]],
      ['Ba?', 'a', 'b', [0]],
    ])
    expect(result.hasErrors).toBe(false)
  })

  it('Quizizz: a row of instructions, other kinds listed, pictures by link said', () => {
    const result = sheet(
      ['Question Text', 'Question Type', 'Option 1', 'Option 2', 'Option 3', 'Option 4', 'Option 5', 'Correct Answer', 'Time in seconds', 'Image Link', 'Answer explanation'],
      ['Text of the question\n\n(required)', 'Question Type\n\n(default is Multiple Choice)', 'Text for option 1', 'Text for option 2', null, null, null, 'The correct option choice (between 1-5).'],
      ['Một?', 'Multiple Choice', 'a', 'b', null, null, null, 2, 30, null, 'Vì b'],
      ['Hai?', 'Checkbox', 'a', 'b', 'c', null, null, '1,3', 30, 'https://example.org/a.png'],
      ['Ba?', 'Open-Ended', null, null, null, null, null, null, 60],
      ['Bốn?', 'Fill-in-the-Blank', 'a', 'b', null, null, null, null, 60],
    ) // prettier-ignore
    expect(contents(result)).toEqual([
      ['Một?', 'a', 'b', [1]],
      ['Hai?', 'a', 'b', 'c', [0, 2]],
    ])
    expect(result.questions[0]?.content.explanation).toBe('Vì b')
    expect(codes(result)).toEqual([
      'info row-ignored at S!2',
      'warning kind-left-out at S!5',
      'warning kind-left-out at S!6',
      'info columns-unread at S!1',
      'warning picture-absent at S!J4',
      'warning answer-several at S!4',
    ])
  })
})

describe('columns and sheets', () => {
  it('stand in any order, in either language, anywhere among the first rows', () => {
    const result = sheet(
      ['NGÂN HÀNG CÂU HỎI'],
      ['Level', 'Correct answer', 'Option B', 'Option A', 'Question', 'Topic', 'Explanation', 'Keep order'],
      ['easy', 'A', 'b', 'a', 'Một?', 'Luật', 'Vì thế', 'x'],
      ['VDC', 'A', 'b', 'a', 'Hai?', null, null, 'không'],
      ['TH', 'a', 'b', 'a', 'Ba?', null, null, 'có lẽ'],
    )
    expect(
      result.questions.map(({ content: { difficulty, topic, explanation, optionOrder } }) => [difficulty, topic, explanation, optionOrder]),
    ).toEqual([
      [1, 'Luật', 'Vì thế', 'kept'],
      [3, null, null, 'shuffled'],
      [2, null, null, 'shuffled'],
    ])
    expect(codes(result)).toEqual(['info text-ignored at S!A1', 'warning value-unknown at S!H5'])
  })

  it('may have a header of two rows', () => {
    const result = book({
      name: 'S',
      rows: [
        ['STT', 'Câu hỏi', 'Phương án trả lời', null, 'Đáp án'],
        [null, null, 'A', 'B', null],
        [1, 'Một?', 'a', 'b', 'B'],
      ],
      merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2'],
    })
    expect(contents(result)).toEqual([['Một?', 'a', 'b', [1]]])
  })

  it('keep lines that are meant and join those that only fit a column', () => {
    expect(contents(sheet(['Câu hỏi', 'A', 'B', 'Đáp án'], ['Chọn câu đúng:\nMột\nhai?', 'một\n- Hai', 'b', 'A']))).toEqual([
      ['Chọn câu đúng:\nMột hai?', 'một\n- Hai', 'b', [0]],
    ])
  })

  it('take numbers for letters only where all answers are numbers', () => {
    const head = ['Câu hỏi', 'A', 'B', 'Đáp án']
    const result = sheet(head, ['Một?', 'a', 'b', 2], ['Hai?', 'a', 'b', 1], ['Ba?', 'a', 'b', '2'])
    expect(contents(result).map((content) => content.at(-1))).toEqual([[1], [0], [1]])
    expect(codes(result)).toEqual(['warning answers-numbered at S!1'])
    expect(codes(sheet(head, ['Một?', 'a', 'b', 2], ['Hai?', 'a', 'b', 'A'], ['Ba?', 'a', 'b', '2'])).length).toBe(2)
  })

  it('of several sheets suggest topics without taking them, and guides are left out', () => {
    const rows = [
      ['Câu hỏi', 'A', 'B', 'Đáp án'],
      ['Một?', 'a', 'b', 'A'],
    ]
    const other = [
      ['Câu hỏi', 'Lựa chọn', 'Đáp án', 'Chủ đề'],
      ['Hai?', 'A. a\nB. b', 'A', 'Luật'],
    ]
    const result = book(
      { name: 'An toàn', rows },
      { name: 'Hai', rows: other },
      { name: 'Sheet3', rows: [['xin chào']] },
      { name: 'Hướng dẫn', rows: [['a']] },
    )
    expect(result.questions.map(({ content }) => content.topic)).toEqual([null, 'Luật'])
    expect(codes(result)).toEqual(['warning sheet-ignored at Sheet3', 'info sheet-guide at Hướng dẫn', 'info sheet-topic at An toàn'])
  })

  it('leave out examples and say so', () => {
    const result = sheet(
      ['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'],
      ['Ví dụ', 'Mẫu?', 'a', 'b', 'A'],
      ['VD 2', 'Mẫu hai?', 'a', 'b', 'A'],
      [1, 'Một?', 'a', 'b', 'A'],
    )
    expect(contents(result)).toEqual([['Một?', 'a', 'b', [0]]])
    expect(codes(result)).toEqual(['info row-example at S!2', 'info row-example at S!3'])
  })
})

describe('CSV', () => {
  const text = 'Câu hỏi;A;B;Đáp án\r\nMột?;có, không;"x;y";B\r\n'
  const wide = (little: boolean): Uint8Array => {
    const bytes = new Uint8Array(text.length * 2)
    for (let at = 0; at < text.length; at++) new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), little)
    return bytes
  }

  it('reads in every encoding people send, with and without marks', () => {
    const expected = [['Một?', 'có, không', 'x;y', [1]]]
    for (const bytes of [text, `\ufeff${text}`, `sep=;\r\n${text}`, wide(true), wide(false)]) expect(contents(csv(bytes))).toEqual(expected)
    // windows-1258 writes hooks and dots as marks behind the letter.
    const legacy = 'C\u00e2u ho\u00d2i;A;B;\u00d0\u00e1p \u00e1n\nM\u00f4\u00f2t?;\u00e1;b;A\n'
    expect(contents(csv(new Uint8Array([...legacy].map((letter) => letter.charCodeAt(0)))))).toEqual([['Một?', 'á', 'b', [0]]])
  })

  it('names rows as they stand below a line that states the delimiter', () => {
    expect(codes(csv('sep=,\nCâu hỏi,A,B,Đáp án\nMột?,a,b,C\n'))).toEqual(['error answer-unclear at D3'])
  })

  it('guards what a spreadsheet would run, and takes the guard off again', () => {
    const question: Question = { ...plainContent, code: '=Q1', apart: [], stem: '=1+1', options: ['-2', '+2', '@a', "'b"], correct: [0] }
    const bytes = csvWriter.write([question], { picture: () => undefined, title: '', withKey: true }) as Uint8Array
    const written = new TextDecoder().decode(bytes)
    expect(written).toContain(`"'=1+1","'-2","'+2","'@a","''b"`)
    expect(written).not.toMatch(/"[=+\-@]/)
    const sheetRead = readCsv(written)
    expect(sheetRead.ok && [...(sheetRead.value.rows[1]?.cells.values() ?? [])].map((cell) => cell.text).slice(1, 6)).toEqual([
      '=1+1',
      '-2',
      '+2',
      '@a',
      "'b",
    ])
  })
})

describe('written workbooks', () => {
  const question: Question = {
    ...plainContent,
    code: 'Q001',
    apart: ['Q002'],
    stem: '007',
    options: ['1/2', '=A1'],
    correct: [0],
    explanation: 'Vì thế',
  }

  it('hold every cell as text, below a frozen header', async () => {
    const parts = unzipSync(await xlsxWriter.write([question], { picture: () => undefined, title: '', withKey: true }))
    const rows = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(rows).toContain('state="frozen"')
    expect([...rows.matchAll(/<c [^>]*>/g)].every(([cell]) => cell.includes('t="s"'))).toBe(true)
    expect(rows).not.toContain('<f>')
  })

  it('hold texts that mean something to programs', async () => {
    const options = ['constructor', '__proto__', 'toString', '_x0041_', '_x005F_x0041_']
    const bytes = await xlsxWriter.write([{ ...question, options }], { picture: () => undefined, title: '', withKey: true })
    expect(readQuestions(bytes, { fileName: 'a.xlsx' }).questions[0]?.content.options).toEqual(options)
  })

  it('keep the key to themselves when asked', async () => {
    const parts = unzipSync(await xlsxWriter.write([question], { picture: () => undefined, title: '', withKey: false }))
    expect(strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array())).not.toContain('Vì thế')
    const read = readQuestions(await xlsxWriter.write([question], { picture: () => undefined, title: '', withKey: false }), {
      fileName: 'a.xlsx',
    })
    expect(codes(read)).toContain('error answer-missing at Câu hỏi!2')
  })
})

describe('the template', () => {
  it('imports as it is: the examples are left out, the guide too', async () => {
    const read = readQuestions(await questionTemplate(), { fileName: 'mau.xlsx' })
    expect(codes(read)).toEqual([
      'info sheet-guide at Hướng dẫn',
      'info row-example at Câu hỏi!2',
      'info row-example at Câu hỏi!3',
      'error no-questions at ',
    ])
  })

  it('has examples that would be questions without their mark, and takes rows below them', async () => {
    const parts = unzipSync(await questionTemplate())
    const strings = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array())
    const filled = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))
    const read = readQuestions(zipOf({ ...filled, 'xl/sharedStrings.xml': strings.replaceAll('Ví dụ</t>', '1</t>') }), {
      fileName: 'mau.xlsx',
    })
    expect(read.hasErrors).toBe(false)
    expect(read.questions.map(({ content: { correct, difficulty, optionOrder } }) => [correct, difficulty, optionOrder])).toEqual([
      [[2], 1, 'shuffled'],
      [[0, 1], 2, 'kept'],
    ])
  })

  it('offers lists for answers, levels and order, where a sheet may have them', async () => {
    const xml = strFromU8(unzipSync(await questionTemplate())['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(xml).toMatch(/<\/sheetData><dataValidations count="3">.*<\/dataValidations><\/worksheet>$/)
    expect([...xml.matchAll(/sqref="([^"]*)"><formula1>"([^"]*)"/g)].map(([, where, list]) => [where, list])).toEqual([
      ['K2:K1000', 'A,B,C,D,E,F,G,H'],
      ['O2:O1000', 'Dễ,Trung bình,Khó'],
      ['P2:P1000', 'x'],
    ])
  })
})
