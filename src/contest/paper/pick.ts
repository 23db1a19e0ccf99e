/** Which questions of a locked set a paper gets (docs/formats/paper-draw.md, section 4). */
import type { Chance } from './chance.ts'
import { mostSlots, slotsOf, type DrawCells } from './draw-plan.ts'

/** Before they are put in order. */
export function pickQuestions(plan: DrawCells, chance: Chance): number[] {
  const taken = new Set<number>()
  const drawn: number[] = []
  plan.cells.forEach(({ count, candidates }, cell) => {
    const left = candidates.filter((question) => !taken.has(plan.clusterOf[question] as number))
    const later = plan.contested ? slotsOf(plan, cell + 1) : []
    for (let wanted = count; wanted > 0;) {
      const at = chance.below(left.length)
      const question = left[at] as number
      const cluster = plan.clusterOf[question] as number
      left[at] = left.at(-1) as number
      left.pop()
      if (taken.has(cluster)) continue
      taken.add(cluster)
      if (plan.contested && !canServe(plan, later, taken)) {
        taken.delete(cluster)
        continue
      }
      drawn.push(question)
      wanted--
    }
  })
  return drawn
}

/**
 * Can the places of the later cells (`slots`) still be served? The rest of this cell need not be asked: everything could be
 * served before the pick, so whatever serves the later cells extends to the rest (matchings have the augmentation property).
 */
function canServe(plan: DrawCells, slots: readonly number[], taken: ReadonlySet<number>): boolean {
  // Where each of these cells has clusters left for all the places, any choice for the others leaves it enough.
  if (slots.every((cell) => (plan.cells[cell] as DrawCells['cells'][number]).clusters - taken.size >= slots.length)) return true
  return mostSlots(plan, slots, taken) === slots.length
}
