/** Tracked changes are read as if they were accepted, numbers of lists and all: a key counts what is left. */
import { describe, expect, it } from 'vitest'
import { docxOf, numberingPart, raw } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'

const numbering = numberingPart(
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Câu %1:"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
type Change = 'del' | 'ins' | 'none' | 'text'
/** `text`: its text is deleted, its end is not. */
const paragraph = (text: string, isListed: boolean, change: Change): string => {
  const end = change === 'none' || change === 'text' ? '' : `<w:rPr><w:${change} w:id="1" w:author="Lan"/></w:rPr>`
  const run = change === 'none' ? `<w:r><w:t>${text}</w:t></w:r>` : change === 'ins' ? `<w:ins><w:r><w:t>${text}</w:t></w:r></w:ins>` : `<w:del><w:r><w:delText>${text}</w:delText></w:r></w:del>`
  return `<w:p><w:pPr>${isListed ? list : ''}${end}</w:pPr>${run}</w:p>`
} // prettier-ignore
const question = (name: string, change: Change = 'none', ends: Change = change): string =>
  paragraph(`${name}?`, true, ends) + ['A. a', 'B. b', 'C. c'].map((text) => paragraph(text, false, change)).join('')
const read = (...xml: readonly string[]): QuestionsRead =>
  readQuestions(docxOf([raw(xml.join(''))], { 'word/numbering.xml': numbering }), { fileName: 'de.docx' })
const answers = (result: QuestionsRead) => result.questions.map(({ content }) => [content.stem, content.correct])
const key = (text: string): string => paragraph('ĐÁP ÁN', false, 'none') + paragraph(text, false, 'none')

describe('a tracked change', () => {
  it('that deletes a numbered question takes its number away', () => {
    const result = read(question('Một'), question('Hai', 'del'), question('Ba'), question('Bốn'), key('1A 2B 3C'))
    expect(answers(result)).toEqual([['Một?', [0]], ['Ba?', [1]], ['Bốn?', [2]]]) // prettier-ignore
    expect(result.findings.map(({ code }) => code)).toEqual(['changes-tracked'])
  })

  it('that inserts one counts', () => {
    const result = read(question('Một'), question('Hai', 'ins'), question('Ba'), key('1A 2B 3C'))
    expect(answers(result)).toEqual([['Một?', [0]], ['Hai?', [1]], ['Ba?', [2]]]) // prettier-ignore
  })

  it('that moves one takes it from its old place', () => {
    const moved = question('Hai', 'del').replaceAll('w:del>', 'w:moveFrom>').replaceAll('<w:del ', '<w:moveFrom ')
    expect(answers(read(moved, question('Một'), question('Hai', 'ins'), key('1A 2B')))).toEqual([['Một?', [0]], ['Hai?', [1]]]) // prettier-ignore
  })

  it('that leaves the number of a deleted question leaves all numbers in doubt', () => {
    const result = read(question('Một'), question('Hai', 'del', 'text'), question('Ba'), key('1A 2B'))
    expect(result.findings.map(({ code, severity }) => [severity, code])).toContainEqual(['error', 'number-tracked'])
  })

  it('that deletes the end of a paragraph joins it with the next', () => {
    const joined = `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Câu 1: Một </w:t></w:r></w:p><w:p><w:r><w:t>và hai?</w:t></w:r></w:p>`
    const last = `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Đáp án: B</w:t></w:r></w:p>`
    const options = ['A. a', 'B. b'].map((text) => paragraph(text, false, 'none')).join('')
    expect(answers(read(joined, options, last))).toEqual([['Một và hai?', [1]]])
  })

  it('that deletes a row of a table takes the row away', () => {
    const row = (cells: string, properties = ''): string =>
      `<w:tr>${properties}${cells.split('|').map((text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>` // prettier-ignore
    const table = `<w:tbl>${row('Câu|Đáp án')}${row('1|A')}${row('2|C', '<w:trPr><w:del w:id="3"/></w:trPr>')}${row('2|B')}</w:tbl>`
    expect(answers(read(question('Một'), question('Hai'), table))).toEqual([['Một?', [0]], ['Hai?', [1]]]) // prettier-ignore
  })
})
