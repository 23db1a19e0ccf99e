/** How a stretch of a cell's text looks. */
import { plainMarks, type CellMarks, type CellRun } from './sheet.ts'

/** The marks most characters of a stretch have. */
export function marksOfStretch(runs: readonly CellRun[] | undefined, cell: CellMarks | undefined, from: number, to: number): CellMarks {
  if (runs === undefined) return cell ?? plainMarks
  const shares: { readonly marks: CellMarks; share: number }[] = []
  let at = 0
  for (const { length, marks } of runs) {
    const shared = Math.min(to, at + length) - Math.max(from, at)
    at += length
    if (shared <= 0) continue
    const same = shares.find((one) => sameMarks(one.marks, marks))
    if (same === undefined) shares.push({ marks, share: shared })
    else same.share += shared
  }
  return shares.toSorted((one, other) => other.share - one.share)[0]?.marks ?? cell ?? plainMarks
}

/** But for fill and frame, which are the cell's. */
export const sameMarks = (first: CellMarks, second: CellMarks): boolean =>
  first.bold === second.bold &&
  first.underlined === second.underlined &&
  first.colour === second.colour &&
  first.struck === second.struck &&
  first.italic === second.italic &&
  first.size === second.size
