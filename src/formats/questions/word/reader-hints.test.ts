/** What a person sees on a page of Word and no reader of letters does: frames, rings, signs of symbol fonts, footers, lists that count otherwise. */
import { describe, expect, it } from 'vitest'
import { docxOf, numberingPart, raw, stylesPart } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
] as const
const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?'] as const
const right = 'BCB'
const run = (text: string, look = ''): string => `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const line = (inside: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${inside}</w:p>`
const yellow = '<w:highlight w:val="yellow"/>'
type Parts = Readonly<Record<string, string>>

/** A paper whose right options are highlighted. @param other the third option of the second-last line instead */
function paper(other: string, parts: Parts = {}, more = ''): QuestionsRead {
  const blocks = options.flatMap((own, at) => [
    line(run(`Câu ${at + 1}. ${stems[at]}`)),
    ...own.map((text, to) =>
      at === 2 && to === 2 && other !== '' ? other : line(run(`${'ABCD'[to]}. ${text}`, 'ABCD'[to] === right[at] ? yellow : '')),
    ),
  ])
  return readQuestions(docxOf([raw(blocks.join('') + more)], parts), { fileName: 'de.docx' })
}
const codes = ({ findings, questions }: QuestionsRead): readonly string[] =>
  [...findings, ...questions.flatMap((one) => one.findings)].flatMap(({ severity, code }) =>
    severity === 'info' ? [] : [`${severity} ${code}`],
  )
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')

describe('an option that stands out beside the marked one', () => {
  it.each([
    ['in a frame', line(run('C. Sông Mã', '<w:bdr w:val="single" w:sz="4"/>'))],
    ['in a framed paragraph', line(run('C. Sông Mã'), '<w:pBdr><w:top w:val="single"/></w:pBdr>')],
    ['shaded by a pattern', line(run('C. Sông Mã', '<w:shd w:val="solid" w:color="FFFF00" w:fill="auto"/>'))],
    ['shaded in part by a pattern', line(run('C. Sông Mã', '<w:shd w:val="pct25" w:color="FF0000" w:fill="auto"/>'))],
    ['in capitals by format', line(run('C. Sông Mã', '<w:caps/>'))],
    ['under dots', line(run('C. Sông Mã', '<w:em w:val="dot"/>'))],
    ['in larger letters', line(run('C. Sông Mã', '<w:sz w:val="32"/>'))],
    ['highlighted in part', line(run('C. ') + run('Sông', yellow) + run(' Mã bên kia'))],
    ['with a tick of a symbol font', line(run('C. Sông Mã ') + run('ü', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))],
    ['with its letter highlighted', line(run('C.', yellow) + run(' Sông Mã'))],
    ['on the ground of its style', line(run('C. Sông Mã'), '<w:pStyle w:val="Dung"/>')],
    [
      'with a ticked box of an old form',
      line(
        `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>${run(' C. Sông Mã')}`,
      ),
    ],
    ['with a tick', line(run('C. Sông Mã ✓'))],
    ['said to be right', line(run('C. Sông Mã (đúng)'))],
    ['said to be right by a letter', line(run('C. Sông Mã (Đ)'))],
    ['with a cross set apart', line(`${run('C. Sông Mã')}<w:r><w:tab/></w:r>${run('x')}`)],
  ])('is a doubt: %s', (_, other) => {
    const styles = stylesPart(
      '<w:style w:type="paragraph" w:styleId="Dung"><w:pPr><w:shd w:val="clear" w:fill="00FF00"/></w:pPr></w:style>',
    )
    const errors = codes(paper(other, { 'word/styles.xml': styles })).filter((code) => code.startsWith('error'))
    expect(errors).toEqual([expect.stringMatching(/^error answer-(conflict|several-marked)$/)])
  })

  it('is none where it is plain: of no frame, no dots, a little larger, not shaded', () => {
    const looks = [
      '<w:bdr w:val="nil"/>',
      '<w:em w:val="none"/>',
      '<w:sz w:val="22"/>',
      '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
      '<w:caps w:val="0"/>',
    ]
    for (const look of looks) expect([look, codes(paper(line(run('C. Sông Mã', look))))]).toEqual([look, []])
  })

  it('is a doubt where a ring, a line or a pen was drawn', () => {
    const drawn = [
      '<wps:wsp><a:prstGeom prst="ellipse"/></wps:wsp>',
      '<wps:wsp><a:prstGeom prst="line"/></wps:wsp>',
      '<w14:contentPart r:id="x"/>',
    ]
    for (const shape of drawn)
      expect(codes(paper(line(`<w:r><w:drawing>${shape}</w:drawing></w:r>${run('C. Sông Mã')}`)))).toEqual(['error shape-left-out'])
    expect(codes(paper(line(run('C. Sông Mã')) + line('<w:r><w:pict><v:oval/></w:pict></w:r>')))).toEqual(['error shape-left-out'])
    const below = line('<w:r><w:drawing><wps:wsp/></w:drawing></w:r>') + line(run('TRƯỞNG PHÒNG'))
    expect(codes(paper('', {}, below))).toEqual([])
  })
})

it('names what nobody sees, and what takes a question back beside its number', () => {
  for (const look of ['<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])
    expect(codes(paper(line(run('C. Sông Mã') + run(' đáp án C', look))))).toEqual(['error text-unseen'])
  expect(codes(paper(line(run('C. Sông Mã') + run(' đáp án C', '<w:vanish/>'))))).toEqual(['warning text-hidden'])
  const of = (head: string): QuestionsRead =>
    readQuestions(docxOf([raw(line(head)), 'A. a', 'B. b', 'Đáp án: B', 'Câu 2. Hai?', 'A. a', 'B. b', 'Đáp án: B']), {
      fileName: 'de.docx',
    })
  expect(codes(of(run('Câu 1 (bỏ). Một?')))).toEqual(['error tag-doubts'])
  expect(codes(of(run('Câu 1.', '<w:strike/>') + run(' Một?')))).toEqual(['error text-struck'])
})

it('asks what a letter Đ or S behind an option means', () => {
  const judged = (...own: readonly string[]): QuestionsRead =>
    readQuestions(docxOf(['Câu 1. Một?', ...own, 'Đáp án: B', 'Câu 2. Hai?', 'A. a', 'B. b', 'Đáp án: B']), { fileName: 'de.docx' })
  expect([codes(judged('A. Huế S', 'B. Vinh Đ')), codes(judged('A. Vitamin S', 'B. Vitamin C'))]).toEqual([['error option-judged'], []])
})

it('reads text in symbol fonts as its signs, and names those it does not know', () => {
  const symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
  const read = paper(line(run('C. góc ') + run('a', symbol)))
  expect([read.questions[2]?.content.options[2], codes(read)]).toEqual(['góc α', []])
  expect(codes(paper(line(run('C. Sông ') + run('J', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))))).toEqual([
    'error symbol-unknown',
  ])
  expect(codes(paper(line(run('C. Sông \uf0fc'))))).toEqual(['error symbol-unknown'])
})

it('does not read how a cell looked before a tracked change', () => {
  const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${line(run(text))}</w:tc>`
  const shade = '<w:shd w:val="clear" w:fill="FFFF00"/>'
  const grid = (at: number, marked: string) =>
    line(run(`Câu ${at + 1}. ${stems[at]}`)) +
    `<w:tbl><w:tr>${(options[at] ?? []).map((text, to) => cell(`${'ABCD'[to]}. ${text}`, 'ABCD'[to] === right[at] ? marked : '')).join('')}</w:tr></w:tbl>`
  const was = `<w:shd w:val="clear" w:fill="auto"/><w:tcPrChange w:id="3" w:author="L"><w:tcPr>${shade}</w:tcPr></w:tcPrChange>`
  expect(answers(readQuestions(docxOf([raw(grid(0, shade) + grid(1, shade) + grid(2, was))]), { fileName: 'de.docx' }))).toBe('B C -')
})

describe('headers and footers', () => {
  const footer = (text: string): QuestionsRead =>
    paper('', {
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="r"><Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>',
      'word/footer1.xml': `<w:ftr xmlns:w="w">${line(run(text))}</w:ftr>`,
    })

  it('are named where they speak of answers', () => {
    for (const text of ['Câu 3 sửa đáp án thành C', 'Đáp án: 1B 2C 3C']) expect(codes(footer(text))).toContain('warning text-doubts')
    expect(codes(footer('Trang 1 – Bộ câu hỏi và đáp án, không phải văn bản chính thức'))).toEqual([])
  })
})

describe('automatic numbers', () => {
  const level = (text: string, start: number): string =>
    `<w:lvl w:ilvl="0"><w:start w:val="${start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/></w:lvl>`
  const item = (list: number): string => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`
  const listed = (order: readonly number[], listOf: (at: number) => number, parts: Parts): QuestionsRead =>
    readQuestions(
      docxOf(
        [
          raw(
            order
              .flatMap((at) => [
                line(run(stems[at] ?? ''), item(listOf(at))),
                ...(options[at] ?? []).map((text, to) => line(run(`${'ABCD'[to]}. ${text}`))),
              ])
              .join(''),
          ),
          'ĐÁP ÁN',
          '1. B',
          '2. C',
          '3. B',
        ],
        parts,
      ),
      { fileName: 'de.docx' },
    )

  it('are those of the list itself where it has a level of its own', () => {
    const lists = [1, 2].map(
      (list) =>
        `<w:num w:numId="${list}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">${level('Câu %1.', list)}</w:lvlOverride></w:num>`,
    )
    const numbering = numberingPart(`<w:abstractNum w:abstractNumId="0">${level('Câu %1.', 1)}</w:abstractNum>${lists.join('')}`)
    const read = listed([1, 2, 0], (at) => (at === 0 ? 1 : 2), { 'word/numbering.xml': numbering })
    expect([answers(read), read.questions.map(({ content }) => content.stem)]).toEqual(['C B B', [stems[1], stems[2], stems[0]]])
  })

  it('are those of the list style a list names', () => {
    const numbering = numberingPart(
      `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Cau"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Cau"/>${level('Câu %1.', 1)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
    )
    const parts = { 'word/numbering.xml': numbering, 'word/styles.xml': stylesPart('') }
    expect(answers(listed([0, 1, 2], () => 1, parts))).toBe('B C B')
  })
})

it.each([
  'A. Sông Hồng\tB. Sông Hương\tC. Sông Mã\tC. Sông Lam',
  'A. Sông Hồng\tB. Sông Hương\tSông Mã\tD. Sông Lam',
  'A. Sông Hồng B. Sông Hương C. Sông Mã C. Sông Lam',
  'A. Sông Hồng\tB. Sông Hương\tС. Sông Mã\tD. Sông Lam',
])('doubts letters that do not follow one another in a line: %s', (inline) => {
  const lines = options.flatMap((own, at) => [
    `Câu ${at + 1}. ${stems[at]}`,
    ...(at === 2 ? [inline] : own.map((text, to) => `${'ABCD'[to]}. ${text}`)),
    `Đáp án: ${right[at]}`,
  ])
  expect(codes(readQuestions(docxOf(lines), { fileName: 'de.docx' }))).toContain('error option-inside')
})

describe('tables of Word', () => {
  const cell = (inside: string, properties = ''): string =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${inside.startsWith('<w:p') ? inside : line(run(inside))}</w:tc>`
  const table = (rows: readonly (readonly string[])[]): string =>
    `<w:tbl>${rows.map((own) => `<w:tr>${own.map((one) => (one.startsWith('<w:tc') ? one : cell(one))).join('')}</w:tr>`).join('')}</w:tbl>`
  const heads = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án']
  const row = (at: number, over: Readonly<Record<number, string>> = {}): readonly string[] =>
    [String(at + 1), stems[at] ?? '', ...(options[at] ?? []), right[at] ?? ''].map((text, to) => over[to] ?? text)
  const read = (...tables: readonly string[]): QuestionsRead => readQuestions(docxOf([raw(tables.join(''))]), { fileName: 'de.docx' })

  it('weigh the look of options with the stated answer', () => {
    const over = [cell(line(run('Sông Mã', yellow))), cell('Sông Mã', '<w:shd w:val="clear" w:fill="FFFF00"/>')]
    for (const marked of over) expect(codes(read(table([heads, row(0), row(1), row(2, { 4: marked })])))).toEqual(['error answer-conflict'])
    expect(
      codes(read(table([heads, row(0), row(1), row(2, { 6: cell(line(run('B') + run('C', '<w:color w:val="FFFFFF"/>'))) })]))),
    ).toContain('error cell-unseen')
  })

  it('read heads that change below as they say, and refuse heads that skip a letter', () => {
    const changed = read(table([heads, row(0), ['STT', 'Câu hỏi', 'B', 'A', 'C', 'D', 'Đáp án'], row(1), row(2)]))
    expect(changed.questions.map(({ content }) => content.options[0])).toEqual(['1944', 'Đà Nẵng', 'Sông Hương'])
    expect(codes(read(table([['STT', 'Câu hỏi', 'A', 'B', '', 'D', 'Đáp án'], row(0), row(1), row(2)])))).toContain('error table-unread')
  })

  it('refuse a second table as wide as the first that has no heads, or others: its questions are not lost in silence', () => {
    const second = (...own: (readonly string[])[]): readonly string[] =>
      codes(read(table([heads, row(0), row(1)]), line(run('II. CẢI CÁCH HÀNH CHÍNH')), table(own)))
    expect(second(row(2), row(0))).toContain('error table-unread')
    expect(second(['STT', 'Câu', 'A', 'B', 'C', 'D', 'ĐA đúng'], row(2), row(0))).toContain('error table-unread')
    expect(second(heads, row(2))).toEqual([])
    expect(second(['Người soạn', 'Người duyệt'], ['An', 'Bình'])).toEqual([])
  })

  it('weigh what is noted or drawn in a key', () => {
    const asked = options
      .flatMap((own, at) => [line(run(`Câu ${at + 1}. ${stems[at]}`)), ...own.map((text, to) => line(run(`${'ABCD'[to]}. ${text}`)))])
      .join('')
    const key = (...more: readonly string[]): QuestionsRead =>
      read(
        asked,
        table([
          ['Câu', 'Đáp án', 'Ghi chú'],
          ['1', 'B', ''],
          ['2', 'C', ''],
          ['3', ...more],
        ]),
      )
    expect([answers(key('B', 'Chọn C')), answers(key('B', 'Điều 5'))]).toEqual(['B C -', 'B C B'])
    expect(codes(key(cell(line(run('B') + '<w:r><w:drawing><wps:wsp/></w:drawing></w:r>')), ''))).toEqual(['error shape-left-out'])
    expect(codes(key(cell(line(run('B', '<w:color w:val="FFFFFF"/>'))), ''))).toEqual(['error text-unseen'])
  })
})

it('doubts marks that a line above or below calls wrong or unsure', () => {
  for (const text of ['Ghi chú: các câu tô vàng là đáp án nhiễu', 'Phần tô vàng là phần cần xem lại'])
    expect(codes(paper('', {}, line(run(text))))).toContain('error legend-doubts')
  const box = `<w:r><w:drawing><wps:wsp><w:txbxContent>${line(run('Đáp án C'))}</w:txbxContent></wps:wsp></w:drawing></w:r>`
  expect(codes(paper(line(run('C. Sông Mã') + box)))).toEqual(['error text-box-doubts'])
})

describe('options that are numbered like the questions', () => {
  const many = ['một', 'hai', 'ba', 'bốn', 'năm'].map((word) => `Câu hỏi thứ ${word} là gì?`)
  const numbered = (sign: string, stated: boolean): QuestionsRead =>
    readQuestions(
      docxOf([
        raw(
          many
            .flatMap((stem, at) => [
              line(run(`${at + 1}. ${stem}`)),
              ...['a', 'b', 'c', 'd'].map((text, to) => line(run(`${to + 1}${sign} ${text}${at}`, to === at % 4 && !stated ? yellow : ''))),
              ...(stated ? [line(run(`Đáp án: ${(at % 4) + 1}`))] : []),
            ])
            .join(''),
        ),
      ]),
      { fileName: 'de.docx' },
    )

  it('end where their sign does, or with the answer', () => {
    for (const result of [numbered(')', false), numbered(')', true), numbered('.', true)])
      expect([answers(result), result.questions.map(({ content }) => content.stem)]).toEqual(['A B C D A', many])
  })

  it('are in doubt where the next question may be one of them', () => {
    const { questions } = numbered('.', false)
    expect(questions.at(-1)?.findings.map(({ code }) => code)).toContain('numbers-mixed')
  })
})

it.each(['* Câu 3: xem lại đáp án', 'Các câu cần sửa: 2, 3', 'Đã sửa: câu 3 (B→C)', '3C', 'Câu 2: A'])(
  'names a word on answers below the last question: %s',
  (text) => {
    const read = paper('', {}, line(run(text)))
    expect([new Set(codes(read)).size, codes(read)[0], answers(read)]).toEqual([
      1,
      expect.stringMatching(/ words-(against|beside)$/),
      'B C B',
    ])
  },
)
