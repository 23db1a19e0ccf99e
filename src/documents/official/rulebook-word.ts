/**
 * The rulebook as a Word document, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I asks: for an office that puts its own number, date and
 * signature to it, or takes its articles into a plan.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  convertMillimetersToTwip as mm,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { RulebookPrint } from './rulebook.ts'

/** Half points. */
const sizes = { head: 24, text: 26, title: 28, note: 22 } as const
const indent = mm(10)

type Style = Omit<IRunOptions, 'text' | 'children'>

/** Lines of a text stay lines. */
const runs = (text: string, style: Style = {}): readonly TextRun[] =>
  text.split('\n').map((line, at) => new TextRun({ ...style, text: line, ...(at === 0 ? {} : { break: 1 }) }))

const centred = (text: string, style: Style, more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 60 }, ...more, children: runs(text, style) })

/** A stroke below a name (mục II.1 and II.2). */
const stroke = (indentMm: number): Paragraph =>
  new Paragraph({
    ...{ indent: { left: mm(indentMm), right: mm(indentMm) }, spacing: { after: 60 } },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1 } },
  })

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const borders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none } as const

const beside = (rows: readonly (readonly [readonly Paragraph[], readonly Paragraph[]])[], widths: readonly [number, number]): Table =>
  new Table({
    ...{ width: { size: 100, type: WidthType.PERCENTAGE }, columnWidths: widths.map(mm), borders },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, at) => new TableCell({ borders, width: { size: mm(widths[at] ?? 0), type: WidthType.DXA }, children }),
          ),
        }),
    ),
  })

const head = ({ head: { superior, organiser } }: RulebookPrint): Table =>
  beside(
    [
      [
        [
          ...(superior === null ? [] : [centred(superior.toUpperCase(), { size: sizes.head })]),
          centred(organiser.toUpperCase(), { size: sizes.head, bold: true }),
          stroke(22),
        ],
        [
          centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: sizes.head, bold: true }),
          centred('Độc lập - Tự do - Hạnh phúc', { size: sizes.text, bold: true }),
          stroke(20),
        ],
      ],
      [
        [centred('Số: ……/TL-BTC', { size: sizes.text })],
        [centred('………………, ngày …… tháng …… năm ………', { size: sizes.text, italics: true })],
      ],
    ],
    [66, 96],
  )

function* articles({ articles: all }: RulebookPrint): Generator<Paragraph> {
  const text = { indent: { firstLine: indent }, alignment: AlignmentType.BOTH, spacing: { after: 120, line: 300 } } as const
  for (const [index, { title, clauses }] of all.entries()) {
    yield new Paragraph({
      ...{ heading: HeadingLevel.HEADING_2, indent: { firstLine: indent }, spacing: { before: 120, after: 120 }, keepNext: true },
      children: runs(`Điều ${String(index + 1)}. ${title}`, { bold: true, size: sizes.text }),
    })
    for (const [at, clause] of clauses.entries()) {
      yield new Paragraph({ ...text, children: runs(clauses.length > 1 ? `${String(at + 1)}. ${clause.text}` : clause.text) })
      for (const point of clause.points) yield new Paragraph({ ...text, children: runs(`- ${point}`) })
    }
  }
}

const signature = (): Table => {
  const receiver = (text: string): Paragraph => new Paragraph({ children: runs(text, { size: sizes.note }) })
  return beside(
    [
      [
        [
          new Paragraph({ children: runs('Nơi nhận:', { bold: true, italics: true, size: sizes.head }) }),
          ...['- Các đơn vị dự thi;', '- Ban Giám khảo;', '- Lưu: VT.'].map(receiver),
        ],
        [
          centred('TM. BAN TỔ CHỨC', { bold: true }),
          centred('TRƯỞNG BAN', { bold: true }),
          centred('(Ký, ghi rõ họ tên, đóng dấu)', { italics: true }, { spacing: { after: mm(26) } }),
        ],
      ],
    ],
    [81, 81],
  )
}

/** @param title of the file */
export async function rulebookWord(print: RulebookPrint, title: string): Promise<Uint8Array> {
  const mark = print.mark ? [centred(print.mark, { bold: true, color: '9A9A9A', size: sizes.title })] : []
  const words = { font: 'Times New Roman', language: { value: 'vi-VN' } } as const
  const document = new Document({
    ...{ title, creator: print.head.organiser.replaceAll('\n', ' '), description: print.announced },
    styles: {
      default: {
        document: { run: { ...words, size: sizes.text, color: '000000' } },
        heading1: { run: { ...words, size: sizes.title, bold: true, color: '000000' } },
        heading2: { run: { ...words, size: sizes.text, bold: true, color: '000000' } },
      },
    },
    sections: [
      {
        properties: {
          // Page numbers stand centred in the top margin, from the second page on (mục I.7).
          titlePage: true,
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(22), bottom: mm(22), left: mm(30), right: mm(18), header: mm(10) },
          },
        },
        headers: {
          first: new Header({ children: mark }),
          default: new Header({
            children: [
              new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] }),
              ...mark,
            ],
          }),
        },
        children: [
          head(print),
          centred('THỂ LỆ', { bold: true, size: sizes.title }, { heading: HeadingLevel.HEADING_1, spacing: { before: 360, after: 60 } }),
          centred(print.contest, { bold: true, size: sizes.text }),
          ...(print.announced === '' ? [] : [centred(print.announced, { italics: true, size: sizes.text })]),
          stroke(62),
          ...articles(print),
          new Paragraph({ spacing: { after: 120 } }),
          signature(),
        ],
      },
    ],
  })
  return always(await Packer.toBuffer(document))
}

/** The same bytes whenever it is made: a file that differs from the one of a minute ago tells its reader that something did. */
function always(docx: Uint8Array): Uint8Array {
  const files = unzipSync(docx)
  const core = strFromU8(files['docProps/core.xml'] ?? new Uint8Array()).replace(/<dcterms:(created|modified)\b.*?<\/dcterms:\1>/g, '')
  return zipSync({ ...files, 'docProps/core.xml': strToU8(core) }, { mtime: '1980-01-01T00:00:00' })
}
