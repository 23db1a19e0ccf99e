/** An entry of a closed round, unsealed: what the tally counts and the analysis of questions reads. */
import type { KeyObject } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import type { TallyEntry } from '#contest/tally/entry.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { score } from '#contest/tally/scoring.ts'
import { sealingKey } from '#store/database/codec.ts'
import { openEntry, type SaltedOpening } from '#store/commit-queue/entry-seal.ts'
import type { TallyRow } from '#store/taking-part/entries.ts'
import type { EntryOpening } from '#ledger/entry-opening.ts'
import { paperIn } from '#contest/paper/text.ts'
import type { Answers, Paper } from '#contest/paper/answers.ts'
import { entryAltered } from './log-check.ts'

export interface OpenedEntry {
  readonly row: TallyRow
  readonly paper: Paper
  readonly answers: Answers
  readonly prediction: number | null
  /** Of the fixed set it is; 0: drawn. */
  readonly set: number
  /** Of each question of the paper; undefined: the device told none. */
  readonly seconds: readonly number[] | undefined
  /** What the log committed to. */
  readonly committed: SaltedOpening
}

/**
 * Opens the entries of a round one by one, so that of a chunk of rows only one stands open in memory.
 * @returns throws ContestError `log-differs` for one that is not as it was sealed
 */
export function entryOpener(entryKey: Uint8Array): (row: TallyRow) => OpenedEntry {
  const key = sealingKey(entryKey)
  return (row) => {
    const committed = unsealed(key, row)
    const { opening } = committed
    const content = JSON.parse(Buffer.from(opening.buffer, opening.byteOffset, opening.length).toString('utf8')) as EntryOpening
    const { answers, prediction, seconds, set = 0 } = content
    return { row, paper: paperIn(content), answers, prediction, set, seconds, committed }
  }
}

function unsealed(key: KeyObject, { id, logIndex, sealed }: TallyRow): SaltedOpening {
  try {
    return openEntry(key, id, sealed)
  } catch {
    throw new ContestError('log-differs', { findings: [entryAltered(logIndex)] })
  }
}

/** An opened entry as it is ranked; who sits on a board is set aside. */
export function tallyEntry(
  { row, paper, answers, prediction, set: paperSet }: OpenedEntry,
  set: LockedSet,
  barred: ReadonlySet<string>,
): TallyEntry {
  return {
    entryId: row.id,
    contestantId: row.contestantId,
    unitId: row.unitId,
    logIndex: row.logIndex,
    attemptNumber: row.number,
    startedAt: row.startedAt,
    submittedAt: row.submittedAt,
    correct: score(set, paper, answers),
    prediction,
    paperSet,
    setAside: barred.has(row.contestantId) ? 'barred' : null,
  }
}
