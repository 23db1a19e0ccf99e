/**
 * One batch of the commit queue on PostgreSQL, over one pipelined connection in two round trips: begin, lock and read;
 * then write and commit. The rounds' head rows are locked first and in order, then attempts in order, so that several
 * servers never wait for each other in a circle; whoever holds the head sees everything committed before.
 */
import type pg from 'pg'
import type { Instant } from '#contest/values.ts'
import { frontierOf } from '#ledger/merkle.ts'
import type { AttemptDraft } from './queue.ts'
import {
  attemptKey,
  decide,
  type Answer,
  type Facts,
  type Head,
  type Logs,
  type Operation,
  type RoundNow,
  type StoredEntry,
  type Target,
  type Tools,
  type Writes,
} from './decide.ts'
import { byteaArray, int8Array, textArray } from '../database/postgres.ts'

/** What is needed of a connection; `name` makes the server keep the plan. */
type Ask = <Row>(name: string, text: string, values: readonly Buffer[]) => Promise<readonly Row[]>

/** The commit was answered by something else than a plain COMMIT: nothing is known of the batch. */
export class CommitUnknown extends Error {}

/** @throws what the database or `decide` threw, with the transaction rolled back; CommitUnknown; connection errors. */
export async function commitOnPostgres(
  client: pg.Client,
  operations: readonly Operation[],
  context: { readonly logs: Logs; readonly tools: Tools; readonly now: Instant },
): Promise<readonly Answer[]> {
  const ask: Ask = async <Row>(name: string, text: string, values: readonly Buffer[]) =>
    (await client.query({ name: `commit-queue ${name}`, text, values: [...values] })).rows as Row[]
  const begun = client.query('begin')
  const read = readFacts(ask, operations)
  const [begin, facts] = await Promise.allSettled([begun, read])
  if (begin.status === 'rejected') throw begin.reason
  try {
    if (facts.status === 'rejected') throw facts.reason
    const decision = decide(operations, facts.value, context.logs, context.tools)
    const [written, committed] = await Promise.allSettled([write(ask, decision.writes, context.now), commit(client)])
    // A failed write turns the commit into a rollback; the write tells why.
    if (written.status === 'rejected') throw written.reason
    if (committed.status === 'rejected') throw committed.reason
    return withStoredAttempts(decision.answers, written.value)
  } catch (error) {
    // Without a transaction (it was committed, rolled back, or the connection is gone) this is harmless.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** A warning, e.g. that a wait for the standby was cut short, is not an acknowledgement; a ROLLBACK tag even less. */
async function commit(client: pg.Client): Promise<void> {
  const warnings: string[] = []
  const listen = ({ severity, message }: { readonly severity?: string | undefined; readonly message?: string | undefined }): void => {
    if (severity === 'WARNING') warnings.push(message ?? '')
  }
  client.on('notice', listen)
  try {
    const { command } = await client.query('commit')
    if (command !== 'COMMIT' || warnings.length > 0) throw new CommitUnknown(`commit answered ${command} ${warnings.join(' ')}`)
  } finally {
    client.off('notice', listen)
  }
}

interface HeadRow {
  readonly roundId: string
  readonly size: number
  readonly root: Uint8Array
  readonly frontier: Uint8Array
  readonly checkpoint: string
  readonly closed: number
}

type TargetRow = Pick<AttemptDraft, 'id' | 'roundId' | 'contestantId'> & RoundNow & { readonly entered: boolean }

/** The attempt that is there, if any, for what was asked. */
type AskedAttemptRow = Pick<AttemptDraft, 'roundId' | 'contestantId' | 'number'> &
  RoundNow &
  (Pick<AttemptDraft, 'id' | 'startedAt' | 'deadlineAt' | 'paperSet'> | { readonly id: null })

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort()
const none = Promise.resolve([])

/**
 * Everything `decide` may ask about the operations, asked at once. All queries are sent before the first is answered; what
 * the rounds' rows say is asked after their heads are held, by a statement of its own: one that waits for a lock sees the
 * other tables as they were before.
 */
async function readFacts(ask: Ask, operations: readonly Operation[]): Promise<Facts> {
  const attempts = operations.flatMap((operation) => (operation.kind === 'attempt' ? [operation.draft] : []))
  const entries = operations.flatMap((operation) => (operation.kind === 'entry' ? [operation.draft] : []))
  const markers = operations.flatMap((operation) => (operation.kind === 'marker' ? [operation.roundId] : []))
  const rounds = unique([...entries.map(({ roundId }) => roundId), ...markers])
  const entryAttempts = textArray(entries.map(({ attemptId }) => attemptId))
  const [heads, targets, stored, taken, known, leaves] = await Promise.all([
    rounds.length === 0
      ? none
      : ask<HeadRow>(
          'heads',
          'select round_id as "roundId", size, root, frontier, checkpoint, closed from log_head where round_id = any($1::text[]) order by round_id for update',
          [textArray(rounds)],
        ),
    entries.length === 0
      ? none
      : ask<TargetRow>(
          'targets',
          `select a.id, a.round_id as "roundId", a.contestant_id as "contestantId", r.status, r.closes_at as "closesAt",
             exists (select from entry where attempt_id = a.id) as entered
           from attempt a join round r on r.id = a.round_id where a.id = any($1::text[])`,
          [entryAttempts],
        ),
    entries.length === 0
      ? none
      : ask<StoredEntry & { readonly ofAttempt: string }>(
          'entries',
          `select e.attempt_id as "ofAttempt", e.id, e.body_digest as "bodyDigest", e.submitted_at as "submittedAt", e.log_index as "logIndex", e.code, e.leaf, e.proof, c.checkpoint
           from entry e join log_checkpoint c on c.round_id = e.round_id and c.size = e.tree_size where e.attempt_id = any($1::text[])`,
          [entryAttempts],
        ),
    entries.length === 0
      ? none
      : ask<{ readonly id: string }>('taken', 'select id from entry where id = any($1::text[])', [textArray(entries.map(({ id }) => id))]),
    attempts.length === 0
      ? none
      : ask<AskedAttemptRow>(
          'attempts',
          `select a.id, round_id as "roundId", contestant_id as "contestantId", number, a.started_at as "startedAt",
             a.deadline_at as "deadlineAt", a.paper_set as "paperSet", r.status, r.closes_at as "closesAt"
           from unnest($1::text[], $2::text[], $3::int8[]) as asked (round_id, contestant_id, number)
           join round r on r.id = asked.round_id left join attempt a using (round_id, contestant_id, number)`,
          attemptKeys(attempts),
        ),
    markers.length === 0
      ? none
      : ask<{ readonly roundId: string; readonly leaf: Uint8Array }>(
          'markers',
          'select round_id as "roundId", leaf from marker_leaf where round_id = any($1::text[]) order by log_index',
          [textArray(markers)],
        ),
  ])
  const headOf = new Map(heads.map((row) => [row.roundId, toHead(row)]))
  const takenIds = new Set(taken.map(({ id }) => id))
  const targetOf = new Map(
    targets.map(({ id, roundId, contestantId, entered }): [string, Omit<Target, 'idTaken'>] => [id, { roundId, contestantId, entered }]),
  )
  const entryOf = new Map(stored.map(({ ofAttempt, ...entry }) => [ofAttempt, entry]))
  const attemptOf = new Map(known.flatMap((row) => (row.id === null ? [] : [[attemptKey(row), draftOf(row)] as const])))
  const roundOf = new Map(
    [...known, ...targets].map(({ roundId, status, closesAt }): [string, RoundNow] => [roundId, { status, closesAt }]),
  )
  return {
    round: (roundId) => roundOf.get(roundId) ?? null,
    head: (roundId) => headOf.get(roundId) ?? null,
    attempt: (draft) => attemptOf.get(attemptKey(draft)) ?? null,
    target(attemptId, entryId) {
      const target = targetOf.get(attemptId)
      return target === undefined ? null : { ...target, idTaken: takenIds.has(entryId) }
    },
    isIdTaken: (entryId) => takenIds.has(entryId),
    entry(attemptId) {
      const entry = entryOf.get(attemptId)
      if (entry === undefined) throw new Error(`the entry of attempt ${attemptId} has no signed head`)
      return entry
    },
    markers: (roundId) => leaves.flatMap((row) => (row.roundId === roundId ? [row.leaf] : [])),
  }
}

const toHead = (row: HeadRow): Head => ({
  frontier: frontierOf(row.size, row.frontier),
  root: row.root,
  checkpoint: row.checkpoint,
  closed: row.closed === 1,
})

/** Without what else is asked beside it. */
const draftOf = ({ id, roundId, contestantId, number, startedAt, deadlineAt, paperSet }: AttemptDraft): AttemptDraft => ({
  ...{ id, roundId, contestantId, number, startedAt, deadlineAt, paperSet },
})

const attemptKeys = (attempts: readonly AttemptDraft[]): readonly Buffer[] => [
  textArray(attempts.map(({ roundId }) => roundId)),
  textArray(attempts.map(({ contestantId }) => contestantId)),
  int8Array(attempts.map(({ number }) => number)),
]

/** Returns the attempts as stored: those of the batch, or those another server stored at the same moment. */
async function write(ask: Ask, writes: Writes, now: Instant): Promise<readonly AttemptDraft[]> {
  const { entries, markers, heads, touchedAttempts, touchedEntries } = writes
  const attempts = writes.attempts.toSorted((one, other) => (attemptKey(one) < attemptKey(other) ? -1 : 1))
  const drafts = entries.map(({ draft }) => draft)
  const [stored] = await Promise.all([
    attempts.length === 0
      ? none
      : ask<AttemptDraft>(
          'insert attempts',
          `insert into attempt (round_id, contestant_id, number, id, started_at, deadline_at, paper_set)
           select * from unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::int8[], $6::int8[], $7::int8[])
           on conflict (round_id, contestant_id, number) do update set started_at = attempt.started_at
           returning id, round_id as "roundId", contestant_id as "contestantId", number, started_at as "startedAt", deadline_at as "deadlineAt",
             paper_set as "paperSet"`,
          [
            ...attemptKeys(attempts),
            textArray(attempts.map(({ id }) => id)),
            int8Array(attempts.map(({ startedAt }) => startedAt)),
            int8Array(attempts.map(({ deadlineAt }) => deadlineAt)),
            int8Array(attempts.map(({ paperSet }) => paperSet)),
          ],
        ),
    touchedAttempts.length === 0
      ? none
      : ask('touch attempts', 'update attempt set started_at = started_at where id = any($1::text[])', [
          textArray(unique(touchedAttempts)),
        ]),
    entries.length === 0
      ? none
      : ask(
          'insert entries',
          `insert into entry (id, round_id, attempt_id, contestant_id, log_index, submitted_at, body_digest, sealed, leaf, proof, tree_size, code)
           select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[], $11::int8[], $12::text[])`,
          [
            textArray(drafts.map(({ id }) => id)),
            textArray(drafts.map(({ roundId }) => roundId)),
            textArray(drafts.map(({ attemptId }) => attemptId)),
            textArray(drafts.map(({ contestantId }) => contestantId)),
            int8Array(entries.map(({ logIndex }) => logIndex)),
            int8Array(drafts.map(({ submittedAt }) => submittedAt)),
            byteaArray(drafts.map(({ bodyDigest }) => bodyDigest)),
            byteaArray(entries.map(({ sealed }) => sealed)),
            byteaArray(entries.map(({ leaf }) => leaf)),
            byteaArray(entries.map(({ proof }) => proof)),
            int8Array(entries.map(({ treeSize }) => treeSize)),
            textArray(entries.map(({ code }) => code)),
          ],
        ),
    touchedEntries.length === 0
      ? none
      : ask('touch entries', 'update entry set submitted_at = submitted_at where id = any($1::text[])', [
          textArray(unique(touchedEntries)),
        ]),
    markers.length === 0
      ? none
      : ask(
          'insert markers',
          'insert into marker_leaf (round_id, log_index, leaf, proof) select * from unnest($1::text[], $2::int8[], $3::bytea[], $4::bytea[])',
          [
            textArray(markers.map(({ roundId }) => roundId)),
            int8Array(markers.map(({ logIndex }) => logIndex)),
            byteaArray(markers.map(({ leaf }) => leaf)),
            byteaArray(markers.map(({ proof }) => proof)),
          ],
        ),
    heads.length === 0 ? none : writeHeads(ask, heads, now),
  ])
  return stored
}

/** A log is made by insert alone: of two servers that open a round at the same moment, one fails and tries again. */
function writeHeads(ask: Ask, heads: Writes['heads'], now: Instant): Promise<unknown> {
  const columns = (of: Writes['heads']): readonly Buffer[] => [
    textArray(of.map(({ roundId }) => roundId)),
    int8Array(of.map(({ size }) => size)),
    byteaArray(of.map(({ root }) => root)),
    byteaArray(of.map(({ frontier }) => frontier)),
    textArray(of.map(({ checkpoint }) => checkpoint)),
    int8Array(of.map(({ closed }) => (closed ? 1 : 0))),
  ]
  const rows = 'unnest($1::text[], $2::int8[], $3::bytea[], $4::bytea[], $5::text[], $6::int8[])'
  const created = heads.filter((head) => head.created)
  const grown = heads.filter((head) => !head.created)
  return Promise.all([
    created.length === 0
      ? none
      : ask(
          'insert heads',
          `insert into log_head (round_id, size, root, frontier, checkpoint, closed) select * from ${rows}`,
          columns(created),
        ),
    grown.length === 0
      ? none
      : ask(
          'update heads',
          `update log_head set size = head.size, root = head.root, frontier = head.frontier, checkpoint = head.checkpoint, closed = head.closed
           from ${rows} as head (round_id, size, root, frontier, checkpoint, closed) where log_head.round_id = head.round_id`,
          columns(grown),
        ),
    ask(
      'insert checkpoints',
      'insert into log_checkpoint (round_id, size, checkpoint, signed_at) select *, $4::int8 from unnest($1::text[], $2::int8[], $3::text[])',
      [
        textArray(heads.map(({ roundId }) => roundId)),
        int8Array(heads.map(({ size }) => size)),
        textArray(heads.map(({ checkpoint }) => checkpoint)),
        int8(now),
      ],
    ),
  ])
}

function int8(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

function withStoredAttempts(answers: readonly Answer[], stored: readonly AttemptDraft[]): readonly Answer[] {
  if (stored.length === 0) return answers
  const storedOf = new Map(stored.map((draft) => [attemptKey(draft), draft]))
  return answers.map((answer) => {
    if (!answer.ok || answer.kind !== 'attempt') return answer
    const { attempt, created } = answer.outcome
    const row = storedOf.get(attemptKey(attempt)) ?? attempt
    return { ok: true, kind: 'attempt', outcome: { attempt: row, created: created && row.id === attempt.id } }
  })
}
