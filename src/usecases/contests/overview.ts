/** The staff's view of a contest: its rounds, and the checklist of what blocks the next step. */
import type { StaffContest } from '#contract/contests.ts'
import { inShort } from '#contest/paper/shortage.ts'
import { isClosing, permissionFor, refuseAct, roundActs } from '#contest/round-life.ts'
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
import { departuresOf } from '#store/rounds/departures.ts'
import { departuresOfRound, sizeOf } from './public.ts'
import { archiveState } from '../people/erasure/acts.ts'
import { candidatesOf, fitOf, readSources, versionOf } from '../rounds/set-candidate.ts'
import type { StaffRound } from '#contract/rounds.ts'
import { checklist, type Shortages } from './checklist.ts'

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
  const { questions } = bank
  const shown = await Promise.all(rounds.map((round) => staffRound(app, who, contest, round, sets)))
  return {
    slug,
    title: contest.rules.title,
    zone: contest.rules.zone,
    demo: contest.demo,
    now: app.clock.now(),
    rulesDigest: contest.rulesDigest,
    announcedAt: contest.announcedAt,
    contestants: people,
    units,
    boardMembers,
    questions: bank.approved,
    lockedSet: newest === null ? null : { digest: newest.digest, questions: newest.questions, lockedAt: newest.lockedAt },
    rounds: shown,
    archive: await archiveState(app, contest),
    checklist: checklist({
      ...{ who, rounds, contestants: people, boardMembers, bank, isAnnounced: contest.announcedAt !== null },
      shortages: await shortagesOf(app, contest, rounds, { revision, questions, ...options }),
      boardsMatter: contest.rules.access.barredBoards.length > 0,
      approved: new Set(shown.filter(({ approval }) => hasApproved(who, approval)).map(({ id }) => id)),
      concluded: contest.rules.collective === null ? null : (await publishedAtOf(db, contest.id)) !== null,
    }),
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
    departures: departuresOfRound(await departuresOf(db, contest.id), round.id),
    closingUntil: isClosing(round.status) ? round.closesAt + app.closingGraceMs : null,
    actions: actsOf(who, round, approval),
  }
}

const hasApproved = (who: Who, approval: StaffRound['approval']): boolean =>
  who.kind === 'staff' && approval?.given.some(({ by }) => by.login === who.login) === true

/** Counted once for every state of the bank. */
const sizeOfBank = ({ database: { db }, derived }: App, contestId: string, revision: number): Promise<BankSize> =>
  derived.get(`bank size ${contestId}`, String(revision), () => bankSize(db, contestId))

/** Once its log is closed, nobody starts any more. */
const startedIn = ({ database: { db }, derived, starts }: App, { id, status, closedAt }: RoundRecord): Promise<number> =>
  closedAt === null ? starts.of(id) : derived.get(`started ${id}`, status, () => countAttempts(db, id))

/** What this person may do to the round now; nobody approves twice. */
function actsOf(who: Who, round: RoundRecord, approval: RoundApproval | null): StaffRound['actions'] {
  const approved = approval?.given.some(({ juror }) => who.kind === 'staff' && juror.id === who.id) === true
  return roundActs.filter(
    (act) => refuseAct(act, round) === null && mayDo(who, permissionFor(act)) && !(act === 'approve' && approved),
  )
}

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
      return [round.id, inShort(findings.filter(({ severity }) => severity === 'error'))]
    })
    return new Map(shortages)
  }
  if (waits || questions <= soonOpened) return { value: await app.derived.get(key, version, find), isCurrent: true }
  return app.derived.latest(key, version, find)
}

