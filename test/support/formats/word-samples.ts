/** Word files with everything the reader knows, for damaging: an export with its key, and one as an office would write it. */
import { plainContent, type Question } from '#contest/questions/question.ts'
import { wordWriter } from '#formats/questions/word/export/writer.ts'
import { sha256, toHex } from '#ledger/bytes.ts'
import { pictureBytes } from './arbitrary-questions.ts'
import type { Sample } from './mutate.ts'
import { bold, docxOf, numberingPart, raw } from './office.ts'

const bytes = pictureBytes(7)
const picture = { digest: toHex(sha256(bytes)), mediaType: 'image/png', alt: 'Sơ đồ' } as const

const questions: readonly Question[] = ['Một?', 'Hai?\n- a\n- b', 'Ba?', 'Bốn?', 'Năm?', 'Sáu?'].map((stem, index) => ({
  ...plainContent,
  code: `Q00${index + 1}`,
  apart: [],
  stem,
  options: ['một', 'hai', 'Đáp án: B', ''],
  correct: index % 2 === 0 ? [1] : [0, 3],
  optionOrder: index === 2 ? 'kept' : 'shuffled',
  source: { document: 'Luật 20/2023/QH15', detail: 'Điều 3' },
  topic: 'Luật',
  difficulty: 2,
  pictures: [
    { ...picture, option: null },
    { ...picture, option: 3 },
  ],
  explanation: 'Vì vậy.\nVà nữa.',
}))

const numbering = numberingPart(
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>' +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
const item = (text: string) => ({ properties: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', runs: [text] })
const inFont = (font: string, text: string) => [text, `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"/>`] as const

const office = docxOf(
  [
    'UBND HUYỆN', 'Chủ đề: Chuyển đổi số', 'I. NHẬN BIẾT', '(CLO1) Câu 1 (NB): Một?', 'A. a1\tB. b1', 'C. c1\tD. d1', 'Đáp án: B', 'Căn cứ: Luật: Điều 1', 'Giải thích: vì', '',
    'Câu 2. Hai? A. a B. b C. c Câu 3. Ba? A. a B. b C. c', 'Câu 4: Bốn?', item('x'), item('y'), [inFont('.VnTime', 'C©u 5: ThÕ nµo?')], [inFont('VNI-Times', 'A. ñuùng'), bold(' B. sai')],
    raw('<w:p><w:r><w:t>Câu 6: Tính </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>'),
    raw('<w:p><w:r><w:t>A. </w:t><w:drawing><wp:docPr id="1" descr="x"/><a:blip r:embed="a.png"/></w:drawing></w:r></w:p>'), '*B. b', { rows: [['A', 'x', 'B', 'y'], ['Đáp án', 'A', '', '']] },
    'Trang 1/2', 'ĐÁP ÁN PHẦN I', '1B 2C 3A', { rows: [['Câu', 'Đáp án', 'Câu', 'Đáp án'], ['4', 'A', '5', 'A, B']] }, { rows: [['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'], ['1', 'Bảy?', 'x', 'y', 'B']] },
    { rows: [['TT', 'Nội dung', 'Đáp án'], ['8', 'Tám?\nA. x\nB. y', 'B']] }, 'Người lập',
  ],
  { 'word/numbering.xml': numbering, 'word/media/a.png': bytes },
) // prettier-ignore

const bank = docxOf([
  '(CLO1) Một?', 'A. a', 'B. b', '[<br>]', '[<sg>]', 'Đọc đoạn sau', '[<egc>]', '(<1>) [<TN>] Hai?', 'A. a', 'B. b', '[<br>]', '(<2>) Ba?', 'A. a', '$B. b', '[</sg>]',
  '[<TL>] Bốn?', '[<br>]', 'Câu 5: Năm?', 'A. a', 'B. b', 'Câu 6: Sáu?', 'A. a', '#B. b', 'ĐÁP ÁN', '5B',
]) // prettier-ignore

export const wordSamples = (): readonly Sample[] => [
  { name: 'xuat.docx', bytes: wordWriter.write(questions, { picture: () => bytes, title: 'Hội thi', withKey: true }) as Uint8Array },
  { name: 'co-quan.docx', bytes: office },
  { name: 'ngan-hang.docx', bytes: bank },
]
