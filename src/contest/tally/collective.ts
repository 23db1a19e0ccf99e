/** Standings of the units over all rounds of the contest, for the collective prizes. */
import { reachesRate, unitCriteria, type UnitCriterion } from '../criteria.ts'
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
  /** Right answers in all of the contestant's entries that count for the unit, and how many those are. */
  readonly right: number
  readonly entries: number
  /** First counting entry of this contestant in the contest. */
  readonly firstSubmittedAt: Instant
}

interface UnitCount extends UnitFact {
  participants: number
  allCorrect: number
  right: number
  entries: number
  /** When the unit reached its number of participants. */
  lastParticipantAt: Instant
}

/** Does an entry count for its unit, or for who brought its contestant? The rules may ask more of it than that it was submitted. */
export const reachesEntryFloor = (
  { entryFloor }: Pick<CollectiveRules, 'entryFloor'>,
  entry: { readonly correct: number; readonly durationMs: number },
): boolean => entry.correct >= entryFloor.correct && entry.durationMs >= entryFloor.seconds * 1000

/** @param participation each contestant at most once, in any order */
export function rankUnits(
  rules: CollectiveRules,
  units: readonly UnitFact[],
  participation: Iterable<Participation>,
): readonly UnitStanding[] {
  const counts = new Map<string, UnitCount>(
    units.map((unit) => [unit.unitId, { ...unit, participants: 0, allCorrect: 0, right: 0, entries: 0, lastParticipantAt: 0 }]),
  )
  for (const { unitId, allCorrect, right, entries, firstSubmittedAt } of participation) {
    const unit = counts.get(unitId)
    if (unit === undefined) throw new RangeError(`no such unit: ${unitId}`)
    unit.participants++
    unit.allCorrect += allCorrect ? 1 : 0
    unit.right += right
    unit.entries += entries
    unit.lastParticipantAt = Math.max(unit.lastParticipantAt, firstSubmittedAt)
  }
  const floor: readonly UnitCriterion[] = rules.minimumRate === null ? [] : ['minimum-rate']
  const criteria: readonly UnitCriterion[] = [...floor, rules.by, ...rules.tieBreaks.filter((tieBreak) => tieBreak !== 'jury')]
  /** Below zero: `a` ranks higher. */
  const compare = (criterion: UnitCriterion, a: UnitCount, b: UnitCount): number => unitCriteria[criterion].compare(a, b, rules)
  const parting = (a: UnitCount, b: UnitCount): UnitCriterion | null => criteria.find((criterion) => compare(criterion, a, b) !== 0) ?? null
  const sorted = [...counts.values()].sort((a, b) => {
    const criterion = parting(a, b)
    return criterion === null ? (a.unitId < b.unitId ? -1 : 1) : compare(criterion, a, b)
  })
  const levels = levelsOf(rules)
  return ranksOf(sorted, (above, unit) => parting(above, unit) === null).flatMap(({ first, units: sharing }) =>
    sharing.map((unit, index) => {
      const above = sorted[first - 1]
      const [best, worst] = [levels[first], levels[first + sharing.length - 1]]
      const mayWin = unit.participants > 0 && reachesRate(unit, rules.minimumRate)
      const awarded = mayWin && best !== undefined && best === worst
      return {
        rank: first + 1,
        unitId: unit.unitId,
        participants: unit.participants,
        headcount: unit.headcount,
        allCorrect: unit.allCorrect,
        right: unit.right,
        entries: unit.entries,
        partedBy: index > 0 || above === undefined ? null : parting(above, unit),
        tied: sharing.length > 1,
        awarded,
        level: awarded && rules.levels.length > 0 ? best : null,
        undecided: mayWin && best !== undefined && best !== worst,
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

/** The prize of every place, from the first, by the id of its level; empty where all are alike. */
const levelsOf = ({ levels, count }: CollectiveRules): readonly string[] =>
  levels.length === 0
    ? Array.from({ length: count }, () => '')
    : levels.flatMap(({ id, count: of }) => Array.from({ length: of }, () => id))
