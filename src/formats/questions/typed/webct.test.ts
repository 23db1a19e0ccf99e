import { describe, expect, it } from 'vitest'
import { bytesOf, zipOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const read = (text: string): QuestionsRead => readQuestions(bytesOf(text), { fileName: 'a.txt' })
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap(({ findings }) => findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

const darwin = [
  '# Start of question: Multiple Choice Question',
  ':TYPE:MC:1:0:C',
  ':TITLE:Một trạm',
  ':FEEDBACK:H',
  'Ở <b>Ecuador</b>.',
  ':QUESTION:H',
  'Trạm Darwin',
  '&#7903; đâu?<br />',
  ':LAYOUT:vertical',
  ':ANSWER1:0:H',
  'Menlo Park',
  ':REASON1:H',
  'Tiếc quá!',
  ':ANSWER2:100:H',
  'Galapagos\\: Ecuador',
  ':REASON2:H',
  ':CAT:Địa lý',
  '# End of question: Multiple Choice Question',
]

describe('WebCT', () => {
  it('holds choices with their feedback and category', () => {
    const result = read(darwin.join('\r\n'))
    expect([result.format, result.hasErrors, codes(result)]).toEqual(['webct', false, ['info names-left-out at line 3']])
    expect(result.questions).toMatchObject([
      {
        place: 'line 2',
        content: {
          stem: 'Trạm Darwin ở đâu?',
          options: ['Menlo Park', 'Galapagos: Ecuador'],
          correct: [1],
          topic: 'Địa lý',
          explanation: 'Ở Ecuador.\n“Menlo Park”: Tiếc quá!',
        },
        findings: [],
      },
    ])
  })

  it('knows several right ones by their shares, and asks where the shares do not tell', () => {
    const choice = (type: string, ...weights: readonly string[]): string =>
      [`:TYPE:MC:${type}`, ':QUESTION', 'Gì < 5?', ...weights.flatMap((weight, at) => [`:ANSWER${at + 1}:${weight}`, `x${at}`])].join('\n')
    const answers = (text: string) => read(text).questions.map(({ content }) => content.correct)
    expect(answers(choice('N:0:C', '50', '-50', '50'))).toEqual([[0, 2]])
    expect(answers(`${choice('1', '0', '100')}\n${choice('1', '100.0', '0')}`)).toEqual([[1], [0]])
    expect(read(choice('1', '0', '100')).questions[0]?.content.stem).toBe('Gì < 5?')
    expect(codes(read(choice('1', '100', '100', '0')))).toEqual(['error answer-either at line 1'])
    expect(codes(read(choice('1', 'H', '100')))).toEqual(['error answer-rules at line 1'])
    expect(codes(read(choice('1', '100', '0', '0').replace(':ANSWER3', ':ANSWER2')))).toEqual(['error options-order at line 1'])
    expect(codes(read(choice('1', '0', '0')))).toEqual(['error answer-missing at line 1'])
  })

  it('lists other types and names stray text', () => {
    const others = ['S:', 'M', 'C', 'P', 'XYZ'].map((type) => `:TYPE:${type}\n:TITLE:T\n:QUESTION:H\nGì?\n:ANSWER1:Huế:100:0:20:0`)
    const result = read(['lạc loài', ...others, ...darwin].join('\n'))
    expect(result.questions.length).toBe(1)
    expect(codes(result)).toEqual([
      'info text-ignored at line 1',
      ...[2, 7, 12, 17, 22].map((line) => `warning question-type-left-out at line ${line}`),
      'info names-left-out at line 29',
    ])
  })

  it('in a zip brings its pictures', () => {
    const png = Uint8Array.from(
      atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
      (letter) => letter.charCodeAt(0),
    )
    const text = [':TYPE:MC:1', ':IMAGE:anh/Sơ đồ.png', ':QUESTION:H', 'Gì?', ':ANSWER1:100', 'a', ':ANSWER2:0', 'b'].join('\n')
    const packed = readQuestions(zipOf({ 'de/cau-hoi.txt': text, 'de/hinh/sơ đồ.png': png }), { fileName: 'de.zip' })
    expect([packed.format, packed.hasErrors, packed.pictures.length]).toEqual(['webct', false, 1])
    expect(packed.questions[0]?.place).toBe('de/cau-hoi.txt, line 1')
    expect(codes(read(text))).toEqual(['error picture-missing at line 1'])
  })
})
