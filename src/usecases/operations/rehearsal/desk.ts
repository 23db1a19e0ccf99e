/**
 * Trial runs as the staff begins, watches and erases them. Nothing of one is written into the real database: what is known of it stands
 * in its own folder, and one line of it stays in a record beside when it is erased (docs/decisions/0022).
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ContestError } from '#contest/errors.ts'
import { isRunning } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { passParameter } from '#contract/identity.ts'
import type { Rehearsal, RehearsalReport, RehearsalRequest } from '#contract/operations.ts'
import { listContests } from '#store/contests/contests.ts'
import { roundsInMotion } from '#store/rounds/rounds.ts'
import { mayDo, requireAccess, type Who } from '../../access.ts'
import type { App, RehearsalTools } from '../../app.ts'
import { contestFor } from '../../find.ts'
import { newId } from '../../ids.ts'
import type { MadeRehearsal } from './make.ts'
import type { RehearsalOrder, RehearsalSaid } from './orders.ts'
import { rehearsalSeed, type RehearsalSeed } from './seed.ts'

type Phase = NonNullable<Rehearsal['now']>['phase']

/** As it stands in its folder. */
interface Known {
  readonly id: string
  readonly begunBy: string | null
  readonly begunAt: Instant
  readonly asked: RehearsalRequest
  readonly round: string
  readonly accounts: number
  /** The process whose it is; another one only looks. */
  readonly owner: number
  phase: Phase
  address: string | null
  made: Pick<MadeRehearsal, 'opensAt' | 'closesAt' | 'spare'> | null
  report: RehearsalReport | null
  problem: string | null
}

/** What this process runs. */
interface Running {
  readonly known: Known
  process: ReturnType<RehearsalTools['start']> | null
  dropped: boolean
}

const running = new WeakMap<RehearsalTools, Map<string, Running>>()
function runningIn(tools: RehearsalTools): Map<string, Running> {
  const held = running.get(tools) ?? new Map<string, Running>()
  running.set(tools, held)
  return held
}

const stateFile = 'rehearsal.json'
function remember(folder: string, known: Known): void {
  const file = join(folder, stateFile)
  writeFileSync(`${file}.new`, JSON.stringify(known))
  renameSync(`${file}.new`, file)
}

function readKnown(folder: string): Known | null {
  try {
    return JSON.parse(readFileSync(join(folder, stateFile), 'utf8')) as Known
  } catch {
    return null
  }
}

const finished: readonly Phase[] = ['ready', 'failed']

/** Another process runs it. This one may have the number of one that has gone, as it always has in a container. */
const isAnothers = ({ pid, isAlive }: RehearsalTools, { owner }: Known): boolean => owner !== pid && isAlive(owner)

/** Where this process, or one before it or beside it, has one; null: there is none. */
function find({ rehearsals }: App, contestId: string): { readonly known: Known; readonly folder: string | null } | null {
  const own = runningIn(rehearsals).get(contestId)
  const folder = rehearsals.folders.place(contestId)
  if (own !== undefined) return { known: own.known, folder }
  const known = folder === null ? null : readKnown(folder)
  if (known === null) return null
  if (isAnothers(rehearsals, known)) return { known, folder }
  // Whoever served it has gone: what it had come to is still there.
  return { known: { ...known, address: null, phase: finished.includes(known.phase) ? known.phase : 'stopped' }, folder }
}

interface Erased {
  readonly id: string
  readonly contestId: string
  readonly begunBy: string | null
  readonly begunAt: Instant
  readonly erasedBy: string | null
  readonly erasedAt: Instant
  readonly contestants: number
  readonly done: number | null
}

/** Lines that tell of earlier ones. */
const mostEarlier = 10

/** A line that was cut off, as on a disk that is full, says nothing, and keeps nobody from the others. */
function erasedIn(line: string): readonly Erased[] {
  try {
    return [JSON.parse(line) as Erased]
  } catch {
    return []
  }
}

function earlierOf({ rehearsals }: App, contestId: string): Rehearsal['earlier'] {
  const lines = rehearsals.folders.record().flatMap(erasedIn)
  const byId = new Map(lines.filter((one) => one.contestId === contestId).map((one) => [one.id, one]))
  return [...byId.values()]
    .toReversed()
    .slice(0, mostEarlier)
    .map(({ begunBy, begunAt, erasedBy, erasedAt, contestants, done }) => ({ begunBy, begunAt, erasedBy, erasedAt, contestants, done }))
}

/** @throws ContestError `not-found` */
export async function rehearsalOf(app: App, who: Who, slug: string): Promise<Rehearsal> {
  requireAccess(who, 'rehearsal.see')
  const contest = await contestFor(app, who, slug)
  const found = find(app, contest.id)
  const may = { manage: mayDo(who, 'rehearsal.manage') }
  const earlier = earlierOf(app, contest.id)
  if (found === null) return { may, now: null, earlier }
  const { known, folder } = found
  const { id, begunBy, begunAt, asked, phase, address, made, report, problem, round, accounts } = known
  return {
    ...{ may, earlier },
    now: {
      ...{ id, begunBy, begunAt, asked, phase, address, report, round },
      // Why a machine could not do it names its files.
      problem: may.manage ? problem : null,
      ...{ opensAt: made?.opensAt ?? null, closesAt: made?.closesAt ?? null },
      spare: (made?.spare ?? []).map(({ staffCode, phone, fullName }) => ({ staffCode, fullName, phone: phone.replace('+84', '0') })),
      erases: {
        ...(folder === null ? { files: 0, bytes: 0 } : app.rehearsals.folders.sizeOf(contest.id)),
        ...{ people: asked.contestants + (made?.spare.length ?? 0), accounts },
      },
    },
  }
}

const nameOf = (who: Who): string | null => (who.kind === 'staff' ? who.name : null)

/** Milliseconds it may take to be made and counted, beside those it is played. */
const besidesMs = 15 * 60_000

/**
 * It loads the machine on which people take part: none begins while a round of any contest is open, or would open meanwhile. What a
 * demonstration has open keeps nobody waiting. @throws ContestError `round-in-the-way`
 */
async function refuseInTheWay(app: App, { seconds }: RehearsalRequest): Promise<void> {
  const { db } = app.database
  const demos = new Set((await listContests(db)).flatMap(({ id, demo }) => (demo ? [id] : [])))
  const until = app.clock.now() + seconds * 1000 + besidesMs
  const inTheWay = (await roundsInMotion(db)).find(
    ({ contestId, status, opensAt }) => !demos.has(contestId) && (isRunning(status) || opensAt < until),
  )
  if (inTheWay !== undefined) throw new ContestError('round-in-the-way', { round: inTheWay.name })
}

/**
 * Returns once it is being made; what it comes to, `rehearsalOf` says.
 * @throws ContestError `conflict` while there is one, `round-in-the-way`
 */
export async function beginRehearsal(app: App, who: Who, slug: string, asked: RehearsalRequest): Promise<void> {
  requireAccess(who, 'rehearsal.manage')
  // In itself it has nothing to try.
  if (app.rehearsalPass !== null) throw new ContestError('conflict', { contest: slug })
  const { contest, seed } = await rehearsalSeed(app, who, slug, asked)
  await refuseInTheWay(app, asked)
  const { rehearsals } = app
  // Of two presses one makes it: the folder's name is given once.
  const making = rehearsals.folders.make(contest.id)
  if (making === null) throw new ContestError('conflict', { contest: slug })
  const known: Known = {
    ...{ id: newId(), begunBy: nameOf(who), begunAt: app.clock.now(), asked, owner: rehearsals.pid, accounts: seed.accounts.length },
    ...{ round: seed.rules.rounds[0]?.name ?? '', phase: 'making', address: null, made: null, report: null, problem: null },
  }
  const own: Running = { known, process: null, dropped: false }
  runningIn(rehearsals).set(contest.id, own)
  conduct(app, own, making, seed).catch((error: unknown) => {
    making.drop()
    Object.assign(known, { phase: 'failed', address: null, problem: error instanceof Error ? error.message : String(error) })
    const folder = rehearsals.folders.place(contest.id)
    try {
      if (folder !== null && !own.dropped) remember(folder, known)
    } catch {
      // On a disk that is full it stands in memory alone; the real server goes on.
    }
  })
}

/** Somebody may have erased it meanwhile. @throws Error */
function stillWanted({ dropped }: Running): void {
  if (dropped) throw new Error('erased')
}

type Making = NonNullable<ReturnType<RehearsalTools['folders']['make']>>

/** Makes it, and when it is whole has it played. @throws Error what it failed with */
async function conduct({ rehearsals }: App, own: Running, making: Making, seed: RehearsalSeed): Promise<void> {
  const { known } = own
  const { place } = rehearsals
  const made = await said(rehearsals, own, { kind: 'make', data: join(making.path, 'data'), place, seed }, (heard) =>
    heard.kind === 'made' ? heard.made : null,
  )
  await own.process?.ended
  stillWanted(own)
  const { opensAt, closesAt, spare } = made
  Object.assign(known, { phase: 'playing', made: { opensAt, closesAt, spare } })
  remember(making.path, known)
  const folder = making.keep()
  const order = { kind: 'play', data: join(folder, 'data'), place, made, asked: known.asked } as const
  const report = await said(rehearsals, own, order, (heard) => {
    if (heard.kind === 'serving') known.address = `${rehearsals.publicAddress ?? heard.address}/?${passParameter}=${heard.pass}`
    if (heard.kind === 'counting') known.phase = 'counting'
    return heard.kind === 'report' ? heard.report : null
  })
  Object.assign(known, { phase: 'ready', report })
  stillWanted(own)
  remember(folder, known)
}

/** What the process says, until it is what was waited for. @throws Error when it fails or ends before */
function said<Value>(
  rehearsals: RehearsalTools,
  own: Running,
  order: RehearsalOrder,
  heard: (said: RehearsalSaid) => Value | null,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const started = rehearsals.start(order, (one) => {
      const answer = one as RehearsalSaid
      if (answer.kind === 'failed') return reject(new Error(answer.why))
      const value = heard(answer)
      if (value !== null) resolve(value)
    })
    own.process = started
    void started.ended.then(() => reject(new Error('the process of the trial run ended')))
  })
}

/**
 * Ends it and erases all of it. @param id of the one that was on the page
 * @throws ContestError `conflict` when that is not there any more, or another process runs it
 */
export async function eraseRehearsal(app: App, who: Who, slug: string, id: string): Promise<void> {
  requireAccess(who, 'rehearsal.manage')
  const contest = await contestFor(app, who, slug)
  const { rehearsals } = app
  const found = find(app, contest.id)
  const own = runningIn(rehearsals).get(contest.id)
  if (found?.known.id !== id || own?.dropped === true) throw new ContestError('conflict', { contest: slug })
  if (own === undefined && isAnothers(rehearsals, found.known)) throw new ContestError('conflict', { contest: slug })
  if (own !== undefined) own.dropped = true
  await own?.process?.stop()
  const { begunBy, begunAt, asked, report } = found.known
  const line: Erased = {
    ...{ id, contestId: contest.id, begunBy, begunAt, contestants: asked.contestants, done: report?.played.done ?? null },
    ...{ erasedBy: nameOf(who), erasedAt: app.clock.now() },
  }
  const wiped = rehearsals.folders.wipe(contest.id, JSON.stringify(line))
  runningIn(rehearsals).delete(contest.id)
  // One that was not whole yet had no folder of its own.
  if (!wiped && own === undefined) throw new ContestError('conflict', { contest: slug })
}

/** With the process whose they are: whoever starts after it finds them as they stood. */
export async function endRehearsals({ rehearsals }: Pick<App, 'rehearsals'>): Promise<void> {
  await Promise.all([...runningIn(rehearsals).values()].flatMap((own) => own.process?.stop() ?? []))
}
