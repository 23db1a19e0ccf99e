/**
 * Reading somebody's file in a process of its own: while a file is taken apart the round goes on, and a file that nobody
 * foresaw costs that process, not the contest.
 */
import { setImmediate } from 'node:timers/promises'
import { ContestError } from '#contest/errors.ts'
import { found } from '../findings/findings.ts'
import type { BoardsOptions, BoardsRead } from '../people/boards.ts'
import { nothingToMend } from '../people/mending.ts'
import type { RosterOptions, RosterRead } from '../people/roster.ts'
import type { UnitsOptions, UnitsRead } from '../people/units.ts'
import type { RosterPerson } from '../people/roster-merge.ts'
import type { QuestionsOptions, QuestionsRead } from '../questions/registry.ts'

/** Files of people. */
interface PeopleReads {
  readonly units: { readonly options: UnitsOptions; readonly read: UnitsRead }
  readonly roster: { readonly options: RosterOptions; readonly read: RosterRead }
  readonly boards: { readonly options: BoardsOptions; readonly read: BoardsRead }
}
type PeopleFile = keyof PeopleReads

export type ReadingRequest =
  | { readonly what: 'questions'; readonly bytes: Uint8Array; readonly options: QuestionsOptions }
  | {
      readonly [What in PeopleFile]: { readonly what: What; readonly bytes: Uint8Array; readonly options: PeopleReads[What]['options'] }
    }[PeopleFile]
/** A roster with its people as JSON, so many a text. */
export type RosterPortions = Omit<RosterRead, 'people'> & { readonly portions: readonly string[] }
export type ReadingResult = QuestionsRead | RosterPortions | BoardsRead | UnitsRead

/**
 * As `readQuestions`; a file that goes beyond the limits is refused with a finding like any other damage.
 * @throws ContestError `too-many-contributions` when too many wait already
 */
export type QuestionReader = (bytes: Uint8Array, options: QuestionsOptions) => Promise<QuestionsRead>

/** As `readRoster`, `readBoards` and `readUnits`, with the refusals of `QuestionReader`. */
export type PeopleReader = <What extends PeopleFile>(
  what: What,
  bytes: Uint8Array,
  options: PeopleReads[What]['options'],
) => Promise<PeopleReads[What]['read']>

/** What runs `reading-child.ts` apart (adapters/apart.ts), and within which limits. */
export const readingApart = {
  program: new URL('./reading-child.ts', import.meta.url),
  limits: {
    /** Each as large as an upload may be. */
    waiting: 12,
    /** Far beyond what the fuzz campaign allows a file (256 MB). */
    heapMb: 512,
    /** Files come together. */
    idleMs: 3000,
  },
} as const

type Outcome = { readonly ok: true; readonly value: ReadingResult } | { readonly ok: false; readonly failure: string }
interface Apart {
  run(job: ReadingRequest): Promise<Outcome>
}

/** What was read; null when the file went beyond the limits. */
async function readApart(apart: Apart, request: ReadingRequest): Promise<ReadingResult | null> {
  const outcome = await apart.run(request)
  if (outcome.ok) return outcome.value
  if (outcome.failure === 'crowded') throw new ContestError('too-many-contributions')
  return null
}

const unmanageable = () => ({ findings: [found('file-unmanageable', '')], hasErrors: true })

export const createQuestionReader =
  (apart: Apart): QuestionReader =>
  async (bytes, options) =>
    ((await readApart(apart, { what: 'questions', bytes, options })) as QuestionsRead | null) ?? {
      ...{ format: null, questions: [], pictures: [] },
      ...unmanageable(),
    }

export function createPeopleReader(apart: Apart): PeopleReader {
  const nothing = { people: [], members: [], units: [], duplicates: [], doubtful: [], unknownUnits: [], toMend: nothingToMend }
  return async (what, bytes, options) => {
    const read = (await readApart(apart, { what, bytes, options } as ReadingRequest)) ?? { ...nothing, ...unmanageable() }
    // The process gives for a file what its reader gives.
    return ('portions' in read ? await together(read) : read) as PeopleReads[typeof what]['read']
  }
}

async function together({ portions, ...read }: RosterPortions): Promise<RosterRead> {
  const people: RosterPerson[] = []
  for (const portion of portions) {
    for (const person of JSON.parse(portion) as readonly RosterPerson[]) people.push(person)
    await setImmediate()
  }
  return { ...read, people }
}
