/** Locked sets: questions that never change again, known by their digest, sealed. Which round draws from which is in drawn-sets.ts. */
import { createHash } from 'node:crypto'
import { setImmediate as giveTurn } from 'node:timers/promises'
import { plainContent, type LockedSet, type Question } from '#contest/questions/question.ts'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { parseLongArray } from '../database/long-json.ts'
import { mapInTurns, startTurns } from '../database/turns.ts'
import { partDamaged } from './sealed-parts.ts'

/** As sealed by any version of this program. */
type StoredQuestion = Pick<Question, 'code' | 'stem' | 'options' | 'correct'> & Partial<Question>

export interface LockedSetRecord {
  readonly id: string
  readonly digest: string
  readonly questions: number
  readonly lockedAt: Instant
}

const lockedColumns = ['id', 'digest', 'questions', 'locked_at as lockedAt'] as const

export async function latestLockedSet(db: Db, contestId: string): Promise<LockedSetRecord | null> {
  const row = await db
    .selectFrom('locked_set')
    .select(lockedColumns)
    .where('contest_id', '=', contestId)
    .orderBy('locked_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}

export async function lockedSetByDigest(db: Db, contestId: string, digest: string): Promise<LockedSetRecord | null> {
  const row = await db
    .selectFrom('locked_set')
    .select(lockedColumns)
    .where('contest_id', '=', contestId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row ?? null
}

/** @param locked `bytes` are the canonical JSON of the set's questions, of which `digest` is the SHA-256 */
export async function insertLockedSet(
  db: Db,
  codec: Codec,
  locked: {
    readonly id: string
    readonly contestId: string
    readonly digest: string
    readonly bytes: Uint8Array
    readonly questions: number
    readonly at: Instant
    readonly by: string
  },
): Promise<void> {
  const { id, contestId, digest, bytes, questions, at, by } = locked
  const sealed = await codec.sealLong('questions', contextOf(id), bytes)
  await giveTurn()
  await db.insertInto('locked_set').values({ id, contest_id: contestId, digest, sealed, questions, locked_at: at, locked_by: by }).execute()
}

const contextOf = (id: string): string => `locked_set ${id}`

/** Bytes hashed at a stretch: a few milliseconds. */
const PIECE = 1 << 20

async function digestInTurns(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  const turns = startTurns()
  for (let at = 0; at < bytes.length; at += PIECE) {
    hash.update(bytes.subarray(at, at + PIECE))
    if (turns.due()) await turns.give()
  }
  return hash.digest('hex')
}

const roundsWith = (db: Db, setId: string): Promise<readonly { readonly key: string; readonly name: string }[]> =>
  db.selectFrom('round').select(['key', 'name']).where('locked_set_id', '=', setId).orderBy('ordinal').execute()

/** With turns for others: one of twenty thousand questions takes a tenth of a second. Asked for by memory/locked-sets.ts. @throws ContestError `sealed-damaged` naming the rounds that draw from it */
export async function openLockedSet(db: Db, codec: Codec, id: string): Promise<LockedSet> {
  const { sealed } = await db.selectFrom('locked_set').select('sealed').where('id', '=', id).executeTakeFirstOrThrow()
  await giveTurn()
  const bytes = await codec.openLong('questions', contextOf(id), sealed).catch(async () => {
    throw partDamaged('locked-set', await roundsWith(db, id))
  })
  const stored = await parseLongArray<StoredQuestion>(bytes)
  // Sets locked before questions had all these parts keep their digest, which is of the stored bytes. The column says it too, to
  // whoever looks for a set; whoever writes there makes no other set of this one.
  const digest = await digestInTurns(bytes)
  return { digest, questions: await mapInTurns(stored, (question) => ({ ...plainContent, apart: [], ...question })) }
}
