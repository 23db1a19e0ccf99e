/** What pages of people read beside their own list. */
import type { LastChange, UnitNames } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may, type Permitted } from '#web/identity/may.ts'
import { read, type PageEvent } from '../api.ts'

/** What can be taken back; null: nothing, or not by who looks. */
export async function lastChangeOf(event: PageEvent, slug: string, me: Permitted): Promise<LastChange['last']> {
  return may(me, 'roster.import') ? (await read<LastChange>(event, staffPaths.lastChange(slug))).last : null
}

/** The units somebody may belong to today, by name: all of them, or of very many the one that is chosen. @param code of that one */
export const unitChoices = (event: PageEvent, slug: string, code = ''): Promise<UnitNames> =>
  read<UnitNames>(event, staffPaths.unitNames(slug, code === '' ? {} : { code }))

/** One that has ended is among them where it stands already. */
export function withOwn({ total, items }: UnitNames, own: UnitNames['items'][number] | null): UnitNames {
  if (own === null || items.some(({ code }) => code === own.code)) return { total, items }
  return { total: total + 1, items: [own, ...items] }
}

export function without({ total, items }: UnitNames, code: string): UnitNames {
  const others = items.filter((unit) => unit.code !== code)
  return { total: total - (items.length - others.length), items: others }
}
