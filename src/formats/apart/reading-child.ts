/** What the process of reading.ts does: reads one file. */
import { readBoards } from '../people/boards.ts'
import { readRoster } from '../people/roster.ts'
import { readUnits } from '../people/units.ts'
import type { RosterPerson } from '../people/roster-merge.ts'
import { readQuestions } from '../questions/registry.ts'
import type { ReadingRequest, ReadingResult, RosterPortions } from './reading.ts'

export function run(request: ReadingRequest): ReadingResult {
  switch (request.what) {
    case 'questions':
      return readQuestions(request.bytes, request.options)
    case 'roster': {
      const { people, ...read } = readRoster(request.bytes, request.options)
      return { ...read, portions: inPortions(people) } satisfies RosterPortions
    }
    case 'units':
      return readUnits(request.bytes, request.options)
    case 'boards':
      return readBoards(request.bytes, request.options)
  }
}

/** Whoever asked takes a message apart in one go: these wait as text until it has a turn for them. */
function inPortions(people: readonly RosterPerson[]): readonly string[] {
  const portions: string[] = []
  for (let from = 0; from < people.length; from += 200) portions.push(JSON.stringify(people.slice(from, from + 200)))
  return portions
}
