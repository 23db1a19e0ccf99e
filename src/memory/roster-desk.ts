/**
 * The roster as its staff lists and searches it: whose line is where, and the words it is found by. What the database holds of
 * people is sealed, and an index it could search by would tell their names to whoever has its file; so it is opened whole once
 * after each change of the roster, with turns for others, and held here. Lines that are shown are opened again, one by one.
 */
import { searchedTexts } from '#contest/person.ts'
import { foldText, search } from '#contest/text.ts'
import { contestById } from '#store/contests/contests.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Database } from '#store/database/database.ts'
import { startTurns } from '#store/database/turns.ts'
import { eachPerson } from '#store/people/roster.ts'
import { bounded } from './bounded.ts'

interface RosterLine {
  readonly id: string
  readonly unitId: string
}

interface HeldLine extends RosterLine {
  readonly staffCode: string
  /** Folded. */
  readonly words: string
}

export interface RosterDesk {
  /** In the order of staff codes. @param query words of names and codes, without diacritics; empty for all @param unitIds null for all */
  find(
    contest: { readonly id: string; readonly rosterRevision: number },
    wanted: { readonly query: string; readonly unitIds: ReadonlySet<string> | null },
  ): Promise<readonly RosterLine[]>
}

interface Held {
  readonly revision: number
  readonly lines: Promise<readonly HeldLine[]>
}

/** A quarter of a kilobyte a line. */
const mostContests = 2
/** Lines looked at before others may need the loop. */
const stretch = 2000

/** One byte a character: what had a mark once is kept at two until it is copied. */
const copied = (text: string): string => {
  const bytes = Buffer.from(text)
  return bytes.toString(bytes.length === text.length ? 'latin1' : 'utf8')
}

export function createRosterDesk({ db }: Database, codec: Codec): RosterDesk {
  const known = bounded<Held>(mostContests)

  async function read(contestId: string): Promise<readonly HeldLine[]> {
    const lines: HeldLine[] = []
    await eachPerson(db, codec, contestId, (person) => {
      const { id, unitId, staffCode } = person
      lines.push({ id, unitId, staffCode: copied(staffCode), words: copied(foldText(searchedTexts(person).join(' '))) })
    })
    return lines.sort((a, b) => (a.staffCode < b.staffCode ? -1 : 1))
  }

  async function linesOf({ id, rosterRevision: revision }: { readonly id: string; readonly rosterRevision: number }) {
    const held = known.get(id)
    if (held?.revision === revision) return held.lines
    const reading = { revision, lines: read(id) }
    known.set(id, reading)
    const forget = (): void => {
      if (known.get(id) === reading) known.delete(id)
    }
    reading.lines.then(async () => {
      // Somebody came or changed while it was read: good for whoever waits for it, and for nobody after.
      if ((await contestById(db, id).catch(() => null))?.rosterRevision !== revision) forget()
    }, forget)
    return reading.lines
  }

  return {
    find: async (contest, { query, unitIds }) => {
      const lines = await linesOf(contest)
      if (foldText(query) === '' && unitIds === null) return lines
      const matches = search(query)
      const found: RosterLine[] = []
      const turns = startTurns()
      for (const [at, line] of lines.entries()) {
        if ((unitIds === null || unitIds.has(line.unitId)) && matches(line.words)) found.push(line)
        if (at % stretch === 0 && turns.due()) await turns.give()
      }
      return found
    },
  }
}
