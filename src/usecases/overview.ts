/** The staff's view of a contest: its rounds, and the checklist of what blocks the next step. */
import type { ChecklistItem, StaffContest, StaffRound } from '#contract/staff.ts'
import type { Bilingual } from '#contest/values.ts'
import { auditPage, type AuditRecord } from '#store/audit.ts'
import { boardMembers } from '#store/boards.ts'
import { countAttempts } from '#store/attempts.ts'
import type { ContestRecord } from '#store/contests.ts'
import { countEntries, entriesByHour } from '#store/entries.ts'
import { logHead } from '#store/logs.ts'
import { countQuestions, latestLockedSet, type LockedSetRecord } from '#store/questions.ts'
import { countPeople, unitsOf } from '#store/roster.ts'
import { roundsOf, type RoundRecord } from '#store/rounds.ts'
import { listStaff } from '#store/staff.ts'
import { mayDo, requireAccess, type Permission, type Who } from './access.ts'
import type { App } from './app.ts'
import { findContest, findRound } from './contests.ts'
import { lockCandidate } from './questions.ts'

export async function contestOverview(app: App, who: Who, slug: string): Promise<StaffContest> {
  requireAccess(who, 'contest.see')
  const contest = await findContest(app, slug)
  const { db } = app.database
  const rounds = await roundsOf(db, contest.id)
  const facts: Facts = {
    rounds,
    contestants: await countPeople(db, contest.id),
    boardMembers: (await boardMembers(db, app.codec, contest.id)).length,
    questions: await countQuestions(db, contest.id),
    lockedSet: await latestLockedSet(db, contest.id),
    shortage: await shortageOf(app, slug),
    boardsMatter: contest.rules.access.barredBoards.length > 0,
  }
  return {
    slug,
    title: contest.rules.title,
    zone: contest.rules.zone,
    demo: contest.demo,
    now: app.clock.now(),
    rulesDigest: contest.rulesDigest,
    contestants: facts.contestants,
    units: (await unitsOf(db, contest.id)).length,
    boardMembers: facts.boardMembers,
    questions: facts.questions,
    lockedSet:
      facts.lockedSet === null
        ? null
        : { digest: facts.lockedSet.digest, questions: facts.lockedSet.questions, lockedAt: facts.lockedSet.lockedAt },
    rounds: await Promise.all(rounds.map((round) => staffRound(app, who, contest, round))),
    checklist: checklist(facts),
  }
}

export async function roundOverview(app: App, who: Who, slug: string, key: string): Promise<StaffRound> {
  requireAccess(who, 'contest.see')
  const contest = await findContest(app, slug)
  return staffRound(app, who, contest, await findRound(app, contest, key))
}

async function staffRound(app: App, who: Who, contest: ContestRecord, round: RoundRecord): Promise<StaffRound> {
  const { db } = app.database
  const sets = await latestLockedSet(db, contest.id)
  return {
    id: round.id,
    key: round.key,
    name: round.name,
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    status: round.status,
    started: await countAttempts(db, round.id),
    submitted: await countEntries(db, round.id),
    logSize: (await logHead(db, round.id))?.size ?? 0,
    lockedSetDigest: round.lockedSetId === sets?.id ? sets.digest : null,
    openedAt: round.openedAt,
    closedAt: round.closedAt,
    talliedAt: round.talliedAt,
    approvedAt: round.approvedAt,
    publishedAt: round.publishedAt,
    byHour: (await entriesByHour(db, round.id)).map((slot) => ({ ...slot })),
    actions: actionsOf(who, round, app.clock.now()),
  }
}

type Action = StaffRound['actions'][number]

/** What this person may do to the round now. */
function actionsOf(who: Who, round: RoundRecord, now: number): Action[] {
  const possible: Readonly<Record<RoundRecord['status'], readonly Action[]>> = {
    scheduled: round.lockedSetId !== null && now < round.closesAt ? ['open'] : [],
    open: ['close'],
    closing: [],
    closed: ['tally'],
    tallied: ['tally', 'approve'],
    approved: ['publish'],
    published: [],
  }
  return possible[round.status].filter((action) => mayDo(who, `round.${action}` satisfies Permission))
}

/** Why papers cannot be drawn from the bank as it is; null when they can. */
async function shortageOf(app: App, slug: string): Promise<Bilingual | null> {
  const { findings, ok } = await lockCandidate(app, slug)
  return ok
    ? null
    : (findings.find(({ severity }) => severity === 'error')?.message ?? { vi: 'Ngân hàng chưa có câu hỏi.', en: 'The bank is empty.' })
}

interface Facts {
  readonly rounds: readonly RoundRecord[]
  readonly contestants: number
  readonly boardMembers: number
  readonly questions: number
  readonly lockedSet: LockedSetRecord | null
  readonly shortage: Bilingual | null
  readonly boardsMatter: boolean
}

function checklist(facts: Facts): ChecklistItem[] {
  const firstOpens = facts.rounds[0]?.opensAt ?? null
  const item = (id: ChecklistItem['id'], done: boolean, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
    id,
    done,
    next: false,
    roundKey: null,
    dueAt: firstOpens,
    detail: null,
    ...more,
  })
  const reached = (round: RoundRecord, statuses: readonly RoundRecord['status'][]) => statuses.includes(round.status)
  const items = [
    item('roster-imported', facts.contestants > 0),
    ...(facts.boardsMatter ? [item('boards-imported', facts.boardMembers > 0)] : []),
    item('questions-imported', facts.questions > 0),
    item('questions-sufficient', facts.shortage === null, { detail: facts.shortage }),
    item('set-locked', facts.lockedSet !== null),
    ...facts.rounds.flatMap((round) => {
      const of = { roundKey: round.key }
      return [
        item('round-opened', !reached(round, ['scheduled']), { ...of, dueAt: round.opensAt }),
        item('round-closed', !reached(round, ['scheduled', 'open', 'closing']), { ...of, dueAt: round.closesAt }),
        item('round-tallied', reached(round, ['tallied', 'approved', 'published']), { ...of, dueAt: null }),
        item('round-approved', reached(round, ['approved', 'published']), { ...of, dueAt: null }),
        item('round-published', reached(round, ['published']), { ...of, dueAt: null }),
      ]
    }),
  ]
  const next = items.findIndex(({ done }) => !done)
  return items.map((one, index) => (index === next ? { ...one, next: true } : one))
}

/** Newest first; staff are named by their login. */
export async function auditTrail(
  app: App,
  who: Who,
  slug: string,
  page: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly total: number; readonly items: readonly (AuditRecord & { readonly actor: string | null })[] }> {
  requireAccess(who, 'audit.see')
  const contest = await findContest(app, slug)
  const { db } = app.database
  const { total, items } = await auditPage(db, contest.id, { offset: (page.page - 1) * page.pageSize, limit: page.pageSize })
  const logins = new Map((await listStaff(db)).map(({ id, login }) => [id, login]))
  return {
    total,
    items: items.map((record) => ({
      ...record,
      actor: record.actorKind === 'staff' ? (logins.get(record.actorId ?? '') ?? record.actorId) : null,
    })),
  }
}
