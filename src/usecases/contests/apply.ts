/** Setting a contest up from its rules, and finding it. */
import { randomBytes } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import { frozenChanges, ruleChanges } from '#contest/rules/frozen.ts'
import { drawOfRound } from '#contest/rules/round-draw.ts'
import type { ContestRules, RoundRules } from '#contest/rules/rules.ts'
import type { Finding, Instant } from '#contest/values.ts'
import { formatInstant } from '#contest/wording.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import {
  announce,
  contestBySlug,
  holdRules,
  insertContest,
  listContests,
  updateRules,
  type ContestRecord,
} from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { hasDeparted } from '#store/rounds/departures.ts'
import { deleteScheduledRound, holdRound, insertRound, rescheduleRound, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, actsIn, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, requireUnerased } from '../find.ts'
import { newId, writtenRulesOf } from '../ids.ts'

export function contests(app: App): Promise<readonly ContestRecord[]> {
  return listContests(app.database.db)
}

export interface Applied {
  readonly slug: string
  readonly created: boolean
  readonly rulesDigest: string
  readonly rounds: readonly string[]
}

export interface RulesWritten {
  /** Of the rules somebody saw who changes them; left out: whatever they are now. */
  readonly base?: string
  /** Why announced rules change, for everybody to read. */
  readonly reason?: string | null
}

/**
 * Makes the contest and announces it, or changes its rules. Once a round has opened, nothing that decides who enters, ranks or wins can
 * change (contest/rules/frozen.ts); later rounds may still be moved, renamed, added or removed.
 * What the papers of a round with a locked set rest on is fixed until the lock is released.
 * @throws ContestError `rules-frozen`, `set-locked` naming what may not change, `conflict`, `edited-meanwhile`
 */
export async function applyContest(
  app: App,
  who: Who,
  rules: ContestRules,
  options: RulesWritten & { readonly demo?: boolean } = {},
): Promise<Applied> {
  requireAccess(who, 'contest.apply')
  // Staff changes the contest it acts in; making one is another permission.
  if (who.kind === 'staff') await contestFor(app, who, rules.slug)
  return writeContest(app, who, rules, { ...options, isDraft: false })
}

/**
 * For whoever may.
 * @param options `isDraft`: a new contest is not announced yet; `isNew`: there is none of this slug
 */
export async function writeContest(
  app: App,
  who: Who,
  rules: ContestRules,
  options: RulesWritten & { readonly demo?: boolean; readonly isDraft: boolean; readonly isNew?: boolean },
): Promise<Applied> {
  const { codec } = app
  const at = app.clock.now()
  const { base = null, reason = null } = options
  const applied = await inTransaction(app.database.db, async (db) => {
    const known = await contestBySlug(db, rules.slug)
    if (known !== null && options.isNew === true) throw new ContestError('conflict', { contest: rules.slug })
    if (known === null ? base !== null : !actsIn(who, known.id)) throw new ContestError('not-found', { contest: rules.slug })
    const opened = known === null ? [] : await openedRounds(db, known.id)
    const written = writtenRulesOf(rules)
    const { rulesDigest } = written
    const write = {
      id: known?.id ?? newId(),
      slug: rules.slug,
      ...written,
      demo: known?.demo ?? options.demo ?? false,
      at,
    }
    if (known === null) {
      if (!(await insertContest(db, write))) throw new ContestError('conflict', { contest: rules.slug })
      if (!options.isDraft) {
        refuseUnwritten(rules)
        await announce(db, write)
      }
    } else {
      await requireUnerased(db, known)
      refuseOvertaken(who, known, { base, reason })
      if (!(await holdRules(db, known.id, known.rulesDigest))) throw new ContestError('conflict', { contest: rules.slug })
      refuseFrozen(known.rules, rules, opened)
      refuseLockedChange(known.rules, rules, await roundsOf(db, known.id))
      await updateRules(db, write, reason)
    }
    const stored = await roundsOf(db, write.id)
    for (const gone of stored.filter((round) => !rules.rounds.some(({ key }) => key === round.key))) {
      if (!(await deleteScheduledRound(db, gone.id))) throw new ContestError('conflict', { round: gone.key })
    }
    for (const [index, round] of rules.rounds.entries()) {
      const before = stored.find(({ key }) => key === round.key)
      const fields = { id: before?.id ?? newId(), contestId: write.id, key: round.key, ordinal: index + 1, ...windowOf(round) }
      if (before === undefined) {
        await insertRound(db, codec, fields, {
          paperSeed: randomBytes(32),
          lotSeed: randomBytes(32),
          entryKey: randomBytes(32),
        })
      } else if (!opened.includes(before.key)) await rescheduleRound(db, fields)
    }
    await writeAudit(db, {
      at,
      actor: actorOf(who),
      event: 'contest.applied',
      contestId: write.id,
      data: { rulesDigest, rounds: rules.rounds.map(({ key }) => key), ...(reason === null ? {} : { reason }), ...toldOf(known, rules) },
    })
    return { slug: rules.slug, created: known === null, rulesDigest, rounds: rules.rounds.map(({ key }) => key) }
  })
  await app.runtimes.refresh()
  return applied
}

/** @throws ContestError `edited-meanwhile` when others saved since, or announced, after which the public is owed a reason */
function refuseOvertaken(who: Who, known: ContestRecord, { base, reason }: { readonly base: string | null; readonly reason: string | null }): void {
  const owesReason = who.kind === 'staff' && known.announcedAt !== null && reason === null
  if (owesReason || (base !== null && base !== known.rulesDigest)) throw new ContestError('edited-meanwhile', { contest: known.slug })
}

/** What an example left to be written, and nobody wrote. @throws ContestError `rules-invalid` */
function refuseUnwritten({ title, organiser, audience }: ContestRules): void {
  const texts = { '/title': title, '/organiser/name': organiser.name, '/audience': audience }
  const findings = Object.entries(texts)
    .filter(([, text]) => text.includes('…'))
    .map(([place, text]): Finding => ({
      ...{ severity: 'error', place, code: 'unwritten' },
      message: { vi: `Còn chỗ chưa viết: “${text}”.`, en: `Something is still to be written: “${text}”.` },
    }))
  if (findings.length > 0) throw new ContestError('rules-invalid', { findings })
}

/** Rounds of these rules that are over before they begin: a year written wrong, most likely. What is stored so already is not asked about. */
export async function pastRounds(app: App, { slug, rounds, zone }: ContestRules): Promise<readonly Finding[]> {
  const known = await contestBySlug(app.database.db, slug)
  const before = known?.rules.rounds ?? []
  const changed = rounds.filter(({ key, closesAt }) => before.find((round) => round.key === key)?.closesAt !== closesAt)
  return roundsOver({ rounds: changed, zone }, app.clock.now())
}

/** Rounds that ended before `now`, each with its end. */
const roundsOver = ({ rounds, zone }: Pick<ContestRules, 'rounds' | 'zone'>, now: Instant): readonly Finding[] =>
  rounds
    .filter(({ closesAt }) => closesAt <= now)
    .map(({ key, name, closesAt }) => ({
      severity: 'error',
      place: `rounds/${key}/closes`,
      code: 'round-past',
      message: {
        vi: `${name} kết thúc lúc ${formatInstant(closesAt, zone, 'vi')}, đã qua.`,
        en: `${name} ends at ${formatInstant(closesAt, zone, 'en')}, which has passed.`,
      },
    }))

const windowOf = ({ name, opensAt, closesAt }: RoundRules) => ({ name, opensAt, closesAt })

/**
 * Anybody may read the contest from now on, and its rounds open.
 * @param rulesDigest of the rules somebody saw who announces them
 * @throws ContestError `edited-meanwhile`, `conflict` when it is announced already, `rounds-past`
 */
export async function announceContest(app: App, who: Who, slug: string, rulesDigest: string): Promise<void> {
  requireAccess(who, 'contest.apply')
  const { id, rules } = await contestFor(app, who, slug)
  const over = roundsOver(rules, app.clock.now())
  if (over.length > 0) throw new ContestError('rounds-past', { findings: over })
  refuseUnwritten(rules)
  await inTransaction(app.database.db, async (db) => {
    if (!(await holdRules(db, id, rulesDigest))) throw new ContestError('edited-meanwhile', { contest: slug })
    const now = await contestBySlug(db, slug)
    if (now === null || now.announcedAt !== null) throw new ContestError('conflict', { contest: slug })
    const at = app.clock.now()
    await announce(db, { id, at, ...writtenRulesOf(now.rules) })
    await writeAudit(db, { at, actor: actorOf(who), event: 'contest.announced', contestId: id, data: { rulesDigest } })
  })
  await app.runtimes.refresh()
}

/** @throws ContestError `rules-frozen` naming each field with what it was and would be */
function refuseFrozen(before: ContestRules, after: ContestRules, opened: readonly string[]): void {
  const findings = frozenChanges(before, after, opened)
  if (findings.length > 0) throw new ContestError('rules-frozen', { findings })
}

/** A file that changes more is looked into as a whole. */
const mostTold = 60

/** What the audit tells of it: rules are public. */
const toldOf = (known: ContestRecord | null, rules: ContestRules): object =>
  known === null ? { created: true } : { changes: ruleChanges(known.rules, rules).slice(0, mostTold) }

export async function openedRounds(db: Db, contestId: string): Promise<readonly string[]> {
  const opened: string[] = []
  for (const { id, key, status } of await roundsOf(db, contestId)) {
    // As it is until this ends: nobody opens it meanwhile.
    await holdRound(db, id)
    // A crash while opening leaves the log, which has promised these rules already; what two people decided is as good as done.
    if (!awaitsOpening(status) || (await logHead(db, id)) !== null || (await hasDeparted(db, id))) opened.push(key)
  }
  return opened
}

/** @throws ContestError `set-locked` */
function refuseLockedChange(before: ContestRules, after: ContestRules, rounds: readonly RoundRecord[]): void {
  const changed = lockedChanges(before, after, rounds)
  if (changed.length > 0) throw new ContestError('set-locked', { findings: changed })
}

/** What the papers of a round with a locked set rest on, and would be another. */
export function lockedChanges(before: ContestRules, after: ContestRules, rounds: readonly RoundRecord[]): readonly Finding[] {
  const locked = rounds.filter(({ status, lockedSetId }) => awaitsOpening(status) && lockedSetId !== null)
  return locked.flatMap((round): readonly Finding[] => {
    const now = after.rounds.find(({ key }) => key === round.key)
    if (now === undefined) return [fixed(`rounds/${round.key}`, round.name)]
    const same = canonicalJson(drawOfRound(before, round.key)) === canonicalJson(now.draw)
    return [
      ...(same ? [] : [fixed(`rounds/${round.key}/draw`, round.name)]),
      ...(canonicalJson(before.paper) === canonicalJson(after.paper) ? [] : [fixed('paper', round.name)]),
    ]
  })
}

const fixed = (place: string, round: string): Finding => ({
  severity: 'error',
  place,
  code: 'set-locked',
  message: {
    vi: `Không đổi được “${place}” vì ${round} đã chốt bộ đề.`,
    en: `“${place}” cannot change because the question set of ${round} is locked.`,
  },
})
