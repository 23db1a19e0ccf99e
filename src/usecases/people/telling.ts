/** The audit of changes to people: person by person, by id and by the names of the fields, never by what stands in them. */
import { writeAudits, type Actor } from '#store/audit/lines.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '#store/database/database.ts'
import type { Done } from './writing.ts'

export async function tellOfPeople(
  db: Db,
  of: { readonly at: Instant; readonly actor: Actor; readonly contestId: string },
  done: readonly Done[],
  request?: string,
): Promise<void> {
  await writeAudits(
    db,
    done.map(({ id, fields, isNew }) => {
      const data = { contestant: id, ...(isNew ? {} : { fields }), ...(request === undefined ? {} : { request }) }
      return { ...of, event: isNew ? 'person.added' : 'person.changed', subjectId: id, data } as const
    }),
  )
}
