/** Lays the results of a database as the versions before they were sealed did, for the upgrade to find. */
import { sql } from 'kysely'
import type { App } from '#usecases/app.ts'
import { awardsOf, resultOf, setAsideOf } from '#store/results/results.ts'
import { standingsPage } from '#store/results/standings.ts'

const before = [
  'create table round_result (round_id text primary key, actual_all_correct @int, participants @int, summary text, digest text, computed_at @int)',
  `create table standing (round_id text, rank @int, entry_id text, contestant_id text, unit_id text, correct @int, prediction @int,
    prediction_distance @int, submitted_at @int, duration_ms @int, parted_by text, eligible @int)`,
  'create table contestant_rank (round_id text, contestant_id text, rank @int)',
  'create table set_aside (round_id text, entry_id text, contestant_id text, reason text)',
  `create table award (round_id text, place @int, level text, contestant_id text, entry_id text, rank @int, explanation_vi text,
    explanation_en text)`,
  `create table likely_same (contest_id text, contestant_id text, other_kind text, other_id text, grounds text, certain @int, decision text,
    decided_by text, decided_at @int, primary key (contestant_id, other_kind, other_id))`,
]

export async function layInTheClear({ database: { db, address }, codec }: App, roundId: string): Promise<void> {
  const result = await resultOf(db, codec, roundId)
  const lines = await standingsPage(db, codec, roundId, { offset: 0, limit: 1000 })
  const aside = await setAsideOf(db, codec, roundId)
  const awards = await awardsOf(db, codec, [roundId])
  await sql`create table unit_standing (contest_id text)`.execute(db)
  const columns = [
    ['contest', 'announced_at'],
    ['staff', 'password_given'],
    ...['aliases', 'parent_code', 'valid_from', 'valid_until'].map((name) => ['unit', name] as const),
    ['people_request', 'removed'],
    ['attempt', 'paper_set'],
  ] as const
  for (const [table, column] of columns) await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(db)
  for (const later of [
    'round_departure',
    'extra_attempt',
    'tie_decision',
    'practice_question',
    'second_factor',
    'recovery_code',
    'session_change',
    'rules_version',
    'people_undo',
    'referral',
    'prize_revocation',
    'erasure_request',
    'erasure',
    'provider_account',
    'provider_doubt',
    'used_proof',
    'session_move',
  ])
    await sql`drop table ${sql.table(later)}`.execute(db)
  await sql`create table round_reopening (round_id text, asked_by text, reason text, asked_at integer, closes_at integer, agreed_by text,
    agreed_at integer)`.execute(db)
  for (const table of ['publication', 'award', 'set_aside', 'contestant_rank', 'standing', 'round_result', 'likely_same'])
    await sql`drop table ${sql.table(table)}`.execute(db)
  for (const statement of before)
    await sql.raw(statement.replaceAll('@int', address.dialect === 'sqlite' ? 'integer' : 'bigint')).execute(db)
  await sql`insert into round_result values (${roundId}, ${result?.actual}, ${result?.participants}, ${result?.summary},
    ${result?.digest}, ${result?.computedAt})`.execute(db)
  for (const line of lines) {
    const { rank, entryId, contestantId, unitId, correct, prediction, predictionDistance, submittedAt, durationMs, partedBy, eligible } =
      line
    await sql`insert into standing values (${roundId}, ${rank}, ${entryId}, ${contestantId}, ${unitId}, ${correct}, ${prediction},
      ${predictionDistance}, ${submittedAt}, ${durationMs}, ${partedBy}, ${eligible ? 1 : 0})`.execute(db)
    await sql`insert into contestant_rank values (${roundId}, ${contestantId}, ${rank})`.execute(db)
  }
  for (const { entryId, contestantId, reason } of aside)
    await sql`insert into set_aside values (${roundId}, ${entryId}, ${contestantId}, ${reason})`.execute(db)
  for (const { place, level, contestantId, entryId, rank, explanation } of awards)
    await sql`insert into award values (${roundId}, ${place}, ${level}, ${contestantId}, ${entryId}, ${rank}, ${explanation.vi},
      ${explanation.en})`.execute(db)
  await sql`alter table round drop column result_plain`.execute(db)
  await sql`alter table round drop column publication_due`.execute(db)
  await sql`delete from kysely_migration where name >= '0018-sealed-results'`.execute(db)
}
