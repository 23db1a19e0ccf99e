/** The set a round would lock now, and whether papers can always be drawn from it. */
import { awaitsOpening } from '#contest/round-life.ts'
import type { DrawPlan } from '#contest/paper/draw-plan.ts'
import { prepareDraw } from '#contest/paper/paper.ts'
import type { LockedSet, Question } from '#contest/questions/question.ts'
import { drawOfRound, paperOfRound } from '#contest/rules/round-draw.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { roundSets } from '#store/rounds/locked-sets.ts'
import { openLockedSet, questionsOf, type QuestionRecord } from '#store/questions/questions.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { sha256Hex } from '../ids.ts'

/** What sets are made from: the bank, and what the rounds' sets hold already. Read once for all rounds. */
export interface SetSources {
  readonly bank: readonly QuestionRecord[]
  /** In the order of the rounds; `set` is null while nothing is locked. */
  readonly rounds: readonly { readonly round: RoundRecord; readonly set: LockedSet | null }[]
}

export interface SetCandidate {
  readonly set: LockedSet
  /** null: papers cannot always be drawn. */
  readonly plan: DrawPlan | null
  readonly findings: readonly Finding[]
}

export async function readSources(app: Pick<App, 'codec'>, db: Db, contest: ContestRecord): Promise<SetSources> {
  const opened = new Map<string, LockedSet>()
  const rounds: { round: RoundRecord; set: LockedSet | null }[] = []
  const sets = await roundSets(db, contest.id)
  for (const round of await roundsOf(db, contest.id)) {
    const id = sets.find(({ roundId }) => roundId === round.id)?.lockedSetId
    const set = id === undefined ? null : (opened.get(id) ?? (await openLockedSet(db, app.codec, id)))
    if (id !== undefined && set !== null) opened.set(id, set)
    rounds.push({ round, set })
  }
  return { bank: await questionsOf(db, app.codec, contest.id), rounds }
}

/**
 * What the round has locked, or would lock: exactly the questions of the chosen states. Where the rules forbid drawing
 * again, those of earlier rounds' sets are left out, and those of later rounds' sets that were made without repeating.
 */
export function candidateOf(rules: ContestRules, key: string, { bank, rounds }: SetSources): SetCandidate {
  const here = rounds.findIndex(({ round }) => round.key === key)
  const draw = drawOfRound(rules, key)
  const parted = (at: number, other: string): boolean => !(at < here ? draw : drawOfRound(rules, other)).reuse
  const held = new Set(
    rounds.flatMap(({ round, set }, at) => (at !== here && parted(at, round.key) ? (set?.questions ?? []).map(({ code }) => code) : [])),
  )
  const states: readonly string[] = draw.states
  const set =
    rounds[here]?.set ??
    lockable(bank.filter(({ state, question }) => states.includes(state) && !held.has(question.code)).map(({ question }) => question))
  const prepared = prepareDraw(paperOfRound(rules, key), set)
  const open = draw.reuse ? [] : rounds.slice(0, Math.max(here, 0)).filter((one) => one.set === null && awaitsOpening(one.round.status))
  return {
    set,
    plan: prepared.ok ? prepared.value : null,
    findings: [...prepared.findings, ...open.map(({ round }) => notYetLocked(round.name))],
  }
}

const lockable = (questions: readonly Question[]): LockedSet => ({ digest: sha256Hex(canonicalJson(questions)), questions })

const notYetLocked = (round: string): Finding => ({
  severity: 'warning',
  place: '/reuse',
  code: 'earlier-round-unlocked',
  message: {
    vi: `${round} chưa chốt bộ đề nên chưa biết phải bỏ những câu nào. Nên chốt bộ đề của ${round} trước.`,
    en: `${round} has no locked set yet, so it is not known which questions to leave out. Lock ${round} first.`,
  },
})
