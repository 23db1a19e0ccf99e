import { describe, expect, it } from 'vitest'
import { docxOf, raw, type BlockOf, type RunOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

type Blocks = readonly (BlockOf | { readonly raw: string })[]
const read = (blocks: Blocks, extra: Readonly<Record<string, string>> = {}): QuestionsRead =>
  readQuestions(docxOf(blocks, extra), { fileName: 'de.docx' })
const codes = (result: QuestionsRead, at: number): readonly string[] => (result.questions[at]?.findings ?? []).map(({ code }) => code)

/** Three questions whose second option is marked, and one whose third option looks as given. */
const marked = (mark: string, odd: string): Blocks => [
  ...[1, 2, 3].flatMap((number): Blocks => [`Câu ${number}: Hỏi ${number}?`, 'A. a', [`B. b${number}`, mark], 'C. c']),
  'Câu 4: Hỏi 4?', 'A. a', 'B. b', ['C. c4', odd],
] // prettier-ignore

const red = '<w:color w:val="FF0000"/>'

describe('a file has one kind of mark', () => {
  it.each([
    ['another one', '<w:b/>', 'chữ đậm'],
    ['near-black', '<w:color w:val="3A3A3A"/>', 'gần đen'],
    ['the black of a web page', '<w:color w:val="333333"/>', 'gần đen'],
    ['grey', '<w:color w:val="808080"/>', 'gần đen hoặc xám'],
    ['pale shading', '<w:shd w:fill="F2F2F2"/>', 'nền rất nhạt'],
    ['the blue of a link', '<w:color w:val="0563C1"/><w:u w:val="single"/>', 'liên kết'],
    ['another colour', '<w:color w:val="00B050"/>', 'màu chữ'],
  ])('and what looks otherwise is no answer, but named: %s', (_, odd, name) => {
    const result = read(marked(red, odd))
    expect(result.questions.map(({ content }) => content.correct)).toEqual([[1], [1], [1], []])
    expect(codes(result, 3)).toEqual(['answer-missing-mark'])
    expect(result.questions[3]?.findings[0]?.message.vi).toContain(name)
  })

  it('of which half is another mark', () => {
    expect(codes(read(marked(`<w:b/>${red}`, '<w:b/>')), 3)).toEqual(['answer-missing-mark'])
    const letter: RunOf = ['C', '<w:b/>']
    expect(codes(read([...marked('<w:b/>', '').slice(0, -1), [letter, '. c4']]), 3)).toEqual(['answer-missing-mark'])
  })

  it('which may be two reds, and words without their letter', () => {
    expect(read(marked(red, '<w:color w:val="C00000"/>')).questions[3]?.content.correct).toEqual([2])
    const words: RunOf = ['c4', '<w:b/>']
    expect(read([...marked('<w:b/>', '').slice(0, -1), ['C. ', words]]).questions[3]?.content.correct).toEqual([2])
  })

  it('and a question without its line "Đáp án" is not answered by what is bold in it', () => {
    const stated = [1, 2, 3].flatMap((number): Blocks => [`Câu ${number}: Hỏi ${number}?`, 'A. a', 'B. b', 'C. c', 'Đáp án: B'])
    expect(codes(read([...stated, 'Câu 4: Hỏi 4?', 'A. a', 'B. b', ['C. c', '<w:b/>']]), 3)).toEqual(['answer-missing-mark'])
  })

  it('and signs that are none belong to the words', () => {
    const result = read(['Câu 1: Gọi số nào?', 'A. *101#', 'B. 102', 'C. #phuloc2024', 'Đáp án: A'])
    expect(result.questions[0]?.content.options).toEqual(['*101#', '102', '#phuloc2024'])
    expect(result.hasErrors).toBe(false)
  })
})

describe('formatting by accident', () => {
  const question = (number: number, mark: string, at = 1): Blocks => [
    `Câu ${number}: Hỏi ${number}?`,
    ...['A. một', 'B. hai', 'C. ba'].map((text, position): BlockOf => (position === at && mark !== '' ? [text, mark] : text)),
  ]
  const file = (marks: readonly string[]): QuestionsRead => read(marks.flatMap((mark, at) => question(at + 1, mark, at % 3)))
  const b = '<w:b/>'

  it.each([b, '<w:u w:val="single"/>', '<w:i/>', red, '<w:highlight w:val="yellow"/>'])(
    'in half of the questions is no answer but named: %s',
    (mark) => {
      const result = file([mark, '', mark, '', mark, '', mark, ''])
      expect(result.questions.flatMap(({ content }) => content.correct)).toEqual([])
      expect([codes(result, 0), codes(result, 1)]).toEqual([['answer-mark-rare'], ['answer-missing']])
      expect(result.questions[0]?.findings[0]?.message.vi).toContain('4 trong 8 câu')
    },
  )

  it('in most of them is none either, until practically all have it', () => {
    const count = (marked: number, of: number): number =>
      file(Array.from({ length: of }, (_, at) => (at < marked ? b : ''))).questions.filter(({ content }) => content.correct.length > 0)
        .length
    expect([count(4, 5), count(9, 10), count(18, 20)]).toEqual([4, 9, 18])
    expect([count(2, 3), count(3, 5), count(8, 10), count(16, 20)]).toEqual([0, 0, 0, 0])
  })

  it('in the only question of a file proves nothing; what nobody does by accident does', () => {
    expect(codes(file([b]), 0)).toEqual(['answer-mark-rare'])
    expect(codes(file(['<w:i/>']), 0)).toEqual(['answer-mark-rare'])
    expect(file(['<w:highlight w:val="yellow"/>']).questions[0]?.content.correct).toEqual([0])
    expect(file([b, b]).questions.map(({ content }) => content.correct)).toEqual([[0], [1]])
  })

  it('over some words of an option is no mark of it, where whole options are marked', () => {
    const result = read([
      ...[1, 2, 3, 4].flatMap((number) => question(number, b)),
      'Câu 5: Hỏi 5?', 'A. một', ['B. Luật ', ['An ninh mạng năm', b], ' 2018'], 'C. ba',
    ]) // prettier-ignore
    expect(result.questions.map(({ content }) => content.correct)).toEqual([[1], [1], [1], [1], []])
    expect(codes(result, 4)).toEqual(['answer-missing-mark'])
    const stressed = read([
      ...[1, 2, 3, 4].flatMap((number) => question(number, b)),
      'Câu 5: Hỏi 5?', ['A. một', b], ['B. Luật ', ['An ninh mạng năm', b], ' 2018'], 'C. ba',
    ]) // prettier-ignore
    expect(codes(stressed, 4)).toEqual(['answer-several-marked'])
  })

  it("of the first option everywhere goes on from the stem and is nobody's choice", () => {
    const first = read([1, 2, 3].flatMap((number) => question(number, b, 0)))
    expect([0, 1, 2].map((at) => codes(first, at))).toEqual([['answer-mark-rare'], ['answer-mark-rare'], ['answer-mark-rare']])
    expect(read([1, 2, 3].flatMap((number) => question(number, b, 1))).hasErrors).toBe(false)
  })

  it('that a line of the file calls wrong is one to be mended', () => {
    const told = (line: string): boolean => read([line, ...marked(red, red)]).hasErrors
    expect(['Phương án bôi đỏ là phương án sai', 'Ghi chú: chữ đỏ là đáp án sai', 'Phương án sai được tô đỏ'].map(told)).toEqual([
      true,
      true,
      true,
    ])
    expect(['Phương án bôi đỏ là phương án đúng', 'BỘ CÂU HỎI', 'Đáp án đúng được tô đỏ'].map(told)).toEqual([false, false, false])
  })

  it('in italics throughout is a mark like bold', () => {
    expect(file(['<w:i/>', '<w:i/>', '<w:i/>']).questions.map(({ content }) => content.correct)).toEqual([[0], [1], [2]])
    expect(codes(read(marked(red, '<w:i/>')), 3)).toEqual(['answer-missing-mark'])
  })
})

describe('an answer as people write it', () => {
  it.each(['Đáp án: B (Điều 5 Luật An ninh mạng)', 'Đáp án: B (0,5 điểm)', 'Đáp\u00a0án:\u00a0B', 'B'])('%s', (answer) => {
    const line = answer === 'B' ? { rows: [['Câu', 'A', 'B', 'C'], ['1', '', 'X', '']] } : answer // prettier-ignore
    expect(read(['C1. Một?', 'A. a', 'B. b', 'C. c', line]).questions[0]?.content.correct).toEqual([1])
  })
})

describe('what stands beside, above and below the line', () => {
  const high = (text: string, to = 'superscript'): RunOf => [text, `<w:vertAlign w:val="${to}"/>`]

  it('is kept in Unicode, or said', () => {
    const result = read([['Câu 1: 20 m', high('2'), ', CO', high('2', 'subscript'), ' và 10', high('-6'), '?'], 'A. a', ['B. b', high('đỉnh')], 'Đáp án: A'])
    expect(result.questions[0]?.content.stem).toBe('20 m², CO₂ và 10⁻⁶?')
    expect(result.questions[0]?.content.options[1]).toBe('b^(đỉnh)')
    expect(codes(result, 0)).toEqual(['text-raised'])
  }) // prettier-ignore

  it('struck out or hidden is named', () => {
    expect(codes(read(['Câu 1: Một?', 'A. a', ['B. b', ['cũ', '<w:strike/>']], 'Đáp án: A']), 0)).toEqual(['text-struck'])
    expect(codes(read(['Câu 1: Một?', 'A. a', ['B. b', [' ẩn', '<w:vanish/>']], 'Đáp án: A']), 0)).toEqual(['text-hidden'])
  })

  it('struck out in a row of a table is its question alone', () => {
    const cell = (text: string, inner = ''): string => `<w:tc><w:p><w:r><w:rPr>${inner}</w:rPr><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const row = (cells: readonly string[], inner = ''): string =>
      `<w:tr>${cells.map((text) => cell(text, text === 'A' ? inner : '')).join('')}</w:tr>`
    const rows = [
      row(['STT', 'Câu hỏi', 'A', 'B', 'Đáp án']),
      row(['1', 'Một?', 'a', 'b', 'A'], '<w:strike/>'),
      row(['2', 'Hai?', 'a', 'b', 'B']),
    ]
    const result = read([raw(`<w:tbl>${rows.join('')}</w:tbl>`)])
    expect([codes(result, 0), codes(result, 1), result.findings]).toEqual([['text-struck'], [], []])
  })

  it('in comments and footnotes is named, and a comment on the answer is a doubt', () => {
    const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    const part = (text: string): string =>
      `<w:comments ${W}><w:comment w:id="0"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:comment></w:comments>`
    const relation = (type: string): string => `<Relationships><Relationship Id="a" Type="x/${type}" Target="${type}.xml"/></Relationships>`
    const commented = (text: string): QuestionsRead =>
      read(['Câu 1: Một?', 'A. a', 'B. b', raw('<w:p><w:r><w:t>Đáp án: A</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>')], {
        'word/comments.xml': part(text),
        'word/_rels/document.xml.rels': relation('comments'),
      })
    expect(codes(commented('Chị Lan gửi'), 0)).toEqual(['comment-beside'])
    expect(codes(commented('Đáp án phải là C, xem lại!'), 0)).toEqual(['comment-doubts'])
    expect(commented('Đáp án phải là C, xem lại!').hasErrors).toBe(true)
  })

  it('in another document inside this one is one to be mended', () => {
    const result = read(['Câu 1: Một?', 'A. a', 'B. b', 'Đáp án: A', raw('<w:altChunk r:id="x"/>')])
    expect(result.questions.map(({ findings }) => findings.map(({ code }) => code))).toEqual([[], ['part-left-out']])
  })
})

it('is one kind of line', () => {
  const [line, wave] = ['single', 'wave'].map((value) => `<w:u w:val="${value}"/>`) as [string, string]
  expect(codes(read(marked(line, wave)), 3)).toEqual(['answer-missing-mark'])
  expect(read(marked(wave, wave)).questions.map(({ content }) => content.correct)).toEqual([[1], [1], [1], [2]])
  expect(read(marked(line, '<w:u w:val="words"/>')).questions[3]?.content.correct).toEqual([2])
})

it('of a letter alone beside an option marked whole is a second one', () => {
  const [mark] = ['<w:b/>']
  const letter: RunOf = ['A', mark]
  const blocks: Blocks = [
    ...[1, 2, 3].flatMap((at): Blocks => [`Câu ${at}: Hỏi ${at}?`, 'A. a', [`B. b${at}`, mark], 'C. c']),
    'Câu 4: Hỏi 4?',
    [letter, '. a'],
    ['B. b4', mark],
    'C. c',
  ]
  expect(codes(read(blocks), 3)).toEqual(['answer-conflict'])
  const always: Blocks = [1, 2, 3].flatMap((at): Blocks => [
    `Câu ${at}: Hỏi ${at}?`,
    [letter, '. a'],
    [
      ['B. ', mark],
      [`b${at}`, mark],
    ],
    [['C', mark], '. c'],
  ])
  expect(read(always).questions.flatMap(({ findings }) => findings)).toEqual([])
})
