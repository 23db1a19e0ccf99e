/** The parts of an exported Word document around its body: styles, page, header, relations, pictures. */
import { strToU8, zipSync, type Zippable } from 'fflate'
import { layoutStyles } from './layout.ts'
import { escapeXml } from './xml.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Twentieths of a point. */
const mm = (length: number): number => Math.round((length * 1440) / 25.4)

/** A4 with the margins of Nghị định 30/2020/NĐ-CP, Phụ lục I (20–25, 20–25, 30–35, 15–20 mm). */
const page = { width: mm(210), height: mm(297), top: mm(22), bottom: mm(22), left: mm(30), right: mm(18) }

/** Between the margins, in twentieths of a point. */
export const textWidth = page.width - page.left - page.right

const indent = mm(6)
const columnAt = indent + Math.round((textWidth - indent) / 2)

const paragraphStyle = (name: string, paragraph: string, run = ''): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${name}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`

const { title, question, picture, options, note, key, label } = layoutStyles
const font = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"'
const styles =
  `${head}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts ${font}/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
  `<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="60" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
  `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
  `<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>` +
  paragraphStyle(
    title,
    '<w:keepNext/><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>',
    '<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/>',
  ) +
  paragraphStyle(question, '<w:keepNext/><w:keepLines/><w:spacing w:before="160"/><w:jc w:val="both"/>') +
  paragraphStyle(picture, '<w:keepNext/><w:spacing w:before="60"/><w:jc w:val="center"/>') +
  paragraphStyle(options, `<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="${columnAt}"/></w:tabs><w:ind w:left="${indent}"/>`) +
  paragraphStyle(note, `<w:keepLines/><w:ind w:left="${indent}"/>`, '<w:sz w:val="24"/><w:szCs w:val="24"/>') +
  paragraphStyle(key, '<w:spacing w:after="0"/><w:jc w:val="center"/>') +
  `<w:style w:type="character" w:customStyle="1" w:styleId="${label}"><w:name w:val="${label}"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`

/** Page numbers stand centred in the top margin, from the second page on (mục I.7). */
const header =
  `${head}<w:hdr ${W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`
const firstHeader = `${head}<w:hdr ${W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>`

const section =
  `<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirst"/><w:pgSz w:w="${page.width}" w:h="${page.height}"/>` +
  `<w:pgMar w:top="${page.top}" w:right="${page.right}" w:bottom="${page.bottom}" w:left="${page.left}" w:header="${mm(10)}" w:footer="${mm(10)}" w:gutter="0"/><w:titlePg/></w:sectPr>`

const relations = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const contentTypes =
  `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>${['png', 'jpeg', 'gif', 'webp'].map((type) => `<Default Extension="${type}" ContentType="image/${type}"/>`).join('')}` +
  `<Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/>` +
  `<Override PartName="/word/header1.xml" ContentType="${word}.header+xml"/><Override PartName="/word/header2.xml" ContentType="${word}.header+xml"/>` +
  `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

export interface MediaPart {
  readonly relation: string
  /** Inside `word/`. */
  readonly target: string
  readonly bytes: Uint8Array
}

/** The same bytes for the same document: no part holds the time. */
export function packDocument(body: string, documentTitle: string, media: readonly MediaPart[]): Uint8Array {
  const core = `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(documentTitle)}</dc:title></cp:coreProperties>`
  const texts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations([
      ['rId1', `${office}/officeDocument`, 'word/document.xml'],
      ['rId2', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': core,
    'word/document.xml': `${head}<w:document ${W} ${R} ${WP}><w:body>${body}${section}</w:body></w:document>`,
    'word/styles.xml': styles,
    'word/header1.xml': header,
    'word/header2.xml': firstHeader,
    'word/_rels/document.xml.rels': relations([
      ['rIdStyles', `${office}/styles`, 'styles.xml'],
      ['rIdHeader', `${office}/header`, 'header1.xml'],
      ['rIdFirst', `${office}/header`, 'header2.xml'],
      ...media.map(({ relation, target }) => [relation, `${office}/image`, target] as const),
    ]),
  }
  const parts: Zippable = {}
  for (const [name, text] of Object.entries(texts)) parts[name] = strToU8(text)
  // Pictures are packed already.
  for (const { target, bytes } of media) parts[`word/${target}`] = [bytes, { level: 0 }]
  return zipSync(parts, { mtime: new Date(1980, 0, 1) })
}
