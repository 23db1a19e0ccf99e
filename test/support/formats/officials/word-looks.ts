/** Runs of Word files as Word, LibreOffice and Google Docs write them, and the looks that mark options in them. */
export const wordDialects = ['word', 'libreoffice', 'google'] as const
export type WordDialect = (typeof wordDialects)[number]

/** What one stretch of text looks like: the values of its properties. */
export interface Look {
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  readonly strike?: true
  readonly colour?: string
  readonly highlight?: string
  readonly shade?: string
  readonly raised?: 'superscript' | 'subscript'
  readonly size?: number
  readonly font?: string
  readonly link?: true
}

/** Where a mark shows: in letter and words of the option, in its letter alone, or over most of its words. */
export interface WordMark {
  readonly look: Look
  readonly on: 'all' | 'letter' | 'words' | 'most'
}

/** Kinds of marks a whole file may use. */
export const wordMarks: Readonly<Record<string, WordMark>> = {
  bold: { look: { bold: true }, on: 'all' },
  'bold words': { look: { bold: true }, on: 'words' },
  'bold letter': { look: { bold: true }, on: 'letter' },
  red: { look: { colour: 'FF0000' }, on: 'all' },
  'dark red': { look: { colour: 'C00000' }, on: 'all' },
  blue: { look: { colour: '0070C0' }, on: 'all' },
  'red letter': { look: { colour: 'FF0000' }, on: 'letter' },
  'bold and red': { look: { bold: true, colour: 'FF0000' }, on: 'all' },
  italic: { look: { italic: true }, on: 'all' },
  underline: { look: { underline: true }, on: 'all' },
  'underlined letter': { look: { underline: true }, on: 'letter' },
  highlight: { look: { highlight: 'yellow' }, on: 'all' },
  'green highlight': { look: { highlight: 'green' }, on: 'all' },
  shading: { look: { shade: 'FFFF00' }, on: 'all' },
}

/** What singles out an option and means nothing. */
export const wordOddities: Readonly<Record<string, WordMark>> = {
  'near-black 3A3A3A': { look: { colour: '3A3A3A' }, on: 'all' },
  'near-black 333333': { look: { colour: '333333' }, on: 'words' },
  'near-black 1D2129': { look: { colour: '1D2129' }, on: 'all' },
  'near-black 081C36': { look: { colour: '081C36' }, on: 'words' },
  'white shading': { look: { shade: 'FFFFFF' }, on: 'all' },
  'pale shading F2F2F2': { look: { shade: 'F2F2F2' }, on: 'all' },
  'pale shading F8F9FA': { look: { colour: '202124', shade: 'F8F9FA' }, on: 'words' },
  link: { look: { colour: '0563C1', underline: true, link: true }, on: 'words' },
  'colour of a link': { look: { colour: '0000FF' }, on: 'words' },
  'bold letter': { look: { bold: true }, on: 'letter' },
  bold: { look: { bold: true }, on: 'all' },
  'bold words': { look: { bold: true }, on: 'words' },
  'bold on most words': { look: { bold: true }, on: 'most' },
  'underline on most words': { look: { underline: true }, on: 'most' },
  red: { look: { colour: 'FF0000' }, on: 'all' },
  green: { look: { colour: '00B050' }, on: 'all' },
  grey: { look: { colour: '808080' }, on: 'words' },
  underline: { look: { underline: true }, on: 'words' },
  highlight: { look: { highlight: 'yellow' }, on: 'all' },
  'grey highlight': { look: { highlight: 'lightGray' }, on: 'words' },
  italic: { look: { italic: true }, on: 'all' },
  strike: { look: { strike: true }, on: 'words' },
  larger: { look: { size: 28 }, on: 'all' },
  'other font': { look: { font: 'Arial' }, on: 'words' },
}

/** True where the oddity shows everything the mark does: it would be the mark itself. A link never is. */
export function showsMark(mark: WordMark, odd: WordMark): boolean {
  const covers = odd.on === 'all' || odd.on === mark.on || (mark.on === 'all' && odd.on === 'words')
  return covers && odd.look.link !== true && (Object.keys(mark.look) as (keyof Look)[]).every((name) => sameLook(name, mark, odd))
}

const reds = ['FF0000', 'C00000']
const filling = ({ look }: WordMark): string | undefined => (look.highlight === 'yellow' ? 'FFFF00' : (look.shade ?? look.highlight))

function sameLook(name: keyof Look, first: WordMark, second: WordMark): boolean {
  if (name === 'highlight' || name === 'shade') return filling(first) === filling(second)
  const values = [first.look[name], second.look[name]]
  return values[0] === values[1] || (name === 'colour' && values.every((value) => reds.includes(String(value))))
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const loweredDigits = '₀₁₂₃₄₅₆₇₈₉'

/** Pieces of a text with the digits above and below the line as ordinary digits that are raised or lowered. */
export function raisedPieces(text: string): readonly (readonly [text: string, raised?: 'superscript' | 'subscript'])[] {
  return (text.match(/[⁰¹²³⁴-⁹]+|[₀-₉]+|[^⁰¹²³⁴-⁹₀-₉]+/g) ?? []).map((piece) => {
    const digits = (alphabet: string): string => [...piece].map((one) => alphabet.indexOf(one)).join('')
    if (raisedDigits.includes(piece[0] ?? ' ')) return [digits(raisedDigits), 'superscript'] as const
    return loweredDigits.includes(piece[0] ?? ' ') ? ([digits(loweredDigits), 'subscript'] as const) : ([piece] as const)
  })
}

/** The runs of one stretch. Word cuts words where it checks their spelling; the others say what a run is not. */
export function runsXml(text: string, look: Look, dialect: WordDialect, cutAt: number): string {
  const inner = raisedPieces(text)
    .flatMap(([piece, raised]) => {
      const pieces = dialect === 'word' && raised === undefined ? [piece.slice(0, cutAt), piece.slice(cutAt)] : [piece]
      return pieces.filter((one) => one !== '').map((one) => runXml(one, raised === undefined ? look : { ...look, raised }, dialect))
    })
    .join(dialect === 'word' ? '<w:proofErr w:type="spellStart"/>' : '')
  return look.link === true ? `<w:hyperlink w:history="1">${inner}</w:hyperlink>` : inner
}

function runXml(text: string, look: Look, dialect: WordDialect): string {
  const pieces = text
    .split(/([\t\n])/)
    .map((one) => (one === '\t' ? '<w:tab/>' : one === '\n' ? '<w:br/>' : `<w:t xml:space="preserve">${escapeXml(one)}</w:t>`))
  return `<w:r${dialect === 'word' ? ' w:rsidR="00A77B3E"' : ''}>${propertiesXml(look, dialect)}${pieces.join('')}</w:r>`
}

function propertiesXml(look: Look, dialect: WordDialect): string {
  const says = dialect !== 'word'
  const on = dialect === 'google' ? ' w:val="1"' : ''
  const toggle = (name: string, value: true | undefined): string =>
    value === true ? `<w:${name}${on}/>` : says ? `<w:${name} w:val="${dialect === 'google' ? '0' : 'false'}"/>` : ''
  const font = look.font ?? (says ? 'Times New Roman' : null)
  const shade = look.shade ?? (dialect === 'google' ? 'auto' : null)
  const colour = look.colour ?? (says ? '000000' : null)
  const properties = [
    font === null ? '' : `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:cs="${font}"/>`,
    toggle('b', look.bold),
    dialect === 'word' && look.bold === true ? '<w:bCs/>' : '',
    toggle('i', look.italic),
    toggle('strike', look.strike),
    colour === null ? '' : `<w:color w:val="${colour}"/>`,
    look.size === undefined ? '' : `<w:sz w:val="${look.size}"/>`,
    look.highlight === undefined
      ? dialect === 'libreoffice'
        ? '<w:highlight w:val="none"/>'
        : ''
      : `<w:highlight w:val="${look.highlight}"/>`,
    look.underline === true ? '<w:u w:val="single"/>' : says ? '<w:u w:val="none"/>' : '',
    shade === null ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>`,
    look.raised === undefined ? (dialect === 'google' ? '<w:vertAlign w:val="baseline"/>' : '') : `<w:vertAlign w:val="${look.raised}"/>`,
    dialect === 'google' ? '<w:rtl w:val="0"/>' : '',
    dialect === 'word' ? '<w:lang w:val="vi-VN"/>' : '',
  ].join('')
  return properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`
}
