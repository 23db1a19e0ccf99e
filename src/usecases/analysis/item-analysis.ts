/**
 * Did the questions of a round work? Computed when somebody asks, from the sealed entries, once the log is closed. Nothing
 * of it is stored: the last few analyses are kept in memory, each under what it was computed from.
 */
import { setImmediate } from 'node:timers/promises'
import { hasResult, logIsClosed } from '#contest/round-life.ts'
import { replacesCounting } from '#contest/tally/attempt.ts'
import type { TallyEntry } from '#contest/tally/entry.ts'
import { ContestError } from '#contest/errors.ts'
import { startItemAnalysis } from '#contest/analysis/item-analysis.ts'
import type { Takers } from '#contest/analysis/counts.ts'
import { flagLimits } from '#contest/analysis/flags.ts'
import type { Question } from '#contest/questions/question.ts'
import type { RoundAnalysis } from '#contract/analysis.ts'
import { barredContestants } from '#store/people/boards.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { countEntries, entriesForTally } from '#store/taking-part/entries.ts'
import { resultHead, setAsideOf } from '#store/results/results.ts'
import { roundSecrets, type RoundRecord } from '#store/rounds/rounds.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound, requireUnerased } from '../find.ts'
import { entryOpener, tallyEntry } from '../results/opened-entry.ts'
import { sha256Hex } from '../ids.ts'
import type { Analysed } from '#memory/analyses.ts'

/** The analysis of a round, on its way. */
export interface AnalysisInHand {
  readonly total: number
  done(): number
  readonly analysis: Promise<RoundAnalysis>
}

/**
 * Begins reading a round's entries, or joins whoever has begun.
 * @throws ContestError `forbidden`; `wrong-status` until the log is closed: before, nobody may know what is right
 */
export async function startRoundAnalysis(app: App, who: Who, slug: string, key: string): Promise<AnalysisInHand> {
  requireAccess(who, 'analysis.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  await requireUnerased(app.database.db, contest)
  const counting = await countingEntries(app, contest, round)
  let running = app.analyses.get(counting.version)
  if (running === undefined) {
    const total = await countEntries(app.database.db, round.id)
    const work: { done: number } = { done: 0 }
    running = Object.assign(work, { total, analysed: analyse(app, contest, round, counting, (read) => (work.done += read)) })
    app.analyses.put(counting.version, running)
  }
  const { total, analysed } = running
  return { total, done: () => running.done, analysis: analysed.then((found) => described(round, found)) }
}

/** The same, waited for. @param progress entries read of all */
export async function roundAnalysis(
  app: App,
  who: Who,
  slug: string,
  key: string,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<RoundAnalysis> {
  const { analysis, done, total } = await startRoundAnalysis(app, who, slug, key)
  const tell = setInterval(() => progress(done(), total), 200)
  try {
    return await analysis
  } finally {
    clearInterval(tell)
  }
}

/** Which entries count, and a name for that which changes when they do. */
interface Counting {
  readonly version: string
  /** After the tally it is written which do not; before it the rules are asked, as the tally will ask them. */
  readonly setAside: (() => Promise<ReadonlySet<string>>) | null
  readonly barred: ReadonlySet<string>
}

async function countingEntries(app: App, contest: ContestRecord, round: RoundRecord): Promise<Counting> {
  const { db } = app.database
  if (!logIsClosed(round.status)) throw new ContestError('wrong-status', { round: round.key, status: round.status })
  if (!hasResult(round.status)) {
    const barred = await barredContestants(db, contest.id, contest.rules.access.barredBoards)
    return { version: `${round.id} closed ${sha256Hex([...barred].sort().join(' '))}`, setAside: null, barred }
  }
  const result = await resultHead(db, round.id)
  const setAside = async (): Promise<ReadonlySet<string>> =>
    new Set((await setAsideOf(db, app.codec, round.id)).map(({ entryId }) => entryId))
  return { version: `${round.id} ${String(result?.digest)} ${String(result?.computedAt)}`, setAside, barred: new Set() }
}

/** Entries read at once: a few milliseconds of work, so that everybody else is served in between. */
const CHUNK = 500

async function analyse(
  app: App,
  contest: ContestRecord,
  round: RoundRecord,
  { setAside: readSetAside, barred }: Counting,
  progress: (read: number) => void,
): Promise<Analysed> {
  const { db } = app.database
  const { rules } = contest
  const { entryKey } = await roundSecrets(db, app.codec, round.id)
  const set = await app.sets.get(round.lockedSetId as string)
  const open = entryOpener(entryKey)
  const setAside = readSetAside === null ? null : await readSetAside()
  const run = startItemAnalysis(set, rules.paper.questions)
  const several = setAside === null && (rules.attempts.perRound > 1 || rules.attempts.extra !== null) ? await countingAttempts() : null
  for await (const rows of entriesForTally(db, round.id, CHUNK)) {
    for (const row of rows) {
      const counts =
        setAside === null
          ? !barred.has(row.contestantId) && (several === null || several.get(row.contestantId)?.entryId === row.id)
          : !setAside.has(row.id)
      if (!counts) continue
      const { paper, answers, seconds } = open(row)
      run.add(paper, answers, seconds)
    }
    progress(rows.length)
    await setImmediate()
  }
  return { set, analysis: run.finish() }

  /** Of several attempts the one that counts is known only when all have been read. */
  async function countingAttempts(): Promise<ReadonlyMap<string, TallyEntry>> {
    const chosen = new Map<string, TallyEntry>()
    for await (const rows of entriesForTally(db, round.id, CHUNK)) {
      for (const row of rows) {
        const entry = tallyEntry(open(row), set, barred)
        const known = chosen.get(entry.contestantId)
        if (known === undefined || replacesCounting(rules.attempts, known, entry)) chosen.set(entry.contestantId, entry)
      }
      await setImmediate()
    }
    return chosen
  }
}

function described({ key, name }: RoundRecord, { set, analysis }: Analysed): RoundAnalysis {
  const { entries, questionsPerPaper, right } = analysis
  return {
    ready: true,
    round: { key, name },
    ...{ entries, questionsPerPaper, right, enoughPapers: flagLimits.enoughPapers },
    questions: analysis.questions.map(({ question, papers, answered, right: correct, discrimination, upper, ...more }) => {
      const { code, stem, options, correct: rightOnes, topic, difficulty, source } = set.questions[question] as Question
      return {
        ...{ code, stem, topic, difficulty },
        source: source === null ? null : [source.document, source.detail].filter((text) => text !== '').join(', '),
        ...{ papers, answered, right: correct, discrimination, upper },
        options: options.map((text, position) => ({
          text,
          correct: rightOnes.includes(position),
          ...counted(more.options[position] as Takers),
        })),
        unanswered: counted(more.unanswered),
        time: more.time,
        flags: more.flags.map(({ kind, options: about }) => ({ kind, options: [...about] })),
      }
    }),
    topics: [...analysis.topics],
    levels: [...analysis.levels],
  }
}

const counted = ({ count, restSum, upper }: Takers) => ({ count, restSum, upper })
