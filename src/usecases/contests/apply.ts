/** Setting a contest up from its rules, and finding it. */
import { randomBytes } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import { frozenChanges, ruleChanges } from '#contest/rules/frozen.ts'
import { drawOfRound } from '#contest/rules/round-draw.ts'
import type { ContestRules, RoundRules } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { formatInstant } from '#contest/wording.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { contestBySlug, holdRules, insertContest, listContests, updateRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { hasDeparted } from '#store/rounds/departures.ts'
import { deleteScheduledRound, holdRound, insertRound, rescheduleRound, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, actsIn, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
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

/**
 * Makes the contest, or changes its rules. Once a round has opened, nothing that decides who enters, ranks or wins can
 * change (contest/rules/frozen.ts); later rounds may still be moved, renamed, added or removed.
 * What the papers of a round with a locked set rest on is fixed until the lock is released.
 * @throws ContestError `rules-frozen`, `set-locked` naming what may not change, `conflict`
 */
export async function applyContest(app: App, who: Who, rules: ContestRules, options: { readonly demo?: boolean } = {}): Promise<Applied> {
  requireAccess(who, 'contest.apply')
  const { codec } = app
  const at = app.clock.now()
  const applied = await inTransaction(app.database.db, async (db) => {
    const known = await contestBySlug(db, rules.slug)
    if (who.kind === 'staff' && (known === null || !actsIn(who, known.id))) throw new ContestError('not-found', { contest: rules.slug })
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
    if (known === null) await insertContest(db, write)
    else {
      if (!(await holdRules(db, known.id, known.rulesDigest))) throw new ContestError('conflict', { contest: rules.slug })
      refuseFrozen(known.rules, rules, opened)
      refuseLockedChange(known.rules, rules, await roundsOf(db, known.id))
      await updateRules(db, write)
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
      data: { rulesDigest, rounds: rules.rounds.map(({ key }) => key), ...toldOf(known, rules) },
    })
    return { slug: rules.slug, created: known === null, rulesDigest, rounds: rules.rounds.map(({ key }) => key) }
  })
  await app.runtimes.refresh()
  return applied
}

/** Rounds of these rules that are over before they begin: a year written wrong, most likely. What is stored so already is not asked about. */
export async function pastRounds(app: App, { slug, rounds, zone }: ContestRules): Promise<readonly Finding[]> {
  const known = await contestBySlug(app.database.db, slug)
  const before = known?.rules.rounds ?? []
  const now = app.clock.now()
  const over = rounds.filter(({ key, closesAt }) => closesAt <= now && before.find((round) => round.key === key)?.closesAt !== closesAt)
  return over.map(({ key, name, closesAt }) => ({
    severity: 'error',
    place: `rounds/${key}/closes`,
    code: 'round-past',
    message: {
      vi: `${name} kết thúc lúc ${formatInstant(closesAt, zone, 'vi')}, đã qua.`,
      en: `${name} ends at ${formatInstant(closesAt, zone, 'en')}, which has passed.`,
    },
  }))
}

const windowOf = ({ name, opensAt, closesAt }: RoundRules) => ({ name, opensAt, closesAt })

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

async function openedRounds(db: Db, contestId: string): Promise<readonly string[]> {
  const opened: string[] = []
  for (const { id, key, status } of await roundsOf(db, contestId)) {
    // As it is until this ends: nobody opens it meanwhile.
    await holdRound(db, id)
    // A crash while opening leaves the log, which has promised these rules already; what two people decided is as good as done.
    if (!awaitsOpening(status) || (await logHead(db, id)) !== null || (await hasDeparted(db, id))) opened.push(key)
  }
  return opened
}

function refuseLockedChange(before: ContestRules, after: ContestRules, rounds: readonly RoundRecord[]): void {
  const locked = rounds.filter(({ status, lockedSetId }) => awaitsOpening(status) && lockedSetId !== null)
  const changed = locked.flatMap((round): readonly Finding[] => {
    const now = after.rounds.find(({ key }) => key === round.key)
    if (now === undefined) return [fixed(`rounds/${round.key}`, round.name)]
    const same = canonicalJson(drawOfRound(before, round.key)) === canonicalJson(now.draw)
    return [
      ...(same ? [] : [fixed(`rounds/${round.key}/draw`, round.name)]),
      ...(canonicalJson(before.paper) === canonicalJson(after.paper) ? [] : [fixed('paper', round.name)]),
    ]
  })
  if (changed.length > 0) throw new ContestError('set-locked', { findings: changed })
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
