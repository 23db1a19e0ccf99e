/** Small Word and Excel files made in tests: only the parts a reader looks at. */
import { strToU8, zipSync } from 'fflate'

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A run's text and the inside of its `w:rPr`: `['đúng', '<w:b/>']`. */
export type RunOf = string | readonly [text: string, properties: string]
type ParagraphOf = RunOf | readonly RunOf[] | { readonly runs: readonly RunOf[]; readonly properties: string }
interface TableOf {
  readonly rows: readonly (readonly string[])[]
}
export type BlockOf = ParagraphOf | TableOf

export const bold = (text: string): RunOf => [text, '<w:b/>']

/** `raw` stands in the body as it is. */
export const raw = (xml: string): { readonly raw: string } => ({ raw: xml })

function runXml(run: RunOf): string {
  const [text, properties] = typeof run === 'string' ? [run, ''] : run
  const pieces = text.split(/([\t\n])/).map((piece) => {
    if (piece === '\t') return '<w:tab/>'
    return piece === '\n' ? '<w:br/>' : `<w:t xml:space="preserve">${escapeXml(piece)}</w:t>`
  })
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${pieces.join('')}</w:r>`
}

const isPair = (value: readonly RunOf[] | readonly [string, string]): value is readonly [string, string] =>
  value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string' && /^<w:/.test(value[1])

function paragraphXml(paragraph: ParagraphOf): string {
  if (typeof paragraph === 'string') return `<w:p>${runXml(paragraph)}</w:p>`
  if ('properties' in paragraph) return `<w:p><w:pPr>${paragraph.properties}</w:pPr>${paragraph.runs.map(runXml).join('')}</w:p>`
  return `<w:p>${isPair(paragraph) ? runXml(paragraph) : paragraph.map(runXml).join('')}</w:p>`
}

const tableXml = ({ rows }: TableOf): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraphXml(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

function blockXml(block: BlockOf | { readonly raw: string }): string {
  if (typeof block === 'object' && 'raw' in block) return block.raw
  return typeof block === 'object' && 'rows' in block ? tableXml(block) : paragraphXml(block)
}

const relationships = (list: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** `extra` adds or replaces parts, for example `word/numbering.xml`; the relation of `word/media/a.png` is called `a.png`. */
export function docxOf(
  blocks: readonly (BlockOf | { readonly raw: string })[],
  extra: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  return zipOf({
    '[Content_Types].xml': types,
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships([
      ...['styles', 'numbering'].filter((type) => `word/${type}.xml` in extra).map((type) => [type, type, `${type}.xml`] as const),
      ...Object.keys(extra).flatMap((name) => {
        const file = /^word\/media\/(.+)$/.exec(name)?.[1]
        return file === undefined ? [] : [[file, 'image', `media/${file}`] as const]
      }),
    ]),
    'word/document.xml': `<w:document ${W}><w:body>${blocks.map(blockXml).join('')}</w:body></w:document>`,
    ...extra,
  })
}

/** The inside of `w:numbering`. */
export const numberingPart = (inside: string): string => `<w:numbering ${W}>${inside}</w:numbering>`
export const stylesPart = (inside: string): string => `<w:styles ${W}>${inside}</w:styles>`

/** Text, a number, nothing, or the XML of a cell's inside with its type: `{ type: 'e', inside: '<v>#REF!</v>' }`. */
export type CellOf = string | number | null | { readonly type: string; readonly inside: string; readonly style?: number }
export interface SheetOf {
  readonly name?: string
  readonly rows: readonly (readonly CellOf[])[]
  readonly merges?: readonly string[]
  readonly hidden?: boolean
  /** From 1. */
  readonly hiddenRows?: readonly number[]
  /** `<col>` elements. */
  readonly columns?: string
  /** Notes by cell, as every program writes them. */
  readonly notes?: Readonly<Record<string, string>>
  /** Threads of comments by cell, as Excel writes them beside notes. */
  readonly threads?: Readonly<Record<string, string>>
}

const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

function cellXml(cell: CellOf, reference: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
  return `<c r="${reference}" t="${cell.type}"${cell.style === undefined ? '' : ` s="${cell.style}"`}>${cell.inside}</c>`
}

function sheetXml({ rows, merges = [], hiddenRows = [], columns }: SheetOf): string {
  const body = rows.map((row, y) => {
    const cells = row.map((cell, x) => cellXml(cell, `${String.fromCharCode(65 + x)}${y + 1}`)).join('')
    return `<row r="${y + 1}"${hiddenRows.includes(y + 1) ? ' hidden="1"' : ''}>${cells}</row>`
  })
  const merged = merges.length === 0 ? '' : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  const cols = columns === undefined ? '' : `<cols>${columns}</cols>`
  return `<worksheet ${S}>${cols}<sheetData>${body.join('')}</sheetData>${merged}</worksheet>`
}

/** What a sheet relates to: notes, and threads of comments. */
function besideSheet({ notes, threads }: SheetOf, file: string): Readonly<Record<string, string>> {
  if (notes === undefined && threads === undefined) return {}
  const all = {
    ...notes,
    ...Object.fromEntries(Object.entries(threads ?? {}).map(([ref, text]) => [ref, `[Threaded comment]\n\nComment:\n    ${text}`])),
  }
  const comments = Object.entries(all).map(
    ([ref, text]) => `<comment ref="${ref}" authorId="0"><text><r><t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`,
  )
  const threaded = Object.entries(threads ?? {}).map(
    ([ref, text]) => `<threadedComment ref="${ref}"><text>${escapeXml(text)}</text></threadedComment>`,
  )
  return {
    [`xl/worksheets/_rels/${file}.rels`]: relationships([
      ['rId1', 'comments', `../comments-${file}`],
      ...(threads === undefined ? [] : [['rId2', 'threadedComment', `../threads-${file}`] as const]),
    ]),
    [`xl/comments-${file}`]: `<comments ${S}><authors><author>Lan</author></authors><commentList>${comments.join('')}</commentList></comments>`,
    ...(threads === undefined ? {} : { [`xl/threads-${file}`]: `<ThreadedComments>${threaded.join('')}</ThreadedComments>` }),
  }
}

/** `formats`: number formats of the cell styles 0, 1, …. */
export function xlsxOf(
  sheets: readonly SheetOf[],
  formats: readonly string[] = [],
  extra: Readonly<Record<string, string>> = {},
): Uint8Array {
  const named = sheets.map((sheet, index) => ({ ...sheet, name: sheet.name ?? `Trang ${index + 1}`, file: `sheet${index + 1}.xml` }))
  const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
  const list = named.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"${hidden === true ? ' state="hidden"' : ''}/>`,
  )
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`)
  const xfs = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)
  return zipOf({
    '[Content_Types].xml': types,
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationships([
      ...named.map(({ file }, index) => [`rId${index + 1}`, 'worksheet', `worksheets/${file}`] as const),
      ['rIdStyles', 'styles', 'styles.xml'],
      ...('xl/sharedStrings.xml' in extra ? [['rIdStrings', 'sharedStrings', 'sharedStrings.xml'] as const] : []),
    ]),
    'xl/workbook.xml': `<workbook ${S} ${R}><sheets>${list.join('')}</sheets></workbook>`,
    'xl/styles.xml': `<styleSheet ${S}><numFmts>${codes.join('')}</numFmts><cellXfs>${xfs.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(named.map((sheet) => [`xl/worksheets/${sheet.file}`, sheetXml(sheet)])),
    ...Object.assign({}, ...named.map((sheet) => besideSheet(sheet, sheet.file))),
    ...extra,
  })
}

export const zipOf = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])), {
    mtime: new Date('2024-01-01T00:00:00Z'),
  })

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
