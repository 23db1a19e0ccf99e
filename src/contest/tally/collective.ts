/** Standings of the units over all rounds of the contest, for the collective prizes. */
import { unitCriteria, type UnitCriterion } from '../criteria.ts'
import type { UnitStanding } from './result.ts'
import type { CollectiveRules } from '../rules/rules.ts'
import type { Instant } from '../values.ts'

export interface UnitFact {
  readonly unitId: string
  readonly headcount: number
}

/** One contestant with at least one counting entry over the rounds. */
export interface Participation {
  readonly unitId: string
  readonly contestantId: string
  /** Was all-correct in at least one round. */
  readonly allCorrect: boolean
  /** First counting entry of this contestant in the contest. */
  readonly firstSubmittedAt: Instant
}

interface UnitCount extends UnitFact {
  participants: number
  allCorrect: number
  /** When the unit reached its number of participants. */
  lastParticipantAt: Instant
}

/** @param participation each contestant at most once, in any order */
export function rankUnits(
  rules: CollectiveRules,
  units: readonly UnitFact[],
  participation: Iterable<Participation>,
): readonly UnitStanding[] {
  const counts = new Map<string, UnitCount>(
    units.map((unit) => [unit.unitId, { ...unit, participants: 0, allCorrect: 0, lastParticipantAt: 0 }]),
  )
  for (const { unitId, allCorrect, firstSubmittedAt } of participation) {
    const unit = counts.get(unitId)
    if (unit === undefined) throw new RangeError(`no such unit: ${unitId}`)
    unit.participants++
    unit.allCorrect += allCorrect ? 1 : 0
    unit.lastParticipantAt = Math.max(unit.lastParticipantAt, firstSubmittedAt)
  }
  const criteria: readonly UnitCriterion[] = [rules.by, ...rules.tieBreaks.filter((tieBreak) => tieBreak !== 'jury')]
  const parting = (a: UnitCount, b: UnitCount): UnitCriterion | null => criteria.find((criterion) => compare(criterion, a, b) !== 0) ?? null
  const sorted = [...counts.values()].sort((a, b) => {
    const criterion = parting(a, b)
    return criterion === null ? (a.unitId < b.unitId ? -1 : 1) : compare(criterion, a, b)
  })
  return ranksOf(sorted, (above, unit) => parting(above, unit) === null).flatMap(({ first, units: sharing }) =>
    sharing.map((unit, index) => {
      const above = sorted[first - 1]
      return {
        rank: first + 1,
        unitId: unit.unitId,
        participants: unit.participants,
        headcount: unit.headcount,
        allCorrect: unit.allCorrect,
        partedBy: index > 0 || above === undefined ? null : parting(above, unit),
        tied: sharing.length > 1,
        awarded: unit.participants > 0 && first + sharing.length <= rules.count,
      }
    }),
  )
}

/** The units that share a rank, rank by rank; `first` is the position of the first of them. */
function ranksOf(
  sorted: readonly UnitCount[],
  share: (above: UnitCount, unit: UnitCount) => boolean,
): readonly { readonly first: number; readonly units: UnitCount[] }[] {
  const ranks: { readonly first: number; readonly units: UnitCount[] }[] = []
  sorted.forEach((unit, index) => {
    const above = sorted[index - 1]
    if (above !== undefined && share(above, unit)) ranks.at(-1)?.units.push(unit)
    else ranks.push({ first: index, units: [unit] })
  })
  return ranks
}

/** Below zero: `a` ranks higher. */
const compare = (criterion: UnitCriterion, a: UnitCount, b: UnitCount): number => unitCriteria[criterion].compare(a, b)
