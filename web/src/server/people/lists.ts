/** What pages of people read beside their own list. */
import type { LastChange, UnitNames } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may, type Permitted } from '#web/identity/may.ts'
import { read, type PageEvent } from '../api.ts'

/** What can be taken back; null: nothing, or not by who looks. */
export async function lastChangeOf(event: PageEvent, slug: string, me: Permitted): Promise<LastChange['last']> {
  return may(me, 'roster.import') ? (await read<LastChange>(event, staffPaths.lastChange(slug))).last : null
}

/** The units somebody may belong to today, by name. */
export const unitChoices = async (event: PageEvent, slug: string): Promise<UnitNames['items']> =>
  (await read<UnitNames>(event, staffPaths.unitNames(slug))).items
