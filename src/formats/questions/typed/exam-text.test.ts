import { describe, expect, it } from 'vitest'
import { bytesOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const read = (text: string | Uint8Array): QuestionsRead =>
  readQuestions(typeof text === 'string' ? bytesOf(text) : text, { fileName: 'de.txt' })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap(({ findings }) => findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )

const exam = 'Câu 1. Thủ đô là?\nA. Huế\nB. Hà Nội\nĐáp án: B\n\nCâu 2: Năm nào?\nA. 1945\tB. 1954\nĐáp án: A\nCăn cứ: Luật số 1: Điều 2\n'
const asked = [
  ['Thủ đô là?', 'Huế', 'Hà Nội', [1]],
  ['Năm nào?', '1945', '1954', [0]],
]

describe('an exam as plain text', () => {
  it('reads like the lines of a Word document', () => {
    const result = read(exam)
    expect([result.format, result.findings, result.hasErrors]).toEqual(['text', [], false])
    expect(contents(result)).toEqual(asked)
    expect(result.questions.map(({ place }) => place)).toEqual(['line 1', 'line 6'])
    expect(result.questions[1]?.content.source).toEqual({ document: 'Luật số 1', detail: 'Điều 2' })
  })

  it('has its answers at the end, or an asterisk at the right option', () => {
    const bare = '1. Một?\na) x\nb) y\n2. Hai?\na) x\nb) y\n3. Ba?\na) x\nb) y\n\nĐÁP ÁN\n1. b\n2-a\n3. b\n'
    expect(contents(read(bare)).map((one) => one.at(-1))).toEqual([[1], [0], [1]])
    const starred = ['A. x\n*B. y', '* A. x\nB. y', 'A. x\n* B. y'].map((options, at) => `Câu ${at + 1}: Số ${at}?\n${options}`)
    expect(contents(read(starred.join('\n'))).map((one) => one.at(-1))).toEqual([[1], [0], [1]])
    const forgotten = read([...starred, 'Câu 4: Bốn?\nA. x\nB. y'].join('\n'))
    expect([forgotten.hasErrors, forgotten.questions[3]?.content.correct]).toEqual([true, []])
  })

  it('is no exam where it is a table, Aiken or GIFT', () => {
    expect(read('Câu 1. Một?\nA. a\nB. b\nANSWER: B\n').format).toBe('aiken')
    expect(read('Câu 1. Một {=A. a ~B. b}\n').format).toBe('gift')
    expect(read('Câu hỏi,A,B,Đáp án\n1. Một?,A. x,B. y,A\n').format).toBe('csv')
    expect(read('Kính gửi Ban Tổ chức\nXin gửi bộ câu hỏi.\n').format).toBe('csv')
  })

  it('may begin with a bracket, which is no JSON', () => {
    for (const text of ['[NB] Câu 1: Một?\nA. x\nB. y\nĐáp án: B\n', '[1] Một?\nA. x\nB. y\nĐáp án: B\n']) {
      expect([read(text).format, contents(read(text))]).toEqual(['text', [['Một?', 'x', 'y', [1]]]])
    }
    expect(['[{"stem": 1}', '[ ]', '{', '{ "questions": ['].map((text) => read(text).format)).toEqual(Array(4).fill('json'))
  })

  it('comes in any Unicode, and old alphabets are named', () => {
    const wide = new Uint8Array([0xff, 0xfe, ...[...exam].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])])
    expect(contents(read(wide))).toEqual(asked)
    expect(contents(read(`\ufeff${exam.normalize('NFD')}`))).toEqual(asked)
    const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    const tcvn3 = 'C©u 1: Thñ ®« ViÖt Nam lµ?\nA. HuÕ\nB. Hµ Néi\n§¸p ¸n: B\n'
    const vni = 'Caâu 1: Thuû ñoâ Vieät Nam laø?\nA. Hueá\nB. Haø Noäi\nÑaùp aùn: B\n'
    for (const [text, alphabet] of [
      [tcvn3, 'TCVN3 (ABC)'],
      [vni, 'VNI'],
    ] as const) {
      for (const bytes of [latin(text), bytesOf(text)]) {
        expect(read(bytes).findings.map(({ code, message }) => [code, message.vi.includes(alphabet)])).toEqual([
          ['file-old-alphabet', true],
        ])
      }
    }
  })
})

describe('an exam in Markdown', () => {
  it('has its marks in bold, or in boxes', () => {
    const bold = '# Đề thi\n\n## Câu 1: *Thủ đô* là?\n\n- A. Huế\n- **B. Hà Nội**\n\n**Câu 2:** 2**3 là?\n\n* **A. 8**\n* B. 6\n'
    expect(contents(read(bold))).toEqual([
      ['Thủ đô là?', 'Huế', 'Hà Nội', [1]],
      ['2**3 là?', '8', '6', [0]],
    ])
    const boxes = '1. Thủ đô?\n- [ ] Huế\n- [x] Hà Nội\n\n2. Sông?\n- [X] A. Hương\n- [ ] B. Hồng\n\n3. Quên?\n- [ ] Một\n- [ ] Hai\n'
    expect(contents(read(boxes))).toEqual([
      ['Thủ đô?', 'Huế', 'Hà Nội', [1]],
      ['Sông?', 'Hương', 'Hồng', [0]],
      ['Quên?', 'Một', 'Hai', []],
    ])
    expect(codes(read(boxes))).toEqual(['error answer-missing at line 9'])
  })

  it('has options in bulleted lists, with the marks in bold or as a tick', () => {
    const listed = '1. Một?\n* x\n* **y**\n\n2. Hai?\n* **x**\n* y\n'
    expect(contents(read(listed)).map((one) => one.at(-1))).toEqual([[1], [0]])
    expect(codes(read(listed))).toEqual(['warning options-by-list at line 1', 'warning options-by-list at line 5'])
    const ticks = '1. **Một?**\n   - A) x\n   - B) y ✅\n2. **Hai?**\n   - A) x ✅\n   - B) y\n'
    expect(contents(read(ticks))).toEqual([
      ['Một?', 'x', 'y', [1]],
      ['Hai?', 'x', 'y', [0]],
    ])
  })

  it('has tables, pictures that are elsewhere, and words struck out', () => {
    const table = '| STT | Câu hỏi | A | B | Đáp án |\n|:--|--|--|--|--|\n| 1 | Một? | x | y | B |\n| 2 | Hai? | x | y \\| z | A |\n'
    expect(contents(read(table))).toEqual([
      ['Một?', 'x', 'y', [1]],
      ['Hai?', 'x', 'y | z', [0]],
    ])
    const shown = '**Câu 1.** Gì ![sơ đồ](a.png)?\nA. x ~~y~~\nB. z\nĐáp án: A\n'
    expect(codes(read(shown))).toEqual(['error text-struck at line 1', 'error picture-linked at line 1'])
  })
})

it('options parted by semicolons lose those, and the full stop at the end', () => {
  const result = read('Câu 1. Một?\na) x; b) y; c) z.\nĐáp án: b\n\nCâu 2. Hai?\nA. x,\nB. y\nĐáp án: A\n')
  expect(contents(result)).toEqual([
    ['Một?', 'x', 'y', 'z', [1]],
    ['Hai?', 'x', 'y', [0]],
  ])
  expect(codes(result)).toEqual(['info option-parting at line 1', 'info option-parting at line 5'])
})
