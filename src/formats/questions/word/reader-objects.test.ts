/** Pictures, formulas and other objects in Word files. */
import { describe, expect, it } from 'vitest'
import { sha256, toHex } from '#ledger/bytes.ts'
import { pictureBytes } from '#test/support/formats/arbitrary-questions.ts'
import { docxOf, raw, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const [first, second] = [pictureBytes(1), pictureBytes(2)]
const digests = [first, second].map((bytes) => toHex(sha256(bytes)))
const media = { 'word/media/a.png': first, 'word/media/b.png': second, 'word/media/c.wmf': new Uint8Array([0xd7, 0xcd, 0xc6, 0x9a]) }
const read = (blocks: readonly (BlockOf | { readonly raw: string })[]): QuestionsRead =>
  readQuestions(docxOf(blocks, media), { fileName: 'a.docx' })
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap((question) => question.findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

const drawing = (id: string, alt = ''): string =>
  `<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="${alt}"/><a:graphic><a:blip r:embed="${id}"/></a:graphic></wp:inline></w:drawing>`
const pict = (id: string): string => `<w:pict><v:shape alt="Cũ"><v:imagedata r:id="${id}"/></v:shape></w:pict>`
const run = (text: string, inside = ''): string => `<w:r><w:t xml:space="preserve">${text}</w:t>${inside}</w:r>`
const p = (...runs: readonly string[]) => raw(`<w:p>${runs.join('')}</w:p>`)
const picture = (index: number, option: number | null, alt = '') => ({ digest: digests[index], mediaType: 'image/png', alt, option })

describe('pictures', () => {
  it('belong to the stem or to the option they stand in', () => {
    const result = read([
      'Câu 1: Hình nào?', p(run('', drawing('a.png', 'Sơ đồ'))), p(run('A. một ', drawing('a.png'))), p(run('B. ', drawing('b.png'))), 'C. ba', 'Đáp án: B',
    ]) // prettier-ignore
    expect(result.questions[0]?.content).toMatchObject({ stem: 'Hình nào?', options: ['một', '', 'ba'], correct: [1] })
    expect(result.questions[0]?.content.pictures).toEqual([picture(0, null, 'Sơ đồ'), picture(0, 0), picture(1, 1)])
    expect(result.pictures).toEqual([
      { digest: digests[0], mediaType: 'image/png', bytes: first },
      { digest: digests[1], mediaType: 'image/png', bytes: second },
    ])
    expect(codes(result)).toEqual([])
  })

  it('stand side by side in one paragraph of options, or below their letters', () => {
    const side = read(['Câu 1: Hình nào?', p(run('A. ', drawing('a.png')), run('\tB. ', drawing('b.png'))), 'Đáp án: A'])
    expect(side.questions[0]?.content.pictures).toEqual([picture(0, 0), picture(1, 1)])
    const under = read(['Câu 1: Hình nào?', 'A.', p(run('', drawing('a.png'))), 'B.', p(run('', pict('b.png'))), 'Đáp án: A'])
    expect(under.questions[0]?.content.pictures).toEqual([picture(0, 0), picture(1, 1, 'Cũ')])
    expect([side, under].map(({ hasErrors }) => hasErrors)).toEqual([false, false])
  })

  it('behind the options go to the stem, with a warning', () => {
    const result = read(['Câu 1: Một?', 'A. a', 'B. b', p(run('', drawing('a.png'))), 'Đáp án: A'])
    expect(result.questions[0]?.content).toMatchObject({ options: ['a', 'b'], pictures: [picture(0, null)] })
    expect(codes(result)).toEqual(['warning picture-after-options at paragraph 1'])
  })

  it('are kept in tables of questions', () => {
    const cell = (...inside: readonly string[]): string => `<w:tc><w:p>${inside.join('')}</w:p></w:tc>`
    const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`
    const head = row(...['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'].map((text) => cell(run(text))))
    const result = read([
      raw(
        `<w:tbl>${head}${row(cell(run('1')), cell(run('Một?', drawing('a.png'))), cell(run('x')), cell(run('', drawing('b.png'))), cell(run('B')))}</w:tbl>`,
      ),
    ])
    expect(result.questions[0]?.content.pictures).toEqual([picture(0, null), picture(1, 1)])
  })

  it('that are old formulas, linked, or gone are refused with the question', () => {
    const one = (inside: string): readonly string[] => codes(read(['Câu 1: Một?', p(run('A. a', inside)), 'B. b', 'Đáp án: A']))
    expect(one(drawing('c.wmf'))).toEqual(['error picture-kind at paragraph 1'])
    expect(one('<w:object><v:shape><v:imagedata r:id="c.wmf"/></v:shape><o:OLEObject ProgID="Equation.3"/></w:object>')).toEqual([
      'error picture-kind at paragraph 1',
    ])
    expect(one('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>')).toEqual(['error object-left-out at paragraph 1'])
    expect(one('<w:drawing><a:graphic><c:chart r:id="x"/></a:graphic></w:drawing>')).toEqual(['error object-left-out at paragraph 1'])
    expect(one('<w:drawing><a:blip r:link="x"/></w:drawing>')).toEqual(['error picture-linked at paragraph 1'])
    expect(one(drawing('d.png'))).toEqual(['error picture-linked at paragraph 1'])
    expect(one('<w:pict><v:rect o:hr="t"/></w:pict>')).toEqual([])
    expect(one('<w:drawing><wps:wsp><a:prstGeom prst="line"/></wps:wsp></w:drawing>')).toEqual(['error shape-left-out at paragraph 1'])
    expect(one('<w:pict><v:oval/></w:pict>')).toEqual(['error shape-left-out at paragraph 1'])
    expect(one('<w:sym w:font="Marlett" w:char="F0AA"/>')).toEqual(['error symbol-unknown at paragraph 1'])
  })

  it('outside the questions are said to be left out', () => {
    expect(codes(read([p(run('', drawing('a.png'))), 'Câu 1: Một?', 'A. a', 'B. b', 'Đáp án: A']))).toEqual([
      'info text-ignored at paragraph 1',
    ])
  })

  it('stand behind signs of symbol fonts, which are letters', () => {
    const sign = (font: string, char: string): string => `<w:sym w:font="${font}" w:char="${char}"/>`
    const result = read([
      p(run('Câu 1: ', sign('Symbol', 'F061') + sign('Symbol', 'F0B3') + sign('Wingdings', 'F0FC'))),
      'A. a',
      'B. b',
      'Đáp án: A',
    ])
    expect(result.questions[0]?.content.stem).toBe('α≥✓')
  })
})

const t = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`
const e = (name: string, ...inside: readonly string[]): string => `<m:${name}>${inside.join('')}</m:${name}>`

describe('formulas', () => {
  const stem = (...inside: readonly string[]) => {
    const result = read([p(run('Câu 1: Tính '), `<m:oMath>${inside.join('')}</m:oMath>`, run(' bằng?')), 'A. a', 'B. b', 'Đáp án: A'])
    return [result.questions[0]?.content.stem, codes(result)]
  }
  it.each([
    [[e('f', e('num', t('a')), e('den', t('b+1')))], 'a/(b+1)'],
    [[e('sSup', e('e', t('x')), e('sup', t('2'))), t('+1')], 'x²+1'],
    [[e('sSup', e('e', t('x+y')), e('sup', t('ab')))], '(x+y)^(ab)'],
    [[e('sSub', e('e', t('H')), e('sub', t('2'))), t('O')], 'H₂O'],
    [[e('sSub', e('e', t('x')), e('sub', t('max')))], 'x_(max)'],
    [[e('sSubSup', e('e', t('x')), e('sub', t('1')), e('sup', t('2')))], 'x₁²'],
    [[e('rad', e('deg'), e('e', t('x+1')))], '√(x+1)'],
    [[e('rad', e('deg', t('3')), e('e', t('8')))], '∛8'],
    [[e('rad', e('deg', t('5')), e('e', t('x')))], '(x)^(1/5)'],
    [[e('d', '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>', e('e', t('a')))], '[a]'],
    [[e('func', e('fName', t('sin')), e('e', t('x')))], 'sin x'],
    [[e('f', '<m:fPr><m:type m:val="lin"/></m:fPr>', e('num', e('rad', e('deg'), e('e', t('2')))), e('den', t('2')))], '(√2)/2'],
  ])('are written in a line, with a warning: %#', (inside, expected) => {
    expect(stem(...inside)).toEqual([`Tính ${expected} bằng?`, ['warning formula-linear at paragraph 1']])
  })

  it.each([
    [e('nary', e('sub', t('1')), e('sup', t('n')), e('e', t('i')))],
    [e('m', e('mr', e('e', t('a')), e('e', t('b'))))],
    [e('acc', e('e', t('x')))],
    [''],
  ])('that no line can say are an error: %#', (inside) => {
    expect(stem(inside)).toEqual(['Tính bằng?', ['error formula-left-out at paragraph 1']])
  })

  it('may be whole options', () => {
    const half = `<m:oMath>${e('f', e('num', t('1')), e('den', t('2')))}</m:oMath>`
    const result = read(['Câu 1: Một?', p(run('A. '), half), 'B. 2', 'Đáp án: A'])
    expect(result.questions[0]?.content.options).toEqual(['1/2', '2'])
  })
})
