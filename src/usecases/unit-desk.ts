/** The units of a contest as lists search them: sorted and folded once for each state of the roster, however many they are. */
import { asTree } from '#contest/people/unit-tree.ts'
import { foldText } from '#contest/text.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { unitsOf, type UnitRecord } from '#store/people/roster.ts'
import type { App } from './app.ts'

export interface DeskUnit {
  readonly unit: UnitRecord
  /** In the tree, from 0. */
  readonly depth: number
  /** Code, name and other spellings, folded. */
  readonly words: string
}

export interface UnitDesk {
  readonly byId: ReadonlyMap<string, UnitRecord>
  readonly byCode: ReadonlyMap<string, UnitRecord>
  /** Every unit under the one it belongs to. */
  readonly tree: readonly DeskUnit[]
  readonly byName: readonly DeskUnit[]
}

export const unitDesk = (app: App, { id, rosterRevision }: Pick<ContestRecord, 'id' | 'rosterRevision'>): Promise<UnitDesk> =>
  app.derived.get(`units ${id}`, String(rosterRevision), async () => {
    const all = await unitsOf(app.database.db, id)
    const tree = asTree(all).map(({ unit, depth }) => ({
      ...{ unit, depth, words: foldText([unit.code, unit.name, ...unit.aliases].join(' ')) },
      name: foldText(unit.name),
    }))
    return {
      byId: new Map(all.map((unit) => [unit.id, unit])),
      byCode: new Map(all.map((unit) => [unit.code, unit])),
      tree,
      byName: tree.toSorted((a, b) => (a.name === b.name ? (a.unit.code < b.unit.code ? -1 : 1) : a.name < b.name ? -1 : 1)),
    }
  })

/** Codes of a unit and of all below it. */
export function codesBelow({ tree }: UnitDesk, top: string): ReadonlySet<string> {
  const below = new Set([top])
  for (const { unit } of tree) if (unit.parent !== null && below.has(unit.parent)) below.add(unit.code)
  return below
}
