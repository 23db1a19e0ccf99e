/** The set a round would lock now, and whether papers can always be drawn from it. */
import { createHash } from 'node:crypto'
import { awaitsOpening } from '#contest/round-life.ts'
import { fitBlueprint, type Placed } from '#contest/paper/blueprint-fit.ts'
import { findNamedGroups, tieGroups } from '#contest/paper/apart-names.ts'
import { demandOf, fitFixedSets, makeFixedSets, type FixedPaper } from '#contest/paper/fixed-sets.ts'
import type { DrawCells } from '#contest/paper/draw-plan.ts'
import { dealQuestions } from '#contest/paper/set-plan.ts'
import { wordsOf } from '#contest/questions/practice.ts'
import type { LockedSet, Question } from '#contest/questions/question.ts'
import { drawOfRound, paperOfRound } from '#contest/rules/round-draw.ts'
import type { BlueprintCell, ContestRules, PaperRules } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { sha256 } from '../ids.ts'

/** What sets are made from: the bank, and what the rounds' sets hold already. Read once for all rounds. */
export interface SetSources {
  readonly revision: number
  /** The approved questions of the bank that nobody could ever practise with, with the groups of the rules among the questions each is kept apart from. */
  readonly approved: readonly Question[]
  /** Names of the rules that name no question of the bank, or several. */
  readonly unnamed: readonly Finding[]
  /** In the order of the rounds; `held` is null while nothing is locked. */
  readonly rounds: readonly { readonly round: RoundRecord; readonly held: readonly string[] | null }[]
}

export async function readSources(app: Pick<App, 'database' | 'banks' | 'sets'>, contest: ContestRecord): Promise<SetSources> {
  const rounds: SetSources['rounds'][number][] = []
  for (const round of await roundsOf(app.database.db, contest.id))
    rounds.push({ round, held: round.lockedSetId === null ? null : await app.sets.codesOf(round.lockedSetId) })
  const { revision, questions } = await app.banks.opened(contest.id)
  const { groups, findings } = findNamedGroups(
    contest.rules.paper.apart,
    questions.map(({ question }) => question),
  )
  // A question written twice is one question to whoever practised with it.
  const practised = new Set(questions.flatMap(({ practice, question }) => (practice === null ? [] : [wordsOf(question)])))
  const mayBeAsked = ({ state, practice, question }: (typeof questions)[number]): boolean =>
    state === 'approved' && practice === null && (practised.size === 0 || !practised.has(wordsOf(question)))
  const approved = questions.filter(mayBeAsked).map(({ question }) => question)
  return { revision, approved: tieGroups(approved, groups), unnamed: findings, rounds }
}

/** What every answer about the sets of a contest rests on: while this is the same, so is the answer. */
export const versionOf = ({ rulesDigest }: ContestRecord, revision: number, rounds: readonly RoundRecord[]): string =>
  canonicalJson([rulesDigest, revision, rounds.map(({ id, status, lockedSetId }) => [id, status, lockedSetId])])

/**
 * What each round without a set would lock now, by its id. A round asks no question that the set of an earlier round holds,
 * unless the rules let it; so the bank is dealt over all of them from the start, whichever is locked first.
 */
export function candidatesOf(rules: ContestRules, { approved, rounds }: SetSources): ReadonlyMap<string, readonly Question[]> {
  const waiting = rounds.flatMap(({ round, held }, at) => (held === null && awaitsOpening(round.status) ? [{ round, at }] : []))
  const reuses = (key: string): boolean => drawOfRound(rules, key).reuse
  const taken = (here: number): ReadonlySet<string> => {
    const parted = rounds.filter(({ round }, at) => at !== here && !reuses(at < here ? (rounds[here]?.round.key ?? '') : round.key))
    return new Set(parted.flatMap(({ held }) => held ?? []))
  }
  /** Of each waiting round the number of its share: a round that may repeat asks what the rounds before it do. */
  const shares: { readonly blueprints: (readonly BlueprintCell[])[]; readonly taken: ReadonlySet<string> }[] = []
  const placed = waiting.map(({ round, at }, index) => {
    if (index === 0 || !reuses(round.key)) shares.push({ blueprints: [], taken: taken(at) })
    shares.at(-1)?.blueprints.push(demandOf(paperOfRound(rules, round.key)))
    return { round, taken: taken(at), share: shares.length - 1 }
  })
  const shareOf = shares.length > 1 ? dealQuestions(approved, shares) : null
  const mayAsk = ({ round, taken: gone, share }: (typeof placed)[number], { code }: Question): boolean => {
    if (gone.has(code)) return false
    const dealt = shareOf?.get(code)
    if (shareOf === null) return true
    return reuses(round.key) ? dealt === undefined || dealt <= share : dealt === share
  }
  return new Map(placed.map((one) => [one.round.id, approved.filter((question) => mayAsk(one, question))]))
}

export interface Fit<Question extends Placed = Placed> {
  /** null: papers cannot always be drawn, or fixed sets not be made. */
  readonly cells: DrawCells | null
  /** What the set holds. */
  readonly questions: readonly Question[]
  /** Of each fixed set its questions; null: papers are drawn, or the sets cannot be made. */
  readonly fixed: readonly (readonly Question[])[] | null
  readonly findings: readonly Finding[]
  /** How many of the questions stand in the set of an earlier round. */
  readonly known: number
}

/** Whether these questions can always serve the round, whose set is not locked. */
export function fitOf<Question extends Placed>(
  rules: ContestRules,
  key: string,
  candidates: readonly Question[],
  { rounds, unnamed }: SetSources,
): Fit<Question> {
  // The groups of the rules stand in the questions.
  const paper = { ...paperOfRound(rules, key), apart: [] }
  const { fixedSets } = paper
  const { cells, fixed, ...fitted } = fixedSets === null ? drawnFit(paper, candidates) : madeFit({ ...paper, fixedSets }, candidates)
  const questions = fixed?.flat() ?? candidates
  const known = knownOf(key, questions, rounds)
  return {
    ...{ cells: unnamed.length === 0 ? cells : null, fixed, questions, known },
    findings: [...fitted.findings, ...unnamed, ...(known === 0 ? [] : [knownQuestions(known)])],
  }
}

/** The same of a set that is locked: one of an earlier version has codes in the groups of the rules. */
export function lockedFit<Question extends Placed>(
  rules: ContestRules,
  key: string,
  questions: readonly Question[],
  { rounds }: SetSources,
): Fit<Question> {
  const paper = paperOfRound(rules, key)
  const { fixedSets } = paper
  const fitted = fixedSets === null ? drawnFit(paper, questions) : keptFit({ ...paper, fixedSets }, questions)
  return { ...fitted, questions, known: knownOf(key, questions, rounds) }
}

type Fitted<Question extends Placed> = Pick<Fit<Question>, 'cells' | 'fixed' | 'findings'>

function drawnFit(paper: Pick<PaperRules, 'blueprint' | 'apart'>, questions: readonly Placed[]): Fitted<never> {
  const fitted = fitBlueprint(paper, questions)
  return { cells: fitted.ok ? fitted.value : null, fixed: null, findings: fitted.findings }
}

/** Fixed sets take nothing by chance. */
const noCells: DrawCells = { cells: [], clusterOf: [], contested: false }

function madeFit<Question extends Placed>(paper: FixedPaper, candidates: readonly Question[]): Fitted<Question> {
  const made = makeFixedSets(sha256, paper, candidates)
  return { cells: made.ok ? noCells : null, fixed: made.ok ? made.value : null, findings: made.findings }
}

function keptFit<Question extends Placed>(paper: FixedPaper, questions: readonly Question[]): Fitted<Question> {
  const fitted = fitFixedSets(paper, questions)
  const fixed = fitted.ok ? fitted.value.fixed.map((places) => places.map((place) => questions[place] as Question)) : null
  return { cells: fitted.ok ? fitted.value : null, fixed, findings: fitted.findings }
}

function knownOf(key: string, questions: readonly Placed[], rounds: SetSources['rounds']): number {
  const here = rounds.findIndex(({ round }) => round.key === key)
  const earlier = new Set(rounds.slice(0, Math.max(here, 0)).flatMap(({ held }) => held ?? []))
  return questions.filter(({ code }) => earlier.has(code)).length
}

/** The questions as a set to be locked: their canonical JSON, written in turns with others. */
export async function bytesOfSet(
  questions: readonly Question[],
): Promise<{ readonly bytes: Uint8Array; readonly digest: LockedSet['digest'] }> {
  const hash = createHash('sha256')
  const parts = await mapInTurns(questions, (question, at) => {
    const part = Buffer.from(`${at === 0 ? '[' : ','}${canonicalJson(question)}`)
    hash.update(part)
    return part
  })
  const end = Buffer.from(questions.length === 0 ? '[]' : ']')
  return { bytes: Buffer.concat([...parts, end]), digest: hash.update(end).digest('hex') }
}

const knownQuestions = (count: number): Finding => ({
  severity: 'warning',
  place: '/reuse',
  code: 'questions-known',
  message: {
    vi: `${count} câu đã có trong bộ đề của các tuần thi trước; khi tuần thi này mở, đáp án của chúng có thể đã công bố.`,
    en: `${count} questions stand in the sets of earlier rounds; when this round opens their answers may be public.`,
  },
})
