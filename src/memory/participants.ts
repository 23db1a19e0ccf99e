/**
 * How many took part, by round and by unit; who took part twice is one. Logs only grow, and in order: what was counted stays
 * counted, and a look counts what has come since the last one. When people, units or rounds have changed, all is counted anew.
 */
import type { Database } from '#store/database/database.ts'
import { startTurns } from '#store/database/turns.ts'
import { lastEntryIndex, newcomers } from '#store/taking-part/entries.ts'
import { bounded } from './bounded.ts'

interface Participation {
  /** In any round. */
  readonly all: number
  readonly byRound: ReadonlyMap<string, number>
  /** In any round, by unit id. */
  readonly byUnit: ReadonlyMap<string, number>
  /** In one round, by round id and unit id. */
  readonly byRoundAndUnit: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export interface Participants {
  /** @param roundIds all of the contest */
  of(contest: { readonly id: string; readonly rosterRevision: number }, roundIds: readonly string[]): Promise<Participation>
}

interface Counted extends Participation {
  readonly version: string
  readonly upTo: ReadonlyMap<string, number>
}

const none: Omit<Counted, 'version'> = { all: 0, byRound: new Map(), byUnit: new Map(), byRoundAndUnit: new Map(), upTo: new Map() }

const mostContests = 20
/** Entries counted at a stretch: a few milliseconds. */
const step = 1000

export function createParticipants({ db }: Database): Participants {
  const known = bounded<Promise<Counted>>(mostContests)

  async function count(version: string, roundIds: readonly string[], before: Promise<Counted> | undefined): Promise<Counted> {
    const last = await before?.catch(() => undefined)
    const from = last?.version === version ? last : none
    const ends: (readonly [string, number])[] = []
    for (const roundId of roundIds) ends.push([roundId, await lastEntryIndex(db, roundId)])
    const grown = ends.filter(([roundId, end]) => end > (from.upTo.get(roundId) ?? -1))
    // Nobody came since, and units may be ten thousand.
    if (grown.length === 0) return { ...from, version }
    const [byRound, byUnit, upTo] = [new Map(from.byRound), new Map(from.byUnit), new Map(from.upTo)]
    const byRoundAndUnit = new Map(from.byRoundAndUnit)
    let { all } = from
    const turns = startTurns()
    for (const [roundId, end] of grown) {
      const inUnits = new Map(byRoundAndUnit.get(roundId))
      byRoundAndUnit.set(roundId, inUnits)
      for (let after = upTo.get(roundId) ?? -1; after < end; after = Math.min(after + step, end)) {
        const others = [...upTo].flatMap(([id, until]) => (id === roundId ? [] : [{ roundId: id, upTo: until }]))
        const stretch = { roundId, after, upTo: Math.min(after + step, end) }
        for (const { unitId, inRound, inAll } of await newcomers(db, stretch, others)) {
          byRound.set(roundId, (byRound.get(roundId) ?? 0) + inRound)
          inUnits.set(unitId, (inUnits.get(unitId) ?? 0) + inRound)
          byUnit.set(unitId, (byUnit.get(unitId) ?? 0) + inAll)
          all += inAll
        }
        upTo.set(roundId, stretch.upTo)
        if (turns.due()) await turns.give()
      }
    }
    return { version, all, byRound, byUnit, byRoundAndUnit, upTo }
  }

  return {
    of: ({ id, rosterRevision }, roundIds) => {
      const counting = count(JSON.stringify([rosterRevision, roundIds]), roundIds, known.get(id))
      known.set(id, counting)
      return counting
    },
  }
}
