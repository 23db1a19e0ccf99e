/** Reading by many ids at once: a statement takes 32,766 parameters on SQLite and 65,535 on PostgreSQL. */
import { startTurns } from './turns.ts'

/** Leaves room for a few other parameters of the statement. */
const mostIds = 30_000

/** Asks for the ids in portions; the rows come portion by portion. */
export async function inPortions<Row, Id = string>(
  ids: readonly Id[],
  read: (portion: readonly Id[]) => Promise<readonly Row[]>,
  portion = mostIds,
): Promise<readonly Row[]> {
  if (ids.length <= portion) return ids.length === 0 ? [] : read(ids)
  const rows: Row[] = []
  const turns = startTurns()
  for (let from = 0; from < ids.length; from += portion) {
    // Not spread: an argument each would overflow the stack.
    for (const row of await read(ids.slice(from, from + portion))) rows.push(row)
    if (turns.due()) await turns.give()
  }
  return rows
}
