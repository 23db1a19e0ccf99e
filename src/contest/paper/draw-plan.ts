/** A locked set and the rules of a paper made ready for drawing, and whether there is enough for all cells at once. */

/** Which questions may stand where on a paper. */
export interface DrawCells {
  readonly cells: readonly {
    readonly count: number
    /** Indices into the set's questions, ascending. */
    readonly candidates: readonly number[]
    /** How many clusters the candidates belong to: so many questions a paper could take from this cell alone. */
    readonly clusters: number
  }[]
  /** Questions that are kept apart share a cluster; `clusterOf[question]` is its number. */
  readonly clusterOf: readonly number[]
  /** Two cells want the same cluster, so a careless pick could starve a later cell. */
  readonly contested: boolean
}

/** A locked set made ready for drawing; prepared once, then used for every paper of the round. */
export interface DrawPlan extends DrawCells {
  readonly shuffleQuestions: boolean
  /** Of each fixed set the indices of its questions, ascending; null: every paper is drawn. */
  readonly fixed: readonly (readonly number[])[] | null
  /** For each question the positions of its options that move, and those that stay last. */
  readonly options: readonly { readonly moving: readonly number[]; readonly pinned: readonly number[] }[]
}

/** The places on a paper from cell `first` on, each named by the number of its cell. */
export const slotsOf = ({ cells }: DrawCells, first: number): readonly number[] =>
  cells.flatMap(({ count }, cell) => (cell < first ? [] : Array.from({ length: count }, () => cell)))

/** How many of `slots` (cell numbers) can get a cluster of their own: maximum bipartite matching by augmenting paths. */
export function mostSlots(plan: DrawCells, slots: readonly number[], taken: ReadonlySet<number>): number {
  const holder = new Map<number, number>()
  const place = (slot: number, seen: Set<number>): boolean => {
    for (const question of (plan.cells[slots[slot] as number] as DrawCells['cells'][number]).candidates) {
      const cluster = plan.clusterOf[question] as number
      if (taken.has(cluster) || seen.has(cluster)) continue
      seen.add(cluster)
      const other = holder.get(cluster)
      if (other === undefined || place(other, seen)) {
        holder.set(cluster, slot)
        return true
      }
    }
    return false
  }
  return slots.filter((_, slot) => place(slot, new Set())).length
}
