/** What anybody may know of a contest while it runs: counts of participants, never anything about correctness. */
import { changedClauses, type ChangedClause } from '#contest/rulebook/changes.ts'
import { rulebook, rulebookBullets, type Rulebook } from '#contest/rulebook/rulebook.ts'
import { documentCitation, documentWords } from '#contest/rulebook/words.ts'
import type { CollectiveRules } from '#contest/rules/rules.ts'
import { search } from '#contest/text.ts'
import type { Instant } from '#contest/values.ts'
import type { PublicContest, UnitBoard } from '#contract/contests.ts'
import { listContests, versionsOf, type ContestRecord, type RulesVersion } from '#store/contests/contests.ts'
import { rosterSize, type RosterSize } from '#store/people/roster.ts'
import { publishedAtOf } from '#store/results/publications.ts'
import { departuresOf, type DoneDeparture } from '#store/rounds/departures.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { findAnnounced } from '../find.ts'
import { unitDesk, type DeskUnit } from '../unit-desk.ts'
import { practiceFor } from './practice.ts'
import { publicStatus } from '#contest/round-life.ts'
import type { Openings, PublicDeparture, PublicRound } from '#contract/rounds.ts'

function publicRound(round: RoundRecord, participants: number, now: Instant, departed: readonly DoneDeparture[]): PublicRound {
  const { id, key, name, opensAt, closesAt } = round
  return { id, key, name, opensAt, closesAt, status: publicStatus(round, now), participants, departures: departuresOfRound(departed, id) }
}

export const departuresOfRound = (departed: readonly DoneDeparture[], id: string): PublicDeparture[] =>
  departed
    .filter(({ roundId }) => roundId === id)
    .map(({ kind, plannedAt, doneAt: at, closesAt, reason }) => ({ kind, plannedAt, at, closesAt, reason }))

/** In the order they were made. */
export const announcedContests = async (app: App): Promise<readonly ContestRecord[]> =>
  (await listContests(app.database.db)).filter(({ announcedAt }) => announcedAt !== null)

export async function publicContest(app: App, slug: string): Promise<PublicContest> {
  const contest = await findAnnounced(app, slug)
  const { db } = app.database
  const now = app.clock.now()
  const { rules } = contest
  const rounds = await roundsOf(db, contest.id)
  const departed = await departuresOf(db, contest.id)
  const { all, byRound } = await app.participants.of(
    contest,
    rounds.map(({ id }) => id),
  )
  return {
    slug,
    title: rules.title,
    organiser: rules.organiser.name,
    superior: rules.organiser.superior,
    audience: rules.audience,
    zone: rules.zone,
    demo: contest.demo,
    now,
    questions: rules.paper.questions,
    rounds: rounds.map((round) => publicRound(round, byRound.get(round.id) ?? 0, now, departed)),
    bullets: rulebookBullets(rules).map((bullet) => ({ ...bullet })),
    prizes: rules.prizes.levels.map(({ name, count, amount }) => ({ name, count, amount })),
    collective: rules.collective === null ? null : prizesOfUnits(rules.collective),
    concludedAt: await publishedAtOf(db, contest.id),
    contestants: (await sizeOf(app, contest)).people,
    participants: all,
    practice: (await practiceFor(app, contest)).length,
    documents: rules.documents.map((document) => ({
      ...{ number: document.number, link: document.link },
      citation: documentCitation(document),
      words: documentWords({ ...document, link: null }),
    })),
  }
}

const prizesOfUnits = ({ count, amount, levels }: CollectiveRules): NonNullable<PublicContest['collective']> => ({
  count,
  amount,
  levels: levels.map(({ name, count: of, amount: each }) => ({ name, count: of, amount: each })),
})

/** When rounds open; one that was moved has moved here, whoever moved it. */
export async function openings(app: App, slug: string): Promise<Openings> {
  const { id } = await findAnnounced(app, slug)
  return Object.fromEntries((await roundsOf(app.database.db, id)).map((round) => [round.id, round.opensAt]))
}

/** Counted once for every state of the roster. */
export const sizeOf = ({ database: { db }, derived }: App, { id, rosterRevision }: ContestRecord): Promise<RosterSize> =>
  derived.get(`roster ${id}`, String(rosterRevision), () => rosterSize(db, id))

/** Rules as they were announced, and each change since with what it changed. */
export interface VersionedRulebook extends Rulebook {
  /** The newest first. */
  readonly versions: readonly (Omit<RulesVersion, 'rules' | 'rulesDigest'> & { readonly changed: readonly ChangedClause[] })[]
}

export async function publicRulebook(app: App, slug: string): Promise<VersionedRulebook> {
  const { id, rules } = await findAnnounced(app, slug)
  const books = (await versionsOf(app.database.db, id)).map((version) => ({ ...version, book: rulebook(version.rules) }))
  const versions = books.map(({ number, at, reason, book }, index) => {
    const before = books[index - 1]
    return { number, at, reason, changed: before === undefined ? [] : changedClauses(before.book, book) }
  })
  return { ...rulebook(rules), versions: versions.toReversed() }
}

/** Whole, for `pageOfBoard`. */
interface WholeBoard {
  readonly now: Instant
  readonly sum: UnitBoard['sum']
  /** By participants so far, most first, then by name. */
  readonly units: readonly (UnitBoard['items'][number] & Pick<DeskUnit, 'words'>)[]
}

export async function publicUnitBoard(app: App, slug: string): Promise<WholeBoard> {
  const contest = await findAnnounced(app, slug)
  const rounds = await roundsOf(app.database.db, contest.id)
  const { byUnit } = await app.participants.of(
    contest,
    rounds.map(({ id }) => id),
  )
  const units = (await unitDesk(app, contest)).byName.map(({ unit: { id, code, name, headcount }, words }) => ({
    ...{ code, name, headcount, words },
    participants: byUnit.get(id) ?? 0,
  }))
  const sumOf = (key: 'participants' | 'headcount'): number => units.reduce((sum, unit) => sum + unit[key], 0)
  return {
    now: app.clock.now(),
    sum: { participants: sumOf('participants'), headcount: sumOf('headcount') },
    units: units.sort((a, b) => b.participants - a.participants),
  }
}

/** @param asked `q` matches code, name and other spellings without diacritics; `page` from 1 */
export function pageOfBoard(
  { now, sum, units }: WholeBoard,
  { q, page, pageSize }: { readonly q: string; readonly page: number; readonly pageSize: number },
): UnitBoard {
  const matches = search(q)
  const found = q === '' ? units : units.filter(({ words }) => matches(words))
  return {
    ...{ now, sum, most: units[0]?.participants ?? 0, total: found.length, page, pageSize },
    items: found.slice((page - 1) * pageSize, page * pageSize).map(({ words: _, ...unit }) => unit),
  }
}
