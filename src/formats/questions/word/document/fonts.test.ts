/** Vietnamese typed in fonts from before Unicode, over the whole alphabet. */
import { describe, expect, it } from 'vitest'
import { docxOf, type RunOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../../registry.ts'

/** Letter and place, by TCVN 5712:1993 (VN3). */
const tcvn3 = `à B5 ả B6 ã B7 á B8 ạ B9 ă A8 ằ BB ẳ BC ẵ BD ắ BE ặ C6 â A9 ầ C7 ẩ C8 ẫ C9 ấ CA ậ CB đ AE è CC ẻ CE ẽ CF é D0 ẹ D1 ê AA ề D2
  ể D3 ễ D4 ế D5 ệ D6 ì D7 ỉ D8 ĩ DC í DD ị DE ò DF ỏ E1 õ E2 ó E3 ọ E4 ô AB ồ E5 ổ E6 ỗ E7 ố E8 ộ E9 ơ AC ờ EA ở EB ỡ EC ớ ED ợ EE ù EF ủ F1
  ũ F2 ú F3 ụ F4 ư AD ừ F5 ử F6 ữ F7 ứ F8 ự F9 ỳ FA ỷ FB ỹ FC ý FD ỵ FE Ă A1 Â A2 Ê A3 Ô A4 Ơ A5 Ư A6 Đ A7`
  .trim()
  .split(/\s+/)

/** Letter and the characters a VNI font shows it with. */
const vni =
  `à aø á aù ả aû ã aõ ạ aï ă aê ằ aè ắ aé ẳ aú ẵ aü ặ aë â aâ ầ aà ấ aá ẩ aå ẫ aã ậ aä đ ñ è eø é eù ẻ eû ẽ eõ ẹ eï ê eâ ề eà ế eá ể eå
  ễ eã ệ eä ì ì í í ỉ æ ĩ ó ị ò ò oø ó où ỏ oû õ oõ ọ oï ô oâ ồ oà ố oá ổ oå ỗ oã ộ oä ơ ô ờ ôø ớ ôù ở ôû ỡ ôõ ợ ôï ù uø ú uù ủ uû ũ uõ ụ uï
  ư ö ừ öø ứ öù ử öû ữ öõ ự öï ỳ yø ý yù ỷ yû ỹ yõ ỵ î À AØ Á AÙ Ả AÛ Ã AÕ Ạ AÏ Ă AÊ Ằ AÈ Ắ AÉ Ẳ AÚ Ẵ AÜ Ặ AË Â AÂ Ầ AÀ Ấ AÁ Ẩ AÅ Ẫ AÃ Ậ AÄ Đ Ñ
  È EØ É EÙ Ẻ EÛ Ẽ EÕ Ẹ EÏ Ê EÂ Ề EÀ Ế EÁ Ể EÅ Ễ EÃ Ệ EÄ Ì Ì Í Í Ỉ Æ Ĩ Ó Ị Ò Ò OØ Ó OÙ Ỏ OÛ Õ OÕ Ọ OÏ Ô OÂ Ồ OÀ Ố OÁ Ổ OÅ Ỗ OÃ Ộ OÄ Ơ Ô Ờ ÔØ Ớ ÔÙ Ở ÔÛ
  Ỡ ÔÕ Ợ ÔÏ Ù UØ Ú UÙ Ủ UÛ Ũ UÕ Ụ UÏ Ư Ö Ừ ÖØ Ứ ÖÙ Ử ÖÛ Ữ ÖÕ Ự ÖÏ Ỳ YØ Ý YÙ Ỷ YÛ Ỹ YÕ Ỵ Î`
    .trim()
    .split(/\s+/)

const pairs = (list: readonly string[]): readonly (readonly [string, string])[] =>
  list.flatMap((letter, at) => (at % 2 === 0 ? [[letter, list[at + 1] ?? ''] as const] : []))
const inFont = (font: string, text: string): RunOf => [text, `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"/>`]
const fromPlace = (hex: string): string => String.fromCharCode(parseInt(hex, 16))

const read = (...stem: readonly RunOf[]) => {
  const result = readQuestions(docxOf([['Câu 1: ', ...stem], 'A. a1', 'B. b1', 'Đáp án: A']), { fileName: 'a.docx' })
  const [question] = result.questions
  return {
    stem: question?.content.stem,
    codes: question?.findings.map(({ severity, code }) => `${severity} ${code}`),
    hasErrors: result.hasErrors,
  }
}
const converted = { codes: ['warning font-converted'], hasErrors: false }

describe('old alphabets', () => {
  it('have all letters', () => {
    expect(pairs(tcvn3).length).toBe(67 + 7)
    expect(pairs(vni).length).toBe(67 * 2)
  })

  it('TCVN3: every letter', () => {
    const text = pairs(tcvn3).map(([, place]) => `x${fromPlace(place)}`).join('')
    const expected = pairs(tcvn3).map(([letter]) => `x${letter}`).join('')
    expect(read(inFont('.VnTime', text))).toEqual({ stem: expected, ...converted })
    expect(read(inFont('.VnArial', text)).stem).toBe(expected)
    // Fonts of capitals show small letters as capitals.
    expect(read(inFont('.VnTimeH', text)).stem).toBe(expected.toLocaleUpperCase('vi'))
  }) // prettier-ignore

  it('VNI: every letter in both cases', () => {
    const text = pairs(vni).map(([, signs]) => `x${signs}`).join('')
    expect(read(inFont('VNI-Times', text))).toEqual({ stem: pairs(vni).map(([letter]) => `x${letter}`).join(''), ...converted })
  }) // prettier-ignore

  it.each([
    ['.VnTime', 'ChuyÓn ®æi sè lµ g×? ¡n, Òm, ¢u, §Æng, Þt, qu¶ nhãm', 'Chuyển đổi số là gì? Ăn, ềm, Âu, Đặng, ịt, quả nhóm'],
    ['.VnTimeH', 'Céng hßa x· héi', 'CỘNG HÒA XÃ HỘI'],
    [
      'VNI-Times',
      'Chuyeån ñoåi soá laø gì? Ñöôøng ñi, nhöõng kyõ sö, vónh vieãn, TIEÁNG VIEÄT',
      'Chuyển đổi số là gì? Đường đi, những kỹ sư, vĩnh viễn, TIẾNG VIỆT',
    ],
    ['VNI-Helve', 'Thò traán Phuù Loäc, tænh Thöøa Thieân Hueá', 'Thị trấn Phú Lộc, tỉnh Thừa Thiên Huế'],
  ])('%s: words', (font, text, expected) => {
    expect(read(inFont(font, text))).toEqual({ stem: expected, ...converted })
  })

  it('may be mixed in one paragraph, with Unicode between, and cut into runs anywhere', () => {
    expect(
      read(inFont('.VnTime', 'ThÕ'), ' nào là ', inFont('VNI-Times', 'chuye'), inFont('VNI-Times', 'å'), inFont('VNI-Times', 'n ñoåi'), '?')
        .stem,
    ).toBe('Thế nào là chuyển đổi?')
  })

  it('may lie in the private area or behind the soft hyphen, as Word writes them', () => {
    expect(read(inFont('.VnTime', '\uf0ae\uf0f6 th\u00ad')).stem).toBe('đệ thư'.replace('ệ', 'ử'))
    expect(read(inFont('.VnTime', 'v\u03bc'))).toMatchObject({ stem: 'và' })
  })

  it('are converted in options, tables and keys too', () => {
    const cell = (text: string): string => `<w:tc><w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>${text}</w:t></w:r></w:p></w:tc>`
    const rows = [['STT', 'C©u hái', 'A', 'B', '§¸p ¸n'], ['1', 'ThÕ nµo?', '®óng', 'sai', 'A']]
    const table = `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
    const result = readQuestions(docxOf([{ raw: table }]), { fileName: 'a.docx' })
    expect(result.questions[0]?.content).toMatchObject({ stem: 'Thế nào?', options: ['đúng', 'sai'], correct: [0] })
    expect(result.questions[0]?.findings.map(({ code }) => code)).toEqual(['font-converted'])
    const lines = ['C©u 1: ThÕ nµo?', 'A. ®óng', 'B. sai', '§¸p ¸n: A', 'C¨n cø: LuËt'].map((text) => inFont('.VnTime', text))
    const all = readQuestions(docxOf(lines), { fileName: 'a.docx' })
    expect(all.questions[0]?.content).toMatchObject({ stem: 'Thế nào?', options: ['đúng', 'sai'], correct: [0], source: { document: 'Luật', detail: '' } })
  }) // prettier-ignore

  it('are not seen where the text is Unicode already, whatever the font is called', () => {
    for (const text of ['Thế nào à?', 'Ở đâu, là gì?'])
      expect(read(inFont('.VnTime', text))).toEqual({ stem: text, codes: [], hasErrors: false })
    // "là gì" alone could be either; most of the file decides.
    const lines = ['Câu 1: Thế nào là số?', 'A. là gì', 'B. đó', 'C. ở đây', 'Đáp án: A'].map((text) => inFont('.VnTime', text))
    expect(readQuestions(docxOf(lines), { fileName: 'a.docx' }).questions[0]?.content.options).toEqual(['là gì', 'đó', 'ở đây'])
  })

  it('we do not know are an error with the way out', () => {
    expect(read(inFont('VPS Times', 'Th‰ nÀo?'))).toMatchObject({ codes: ['error legacy-font'], hasErrors: true })
  })
})
