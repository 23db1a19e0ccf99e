/** Pieces of WordprocessingML (ECMA-376 part 1, chapter 17) as an export writes them. */
import { layoutStyles } from './layout.ts'

const notXml =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g // eslint-disable-line no-control-regex

export const escapeXml = (text: string): string =>
  text.replace(notXml, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A run of words: `\n` and `\t` become breaks and tabs. */
export function wordsXml(text: string, properties = ''): string {
  if (text === '') return ''
  const pieces = text.split(/([\t\n])/).map((piece) => {
    if (piece === '') return ''
    if (piece === '\t') return '<w:tab/>'
    return piece === '\n' ? '<w:br/>' : `<w:t xml:space="preserve">${escapeXml(piece)}</w:t>`
  })
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${pieces.join('')}</w:r>`
}

/** A number, a letter, the name of a line: what is not the question's own words. */
export const labelXml = (text: string): string => wordsXml(text, `<w:rStyle w:val="${layoutStyles.label}"/>`)

export const paragraphXml = (style: string, inside: string, properties = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${inside}</w:p>`

/** Bordered; `rows` hold the inside of cells that are one paragraph each, the first row repeats on every page. */
export function tableXml(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const border = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(
    (side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`,
  )
  const cells = (row: readonly string[], isHead: boolean): string =>
    row
      .map(
        (inside, at) =>
          `<w:tc><w:tcPr><w:tcW w:w="${widths[at] ?? 0}" w:type="dxa"/></w:tcPr>${paragraphXml(layoutStyles.key, isHead ? inside.replaceAll('<w:r>', '<w:r><w:rPr><w:b/></w:rPr>') : inside)}</w:tc>`,
      )
      .join('')
  const body = rows.map(
    (row, index) => `<w:tr><w:trPr><w:cantSplit/>${index === 0 ? '<w:tblHeader/>' : ''}</w:trPr>${cells(row, index === 0)}</w:tr>`,
  )
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>${border.join('')}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl>`
}

export interface DrawnPicture {
  /** Relation of its part. */
  readonly relation: string
  readonly alt: string
  /** In EMU (1/914,400 inch). */
  readonly width: number
  readonly height: number
}

/** @param id different for every drawing of a document */
export function pictureXml({ relation, alt, width, height }: DrawnPicture, id: number): string {
  const size = `cx="${width}" cy="${height}"`
  const name = `name="Hình ${id}" descr="${escapeXml(alt)}"`
  return (
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr id="${id}" ${name}/>` +
    `<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
    `<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="${id}" ${name}/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>` +
    `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  )
}
