/** The set a round would lock now, and whether papers can always be drawn from it. */
import { createHash } from 'node:crypto'
import { awaitsOpening } from '#contest/round-life.ts'
import { fitBlueprint, type Placed } from '#contest/paper/blueprint-fit.ts'
import type { DrawCells } from '#contest/paper/draw-plan.ts'
import type { LockedSet, Question } from '#contest/questions/question.ts'
import { drawOfRound, paperOfRound } from '#contest/rules/round-draw.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'

/** What sets are made from: the bank, and what the rounds' sets hold already. Read once for all rounds. */
export interface SetSources {
  readonly revision: number
  readonly bank: readonly { readonly state: string; readonly question: Question }[]
  /** In the order of the rounds; `held` is null while nothing is locked. */
  readonly rounds: readonly { readonly round: RoundRecord; readonly held: readonly string[] | null }[]
}

export async function readSources(app: Pick<App, 'database' | 'banks' | 'sets'>, contest: ContestRecord): Promise<SetSources> {
  const rounds: SetSources['rounds'][number][] = []
  for (const round of await roundsOf(app.database.db, contest.id))
    rounds.push({ round, held: round.lockedSetId === null ? null : await app.sets.codesOf(round.lockedSetId) })
  const { revision, questions } = await app.banks.opened(contest.id)
  return { revision, bank: questions, rounds }
}

/** What every answer about the sets of a contest rests on: while this is the same, so is the answer. */
export const versionOf = ({ rulesDigest }: ContestRecord, revision: number, rounds: readonly RoundRecord[]): string =>
  canonicalJson([rulesDigest, revision, rounds.map(({ id, status, lockedSetId }) => [id, status, lockedSetId])])

/**
 * Exactly the questions of the chosen states. Where the rules forbid drawing again, those of earlier rounds' sets are left
 * out, and those of later rounds' sets that were made without repeating.
 */
export function lockable(rules: ContestRules, key: string, { bank, rounds }: SetSources): readonly Question[] {
  const here = rounds.findIndex(({ round }) => round.key === key)
  const draw = drawOfRound(rules, key)
  const parted = (at: number, other: string): boolean => !(at < here ? draw : drawOfRound(rules, other)).reuse
  const taken = new Set(rounds.flatMap(({ round, held }, at) => (at !== here && parted(at, round.key) ? (held ?? []) : [])))
  const states: readonly string[] = draw.states
  return bank.filter(({ state, question }) => states.includes(state) && !taken.has(question.code)).map(({ question }) => question)
}

export interface Fit {
  /** null: papers cannot always be drawn. */
  readonly cells: DrawCells | null
  readonly findings: readonly Finding[]
}

/** Whether these questions can always serve the round. */
export function fitOf(rules: ContestRules, key: string, questions: readonly Placed[], rounds: SetSources['rounds']): Fit {
  const fitted = fitBlueprint(paperOfRound(rules, key), questions)
  const earlier = drawOfRound(rules, key).reuse
    ? []
    : rounds.slice(
        0,
        Math.max(
          rounds.findIndex(({ round }) => round.key === key),
          0,
        ),
      )
  const open = earlier.filter(({ round, held }) => held === null && awaitsOpening(round.status))
  return {
    cells: fitted.ok ? fitted.value : null,
    findings: [...fitted.findings, ...open.map(({ round }) => notYetLocked(round.name))],
  }
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

const notYetLocked = (round: string): Finding => ({
  severity: 'warning',
  place: '/reuse',
  code: 'earlier-round-unlocked',
  message: {
    vi: `${round} chưa chốt bộ đề nên chưa biết phải bỏ những câu nào. Nên chốt bộ đề của ${round} trước.`,
    en: `${round} has no locked set yet, so it is not known which questions to leave out. Lock ${round} first.`,
  },
})
