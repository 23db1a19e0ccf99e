/** What keeps a unit from being taken away, and taking it away. The list of units is in roster.ts. */
import type { Db } from '../database/database.ts'

/** What refers to a unit. */
export interface UnitUse {
  readonly people: number
  /** Accounts of contributors, and links, by which somebody sends questions for it. */
  readonly senders: number
  /** Questions and files of questions that came from it. */
  readonly questions: number
}

/** By id of the unit; those nothing refers to are left out. */
export async function useOfUnits(db: Db, contestId: string): Promise<ReadonlyMap<string, UnitUse>> {
  const count = async (table: 'contestant' | 'staff_role' | 'upload_link' | 'question' | 'contribution') => {
    const rows = await db
      .selectFrom(table)
      .select((of) => ['unit_id as unitId', of.fn.countAll<number>().as('total')])
      .where('contest_id', '=', contestId)
      .where('unit_id', 'is not', null)
      .groupBy('unit_id')
      .execute()
    return new Map(rows.map(({ unitId, total }) => [unitId ?? '', total]))
  }
  const [people, accounts, links] = [await count('contestant'), await count('staff_role'), await count('upload_link')]
  const [questions, files] = [await count('question'), await count('contribution')]
  const ids = new Set([people, accounts, links, questions, files].flatMap((one) => [...one.keys()]))
  const sum = (id: string, ...counts: readonly ReadonlyMap<string, number>[]) => counts.reduce((all, one) => all + (one.get(id) ?? 0), 0)
  return new Map(
    [...ids].map((id) => [id, { people: sum(id, people), senders: sum(id, accounts, links), questions: sum(id, questions, files) }]),
  )
}

/** People of the roster by id of their unit; units nobody is in are left out. */
export async function peopleOfUnits(db: Db, contestId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('contestant')
    .select((of) => ['unit_id as unitId', of.fn.countAll<number>().as('total')])
    .where('contest_id', '=', contestId)
    .groupBy('unit_id')
    .execute()
  return new Map(rows.map(({ unitId, total }) => [unitId, total]))
}

/** Those nothing refers to. */
export async function removeUnits(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('unit').where('id', 'in', ids).execute()
}
