/** What the papers of a round are made of: seen, tried out while it is edited, and kept. */
import type { BlueprintEdit, RoundBlueprint } from '#contract/rounds.ts'
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import type { Placed } from '#contest/paper/blueprint-fit.ts'
import { expectedShared } from '#contest/paper/likeness.ts'
import { drawOfRound } from '#contest/rules/round-draw.ts'
import { checkBlueprint } from '#contest/rules/check.ts'
import type { BlueprintCell, ContestRules, FixedSets, RoundDraw } from '#contest/rules/rules.ts'
import { cleanText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules, updateRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { runInTurns } from '#store/database/turns.ts'
import { bankRevision } from '#store/questions/bank.ts'
import { lockReleaseOf } from '#store/rounds/lock-releases.ts'
import { roundSets } from '#store/rounds/drawn-sets.ts'
import { roundByKey, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { refuseLocked, refuseOpened, releasableAt } from './locking.ts'
import { candidatesOf, fitOf, lockedFit, readSources, versionOf, type Fit } from './set-candidate.ts'
import { sha256, writtenRulesOf } from '../ids.ts'

/** @throws ContestError `not-found` */
export async function roundBlueprint(app: App, who: Who, slug: string, key: string): Promise<RoundBlueprint> {
  requireAccess(who, 'blueprint.see')
  const contest = await contestFor(app, who, slug)
  return describe(app, who, contest, await findRound(app, contest, key))
}

/** Of every round side by side: one bank is dealt over all of them, so that what one set takes the others lack. */
export async function roundBlueprints(app: App, who: Who, slug: string): Promise<readonly RoundBlueprint[]> {
  requireAccess(who, 'blueprint.see')
  const contest = await contestFor(app, who, slug)
  const seen: RoundBlueprint[] = []
  for (const round of await roundsOf(app.database.db, contest.id)) seen.push(await describe(app, who, contest, round))
  return seen
}

/**
 * With `dryRun`, what would be so; otherwise the round's part of the rules becomes this.
 * @throws ContestError `rules-invalid` when the cells make no whole paper, `set-locked`, `wrong-status`, `conflict`
 */
export async function editBlueprint(app: App, who: Who, slug: string, key: string, edit: BlueprintEdit): Promise<RoundBlueprint> {
  requireAccess(who, 'blueprint.edit')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const draw: RoundDraw = {
    blueprint: edit.cells?.map((cell) => ({ ...cell, topic: cell.topic === null ? null : cleanText(cell.topic) })) ?? null,
    reuse: edit.reuse,
  }
  const rules = withDraw(contest.rules, key, draw)
  if (edit.dryRun) return describe(app, who, { ...contest, rules }, round)
  const wrong = sumFinding(rules, draw)
  if (wrong !== null) throw new ContestError('rules-invalid', { findings: [wrong] })
  await inTransaction(app.database.db, async (db) => {
    // The digest vouches that `contest.rules` are what is stored.
    if (edit.rulesDigest !== contest.rulesDigest || !(await holdRules(db, contest.id, edit.rulesDigest))) {
      throw new ContestError('conflict', { contest: slug })
    }
    const now = await roundByKey(db, contest.id, key)
    if (now === null) throw new ContestError('not-found', { round: key })
    refuseLocked(now)
    refuseOpened(now)
    const at = app.clock.now()
    const { id } = contest
    await updateRules(db, { id, ...writtenRulesOf(rules), at }, `Cơ cấu đề thi ${now.name}`)
    const before = contest.rules.rounds.find((one) => one.key === key)?.draw
    const data = { round: key, ...draw, before }
    await writeAudit(db, { at, actor: actorOf(who), event: 'blueprint.changed', contestId: id, data })
  })
  await app.runtimes.refresh()
  return roundBlueprint(app, who, slug, key)
}

const withDraw = (rules: ContestRules, key: string, draw: RoundDraw): ContestRules => ({
  ...rules,
  rounds: rules.rounds.map((one) => (one.key === key ? { ...one, draw } : one)),
})

const sumFinding = ({ paper }: ContestRules, { blueprint }: RoundDraw): Finding | null =>
  blueprint === null ? null : checkBlueprint('/cells', blueprint, paper.questions)

/** @param contest with the rules to describe, kept or tried out */
async function describe(app: App, who: Who, contest: ContestRecord, round: RoundRecord): Promise<RoundBlueprint> {
  const { db } = app.database
  const { rules } = contest
  const draw = drawOfRound(rules, round.key)
  const { supply, available, known, ok, findings, shared, fixed } = await drawnFrom(app, contest, round)
  const wrong = sumFinding(rules, draw)
  const locked = (await roundSets(db, contest.id)).find(({ roundId }) => roundId === round.id) ?? null
  const now = app.clock.now()
  const releasable = releasableAt(round, now)
  const release = releasable ? await lockReleaseOf(db, round.id) : null
  const mayRelease = releasable && mayDo(who, 'lock.release')
  const editable = awaitsOpening(round.status) && round.lockedSetId === null
  return {
    round: { key: round.key, name: round.name, status: round.status, opensAt: round.opensAt },
    rulesDigest: contest.rulesDigest,
    questions: rules.paper.questions,
    cells: draw.blueprint === null ? null : draw.blueprint.map(plain),
    contestCells: rules.paper.blueprint.map(plain),
    reuse: draw.reuse,
    supply: [...supply],
    available,
    known,
    fixedSets: rules.paper.fixedSets === null ? null : fixedSetsShown(rules.paper.fixedSets, fixed),
    findings: [...(wrong === null ? [] : [wrong]), ...findings].map((finding) => ({
      ...finding,
      place: finding.place.replace(/^\/paper\/blueprint/, draw.blueprint === null ? '/contestCells' : '/cells'),
      message: { ...finding.message },
    })),
    ok: ok && wrong === null,
    expectedSharedHundredths: shared === null ? null : Math.round(shared * 100),
    locked: locked === null ? null : { digest: locked.digest, questions: locked.questions, at: locked.lockedAt, by: locked.lockedBy },
    release:
      release === null
        ? null
        : { by: { login: release.askedBy.login, name: release.askedBy.name }, reason: release.reason, at: release.askedAt },
    may: {
      edit: editable && mayDo(who, 'blueprint.edit'),
      lock: editable && mayDo(who, 'questions.lock'),
      askRelease: mayRelease && release === null,
      agreeRelease: mayRelease && release !== null && who.kind === 'staff' && release.askedBy.id !== who.id,
      withdrawRelease: mayRelease && release !== null,
    },
  }
}

interface DrawnFrom extends Pick<Fit, 'findings'> {
  readonly supply: RoundBlueprint['supply']
  readonly available: number
  readonly known: number
  readonly ok: boolean
  /** How many questions two papers share, on average; null while papers cannot always be drawn, or would not be whole. */
  readonly shared: number | null
  readonly fixed: Fit['fixed']
}

/** What each has by topic, and which questions: the organisers see who else they must keep from it. */
const fixedSetsShown = ({ names, chosenBy }: FixedSets, fixed: Fit['fixed']): RoundBlueprint['fixedSets'] => ({
  chosenBy,
  sets: names.map((name, at) => ({
    name,
    supply: fixed === null ? [] : [...supplyOf(fixed[at] ?? [])],
    codes: fixed?.[at]?.map(({ code }) => code) ?? [],
  })),
})

/** What the set the round has locked, or would lock, gives to its papers. @param contest with the rules to try */
async function drawnFrom(app: App, contest: ContestRecord, round: RoundRecord): Promise<DrawnFrom> {
  const { db } = app.database
  const { rules } = contest
  const version = versionOf(contest, await bankRevision(db, contest.id), await roundsOf(db, contest.id))
  const tried = canonicalJson([drawOfRound(rules, round.key), version])
  return app.derived.get(`drawn from ${round.id}`, tried, async () => {
    const sources = await readSources(app, contest)
    const isLocked = round.lockedSetId !== null
    const questions: readonly Placed[] = isLocked
      ? (await app.sets.get(round.lockedSetId)).questions
      : (candidatesOf(rules, sources).get(round.id) ?? [])
    const fit = isLocked ? lockedFit(rules, round.key, questions, sources) : fitOf(rules, round.key, questions, sources)
    const { cells, findings, known, fixed } = fit
    const fitting = cells !== null && sumFinding(rules, drawOfRound(rules, round.key)) === null ? cells : null
    return {
      fixed,
      ...{ supply: supplyOf(questions), available: questions.length, known, ok: cells !== null, findings },
      // Two who have the same fixed set share all of it; each set is as likely.
      shared:
        fitting === null ? null : fixed === null ? await runInTurns(expectedShared(sha256, fitting)) : rules.paper.questions / fixed.length,
    }
  })
}

const plain = ({ topic, difficulty, count }: BlueprintCell) => ({ topic, difficulty, count })

/** Topics in the order of their first question, those without one last; levels ascending. */
function supplyOf(questions: readonly Placed[]): RoundBlueprint['supply'] {
  const counted = new Map<Placed['topic'], Map<Placed['difficulty'], RoundBlueprint['supply'][number]>>()
  for (const { topic, difficulty } of questions) {
    const levels = counted.get(topic) ?? new Map<Placed['difficulty'], RoundBlueprint['supply'][number]>()
    counted.set(topic, levels)
    const known = levels.get(difficulty)
    if (known === undefined) levels.set(difficulty, { topic, difficulty, available: 1 })
    else known.available++
  }
  const topics = [...counted.keys()].sort((a, b) => Number(a === null) - Number(b === null))
  return [...counted.values()]
    .flatMap((levels) => [...levels.values()])
    .sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || (a.difficulty ?? 4) - (b.difficulty ?? 4))
}
