/** The rules as somebody edits them: what they are, what others would do, and keeping them. */
import { ContestError } from '#contest/errors.ts'
import { changedClauses } from '#contest/rulebook/changes.ts'
import { rulebook } from '#contest/rulebook/rulebook.ts'
import { frozenChanges } from '#contest/rules/frozen.ts'
import { predictedSeen } from '#contest/rules/predicted.ts'
import { fileOfRules } from '#contest/rules/to-file.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { RulesDesk, RulesEdit } from '#contract/contests.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { barredContestants } from '#store/people/boards.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor } from '../find.ts'
import { reasonOf } from '../reason.ts'
import { lockedChanges, openedRounds, pastRounds, writeContest } from './apply.ts'

/** @throws ContestError `not-found` */
export async function rulesDesk(app: App, who: Who, slug: string): Promise<RulesDesk> {
  requireAccess(who, 'contest.see')
  const contest = await contestFor(app, who, slug)
  return describe(app, contest, { ok: true, value: contest.rules, findings: [] })
}

/**
 * Keeps the rules, or says only what that would do.
 * @throws ContestError `rules-invalid`, `rules-frozen`, `set-locked`, `edited-meanwhile`, `conflict`, `invalid-request` without a reason where
 * one is asked for
 */
export async function editRules(app: App, who: Who, slug: string, edit: RulesEdit): Promise<RulesDesk> {
  requireAccess(who, 'contest.apply')
  const contest = await contestFor(app, who, slug)
  const { readRulesFile } = await import('#formats/contests/rules-file.ts')
  const read = ofThisContest(readRulesFile(edit.file), slug)
  if (edit.dryRun) return describe(app, contest, read)
  if (!read.ok) throw new ContestError('rules-invalid', { findings: read.findings })
  const reason = contest.announcedAt === null ? null : reasonOf(edit.reason ?? '')
  await writeContest(app, who, read.value, { base: edit.rulesDigest, reason, isDraft: true })
  return rulesDesk(app, who, slug)
}

/** Its address never changes: links to it are out. */
function ofThisContest(read: Checked<ContestRules>, slug: string): Checked<ContestRules> {
  if (!read.ok || read.value.slug === slug) return read
  return { ok: false, findings: [slugFinding('Địa chỉ của hội thi không đổi được.', 'The address of a contest never changes.')] }
}

const slugFinding = (vi: string, en: string): Finding => ({ severity: 'error', place: '/slug', code: 'slug', message: { vi, en } })

async function describe(app: App, contest: ContestRecord, read: Checked<ContestRules>): Promise<RulesDesk> {
  const { db } = app.database
  const { rules: before } = contest
  const rounds = await roundsOf(db, contest.id)
  const opened = await openedRounds(db, contest.id)
  const isSame = read.ok && read.value === before
  const blocking = read.ok && !isSame ? [...frozenChanges(before, read.value, opened), ...lockedChanges(before, read.value, rounds)] : []
  const past = read.ok && !isSame ? (await pastRounds(app, read.value)).map((one) => ({ ...one, severity: 'warning' as const })) : []
  const book = read.ok ? rulebook(read.value) : null
  const barred = async ({ access }: ContestRules) => (await barredContestants(db, contest.id, access.barredBoards)).size
  const barredNow = await barred(before)
  const nameOf = (key: string): string => rounds.find((round) => round.key === key)?.name ?? key
  return {
    file: fileOfRules(before),
    rulesDigest: contest.rulesDigest,
    announcedAt: contest.announcedAt,
    opened: opened.map(nameOf),
    locked: rounds.filter(({ lockedSetId }) => lockedSetId !== null).map(({ name }) => name),
    findings: [...read.findings, ...blocking, ...past, ...(read.ok ? predictedSeen(read.value.prediction) : [])].map((one) => ({ ...one })),
    ok: read.ok && blocking.length === 0,
    sections: (book?.sections ?? []).map(({ id, title, clauses }) => ({
      ...{ id, title },
      clauses: clauses.map((clause) => ({ id: clause.id, text: clause.text })),
    })),
    changed: book === null || isSame ? [] : changedClauses(rulebook(before), book).map((one) => ({ ...one })),
    barred: { before: barredNow, after: read.ok && !isSame ? await barred(read.value) : barredNow },
  }
}

/** The rules as a file, for the command line or another server. @throws ContestError `not-found` */
export async function rulesFile(app: App, who: Who, slug: string): Promise<ExportFile> {
  requireAccess(who, 'contest.see')
  const { rules } = await contestFor(app, who, slug)
  const { contestYaml } = await import('#formats/contests/yaml.ts')
  return { name: `${slug}.yaml`, mediaType: 'application/yaml; charset=utf-8', bytes: Buffer.from(contestYaml(rules)) }
}
