/** What pages of people read beside their own list. */
import type { LastChange, UnitList } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may, type Permitted } from '#web/identity/may.ts'
import { read, type PageEvent } from '../api.ts'

/** What can be taken back; null: nothing, or not by who looks. */
export async function lastChangeOf(event: PageEvent, slug: string, me: Permitted): Promise<LastChange['last']> {
  return may(me, 'roster.import') ? (await read<LastChange>(event, staffPaths.lastChange(slug))).last : null
}

/** The units somebody may belong to today, by name. */
export async function unitChoices(event: PageEvent, slug: string): Promise<readonly { readonly code: string; readonly name: string }[]> {
  const choices: { code: string; name: string }[] = []
  for (let page = 1; ; page++) {
    const { items, total } = await read<UnitList>(event, staffPaths.unitList(slug, `state=in-force&page=${String(page)}`))
    choices.push(...items.map(({ code, name }) => ({ code, name })))
    if (items.length === 0 || choices.length >= total) return choices.sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  }
}
