/** The entries of a closed round, unsealed a chunk at a time: what the tally counts and the analysis of questions reads. */
import type { Answers, Paper, TallyEntry } from '#contest/entry.ts'
import type { LockedSet } from '#contest/question.ts'
import { score } from '#contest/scoring.ts'
import { sealingKey } from '#store/codec.ts'
import type { Db } from '#store/database.ts'
import { openEntry } from '#store/entry-seal.ts'
import { entriesForTally, type TallyRow } from '#store/entries.ts'
import { paperIn, type EntryOpening } from './entries.ts'

export interface OpenedEntry {
  readonly row: TallyRow
  readonly paper: Paper
  readonly answers: Answers
  readonly prediction: number | null
}

/** Every entry of the round in order of log index. */
export async function* openedEntries(db: Db, roundId: string, entryKey: Uint8Array, chunk: number): AsyncGenerator<readonly OpenedEntry[]> {
  const key = sealingKey(entryKey)
  for await (const rows of entriesForTally(db, roundId, chunk)) {
    yield rows.map((row) => {
      const { opening } = openEntry(key, row.id, row.sealed)
      const content = JSON.parse(Buffer.from(opening.buffer, opening.byteOffset, opening.length).toString('utf8')) as EntryOpening
      return { row, paper: paperIn(content), answers: content.answers, prediction: content.prediction }
    })
  }
}

/** An opened entry as it is ranked; who sits on a board is set aside. */
export function tallyEntry({ row, paper, answers, prediction }: OpenedEntry, set: LockedSet, barred: ReadonlySet<string>): TallyEntry {
  return {
    entryId: row.id,
    contestantId: row.contestant_id,
    unitId: row.unit_id,
    logIndex: row.log_index,
    attemptNumber: row.number,
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    correct: score(set, paper, answers),
    prediction,
    setAside: barred.has(row.contestant_id) ? 'barred' : null,
  }
}
