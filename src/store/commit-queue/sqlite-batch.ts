/** One batch of the commit queue on SQLite: read, decide, write and commit in one immediate transaction. Synchronous. */
import type { DatabaseSync } from 'node:sqlite'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { frontierOf } from '#ledger/merkle.ts'
import type { AttemptDraft } from './queue.ts'
import {
  decide,
  type Answer,
  type Facts,
  type Logs,
  type Operation,
  type RoundNow,
  type StoredEntry,
  type Tools,
  type Writes,
} from './decide.ts'

/** Result codes (https://sqlite.org/rescode.html) that say the storage, not the operation, is at fault. */
const storageCodes: ReadonlySet<number> = new Set([5, 6, 8, 10, 11, 13, 14, 26])

/** Answers every operation; an operation that cannot be written fails alone. */
export type SqliteCommitter = (operations: readonly Operation[], now: Instant) => readonly Answer[]

/** `database` belongs to the committer from now on: no other code may begin a transaction on it. */
export function createSqliteCommitter(database: DatabaseSync, logs: Logs, tools: Tools): SqliteCommitter {
  const facts = prepareFacts(database)
  const write = prepareWrites(database)
  const begin = database.prepare('begin immediate')
  const end = database.prepare('commit')

  const inOneTransaction = (operations: readonly Operation[], now: Instant): readonly Answer[] => {
    begin.run()
    try {
      const { writes, answers } = decide(operations, facts, logs, tools)
      write(writes, now)
      end.run()
      return answers
    } catch (error) {
      // Some failures (disk full, input/output) have rolled back by themselves.
      if (database.isTransaction) database.exec('rollback')
      throw error
    }
  }

  const commit: SqliteCommitter = (operations, now) => {
    try {
      return inOneTransaction(operations, now)
    } catch (error) {
      if (isStorageFailure(error)) {
        return operations.map(() => ({
          ok: false,
          error: new ContestError('storage-unavailable', { retryAfterSeconds: 1, cause: String(error) }),
        }))
      }
      if (operations.length === 1) return [{ ok: false, error: error instanceof Error ? error : new Error(String(error)) }]
      // One of them is at fault: halve until it stands alone.
      const middle = Math.floor(operations.length / 2)
      return [...commit(operations.slice(0, middle), now), ...commit(operations.slice(middle), now)]
    }
  }
  return commit
}

function isStorageFailure(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' && storageCodes.has(code & 0xff)
}

interface HeadRow {
  readonly size: number
  readonly root: Uint8Array
  readonly frontier: Uint8Array
  readonly checkpoint: string
  readonly closed: number
}

type AttemptRow = Pick<AttemptDraft, 'id' | 'startedAt' | 'deadlineAt'>

interface TargetRow {
  readonly roundId: string
  readonly contestantId: string
  readonly entered: number
  readonly taken: number
}

function prepareFacts(database: DatabaseSync): Facts {
  const round = database.prepare('select status, closes_at as closesAt from round where id = ?')
  const head = database.prepare('select size, root, frontier, checkpoint, closed from log_head where round_id = ?')
  const attempt = database.prepare(
    'select id, started_at as startedAt, deadline_at as deadlineAt, paper_set as paperSet from attempt where round_id = ? and contestant_id = ? and number = ?',
  )
  const target = database.prepare(`
    select round_id as roundId, contestant_id as contestantId, exists (select 1 from entry where attempt_id = a.id) as entered,
      exists (select 1 from entry where id = ?2) as taken
    from attempt a where id = ?1`)
  const taken = database.prepare('select 1 from entry where id = ?')
  const entry = database.prepare(`
    select e.id, e.body_digest as bodyDigest, e.submitted_at as submittedAt, e.log_index as logIndex, e.code, e.leaf, e.proof, c.checkpoint
    from entry e join log_checkpoint c on c.round_id = e.round_id and c.size = e.tree_size
    where e.attempt_id = ?`)
  const markers = database.prepare('select leaf from marker_leaf where round_id = ? order by log_index')
  return {
    round: (roundId) => (round.get(roundId) as unknown as RoundNow | undefined) ?? null,
    head(roundId) {
      const row = head.get(roundId) as unknown as HeadRow | undefined
      return row === undefined
        ? null
        : { frontier: frontierOf(row.size, row.frontier), root: row.root, checkpoint: row.checkpoint, closed: row.closed === 1 }
    },
    attempt(draft) {
      const row = attempt.get(draft.roundId, draft.contestantId, draft.number) as unknown as AttemptRow | undefined
      return row === undefined ? null : { ...draft, ...row }
    },
    target(attemptId, entryId) {
      const row = target.get(attemptId, entryId) as unknown as TargetRow | undefined
      return row === undefined
        ? null
        : { roundId: row.roundId, contestantId: row.contestantId, entered: row.entered === 1, idTaken: row.taken === 1 }
    },
    isIdTaken: (entryId) => taken.get(entryId) !== undefined,
    entry(attemptId) {
      const row = entry.get(attemptId) as unknown as StoredEntry | undefined
      if (row === undefined) throw new Error(`the entry of attempt ${attemptId} has no signed head`)
      return row
    },
    markers: (roundId) => markers.all(roundId).map(({ leaf }) => leaf as Uint8Array),
  }
}

function prepareWrites(database: DatabaseSync): (writes: Writes, now: Instant) => void {
  const attempt = database.prepare(
    'insert into attempt (id, round_id, contestant_id, number, started_at, deadline_at, paper_set) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const entry = database.prepare(`
    insert into entry (id, round_id, attempt_id, contestant_id, log_index, submitted_at, body_digest, sealed, leaf, proof, tree_size, code)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const marker = database.prepare('insert into marker_leaf (round_id, log_index, leaf, proof) values (?, ?, ?, ?)')
  const head = database.prepare(`
    insert into log_head (round_id, size, root, frontier, checkpoint, closed) values (?, ?, ?, ?, ?, ?)
    on conflict (round_id) do update set
      size = excluded.size, root = excluded.root, frontier = excluded.frontier, checkpoint = excluded.checkpoint, closed = excluded.closed`)
  const checkpoint = database.prepare('insert into log_checkpoint (round_id, size, checkpoint, signed_at) values (?, ?, ?, ?)')
  const touchAttempt = database.prepare('update attempt set started_at = started_at where id = ?')
  const touchEntry = database.prepare('update entry set submitted_at = submitted_at where id = ?')
  return (writes, now) => {
    for (const { id, roundId, contestantId, number, startedAt, deadlineAt, paperSet } of writes.attempts) {
      attempt.run(id, roundId, contestantId, number, startedAt, deadlineAt, paperSet)
    }
    for (const { draft, logIndex, sealed, leaf, proof, treeSize, code } of writes.entries) {
      const { id, roundId, attemptId, contestantId, submittedAt, bodyDigest } = draft
      entry.run(id, roundId, attemptId, contestantId, logIndex, submittedAt, bodyDigest, sealed, leaf, proof, treeSize, code)
    }
    for (const { roundId, logIndex, leaf, proof } of writes.markers) marker.run(roundId, logIndex, leaf, proof)
    for (const { roundId, size, root, frontier, checkpoint: note, closed } of writes.heads) {
      head.run(roundId, size, root, frontier, note, closed ? 1 : 0)
      checkpoint.run(roundId, size, note, now)
    }
    for (const id of writes.touchedAttempts) touchAttempt.run(id)
    for (const id of writes.touchedEntries) touchEntry.run(id)
  }
}
