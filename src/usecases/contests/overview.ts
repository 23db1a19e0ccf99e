/** The staff's view of a contest: its rounds, and the checklist of what blocks the next step. */
import type { ChecklistItem, StaffContest, UnitBoard } from '#contract/contests.ts'
import {
  awaitsOpening,
  hasResult,
  isApproved,
  isPublished,
  logIsClosed,
  permissionFor,
  refuseAct,
  roundActs,
} from '#contest/round-life.ts'
import type { Bilingual } from '#contest/values.ts'
import { countAttempts } from '#store/taking-part/attempts.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { roundSets, type RoundSetRecord } from '#store/rounds/drawn-sets.ts'
import { bankRevision } from '#store/questions/bank.ts'
import { bankSize, type BankSize } from '#store/questions/questions.ts'
import { publishedAtOf } from '#store/results/publications.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { roundApproval, type RoundApproval } from '../results/approval.ts'
import type { Latest } from '#memory/last-known.ts'
import { sizeOf, unitBoard } from './public.ts'
import { candidatesOf, fitOf, readSources, versionOf } from '../rounds/set-candidate.ts'
import type { StaffRound } from '#contract/rounds.ts'

/**
 * Every page of the staff asks this, so it never waits for a large bank to be opened: whether its questions suffice is then
 * answered as it was known last, and found out meanwhile. @param options.waits for the answer that holds now
 */
export async function contestOverview(
  app: App,
  who: Who,
  slug: string,
  options: { readonly waits: boolean } = { waits: false },
): Promise<StaffContest> {
  requireAccess(who, 'contest.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const rounds = await roundsOf(db, contest.id)
  const sets = await roundSets(db, contest.id)
  const { people, units, boardMembers } = await sizeOf(app, contest)
  const revision = await bankRevision(db, contest.id)
  const bank = await sizeOfBank(app, contest.id, revision)
  const newest = sets.reduce<RoundSetRecord | null>((last, set) => (last === null || set.lockedAt > last.lockedAt ? set : last), null)
  const facts: Facts = {
    rounds,
    contestants: people,
    boardMembers,
    questions: bank.approved,
    shortages: await shortagesOf(app, contest, rounds, { revision, questions: bank.questions, ...options }),
    boardsMatter: contest.rules.access.barredBoards.length > 0,
    concluded: contest.rules.collective === null ? null : (await publishedAtOf(db, contest.id)) !== null,
  }
  return {
    slug,
    title: contest.rules.title,
    zone: contest.rules.zone,
    demo: contest.demo,
    now: app.clock.now(),
    rulesDigest: contest.rulesDigest,
    contestants: facts.contestants,
    units,
    boardMembers,
    questions: facts.questions,
    lockedSet: newest === null ? null : { digest: newest.digest, questions: newest.questions, lockedAt: newest.lockedAt },
    rounds: await Promise.all(rounds.map((round) => staffRound(app, who, contest, round, sets))),
    checklist: checklist(facts),
  }
}

export async function roundOverviews(
  app: App,
  who: Who,
  slug: string,
): Promise<{ readonly zone: string; readonly rounds: readonly StaffRound[] }> {
  requireAccess(who, 'contest.see')
  const contest = await contestFor(app, who, slug)
  const rounds = await roundsOf(app.database.db, contest.id)
  const sets = await roundSets(app.database.db, contest.id)
  return { zone: contest.rules.zone, rounds: await Promise.all(rounds.map((round) => staffRound(app, who, contest, round, sets))) }
}

export async function roundOverview(app: App, who: Who, slug: string, key: string): Promise<StaffRound> {
  requireAccess(who, 'contest.see')
  const contest = await contestFor(app, who, slug)
  return staffRound(app, who, contest, await findRound(app, contest, key), await roundSets(app.database.db, contest.id))
}

async function staffRound(
  app: App,
  who: Who,
  contest: ContestRecord,
  round: RoundRecord,
  sets: readonly RoundSetRecord[],
): Promise<StaffRound> {
  const { db } = app.database
  const { entries, byHour } = await app.arrivals.of(round.id)
  const approval = await roundApproval(app, who, contest, round)
  return {
    id: round.id,
    key: round.key,
    name: round.name,
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    status: round.status,
    started: await startedIn(app, round),
    submitted: entries,
    logSize: (await logHead(db, round.id))?.size ?? 0,
    lockedSetDigest: sets.find(({ roundId }) => roundId === round.id)?.digest ?? null,
    openedAt: round.openedAt,
    closedAt: round.closedAt,
    talliedAt: round.talliedAt,
    approvedAt: round.approvedAt,
    publishedAt: round.publishedAt,
    byHour: byHour.map((slot) => ({ ...slot })),
    approval:
      approval === null
        ? null
        : {
            ...approval,
            given: approval.given.map(({ juror: { login, name }, at, digest, atCommandLine }) => ({
              ...{ by: { login, name }, at, digest, atCommandLine },
            })),
          },
    actions: actsOf(who, round, approval, app.clock.now()),
  }
}

/** Counted once for every state of the bank. */
const sizeOfBank = ({ database: { db }, derived }: App, contestId: string, revision: number): Promise<BankSize> =>
  derived.get(`bank size ${contestId}`, String(revision), () => bankSize(db, contestId))

/** Once its log is closed, nobody starts any more. */
const startedIn = ({ database: { db }, derived, starts }: App, { id, status, closedAt }: RoundRecord): Promise<number> =>
  closedAt === null ? starts.of(id) : derived.get(`started ${id}`, status, () => countAttempts(db, id))

/** What this person may do to the round now; nobody approves twice. */
function actsOf(who: Who, round: RoundRecord, approval: RoundApproval | null, now: number): StaffRound['actions'] {
  const approved = approval?.given.some(({ juror }) => who.kind === 'staff' && juror.id === who.id) === true
  return roundActs.filter(
    (act) => refuseAct(act, round, now) === null && mayDo(who, permissionFor(act)) && !(act === 'approve' && approved),
  )
}

/** By round id: why its papers cannot be drawn from the bank as it is; null when they can. A locked set could serve, or it had not been locked. */
type Shortages = ReadonlyMap<string, Bilingual | null>

/** A bank of so many questions is opened in some milliseconds. */
const soonOpened = 500

async function shortagesOf(
  app: App,
  contest: ContestRecord,
  rounds: readonly RoundRecord[],
  { revision, questions, waits }: { readonly revision: number; readonly questions: number; readonly waits: boolean },
): Promise<Latest<Shortages>> {
  const key = `shortages ${contest.id}`
  const version = versionOf(contest, revision, rounds)
  const find = async (): Promise<Shortages> => {
    const sources = await readSources(app, contest)
    const candidates = candidatesOf(contest.rules, sources)
    const shortages = await mapInTurns(rounds, (round): [string, Bilingual | null] => {
      if (round.lockedSetId !== null) return [round.id, null]
      const { cells, findings } = fitOf(contest.rules, round.key, candidates.get(round.id) ?? [], sources)
      if (cells !== null) return [round.id, null]
      const missing = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)
      return [round.id, { vi: missing.map(({ vi }) => vi).join(' '), en: missing.map(({ en }) => en).join(' ') }]
    })
    return new Map(shortages)
  }
  if (waits || questions <= soonOpened) return { value: await app.derived.get(key, version, find), isCurrent: true }
  return app.derived.latest(key, version, find)
}

interface Facts {
  readonly rounds: readonly RoundRecord[]
  readonly contestants: number
  readonly boardMembers: number
  readonly questions: number
  readonly shortages: Latest<Shortages>
  readonly boardsMatter: boolean
  /** null: there are no prizes for units. */
  readonly concluded: boolean | null
}

function checklist(facts: Facts): ChecklistItem[] {
  const firstOpens = facts.rounds[0]?.opensAt ?? null
  const item = (id: ChecklistItem['id'], done: boolean, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
    id,
    done,
    checking: false,
    next: false,
    roundKey: null,
    dueAt: firstOpens,
    detail: null,
    ...more,
  })
  const items = [
    item('roster-imported', facts.contestants > 0),
    ...(facts.boardsMatter ? [item('boards-imported', facts.boardMembers > 0)] : []),
    item('questions-imported', facts.questions > 0),
    ...facts.rounds.flatMap((round) => {
      const of = { roundKey: round.key, dueAt: round.opensAt }
      const { value: shortages, isCurrent } = facts.shortages
      const isLocked = round.lockedSetId !== null
      const shortage = isLocked ? null : (shortages?.get(round.id) ?? null)
      const suffices = isLocked || (shortages !== null && shortage === null)
      return [
        item('questions-sufficient', suffices, { ...of, detail: shortage, checking: !isCurrent && !isLocked }),
        item('set-locked', round.lockedSetId !== null, of),
      ]
    }),
    ...facts.rounds.flatMap((round) => {
      const of = { roundKey: round.key }
      const { status } = round
      return [
        item('round-opened', !awaitsOpening(status), { ...of, dueAt: round.opensAt }),
        item('round-closed', logIsClosed(status), { ...of, dueAt: round.closesAt }),
        item('round-tallied', hasResult(status), { ...of, dueAt: null }),
        item('round-approved', isApproved(status), { ...of, dueAt: null }),
        item('round-published', isPublished(status), { ...of, dueAt: null }),
      ]
    }),
    ...(facts.concluded === null ? [] : [item('contest-concluded', facts.concluded, { dueAt: null })]),
  ]
  const next = items.findIndex(({ done, checking }) => !done && !checking)
  return items.map((one, index) => (index === next ? { ...one, next: true } : one))
}

export async function staffUnitBoard(app: App, who: Who, slug: string): Promise<UnitBoard> {
  requireAccess(who, 'contest.see')
  await contestFor(app, who, slug)
  return unitBoard(app, slug)
}
