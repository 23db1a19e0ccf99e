/** What a file says, piece by piece, as it stands there: the other side of the account of which the questions are one. */
import { cellPlace, notesOf, type Sheet } from '../../sheets/sheet.ts'
import { isOurs, ownColumns } from '../rows/layout/columns.ts'
import { plainText, type Block, type Paragraph } from '../word/document/blocks.ts'
import { keptOrder, layoutStyles } from '../word/export/layout.ts'

export interface SourcePiece {
  readonly place: string
  readonly text: string
  /** As the file has it, where `text` is what its mark-up shows. */
  readonly raw?: string
  /** Of the column it stands in. */
  readonly head?: string
  /** What the program it comes from calls a question or a group of them. */
  readonly isName?: true
  /** In a part of the file where no question stands. */
  readonly isApart?: true
}

const filled = (pieces: readonly SourcePiece[]): readonly SourcePiece[] => pieces.filter(({ text }) => text.trim() !== '')

/** Boxes are among the words; comments, notes and margins beside them. Labels and titles of our own exports say nothing of their own. */
export const piecesOfBlocks = (blocks: readonly Block[], margins: readonly Paragraph[] = []): readonly SourcePiece[] => [
  ...blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return piecesOfParagraph(block)
    const heads = block.rows[0]?.map((cell) => cell.map(plainText).join(' ')) ?? []
    const isList = heads.length > 2
    return block.rows.flatMap((row) =>
      row.flatMap((cell, column) => cell.flatMap((one) => piecesOfParagraph(one, isList ? (heads[column] ?? '') : ''))),
    )
  }),
  ...margins.flatMap((one) => piecesOfParagraph(one)),
]

function piecesOfParagraph({ place, runs, notes, style }: Paragraph, head = ''): readonly SourcePiece[] {
  if (style === layoutStyles.title || style === layoutStyles.key) return []
  const isOwn = style === layoutStyles.note || style === layoutStyles.question || style === layoutStyles.options
  const words = runs.flatMap(({ text, object, style: own }) =>
    object?.kind === 'text-box' || (isOwn && own === layoutStyles.label) ? [' '] : [text],
  )
  const boxes = runs.flatMap(({ object }) => (object?.kind === 'text-box' ? [object.text] : []))
  const lines = words.join('').replaceAll('\ufffc', ' ').split('\n')
  const texts = [...lines.filter((text) => !isOwn || text.trim() !== keptOrder), ...boxes, ...notes.map(({ text }) => text)]
  return filled(texts.map((text) => (head === '' ? { place, text } : { place, text, head })))
}

export const piecesOfSheets = (sheets: readonly Sheet[]): readonly SourcePiece[] =>
  sheets.flatMap((sheet) => {
    const headRow = sheet.rows.find(({ cells }) => cells.size > 2)
    const heads = new Map([...(headRow?.cells ?? [])].map(([column, { text }]) => [column, text]))
    const quiet: ReadonlySet<string> = new Set(isOurs(heads) ? ownColumns : [])
    const cells = sheet.rows.flatMap((row) =>
      [...row.cells].flatMap(([column, { text, spread }]): SourcePiece[] => {
        const head = row.number < (headRow?.number ?? 0) ? '' : (heads.get(column) ?? '')
        return spread === true || quiet.has(head)
          ? []
          : text.split('\n').map((line) => ({ place: cellPlace(sheet, row.number, column), text: line, head }))
      }),
    )
    return filled([...cells, ...notesOf(sheet)])
  })

export const piecesOfLines = (lines: readonly string[]): readonly SourcePiece[] =>
  filled(lines.map((text, index) => ({ text, place: `line ${index + 1}` })))
