/**
 * One bank for all rounds: which questions each round's set is to be made of, so that no round asks what an earlier one has
 * made public. The same bank gives the same plan.
 */
import type { BlueprintCell } from '../rules/rules.ts'
import { clustersOf, fits, specificity, type Placed } from './blueprint-fit.ts'

/** Rounds that share their questions; the first of them asks none that were asked before. */
export interface Share {
  /** Of the papers of its rounds. */
  readonly blueprints: readonly (readonly BlueprintCell[])[]
  /** Codes it may not have, because a set that is locked already holds them. */
  readonly taken: ReadonlySet<string>
}

/** Questions kept apart go to one share together: whoever knows one knows the other. */
interface Unit {
  readonly questions: readonly Placed[]
  /** Topic and difficulty of its first question. */
  readonly kind: string
}

/**
 * First every share gets what its blueprints cannot do without, the narrowest cells first, turn by turn; what is left is
 * dealt so that each share has about as many of every topic and difficulty.
 * @returns by code the number of the share
 */
export function dealQuestions(questions: readonly Placed[], shares: readonly Share[]): ReadonlyMap<string, number> {
  const shareOf = new Map<string, number>()
  if (shares.length === 0) return shareOf
  const open = new Set(unitsOf(questions))
  const has = shares.map(() => ({ all: 0, kinds: new Map<string, number>() }))
  const hasOf = (share: number): (typeof has)[number] => has[share] as (typeof has)[number]
  const mayHave = (share: number, { questions: of }: Unit): boolean => of.every(({ code }) => shares[share]?.taken.has(code) !== true)
  const give = (share: number, unit: Unit): void => {
    open.delete(unit)
    for (const { code } of unit.questions) shareOf.set(code, share)
    const got = hasOf(share)
    got.all += unit.questions.length
    got.kinds.set(unit.kind, (got.kinds.get(unit.kind) ?? 0) + unit.questions.length)
  }

  for (const { share, cell } of placesOf(shares)) {
    for (const unit of open) {
      if (!mayHave(share, unit) || !unit.questions.some((question) => fits(cell, question))) continue
      give(share, unit)
      break
    }
  }
  for (const unit of open) {
    const kindOf = (share: number): number => hasOf(share).kinds.get(unit.kind) ?? 0
    const [least] = [...shares.keys()]
      .filter((share) => mayHave(share, unit))
      .sort((a, b) => kindOf(a) - kindOf(b) || hasOf(a).all - hasOf(b).all || a - b)
    if (least !== undefined) give(least, unit)
  }
  return shareOf
}

/** The places on the papers of all shares, narrowest first, turn by turn: of a cell as many as the hungriest paper of a share has. */
function placesOf(shares: readonly Share[]): readonly { readonly share: number; readonly cell: BlueprintCell }[] {
  const places = shares.flatMap(({ blueprints }, share) => {
    const most = new Map<string, BlueprintCell>()
    for (const cell of blueprints.flat()) {
      const name = JSON.stringify([cell.topic, cell.difficulty])
      if ((most.get(name)?.count ?? 0) < cell.count) most.set(name, cell)
    }
    return [...most.values()].flatMap((cell) => Array.from({ length: cell.count }, (_, turn) => ({ share, cell, turn })))
  })
  return places.sort((a, b) => specificity(b.cell) - specificity(a.cell) || a.turn - b.turn || a.share - b.share)
}

/** In the order of their first codes. */
function unitsOf(questions: readonly Placed[]): readonly Unit[] {
  const sorted = questions.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const units = new Map<number, Placed[]>()
  for (const [at, cluster] of clustersOf([], sorted).entries()) {
    const unit = units.get(cluster)
    if (unit === undefined) units.set(cluster, [sorted[at] as Placed])
    else unit.push(sorted[at] as Placed)
  }
  return [...units.values()].map((of) => ({ questions: of, kind: JSON.stringify([of[0]?.topic, of[0]?.difficulty]) }))
}
