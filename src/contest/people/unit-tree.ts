/** Units as a tree, by codes: each belongs to at most one other. */
interface Branch {
  readonly code: string
  readonly parent: string | null
}

/** Codes whose parent is not among them, and codes that belong to themselves, be it through others. */
export function treeFaults(units: readonly Branch[]): { readonly orphans: readonly string[]; readonly circular: readonly string[] } {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]))
  const isCircular = (code: string): boolean => {
    const seen = new Set([code])
    for (let at = parents.get(code) ?? null; at !== null; at = parents.get(at) ?? null) {
      if (at === code) return true
      if (seen.has(at)) return false
      seen.add(at)
    }
    return false
  }
  const codes = units.map(({ code }) => code)
  return {
    orphans: units.flatMap(({ code, parent }) => (parent !== null && !parents.has(parent) ? [code] : [])),
    circular: codes.filter(isCircular),
  }
}

/** Every unit under the one it belongs to, in the order given; with its depth from 0. */
export function asTree<Unit extends Branch>(units: readonly Unit[]): readonly { readonly unit: Unit; readonly depth: number }[] {
  const codes = new Set(units.map(({ code }) => code))
  const below = Map.groupBy(units, ({ parent }) => (parent !== null && codes.has(parent) ? parent : ''))
  // What goes round in a circle hangs from nothing and is not come to.
  const walk = (parent: string, depth: number): { unit: Unit; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.code, depth + 1)])
  return walk('', 0)
}

/** Is there such a unit on this day, `2025-06-30`? */
export const isInForce = (
  { validFrom, validUntil }: { readonly validFrom: string | null; readonly validUntil: string | null },
  day: string,
): boolean => (validFrom === null || validFrom <= day) && (validUntil === null || day <= validUntil)
