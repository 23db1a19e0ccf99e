/** Which jurors approved the result of a round: one approval a juror, of the digest the juror saw. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface ApprovalRecord {
  readonly juror: { readonly id: string; readonly login: string; readonly name: string }
  readonly digest: string
  readonly at: Instant
  /** Written at the command line of the server, in the name of the juror. */
  readonly atCommandLine: boolean
}

/** In the order in which they were given. */
export async function approvalsOf(db: Db, roundId: string): Promise<readonly ApprovalRecord[]> {
  const rows = await db
    .selectFrom('round_approval as given')
    .innerJoin('staff', 'staff.id', 'given.staff_id')
    .select(['staff.id', 'staff.login', 'staff.name', 'given.digest', 'given.approved_at as at', 'given.at_command_line as atCommandLine'])
    .where('given.round_id', '=', roundId)
    .orderBy('given.approved_at')
    .orderBy('staff.login')
    .execute()
  return rows.map(({ id, login, name, atCommandLine, ...given }) => ({
    ...given,
    juror: { id, login, name },
    atCommandLine: atCommandLine === 1,
  }))
}

/** Once a juror. */
export async function insertApproval(
  db: Db,
  given: {
    readonly roundId: string
    readonly jurorId: string
    readonly digest: string
    readonly at: Instant
    readonly atCommandLine: boolean
  },
): Promise<void> {
  await db
    .insertInto('round_approval')
    .values({
      round_id: given.roundId,
      staff_id: given.jurorId,
      digest: given.digest,
      approved_at: given.at,
      at_command_line: given.atCommandLine ? 1 : 0,
    })
    .execute()
}

/** Approved was what is about to be counted anew. */
export async function clearApprovals(db: Db, roundId: string): Promise<void> {
  await db.deleteFrom('round_approval').where('round_id', '=', roundId).execute()
}
