/** Looking through the bank: filters, search without diacritics, counts for the filters, pairs that are alike. */
import { pageSize } from '#contest/limits.ts'
import type { BankLine, BankPage, BankQuery, SimilarPage } from '#contract/questions.ts'
import { search } from '#contest/text.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { Likeness } from '#contest/questions/similarity.ts'
import type { BankEntry, BankSnapshot } from '#memory/banks.ts'
import { bankLine, bankNames, type BankNames } from './lines.ts'
import { contestFor } from '../find.ts'

/** What a filter finds under `-`: questions without it. */
const none = '-'

/** The filters of the desk: each gives the values by which a question is found. */
const filters = {
  state: ({ state }) => [state],
  topic: ({ content }) => [content.topic ?? none],
  difficulty: ({ content }) => [content.difficulty === null ? none : String(content.difficulty)],
  unit: ({ unitId }, names) => [names.unit(unitId) ?? none],
  source: ({ content }) => [content.source?.document ?? none],
  assignee: ({ assigneeId }, names) => [(assigneeId === null ? null : names.person({ kind: 'staff', id: assigneeId }).login) ?? none],
  flag: flagsOf,
} as const satisfies Record<string, (entry: BankEntry, names: BankNames) => readonly string[]>

function flagsOf({ content, like, comments, practice }: BankEntry): readonly string[] {
  const flags = {
    similar: like.length > 0,
    conflicting: like.some(({ keyDiffers }) => keyDiffers),
    'no-source': content.source === null,
    'no-topic': content.topic === null,
    'no-difficulty': content.difficulty === null,
    picture: content.pictures.length > 0,
    commented: comments > 0,
    practice: practice === 'released',
    'was-practice': practice === 'withdrawn',
  }
  return Object.entries(flags).flatMap(([name, is]) => (is ? [name] : []))
}

type Filter = keyof typeof filters
const filterNames = Object.keys(filters) as readonly Filter[]

export async function bankPage(app: App, who: Who, slug: string, query: BankQuery): Promise<BankPage> {
  requireAccess(who, 'questions.see')
  const contest = await contestFor(app, who, slug)
  const names = await bankNames(app, contest)
  const usedIn = await app.banks.usedIn(contest.id)
  const { revision, entries } = await app.banks.read(contest.id)
  const counts = await app.derived.get(`facets ${contest.id}`, String(revision), () => countsOf(entries))
  const found = entries.filter(fits(query, names))
  const page = Number(query.page ?? '1')
  const from = (page - 1) * pageSize
  return {
    ...{ total: found.length, page, pageSize: pageSize },
    items: found.slice(from, from + pageSize).map((entry) => bankLine(entry, names, usedIn)),
    facets: facetsOf(counts, names),
  }
}

/** Every question the filters leave, for those who have been let in already. */
export async function findInBank(app: App, contest: ContestRecord, query: BankQuery): Promise<readonly BankEntry[]> {
  const names = await bankNames(app, contest)
  return (await app.banks.read(contest.id)).entries.filter(fits(query, names))
}

function fits(query: BankQuery, names: BankNames): (entry: BankEntry) => boolean {
  const matches = search(query.q ?? '')
  const asked = filterNames.flatMap((name) => {
    const value = query[name]
    return value === undefined || value === '' ? [] : [[filters[name], value] as const]
  })
  return (entry) => matches(entry.words) && asked.every(([valuesOf, value]) => valuesOf(entry, names).includes(value))
}

/** All lines of one state, or of every one. */
export async function bankLines(app: App, who: Who, slug: string, state?: BankLine['state']): Promise<readonly BankLine[]> {
  requireAccess(who, 'questions.see')
  const contest = await contestFor(app, who, slug)
  const names = await bankNames(app, contest)
  const usedIn = await app.banks.usedIn(contest.id)
  const { entries } = await app.banks.read(contest.id)
  return entries.filter((entry) => state === undefined || entry.state === state).map((entry) => bankLine(entry, names, usedIn))
}

/** How often each value of a filter stands in a bank; of units and people their ids, which are named when a page shows them. */
type Counts = Readonly<Record<Filter, ReadonlyMap<string, number>>>

async function countsOf(entries: readonly BankEntry[]): Promise<Counts> {
  const valuesOf: Readonly<Record<Filter, (entry: BankEntry) => readonly string[]>> = {
    ...filters,
    unit: ({ unitId }) => [unitId ?? none],
    assignee: ({ assigneeId }) => [assigneeId ?? none],
  }
  const counted = filterNames.map((name) => ({ name, valuesOf: valuesOf[name], counts: new Map<string, number>() }))
  await mapInTurns(entries, (entry) => {
    for (const one of counted) for (const value of one.valuesOf(entry)) one.counts.set(value, (one.counts.get(value) ?? 0) + 1)
  })
  return Object.fromEntries(counted.map(({ name, counts }) => [name, counts])) as Record<Filter, Map<string, number>>
}

/** The most frequent value first. */
function facetsOf(counts: Counts, names: BankNames): BankPage['facets'] {
  const facet = (values: ReadonlyMap<string, number>) =>
    [...values].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([value, count]) => ({ value, count }))
  /** Two of one name are one value. */
  const named = (values: ReadonlyMap<string, number>, nameOf: (id: string) => string | null) => {
    const found = new Map<string, number>()
    for (const [id, count] of values) {
      const name = (id === none ? null : nameOf(id)) ?? none
      found.set(name, (found.get(name) ?? 0) + count)
    }
    return facet(found)
  }
  return {
    state: facet(counts.state),
    topic: facet(counts.topic),
    difficulty: facet(counts.difficulty),
    unit: named(counts.unit, names.unit),
    source: facet(counts.source),
    assignee: named(counts.assignee, (id) => names.person({ kind: 'staff', id }).login),
    flag: facet(counts.flag),
  }
}

interface Pairs {
  readonly pairs: readonly (Likeness & { readonly first: string; readonly second: string })[]
  readonly hasMore: boolean
}

/** Nobody looks through more. */
const mostPairs = 10_000

/** With another key first, then the most alike, then in the order of the bank; with turns for others in between. */
async function pairsOf({ entries, byCode }: BankSnapshot): Promise<Pairs> {
  const positions = new Map(entries.map(({ code }, at) => [code, at]))
  const byRank = new Map<number, Pairs['pairs'][number][]>()
  let total = 0
  await mapInTurns(entries, ({ code: first, like }, at) => {
    for (const one of like) {
      const other = byCode.get(one.code)
      // Each pair once, from the side that comes first; the other side may have too many to name this one.
      if (other === undefined || ((positions.get(one.code) ?? 0) < at && other.like.some(({ code }) => code === first))) continue
      const rank = one.likeness + (one.keyDiffers ? 1000 : 0)
      const ranked = byRank.get(rank) ?? []
      byRank.set(rank, ranked)
      total++
      if (ranked.length < mostPairs) ranked.push({ ...one, first, second: one.code })
    }
  })
  const ordered = [...byRank].sort(([a], [b]) => b - a).flatMap(([, ranked]) => ranked)
  return { pairs: ordered.slice(0, mostPairs), hasMore: total > mostPairs || entries.some(({ likeMore }) => likeMore) }
}

export async function similarPage(app: App, who: Who, slug: string, page: number): Promise<SimilarPage> {
  requireAccess(who, 'questions.see')
  const contest = await contestFor(app, who, slug)
  const names = await bankNames(app, contest)
  const usedIn = await app.banks.usedIn(contest.id)
  const bank = await app.banks.read(contest.id)
  const { pairs, hasMore } = await app.derived.get(`pairs ${contest.id}`, String(bank.revision), () => pairsOf(bank))
  const from = (page - 1) * pageSize
  const items = pairs.slice(from, from + pageSize).flatMap(({ first: one, second: other, kind, likeness, keyDiffers }) => {
    const [first, second] = [bank.byCode.get(one), bank.byCode.get(other)]
    if (first === undefined || second === undefined) return []
    const [firstLine, secondLine] = [bankLine(first, names, usedIn), bankLine(second, names, usedIn)]
    return [{ first: firstLine, second: secondLine, kind, likeness, keyDiffers, tied: first.apart.includes(other) }]
  })
  return { total: pairs.length, hasMore, page, pageSize: pageSize, items }
}
