/** How a stretch of a cell's text looks. */
import { plainMarks, type CellMarks, type CellRun } from './sheet.ts'

/** The marks most characters of a stretch have. */
export function marksOfStretch(runs: readonly CellRun[] | undefined, cell: CellMarks | undefined, from: number, to: number): CellMarks {
  if (runs === undefined) return cell ?? plainMarks
  let best = cell ?? plainMarks
  let most = 0
  let at = 0
  for (const { length, marks } of runs) {
    const shared = Math.min(to, at + length) - Math.max(from, at)
    if (shared > most) [best, most] = [marks, shared]
    at += length
  }
  return best
}
