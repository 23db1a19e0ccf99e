import { describe, expect, it } from 'vitest'
import { bytesOf, docxOf } from '#test/support/formats/office.ts'
import { contestFile, questionFiles, trueQuestions } from '#test/support/formats/samples.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'

const readFile = (name: string): QuestionsRead => readQuestions(contestFile(name), { fileName: name })
const codes = (read: QuestionsRead): readonly string[] =>
  [...read.findings, ...read.questions.flatMap((question) => question.findings)].map(({ code, place }) => `${place}: ${code}`)

describe('the three question files of Phú Lộc', () => {
  const files = questionFiles.map(readFile)
  const truth = trueQuestions()

  it('give exactly the 120 questions: stem, options, right option', () => {
    expect(truth.length).toBe(120)
    expect(
      files.flatMap((read) =>
        read.questions.map(({ content }) => ({ stem: content.stem, options: content.options, correct: content.correct })),
      ),
    ).toEqual(truth.map(({ stem, options, answer }) => ({ stem, options, correct: [answer] })))
  })

  it('give the source where the file carries one: in the workbook, without detail in the merged block', () => {
    const [first, second, third] = files
    expect([...(first?.questions ?? []), ...(second?.questions ?? [])].map(({ content }) => content.source)).toEqual(Array(80).fill(null))
    expect(third?.questions.map(({ content }) => content.source)).toEqual(
      truth.slice(80).map(({ id, source }) => (id >= 'Q082' && id <= 'Q089' ? { document: source.document, detail: '' } : source)),
    )
  })

  it('are free of errors, and say what was left out or should be looked at', () => {
    expect(files.map(({ format, hasErrors, questions }) => [format, hasErrors, questions.length])).toEqual([
      ['docx', false, 40],
      ['docx', false, 40],
      ['xlsx', false, 40],
    ])
    expect(files.map(codes)).toEqual([
      [
        'table 1, row 1: text-ignored',
        'paragraph 135: text-ignored',
        'paragraph 215: text-ignored',
        'word/footer1.xml: text-ignored',
        'paragraph 123: option-full-stop',
      ],
      ['table 1, row 1: text-ignored', 'paragraph 110: text-ignored', 'word/footer1.xml: text-ignored'],
      [
        'Bo cau hoi!45: row-ignored',
        'Bo cau hoi!47: row-ignored',
        ...['Bo cau hoi!A1', 'Bo cau hoi!A2', 'xl/worksheets/sheet1.xml'].map((place) => `${place}: text-ignored`),
        ...['7', '8', '9'].flatMap((row) => [...'CDEF'].map((column) => `Bo cau hoi!${column}${row}: cell-number`)),
      ],
    ])
  })

  it('name the place of each question', () => {
    expect(files[0]?.questions[0]?.place).toBe('paragraph 7')
    expect(files[2]?.questions[18]?.place).toBe('Bo cau hoi!23')
  })
})

const table = (delimiter: string): string => {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const rows = trueQuestions().map(({ stem, options, answer, source }, index) =>
    [String(index + 1), stem, ...options, 'ABCD'[answer] ?? '', `${source.document}: ${source.detail}`].map(quoted).join(delimiter),
  )
  return `\ufeff${['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án', 'Căn cứ'].join(delimiter)}\r\n${rows.join('\r\n')}\r\n`
}

describe('the same questions in other formats', () => {
  const truth = trueQuestions().map(({ stem, options, answer, source }) => ({ stem, options, correct: [answer], source }))
  const contents = (read: QuestionsRead) =>
    read.questions.map(({ content: { stem, options, correct, source } }) => ({ stem, options, correct, source }))

  it.each([',', ';', '\t'])('read the same from CSV with %j between the columns', (delimiter) => {
    const read = readQuestions(bytesOf(table(delimiter)), { fileName: 'cau-hoi.csv' })
    expect([read.format, read.hasErrors, read.findings]).toEqual(['csv', false, []])
    expect(contents(read)).toEqual(truth)
  })

  it('read the same from CSV in UTF-16, as Excel saves "Unicode text"', () => {
    const text = table('\t')
    const bytes = new Uint8Array(text.length * 2)
    for (let at = 0; at < text.length; at++) new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), true)
    expect(contents(readQuestions(bytes, { fileName: 'cau-hoi.txt' }))).toEqual(truth)
  })

  it('read the same from the bank as JSON, with topic and difficulty', () => {
    const bank = new TextEncoder().encode(JSON.stringify(trueQuestions()))
    const read = readQuestions(bank, { fileName: 'questions.json' })
    expect([read.format, read.hasErrors, codes(read)]).toEqual(['json', false, []])
    expect(contents(read)).toEqual(truth)
    expect(read.questions[0]?.content).toMatchObject({ topic: 'Văn bản của tỉnh và huyện', difficulty: 1 })
  })

  it('read the same again from what a dry run prints', () => {
    for (const name of questionFiles) {
      const read = readFile(name)
      const printed = {
        format: read.format,
        questions: read.questions.map(({ content, findings }) => ({ ...content, findings })),
        findings: read.findings,
      }
      const again = readQuestions(bytesOf(JSON.stringify(printed)), { fileName: 'dry-run.json' })
      expect(again.hasErrors).toBe(false)
      expect(again.questions.map(({ content }) => content)).toEqual(read.questions.map(({ content }) => content))
    }
  })
})

describe('the asked format', () => {
  it('is the content, whatever the name says', () => {
    const read = readQuestions(contestFile('de-van-phong.docx'), { fileName: 'de.xlsx' })
    expect([read.format, read.hasErrors]).toEqual(['docx', false])
    expect(read.findings[0]?.code).toBe('file-name-differs')
  })

  it('is refused when the content is another', () => {
    const read = readQuestions(contestFile('de-van-phong.docx'), { fileName: 'de.docx', format: 'csv' })
    expect([read.format, read.hasErrors, read.questions.length]).toEqual(['docx', true, 0])
    expect(read.findings.map(({ code }) => code)).toEqual(['file-wrong-kind'])
    expect(readQuestions(contestFile('de-van-phong.docx'), { fileName: 'de.docx', format: 'docx' }).hasErrors).toBe(false)
  })

  it('holds at least one question', () => {
    expect(codes(readQuestions(docxOf(['Kính gửi Ban Tổ chức', 'Xin gửi bộ câu hỏi sau.']), { fileName: 'a.docx' }))).toContain(
      ': no-questions',
    )
  })
})
