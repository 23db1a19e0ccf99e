/** A small contest written straight into a database: what attempts and entries need to exist. */
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { profileOf } from '#contest/person.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { leafBytes, seedCommitment } from '#ledger/leaves.ts'
import { createCodec, type Codec } from '#store/database/codec.ts'
import type { AttemptDraft, CommitQueue, EntryDraft, RoundLog } from '#store/commit-queue/queue.ts'
import { createPostgresQueue } from '#store/commit-queue/postgres.ts'
import { createSqliteQueue, type QueueOptions } from '#store/commit-queue/sqlite.ts'
import type { Database, Db } from '#store/database/database.ts'
import type { LedgerKeys } from '#store/commit-queue/ledger-crypto.ts'
import { insertPerson } from '#store/people/roster.ts'
import { insertRound } from '#store/rounds/rounds.ts'

/** A key pair of its own for each test file. */
export function ledgerKeys(): LedgerKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return { ledgerPrivateKey: privateKey, ledgerPublicKey: spki.subarray(spki.length - 32) }
}

export const testCodec = (): Codec => createCodec(randomBytes(32))

export async function openQueue({ address }: Database, options: QueueOptions): Promise<CommitQueue> {
  return address.dialect === 'sqlite' ? createSqliteQueue(address.file, options) : createPostgresQueue(address.url, options)
}

export interface ContestRows {
  readonly contestId: string
  readonly unitIds: readonly string[]
  readonly contestantIds: readonly string[]
}

const digest = '0'.repeat(64)
/** Of a unit that nobody said more of. */
export const plainUnit = { aliases: [], parent: null, validFrom: null, validUntil: null } as const
/** Of every round: after anything the tests submit. */
const closesAt = 1_000_000_000

/** A contest with `units` units and `people` contestants spread over them in turn. */
export async function insertContestRows(
  db: Db,
  codec: Codec,
  size: { readonly units?: number; readonly people?: number } = {},
): Promise<ContestRows> {
  const { units = 1, people = 1 } = size
  const contestId = randomUUID()
  const slug = `hoi-thi-${contestId.slice(0, 8)}`
  await db
    .insertInto('contest')
    .values({ id: contestId, slug, rules: '{"rounds":[]}', rules_digest: digest, demo: 0, created_at: 1, updated_at: 1 })
    .execute()
  await db
    .insertInto('locked_set')
    .values({
      id: `set-${contestId}`,
      contest_id: contestId,
      digest,
      sealed: randomBytes(8),
      questions: 1,
      locked_at: 1,
      locked_by: 'test',
    })
    .execute()
  const unitIds = Array.from({ length: units }, (_, at) => `unit-${String(at)}-${contestId}`)
  for (const [at, id] of unitIds.entries()) {
    // As the first schema has it: some tests begin there.
    const unit = { id, code: `U${String(at)}`, name: `Đơn vị ${String(at)}`, kind: 'xã', headcount: 10 }
    await db
      .insertInto('unit')
      .values({ ...unit, contest_id: contestId })
      .execute()
  }
  const contestantIds = Array.from({ length: people }, () => randomUUID())
  for (const [at, id] of contestantIds.entries()) {
    const person = profileOf({ fullName: 'Nguyễn Văn Á', staffCode: `CB${String(at)}`, position: 'Cán bộ' })
    await insertPerson(db, codec, contestId, { id, unitId: unitIds[at % units] ?? '', ...person }, 1)
  }
  return { contestId, unitIds, contestantIds }
}

/** A round of that contest, open; its log is not made yet. */
export async function insertRoundRows(db: Db, codec: Codec, contestId: string, ordinal = 1): Promise<RoundLog> {
  const round = {
    id: randomUUID(),
    contestId,
    key: `tuan-${String(ordinal)}`,
    ordinal,
    name: `Tuần ${String(ordinal)}`,
    opensAt: 10,
    closesAt,
  }
  const secrets = { paperSeed: randomBytes(32), lotSeed: randomBytes(32), entryKey: randomBytes(32) }
  await insertRound(db, codec, round, secrets)
  await db
    .updateTable('round')
    .set({ status: 'open', opened_at: 10, locked_set_id: `set-${contestId}` })
    .where('id', '=', round.id)
    .execute()
  await db.insertInto('round_lock').values({ round_id: round.id, locked_at: 1, locked_by: 'test', opening_begun_at: 10 }).execute()
  return {
    roundId: round.id,
    roundKey: round.key,
    origin: `hoithi.local/${contestId.slice(0, 8)}/${round.key}`,
    entryKey: secrets.entryKey,
  }
}

export const genesisLeaf = ({ roundKey }: RoundLog): Uint8Array =>
  leafBytes({
    schema: 'contest-genesis/v1',
    round: roundKey,
    opensAt: 10,
    closesAt,
    rulesDigest: digest,
    lockedSetDigest: digest,
    paperSeedCommitment: seedCommitment(new Uint8Array(32)),
    lotSeedCommitment: seedCommitment(new Uint8Array(32)),
  })

export const closeLeaf = ({ roundKey }: RoundLog, entries: number): Uint8Array =>
  leafBytes({ schema: 'contest-close/v1', round: roundKey, closedAt: closesAt, entries })

export const attemptDraft = ({ roundId }: RoundLog, contestantId: string, number = 1): AttemptDraft => ({
  id: randomUUID(),
  ...{ roundId, contestantId, number, startedAt: 20, deadlineAt: 900, paperSet: 2 },
})

/** An entry as the server makes it; `prediction` tells bodies apart. */
export function entryDraft(attempt: AttemptDraft, prediction = 100): EntryDraft {
  const body = { answers: [[0], [1, 2], []], prediction }
  return {
    id: randomUUID(),
    roundId: attempt.roundId,
    attemptId: attempt.id,
    contestantId: attempt.contestantId,
    submittedAt: 30,
    bodyDigest: createHash('sha256').update(canonicalJson(body)).digest(),
    opening: canonicalJson({
      ...body,
      paper: [
        [5, 1, 0],
        [2, 0, 1, 2],
        [9, 1, 0],
      ],
    }),
    pseudonym: createHash('sha256').update(attempt.contestantId).digest('hex').slice(0, 32),
  }
}
