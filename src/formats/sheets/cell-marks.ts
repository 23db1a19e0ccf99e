/** Which options of a row stand out by how they look: the right ones, in tables without a column of answers. */
import { plainMarks, type CellMarks, type CellRun } from './sheet.ts'

/** In the order of trust when two of them tell as much. */
const kinds = ['fill', 'colour', 'bold', 'underlined'] as const
type MarkKind = (typeof kinds)[number]

/**
 * The marked positions that look otherwise than most options of their row, for each row: by the one kind of mark that tells options
 * apart in most rows. Empty where a row has no such option.
 * @param rows for each row the marks of its options; undefined for empty options
 */
export function markedOptions(rows: readonly (readonly (CellMarks | undefined)[])[]): readonly (readonly number[])[] {
  let best: readonly (readonly number[])[] = rows.map(() => [])
  let most = 0
  for (const kind of kinds) {
    const marked = rows.map((options) => outstanding(options.map((marks) => marks?.[kind])))
    const telling = marked.filter((positions) => positions.length > 0).length
    if (telling > most) [best, most] = [marked, telling]
  }
  return best
}

function outstanding(values: readonly (CellMarks[MarkKind] | undefined)[]): readonly number[] {
  const counts = new Map<string | boolean, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (counts.size < 2) return []
  const most = Math.max(...counts.values())
  const usual = [...counts].filter(([, count]) => count === most).map(([value]) => value)
  // Two of two: the unmarked one is the ordinary one.
  const ordinary = usual.length === 1 ? usual[0] : usual.find((value) => value === '' || value === false)
  if (ordinary === undefined) return []
  const marked = (value: string | boolean | undefined): boolean => value !== undefined && value !== '' && value !== false
  const others = values.flatMap((value, position) => (marked(value) && value !== ordinary ? [position] : []))
  // A plain option among marked ones is not marked by being plain: then the many are, and somebody must look.
  return others.length > 0 ? others : values.flatMap((value, position) => (marked(value) ? [position] : []))
}

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
